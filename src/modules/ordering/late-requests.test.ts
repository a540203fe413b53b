import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { lateRequestRows } from './late-request-queries.ts'
import { askLate, confirmLate, decideLate } from './late-requests.ts'
import { BEFORE, DAY, DAY_OVER, GRACE, LOCKED, testLate } from './test-late.ts'

let database: TestDatabase
const { ask, change, setClock, place } = testLate(() => database)
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const NEXT = '2027-03-11'
const pool = () => database.pools.app

function asks(
  town: Town,
  who: Member = town.buyer,
  more: { requestId?: string; note?: string } = {},
) {
  return askLate(pool(), who, {
    ...{ requestId: randomUUID(), outletId: town.ids.outlet, deliveryDay: DAY, note: '' },
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 2000 }],
    preparedBy: 'suggestion',
    ...more,
  })
}

async function asked(town: Town, who?: Member): Promise<string> {
  const answer = await asks(town, who)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value.requestId
}

type Choice = 'accept' | 'move' | 'decline'
const decide = (
  who: Member,
  requestId: string,
  decision: Choice,
  more: { overCap?: boolean; movedTo?: string } = {},
) =>
  decideLate(pool(), who, {
    ...{ requestId, decision, why: 'Водій ще на складі', movedTo: null, overCap: false },
    ...more,
  })

const listed = (town: Town, who: Member) =>
  readTenant(pool(), town.tenant.id, (db) => lateRequestRows(db, who, { limit: 20 }))

const told = (town: Town) =>
  ask(town, 'select person_id, template from messaging.message order by template')

test('a shop asks after the cut-off, once; in time it orders, and after the day it is too late', async () => {
  const town = await makeTown(database)
  await setClock(BEFORE)
  expect(await asks(town)).toMatchObject({ refusal: { code: 'late_in_time' } })
  await setClock(LOCKED)
  const requestId = randomUUID()
  expect(await asks(town, town.buyer, { requestId })).toMatchObject({ ok: true })
  expect(await asks(town, town.buyer, { requestId })).toMatchObject({ ok: true })
  expect(await asks(town, town.buyer, { requestId, note: 'ще' })).toMatchObject({
    refusal: { code: 'checkout_reused' },
  })
  expect(await asks(town)).toMatchObject({ refusal: { code: 'late_asked' } })
  expect(await listed(town, town.admin)).toMatchObject([
    { id: requestId, state: 'open', lines: [{ unitCode: 'шт', quantityMilli: 2000 }] },
  ])
  expect(await ask(town, 'select 1 from ordering.order')).toEqual([])
  await setClock(DAY_OVER)
  expect(await asks(town)).toMatchObject({ refusal: { code: 'slot_closed' } })
  expect(await listed(town, town.admin)).toMatchObject([{ state: 'expired' }])
  expect(await decide(town.admin, requestId, 'accept')).toMatchObject({
    refusal: { code: 'late_state', state: 'expired' },
  })
})

test('accepted, it is the exception of who decides; channel and who prepared it stay the shop’s', async () => {
  const town = await makeTown(database)
  await setClock(LOCKED)
  const requestId = await asked(town)
  expect(await decide(town.admin, requestId, 'accept')).toMatchObject({
    value: { state: 'accepted' },
  })
  const orders = `select checkout_id, channel, prepared_by, entered_by, device_id, session_id, late,
    late_by, late_reason, delivery_day from ordering.order`
  expect(await ask(town, orders)).toEqual([
    {
      ...{ checkout_id: requestId, channel: 'portal', prepared_by: 'suggestion' },
      ...{ entered_by: town.ids.buyer, device_id: town.buyer.deviceId, session_id: null },
      ...{ late: 'exception', late_by: town.ids.adminPerson, delivery_day: DAY },
      late_reason: 'Водій ще на складі',
    },
  ])
  expect(await told(town)).toEqual([{ person_id: town.ids.buyer, template: 'late_accepted' }])
  expect(await decide(town.admin, requestId, 'decline')).toMatchObject({
    refusal: { code: 'late_state', state: 'accepted' },
  })
})

test('two who accept at once place one order', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  const requestId = await asked(town)
  const both = await Promise.all([
    decide(town.admin, requestId, 'accept'),
    decide(town.agent, requestId, 'accept'),
  ])
  expect(both.filter(({ ok }) => ok).length).toBe(1)
  expect(await ask(town, 'select count(*)::int as n from ordering.order')).toEqual([{ n: 1 }])
})

test('a shop decides nothing; after the lock neither does an agent; a foreign agent sees nothing', async () => {
  const town = await makeTown(database)
  const stranger = await makeTown(database)
  await setClock(LOCKED)
  const requestId = await asked(town)
  for (const who of [town.buyer, town.otherBuyer, stranger.admin]) {
    expect(await decide(who, requestId, 'accept')).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
  }
  expect(await decide(town.agent, requestId, 'accept')).toMatchObject({
    refusal: { code: 'late_locked' },
  })
  expect(await listed(town, town.otherBuyer)).toEqual([])
  expect(await listed(town, town.buyer)).toHaveLength(1)
})

test('it counts against the cap, and only who releases orders of all goes beyond it', async () => {
  const town = await makeTown(database)
  await setClock(GRACE)
  const late = { reason: 'Не було світла' }
  await place(town, town.agent, { late })
  await place(town, town.agent, { late })
  const requestId = await asked(town)
  for (const overCap of [false, true]) {
    expect(await decide(town.supervisor, requestId, 'accept', { overCap })).toMatchObject({
      refusal: { code: 'late_cap', used: 2, max: 2 },
    })
  }
  expect(await decide(town.admin, requestId, 'accept')).toMatchObject({
    refusal: { code: 'late_cap' },
  })
  expect(await decide(town.admin, requestId, 'accept', { overCap: true })).toMatchObject({
    ok: true,
  })
})

test('offered another day, nothing is ordered until the shop confirms it, and then once and in time', async () => {
  const town = await makeTown(database)
  await setClock(LOCKED)
  const requestId = await asked(town)
  expect(await decide(town.admin, requestId, 'move', { movedTo: DAY })).toMatchObject({
    refusal: { code: 'slot_closed' },
  })
  expect(await confirmLate(pool(), town.buyer, { requestId })).toMatchObject({
    refusal: { code: 'late_state', state: 'open' },
  })
  await decide(town.admin, requestId, 'move', { movedTo: NEXT })
  expect(await told(town)).toEqual([{ person_id: town.ids.buyer, template: 'late_moved' }])
  expect(await ask(town, 'select 1 from ordering.order')).toEqual([])
  const both = await Promise.all([1, 2].map(() => confirmLate(pool(), town.buyer, { requestId })))
  expect(both.every(({ ok }) => ok)).toBe(true)
  expect(await ask(town, 'select channel, late, delivery_day from ordering.order')).toEqual([
    { channel: 'portal', late: null, delivery_day: NEXT },
  ])
  expect(await listed(town, town.buyer)).toMatchObject([{ state: 'moved', number: 'TD-0000001' }])
})

test('declined with words, the shop is told them and nothing is ordered; it may ask again', async () => {
  const town = await makeTown(database)
  await setClock(LOCKED)
  const requestId = await asked(town)
  await decide(town.admin, requestId, 'decline')
  expect(await told(town)).toEqual([{ person_id: town.ids.buyer, template: 'late_declined' }])
  expect(await listed(town, town.buyer)).toMatchObject([
    { state: 'declined', why: 'Водій ще на складі', orderId: null },
  ])
  expect(await asks(town)).toMatchObject({ ok: true })
})

test('a late order of a shop has no portal benefit, though its channel is the portal', async () => {
  const town = await makeTown(database)
  await setClock(LOCKED)
  await change(
    town,
    `insert into promotions.benefit (distributor_id, id, name, percent_bp, first_orders,
       budget_minor, from_day, to_day, put_by)
     values ('${town.tenant.id}', '${randomUUID()}', 'Перші три', 1000, 3, 1000000, '2020-01-01',
       '2099-01-01', '${town.ids.adminPerson}')`,
  )
  await decide(town.admin, await asked(town), 'accept')
  expect(await ask(town, 'select late from ordering.order')).toEqual([{ late: 'exception' }])
  expect(await ask(town, 'select 1 from ordering.order_benefit')).toEqual([])
  await place(town, town.buyer, { deliveryDay: NEXT })
  expect(await ask(town, 'select 1 as given from ordering.order_benefit')).toEqual([{ given: 1 }])
})
