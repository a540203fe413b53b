import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { insertRows } from '../../demo/load-queries.ts'
import { moveClock } from '../../platform/clock-queries.ts'
import { readTenant, writeGlobal, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { placeOrder } from '../ordering/place-order.ts'
import { myPlans, portalDid } from './my-plan-queries.ts'

const MIDDLE = Date.parse('2026-12-09T08:00:00Z')
let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  // The middle of a month: the next delivery counts in it.
  const ahead = Math.round((MIDDLE - performance.timeOrigin - performance.now()) / 1000)
  await writeGlobal(database.pools.worker, (tx) => moveClock(tx, ahead))
  town = await makeTown(database)
})
afterAll(() => database.drop())

const asked = () => ({
  ...{ distributorId: town.tenant.id, timeZone: town.tenant.timeZone },
  personId: town.ids.agentPerson,
})
const plans = () => readTenant(database.pools.app, town.tenant.id, (db) => myPlans(db, asked()))

/** Orders for the next slot; its day. */
async function place(who: Member): Promise<string> {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, where))
  const deliveryDay = plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  const placed = await placeOrder(database.pools.app, who, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), deliveryDay, note: '' },
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 4_000 }],
    ...{ preparedBy: 'buyer', origin: null, onDouble: 'keep' },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  return deliveryDay
}

test('a shop’s own order moves its agent’s plan at once, as much as one he typed himself', async () => {
  const day = await place(town.agent)
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    insertRows(
      tx,
      'field.plan',
      ['value', 'lines', 'active_outlets', 'collected'].map((measure) => ({
        ...{ distributor_id: town.tenant.id, agent_id: town.ids.agent, measure, scope: '' },
        ...{ month: `${day.slice(0, 7)}-01`, target: 100_000 },
      })),
    ),
  )
  const before = Object.fromEntries((await plans()).map((plan) => [plan.measure, plan]))
  expect(before.value).toMatchObject({ target: 100_000, bySelf: 0 })
  expect(before.collected).toMatchObject({ actual: null })
  await place(town.buyer)
  const after = Object.fromEntries((await plans()).map((plan) => [plan.measure, plan]))
  expect(after.value?.actual).toBe((before.value?.actual ?? 0) * 2)
  expect(after.value?.bySelf).toBe(before.value?.actual)
  expect(after.lines).toMatchObject({ actual: 2, bySelf: 1 })
  expect(after.active_outlets).toMatchObject({ actual: 1, bySelf: 1 })
  const did = await readTenant(database.pools.app, town.tenant.id, (db) => portalDid(db, asked()))
  expect(did).toMatchObject({ orders: 1, outlets: 1, valueMinor: before.value?.actual })
  const other = { ...asked(), personId: town.ids.supervisorPerson }
  expect(await readTenant(database.pools.app, town.tenant.id, (db) => myPlans(db, other))).toEqual(
    [],
  )
})
