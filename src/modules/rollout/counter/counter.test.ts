import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sellBreadApart } from '../../../../test/e2e/two-sellers.ts'
import { makeInvitedTown } from '../../../../test/invited-town.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import type { Town } from '../../../../test/town.ts'
import { moveClock } from '../../../platform/clock-queries.ts'
import { readTenant, writeGlobal } from '../../../platform/db.ts'
import { openSlots, outletPlan } from '../../delivery/delivery.ts'
import { placeOrder } from '../../ordering/place-order.ts'
import { ladderRow, storyContacts } from '../desk/story-queries.ts'
import { counterStateOf, finishCounter, startCounter, toWalk } from './counter.ts'
import { invite, openInvitation, takeBackInvitations, takeInvitation } from './invitations.ts'

let database: TestDatabase
let options: Parameters<typeof invite>[0]
beforeAll(async () => {
  database = await testDatabase()
  options = {
    pools: database.pools,
    secret: database.secret,
    publicUrl: 'https://tandem.test',
    demo: true,
  }
})
afterAll(() => database.drop())

const clockAt = (seconds: number) =>
  writeGlobal(database.pools.worker, (tx) => moveClock(tx, seconds))
const CLOSED = { ok: false, refusal: { code: 'invitation_closed' } }
const UNKNOWN = { ok: false, refusal: { code: 'unknown' } }
type Wanted = Partial<Parameters<typeof invite>[2]>

const start = (town: Town, who = town.agent, counterId: string = randomUUID()) =>
  startCounter(options, who, { outletId: town.ids.outlet, counterId })
async function invited(town: Town, wanted: Wanted = {}, who = town.agent): Promise<string> {
  const asked = { outletId: town.ids.outlet, invitationId: randomUUID(), counterId: null }
  const made = await invite(options, who, { ...asked, way: 'link', ...wanted })
  if (!made.ok) throw new Error(made.refusal.code)
  expect(made.value.link).toMatch(/^https:\/\/tandem\.test\/shop\/invitation\//)
  return made.value.link.split('/').at(-1) ?? ''
}
const open = (token: string) => openInvitation(options, token)
const take = (token: string, personId: string) => takeInvitation(options, { token, personId })
const state = (town: Town, counterId: string, who = town.agent) =>
  counterStateOf(options, who, counterId)
async function session(town: Town) {
  const counterId = randomUUID()
  expect(await start(town, town.agent, counterId)).toMatchObject({ ok: true })
  return { counterId, token: await invited(town, { way: 'counter', counterId }) }
}

test('the link says whom it invites, lets in whom it was made for, once, and nobody else', async () => {
  const town = await makeInvitedTown(database)
  const token = await invited(town)
  expect(await open(token)).toMatchObject({
    ok: true,
    value: { phoneEnd: expect.stringMatching(/^\d\d$/), distributor: { code: town.tenant.code } },
  })
  expect(await take(token, town.ids.otherBuyer)).toEqual(CLOSED)
  expect(await take(token, town.ids.agentPerson)).toEqual(CLOSED)
  expect(await take(token, town.ids.buyer)).toEqual({
    ok: true,
    value: { code: town.tenant.code, outletId: town.ids.outlet },
  })
  expect([await take(token, town.ids.buyer), await open(token)]).toEqual([CLOSED, CLOSED])
})

test('of ten phones that come by one link at once, one comes in', async () => {
  const town = await makeInvitedTown(database)
  const token = await invited(town)
  const came = await Promise.all(Array.from({ length: 10 }, () => take(token, town.ids.buyer)))
  expect(came.filter(({ ok }) => ok)).toHaveLength(1)
})

test('a link that was forged, made for a draft, taken back, replaced or is too old opens nothing', async () => {
  const town = await makeInvitedTown(database)
  const first = await invited(town)
  const second = await invited(town)
  expect([await open(first), await take(first, town.ids.buyer)]).toEqual([CLOSED, CLOSED])
  expect(await open(second)).toMatchObject({ ok: true })
  expect(await open(`${second.slice(0, -2)}AA`)).toEqual(CLOSED)
  expect(await open('anything')).toEqual(CLOSED)
  const { outlet: outletId } = town.ids
  expect(await takeBackInvitations(options, town.agent, { outletId })).toMatchObject({
    value: { revoked: 1 },
  })
  expect(await open(second)).toEqual(CLOSED)
  const third = await invited(town)
  await clockAt(7 * 86_400 + 60)
  expect([await open(third), await take(third, town.ids.buyer)]).toEqual([CLOSED, CLOSED])
  await clockAt(0)
  expect(await open(third)).toMatchObject({ ok: true })
})

test('an agent invites to his own outlets only, and takes back no other’s link', async () => {
  const [town, other] = [await makeInvitedTown(database), await makeInvitedTown(database)]
  const token = await invited(town)
  const asked = { outletId: town.ids.outlet, invitationId: randomUUID() }
  expect(await invite(options, other.agent, { ...asked, way: 'link', counterId: null })).toEqual(
    UNKNOWN,
  )
  expect(await takeBackInvitations(options, other.agent, asked)).toEqual(UNKNOWN)
  expect(await open(token)).toMatchObject({ ok: true })
})

test('the session shows live: opened, signed in; its code lives a quarter of an hour', async () => {
  const town = await makeInvitedTown(database)
  const { counterId, token } = await session(town)
  expect(await state(town, counterId)).toMatchObject({
    value: { invitation: { openedAt: null, signedInAt: null }, order: null, outcome: null },
  })
  await open(token)
  expect(await state(town, counterId)).toMatchObject({
    value: { invitation: { openedAt: expect.any(String), signedInAt: null } },
  })
  await take(token, town.ids.buyer)
  expect(await state(town, counterId)).toMatchObject({
    value: { invitation: { signedInAt: expect.any(String), link: null } },
  })
  expect(await state(town, counterId, town.admin)).toEqual(UNKNOWN)
  const stale = await invited(town, { way: 'counter', counterId })
  await clockAt(16 * 60)
  expect(await open(stale)).toEqual(CLOSED)
  await clockAt(0)
})

test('a session ends in one contact with its minutes; nothing is ordered, so nobody says so', async () => {
  const town = await makeInvitedTown(database)
  const { counterId, token } = await session(town)
  const end = (outcome: string, who = town.agent) =>
    finishCounter(options, who, { counterId, outcome, objection: 'no_time', note: 'Черга' })
  expect(await end('refused', town.admin)).toEqual(UNKNOWN)
  expect(await end('ordered')).toMatchObject({ refusal: { code: 'counter_no_order' } })
  expect([await end('refused'), await end('refused')]).toEqual([
    { ok: true, value: {} },
    { ok: true, value: {} },
  ])
  expect(await end('agreed')).toMatchObject({ refusal: { code: 'contact_reused' } })
  expect(await open(token)).toEqual(CLOSED)
  const contacts = await readTenant(database.pools.app, town.tenant.id, (db) =>
    storyContacts(db, town.tenant.id, town.ids.outlet, 10),
  )
  expect(contacts).toMatchObject([
    { id: counterId, kind: 'first_order', place: 'counter', outcome: 'refused', note: 'Черга' },
  ])
  expect(contacts[0]?.objection).toBe('no_time')
})

test('a shop that was asked about it yesterday is left in peace at the counter, too', async () => {
  const town = await makeInvitedTown(database)
  const { counterId } = await session(town)
  const said = { counterId, outcome: 'agreed', objection: null, note: '' }
  await finishCounter(options, town.agent, said)
  expect(await start(town, town.supervisor)).toMatchObject({
    refusal: { code: 'contact_cap', reason: 'same_thing' },
  })
})

test('a person stands at one counter at a time; a repeat of the same begin changes nothing', async () => {
  const town = await makeInvitedTown(database)
  const { counterId } = await session(town)
  expect(await start(town, town.agent, counterId)).toEqual({ ok: true, value: { counterId } })
  expect(await start(town)).toMatchObject({ refusal: { code: 'counter_open' } })
  expect(await start(town, town.admin, counterId)).toMatchObject({
    refusal: { code: 'contact_reused' },
  })
})

test('to walk to are invited outlets that have not ordered; an invitation moves none on the ladder', async () => {
  const town = await makeInvitedTown(database)
  const find = (search = '') =>
    readTenant(database.pools.app, town.tenant.id, (db) =>
      toWalk(db, town.admin, { search, limit: 10, latitude: 50.45, longitude: 30.52 }),
    )
  const before = await find()
  expect(before.outlets.map(({ outletId }) => outletId)).toEqual([town.ids.outlet])
  expect((await find('немає такої')).outlets).toEqual([])
  await invited(town)
  const ladder = await readTenant(database.pools.app, town.tenant.id, (db) =>
    ladderRow(db, town.tenant.id, town.ids.outlet),
  )
  expect(ladder?.step ?? 'planned').toBe('planned')
  expect(await find()).toEqual(before)
})

test('an order that was split into papers shows with its whole sum', async () => {
  const town = await makeInvitedTown(database)
  await sellBreadApart(database, town)
  const { counterId } = await session(town)
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, town.buyer, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), note: '', origin: null },
    lines: [town.ids.milk, town.ids.bread].map((productId) => ({
      ...{ productId, unitCode: 'шт', quantityMilli: 2_000 },
    })),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    ...{ preparedBy: 'buyer' as const, onDouble: 'keep' as const },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  const { orders, totalMinor } = placed.value
  expect(orders).toHaveLength(2)
  expect(await state(town, counterId)).toMatchObject({ value: { order: { totalMinor } } })
})
