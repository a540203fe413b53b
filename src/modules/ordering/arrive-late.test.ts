import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readGlobal, readTenant, writeGlobal } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { tellSilence } from '../identity/identity.ts'
import { insertSession, touchSession } from '../identity/queries.ts'
import { insertSilences } from '../identity/silence-queries.ts'
import { placeArrived } from './arrive-late.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import { lateRequestRows } from './late-request-queries.ts'
import { askLate } from './late-requests.ts'
import { spans } from './late-rules.ts'
import { BEFORE, DAY, GRACE, LOCKED, testLate } from './test-late.ts'

let database: TestDatabase
const { ask, change, setClock, wish } = testLate(() => database)
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

/** The buyer with a phone of his own, heard at this moment. */
async function phoneOf(town: Town, moment: string, who: Member = town.buyer): Promise<Member> {
  await setClock(moment)
  const sessionId = randomUUID()
  const { personId, deviceId } = who
  await writeGlobal(database.pools.identity, (tx) =>
    insertSession(tx, {
      ...{ id: sessionId, tokenHash: randomBytes(32), personId, deviceId, userAgent: '' },
    }),
  )
  return { ...who, sessionId, requestId: randomUUID() }
}

/** Any call of a phone: it was heard. */
const heard = (phone: Member) =>
  writeGlobal(database.pools.identity, (tx) => touchSession(tx, phone.sessionId))

const tell = (phone: Member, ids: string[]) => tellSilence(database.pools, phone, ids)

/** What the phone does when the network is back: it tells what waited, then sends it. */
async function send(town: Town, phone: Member, more: Partial<PlaceRequest> = {}) {
  const wanted = wish(town, more)
  await tell(phone, [wanted.checkoutId])
  return placed(phone, wanted)
}

const placed = (phone: Member, wanted: PlaceRequest) =>
  placeArrived(database.pools, { ...phone, requestId: randomUUID() }, wanted)

const CLOSED = { ok: false, refusal: { code: 'slot_closed' } }

test('an order that waited on a silent phone over the cut-off goes with its day, with its evidence', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  expect(await send(town, phone)).toMatchObject({
    value: { deliveryDay: DAY, late: 'grace', orders: [{ status: 'placed' }] },
  })
  const rows = await ask(
    town,
    `select o.late, o.late_by, o.delivery_day, e.what->>'late' as told,
       (e.what->>'silentFrom')::timestamptz < o.cut_off_at as silent
     from ordering.order o join ordering.order_event e on e.order_id = o.id`,
  )
  expect(rows).toEqual([
    { late: 'grace', late_by: null, delivery_day: DAY, told: 'grace', silent: true },
  ])
})

test('a phone that was heard since the cut-off is late as everybody, whatever it says', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock('2027-03-09 17:00:05 Europe/Kyiv')
  await heard(phone)
  await setClock(GRACE)
  expect(await send(town, phone)).toMatchObject(CLOSED)
})

test('a phone that signs in anew after the cut-off, or has no session, waited for nothing', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, '2027-03-09 17:10:00 Europe/Kyiv')
  await setClock(GRACE)
  expect(await send(town, phone)).toMatchObject(CLOSED)
  expect(await send(town, town.buyer)).toMatchObject(CLOSED)
  const machine = { ...(await phoneOf(town, BEFORE)), isMachine: true as const }
  await setClock(GRACE)
  expect(await send(town, machine)).toMatchObject(CLOSED)
})

test('an order told of before the cut-off and again after it waited; told of only before, it did not', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, '2027-03-09 16:40:00 Europe/Kyiv')
  await setClock('2027-03-09 16:50:00 Europe/Kyiv')
  const [kept, made] = [randomUUID(), randomUUID()]
  const tellHeard = async (ids: string[]) => {
    await tell(phone, ids)
    await heard(phone)
  }
  await tellHeard([kept, made])
  await setClock(GRACE)
  await tellHeard([kept])
  await setClock('2027-03-09 17:31:00 Europe/Kyiv')
  await heard(phone)
  expect(await send(town, phone, { checkoutId: made })).toMatchObject(CLOSED)
  expect(await send(town, phone, { checkoutId: kept })).toMatchObject({ value: { late: 'grace' } })
})

test('the orders of several outlets that waited together all go, though the first one was heard', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  const ids = [randomUUID(), randomUUID()]
  await tell(phone, ids)
  await setClock('2027-03-09 17:40:00 Europe/Kyiv')
  for (const checkoutId of ids) {
    expect(await send(town, phone, { checkoutId })).toMatchObject({ value: { late: 'grace' } })
  }
})

test('what told of it was itself heard: of what is made after that nothing waited', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  await tell(phone, [randomUUID()])
  await setClock('2027-03-09 17:40:00 Europe/Kyiv')
  expect(await send(town, phone)).toMatchObject(CLOSED)
})

test('a page opened twice at once tells twice: the second is answered when the first is written', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  const wanted = wish(town)
  const thingIds = [wanted.checkoutId]
  const { sessionId } = phone
  let second: Promise<string> | undefined
  const wrote = writeGlobal(database.pools.identity, async (tx) => {
    await insertSilences(tx, { sessionId, thingIds })
    second = tell(phone, thingIds).then(() => 'answered')
    const first = await Promise.race([second, setTimeout(300, 'not yet written')])
    expect(first).toBe('not yet written')
  })
  await wrote
  expect(await second).toBe('answered')
  expect(await placed(phone, wanted)).toMatchObject({ value: { late: 'grace' } })
})

test('an order that did not wait is late after the cut-off, though nobody asked anything meanwhile', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock('2027-03-09 17:01:00 Europe/Kyiv')
  expect(await placed(phone, wish(town))).toMatchObject(CLOSED)
})

test('sent twice it is one order with one reply; the clock of the phone counts for nothing', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  // Ids of phones whose clocks are 26 hours behind and ahead of the database's.
  const ids = [-26, 26].map((skew) => {
    const at = Date.parse('2027-03-09T15:30:00Z') + skew * 3_600_000
    const hex = at.toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`
  })
  await tell(phone, ids)
  for (const checkoutId of ids) {
    const first = await send(town, phone, { checkoutId })
    expect(first).toMatchObject({ value: { late: 'grace' } })
    expect(JSON.stringify(await send(town, phone, { checkoutId }))).toBe(JSON.stringify(first))
  }
  const [row] = await ask(town, 'select count(*)::int as orders from ordering.order')
  expect(row).toEqual({ orders: 2 })
})

test('a changed price is confirmed until the lock; what is added to it meanwhile is not taken', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  const { checkoutId } = wish(town)
  const line = { productId: town.ids.bread, unitCode: 'шт', quantityMilli: 5000 }
  const seen = { ...line, seenUnitPriceE4: 1 }
  expect(await send(town, phone, { checkoutId, lines: [seen] })).toMatchObject({
    refusal: { code: 'differences' },
  })
  await heard(phone)
  const more = { ...line, quantityMilli: 6000 }
  expect(await send(town, phone, { checkoutId, lines: [more] })).toMatchObject({
    refusal: { code: 'grace_more' },
  })
  expect(await send(town, phone, { checkoutId, lines: [line] })).toMatchObject({
    value: { late: 'grace' },
  })
})

test('after the lock it goes to the office with its evidence, never to another day by itself', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(LOCKED)
  const wanted = wish(town)
  expect(await send(town, phone, wanted)).toMatchObject(CLOSED)
  const asked = { ...wanted, requestId: wanted.checkoutId }
  expect(await askLate(database.pools.app, phone, asked)).toMatchObject({ ok: true })
  const rows = await readTenant(database.pools.app, town.tenant.id, (db) =>
    lateRequestRows(db, town.admin, { limit: 5 }),
  )
  expect(rows).toMatchObject([{ state: 'open', silentFrom: expect.stringContaining('2027') }])
  expect(await ask(town, 'select 1 from ordering.order')).toEqual([])
})

test('a benefit goes with an order that waited, and its outlet has as many exceptions as before', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await change(
    town,
    `insert into ordering.late_setting (distributor_id, exceptions_max, changed_by)
     values ('${town.tenant.id}', 0, '${town.ids.adminPerson}')`,
  )
  await setClock(GRACE)
  expect(await send(town, phone)).toMatchObject({ value: { late: 'grace' } })
})

test('of a session nobody else has, another phone learns nothing', async () => {
  const town = await makeTown(database)
  const phone = await phoneOf(town, BEFORE)
  await setClock(GRACE)
  const checkoutId = randomUUID()
  await tell(phone, [checkoutId])
  const other = await phoneOf(town, GRACE)
  expect(await send(town, other, { checkoutId })).toMatchObject(CLOSED)
  const kept = await readGlobal(database.pools.identity, (db) =>
    db
      .selectFrom('identity.silence')
      .select(sql<number>`count(*)::int`.as('silences'))
      .where('thing_id', '=', checkoutId)
      .execute(),
  )
  expect(kept).toEqual([{ silences: 1 }])
})

test('a silence spans a cut-off from before it until after it, the cut-off itself being late', () => {
  const cutOff = '2027-03-09T15:00:00Z'
  const silence = (silentFrom: string, heardAt: string) => ({ silentFrom, heardAt })
  expect(spans(silence('2027-03-09T14:59:59Z', '2027-03-09T15:00:00Z'), cutOff)).toBe(true)
  expect(spans(silence('2027-03-09T15:00:00Z', '2027-03-09T15:30:00Z'), cutOff)).toBe(false)
  expect(spans(silence('2027-03-09T14:00:00Z', '2027-03-09T14:59:59Z'), cutOff)).toBe(false)
})
