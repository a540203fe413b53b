import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { asideContract } from './aside-contract.ts'
import { OBJECTION_CODES } from './objection-rules.ts'
import { scriptContract } from './script-contract.ts'
import { deskSettingContract } from './setting-contract.ts'

const unknown = z.object({ code: z.literal('unknown') })
const Note = z.string().max(LIMITS.noteCharsMax)

export const logContactCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/contacts',
  summary:
    'Write down what was said with an outlet. The client makes the id. Refused over the contact cap.',
  right: 'rollout.contact',
  audit: { word: 'contact_logged', on: 'contact', id: 'contactId', tells: ['outletId', 'outcome'] },
  request: {
    outletId: Id,
    contactId: Id,
    kind: z.enum(['presentation', 'first_order', 'follow_up', 'phone_order', 'visit', 'other']),
    place: z.enum(['desk', 'counter', 'route']),
    outcome: z.enum([
      'agreed',
      'refused',
      'call_back',
      'no_answer',
      'unreachable',
      'ordered',
      'taught',
      'told',
    ]),
    objection: z.enum(OBJECTION_CODES).nullable().default(null).describe('Of a refusal only'),
    note: Note.default(''),
    callBackAt: Instant.nullable().default(null),
    script: z.string().max(LIMITS.codeCharsMax).nullable().default(null),
    startedAt: Instant,
    endedAt: Instant,
  },
  reply: z.object({ contactId: Id }),
  refusal: z.discriminatedUnion('code', [
    unknown,
    z.object({ code: z.literal('contact_reused') }),
    z.object({ code: z.literal('contact_time') }),
    z.object({ code: z.literal('script_unknown') }),
    z.object({
      code: z.literal('contact_cap'),
      reason: z.enum(['too_many', 'same_thing']),
      until: Instant,
      contactsMax: z.int(),
      windowDays: z.int(),
    }),
  ]),
})

export const undoContactCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/contacts/{contactId}',
  summary: 'Take back the own contact of the last minute.',
  right: 'rollout.contact',
  audit: { word: 'contact_undone', on: 'contact', id: 'contactId' },
  request: { contactId: Id },
  reply: z.object({ outletId: Id }),
  refusal: z.discriminatedUnion('code', [unknown, z.object({ code: z.literal('contact_late') })]),
})

const Kind = z.enum(['presentation', 'first_order', 'follow_up'])
const Queued = z.object({
  outletId: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  buyerName: z.string().nullable(),
  phone: z.string().nullable(),
  step: z.string(),
  kind: Kind.describe('What is spoken about on this step'),
  score: z.int(),
  reasons: z.array(
    z.object({
      code: z.enum(['call_back', 'red', 'step', 'hour', 'cut_off']),
      points: z.int(),
    }),
  ),
  red: z.boolean().describe('Forming, and nobody spoke with it for two of its periods'),
  callBackAt: Instant.nullable(),
  cutOffAt: Instant.nullable(),
})
export type Queued = z.infer<typeof Queued>

export const deskCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/desk',
  summary: 'Whom to speak with next, by a score that adds up; nobody who is to be left in peace.',
  right: 'rollout.contact',
  request: { limit: z.int().min(1).max(LIMITS.pageRowsMax).default(30) },
  reply: z.object({ now: Instant, waiting: z.int(), red: z.int(), outlets: z.array(Queued) }),
})

export const storyCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/story',
  summary: 'An outlet’s ladder with dates, and its contacts and orders.',
  right: 'rollout.contact',
  request: { outletId: Id, limit: z.int().min(1).max(LIMITS.pageRowsMax).default(30) },
  reply: z.object({
    ladder: z
      .object({
        step: z.string(),
        aside: z.string().nullable(),
        objection: z.string().nullable(),
        reached: z.record(z.string(), z.string()),
        independentOrders: z.int(),
        accompaniedOrders: z.int(),
      })
      .nullable(),
    aside: z
      .object({
        kind: z.enum(['paused', 'stays_with_agent']),
        reason: z.string(),
        askedBy: Id,
        confirmedBy: Id.nullable(),
        since: Instant,
        reviewOn: Day,
      })
      .nullable(),
    view: z
      .object({ view: z.enum(['yes', 'maybe', 'no']), saidAt: Instant })
      .nullable()
      .describe('What who knows the shop thinks: will it order by itself?'),
    contacts: z.array(
      z.object({
        id: Id,
        at: Instant,
        endedAt: Instant,
        kind: z.string(),
        place: z.string(),
        outcome: z.string(),
        objection: z.string().nullable(),
        note: z.string(),
        callBackAt: Instant.nullable(),
        byName: z.string(),
      }),
    ),
    orders: z.array(
      z.object({
        id: Id,
        at: Instant,
        number: z.string(),
        channel: z.string(),
        preparedBy: z.string(),
        totalMinor: z.int(),
        currency: z.string(),
        verdict: z.enum(['alone', 'with_staff']).nullable(),
      }),
    ),
    invitations: z.array(
      z.object({
        id: Id,
        at: Instant,
        way: z.enum(['counter', 'link', 'message']),
        madeName: z.string(),
        expiresAt: Instant,
        openedAt: Instant.nullable(),
        signedInAt: Instant.nullable(),
        revokedAt: Instant.nullable(),
        channel: z.string().nullable().describe('By which its message left, or was to leave'),
        message: z.string().nullable().describe('How far its message came'),
      }),
    ),
  }),
})

export const deskContract = {
  ...asideContract,
  ...deskSettingContract,
  ...scriptContract,
  logContact: logContactCall,
  undoContact: undoContactCall,
  desk: deskCall,
  story: storyCall,
}
