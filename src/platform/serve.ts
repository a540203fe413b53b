import { randomUUID } from 'node:crypto'
import type {
  AnyContractProcedure,
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract'
import { implement, ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Act, type Actor, keepAudit } from './audit-queries.ts'
import type { CallMeta, Right, Scope, Unknown } from './call.ts'
import { type Pool, type Tx, transact } from './db.ts'
import { type Language, languageOf, platformTexts } from './language.ts'
import { LIMITS } from './limits.ts'
import { JsonText, type Result } from './result.ts'

export type Tenant = {
  id: string
  code: string
  name: string
  currency: string
  timeZone: string
  language: Language
}

/** Somebody signed in, and the device the request came from. */
export type Person = {
  personId: string
  personName: string
  sessionId: string
  deviceId: string
  language: Language
  requestId: string
  /** A key for the REST API, not somebody. */
  isMachine?: true
}

/**
 * A person as a member of the tenant of the path, with what he may do there, and what the journal
 * is to say of what he does now.
 */
export type Member = Person & {
  tenant: Tenant
  roles: string[]
  rights: Map<Right, Scope>
  act?: Act | null
}

/** What a request tells of who sent it. */
export type Caller = Pick<Asking, 'token' | 'deviceId' | 'language' | 'requestId'> &
  Partial<Pick<Asking, 'key' | 'comeAgain'>> &
  Pick<CallMeta, 'unheard'>

/** Who asks: a person by his session, a member of the tenant of the path. */
export type Who = {
  person(caller: Caller): Promise<Person | null>
  member(caller: Caller, tenantCode: string): Promise<Member | null | 'signed_out'>
}

/** One request before anybody is known. */
export type Asking = {
  requestId: string
  language: Language
  token: string | null
  /** A key for the REST API; with it no cookie counts. */
  key: string | null
  deviceId: string
  userAgent: string
  address: string
  /** True when a browser of another site could not have sent it. */
  ownSite: boolean
  setSession(token: string | null): void
  comeAgain(seconds: number): void
  who: Who
  refusalText(code: string, refusal: object, language: Language): string
}

type Call<I extends AnySchema, O extends AnySchema, E extends ErrorMap> = ContractProcedure<
  I,
  O,
  E,
  CallMeta
>
type RefusalOf<E extends ErrorMap> =
  | Unknown
  | (E extends { REFUSED: { data: infer D extends AnySchema } } ? InferSchemaOutput<D> : never)
type Answer<O extends AnySchema, E extends ErrorMap> = Promise<
  Result<InferSchemaInput<O> | JsonText<InferSchemaInput<O>>, RefusalOf<E>>
>

/** Serves a call that anybody may make. */
export function servePublic<I extends AnySchema, O extends AnySchema, E extends ErrorMap>(
  call: Call<I, O, E>,
  handle: (asking: Asking, request: InferSchemaOutput<I>) => Answer<O, E>,
) {
  return served(call, async (asking, request) => {
    requireOwnSite(call, asking)
    return answered(asking, asking.language, await handle(asking, request as InferSchemaOutput<I>))
  })
}

/** Serves a call of somebody signed in, above tenants. */
export function servePerson<I extends AnySchema, O extends AnySchema, E extends ErrorMap>(
  call: Call<I, O, E>,
  handle: (person: Person, request: InferSchemaOutput<I>, asking: Asking) => Answer<O, E>,
) {
  return served(call, async (asking, request) => {
    requireOwnSite(call, asking)
    const person = await asking.who.person({ ...asking, ...call['~orpc'].meta })
    if (!person) throw failure('SIGN_IN', asking.language)
    return answered(
      asking,
      person.language,
      await handle(person, request as InferSchemaOutput<I>, asking),
    )
  })
}

/** Serves a call of a tenant's member who holds the right that the contract names. */
export function serveTenant<I extends AnySchema, O extends AnySchema, E extends ErrorMap>(
  call: Call<I, O, E>,
  handle: (member: Member, request: InferSchemaOutput<I>) => Answer<O, E>,
) {
  const { right, scope, audit } = call['~orpc'].meta
  if (!right) throw new Error('a tenant call names its right')
  return served(call, async (asking, request) => {
    requireOwnSite(call, asking)
    const member = await memberOf(asking, (request as { distributor: string }).distributor)
    const held = member.rights.get(right)
    if (!held || (scope && held !== scope)) throw failure('NO_RIGHT', member.language)
    const act = actOf(audit, request as Record<string, unknown>)
    const result = await handle({ ...member, act }, request as InferSchemaOutput<I>)
    return answered(asking, member.language, result)
  })
}

// What the contract says may be told of a request: ids and choices, never a name or a free text.
function actOf(audit: CallMeta['audit'], request: Record<string, unknown>): Act | null {
  if (!audit || 'none' in audit) return null
  const { word, on, id, tells = [] } = audit
  const detail = Object.fromEntries(tells.map((field) => [field, request[field]]))
  return { word, on, id: id ? String(request[id]) : '', detail }
}

/** One transaction of what a member changes: the journal's row is in it, or nothing is. */
export const transactAs = <R extends Result<unknown, unknown>>(
  pool: Pool,
  member: Member,
  work: (tx: Tx) => Promise<R>,
): Promise<R> =>
  transact(pool, member.tenant.id, async (tx) => {
    const done = await work(tx)
    if (done.ok && member.act) {
      await keepAudit(tx, member.tenant.id, { ...byPerson(member), ...member.act })
    }
    return done
  })

/** Somebody signed in, as the journal names him. */
export const byPerson = ({ personId, sessionId, requestId, isMachine }: Person): Actor =>
  isMachine
    ? { actorKind: 'machine', actorId: personId, sessionId: null, requestId }
    : { actorKind: 'person', actorId: personId, sessionId, requestId }

/** The member of a tenant, or the error that tells neither whether the tenant exists. */
export async function memberOf(asking: Asking, tenantCode: string): Promise<Member> {
  const member = await asking.who.member(asking, tenantCode)
  if (member === 'signed_out') throw failure('SIGN_IN', asking.language)
  if (!member) throw failure('UNKNOWN', asking.language)
  return member
}

const STATUS = { SIGN_IN: 401, NO_RIGHT: 403, UNKNOWN: 404, FOREIGN_SITE: 403, BUSY: 429 } as const

/** An error of the envelope, in the language of whoever asked. */
export function failure(code: keyof typeof STATUS, language: Language) {
  return new ORPCError(code, { status: STATUS[code], message: platformTexts[code][language] })
}

const REFUSAL_STATUS: Record<string, number> = {
  checkout_reused: 422,
  too_many_codes: 429,
  code_wrong: 401,
  code_expired: 401,
}

function answered(asking: Asking, language: Language, result: Result<unknown, unknown>) {
  if (result.ok) return result.value
  const refusal = result.refusal as { code: string }
  if (refusal.code === 'unknown') throw failure('UNKNOWN', language)
  throw new ORPCError('REFUSED', {
    defined: true,
    status: REFUSAL_STATUS[refusal.code] ?? 409,
    message: asking.refusalText(refusal.code, refusal, language),
    data: refusal,
  })
}

function requireOwnSite(call: AnyContractProcedure, asking: Asking) {
  const reads = call['~orpc'].route.method === 'GET'
  if (!reads && !asking.ownSite) throw failure('FOREIGN_SITE', asking.language)
}

type Handle = (asking: Asking, request: unknown) => Promise<unknown>
const handles = new WeakMap<object, Handle>()
const failures = new WeakMap<Asking, unknown>()

// Replies are shaped by our own typed code; checking each again would cost more than making it.
function served(call: AnyContractProcedure, handle: Handle) {
  const contract: AnyContractProcedure = call
  const procedure = implement(contract, { initialOutputValidationIndex: Number.NaN })
    .$context<Asking>()
    .handler(async ({ context, input }) => {
      if (failures.has(context)) throw failures.get(context)
      const value = await handle(context, input)
      return value instanceof JsonText ? value.read() : value
    })
  handles.set(procedure, handle)
  return procedure
}

/** What a served call does with a checked request: its value, or null when it failed. */
export async function answerOf(
  procedure: object,
  asking: Asking,
  request: unknown,
): Promise<{ value: unknown } | null> {
  const handle = handles.get(procedure)
  if (!handle) return null
  try {
    return { value: await handle(asking, request) }
  } catch (error) {
    // Told in full by whoever handles the call next; it is not done twice.
    failures.set(asking, error)
    return null
  }
}

export type AskingOptions = { secure: boolean; who: Who; refusalText: Asking['refusalText'] }

const cookieName = (secure: boolean, name: string) => (secure ? `__Host-${name}` : name)

/** The session's token. Over https only the __Host- cookie counts: no sister site can set it. */
export const tokenOf = (request: FastifyRequest, secure: boolean): string | null =>
  readCookies(request.headers.cookie).get(cookieName(secure, 'tandem')) ?? null

/** What a request tells of who sent it. A device without its cookie gets one. */
export function askingOf(
  options: AskingOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Asking {
  const cookies = readCookies(request.headers.cookie)
  const { secure } = options
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const known = cookies.get(cookieName(secure, 'tandem-device'))
  const deviceId = known && isUuid.test(known) ? known : randomUUID()
  const set = (name: string, value: string, seconds: number) =>
    reply.raw.appendHeader(
      'set-cookie',
      `${cookieName(secure, name)}=${value}; Max-Age=${seconds}; ${attributes}`,
    )
  const key = keyOf(request)
  if (deviceId !== known && !key) set('tandem-device', deviceId, 400 * 24 * 3600)
  return {
    requestId: request.id,
    language: languageOf(request.headers['accept-language']),
    token: key ? null : tokenOf(request, secure),
    key,
    deviceId,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LIMITS.nameCharsMax),
    address: request.ip,
    // No page of another site can send a key.
    ownSite: key !== null || request.headers['x-tandem-request'] === '1',
    setSession: (token) => set('tandem', token ?? '', token ? LIMITS.sessionSeconds : 0),
    comeAgain: (seconds) => void reply.raw.setHeader('retry-after', seconds),
    who: options.who,
    refusalText: options.refusalText,
  }
}

// Of the REST API only: a screen has no key.
function keyOf({ url, headers }: FastifyRequest): string | null {
  const bearer = /^Bearer (\S{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? null
  return url.startsWith('/api/') ? bearer : null
}

/** What an id of a path or a cookie looks like. */
export const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function readCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair): [string, string] => {
    const cut = pair.indexOf('=')
    return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
  })
  return new Map(pairs)
}
