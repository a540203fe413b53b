import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeInvitedTown } from '../../../../test/invited-town.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import type { Town } from '../../../../test/town.ts'
import { readTenant, writeTenant } from '../../../platform/db.ts'
import { startCounter } from '../counter/counter.ts'
import { invite } from '../counter/invitations.ts'
import { logContact } from './log-contact.ts'
import { deskQueue } from './queue.ts'
import { contactCap, upsertContactCap } from './setting-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  town = await makeInvitedTown(database)
})
afterAll(() => database.drop())

const DAY_MINUTES = 1_440
const ago = (minutes: number) =>
  new Date(performance.timeOrigin + performance.now() - minutes * 60_000).toISOString()
const log = (daysAgo: number, kind: string, outcome = 'told') =>
  logContact(database.pools.app, town.admin, {
    ...{ outletId: town.ids.outlet, contactId: randomUUID(), kind, place: 'desk', outcome },
    ...{ objection: null, note: '', callBackAt: null, script: null },
    ...{ startedAt: ago(daysAgo * DAY_MINUTES + 5), endedAt: ago(daysAgo * DAY_MINUTES) },
  })
const setCap = (contactsMax: number, windowDays: number) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    upsertContactCap(tx, {
      ...{ distributorId: town.tenant.id, contactsMax, windowDays },
      personId: town.ids.adminPerson,
    }),
  )
const waiting = async () =>
  (await readTenant(database.pools.app, town.tenant.id, (db) => deskQueue(db, town.admin, 10)))
    .waiting
const options = () => ({ ...database, publicUrl: 'https://tandem.test', demo: true })
const atCounter = () =>
  startCounter(options(), town.agent, { outletId: town.ids.outlet, counterId: randomUUID() })
const byMessage = () =>
  invite(options(), town.admin, {
    ...{ outletId: town.ids.outlet, invitationId: randomUUID(), way: 'message', counterId: null },
  })

test('a distributor that set nothing keeps two contacts in seven days', async () => {
  expect(
    await readTenant(database.pools.app, town.tenant.id, (db) => contactCap(db, town.tenant.id)),
  ).toEqual({ contactsMax: 2, windowDays: 7, own: false })
  await log(5, 'visit')
  expect(await log(4, 'other')).toMatchObject({ ok: true })
  expect(await log(0, 'follow_up')).toMatchObject({
    refusal: { code: 'contact_cap', reason: 'too_many', contactsMax: 2, windowDays: 7 },
  })
  expect([await waiting(), (await atCounter()).ok, (await byMessage()).ok]).toEqual([
    ...[0, false, false],
  ])
})

test('its own cap is obeyed by desk, counter and messages alike: once a fortnight is once', async () => {
  await setCap(1, 14)
  await log(6, 'visit')
  const refused = { code: 'contact_cap', contactsMax: 1, windowDays: 14 }
  expect(await log(0, 'follow_up')).toMatchObject({ refusal: refused })
  expect(await atCounter()).toMatchObject({ refusal: refused })
  expect(await byMessage()).toMatchObject({ refusal: refused })
  expect(await waiting()).toBe(0)
})

test('a wider cap lets a third contact in, and not a fourth', async () => {
  await setCap(3, 7)
  await log(5, 'visit')
  await log(4, 'other')
  expect(await waiting()).toBe(1)
  expect(await log(0, 'follow_up')).toMatchObject({ ok: true })
  expect(await log(0, 'phone_order')).toMatchObject({ refusal: { code: 'contact_cap' } })
})

test('a shop that has just agreed gets its invitation, whatever the cap', async () => {
  await setCap(1, 7)
  await log(0, 'presentation', 'agreed')
  expect(await byMessage()).toMatchObject({ ok: true })
})
