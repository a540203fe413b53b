import { sql } from 'kysely'
import { clientOf } from '../platform/connection-queries.ts'
import { copyIn } from '../platform/copy-queries.ts'
import type { Pool, Tx } from '../platform/db.ts'
import { copyCell } from '../platform/stage-queries.ts'
import type { Row } from './load-queries.ts'

/** Whether the owner of the database may copy past row-level security, and check keys afterwards. */
export async function mayCopy(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(
    `select current_setting('is_superuser') = 'on' as may`,
  )
  return rows[0]?.may === true
}

/**
 * Until the transaction ends, nothing that is written is looked up in the tables it names: row by row
 * that took most of the time, and `checkKeys` does it for whole tables. Every statement is planned for
 * what it asks: one plan for all batches looked through all orders for each.
 */
export async function deferKeys(tx: Tx): Promise<void> {
  await clientOf(tx).query('set local session_replication_role = replica')
  await clientOf(tx).query('set local plan_cache_mode = force_custom_plan')
  await clientOf(tx).query('set local enable_nestloop = on')
}

/** Rows as COPY reads them: text outside of the heap, where hundreds of thousands of objects would age. */
export type Packed = { columns: string[]; text: Buffer }

/** Packs rows of one table; the first row's keys are the columns. */
export function packRows(rows: Row[]): Packed[] {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return []
  let text = ''
  for (const row of rows) {
    text += `${columns.map((column) => cellOf(row[column] ?? null)).join('\t')}\n`
  }
  return [{ columns, text: Buffer.from(text) }]
}

/** Copies packed rows, all of the same columns, into a table. */
export async function copyPacked(tx: Tx, table: string, packed: Packed[]): Promise<void> {
  const [first] = packed
  if (!first) return
  const list = first.columns.map((column) => `"${column}"`).join(', ')
  const texts = async function* () {
    for (const { text } of packed) yield text
  }
  await copyIn(clientOf(tx), `copy ${quoted(table)} (${list}) from stdin`, texts())
}

const quoted = (table: string) => table.replace(/\.(.+)$/, '."$1"')

const cellOf = (value: unknown): string =>
  copyCell(
    value !== null && typeof value === 'object'
      ? JSON.stringify(value)
      : (value as string | number | boolean | null),
  )

/** The planner learns what these tables hold. */
export const learnTables = (tx: Tx, tables: readonly string[]) =>
  clientOf(tx).query(`analyze ${tables.map(quoted).join(', ')}`)

type Key = { table: string; parent: string; columns: string[]; parentColumns: string[] }

/** Throws unless every row of the distributor in the tables of these schemas names rows that are there. */
export async function checkKeys(
  tx: Tx,
  distributorId: string,
  schemas: readonly string[],
): Promise<void> {
  const { rows: keys } = await sql<Key>`select c.conrelid::regclass::text as "table",
      c.confrelid::regclass::text as parent,
      (select array_agg(quote_ident(a.attname) order by k.nth) from unnest(c.conkey)
        with ordinality k (no, nth) join pg_attribute a
        on a.attrelid = c.conrelid and a.attnum = k.no)::text[] as columns,
      (select array_agg(quote_ident(a.attname) order by k.nth) from unnest(c.confkey)
        with ordinality k (no, nth) join pg_attribute a
        on a.attrelid = c.confrelid and a.attnum = k.no)::text[] as "parentColumns"
    from pg_constraint c
    where c.contype = 'f' and c.conparentid = 0
      and c.connamespace = any(${schemas}::text[]::regnamespace[]) and exists (
        select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'distributor_id')
    order by 1, 2`.execute(tx)
  // Whole tables are held against whole tables.
  await clientOf(tx).query(`set local work_mem = '256MB'`)
  await clientOf(tx).query('set local enable_nestloop = off')
  await clientOf(tx).query('set local enable_mergejoin = off')
  for (const table of new Set(keys.map((key) => key.table))) {
    const ofTable = keys.filter((key) => key.table === table)
    await checkTable(tx, distributorId, ofTable)
  }
}

async function checkTable(tx: Tx, distributorId: string, keys: Key[]): Promise<void> {
  const joins = keys.map(({ parent, columns, parentColumns }, i) => {
    const same = columns.map((column, n) => `p${i}.${parentColumns[n]} = c.${column}`)
    return `left join ${parent} p${i} on ${same.join(' and ')}`
  })
  const lost = keys.map(({ columns, parentColumns }, i) => {
    const named = columns.map((column) => `c.${column} is not null`)
    return `(p${i}.${parentColumns[0]} is null and ${named.join(' and ')})`
  })
  const { table } = keys[0] ?? {}
  const { rows } = await clientOf(tx).query(
    `select 1 from ${table} c ${joins.join(' ')}
     where c.distributor_id = $1 and (${lost.join(' or ')}) limit 1`,
    [distributorId],
  )
  if (rows.length > 0) throw new Error(`a row of ${table} names what is not there`)
}
