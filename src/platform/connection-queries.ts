import { AsyncLocalStorage } from 'node:async_hooks'
import type { Duplex } from 'node:stream'
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
import { countStatement } from './metrics.ts'
import type { DB as Schema } from './schema.gen.ts'

declare module 'pg' {
  interface ClientBase {
    connection: { stream: Duplex }
  }
}

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

const clients = new WeakMap<Kysely<Schema>, pg.PoolClient>()
const kyselys = new WeakMap<pg.PoolClient, Kysely<Schema>>()
// Connections whose COMMIT is on its way: a statement behind it would run outside the tenant.
const closed = new WeakSet<pg.PoolClient>()
const isTenantId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The connection under a Db or Tx: for COPY and LISTEN only. */
export function clientOf(db: Kysely<Schema>): pg.PoolClient {
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
export function begin(client: pg.PoolClient, distributorId: string, how: string): void {
  countOne()
  cork(client)
  // Not awaited: if it fails, so does everything after it.
  client.query(`${how}; set local tandem.distributor = '${distributorId}'`).catch(() => undefined)
}

/** Opens a transaction that only reads and closes it behind all that is sent in this turn of the loop. */
export function beginAndCommit(client: pg.PoolClient, distributorId: string): Promise<unknown> {
  const ended = new Promise((resolve, reject) => {
    // Asked for before the socket is let go, so it comes first: all of it is one packet.
    setImmediate(() => {
      client.query('commit').then(resolve, reject)
      closed.add(client)
    })
  }).finally(() => closed.delete(client))
  begin(client, distributorId, 'begin read only')
  return ended
}

// Holds the socket until this turn of the loop is over, so that what belongs together is one packet.
function cork(client: pg.PoolClient): void {
  const { stream } = client.connection
  stream.cork()
  setImmediate(() => stream.uncork())
}

/** The connection for one more statement, which is counted. */
export function openOf(client: pg.PoolClient): pg.PoolClient {
  if (closed.has(client)) throw new Error('a statement behind the COMMIT of its transaction')
  countOne()
  return client
}

const countOne = () => {
  countStatement()
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
      const { sql: text, parameters } = query
      const values = [...parameters]
      const result = await openOf(client).query({ name: nameOf(text), text, values })
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
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
