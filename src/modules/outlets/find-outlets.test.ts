import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { outletsPage } from './queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    tx
      .insertInto('outlets.buyer')
      .values({
        distributor_id: town.tenant.id,
        outlet_id: town.ids.otherOutlet,
        person_id: town.ids.buyer,
        name: 'Ганна',
        phone: '+380671234567',
        position: 'assistant',
        since: '2020-01-01T00:00:00Z',
      })
      .execute(),
  )
})
afterAll(() => database.drop())

const find = async (search: string, who: Member = town.admin) => {
  const rows = await readTenant(database.pools.app, town.tenant.id, (db) =>
    outletsPage(db, who, { search, limit: 10 }),
  )
  return rows.map((row) => ({ id: row.id, buyer: row.buyer?.name ?? null }))
}

test.each(['067 123 45 67', '+38 (067) 123-45-67', '4567'])(
  'an operator finds the outlet of the phone %s, and who calls',
  async (phone) => {
    expect(await find(phone)).toEqual([{ id: town.ids.otherOutlet, buyer: 'Ганна' }])
  },
)

test('a phone nobody has, or too little of one, finds nothing', async () => {
  expect(await find('067 123 45 68')).toEqual([])
  expect(await find('456')).toEqual([])
})

test('a phone does not open outlets that are not the person’s', async () => {
  expect(await find('067 123 45 67', town.agent)).toEqual([])
})

test('a part of the name, the town or the code finds outlets in their order', async () => {
  expect((await find('липове')).map((row) => row.id)).toEqual([
    town.ids.outlet,
    town.ids.otherOutlet,
  ])
  expect((await find('O2')).map((row) => row.id)).toEqual([town.ids.otherOutlet])
})
