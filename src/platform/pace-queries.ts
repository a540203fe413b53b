import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { connectionOf } from './connection-queries.ts'
import type { DB as Schema } from './schema.gen.ts'

/**
 * How a long piece of work goes: at full speed while nobody else writes, and with rests while somebody
 * does, so that an order never meets much of it at once. To let others go first is not enough: two
 * threads of one core slow each other down. After PostgreSQL's cost-based vacuum delay.
 */
export type Pace = {
  /** Rows that were staged so far: the most that a statement over staged ones reads. */
  staged: number
  /** Between two pieces of work of some milliseconds: rests, when others write. */
  breathe(): Promise<void>
  /** A condition that holds for every row, at which a statement over so many rests by itself. */
  restingOver(rows: number): Promise<string>
}

// Twenty times as long as it worked: few orders meet a piece of work, and that piece is short.
const TIMES_WORKED = 20
const REST_MS_MAX = 250
// One rest for what takes a statement less than a millisecond.
const ROWS_A_REST = 250
const ROWS_REST_MS = 12
const STATEMENT_REST_MS_MAX = 6_000
const WORTH_RESTING_ROWS = 5_000
// All rests together: who waits for a large base waits less than a minute longer.
const RESTS_MS_MAX = 45_000
const LOOK_MS = 300
// A connection tells what it wrote about once a second.
const BUSY_MS = 3_000
// Longer than a statement with its rests, in which nobody looks.
const LOOK_OLD_MS = 60_000

type Watch = { facts: number; at: number; busyUntil: number }
const watches = new WeakMap<pg.Pool, Watch>()

/**
 * Whether somebody writes, as two looks tell; the first one tells nothing. Who will do long work looks
 * ahead, so that he knows when he begins.
 */
export async function othersWrite(pool: pg.Pool): Promise<boolean> {
  const now = performance.now()
  const last = watches.get(pool)
  if (last && now - last.at <= LOOK_MS) return now < last.busyUntil
  const facts = await factsSoFar(pool)
  // What grew since a look of long ago may have grown long ago.
  const grew = last !== undefined && now - last.at < LOOK_OLD_MS && facts > last.facts
  const busyUntil = grew ? now + BUSY_MS : (last?.busyUntil ?? 0)
  watches.set(pool, { facts, at: now, busyUntil })
  return now < busyUntil
}

/** Long work has ended: what it told itself is no sign that somebody orders. */
export const lookAnew = (pool: pg.Pool) => void watches.delete(pool)

/** A pace for one piece of work, told by what happens: each order is a fact. */
export function openPace(pool: pg.Pool): Pace {
  let rested = 0
  let awakeSince = performance.now()
  const mayRest = async () => rested < RESTS_MS_MAX && (await othersWrite(pool))
  return {
    staged: 0,
    async breathe() {
      const worked = performance.now() - awakeSince
      if (await mayRest()) {
        const rest = Math.min(REST_MS_MAX, worked * TIMES_WORKED)
        rested += rest
        await wait(rest)
      }
      awakeSince = performance.now()
    },
    async restingOver(rows) {
      if (rows < WORTH_RESTING_ROWS || !(await mayRest())) return 'true'
      const rests = rows / ROWS_A_REST
      const each = Math.min(ROWS_REST_MS, STATEMENT_REST_MS_MAX / rests)
      rested += rests * each
      return `(random() >= ${1 / ROWS_A_REST} or pg_sleep(${each / 1_000}) is not null)`
    },
  }
}

const unhurried = (): Pace => ({
  staged: 0,
  breathe: async () => undefined,
  restingOver: async () => 'true',
})
const paces = new WeakMap<pg.ClientBase, Pace>()

/** From now on this connection's transaction goes at that pace. */
export const paced = (client: pg.ClientBase, pace: Pace) => void paces.set(client, pace)

/** The pace of a transaction; one that is not in bulk never rests. */
export const paceOf = (db: Kysely<Schema>): Pace => paces.get(connectionOf(db)) ?? unhurried()

async function factsSoFar(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    `select n_tup_ins as facts from pg_stat_user_tables
     where schemaname = 'platform' and relname = 'fact'`,
  )
  return Number(rows[0]?.facts ?? 0)
}
