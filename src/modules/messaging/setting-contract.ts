import { z } from 'zod'
import { tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { CHANNELS } from './words-rules.ts'

/** An hour of the wall clock. */
export const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const Setting = z.object({
  quietFrom: Clock,
  quietUntil: Clock.describe(
    'In the distributor’s zone; the same as its beginning: no quiet hours',
  ),
  perDayMax: z.int().min(1).max(LIMITS.messagesPerDayMax),
  perTopicMax: z.int().min(1).max(LIMITS.messagesPerDayMax).describe('Of one topic, per day'),
  order: z
    .array(z.enum(CHANNELS))
    .min(1)
    .max(CHANNELS.length)
    .refine((order) => new Set(order).size === order.length)
    .describe('The channels in use, first choice first'),
  fallbackMinutes: z.int().min(1).max(LIMITS.fallbackMinutesMax),
  reachPercentMin: z.int().min(0).max(LIMITS.percentMax),
})
export type MessageSetting = z.infer<typeof Setting>

const Pointer = z
  .string()
  .max(LIMITS.nameCharsMax)
  .regex(/^(\/.*)?$/, 'must be a JSON pointer')
const Word = z.string().min(1).max(LIMITS.codeCharsMax)
const WordList = z.array(Word).max(LIMITS.gatewayWordsMax)

const Plain = z.object({ kind: z.literal('plain') })
const Mail = z.object({
  kind: z.literal('smtp'),
  host: z
    .string()
    .min(1)
    .max(LIMITS.nameCharsMax)
    .regex(/^[\w.:-]+$/),
  port: z.int().min(1).max(LIMITS.portMax),
  secure: z.boolean().describe('TLS from the first byte; otherwise STARTTLS where offered'),
  user: z.string().max(LIMITS.nameCharsMax),
  from: z.email().max(LIMITS.nameCharsMax),
})
const Gateway = z.object({
  kind: z.literal('http'),
  url: z
    .string()
    .max(LIMITS.urlCharsMax)
    .regex(/^https?:\/\/[^\s]+$/),
  method: z.enum(['POST', 'PUT', 'GET']),
  contentType: z.enum(['application/json', 'application/x-www-form-urlencoded']),
  headers: z
    .array(
      z.object({
        name: z.string().regex(/^[\w-]{1,64}$/),
        value: z.string().max(LIMITS.noteCharsMax),
      }),
    )
    .max(LIMITS.gatewayHeadersMax),
  body: z
    .string()
    .max(LIMITS.gatewayBodyCharsMax)
    .describe('With {{phone}}, {{text}}, {{title}}, {{link}}, {{id}}, {{secret}}, {{callback}}'),
  idPointer: Pointer.describe('Where the reply holds the gateway’s id of the message'),
  receipt: z
    .object({
      idPointer: Pointer,
      statusPointer: Pointer,
      delivered: WordList,
      read: WordList,
      failed: WordList,
    })
    .nullable()
    .describe('How its delivery receipts read; null: it sends none'),
})
const Driver = z.discriminatedUnion('kind', [Plain, Mail, Gateway])
export type Driver = z.infer<typeof Driver>
export type MailDriver = z.infer<typeof Mail>
export type GatewayDriver = z.infer<typeof Gateway>

const Way = z.object({
  channel: z.enum(CHANNELS),
  enabled: z.boolean(),
  priceMinor: z.int().min(0).max(LIMITS.messagePriceMinorMax).describe('Of one message'),
  driver: Driver,
})

export const messageSettingCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/messages/setting',
  summary: 'Quiet hours, caps and channels of messages. Secrets are not among them.',
  right: 'message.read',
  request: {},
  reply: z.object({
    setting: Setting,
    channels: z.array(
      Way.extend({
        configured: z.boolean(),
        hasSecret: z.boolean(),
        callback: z.string().nullable().describe('Where its receipts go'),
      }),
    ),
    demo: z.boolean().describe('Channels without a driver end in the outbox'),
  }),
})

export const setMessageSettingCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/messages/setting',
  summary: 'Set quiet hours, caps, the order of channels and when the next one is tried.',
  right: 'message.write',
  audit: {
    word: 'message_setting_changed',
    on: 'message',
    tells: ['quietFrom', 'quietUntil', 'perDayMax', 'perTopicMax', 'order'],
  },
  request: Setting.shape,
  reply: Setting,
})

export const setChannelCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/messages/channels/{channel}',
  summary: 'Set how a channel is reached. A secret that is left out stays; an empty one goes.',
  right: 'message.write',
  audit: {
    word: 'message_channel_changed',
    on: 'message',
    id: 'channel',
    tells: ['enabled', 'priceMinor'],
  },
  request: { ...Way.shape, secret: z.string().max(LIMITS.secretCharsMax).optional() },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('driver_of_another_channel') }),
    z.object({ code: z.literal('address_not_allowed') }),
  ]),
})
