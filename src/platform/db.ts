import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import {
  ask,
  begin,
  beginGlobal,
  commit,
  connectionOf,
  forTenant,
  kyselyOn,
  nameOf,
  readAtOnce,
  rollback,
} from './connection-queries.ts'
import { lookAnew, openPace, paced } from './pace-queries.ts'
import { invariant, type Result } from './result.ts'
import type { DB as Schema } from './schema.gen.ts'

/** Reads of one tenant. Every query also names distributor_id: row-level security is the net. */
export type Db = Kysely<Schema>

declare const writes: unique symbol
/** A transaction of one tenant; writers take it, so that passing a Db does not compile. */
export type Tx = Db & { readonly [writes]: true }

export type Pool = pg.Pool & {
  /** Lets a backend's process go behind the others; absent when the database is not ours to arrange. */
  givesWay?: (processId: number) => void
}
/** One pool per role: the tenants' tables, the people's, the dispatcher's jobs. */
export type Pools = { app: Pool; identity: Pool; worker: Pool }

const { types } = pg
// '2026-11-26 10:00:00+00' as '2026-11-26T10:00:00Z': our connections speak UTC.
const toInstant = (text: string) =>
  text.endsWith('+00')
    ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
    : `${text.replace(' ', 'T')}Z`
types.setTypeParser(types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is beyond 2^53`)
  return value
})
types.setTypeParser(types.builtins.DATE, (text) => text)
types.setTypeParser(types.builtins.TIMESTAMPTZ, toInstant)

// Of tables filled a moment ago the planner knows nothing: its nested loop would never end.
const BULK_OPTIONS =
  '-c timezone=UTC -c lock_timeout=10000 -c work_mem=64MB -c temp_buffers=64MB -c enable_nestloop=off'

/** A pool whose connections pipeline: BEGIN, the statement and COMMIT travel together. */
export function openPool(connectionString: string, max: number, onError: (e: Error) => void): Pool {
  const options = '-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000'
  const pool = new pg.Pool({ connectionString, max, pipeline: true, options, keepAlive: true })
  pool.on('error', onError)
  // Told once by the pool; a busy one's query tells the rest.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const PATIENCE_MS = 2_000

/** Whether the database answers now: readiness. One that hangs does not. */
export const answers = (pool: Pool): Promise<boolean> =>
  Promise.race([
    pool.query('select 1').then(
      () => true,
      () => false,
    ),
    wait(PATIENCE_MS, false, { ref: false }),
  ])

const AWAY = /^(?:08|53|57P0)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const BUSY = ['40001', '40P01', '55P03']
const CUT = /^(?:Connection terminated|Client has encountered a connection error)/

/** Whether the database was away or too busy: nothing is broken, and trying again helps. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: string }
  return AWAY.test(code) || BUSY.includes(code) || CUT.test(error.message)
}

/** Reads in the tenant's name. Fails closed: without the tenant set, no row is visible. */
export async function readTenant<T>(
  pool: Pool,
  distributorId: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const client = forTenant(await pool.connect(), distributorId)
  begin(client, distributorId, 'begin read only')
  try {
    const value = await work(kyselyOn(client))
    // A read has nothing to lose in its COMMIT: the reply does not wait for it.
    commit(client).catch(() => undefined)
    client.release()
    return value
  } catch (error) {
    await undo(client, error)
    throw error
  }
}

/**
 * The same in one round trip: all statements travel together and are one transaction. The work must send
 * all its statements before it first waits for the database; a later one is a bug and throws.
 */
export async function readTenantAtOnce<T>(
  pool: Pool,
  distributorId: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const client = forTenant(await pool.connect(), distributorId)
  try {
    const ended = readAtOnce(client, distributorId)
    const [value] = await Promise.all([work(kyselyOn(client)), ended])
    client.release()
    return value
  } catch (error) {
    await undo(client, error)
    throw error
  }
}

/** One transaction of one tenant. A refusal undoes everything, like an exception, but arrives as a value. */
export async function transact<R extends Result<unknown, unknown>>(
  pool: Pool,
  distributorId: string,
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  const client = forTenant(await pool.connect(), distributorId)
  begin(client, distributorId, 'begin')
  return endingWith(client, pool, work)
}

const committingOf = new WeakMap<pg.PoolClient, Promise<void>>()

/**
 * Sends the transaction's last statement and its COMMIT in one packet: locks are held a round trip
 * less. Nothing may be sent, and nothing refused, after it; when it fails, nothing is committed.
 */
export function lastly<T>(tx: Tx, last: Promise<T>): Promise<T> {
  const client = connectionOf(tx)
  const committing = commit(client)
  committing.catch(() => undefined)
  committingOf.set(client, committing)
  return last
}

function takeCommitting(client: pg.PoolClient): Promise<void> | undefined {
  const committing = committingOf.get(client)
  committingOf.delete(client)
  return committing
}

async function endingWith<R extends Result<unknown, unknown>>(
  client: pg.PoolClient,
  pool: Pool,
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  try {
    const result = await work(kyselyOn(client) as Tx)
    const committing = takeCommitting(client)
    invariant(result.ok || !committing, 'what is committed is not refused')
    if (result.ok) await (committing ?? commit(client))
    else await rollback(client)
    const followers = takeFollowers(client)
    client.release()
    if (result.ok) for (const follow of followers) follow(pool)
    return result
  } catch (error) {
    await undo(client, error)
    throw error
  }
}

/**
 * The same on a connection of its own, without pipelining and without the limit of 30 s: for COPY
 * and for statements over a whole base.
 */
export async function transactInBulk<R extends Result<unknown, unknown>>(
  pool: Pool,
  distributorId: string,
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  const { connectionString } = pool.options
  const client = new pg.Client({ connectionString, options: BULK_OPTIONS, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  pool.givesWay?.((client as pg.Client & { processID: number }).processID)
  const own = Object.assign(client, { release: () => void client.end().catch(() => undefined) })
  begin(forTenant(own, distributorId), distributorId, 'begin')
  paced(own, openPace(pool))
  return endingWith(own, pool, work).finally(() => lookAnew(pool))
}

/** A transaction that refuses nothing: reactions, imports, seeds. */
export async function writeTenant<T>(
  pool: Pool,
  distributorId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const done = await transact(pool, distributorId, async (tx) => ({
    ok: true as const,
    value: await work(tx),
  }))
  return done.value
}

/** The pooled Kysely of the tables that stand above tenants (identity). No tenant is set. */
export async function readGlobal<T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(kyselyOn(client))
  } finally {
    client.release()
  }
}

/** One transaction on the tables above tenants. */
export async function writeGlobal<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  beginGlobal(client)
  const done = await endingWith(client, pool, async (tx) => ({
    ok: true as const,
    value: await work(tx),
  }))
  return done.value
}

/** A hot statement by name: parsed and planned once per connection. */
export async function prepared<Row>(
  db: Db,
  statement: { name: string; text: string; values: unknown[] },
): Promise<Row[]> {
  const { rows } = await ask(db, statement)
  return rows as Row[]
}

/** A statement put together of parts: planned once per connection when it comes again and again. */
export async function repeated<Row>(
  db: Db,
  statement: { text: string; values: unknown[] },
): Promise<Row[]> {
  const { rows } = await ask(db, { name: nameOf(statement.text), ...statement })
  return rows as Row[]
}

type Follower = (pool: Pool) => void
const followersOf = new WeakMap<pg.PoolClient, Follower[]>()

/** Calls back once the transaction is committed; never when it is undone. */
export function afterCommit(tx: Tx, follow: Follower): void {
  const client = connectionOf(tx)
  followersOf.set(client, [...(followersOf.get(client) ?? []), follow])
}

function takeFollowers(client: pg.PoolClient): Follower[] {
  const followers = followersOf.get(client) ?? []
  followersOf.delete(client)
  return followers
}

async function undo(client: pg.PoolClient, error: unknown): Promise<void> {
  takeFollowers(client)
  committingOf.delete(client)
  try {
    await rollback(client)
    client.release()
  } catch {
    client.release(error instanceof Error ? error : true)
  }
}

/** The pattern of LIKE that finds a text anywhere; its own signs mean themselves. */
export const likeOf = (text: string): string =>
  `%${text.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`
