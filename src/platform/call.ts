import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import type { AuditThing, AuditWord } from './audit-words.ts'
import { LIMITS } from './limits.ts'

/**
 * Who may make a call: anybody, anybody signed in, or a member of the tenant: one who holds the
 * right, and for the whole tenant where no outlet narrows what the call does.
 */
export type CallMeta = {
  access: 'public' | 'signed_in' | 'tenant'
  right?: Right
  scope?: 'tenant'
  audit?: Audited | NotAudited
  /** The call itself notes that the device was heard. */
  unheard?: true
}

/** What a role may be allowed to do. Roles are rows of these, each with a scope. */
export const RIGHTS = [
  'order.place',
  'order.place_for',
  'order.read',
  'order.change',
  'order.release',
  'catalogue.read',
  'catalogue.write',
  'outlet.read',
  'outlet.write',
  'account.read',
  'account.write',
  'slot.read',
  'slot.write',
  'exchange.read',
  'exchange.run',
  'field.read',
  'platform.operate',
  'audit.read',
  'rollout.read',
  'rollout.write',
  'message.read',
  'message.write',
  'rollout.override',
  'rollout.contact',
] as const
export type Right = (typeof RIGHTS)[number]

/**
 * What a key for the REST API may be allowed: no rights by which a person answers for an order, and
 * none by which a key would make another.
 */
export const KEY_RIGHTS = [
  'order.read',
  'catalogue.read',
  'catalogue.write',
  'outlet.read',
  'outlet.write',
  'account.read',
  'account.write',
  'slot.read',
  'slot.write',
  'exchange.read',
  'rollout.read',
] as const satisfies readonly Right[]

/** Rights over what no outlet narrows: held for a part of the tenant they allow nothing. */
const WHOLE: Right[] = [
  'slot.write',
  'exchange.read',
  'exchange.run',
  'platform.operate',
  'audit.read',
  'message.read',
  'message.write',
  'rollout.override',
]
export type Scope = 'own' | 'team' | 'territory' | 'tenant'

/**
 * The row that a call leaves in the journal: its word, the thing, the field of the request that
 * holds the thing's id, and the fields that may be told. No name, phone or free text may.
 */
type Audited<Field = string> = {
  word: AuditWord
  on: AuditThing
  id?: Field
  tells?: Field[]
}
/** Why a call that is no GET leaves none. */
type NotAudited = { none: string }

type Route<Field> = { path: `/${string}`; summary: string } & (
  | { method: 'GET'; audit?: never }
  | { method: 'POST' | 'PUT' | 'DELETE'; audit: Audited<Field> | NotAudited }
)

const unknown = z.object({ code: z.literal('unknown') })
export type Unknown = z.infer<typeof unknown>

/** Of an id that does not exist, is not yours or was revoked: the same answer to all three. */
export const UNKNOWN = { code: 'unknown' } as const

const tenantPath = z.object({ distributor: z.string().min(2).max(LIMITS.tenantCodeCharsMax) })

/** A call of one tenant: its path starts with /d/{distributor}, its right is checked before the handler. */
export function tenantCall<
  Request extends z.ZodRawShape,
  Reply extends z.ZodType,
  Refusal extends z.ZodType = typeof unknown,
>(
  c: Route<keyof Request & string> & {
    right: Right
    /** Set where this right, held for a part of the tenant, is not enough for this call. */
    scope?: 'tenant'
    request: Request
    reply: Reply
    refusal?: Refusal
  },
) {
  const { right } = c
  const whole = c.scope ?? (WHOLE.includes(right) ? 'tenant' : null)
  const meta: CallMeta = {
    ...{ access: 'tenant', right },
    ...(whole && { scope: whole }),
    ...(c.audit && { audit: c.audit }),
  }
  return described(c, meta)
    .input(tenantPath.extend(c.request))
    .output(c.reply)
    .errors(refused(c.refusal))
}

/** A call that stands above tenants: signing in, my sessions, health. */
export function personCall<
  Request extends z.ZodRawShape,
  Reply extends z.ZodType,
  Refusal extends z.ZodType = typeof unknown,
>(
  c: Route<keyof Request & string> & {
    access: 'public' | 'signed_in'
    unheard?: true
    request: Request
    reply: Reply
    refusal?: Refusal
  },
) {
  const meta: CallMeta = {
    access: c.access,
    ...(c.audit && { audit: c.audit }),
    ...(c.unheard && { unheard: true }),
  }
  return described(c, meta).input(z.object(c.request)).output(c.reply).errors(refused(c.refusal))
}

const described = (c: Route<string>, meta: CallMeta) =>
  oc.$meta(meta).route({
    method: c.method,
    path: c.path,
    summary: c.summary,
    description: `${needs(meta)}${leaves(meta)}`,
  })

const needs = (meta: CallMeta) =>
  meta.right ? `Needs the right ${meta.right}${over(meta)}.` : `Access: ${meta.access}.`

const leaves = ({ audit }: CallMeta) =>
  audit && 'word' in audit ? ` Leaves "${audit.word}" in the journal.` : ''

const over = ({ scope }: CallMeta) => (scope ? ' over the whole tenant' : '')

const refused = <Refusal extends z.ZodType>(refusal: Refusal | undefined) => ({
  REFUSED: { status: 409, data: (refusal ?? unknown) as Refusal },
})

// What the database's calendar knows: no year 0, no place further from Greenwich than 14 hours.
const KNOWN_YEAR = /^(?!0000)/
const KNOWN_OFFSET = /(?:Z|[+-](?:0\d|1[0-4]):\d\d)$/

/** An instant in UTC, '2026-11-27T08:00:00Z'. */
export const Instant = z.iso.datetime({ offset: true }).regex(KNOWN_YEAR).regex(KNOWN_OFFSET)
/** A day in the distributor's zone, '2026-11-27'. */
export const Day = z.iso.date().regex(KNOWN_YEAR)
export const Id = z.uuid()

const cursor = (first: z.ZodType) =>
  z
    .string()
    .max(LIMITS.cursorCharsMax)
    .refine((text) => {
      const [at, id, ...rest] = text.split(' ')
      return first.safeParse(at).success && Id.safeParse(id).success && rest.length === 0
    })

/** Where a page of rows ended, 'instant id' or 'day id'. Only a reply gives one. */
export const Cursor = cursor(Instant)
export const DayCursor = cursor(Day)

const live: CallMeta = { access: 'tenant' }

/** One stream per browser: something of yours changed, refetch it. Never the content itself. */
export const liveCall = oc
  .$meta(live)
  .route({ method: 'GET', path: '/d/{distributor}/live', summary: 'Changes as they happen (SSE).' })
  .input(z.object({ distributor: z.string().min(2).max(LIMITS.tenantCodeCharsMax) }))
  .output(eventIterator(z.object({ kind: z.string(), id: Id.nullable() })))

const ClockRun = z.object({
  id: Id,
  fromAt: Instant,
  toAt: Instant,
  reachedAt: Instant,
  days: z.int(),
  orders: z.int(),
  deliveries: z.int(),
  contacts: z.int(),
  state: z.enum(['running', 'stopped', 'done']),
})

export const clockCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/demo/clock',
  summary: 'What the clock shows; in demo mode also how far it was played forward.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {},
  reply: z.object({
    demo: z.boolean(),
    now: Instant,
    nextCutOffAt: Instant.nullable(),
    run: ClockRun.nullable().describe('The last one'),
  }),
})

export const CLOCK_STEPS = ['hour', 'cut_off', 'day', 'week', 'twelve_weeks'] as const

export const runClockCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/demo/clock/runs',
  summary: 'Demo mode only: play the clock forward, day by day; shops order and the ERP answers.',
  right: 'rollout.override',
  scope: 'tenant',
  audit: { none: 'only a demo has a clock to move' },
  request: { id: Id.describe('Made by the client: a repeat asks once'), to: z.enum(CLOCK_STEPS) },
  reply: z.object({ toAt: Instant }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('not_demo') }),
    z.object({ code: z.literal('clock_runs') }),
    z.object({ code: z.literal('no_cut_off') }),
  ]),
})

export const stopClockCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/demo/clock/stop',
  summary: 'Demo mode only: stand after the day that is played now.',
  right: 'rollout.override',
  scope: 'tenant',
  audit: { none: 'only a demo has a clock to move' },
  request: {},
  reply: z.object({ stopped: z.boolean() }),
  refusal: z.object({ code: z.literal('not_demo') }),
})

export const tilesCall = personCall({
  method: 'GET',
  path: '/map/tiles',
  summary:
    'The map pictures this installation shows under its points; null: its own outlines only.',
  access: 'signed_in',
  request: {},
  reply: z.object({ tiles: z.object({ url: z.string(), attribution: z.string() }).nullable() }),
})

export const platformContract = {
  live: liveCall,
  clock: clockCall,
  runClock: runClockCall,
  stopClock: stopClockCall,
  tiles: tilesCall,
}
