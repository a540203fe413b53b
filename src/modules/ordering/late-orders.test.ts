import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown } from '../../../test/town.ts'
import { readTenant } from '../../platform/db.ts'
import { closedSlot, outletPlan } from '../delivery/delivery.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import { exceptionCounts } from './late-queries.ts'
import { lateAllowed, quarterOf } from './late-rules.ts'
import { BEFORE, DAY, DAY_OVER, GRACE, LOCKED, testLate } from './test-late.ts'

let database: TestDatabase
const { ask, change, setClock, place, wish } = testLate(() => database)
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const late = { reason: 'Зламався телефон магазину' }

test('between cut-off and lock staff let an order in with a reason; a shop never, nor staff without one', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  expect(await place(town, town.agent)).toMatchObject({ refusal: { code: 'slot_closed' } })
  expect(await place(town, town.buyer, { late })).toMatchObject({
    refusal: { code: 'slot_closed' },
  })
  expect(await place(town, town.agent, { late })).toMatchObject({ ok: true })
  const rows = `select o.late, o.late_reason, o.late_by, o.delivery_day, e.why,
    e.what->>'late' as told from ordering.order o
    join ordering.order_event e on e.order_id = o.id and e.kind = 'placed'`
  expect(await ask(town, rows)).toEqual([
    {
      ...{ late: 'exception', late_reason: late.reason, late_by: town.ids.agentPerson },
      ...{ delivery_day: DAY, why: late.reason, told: 'exception' },
    },
  ])
})

test('after the lock only who releases orders lets one in, and until the end of the day only', async () => {
  const town = await makeTown(database)
  await setClock(LOCKED)
  expect(await place(town, town.agent, { late })).toMatchObject({
    refusal: { code: 'late_locked' },
  })
  expect(await place(town, town.admin, { late })).toMatchObject({ ok: true })
  await setClock(DAY_OVER)
  expect(await place(town, town.admin, { late })).toMatchObject({
    refusal: { code: 'slot_closed' },
  })
})

test('with a reason an order in time is no exception', async () => {
  const town = await makeTown(database)
  await setClock(BEFORE)
  await place(town, town.agent, { late })
  expect(await ask(town, 'select late, late_reason, late_by from ordering.order')).toEqual([
    { late: null, late_reason: null, late_by: null },
  ])
})

test('the same exception twice is one order; another reason under its id is refused', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  const { checkoutId } = wish(town)
  const first = await place(town, town.agent, { late, checkoutId })
  expect(JSON.stringify(await place(town, town.agent, { late, checkoutId }))).toBe(
    JSON.stringify(first),
  )
  const other = { late: { reason: 'Інша причина' }, checkoutId }
  expect(await place(town, town.agent, other)).toMatchObject({
    refusal: { code: 'checkout_reused' },
  })
})

test('an outlet has two exceptions a quarter, and another outlet its own; two at once are not three', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  await place(town, town.agent, { late })
  const both = await Promise.all([1, 2, 3].map(() => place(town, town.agent, { late })))
  expect(both.filter(({ ok }) => ok).length).toBe(1)
  expect(await place(town, town.agent, { late })).toMatchObject({
    refusal: { code: 'late_cap', used: 2, max: 2 },
  })
  const outletId = town.ids.otherOutlet
  expect(await place(town, town.admin, { late, outletId })).toMatchObject({ ok: true })
})

test('the distributor sets the cap; what was cancelled does not count, nor another quarter', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  await change(
    town,
    `insert into ordering.late_setting (distributor_id, exceptions_max, changed_by)
     values ('${town.tenant.id}', 1, '${town.ids.adminPerson}')`,
  )
  await place(town, town.agent, { late })
  expect(await place(town, town.agent, { late })).toMatchObject({
    refusal: { code: 'late_cap', used: 1, max: 1 },
  })
  await change(town, `update ordering.order set status = 'cancelled'`)
  expect(await place(town, town.agent, { late })).toMatchObject({ ok: true })
  await change(town, `update ordering.order set delivery_day = '2026-12-31'`)
  expect(await place(town, town.agent, { late })).toMatchObject({ ok: true })
})

test('exceptions are counted for who let them in and for the outlet, in the scope of who asks', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  await place(town, town.agent, { late })
  await place(town, town.admin, { late, outletId: town.ids.otherOutlet })
  const count = (who: typeof town.admin) =>
    readTenant(database.pools.app, town.tenant.id, (db) => exceptionCounts(db, who, quarterOf(DAY)))
  const all = await count(town.admin)
  const people = new Map(all.people.map(({ id, exceptions }) => [id, exceptions]))
  expect(people).toEqual(
    new Map([
      [town.ids.agentPerson, 1],
      [town.ids.adminPerson, 1],
    ]),
  )
  expect(all.outlets).toHaveLength(2)
  expect((await count(town.agent)).outlets.map(({ id }) => id)).toEqual([town.ids.outlet])
})

test('the slot that closed last is told with whether it is locked, until its day is over', async () => {
  const town = await makeTown(database)
  const told = () =>
    readTenant(database.pools.app, town.tenant.id, async (db) => {
      const { id: distributorId, timeZone } = town.tenant
      const plan = await outletPlan(db, { distributorId, timeZone, outletId: town.ids.outlet })
      return plan && closedSlot(plan)
    })
  await setClock(BEFORE)
  expect(await told()).toMatchObject({ deliveryDay: '2027-03-09', locked: true })
  await setClock(GRACE)
  expect(await told()).toMatchObject({ deliveryDay: DAY, locked: false })
  await setClock(LOCKED)
  expect(await told()).toMatchObject({ deliveryDay: DAY, locked: true })
})

test('an exception that is on hold after the lock waits until the end of its day', async () => {
  const town = await makeTown(database, { milk: 1000 })
  await setClock(LOCKED)
  const lines = [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 400_000 }]
  expect(await place(town, town.admin, { late, lines })).toMatchObject({
    value: { orders: [{ status: 'on_hold' }] },
  })
  const due = `select due_at at time zone 'Europe/Kyiv' = '2027-03-11 00:00' as "atDaysEnd"
    from platform.due_fact where type = 'ordering.lock_passed'`
  expect(await ask(town, due)).toEqual([{ atDaysEnd: true }])
})

test('a quarter begins in January, April, July and October', () => {
  expect(quarterOf('2027-01-01')).toEqual({ fromDay: '2027-01-01', beforeDay: '2027-04-01' })
  expect(quarterOf('2027-12-31')).toEqual({ fromDay: '2027-10-01', beforeDay: '2028-01-01' })
})

test('nobody lets an order in when its day is over', () => {
  const rights = new Map([
    ['order.place', 'tenant'],
    ['order.release', 'tenant'],
  ] as const)
  expect(lateAllowed('closed', rights)).toBe('allowed')
  expect(lateAllowed('over', rights)).toBe('slot_closed')
})

test('a late order is cancelled or made smaller until picking starts, and gives its exception back', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  const placed = await place(town, town.agent, { late })
  const orderId = placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
  const resize = (quantityMilli: number, version: number) =>
    changeOrder(database.pools.app, town.buyer, {
      ...{ orderId, version, why: '' },
      lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli }],
    })
  expect(await resize(6000, 1)).toMatchObject({ refusal: { code: 'late_bigger' } })
  expect(await resize(4000, 1)).toMatchObject({ value: { version: 2 } })
  const cancel = () => cancelOrder(database.pools.app, town.buyer, { orderId, why: 'Помилка' })
  await setClock(LOCKED)
  expect(await cancel()).toMatchObject({ refusal: { code: 'too_late' } })
  await setClock(GRACE)
  expect(await cancel()).toMatchObject({ ok: true })
  const used = `select count(*)::int as n from ordering.order
    where late = 'exception' and status not in ('cancelled', 'rejected')`
  expect(await ask(town, used)).toEqual([{ n: 0 }])
})

test('an order in time stays as it is between cut-off and lock', async () => {
  const town = await makeTown(database)
  await setClock(BEFORE)
  const placed = await place(town, town.buyer)
  const orderId = placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
  await setClock(GRACE)
  expect(await cancelOrder(database.pools.app, town.buyer, { orderId, why: '' })).toMatchObject({
    refusal: { code: 'too_late' },
  })
})
