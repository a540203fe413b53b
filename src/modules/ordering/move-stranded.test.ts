import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant } from '../../platform/db.ts'
import { makeException, nameHoliday } from '../delivery/change-calendar.ts'
import { strandedDays } from '../delivery/stranded.ts'
import { moveStranded } from './move-stranded.ts'
import { BEFORE, DAY, testLate } from './test-late.ts'

let database: TestDatabase
const { ask, change, setClock, place } = testLate(() => database)
beforeAll(async () => {
  database = await testDatabase()
  await setClock(BEFORE)
})
afterAll(() => database.drop())

const NEXT = '2027-03-11'
const WHY = 'Міст закрито'

const close = (town: Town) =>
  makeException(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day: DAY, kind: 'closed', movedTo: null },
    ...{ reason: WHY, onOrders: 'keep' },
  })

const move = (town: Town, more: { after?: string; limit?: number } = {}) =>
  moveStranded(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day: DAY, after: null, limit: 20, ...more },
  })

const days = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    strandedDays(db, { distributorId: town.tenant.id, timeZone: town.tenant.timeZone }),
  )

/** Two orders of an outlet and one of another on the day that is then closed. */
async function closedDay(): Promise<Town> {
  const town = await makeTown(database)
  await place(town, town.buyer)
  await place(town, town.agent)
  await place(town, town.otherBuyer, { outletId: town.ids.otherOutlet })
  await close(town)
  return town
}

const orderDays = (town: Town) =>
  ask(
    town,
    `select delivery_day as day, count(*)::int as orders, min(version) as version
     from ordering.order group by 1 order by 1`,
  )

test('orders of a closed day are listed with why and where they would go; of an open day none are', async () => {
  const town = await makeTown(database)
  await place(town, town.buyer)
  expect(await days(town)).toEqual([])
  await close(town)
  expect(await days(town)).toMatchObject([
    {
      ...{ deliveryDay: DAY, why: 'closed', reason: WHY, orders: 1, outletCount: 1 },
      outlets: [{ outletId: town.ids.outlet, orders: 1, next: NEXT }],
    },
  ])
})

test('one tap moves them all: day, cut-off, drops and places; timeline, shop and ERP hear of it', async () => {
  const town = await closedDay()
  expect(await move(town)).toEqual({
    ok: true,
    value: { moved: 3, outlets: 2, stayed: [], next: null },
  })
  expect(await orderDays(town)).toEqual([{ day: NEXT, orders: 3, version: 2 }])
  const drops = await ask(
    town,
    `select d.delivery_day as day, sum(d.orders)::int as orders, max(z.drops) as drops
     from delivery.drop d join delivery.zone_day z on z.delivery_day = d.delivery_day
     group by 1 order by 1`,
  )
  expect(drops).toEqual([
    { day: DAY, orders: 0, drops: 0 },
    { day: NEXT, orders: 3, drops: 2 },
  ])
  const told = `select actor_kind, actor_id, what, why from ordering.order_event
    where kind = 'day_moved' limit 1`
  expect(await ask(town, told)).toEqual([
    {
      ...{ actor_kind: 'staff', actor_id: town.ids.adminPerson, why: WHY },
      what: { from: DAY, to: NEXT },
    },
  ])
  const said = `select person_id, said->>'movedTo' as "movedTo" from messaging.message
    where template = 'day_moved' order by 1`
  expect(await ask(town, said)).toEqual(
    [town.ids.buyer, town.ids.otherBuyer].sort().map((person_id) => ({ person_id, movedTo: NEXT })),
  )
  const facts = `select count(*)::int as n from platform.fact where type = 'ordering.order_changed'`
  expect(await ask(town, facts)).toEqual([{ n: 3 }])
  expect(await days(town)).toEqual([])
})

test('again, or by two at once, nothing moves twice', async () => {
  const town = await closedDay()
  const both = await Promise.all([move(town), move(town)])
  const moved = both.map((done) => (done.ok ? done.value.moved : -1))
  expect(new Set(moved)).toEqual(new Set([0, 3]))
  expect(await move(town)).toMatchObject({ value: { moved: 0, outlets: 0 } })
  expect(await orderDays(town)).toEqual([{ day: NEXT, orders: 3, version: 2 }])
})

test('a full day is passed over for the next with room; with room on none all stays, and says why', async () => {
  const town = await closedDay()
  await change(town, 'update delivery.zone set capacity_drops = 1')
  expect(await move(town)).toMatchObject({ value: { moved: 3, stayed: [] } })
  const seen = (await orderDays(town)) as { day: string }[]
  expect(seen.map(({ day }) => day)).toEqual([NEXT, '2027-03-12'])

  const full = await closedDay()
  await change(full, 'update delivery.zone set capacity_drops = 1')
  await change(
    full,
    `insert into delivery.zone_day (distributor_id, zone_id, delivery_day, drops)
     select '${full.tenant.id}', '${full.ids.zone}', d::date, 1
     from generate_series('2027-03-11'::date, '2027-04-30'::date, '1 day') d`,
  )
  expect(await move(full)).toMatchObject({
    value: { moved: 0, stayed: [{ why: 'full' }, { why: 'full' }] },
  })
  expect(await orderDays(full)).toEqual([{ day: DAY, orders: 3, version: 1 }])
})

test('many go in steps, each after the last outlet of the one before', async () => {
  const town = await closedDay()
  const first = await move(town, { limit: 1 })
  if (!first.ok) throw new Error('refused')
  expect(first.value).toMatchObject({ outlets: 1, next: expect.any(String) })
  const second = await move(town, { limit: 1, after: first.value.next ?? '' })
  expect(second).toMatchObject({ value: { outlets: 1, next: null } })
  expect(await orderDays(town)).toEqual([{ day: NEXT, orders: 3, version: 2 }])
})

test('what is picked stays; an unknown zone is unknown; an open day has nothing to move', async () => {
  const town = await closedDay()
  await change(town, `update ordering.order set status = 'picking'`)
  expect(await move(town)).toMatchObject({
    value: { moved: 0, stayed: [{ why: 'picked' }, { why: 'picked' }] },
  })
  const asked = { zoneId: town.ids.outlet, day: DAY, after: null, limit: 5 }
  expect(await moveStranded(database.pools.app, town.admin, asked)).toMatchObject({
    refusal: { code: 'unknown' },
  })
  const open = await makeTown(database)
  await place(open, open.buyer)
  expect(await move(open)).toMatchObject({ value: { moved: 0, outlets: 0 } })
})

test('a holiday, and an outlet whose own days leave its zone’s new day out, are listed alike', async () => {
  const town = await makeTown(database)
  await place(town, town.buyer)
  await change(town, `update delivery.outlet_zone set weekdays = '{1}'`)
  await makeException(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day: DAY, kind: 'moved', movedTo: '2027-03-12' },
    ...{ reason: WHY, onOrders: 'keep' },
  })
  expect(await days(town)).toMatchObject([{ why: 'moved', outlets: [{ next: '2027-03-15' }] }])
  expect(await move(town)).toMatchObject({ value: { moved: 1 } })
  expect(await orderDays(town)).toMatchObject([{ day: '2027-03-15', orders: 1 }])
  const feast = await makeTown(database)
  await place(feast, feast.buyer)
  const { app } = database.pools
  await nameHoliday(app, feast.admin, { day: DAY, name: 'Свято', onOrders: 'keep' })
  expect(await days(feast)).toMatchObject([{ why: 'holiday', outlets: [{ next: NEXT }] }])
  expect(await move(feast)).toMatchObject({ value: { moved: 1 } })
})
