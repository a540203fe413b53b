import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../../src/demo/load-queries.ts'
import { openSlots, outletPlan } from '../../src/modules/delivery/delivery.ts'
import { grantRole } from '../../src/modules/identity/identity.ts'
import { insertSession } from '../../src/modules/identity/queries.ts'
import { DEFAULT_ROLES } from '../../src/modules/identity/role-rules.ts'
import { hashOf } from '../../src/modules/identity/sign-in.ts'
import { insertRoleRights } from '../../src/modules/identity/tenant-queries.ts'
import { placeOrder } from '../../src/modules/ordering/place-order.ts'
import type { Right, Scope } from '../../src/platform/call.ts'
import { readTenant, type Tx, writeGlobal, writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'
import { makeTown, type Town } from '../town.ts'
import { makeDraftToken } from './draft-samples.ts'
import { makeLateRequest } from './late-samples.ts'
import { type LaunchPlace, launchOf, newOfLaunch } from './launch-rows.ts'
import { type Machines, machinesOf, makeSession, newOfMachines } from './machine-rows.ts'
import { makeBrowser, makeMessage } from './messaging-samples.ts'
import {
  ELSEWHERE,
  makeCondition,
  makeDay,
  makeFormerOutlet,
  makeMatch,
  makeReturn,
  makeRows,
  makeRowsOfOutlet,
  makeUpload,
  park,
} from './place-rows.ts'

/** A role that a distributor made himself: rights over everything, but held for a part only. */
const REGIONAL: Rights = {
  'slot.write': 'territory',
  'exchange.read': 'team',
  'exchange.run': 'team',
  'platform.operate': 'own',
  'audit.read': 'team',
  'message.read': 'team',
  'message.write': 'team',
}
type Rights = Partial<Record<Right, Scope>>
const RIGHTS_OF: Record<string, Rights> = { ...DEFAULT_ROLES, regional: REGIONAL }
export const ROLES = Object.keys(RIGHTS_OF)

export type Session = { cookie: string; personId: string; sessionId: string }

/** A distributor with somebody of every role, and something of every kind that has an id. */
export type Place = LaunchPlace &
  Machines & {
    town: Town
    code: string
    deliveryDay: string
    /** Each kind's thing that everybody of the place sees. */
    ids: Record<Kind, string>
    /** The same kinds where a narrower scope ends: another's, and one that was ours once. */
    elsewhere: { outlet: string[]; order: string[] }
    sessions: Record<string, Session>
    roles: Record<string, Rights>
    newSession(personId: string): Promise<Session>
    /** Somebody else of a role, signed in on two devices. */
    newTwin(role: string): Promise<Session>
    /** A fresh order of the visible outlet; held for its credit when asked. */
    newOrder(held?: boolean): Promise<string>
    newParked(): Promise<string>
    newException(): Promise<string>
    newMatch(): Promise<string>
    newCondition(): Promise<string>
    /** The word of a link to a draft that waits. */
    newDraft(): Promise<string>
    newReturn(): Promise<string>
    /** What was asked for after the cut-off: it waits, or another day was offered. */
    newLateRequest(state?: 'moved'): Promise<string>
    /** Files of an ERP that nobody decided about, and the dry run that read them. */
    newUpload(): Promise<{ upload: string; run: string }>
    /** A table that nobody decided about, and its dry run. */
    newTable(): Promise<{ upload: string; run: string }>
    newHoliday(): Promise<string>
    newBrowser(personId: string): Promise<string>
    /** A message to the buyer that an operator is to say. */
    newMessage(): Promise<string>
  }
export type Kind =
  | 'contract'
  | 'match'
  | 'team'
  | 'programme'
  | 'promise'
  | 'question'
  | 'wave'
  | 'benefit'
  | 'contact'
  | 'counter'
  | 'condition'
  | 'giver'
  | 'return'
  | 'lateRequest'
  | 'proposal'
  | 'agent'
  | 'outlet'
  | 'order'
  | 'product'
  | 'category'
  | 'zone'
  | 'run'
  | 'mend'
  | 'upload'
  | 'table'
  | 'tableRun'
  | 'fact'
  | 'feed'
  | 'webhook'
  | 'delivery'
  | 'key'
  | 'apiKey'
  | 'exchange'
  | 'session'
  | 'file'
  | 'person'
  | 'browser'
  | 'message'

export async function makePlace(
  database: TestDatabase,
  { code, dataFolder }: { code: string; dataFolder: string },
): Promise<Place> {
  const town = await makeTown(database, { code, milk: 100_000 })
  await makeRegional(database, town)
  const people = await makePeople(database, town)
  const former = await makeFormerOutlet(database, town)
  const { ids } = town
  const orders = ordersOf(database, town)
  const deliveryDay = await orders.day(ids.outlet)
  const elsewhere = [ids.otherOutlet, former]
  const order = await orders.make(ids.outlet)
  const otherOrders = [await orders.make(ids.otherOutlet), await orders.make(former)]
  const kept = await makeRows(database, town, dataFolder)
  const writing = <T>(work: (tx: Tx) => Promise<T>) =>
    writeTenant(database.pools.app, town.tenant.id, work)
  const fresh = {
    newSession: (personId: string) => openSession(database, personId),
    newTwin: async (role: string) => {
      const personId = await makePerson(database, town, role)
      await openSession(database, personId)
      return openSession(database, personId)
    },
    newOrder: (held = false) => orders.make(ids.outlet, held),
    newParked: () => park(database, town),
    newException: () => writing((tx) => makeDay(tx, town, 'delivery.zone_exception')),
    newHoliday: () => writing((tx) => makeDay(tx, town, 'delivery.holiday')),
    ...launchOf(database, town),
    newMatch: () => writing((tx) => makeMatch(tx, town, [ids.outlet, ...elsewhere])),
    newCondition: () => writing((tx) => makeCondition(tx, town, ids.outlet)),
    newDraft: () => makeDraftToken(database, town, deliveryDay),
    newUpload: () => writing((tx) => makeUpload(tx, town)),
    newTable: () => writing((tx) => makeUpload(tx, town, { table: true })),
    ...machinesOf(database, town),
    newBrowser: (personId: string) => writing((tx) => makeBrowser(tx, town, personId)),
    newMessage: () => writing((tx) => makeMessage(tx, town)),
    newLateRequest: (state?: 'moved') =>
      writing((tx) => makeLateRequest(tx, town, { deliveryDay, moved: state === 'moved' })),
    newReturn: () => writing((tx) => makeReturn(tx, town, { orderId: order, mark: code })),
  }
  const { proposal } = await writing(async (tx) => {
    for (const outletId of elsewhere) {
      await makeRowsOfOutlet(tx, town, { outletId, mark: ELSEWHERE })
    }
    return makeRowsOfOutlet(tx, town, { outletId: ids.outlet, mark: code })
  })
  const sessions: Record<string, Session> = {}
  for (const [role, personId] of Object.entries(people)) {
    sessions[role] = await openSession(database, personId)
  }
  const { sessionId: session } = await openSession(database, people.buyer ?? '')
  const { upload } = await fresh.newUpload()
  const { upload: table, run: tableRun } = await fresh.newTable()
  const exchange = await makeSession(database, town)
  const sent = { upload, table, tableRun, exchange, ...(await newOfMachines(fresh)) }
  const asked = {
    ...{ match: await fresh.newMatch(), condition: await fresh.newCondition() },
    lateRequest: await fresh.newLateRequest('moved'),
    ...{ return: await fresh.newReturn(), ...(await newOfLaunch(fresh, ids.adminPerson)) },
  }
  const browser = await fresh.newBrowser(people.buyer ?? '')
  const told = { browser, message: await fresh.newMessage() }
  const made = { order, proposal, session, ...sent, ...asked, ...told }
  const of = idsOf(town)
  return {
    ...{ town, code, deliveryDay, sessions, roles: RIGHTS_OF },
    elsewhere: { outlet: elsewhere, order: otherOrders },
    ids: { ...of, ...made, ...kept },
    ...fresh,
  }
}

const idsOf = ({ ids }: Town) => ({
  outlet: ids.outlet,
  product: ids.milk,
  category: ids.category,
  zone: ids.zone,
  contract: ids.contract,
  agent: ids.agent,
  person: ids.buyer,
  giver: ids.agentPerson,
})

const makeRegional = (database: TestDatabase, { tenant }: Town) =>
  writeGlobal(database.pools.identity, (tx) =>
    insertRoleRights(
      tx,
      tenant.id,
      Object.entries(REGIONAL).map(([right, scope]) => ({ role: 'regional', right, scope })),
    ),
  )

/** One person for each role; those the town lacks are made. */
async function makePeople(database: TestDatabase, town: Town): Promise<Record<string, string>> {
  const { ids } = town
  const people: Record<string, string> = {
    buyer: ids.buyer,
    agent: ids.agentPerson,
    admin: ids.adminPerson,
    supervisor: ids.supervisorPerson,
  }
  for (const role of ROLES.filter((each) => !(each in people))) {
    people[role] = await makePerson(database, town, role)
  }
  return people
}

async function makePerson(database: TestDatabase, { tenant }: Town, role: string): Promise<string> {
  const id = uuidv7()
  const phone = `+38066${String(randomBytes(4).readUInt32BE()).padStart(10, '0')}`
  await writeGlobal(database.pools.identity, async (tx) => {
    const created_at = '2020-01-01T00:00:00Z'
    const name = `${role} ${tenant.code}`
    await insertRows(tx, 'identity.person', [{ id, phone, name, created_at }])
    await grantRole(tx, { distributorId: tenant.id, personId: id, role })
  })
  return id
}

function ordersOf(database: TestDatabase, { ids, tenant, buyer, otherBuyer }: Town) {
  const { app } = database.pools
  const slots = (outletId: string) =>
    readTenant(app, tenant.id, async (db) => {
      const asked = { distributorId: tenant.id, timeZone: tenant.timeZone, outletId }
      const plan = await outletPlan(db, asked)
      return plan ? openSlots(plan, 8).map((slot) => slot.deliveryDay) : []
    })
  const day = async (outletId: string) => (await slots(outletId)).at(-1) ?? ''
  return {
    day,
    async make(outletId: string, held = false): Promise<string> {
      const mine = outletId === ids.outlet
      const placed = await placeOrder(app, mine ? buyer : otherBuyer, {
        outletId,
        checkoutId: randomUUID(),
        deliveryDay: await day(outletId),
        lines: [{ productId: ids.milk, unitCode: 'шт', quantityMilli: 1000 }],
        note: mine ? `note ${tenant.code}` : ELSEWHERE,
        preparedBy: 'buyer',
        origin: null,
        onDouble: 'keep',
      })
      if (!placed.ok) throw new Error(placed.refusal.code)
      const id = placed.value.orders[0]?.id ?? ''
      if (held) {
        await writeTenant(app, tenant.id, (tx) =>
          sql`update ordering.order set status = 'on_hold', hold_reason = 'stock'
            where distributor_id = ${tenant.id} and id = ${id}`.execute(tx),
        )
      }
      return id
    },
  }
}

async function openSession(database: TestDatabase, personId: string): Promise<Session> {
  const token = randomBytes(32).toString('base64url')
  const sessionId = uuidv7()
  await writeGlobal(database.pools.identity, (tx) =>
    insertSession(tx, {
      id: sessionId,
      tokenHash: hashOf(token),
      personId,
      deviceId: randomUUID(),
      userAgent: `agent of ${personId}`,
    }),
  )
  return { cookie: `tandem=${token}`, personId, sessionId }
}
