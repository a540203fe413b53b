import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { moveDays } from '../goals/move-queries.ts'
import { learnHabits } from '../habit/learn.ts'
import { patternsOf } from '../habit/pattern-queries.ts'
import { followOutlet } from '../ordering/jobs.ts'
import { outletJoined } from '../outlets/events.ts'
import { decideOnMatch, findMatches } from './match-outlets.ts'
import { openMatches } from './match-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  const { outlet, otherOutlet, milk } = town.ids
  const drop = (outletId: string, day: string) => ({
    ...{ outletId, day },
    lines: [{ productId: milk, quantityMilli: 1000, unitPriceE4: 300_000 }],
  })
  await deliver(database, town, [
    ...['2026-09-02', '2026-09-09', '2026-09-16'].map((day) => drop(outlet, day)),
    ...['2026-09-23', '2026-09-30', '2026-10-07'].map((day) => drop(otherOutlet, day)),
  ])
  await writing((tx) =>
    sql`update outlets.outlet set name = 'Світанок', address = 'вул. Лугова, 12'
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
})
afterAll(() => database.drop())

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const reading = <T>(work: Parameters<typeof readTenant<T>>[2]) =>
  readTenant(database.pools.app, town.tenant.id, work)
const open = () =>
  reading((db) => openMatches(db, town.tenant.id, { seen: null, kind: 'same_place', limit: 10 }))
const ask = <T>(text: string) => reading(async (db) => (await sql.raw<T>(text).execute(db)).rows)

test('an outlet that fell silent and one that came in its place are proposed, and not joined', async () => {
  await writing((tx) => findMatches(tx, town.tenant.id))
  const [match, ...others] = await open()
  expect(match?.outlets.map((outlet) => outlet.id)).toEqual([town.ids.outlet, town.ids.otherOutlet])
  expect(match?.reasons).toEqual(['same_address', 'same_phone', 'similar_name', 'took_turns'])
  expect(others).toEqual([])
  expect(
    await ask('select count(*)::int as n from outlets.outlet where closed_at is null'),
  ).toEqual([{ n: 2 }])
})

test('accepted, the later code leads to the earlier outlet with its people, orders and pattern', async () => {
  const [match] = await open()
  const decided = await decideOnMatch(database.pools.app, town.admin, {
    id: match?.id ?? '',
    accepted: true,
  })
  expect(decided).toEqual({ ok: true, value: {} })
  const { outlet, otherOutlet } = town.ids
  const join = { distributorId: town.tenant.id, from: otherOutlet, into: outlet }
  await writing((tx) => followOutlet(tx, outletJoined(join)))
  await writing((tx) => moveDays(tx, join))
  await writing((tx) => learnHabits(tx, town.tenant.id, [outlet, otherOutlet]))
  expect(await ask(`select code, outlet_id from outlets.outlet_code`)).toEqual([
    { code: 'O2', outlet_id: outlet },
  ])
  expect(await ask(`select distinct outlet_id from ordering.order`)).toEqual([
    { outlet_id: outlet },
  ])
  expect(
    await ask(`select count(*)::int as n from outlets.buyer where outlet_id = '${outlet}'`),
  ).toEqual([{ n: 2 }])
  const patterns = await reading((db) => patternsOf(db, town.tenant.id, [outlet, otherOutlet]))
  expect(patterns.map((p) => [p.outletId, p.drops])).toEqual([[outlet, 6]])
})

test('what was decided is not proposed again, and cannot be decided twice', async () => {
  const [match] = await ask<{ id: string }>('select id from rollout.match_proposal')
  const decision = { id: match?.id ?? '', accepted: false }
  const again = await decideOnMatch(database.pools.app, town.admin, decision)
  expect(again).toEqual({ ok: false, refusal: { code: 'unknown' } })
  await writing((tx) => findMatches(tx, town.tenant.id))
  expect(await open()).toEqual([])
})

test('a chain of many outlets is proposed as one owner’s, once, and decided as any other', async () => {
  const { id: tenant } = town.tenant
  await writing((tx) =>
    sql`with made as (
        insert into outlets.outlet (distributor_id, id, code, name, city)
        select ${tenant}, gen_random_uuid(), 'C' || n, 'Мережа ' || n, 'Місто ' || n
        from generate_series(1, 120) n returning id)
      insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone)
      select ${tenant}, id, ${town.ids.buyer}, 'Власник мережі', '+380670009999' from made`.execute(
      tx,
    ),
  )
  const chains = () =>
    reading((db) => openMatches(db, tenant, { seen: null, kind: 'owner_group', limit: 10 }))
  await writing((tx) => findMatches(tx, tenant))
  const [chain] = await chains()
  expect(chain?.size).toBe(120)
  await writing((tx) => findMatches(tx, tenant))
  expect(await chains()).toEqual([chain])
  const decision = { id: chain?.id ?? '', accepted: false }
  expect(await decideOnMatch(database.pools.app, town.admin, decision)).toMatchObject({ ok: true })
  await writing((tx) => findMatches(tx, tenant))
  expect(await chains()).toEqual([])
})
