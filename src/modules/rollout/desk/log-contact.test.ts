import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeInvitedTown } from '../../../../test/invited-town.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { readTenant } from '../../../platform/db.ts'
import { agreeAside, putAside, returnFromAside } from './asides.ts'
import { logContact, undoContact } from './log-contact.ts'
import { deskQueue } from './queue.ts'
import { ladderRow } from './story-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ago = (minutes: number) =>
  new Date(performance.timeOrigin + performance.now() - minutes * 60_000).toISOString()
type Wanted = Partial<Parameters<typeof logContact>[2]>
const contact = (town: Town, change: Wanted = {}) => ({
  ...{ outletId: town.ids.outlet, contactId: randomUUID(), kind: 'presentation', place: 'desk' },
  ...{ outcome: 'agreed', objection: null, note: '', callBackAt: null, script: null },
  ...{ startedAt: ago(5), endedAt: ago(0) },
  ...change,
})
const log = (town: Town, change: Wanted = {}, who = town.admin) =>
  logContact(database.pools.app, who, contact(town, change))
const stepOf = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    ladderRow(db, town.tenant.id, town.ids.outlet),
  )
const queue = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, (db) => deskQueue(db, town.admin, 10))

const invited = () => makeInvitedTown(database)

test('one contact is written once, however often it is sent, and its fact with it', async () => {
  const town = await makeTown(database)
  const contactId = randomUUID()
  expect(await log(town, { contactId })).toEqual({ ok: true, value: { contactId } })
  expect(await log(town, { contactId })).toEqual({ ok: true, value: { contactId } })
  expect(await log(town, { contactId, outcome: 'refused' })).toMatchObject({
    refusal: { code: 'contact_reused' },
  })
})

test('two of us at once cannot both speak with a shop about the same thing', async () => {
  const town = await makeTown(database)
  const both = await Promise.all([log(town), log(town, { place: 'route' }, town.agent)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({
    refusal: { code: 'contact_cap', reason: 'same_thing' },
  })
})

test('an agent writes of his own outlets only, and nobody of what is still to come', async () => {
  const town = await makeTown(database)
  const other = await makeTown(database)
  expect(await log(town, {}, other.agent)).toMatchObject({ refusal: { code: 'unknown' } })
  const late = { startedAt: ago(-60), endedAt: ago(-61) }
  for (const change of [late, { startedAt: ago(9 * 1440) }, { startedAt: ago(300) }]) {
    expect(await log(town, change)).toMatchObject({ refusal: { code: 'contact_time' } })
  }
})

test('the queue has the invited outlet until it was spoken with; the held-out one never', async () => {
  const town = await invited()
  expect((await queue(town)).outlets.map(({ outletId }) => outletId)).toEqual([town.ids.outlet])
  await log(town)
  expect((await queue(town)).outlets).toEqual([])
})

test('a contact taken back within the minute is as if it had not been; another’s cannot be', async () => {
  const town = await invited()
  const contactId = randomUUID()
  await log(town, { contactId })
  const undo = (who = town.admin) => undoContact(database.pools.app, who, { contactId })
  expect(await undo(town.agent)).toMatchObject({ refusal: { code: 'unknown' } })
  expect(await undo()).toEqual({ ok: true, value: { outletId: town.ids.outlet } })
  expect(await stepOf(town)).toMatchObject({ step: 'planned' })
  expect((await queue(town)).waiting).toBe(1)
})

test('after a minute a contact stays', async () => {
  const town = await makeTown(database)
  const contactId = randomUUID()
  await log(town, { contactId, startedAt: ago(9), endedAt: ago(2) })
  expect(await undoContact(database.pools.app, town.admin, { contactId })).toMatchObject({
    refusal: { code: 'contact_late' },
  })
})

test('what stays with the agent needs a second person; back in turn, it is called again', async () => {
  const town = await invited()
  const { app } = database.pools
  const { outlet: outletId } = town.ids
  const aside = { outletId, kind: 'stays_with_agent', reason: 'Власниця 78 років, без телефона' }
  expect(await putAside(app, town.agent, aside)).toMatchObject({ ok: true })
  expect(await putAside(app, town.agent, aside)).toMatchObject({ refusal: { code: 'aside_known' } })
  expect((await queue(town)).waiting).toBe(1)
  expect(await agreeAside(app, town.agent, { outletId })).toMatchObject({
    refusal: { code: 'aside_same_person' },
  })
  expect(await agreeAside(app, town.admin, { outletId })).toMatchObject({ ok: true })
  expect(await stepOf(town)).toMatchObject({ aside: 'stays_with_agent' })
  expect((await queue(town)).waiting).toBe(0)
  await returnFromAside(app, town.agent, { outletId })
  expect((await queue(town)).waiting).toBe(1)
})
