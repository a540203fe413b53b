import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../src/demo/load-queries.ts'
import { grantRole, makeTenant } from '../src/modules/identity/identity.ts'
import { DEFAULT_ROLES, joinRights } from '../src/modules/identity/role-rules.ts'
import type { Right } from '../src/platform/call.ts'
import { writeGlobal, writeTenant } from '../src/platform/db.ts'
import type { Member } from '../src/platform/serve.ts'
import type { TestDatabase } from './test-database.ts'
import { newIds, tablesOf } from './town-tables.ts'

export type Town = Awaited<ReturnType<typeof makeTown>>

/**
 * A small distributor: two outlets of two owners, one agent with his supervisor, one team, milk (strict stock), bread
 * (open stock), a zone that delivers every day with the cut-off at 17:00 the day before.
 */
export async function makeTown(
  database: TestDatabase,
  options: { code?: string; milk?: number } = {},
) {
  const code = options.code ?? `town-${randomUUID().slice(0, 8)}`
  const id = uuidv7()
  const ids = newIds()
  const people = [ids.buyer, ids.otherBuyer, ids.agentPerson, ids.adminPerson, ids.supervisorPerson]
  await makePeople(database, { id, code, people })
  await writeTenant(database.pools.app, id, async (tx) => {
    for (const [table, rows] of Object.entries(tablesOf(ids, code, options.milk ?? 100))) {
      await insertRows(
        tx,
        table,
        rows.map((row) => ({ distributor_id: id, ...row })),
      )
    }
  })
  const tenant = {
    id,
    code,
    name: `Town ${code}`,
    currency: 'UAH',
    timeZone: 'Europe/Kyiv',
    language: 'uk' as const,
  }
  return {
    ids,
    tenant,
    phones: people.map((_, i) => phone(code, i)),
    buyer: memberOf(tenant, ids.buyer, 'buyer'),
    otherBuyer: memberOf(tenant, ids.otherBuyer, 'buyer'),
    agent: memberOf(tenant, ids.agentPerson, 'agent'),
    admin: memberOf(tenant, ids.adminPerson, 'admin'),
    supervisor: memberOf(tenant, ids.supervisorPerson, 'supervisor'),
  }
}

// Towns of one database are made by one process: a number each, so that no two share a phone.
const numbers = new Map<string, number>()

function phone(code: string, i: number): string {
  const number = numbers.get(code) ?? numbers.size
  numbers.set(code, number)
  return `+38050${String(number).padStart(6, '0')}${i}`
}

async function makePeople(
  database: TestDatabase,
  { id, code, people }: { id: string; code: string; people: string[] },
): Promise<void> {
  await writeGlobal(database.pools.identity, async (tx) => {
    await makeTenant(tx, {
      id,
      code,
      kind: 'distributor',
      name: `Town ${code}`,
      country: 'UA',
      currency: 'UAH',
      timeZone: 'Europe/Kyiv',
      language: 'uk',
    })
    const created_at = new Date().toISOString()
    await insertRows(
      tx,
      'identity.person',
      people.map((person, i) => ({
        id: person,
        phone: phone(code, i),
        name: `Person ${i} ${code}`,
        created_at,
      })),
    )
    const roles = ['buyer', 'buyer', 'agent', 'admin', 'supervisor']
    for (const [i, role] of roles.entries())
      await grantRole(tx, { distributorId: id, personId: people[i] ?? '', role })
  })
}

const memberOf = (
  tenant: Member['tenant'],
  personId: string,
  role: keyof typeof DEFAULT_ROLES,
): Member => ({
  personId,
  personName: role,
  sessionId: uuidv7(),
  deviceId: uuidv7(),
  language: 'uk',
  requestId: 'test',
  tenant,
  roles: [role],
  rights: joinRights(
    Object.entries(DEFAULT_ROLES[role] ?? {}).map(([right, scope]) => ({
      right: right as Right,
      scope,
    })),
  ),
})
