import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { letGo, type Reply, type Statement, send } from './packet-queries.ts'
import type { DB as Schema } from './schema.gen.ts'

/** What one request spent on the database; tests gate on it. */
export type Spending = { statements: number }
const spending = new AsyncLocalStorage<Spending>()

/** Runs the work and tells how many statements it sent. */
export async function countingStatements<T>(
  work: () => Promise<T>,
): Promise<{ value: T; statements: number }> {
  const spent: Spending = { statements: 0 }
  const value = await spending.run(spent, work)
  return { value, statements: spent.statements }
}

let sent = 0
/** Statements that this process sent to the database so far. */
export const statementsSent = (): number => sent

const clients = new WeakMap<Kysely<Schema>, pg.PoolClient>()
const kyselys = new WeakMap<pg.PoolClient, Kysely<Schema>>()
// Connections whose COMMIT is on its way: a statement behind it would run outside the tenant.
const closed = new WeakSet<pg.PoolClient>()
const isTenantId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The connection under a Db or Tx: for COPY and LISTEN only. */
export function clientOf(db: Kysely<Schema>): pg.PoolClient {
  const client = connectionOf(db)
  // What was sent so far comes first.
  letGo(client)
  return client
}

/** What a Db or Tx is known by: its connection, on which nothing is to be sent. */
export function connectionOf(db: Kysely<Schema>): pg.PoolClient {
  const client = clients.get(db)
  if (!client) throw new Error('this Db has no connection of its own')
  return client
}

/** The connection, for a transaction of a tenant whose id is one; released otherwise. */
export function forTenant(client: pg.PoolClient, distributorId: string): pg.PoolClient {
  if (isTenantId.test(distributorId)) return client
  client.release()
  throw new Error('the tenant id is not a uuid')
}

/** Opens a transaction of one tenant; it travels with the first statement. */
export function begin(client: pg.PoolClient, distributorId: string, how: BeginWord): void {
  countOne()
  // Not awaited: if one fails, so does everything after it.
  send(client, { name: how.replace(' ', '_'), text: how }).catch(() => undefined)
  send(client, { ...IN_TENANT, values: [distributorId] }).catch(() => undefined)
}

export type BeginWord = 'begin' | 'begin read only'
const IN_TENANT = {
  name: 'in_tenant',
  text: `select set_config('tandem.distributor', $1, true)`,
}
const READS_IN_TENANT = {
  name: 'reads_in_tenant',
  text: `select set_config('tandem.distributor', $1, true),
    set_config('transaction_read_only', 'on', true)`,
}

/**
 * Opens a transaction of one tenant that only reads and is over with all that is sent in this turn of
 * the loop: one packet is one transaction, and its settings end with it.
 */
export function readAtOnce(client: pg.PoolClient, distributorId: string): Promise<unknown> {
  countOne()
  const ended = send(client, { ...READS_IN_TENANT, values: [distributorId] })
  setImmediate(() => closed.add(client))
  return ended.finally(() => closed.delete(client))
}

/** Ends a transaction. One that something failed in is undone by PostgreSQL, and then this throws. */
export async function commit(client: pg.PoolClient): Promise<void> {
  const ended = send(client, { name: 'commit', text: 'commit' })
  // At once: who takes the connection next may not send by packets.
  letGo(client)
  const { command } = await ended
  if (command !== 'COMMIT') throw new Error('a statement failed and nobody waited for it')
}

/** Undoes a transaction. */
export async function rollback(client: pg.PoolClient): Promise<void> {
  letGo(client)
  await client.query('rollback')
}

/** Opens a transaction on the tables above tenants. */
export function beginGlobal(client: pg.PoolClient): void {
  send(client, { name: 'begin', text: 'begin' }).catch(() => undefined)
}

/** Sends one more statement, which is counted. */
export function ask(db: Kysely<Schema>, statement: Statement): Promise<Reply> {
  const client = connectionOf(db)
  if (closed.has(client)) throw new Error('a statement behind the end of its transaction')
  countOne()
  return send(client, statement)
}

/**
 * Runs statements that ask of most rows of their tables: each table is read once from end to end, where
 * the planner, who cannot tell how many a list names, would look them up one by one.
 */
export async function readingWhole(db: Kysely<Schema>, work: () => Promise<unknown>) {
  const set = (nestloop: string, indexscan: string) =>
    ask(db, {
      name: 'reading_whole',
      text: `select current_setting('enable_nestloop') as nestloop,
          current_setting('enable_indexscan') as indexscan, set_config('enable_nestloop', $1, true),
          set_config('enable_indexscan', $2, true)`,
      values: [nestloop, indexscan],
    })
  const { rows } = await set('off', 'off')
  const [was] = rows as { nestloop: string; indexscan: string }[]
  await work()
  await set(was?.nestloop ?? 'on', was?.indexscan ?? 'on')
}

const countOne = () => {
  sent += 1
  const spent = spending.getStore()
  if (spent) spent.statements += 1
}

/** The query builder on one connection. */
export function kyselyOn(client: pg.PoolClient): Kysely<Schema> {
  const known = kyselys.get(client)
  if (known) return known
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOn(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  kyselys.set(client, kysely)
  clients.set(kysely, client)
  return kysely
}

function driverOn(client: pg.PoolClient): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { sql: text, parameters: values } = query
      const { rows, rowCount } = await ask(kyselyOn(client), { name: nameOf(text), text, values })
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount) }
    },
    streamQuery() {
      throw new Error('stream through clientOf(db)')
    },
  }
  const never = async () => {
    throw new Error('transactions are opened by transact, readTenant, writeTenant')
  }
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: never,
    commitTransaction: never,
    rollbackTransaction: never,
    destroy: async () => undefined,
  }
}

const PREPARE_AFTER = 5
const NAMES_MAX = 500
const uses = new Map<string, number>()
const names = new Map<string, string>()

// Planned once per connection. Names are few: PostgreSQL keeps each.
/** The name of a statement that comes again and again; undefined while it does not. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= NAMES_MAX) return known
  const used = (uses.get(text) ?? 0) + 1
  if (used < PREPARE_AFTER) {
    if (uses.size >= NAMES_MAX) uses.clear()
    uses.set(text, used)
    return undefined
  }
  uses.delete(text)
  names.set(text, `k${names.size}`)
  return names.get(text)
}
