import { oc } from '@orpc/contract'
import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** Who may make a call: anybody, anybody signed in, or a member of the tenant holding the right. */
export type CallMeta = {
  access: 'public' | 'signed_in' | 'tenant'
  right?: Right
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
] as const
export type Right = (typeof RIGHTS)[number]
export type Scope = 'own' | 'team' | 'territory' | 'tenant'

type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/${string}`
  summary: string
}

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
>(c: Route & { right: Right; request: Request; reply: Reply; refusal?: Refusal }) {
  const meta: CallMeta = { access: 'tenant', right: c.right }
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
  c: Route & { access: 'public' | 'signed_in'; request: Request; reply: Reply; refusal?: Refusal },
) {
  const meta: CallMeta = { access: c.access }
  return described(c, meta).input(z.object(c.request)).output(c.reply).errors(refused(c.refusal))
}

const described = (c: Route, meta: CallMeta) =>
  oc.$meta(meta).route({
    method: c.method,
    path: c.path,
    summary: c.summary,
    description: meta.right ? `Needs the right ${meta.right}.` : `Access: ${meta.access}.`,
  })

const refused = <Refusal extends z.ZodType>(refusal: Refusal | undefined) => ({
  REFUSED: { status: 409, data: (refusal ?? unknown) as Refusal },
})

/** An instant in UTC, '2026-11-27T08:00:00Z'. */
export const Instant = z.iso.datetime({ offset: true })
/** A day in the distributor's zone, '2026-11-27'. */
export const Day = z.iso.date()
export const Id = z.uuid()
