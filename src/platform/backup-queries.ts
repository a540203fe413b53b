import type { Readable } from 'node:stream'
import pg from 'pg'
import { copyIn, copyOut } from './copy-queries.ts'

export type KeptTable = { name: string; columns: string[]; tenant: boolean; bound: string | null }
export type KeptFile = { distributorId: string; id: string; bytes: number; sha256: string }

// Ids of transactions, which mean nothing in another cluster.
const OF_THE_CLUSTER = ['platform.shelf_change']
// The job queue is made anew from the facts; its tables belong to graphile-worker.
const NOT_KEPT = `'pg_catalog', 'information_schema', 'graphile_worker', 'migration'`

/** A connection of the owner's own, for one backup or restore. */
export async function ownerClient(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tandem backup' })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`set timezone to 'UTC'`)
  await client.query('set statement_timeout to 0')
  return client
}

export const beginSnapshot = (client: pg.Client) =>
  client.query('begin isolation level repeatable read read only')
export const begin = (client: pg.Client) => client.query('begin')
export const commit = (client: pg.Client) => client.query('commit')
export const rollback = (client: pg.Client) => client.query('rollback')

/** Every table with its columns in their order, parents of foreign keys first. */
export async function tablesToKeep(client: pg.Client): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable & { parents: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as tenant,
       pg_get_expr(c.relpartbound, c.oid) as bound,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select format('%I.%I', pn.nspname, p.relname) from pg_constraint k
         join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as parents
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in (${NOT_KEPT}) and n.nspname not like 'pg\\_%'
     order by 1`,
  )
  const sorted: KeptTable[] = []
  const done = new Set<string>()
  const place = (table: (typeof rows)[number], above: string[]) => {
    if (done.has(table.name)) return
    if (above.includes(table.name)) throw new Error(`foreign keys in a ring at ${table.name}`)
    const parents = rows.filter((row) => table.parents.includes(row.name))
    for (const parent of parents) place(parent, [...above, table.name])
    done.add(table.name)
    const { name, columns, tenant, bound } = table
    sorted.push({ name, columns, tenant, bound })
  }
  for (const table of rows) if (!OF_THE_CLUSTER.includes(table.name)) place(table, [])
  return sorted
}

/** Whether row-level security lets this role see everything: a superuser's backup is one pass. */
export async function seesEverything(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean }>(
    `select rolsuper or rolbypassrls as "all" from pg_roles where rolname = current_user`,
  )
  return rows[0]?.all ?? false
}

export async function tenantIds(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from identity.tenant order by id')
  return rows.map((row) => row.id)
}

/** The rows of a table, of one tenant when the role sees no more than that. */
export async function tableRows(
  client: pg.Client,
  table: KeptTable,
  tenantId: string | null,
): Promise<Readable> {
  await client.query(`select set_config('tandem.distributor', $1, true)`, [tenantId ?? ''])
  return copyOut(client, `copy ${table.name} (${columnList(table)}) to stdout`)
}

const columnList = ({ columns }: KeptTable) =>
  columns.map((name) => pg.escapeIdentifier(name)).join(', ')

export async function filesOf(client: pg.Client, tenantId: string): Promise<KeptFile[]> {
  await client.query(`select set_config('tandem.distributor', $1, true)`, [tenantId])
  const { rows } = await client.query<KeptFile>(
    `select distributor_id as "distributorId", id, bytes::float8 as bytes,
       encode(sha256, 'hex') as sha256
     from platform.file where distributor_id = $1 order by id`,
    [tenantId],
  )
  return rows
}

/** What a backup says of itself: when, of which server, at which schema. */
export async function aboutDatabase(client: pg.Client) {
  const { rows } = await client.query<{ at: string; server: string; migrations: string[] }>(
    `select to_char(platform.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
       current_setting('server_version') as server,
       array(select name from migration.done order by name) as migrations`,
  )
  return rows[0] ?? { at: '', server: '', migrations: [] }
}

/** The migrations that ran on a database, null when it holds tenants: it is not for a restore. */
export async function emptyDatabase(client: pg.Client): Promise<string[] | null> {
  const { rows } = await client.query<{ tenants: boolean; done: boolean }>(
    `select to_regclass('identity.tenant') is not null as tenants,
       to_regclass('migration.done') is not null as done`,
  )
  if (rows[0]?.tenants && (await tenantIds(client)).length > 0) return null
  if (!rows[0]?.done) return []
  const done = await client.query<{ name: string }>('select name from migration.done')
  return done.rows.map((row) => row.name)
}

/** Empties what migrations filled and lifts what stands in the way of a load, in its transaction. */
export async function prepareLoad(client: pg.Client, tables: KeptTable[]): Promise<void> {
  for (const { bound } of tables) {
    const month = /FROM \('(\d{4}-\d\d-\d\d)/.exec(bound ?? '')?.[1]
    if (month) await client.query(`call ordering.make_event_month('${month}')`)
  }
  for (const table of tables.filter(({ tenant }) => tenant)) {
    await client.query(`alter table ${table.name} no force row level security`)
  }
  for (const table of [...tables].reverse()) await client.query(`delete from ${table.name}`)
}

export const loadRows = (client: pg.Client, table: KeptTable, chunks: AsyncIterable<Buffer>) =>
  copyIn(client, `copy ${table.name} (${columnList(table)}) from stdin`, chunks)

/** Row-level security as it was; facts whose reactions were under way are handed out again. */
export async function finishLoad(
  client: pg.Client,
  tables: KeptTable[],
  reactions: Record<string, string[]>,
): Promise<void> {
  await client.query(
    `update platform.fact f set handed_out_at = null
     where handed_out_at is not null and exists (
       select from jsonb_array_elements_text($1::jsonb -> f.type) as wanted(reaction)
       where not exists (select from platform.reaction_done d
           where d.distributor_id = f.distributor_id and d.fact_id = f.id
             and d.reaction = wanted.reaction)
         and not exists (select from platform.parked_reaction p
           where p.distributor_id = f.distributor_id and p.fact_id = f.id
             and p.reaction = wanted.reaction and p.retried_at is null))`,
    [JSON.stringify(reactions)],
  )
  for (const table of tables.filter(({ tenant }) => tenant)) {
    await client.query(`alter table ${table.name} force row level security`)
  }
}
