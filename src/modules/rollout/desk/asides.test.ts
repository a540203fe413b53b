import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeInvitedTown } from '../../../../test/invited-town.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import type { Town } from '../../../../test/town.ts'
import { writeTenant } from '../../../platform/db.ts'
import { agreeAside, asideList, lookAgain, putAside, returnFromAside } from './asides.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  town = await makeInvitedTown(database)
})
afterAll(() => database.drop())

type Asked = Partial<Parameters<typeof asideList>[2]>
async function list(asked: Asked = {}, who = town.admin) {
  const found = await asideList(database.pools, who, {
    ...{ state: 'open', offset: 0, limit: 10 },
    ...asked,
  })
  return found.value
}
const put = (outletId: string, kind: string, who = town.agent) =>
  putAside(database.pools.app, who, { outletId, kind, reason: 'Ремонт до весни' })
const age = (days: number) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`update rollout.aside set review_on = review_on - ${days}::int
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )

test('the list says who asked, why, who agreed and when to look again', async () => {
  const { app } = database.pools
  const { outlet: outletId } = town.ids
  await put(outletId, 'stays_with_agent')
  expect(await list()).toMatchObject({
    ...{ open: 1, waiting: 1, due: 0, next: null },
    asides: [
      {
        ...{ outletId, kind: 'stays_with_agent', reason: 'Ремонт до весни', waits: true },
        ...{ askedName: `Person 2 ${town.tenant.code}`, confirmedName: null, mine: false },
      },
    ],
  })
  expect((await list({}, town.agent)).asides[0]?.mine).toBe(true)
  await agreeAside(app, town.admin, { outletId })
  expect(await list()).toMatchObject({
    ...{ open: 1, waiting: 0 },
    asides: [{ confirmedName: `Person 3 ${town.tenant.code}`, waits: false }],
  })
})

test('what is due comes to the top, is looked at again for 90 days, and its asker alone cannot keep it', async () => {
  const { app } = database.pools
  const { outlet: outletId } = town.ids
  await put(outletId, 'stays_with_agent')
  expect(await lookAgain(app, town.admin, { outletId })).toMatchObject({
    refusal: { code: 'aside_same_person' },
  })
  await agreeAside(app, town.admin, { outletId })
  await age(91)
  expect(await list({ state: 'due' })).toMatchObject({ due: 1, asides: [{ outletId, due: true }] })
  expect(await lookAgain(app, town.agent, { outletId })).toMatchObject({
    refusal: { code: 'aside_same_person' },
  })
  expect(await lookAgain(app, town.admin, { outletId })).toMatchObject({ ok: true })
  expect(await list({ state: 'due' })).toMatchObject({ open: 1, due: 0, asides: [] })
  expect((await list()).asides[0]?.reviewedName).toBe(`Person 3 ${town.tenant.code}`)
})

test('one that is brought back leaves the list and is kept among those, with who brought it', async () => {
  const { outlet: outletId } = town.ids
  await put(outletId, 'paused')
  await returnFromAside(database.pools.app, town.admin, { outletId })
  expect(await list()).toMatchObject({ open: 0, asides: [] })
  expect(await list({ state: 'ended' })).toMatchObject({
    asides: [{ outletId, endedName: `Person 3 ${town.tenant.code}` }],
  })
  expect(await lookAgain(database.pools.app, town.admin, { outletId })).toMatchObject({
    refusal: { code: 'unknown' },
  })
})

test('it is narrowed by kind and words, goes on by pages, and shows nobody else’s', async () => {
  const { outlet, otherOutlet } = town.ids
  await put(outlet, 'paused', town.admin)
  await put(otherOutlet, 'stays_with_agent', town.admin)
  expect((await list({ kind: 'paused' })).asides.map(({ outletId }) => outletId)).toEqual([outlet])
  expect((await list({ search: 'ремонт' })).asides).toHaveLength(2)
  expect((await list({ search: 'немає такого' })).asides).toEqual([])
  const [first, second] = [await list({ limit: 1 }), await list({ limit: 1, offset: 1 })]
  expect([first.next, second.next]).toEqual([1, null])
  expect(first.asides[0]?.outletId).toBe(otherOutlet)
  expect(second.asides[0]?.outletId).toBe(outlet)
  const other = await makeInvitedTown(database)
  expect(await list({}, other.admin)).toMatchObject({ open: 0, asides: [] })
})
