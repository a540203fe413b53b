import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from './connection-queries.ts'
import { openPool, type Pool, transactInBulk, writeTenant } from './db.ts'
import { publish } from './facts.ts'
import { mergeRows } from './merge-queries.ts'
import { openPace, type Pace, paced } from './pace-queries.ts'
import { ok } from './result.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

const SOON = { timeout: 30_000, interval: 100 }
const ROWS = 100_000
let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await testDatabase()
  pool = openPool(database.appUrl, 4, () => undefined)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const orders = (distributorId = uuidv7()) =>
  writeTenant(pool, distributorId, (tx) => publish(tx, { type: 'test.happened', distributorId }))

const rests = async (pace: Pace) => (await pace.restingOver(ROWS)) !== 'true'

const restsBesideOrders = (pace: Pace) =>
  expect
    .poll(async () => {
      await orders()
      return rests(pace)
    }, SOON)
    .toBe(true)

test('long work rests while somebody orders, and goes at full speed before and after', async () => {
  const pace = openPace(pool)
  expect(await rests(pace)).toBe(false)
  await restsBesideOrders(pace)
  await expect.poll(() => rests(pace), SOON).toBe(false)
})

test('what long work told itself slows down no work after it', async () => {
  await rests(openPace(pool))
  const distributorId = uuidv7()
  await transactInBulk(pool, distributorId, async (tx) => {
    await publish(tx, { type: 'test.happened', distributorId })
    return ok(undefined)
  })
  // Its connection counts what it wrote when it ends.
  await wait(1_000)
  const next = openPace(pool)
  for (let looks = 0; looks < 5; looks += 1) {
    expect(await rests(next)).toBe(false)
    await wait(350)
  }
  await restsBesideOrders(next)
})

test('what is done in a moment never rests; what takes for ever rests no longer than a minute', async () => {
  const pace = openPace(pool)
  await pace.restingOver(ROWS)
  await restsBesideOrders(pace)
  expect(await pace.restingOver(100)).toBe('true')
  const before = performance.now()
  let rested = 1
  while (await rests(pace)) {
    await orders()
    rested += 1
  }
  // Said, not slept: the condition would rest by itself.
  expect(performance.now() - before).toBeLessThan(20_000)
  expect(rested).toBeLessThan(20)
})

test('a comparison that rests finds what one that does not rest finds', async () => {
  const compared = async (resting: string) => {
    const distributorId = uuidv7()
    const done = await transactInBulk(pool, distributorId, async (tx) => {
      const client = clientOf(tx)
      paced(client, {
        staged: ROWS,
        breathe: async () => undefined,
        restingOver: async () => resting,
      })
      await client.query(`create temp table known (distributor_id uuid, no int, value int)
        on commit drop`)
      await client.query(`insert into known select '${distributorId}', n, n % 7
        from generate_series(1, 2000) n`)
      const merged = await mergeRows(tx, {
        distributorId,
        into: 'pg_temp.known',
        key: ['no'],
        columns: ['value'],
        said: ['value'],
        rows: `select n as line, n % 3000 as no, n % 5 as value from generate_series(1, 4000) n
          where $1::uuid is not null`,
      })
      const { rows } = await client.query('select no, value from known order by no')
      return ok({ merged, rows })
    })
    return done.value
  }
  const resting = await compared('(random() >= 0.01 or pg_sleep(0.0001) is not null)')
  expect(resting.merged).toMatchObject({ updated: expect.any(Number), repeatedCount: 1000 })
  expect(resting).toEqual(await compared('true'))
})
