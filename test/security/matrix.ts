import { randomUUID } from 'node:crypto'
import type { Right, Scope } from '../../src/platform/call.ts'
import type { TestDatabase } from '../test-database.ts'
import { type Answer, type Call, send, type Transport } from './calls.ts'
import { fingerprint, settled } from './fingerprint.ts'
import type { Place, Session } from './place.ts'
import { ELSEWHERE } from './place-rows.ts'
import type { Sample } from './samples.ts'

export type Matrix = {
  database: TestDatabase
  url: string
  places: [Place, Place]
  calls: Call[]
  samples: Record<string, Sample>
  /** Each sender sends a call by one transport, turn about, not by both. */
  byTurns: boolean
}
export type Found = { requests: number; senders: number; leaks: string[] }

/** Who sends: somebody of a role of `own`, or nobody. */
type Sender = { name: string; session: Session | null; rights: Partial<Record<Right, Scope>> }
type Pass = Matrix & { own: Place; other: Place; found: Found; foreign: Map<string, object> }

/**
 * Sends every call as everybody, to the own and to the foreign tenant, with own, foreign, unknown
 * and former ids, and lists what was answered that should not have been.
 */
export async function runMatrix(matrix: Matrix): Promise<Found> {
  const found: Found = { requests: 0, senders: 0, leaks: [] }
  const [one, two] = matrix.places
  for (const [own, other] of [
    [one, two],
    [two, one],
  ] as const) {
    const foreign = new Map<string, object>()
    for (const call of matrix.calls) {
      const sample = matrix.samples[call.name]
      if (sample) foreign.set(call.name, await requestOf(sample, call, other, null))
    }
    const pass = { ...matrix, own, other, found, foreign }
    const before = await settled(() => fingerprint(matrix.database, other))
    await runPass(pass)
    if ((await fingerprint(matrix.database, other)) !== before) {
      found.leaks.push(`rows of ${other.code} changed by people of ${own.code}`)
    }
  }
  return found
}

async function runPass(pass: Pass): Promise<void> {
  const { own, found } = pass
  const senders: Sender[] = [
    ...Object.entries(own.sessions).map(([name, session]) => ({
      ...{ name, session, rights: own.roles[name] ?? {} },
    })),
    { name: 'nobody', session: null, rights: {} },
  ]
  found.senders = senders.length
  for (const call of pass.calls) {
    const sample = pass.samples[call.name]
    if (!sample) {
      found.leaks.push(`${call.name} is not declared in samples.ts`)
      continue
    }
    const cells = senders.flatMap((sender, i): Cell[] => {
      const both = TRANSPORTS.map((transport) => ({ call, sample, sender, transport }))
      return pass.byTurns ? both.slice(turn(call, i), turn(call, i) + 1) : both
    })
    await Promise.all(cells.map((cell) => runCell(pass, cell)))
  }
}

const TRANSPORTS: Transport[] = ['rest', 'rpc']
const turn = ({ name }: Call, i: number) => (name.length + i) % 2

type Cell = { call: Call; sample: Sample; sender: Sender; transport: Transport }

async function runCell(pass: Pass, cell: Cell): Promise<void> {
  const { own, other } = pass
  const { call, sample, sender } = cell
  const isTenants = call.access === 'tenant'
  const due = denialDue(call, sender)
  const request = await requestOf(sample, call, own, sender.session)
  const answer = await ask(pass, cell, request, 'own')
  const denied = denialOf(answer)
  if (denied !== due)
    complain(pass, cell, `own: ${denied ?? answer.status}, not ${due ?? 'let in'}`)
  if (due === null) {
    if (answer.status >= 500 || answer.status === 400) {
      complain(pass, cell, `own: ${answer.status} ${answer.body.slice(0, 300)}`)
    }
    await swapIds(pass, cell, request)
  }
  if (!isTenants) return
  const theirs = pass.foreign.get(call.name) ?? {}
  const foreign = await ask(pass, cell, theirs, 'foreign')
  const nowhere = { ...theirs, distributor: `x${own.code.slice(1)}` }
  const unknown = await ask(pass, cell, nowhere, 'nowhere')
  if (!same(foreign, unknown)) complain(pass, cell, `the tenant ${other.code} shows`)
  const dueThere = sender.session ? 'UNKNOWN' : 'SIGN_IN'
  if (denialOf(foreign) !== dueThere) complain(pass, cell, `foreign: ${foreign.status}`)
}

// A foreign id, an unknown one, and one that is not or no more the sender's, are answered alike.
async function swapIds(pass: Pass, cell: Cell, request: object): Promise<void> {
  const { own, other } = pass
  const { call, sample, sender } = cell
  const asked = async (path: string, value: string) => {
    const answer = await ask(pass, cell, swapped(request, path, value), path)
    return { ...answer, body: answer.body.replaceAll(value, 'ASKED') }
  }
  const unlike = async (path: string, values: string[]) => {
    const unknown = await asked(path, randomUUID())
    for (const value of values) {
      const answer = await asked(path, value)
      if (!same(answer, unknown)) complain(pass, cell, `${path} shows another’s`)
    }
  }
  const scope = call.right ? sender.rights[call.right] : undefined
  for (const [path, kind] of Object.entries(sample.ids ?? {})) {
    const narrow = scope !== 'tenant' && (kind === 'outlet' || kind === 'order')
    await unlike(path, [other.ids[kind], ...(narrow ? own.elsewhere[kind] : [])])
  }
  for (const path of sample.searches ?? []) await unlike(path, [other.code])
}

async function requestOf(sample: Sample, call: Call, place: Place, session: Session | null) {
  const anybody = session ?? (place.sessions.admin as Session)
  const request = await sample.request(place, anybody)
  return call.access === 'tenant' ? { ...request, distributor: place.code } : request
}

async function ask(pass: Pass, cell: Cell, request: object, what: string): Promise<Answer> {
  const { call, sample, sender, transport } = cell
  const session =
    sender.session && (await sessionFor(pass.own, sample, sender.name, sender.session))
  const cookie = session?.cookie ?? ''
  const answer = await send(pass.url, call, request, { transport, cookie })
  pass.found.requests += 1
  const sent = JSON.stringify(request)
  const told = `${answer.body}\n${JSON.stringify([...answer.headers])}`
  for (const secret of secretsFrom(pass, sender, sample)) {
    if (told.includes(secret) && !sent.includes(secret)) complain(pass, cell, `${what}: ${secret}`)
  }
  return answer
}

async function sessionFor(own: Place, sample: Sample, role: string, usual: Session) {
  if (sample.endsOthers) return own.newTwin(role)
  return sample.endsSession ? own.newSession(usual.personId) : usual
}

function secretsFrom({ own, other }: Pass, sender: Sender, { byLink }: Sample): string[] {
  const of = (place: Place) => [place.code, ...Object.values(place.ids), ...narrow(place)]
  const narrow = ({ elsewhere }: Place) => [...elsewhere.outlet, ...elsewhere.order]
  if (byLink) return [ELSEWHERE, ...narrow(own), ...of(other)]
  if (!sender.session) return [ELSEWHERE, ...of(own), ...of(other)]
  const wide = Object.values(sender.rights).includes('tenant')
  return [...of(other), ...(wide ? [] : [ELSEWHERE, ...narrow(own)])]
}

const DENIALS = ['SIGN_IN', 'NO_RIGHT', 'UNKNOWN', 'FOREIGN_SITE', 'NO_ROUTE']

function denialOf({ status, body }: Answer): string | null {
  if (status < 400) return null
  const said = JSON.parse(body) as { code?: string; json?: { code: string } }
  const code = said.json?.code ?? said.code ?? ''
  return DENIALS.includes(code) ? code : null
}

/** What the contract says: who is turned away from an own tenant’s call, and how. */
function denialDue(call: Call, sender: Sender): string | null {
  if (call.access === 'public') return null
  if (!sender.session) return 'SIGN_IN'
  if (call.access === 'signed_in' || !call.right) return null
  const held = sender.rights[call.right]
  return held && (!call.scope || held === call.scope) ? null : 'NO_RIGHT'
}

// The clock that every page shows runs on between two answers.
const still = (body: string) => body.replaceAll(/"now":"[^"]+"/g, '"now":""')
const same = (a: Answer, b: Answer) => a.status === b.status && still(a.body) === still(b.body)

function complain({ own, found }: Pass, { call, sender, transport }: Cell, what: string) {
  found.leaks.push(`${call.name} as ${sender.name} of ${own.code} by ${transport}: ${what}`)
}

/** The request with another value at a path like lines.0.productId. */
function swapped(request: object, path: string, value: string): object {
  const copy = structuredClone(request) as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at: Record<string, unknown> = copy
  for (const name of names) {
    at[name] ??= []
    at = at[name] as Record<string, unknown>
  }
  at[last] = value
  return copy
}
