import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { deliver } from '../test/town-history.ts'
import { judgeDue, judgeReadiness } from './modules/rollout/wave/judge-readiness.ts'
import { writeTenant } from './platform/db.ts'

let database: TestDatabase
let owner: pg.Client
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database)
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const ask = async <T>(text: string, ...values: unknown[]) =>
  (await owner.query(text, [town.tenant.id, ...values])).rows as T[]

const setDay = (day: string) =>
  owner.query(
    `update platform.clock set offset_seconds =
      round(extract(epoch from $1::timestamptz - clock_timestamp()))`,
    [`${day}T09:00:00Z`],
  )

const delivered = (outletId: string, day: string, packs: number) =>
  deliver(database, town, [
    {
      ...{ day, outletId },
      lines: [{ productId: town.ids.milk, quantityMilli: packs * 1000, unitPriceE4: 300_000 }],
    },
  ])

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)

const due = (outletId: string) =>
  ask('insert into rollout.readiness_due (distributor_id, outlet_id) values ($1, $2)', outletId)

test('two who judge at once do not wait for each other in a circle', async () => {
  await setDay('2026-09-14')
  const made = await ask<{ id: string }>(
    `insert into outlets.outlet (distributor_id, id, code, name, city)
     select $1, gen_random_uuid(), 'N' || n, 'Крамниця ' || n, 'Київ' from generate_series(1, 6) n
     returning id`,
  )
  const [one = '', other = '', ...rest] = made.map(({ id }) => id)
  for (const [nth, id] of [one, other, ...rest].entries())
    await delivered(id, '2026-09-07', 9 - nth)
  await writing((tx) => judgeReadiness(tx, town.tenant.id))
  // The first stays above the second until the second is judged: then the ranks of both move.
  await setDay('2026-09-16')
  await ask(
    `update ordering.order set total_minor = total_minor - 1, net_minor = net_minor - 1,
       delivered_minor = total_minor - 1 where distributor_id = $1 and outlet_id = $2`,
    one,
  )
  await due(one)
  const { judging } = await writing(async (tx) => {
    expect(await judgeDue(tx, town.tenant.id)).toBe(1)
    await delivered(other, '2026-09-15', 90)
    await due(other)
    const second = writing((own) => judgeDue(own, town.tenant.id))
    second.catch(() => undefined)
    await wait(500)
    await judgeReadiness(tx, town.tenant.id)
    return { judging: second }
  })
  expect(await judging).toBe(1)
  const rows = await ask<{ id: string; worth: number }>(
    `select outlet_id as id, worth from rollout.readiness where distributor_id = $1
     order by worth desc, outlet_id`,
  )
  expect(rows[0]?.id).toBe(other)
})
