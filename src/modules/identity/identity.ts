import { v7 as uuidv7 } from 'uuid'
import { BY_PROGRAM, keepAudit } from '../../platform/audit-queries.ts'
import { type Db, type Pools, readGlobal, type Tx, writeGlobal } from '../../platform/db.ts'
import type { Caller, Member, Person, Who } from '../../platform/serve.ts'
import { memberOfKey } from './api-keys.ts'
import { STANDARD_RIGHTS } from './new-right-rules.ts'
import { noteGiven } from './new-rights.ts'
import {
  addressees,
  insertPerson,
  type MemberRow,
  memberOf,
  namesOf,
  prolongSessions,
  type SessionRow,
  sessionOf,
  touchSession,
} from './queries.ts'
import { joinRights } from './role-rules.ts'
import { hashOf } from './sign-in.ts'
import {
  deleteTenant,
  insertMembership,
  insertRoleRights,
  insertTenant,
  type NewTenant,
  tenantOfCode,
  tenantOfId,
} from './tenant-queries.ts'
import { whoMemory, writeWho } from './who-memory.ts'

/** Who asks: the person of the session cookie, and what he may do in the tenant of the path. */
export function whoAsks(pools: Pools): Who {
  const memory = whoMemory(pools)
  return {
    async person(asking) {
      const { token } = asking
      if (!token) return null
      const row = await readGlobal(pools.identity, (db) => sessionOf(db, hashOf(token)))
      return row ? personFrom(pools, row, asking) : null
    },
    async member(asking, tenantCode) {
      const { token, key: apiKey } = asking
      if (apiKey) return memberOfKey(pools, { ...asking, key: apiKey }, tenantCode)
      if (!token) return 'signed_out'
      const hash = hashOf(token)
      const ask = () => readGlobal(pools.identity, (db) => memberOf(db, hash, tenantCode))
      const key = `${hash.toString('base64')} ${tenantCode}`
      const row = await memory.recall(key, ask)
      if (!row) return 'signed_out'
      if (!row.tenantId || !row.rights) {
        // Who is no member is asked anew: made-up codes push nobody out of the memory.
        memory.forget(key)
        return null
      }
      const person = personFrom(pools, row, asking)
      const member: Member = { ...person, ...standingOf(row, row.rights) }
      return member
    },
  }
}

type Standing = Pick<Member, 'tenant' | 'roles' | 'rights'>
const standings = new WeakMap<MemberRow, Standing>()

// Made once for a remembered row; nobody changes it.
function standingOf(row: MemberRow, held: NonNullable<MemberRow['rights']>): Standing {
  const known = standings.get(row)
  if (known) return known
  const standing: Standing = {
    tenant: {
      id: row.tenantId ?? '',
      code: row.tenantCode,
      name: row.tenantName,
      currency: row.currency,
      timeZone: row.timeZone,
      language: row.tenantLanguage,
    },
    roles: [...new Set(held.map(([role]) => role))],
    rights: joinRights(held.map(([, right, scope]) => ({ right, scope }))),
  }
  standings.set(row, standing)
  return standing
}

// Until when, on this process's own stopwatch, a row need not be written to have been heard.
const heardUntil = new WeakMap<SessionRow, number>()

function noteHeard(pools: Pools, row: SessionRow): void {
  const now = performance.now()
  const until = heardUntil.get(row) ?? now + row.heardMs
  heardUntil.set(row, until)
  if (now < until) return
  // Meanwhile the requests of the same moment write nothing more.
  heardUntil.set(row, now + TOUCHING_MS)
  // A failure loses a hearing: in favour of whoever asks.
  writeGlobal(pools.identity, (tx) => touchSession(tx, row.sessionId))
    .then((heardMs) => heardUntil.set(row, performance.now() + heardMs))
    .catch(() => undefined)
}

const TOUCHING_MS = 1_000

function personFrom(pools: Pools, row: SessionRow, asking: Caller): Person {
  if (!asking.unheard) noteHeard(pools, row)
  return {
    personId: row.personId,
    personName: row.personName,
    sessionId: row.sessionId,
    deviceId: asking.deviceId,
    language: row.language ?? asking.language,
    requestId: asking.requestId,
  }
}

/** Makes an organisation with the roles it starts with. */
export async function makeTenant(tx: Tx, tenant: NewTenant): Promise<void> {
  await insertTenant(tx, tenant)
  await insertRoleRights(tx, tenant.id, STANDARD_RIGHTS)
  await noteGiven(tx, tenant.id)
}

/** Takes back a tenant that was made for a moment and holds nothing. */
export const removeTenant = (tx: Tx, distributorId: string): Promise<void> =>
  deleteTenant(tx, distributorId)

/** Gives a person a role in an organisation. */
export async function grantRole(
  tx: Tx,
  grant: { distributorId: string; personId: string; role: string },
): Promise<void> {
  await insertMembership(tx, grant)
  const { distributorId, personId, role } = grant
  const act = { word: 'role_given', on: 'person', id: personId, detail: { role } } as const
  await keepAudit(tx, distributorId, { ...BY_PROGRAM, ...act })
}

export {
  issueMachineKey,
  type Machine,
  machineKeys,
  machineOf,
  makeMachineKey,
  openMachine,
  revokeFeedKeys,
  revokeMachineKey,
} from './machines.ts'
export { giveNewRights } from './new-rights.ts'
export { demoLogins } from './queries.ts'
export { readIds, signIds } from './signed-ids.ts'
export { silencesOf, tellSilence } from './silence.ts'
export { holdersOf, type NewTenant, staffOf, tenantList } from './tenant-queries.ts'
export { whoMemory } from './who-memory.ts'

/** Whoever is signed in stays so while a demo's clock jumps ahead. */
export const carrySessions = (pools: Pools, seconds: number): Promise<unknown> =>
  writeWho(pools, (tx) => prolongSessions(tx, seconds))

/** The organisation of a code; undefined when there is none. */
export const tenantByCode = (pools: Pools, code: string) =>
  readGlobal(pools.identity, (db) => tenantOfCode(db, code))

/** The organisation whose transaction this is: its currency and time zone. */
export const tenantById = (db: Db, distributorId: string) => tenantOfId(db, distributorId)

/** The person of a phone, made when nobody has it yet; his id. */
export const personFor = (tx: Tx, person: { phone: string; name: string }): Promise<string> =>
  insertPerson(tx, { id: uuidv7(), ...person })

/** Whom a distributor writes to: their phones and languages; who belongs to it no more is left out. */
export const addresseesOf = async (db: Db, distributorId: string, personIds: string[]) =>
  new Map((await addressees(db, distributorId, personIds)).map((one) => [one.personId, one]))

/** What people are called, by id; of one who was erased there is nothing. */
export async function peopleNames(pools: Pools, ids: string[]): Promise<Map<string, string>> {
  const rows = await readGlobal(pools.identity, (db) => namesOf(db, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
