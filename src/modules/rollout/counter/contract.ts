import { z } from 'zod'
import { Id, Instant, personCall, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { OBJECTION_CODES } from '../desk/objection-rules.ts'

const unknown = z.object({ code: z.literal('unknown') })
// Forged, foreign, used, taken back, too old, for somebody else: one answer to all.
const closed = z.object({ code: z.literal('invitation_closed') })
const noBuyer = z.object({ code: z.literal('invitation_no_buyer') })
const notFit = z.object({ code: z.literal('invitation_not_fit') })
const setAside = z.object({ code: z.literal('invitation_aside') })
const Token = z.string().min(1).max(LIMITS.nameCharsMax)

const Leaves = z.union([
  z.object({
    channel: z.enum(['push', 'viber', 'sms', 'email']),
    notBefore: Instant.nullable().describe('The end of quiet hours, when they are now'),
  }),
  z.object({
    channel: z.null(),
    reason: z.enum([
      ...['opted_out', 'frequency_cap', 'quiet_hours', 'no_address', 'expired', 'left'],
    ] as const),
  }),
])

export const counterOutletsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/counter/outlets',
  summary: 'Outlets of the running waves to bring to their first order, the nearest first.',
  right: 'rollout.contact',
  request: {
    search: z.string().max(LIMITS.nameCharsMax).default(''),
    latitude: z.number().min(-LIMITS.latitudeMax).max(LIMITS.latitudeMax).optional(),
    longitude: z.number().min(-LIMITS.longitudeMax).max(LIMITS.longitudeMax).optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(30),
  },
  reply: z.object({
    open: z
      .object({ counterId: Id, outletName: z.string(), startedAt: Instant })
      .nullable()
      .describe('The session at a counter that I have not ended'),
    outlets: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        address: z.string(),
        step: z.string(),
        buyerName: z.string().nullable(),
        metres: z.int().nullable(),
      }),
    ),
  }),
})

export const startCounterCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/counter',
  summary:
    'Begin a session at a shop’s counter; its contact is written when it ends. The client makes the id.',
  right: 'rollout.contact',
  audit: { word: 'counter_started', on: 'contact', id: 'counterId', tells: ['outletId'] },
  request: { outletId: Id, counterId: Id },
  reply: z.object({ counterId: Id }),
  refusal: z.discriminatedUnion('code', [
    unknown,
    noBuyer,
    notFit,
    setAside,
    z.object({ code: z.literal('counter_open') }),
    z.object({ code: z.literal('contact_reused') }),
    z.object({
      code: z.literal('contact_cap'),
      reason: z.enum(['too_many', 'same_thing']),
      until: Instant,
      contactsMax: z.int(),
      windowDays: z.int(),
    }),
  ]),
})

export const counterCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/counter/{counterId}',
  summary: 'How far the own session at a counter has come: link opened, signed in, first order.',
  right: 'rollout.contact',
  request: { counterId: Id },
  reply: z.object({
    now: Instant,
    startedAt: Instant,
    endedAt: Instant.nullable(),
    outlet: z.object({ id: Id, name: z.string(), city: z.string(), address: z.string() }),
    buyer: z.object({ name: z.string(), phone: z.string() }).nullable(),
    invitation: z
      .object({
        id: Id,
        link: z.string().nullable().describe('Null when it opens nothing any more'),
        expiresAt: Instant,
        openedAt: Instant.nullable(),
        signedInAt: Instant.nullable(),
      })
      .nullable(),
    order: z
      .object({
        id: Id,
        number: z.string(),
        totalMinor: z.int(),
        currency: z.string(),
        at: Instant,
      })
      .nullable()
      .describe('The first that the shop made itself in this session'),
    outcome: z.string().nullable(),
    objection: z.string().nullable(),
  }),
})

export const endCounterCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/counter/{counterId}/end',
  summary: 'End the own session at a counter: its contact is written, its links open nothing more.',
  right: 'rollout.contact',
  audit: { word: 'contact_logged', on: 'contact', id: 'counterId', tells: ['outcome'] },
  request: {
    counterId: Id,
    outcome: z.enum(['ordered', 'agreed', 'refused', 'no_answer']),
    objection: z.enum(OBJECTION_CODES).nullable().default(null).describe('Of a refusal only'),
    note: z.string().max(LIMITS.noteCharsMax).default(''),
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    unknown,
    z.object({ code: z.literal('counter_no_order') }),
    z.object({ code: z.literal('contact_reused') }),
  ]),
})

export const inviteCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/invitations',
  summary:
    'A link by which the person who orders comes in, once, by the code to his phone. It takes the ' +
    'place of an earlier one. By message it leaves by itself where he can be reached. The client ' +
    'makes the id.',
  right: 'rollout.contact',
  audit: { word: 'invitation_made', on: 'outlet', id: 'outletId', tells: ['invitationId', 'way'] },
  request: {
    outletId: Id,
    invitationId: Id,
    way: z.enum(['counter', 'link', 'message']),
    counterId: Id.nullable().default(null).describe('The own open session, at a counter only'),
  },
  reply: z.object({
    link: z.string(),
    expiresAt: Instant,
    buyerName: z.string(),
    leaves: Leaves.nullable().describe('Of a message: how it leaves, or why it does not'),
  }),
  refusal: z.discriminatedUnion('code', [
    unknown,
    noBuyer,
    notFit,
    setAside,
    z.object({ code: z.literal('invitation_reused') }),
    z.object({
      code: z.literal('contact_cap'),
      reason: z.literal('too_many'),
      until: Instant,
      contactsMax: z.int(),
      windowDays: z.int(),
    }),
  ]),
})

export const revokeInvitationCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/outlets/{outletId}/invitations',
  summary: 'Take back the links to an outlet that nobody came in by.',
  right: 'rollout.contact',
  audit: { word: 'invitation_revoked', on: 'outlet', id: 'outletId' },
  request: { outletId: Id },
  reply: z.object({ revoked: z.int() }),
})

export const openInvitationCall = personCall({
  method: 'POST',
  path: '/invitations/{token}',
  summary: 'What an invitation’s link says: which outlet, and who is invited. It signs nobody in.',
  access: 'public',
  audit: { none: 'the invitation’s own row says when it was opened first' },
  request: { token: Token },
  reply: z.object({
    distributor: z.object({ code: z.string(), name: z.string() }),
    outletName: z.string(),
    buyerName: z.string(),
    phoneEnd: z.string().describe('The last two digits of the phone that gets the code'),
    madeName: z.string(),
  }),
  refusal: closed,
})

export const takeInvitationCall = personCall({
  method: 'POST',
  path: '/invitations/{token}/arrival',
  summary: 'Whom the link invited has signed in: it opens nothing more. Where his shop is.',
  access: 'signed_in',
  audit: { none: 'the invitation’s own row says when; the journal, who signed in' },
  request: { token: Token },
  reply: z.object({ code: z.string(), outletId: Id }),
  refusal: closed,
})

export const counterContract = {
  counterOutlets: counterOutletsCall,
  startCounter: startCounterCall,
  counter: counterCall,
  endCounter: endCounterCall,
  invite: inviteCall,
  revokeInvitation: revokeInvitationCall,
  openInvitation: openInvitationCall,
  takeInvitation: takeInvitationCall,
}
