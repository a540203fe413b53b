import pg from 'pg'
import { makeRandom } from '../src/demo/random.ts'
import { byHands } from './shoppers.ts'
import type { UnderTest } from './under-test.ts'

export type NaiveStock = { oversold: number; deadlocks: number }

/**
 * The same rush in the naive way on a table of its own: each line is read, then written when
 * enough was left, in the order of the cart. Counts what it sold beyond the shelf.
 */
export async function runNaiveStock(
  under: UnderTest,
  asked: { products: number; units: number; clients: number; orders: number; seed: number },
): Promise<NaiveStock> {
  const { products, units, clients, orders, seed } = asked
  await under.query('create table public.naive (id int primary key, on_hand int, reserved int)')
  await under.query('insert into public.naive select n, $2, 0 from generate_series(0, $1 - 1) n', [
    products,
    units,
  ])
  // Each deadlock would cost a second otherwise, and there is one after the other.
  const options = '-c deadlock_timeout=20ms'
  const pool = new pg.Pool({ connectionString: under.ownerUrl, max: clients, options })
  let deadlocks = 0
  await byHands(clients, orders, async (index) => {
    const random = makeRandom(`${seed} naive ${index}`)
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (let line = 0; line < 5; line += 1) {
        await takeNaively(client, random.between(0, products - 1), random.between(1, 3))
      }
      await client.query('commit')
    } catch {
      deadlocks += 1
      await client.query('rollback')
    } finally {
      client.release()
    }
  })
  await pool.end()
  const [found] = await under.query<{ oversold: number }>(
    `select coalesce(sum(reserved - on_hand) filter (where reserved > on_hand), 0)::int as oversold
     from public.naive`,
  )
  await under.query('drop table public.naive')
  return { oversold: found?.oversold ?? 0, deadlocks }
}

async function takeNaively(client: pg.PoolClient, id: number, units: number): Promise<void> {
  const { rows } = await client.query<{ left: number }>(
    'select on_hand - reserved as left from public.naive where id = $1',
    [id],
  )
  if ((rows[0]?.left ?? 0) < units) return
  await client.query('update public.naive set reserved = reserved + $2 where id = $1', [id, units])
}
