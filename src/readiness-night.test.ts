import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { deliver } from '../test/town-history.ts'
import { runWorker } from './commands.ts'
import { makeRandom, type Random } from './demo/random.ts'
import { daysBetween } from './modules/rollout/day-rules.ts'
import { judgeReadiness } from './modules/rollout/wave/judge-readiness.ts'
import { type Reason, reasonsAfter } from './modules/rollout/wave/readiness-rules.ts'
import { readConfig } from './platform/config.ts'
import { writeTenant } from './platform/db.ts'
import type { Worker } from './platform/dispatcher.ts'
import { publish } from './platform/facts.ts'
import { UPKEEP_DUE } from './upkeep.ts'

let database: TestDatabase
let owner: pg.Client
let folder: string
let worker: Worker
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tandem-night-'))
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const config = readConfig({ TANDEM_DATA: folder, TANDEM_SECRET: database.secret })
  worker = await runWorker(config, database, pino({ level: 'silent' }))
})
afterAll(async () => {
  await worker?.stop()
  await owner?.end()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const ask = async <T>(text: string, ...values: unknown[]) =>
  (await owner.query(text, [town.tenant.id, ...values])).rows as T[]

const setDay = (day: string) =>
  owner.query(
    `update platform.clock set offset_seconds =
      round(extract(epoch from $1::timestamptz - clock_timestamp()))`,
    [`${day}T09:00:00Z`],
  )

const FIRST_DAY = '2026-05-04'
const day = (nth: number) =>
  new Date(Date.parse(FIRST_DAY) + nth * 86_400_000).toISOString().slice(0, 10)

const delivered = (outletId: string, days: number[], packs = 3) =>
  deliver(
    database,
    town,
    days.map((nth) => ({
      ...{ day: day(nth), outletId },
      lines: [{ productId: town.ids.milk, quantityMilli: packs * 1000, unitPriceE4: 300_000 }],
    })),
  )

/** A town with so many more outlets, and everybody's readiness as it stands on a day. */
async function startTown(outlets: number, onDay: number): Promise<string[]> {
  town = await makeTown(database)
  await setDay(day(onDay))
  const made = await ask<{ id: string }>(
    `insert into outlets.outlet (distributor_id, id, code, name, city)
     select $1, gen_random_uuid(), 'N' || n, 'Крамниця ' || n, 'Київ' from generate_series(1, $2::int) n
     returning id`,
    outlets,
  )
  return made.map(({ id }) => id)
}

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)

/** What follows from the deliveries of these outlets being known. */
async function learnt(outletIds: string[]): Promise<void> {
  for (const outletId of outletIds)
    await writing((tx) =>
      publish(tx, {
        ...{ type: 'ordering.order_status_changed', distributorId: town.tenant.id, outletId },
        ...{ orderId: outletId, version: 1 },
      }),
    )
  await settled()
}

async function night(): Promise<void> {
  await writing((tx) => publish(tx, { type: UPKEEP_DUE, distributorId: town.tenant.id }))
  await settled()
}

async function settled(): Promise<void> {
  const left = async () => {
    await worker.idle()
    const [row] = await ask<{ n: number }>(
      `select ((select count(*) from platform.fact where handed_out_at is null)
         + (select count(*) from graphile_worker._private_jobs)
         + (select count(*) from platform.due_fact where due_at <= platform.now()
            and distributor_id = $1))::int as n`,
    )
    return row?.n
  }
  await expect.poll(left, { timeout: 20_000, interval: 50 }).toBe(0)
}

type Judged = {
  outletId: string
  readiness: number
  reasons: Reason[]
  worth: number
  worthReasons: unknown
  throughDay: string
}

/** Readiness and worth of every outlet, as they are told on a day. */
async function told(today: string): Promise<Omit<Judged, 'throughDay'>[]> {
  const rows = await ask<Judged>(
    `select outlet_id as "outletId", readiness, reasons, worth, worth_reasons as "worthReasons",
       through_day::text as "throughDay"
     from rollout.readiness where distributor_id = $1 order by outlet_id`,
  )
  return rows.map(({ throughDay, ...row }) => ({
    ...row,
    reasons: reasonsAfter(row.reasons, daysBetween(throughDay, today)),
  }))
}

const judgedThrough = async () =>
  new Map(
    (
      await ask<{ id: string; through: string }>(
        `select outlet_id as id, through_day::text as through from rollout.readiness
         where distributor_id = $1`,
      )
    ).map(({ id, through }) => [id, through]),
  )

const EVERY_WEEK = Array.from({ length: 20 }, (_, i) => i * 7)

test('the night judges whose orders, debts or days changed, and leaves the others as they are', async () => {
  const [still = '', came = '', silent = '', owes = '', short = ''] = await startTown(5, 134)
  for (const outletId of [still, came, owes, short]) await delivered(outletId, EVERY_WEEK)
  await delivered(silent, EVERY_WEEK.slice(0, -2))
  await learnt([still, came, silent, owes, short])
  await night()
  const before = await judgedThrough()
  expect(new Set(before.values())).toEqual(new Set([day(133)]))

  // Two days later one was delivered to, one is owed more by, and of one less arrived than was known.
  await setDay(day(135))
  await delivered(came, [135])
  await ask(
    `insert into accounts.invoice (distributor_id, id, number, contract_id, outlet_id, day, due_day,
       total_minor) values ($1, gen_random_uuid(), 'D1', $2, $3, $4::date - 20, $4::date - 6, 9000)`,
    ...[town.ids.contract, owes, day(135)],
  )
  await ask(
    `update ordering.order set delivered_minor = 100 where distributor_id = $1 and outlet_id = $2
       and delivery_day = $3`,
    ...[short, day(133)],
  )
  await learnt([short])
  expect(await judgedThrough()).toEqual(before)
  await night()
  const after = await judgedThrough()
  for (const id of [came, silent, owes, short]) expect(after.get(id)).toBe(day(135))
  expect(after.get(still)).toBe(day(133))
  const reasonOf = async (id: string, kind: string) =>
    (await told(day(135)))
      .find(({ outletId }) => outletId === id)
      ?.reasons.find((reason) => reason.kind === kind)
  // What is told of days is of today all the same.
  expect(await reasonOf(still, 'recency')).toMatchObject({ said: 2, points: 15 })
  expect(await reasonOf(silent, 'recency')).toMatchObject({ said: 16 })
  expect(await reasonOf(owes, 'payment')).toMatchObject({ said: 6, points: 12 })
})

// Something that happens to an outlet between two nights.
const HAPPENINGS: ((random: Random, id: string, today: number) => Promise<unknown>)[] = [
  (random, id, today) => delivered(id, [today], random.between(1, 9)),
  async (random, id) => {
    await ask(
      `update ordering.order set delivered_minor = $3, version = version + 1
       where distributor_id = $1 and id = (select id from ordering.order where distributor_id = $1
         and outlet_id = $2 order by delivery_day desc limit 1)`,
      ...[id, random.between(1, 90_000)],
    )
    await learnt([id])
  },
  async (_, id) => {
    const [order] = await ask<{ id: string }>(
      `update ordering.order set status = 'cancelled' where distributor_id = $1
       and id = (select id from ordering.order where distributor_id = $1 and outlet_id = $2
         order by delivery_day desc limit 1) returning id`,
      id,
    )
    await writing((tx) =>
      publish(tx, {
        ...{ type: 'ordering.order_cancelled', distributorId: town.tenant.id, outletId: id },
        ...{ orderId: order?.id ?? id, version: 2 },
      }),
    )
  },
  (random, id, today) =>
    ask(
      `insert into accounts.invoice (distributor_id, id, number, contract_id, outlet_id, day, due_day,
         total_minor) values ($1, gen_random_uuid(), gen_random_uuid()::text, $2, $3, $4, $5, 9000)`,
      ...[town.ids.contract, id, day(today), day(today + random.between(-40, 9))],
    ),
  (_, id) =>
    ask(
      `update accounts.invoice set paid_minor = total_minor
       where distributor_id = $1 and outlet_id = $2`,
      id,
    ),
  (random, id) =>
    ask(
      `insert into rollout.agent_view as v (distributor_id, outlet_id, view, said_by)
       values ($1, $2, $3, $4) on conflict (distributor_id, outlet_id)
       do update set view = excluded.view`,
      ...[id, random.pick(['yes', 'maybe', 'no']), town.ids.adminPerson],
    ),
  (_, id) =>
    ask(
      `insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone)
       values ($1, $2, $3, 'Покупець', '+380670000001') on conflict do nothing`,
      ...[id, town.ids.buyer],
    ),
  (_, id) =>
    ask(
      `insert into rollout.contact_confirmed (distributor_id, outlet_id, person_id, phone,
         confirmed_by) values ($1, $2, $3, '+380670000001', $3) on conflict do nothing`,
      ...[id, town.ids.buyer],
    ),
  (_, id) =>
    ask(
      `update outlets.outlet set closed_at = platform.now() where distributor_id = $1 and id = $2
         and (select count(*) from outlets.outlet where distributor_id = $1
           and closed_at is null) > 9`,
      id,
    ),
]

// What judging everybody makes of it.
async function judgedAll(today: string) {
  await writing((tx) => judgeReadiness(tx, town.tenant.id))
  return told(today)
}

for (const seed of ['1', '2', '3']) {
  test(`whatever happens, the night leaves what judging everybody makes (history ${seed})`, async () => {
    const random = makeRandom(`night ${seed}`)
    const outlets = await startTown(14, 199)
    for (const id of outlets) {
      const gap = random.between(2, 20)
      const from = random.between(0, 60)
      const to = random.between(120, 199)
      const days = Array.from({ length: 100 }, (_, i) => from + i * gap + random.between(0, 1))
      await delivered(
        id,
        [...new Set(days)].filter((nth) => nth <= to),
      )
    }
    await learnt(outlets)
    await night()
    let today = 199
    for (let round = 0; round < 6; round += 1) {
      today += random.between(1, 4)
      await setDay(day(today))
      for (let i = random.between(0, 6); i > 0; i -= 1)
        await random.pick(HAPPENINGS)(random, random.pick(outlets), today)
      // Somebody is delivered to on each day: history is known through it.
      await delivered(outlets[0] ?? '', [today])
      await settled()
      await night()
      const found = await told(day(today))
      expect(await judgedAll(day(today))).toEqual(found)
    }
  })
}
