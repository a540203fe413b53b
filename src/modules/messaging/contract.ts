import { z } from 'zod'
import { Cursor, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import {
  Clock,
  messageSettingCall,
  setChannelCall,
  setMessageSettingCall,
} from './setting-contract.ts'
import {
  ATTEMPT_STATUSES,
  CHANNELS,
  MESSAGE_STATUSES,
  SUPPRESSIONS,
  TOPICS,
} from './words-rules.ts'

const OwnChannel = z.enum(['push', 'viber', 'sms', 'email', 'operator'])
const OwnTopic = z.enum(TOPICS).exclude(['test', 'launch'])

export const myMessagesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/me/messages',
  summary: 'How this distributor may write to me, my browsers, and what it last wrote.',
  right: 'outlet.read',
  request: {},
  reply: z.object({
    language: z.enum(['uk', 'en', 'ru']).nullable(),
    quietFrom: z.string().nullable(),
    quietUntil: z.string().nullable(),
    theirQuiet: z.object({ from: z.string(), until: z.string() }),
    optOuts: z.array(z.enum(TOPICS)),
    channels: z.array(
      z.object({
        channel: OwnChannel,
        address: z.string().nullable().describe('My own; the others use my phone'),
        off: z.boolean(),
      }),
    ),
    browsers: z.array(
      z.object({ id: Id, userAgent: z.string(), since: Instant, endpoint: z.string() }),
    ),
    pushKey: z.string().describe('The key that browsers subscribe with'),
    messages: z.array(
      z.object({
        id: Id,
        topic: z.enum(TOPICS),
        title: z.string(),
        body: z.string(),
        link: z.string(),
        at: Instant,
      }),
    ),
  }),
})

export const setMyMessagesCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/me/messages',
  summary: 'Set how this distributor may write to me.',
  right: 'outlet.read',
  audit: { none: 'a person’s own choice about his own messages' },
  request: {
    language: z.enum(['uk', 'en', 'ru']).nullable(),
    quietFrom: Clock.nullable(),
    quietUntil: Clock.nullable().describe('Set together with its beginning, or not at all'),
    optOuts: z.array(OwnTopic).max(TOPICS.length),
    off: z.array(OwnChannel).max(CHANNELS.length),
    email: z.email().max(LIMITS.nameCharsMax).nullable(),
  },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('quiet_half') }),
})

export const addBrowserCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/me/messages/browsers',
  summary: 'Let this browser show my messages.',
  right: 'outlet.read',
  audit: { none: 'a person’s own choice about his own browser' },
  request: {
    endpoint: z.url().max(LIMITS.urlCharsMax),
    p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/),
    auth: z.string().regex(/^[\w-]{20,32}={0,2}$/),
    userAgent: z.string().max(LIMITS.nameCharsMax),
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('address_not_allowed') }),
    z.object({ code: z.literal('browsers_full') }),
  ]),
})

export const dropBrowserCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/me/messages/browsers/{browserId}',
  summary: 'Show my messages in that browser no more.',
  right: 'outlet.read',
  audit: { none: 'a person’s own choice about his own browser' },
  request: { browserId: Id },
  reply: z.object({}),
})

const Attempt = z.object({
  channel: z.enum(CHANNELS),
  status: z.enum(ATTEMPT_STATUSES),
  tries: z.int(),
  title: z.string(),
  body: z.string(),
  priceMinor: z.int(),
  demo: z.boolean().describe('It ended in the outbox'),
  error: z.string().nullable(),
  at: Instant,
})

export const messagesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/messages',
  summary: 'Messages to people, newest first, with every try of a channel.',
  right: 'message.read',
  request: {
    personId: Id.optional(),
    outletId: Id.optional(),
    channel: z.enum(CHANNELS).optional(),
    status: z.enum(MESSAGE_STATUSES).optional(),
    topic: z.enum(TOPICS).optional(),
    demo: z.boolean().default(false).describe('Only what ended in the outbox'),
    before: Cursor.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    messages: z.array(
      z.object({
        id: Id,
        personId: Id,
        personName: z.string().nullable(),
        outletId: Id.nullable(),
        outletName: z.string().nullable(),
        topic: z.enum(TOPICS),
        template: z.string(),
        link: z.string(),
        status: z.enum(MESSAGE_STATUSES),
        reason: z.enum(SUPPRESSIONS).nullable(),
        toldAt: Instant,
        notBefore: Instant,
        expiresAt: Instant.nullable(),
        costCenter: z.string(),
        attempts: z.array(Attempt),
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const reachCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/messages/reach',
  summary: 'What each channel came to in the last days, and what it cost.',
  right: 'message.read',
  request: {
    days: z.int().min(1).max(LIMITS.reachDaysMax).default(30),
    topic: z.enum(TOPICS).optional(),
  },
  reply: z.object({
    channels: z.array(
      z.object({
        channel: z.enum(CHANNELS),
        sent: z.int(),
        delivered: z.int(),
        read: z.int(),
        acted: z.int(),
        failed: z.int(),
        unknown: z.int().describe('Cut off while it was sent: nobody knows'),
        costMinor: z.int(),
      }),
    ),
  }),
})

export const testMessageCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/messages/test',
  summary: 'Send myself a test message by one channel, past caps and quiet hours.',
  right: 'message.write',
  audit: { none: 'a message to oneself; the log of messages shows it' },
  request: { testId: Id.describe('Made by the client'), channel: z.enum(CHANNELS) },
  reply: z.object({ messageId: Id }),
})

export const sayMessageCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/messages/{messageId}/saying',
  summary: 'An operator said the message to the person by phone.',
  right: 'message.read',
  audit: { word: 'message_said', on: 'message', id: 'messageId' },
  request: { messageId: Id },
  reply: z.object({}),
})

export const messagingContract = {
  mine: myMessagesCall,
  setMine: setMyMessagesCall,
  addBrowser: addBrowserCall,
  dropBrowser: dropBrowserCall,
  log: messagesCall,
  reach: reachCall,
  setting: messageSettingCall,
  setSetting: setMessageSettingCall,
  setChannel: setChannelCall,
  test: testMessageCall,
  say: sayMessageCall,
}
