import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { makeRandom } from '../../demo/random.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { putBenefit } from '../promotions/queries.ts'
import { benefitTold } from './benefit-queries.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import { promisedOf } from './order-benefits.ts'
import { placeOrder } from './place-order.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const BENEFIT = { percentBp: 1000, firstOrders: 3, orderMaxMinor: null, budgetMinor: 1_000_000 }

async function townWith(change: Partial<typeof BENEFIT> = {}): Promise<Town> {
  const town = await makeTown(database, { milk: 100_000 })
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    putBenefit(tx, town.tenant.id, {
      ...{
        ...BENEFIT,
        ...change,
        id: randomUUID(),
        name: 'Перші три',
        putBy: town.ids.adminPerson,
      },
      ...{ fromDay: '2020-01-01', toDay: '2099-01-01' },
    }),
  )
  return town
}

const lines = (town: Town, milli = 10_000) => [
  { productId: town.ids.bread, unitCode: 'шт', quantityMilli: milli },
]

async function place(town: Town, who: Member, milli = 10_000) {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, who, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), lines: lines(town, milli) },
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    ...{ note: '', preparedBy: 'buyer' as const, origin: null, onDouble: 'keep' as const },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  return placed.value.orders[0]?.id ?? ''
}

type Kept = { order_id: string; promised: number; revoked: string | null; channel: string }
const kept = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<Kept>`select g.order_id, g.promised_minor as promised,
        g.revoked_why as revoked, o.channel from ordering.order_benefit g
      join ordering.order o on o.distributor_id = g.distributor_id and o.id = g.order_id
      where g.distributor_id = ${town.tenant.id} order by g.granted_at`.execute(db)
    return rows
  })
const taken = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<{ taken: number }>`select taken_minor as taken
      from promotions.benefit where distributor_id = ${town.tenant.id}`.execute(db)
    return rows[0]?.taken
  })

/** Forty steps by shop and staff: orders, changes, cancels. The orders that staff touched. */
async function randomHistory(town: Town): Promise<Set<string>> {
  const random = makeRandom('benefit leaks')
  const { pools } = database
  const versions = new Map<string, number>()
  const byStaff = new Set<string>()
  const change = (who: Member, orderId: string) => {
    const quantity = lines(town, random.between(1, 20) * 1000)
    const version = versions.get(orderId) ?? 1
    return random.chance(0.3)
      ? cancelOrder(pools.app, who, { orderId, why: '' })
      : changeOrder(pools.app, who, { orderId, version, why: '', lines: quantity })
  }
  for (let step = 0; step < 40; step += 1) {
    const who = random.pick([town.buyer, town.buyer, town.agent, town.admin])
    const orderId = random.pick([...versions.keys(), ''])
    if (orderId && random.chance(0.5)) {
      if (!(await change(who, orderId)).ok) continue
      versions.set(orderId, (versions.get(orderId) ?? 1) + 1)
      if (who !== town.buyer) byStaff.add(orderId)
    } else versions.set(await place(town, who, random.between(1, 20) * 1000), 1)
  }
  return byStaff
}

describe('the portal-only benefit', () => {
  test('is told with its order: what comes back, what is due once delivered, why it is no more', async () => {
    const town = await townWith()
    const orderId = await place(town, town.buyer)
    const told = (id: string) =>
      readTenant(database.pools.app, town.tenant.id, (db) => benefitTold(db, town.tenant.id, id))
    const promised = { name: 'Перші три', percentBp: 1000, firstOrders: 3, promisedMinor: 2500 }
    expect(await told(orderId)).toEqual({ ...promised, dueMinor: null, revokedWhy: null })
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      sql`update ordering.order set status = 'partly_delivered', delivered_minor = 10000`.execute(
        tx,
      ),
    )
    expect(await told(orderId)).toEqual({ ...promised, dueMinor: 1000, revokedWhy: null })
    const other = await place(town, town.buyer)
    await cancelOrder(database.pools.app, town.buyer, { orderId: other, why: '' })
    expect(await told(other)).toMatchObject({ dueMinor: null, revokedWhy: 'cancelled' })
    expect(await told(await place(town, town.agent))).toBe(null)
  })

  test('is promised for the first three orders of the shop’s own, and for no fourth', async () => {
    const town = await townWith()
    for (let i = 0; i < 4; i += 1) await place(town, town.buyer)
    const rows = await kept(town)
    expect(rows.map(({ revoked }) => revoked)).toEqual([null, null, null])
    expect(await taken(town)).toBe(rows.reduce((sum, { promised }) => sum + promised, 0))
  })

  test('never goes to an order by agent or office', async () => {
    const town = await townWith()
    await place(town, town.agent)
    await place(town, town.admin)
    expect(await kept(town)).toEqual([])
    expect(await taken(town)).toBe(0)
  })

  test('leaves an order that staff changes, and goes back into the budget; the shop keeps its own', async () => {
    const town = await townWith()
    const [mine, touched] = [await place(town, town.buyer), await place(town, town.buyer)]
    const change = (who: Member, orderId: string, milli: number) =>
      changeOrder(database.pools.app, who, {
        ...{ orderId, version: 1, why: '', lines: lines(town, milli) },
      })
    expect(await change(town.buyer, mine, 5_000)).toMatchObject({ ok: true })
    expect(await change(town.agent, touched, 20_000)).toMatchObject({ ok: true })
    const rows = await kept(town)
    const whole = rows.find(({ order_id }) => order_id === touched)
    expect(whole).toMatchObject({ revoked: 'changed_by_staff' })
    const half = rows.find(({ order_id }) => order_id === mine)
    expect(half).toMatchObject({ revoked: null, promised: (whole?.promised ?? 0) / 2 })
    expect(await taken(town)).toBe(half?.promised)
  })

  test('of a cancelled order is free for the next one', async () => {
    const town = await townWith({ firstOrders: 1 })
    const orderId = await place(town, town.buyer)
    expect(await cancelOrder(database.pools.app, town.buyer, { orderId, why: '' })).toMatchObject({
      ok: true,
    })
    expect(await taken(town)).toBe(0)
    await place(town, town.buyer)
    await place(town, town.buyer)
    expect((await kept(town)).filter(({ revoked }) => revoked === null)).toHaveLength(1)
  })

  test('counts a checkout that was split once', async () => {
    const town = await townWith({ firstOrders: 2 })
    await place(town, town.buyer)
    await place(town, town.buyer)
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      sql`update ordering.order set checkout_id = (select min(checkout_id::text)::uuid
        from ordering.order where distributor_id = ${town.tenant.id})`.execute(tx),
    )
    await place(town, town.buyer)
    await place(town, town.buyer)
    expect(await kept(town)).toHaveLength(3)
  })

  test('never passes its budget, however many order at once; who comes late orders without it', async () => {
    const town = await townWith({ firstOrders: 100, budgetMinor: 8_000 })
    await Promise.all(Array.from({ length: 6 }, () => place(town, town.buyer)))
    const rows = await kept(town)
    const sum = rows.reduce((total, { promised }) => total + promised, 0)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(6)
    expect(sum).toBeLessThanOrEqual(8_000)
    expect(await taken(town)).toBe(sum)
  })

  test('over a random history of all channels never stands on an order that is not the shop’s own', async () => {
    const town = await townWith({ firstOrders: 5 })
    const byStaff = await randomHistory(town)
    const standing = (await kept(town)).filter(({ revoked }) => revoked === null)
    expect(standing.filter(({ channel }) => channel !== 'portal')).toEqual([])
    expect(standing.filter(({ order_id }) => byStaff.has(order_id))).toEqual([])
    expect(standing.length).toBeLessThanOrEqual(5)
    expect(await taken(town)).toBe(standing.reduce((sum, { promised }) => sum + promised, 0))
  })
})

test('what a checkout is promised is parted among its orders to the kopiyka', () => {
  const parts = promisedOf(
    [
      { id: 'a', totalMinor: 3333 },
      { id: 'b', totalMinor: 3333 },
      { id: 'c', totalMinor: 3334 },
    ],
    1000,
  )
  expect(parts.reduce((sum, { promisedMinor }) => sum + promisedMinor, 0)).toBe(1000)
})
