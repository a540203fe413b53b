import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { moveClock } from '../../platform/clock-queries.ts'
import { readTenant, writeGlobal, writeTenant } from '../../platform/db.ts'
import type { Asking } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { draftState, within } from './draft-rules.ts'
import { draftFor, draftLink, makeDraft, placeDraft, showDraft } from './drafts.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const options = () => ({
  pools: database.pools,
  secret: database.secret,
  publicUrl: 'https://orders.example.ua',
})
const phone = { deviceId: randomUUID(), requestId: 'test', language: 'uk' } as Asking
const tokenOf = (link: string) => link.split('/').at(-1) ?? ''

const dayOf = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { id: distributorId, timeZone } = town.tenant
    const plan = await outletPlan(db, { distributorId, timeZone, outletId: town.ids.outlet })
    return (plan && openSlots(plan, 1)[0]?.deliveryDay) ?? ''
  })
const milk = (town: Town, pieces: number) => ({
  ...{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: pieces * 1_000 },
})

async function drafted(town: Town, pieces = 3) {
  const made = await draftFor(options(), town.agent, {
    ...{ draftId: randomUUID(), outletId: town.ids.outlet, deliveryDay: await dayOf(town) },
    ...{ lines: [milk(town, pieces)], note: '', saidBy: 'viber', said: 'молока як завжди' },
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  return tokenOf(made.value.link)
}
const press = (token: string, lines: ReturnType<typeof milk>[]) =>
  placeDraft(options(), phone, { token, lines, onDouble: 'ask' })

const orders = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<object>`select channel, prepared_by, entered_by, session_id,
      device_id from ordering.order where distributor_id = ${town.tenant.id}`.execute(db)
    return rows
  })

test('what the agent drafted is the shop’s own order by one press, without signing in', async () => {
  const town = await makeTown(database)
  const token = await drafted(town)
  expect(await showDraft(options(), phone, token)).toMatchObject({
    ok: true,
    value: { state: 'open', said: 'молока як завжди', totalMinor: 9_000 },
  })
  const placed = await press(token, [milk(town, 3)])
  expect(placed).toMatchObject({ ok: true, value: { totalMinor: 9_000 } })
  expect(await orders(town)).toEqual([
    {
      ...{ channel: 'portal', prepared_by: 'agent', entered_by: town.ids.buyer },
      ...{ session_id: null, device_id: phone.deviceId },
    },
  ])
})

test('one link is one order: pressed again it answers the same, opened again it says so', async () => {
  const town = await makeTown(database)
  const token = await drafted(town)
  const [first, second] = await Promise.all([
    press(token, [milk(town, 3)]),
    press(token, [milk(town, 2)]),
  ])
  expect(first).toEqual(second)
  expect(await orders(town)).toHaveLength(1)
  expect(await showDraft(options(), phone, token)).toMatchObject({
    value: { state: 'placed', lines: [] },
  })
})

test('a link orders less of what it holds, never more', async () => {
  const town = await makeTown(database)
  const token = await drafted(town, 2)
  expect(await press(token, [milk(town, 3)])).toMatchObject({
    refusal: { code: 'draft_closed', state: 'changed' },
  })
  expect(await press(token, [milk(town, 1)])).toMatchObject({ ok: true })
})

test('a forged link, one of another secret, and one whose buyer left open nothing', async () => {
  const town = await makeTown(database)
  const token = await drafted(town)
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  const distributorId = town.tenant.id
  const foreign = draftLink(
    { secret: 'x'.repeat(40), publicUrl: '' },
    { distributorId, draftId: randomUUID() },
  )
  for (const bad of [forged, tokenOf(foreign), 'щось', '']) {
    expect(await showDraft(options(), phone, bad)).toMatchObject({ refusal: { code: 'unknown' } })
    expect(await press(bad, [milk(town, 1)])).toMatchObject({ refusal: { code: 'unknown' } })
  }
  await writeTenant(database.pools.app, distributorId, (tx) =>
    sql`update outlets.buyer set revoked_at = now() where distributor_id = ${distributorId}`.execute(
      tx,
    ),
  )
  expect(await press(token, [milk(town, 1)])).toMatchObject({ refusal: { code: 'unknown' } })
})

test('a newer draft of a person closes the older one; one of the program closes no person’s', async () => {
  const town = await makeTown(database)
  const first = await drafted(town)
  const second = await drafted(town, 1)
  expect(await press(first, [milk(town, 1)])).toMatchObject({
    refusal: { code: 'draft_closed', state: 'withdrawn' },
  })
  const { id: distributorId, timeZone } = town.tenant
  const deliveryDay = await dayOf(town)
  await writeTenant(database.pools.app, distributorId, (tx) =>
    makeDraft(tx, timeZone, {
      ...{ distributorId, draftId: randomUUID(), outletId: town.ids.outlet, deliveryDay },
      ...{ lines: [milk(town, 5)], note: '', preparedBy: 'suggestion', saidBy: null, said: '' },
      ...{ madeBy: null, madeName: '' },
    }),
  )
  expect(await showDraft(options(), phone, second)).toMatchObject({ value: { state: 'open' } })
})

test('an agent drafts for his own outlets only, and for a delivery that still takes orders', async () => {
  const town = await makeTown(database)
  const other = await makeTown(database)
  const draft = {
    ...{ draftId: randomUUID(), outletId: town.ids.outlet, deliveryDay: await dayOf(town) },
    ...{ lines: [milk(town, 1)], note: '', saidBy: 'text', said: '' },
  }
  expect(await draftFor(options(), other.agent, draft)).toMatchObject({
    refusal: { code: 'unknown' },
  })
  expect(
    await draftFor(options(), town.agent, { ...draft, deliveryDay: '2020-01-01' }),
  ).toMatchObject({ refusal: { code: 'draft_late' } })
})

test('after the cut-off the link says that its time has passed', async () => {
  const town = await makeTown(database)
  const token = await drafted(town)
  await writeGlobal(database.pools.worker, (tx) => moveClock(tx, 3 * 86_400))
  try {
    expect(await showDraft(options(), phone, token)).toMatchObject({ value: { state: 'expired' } })
    expect(await press(token, [milk(town, 1)])).toMatchObject({
      refusal: { code: 'draft_closed', state: 'expired' },
    })
  } finally {
    await writeGlobal(database.pools.worker, (tx) => moveClock(tx, 0))
  }
})

test.each([
  ['open until its cut-off', '10:59', null, false, 'open'],
  ['expired at its cut-off', '11:00', null, false, 'expired'],
  ['withdrawn, however late', '12:00', '2026-11-26T10:00:00Z', false, 'withdrawn'],
  ['placed, whatever came after', '12:00', '2026-11-26T10:00:00Z', true, 'placed'],
])('a draft is %s', (_, time, withdrawnAt, placed, state) => {
  const draft = { cutOffAt: '2026-11-26T11:00:00Z', withdrawnAt, placed }
  expect(draftState(draft, `2026-11-26T${time}:00Z`)).toBe(state)
})

test('a line split in two is still within its draft; another unit is not', () => {
  const line = (quantityMilli: number, unitCode = 'шт') => ({
    productId: 'a',
    unitCode,
    quantityMilli,
  })
  expect(within([line(3)], [line(1), line(2)])).toBe(true)
  expect(within([line(3)], [line(2), line(2)])).toBe(false)
  expect(within([line(3)], [line(1, 'ящ')])).toBe(false)
})
