import { randomFillSync } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { clientOf } from './connection-queries.ts'
import { copyIn } from './copy-queries.ts'
import type { Tx } from './db.ts'
import { type Pace, paceOf } from './pace-queries.ts'

/** A table of the transaction, filled by COPY: its name and the type of each column. */
export type Staged<Column extends string> = {
  name: string
  columns: Record<Column, StagedType>
  /** Those by which it is joined and grouped, when its others need no statistics; all of them otherwise. */
  planned?: readonly Column[]
}
export type StagedType =
  | 'boolean'
  | 'bigint'
  | 'date'
  | 'float8'
  | 'int'
  | 'jsonb'
  | 'text'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
export type StagedRow<Column extends string> = Record<Column, string | number | boolean | null>

/**
 * Makes the temp table (gone with the transaction) and fills it, flat in memory. COPY works only
 * into a temp table: row-level security refuses it elsewhere. Needs a transaction in bulk.
 */
export async function stage<Column extends string>(
  tx: Tx,
  staged: Staged<Column>,
  batches: AsyncIterable<StagedRow<Column>[]>,
): Promise<number> {
  await openStage(tx, staged)
  const rows = await fill(tx, staged, batches)
  await closeStage(tx, staged)
  return rows
}

/** Makes the temp table, to be filled batch by batch while other tables are filled too. */
export async function openStage<Column extends string>(
  tx: Tx,
  { name, columns }: Staged<Column>,
): Promise<void> {
  const typed = Object.entries<StagedType>(columns).map(([column, type]) => `${column} ${type}`)
  await clientOf(tx).query(`create temp table ${name} (${typed.join(', ')}) on commit drop`)
}

/** Adds a batch of rows to an open table. */
export async function addStaged<Column extends string>(
  tx: Tx,
  staged: Staged<Column>,
  rows: StagedRow<Column>[],
): Promise<void> {
  if (rows.length === 0) return
  const batch = async function* () {
    yield rows
  }
  await fill(tx, staged, batch())
}

/** Nothing more comes: the planner is told what is in the table. */
export const closeStage = (tx: Tx, { name, planned }: Staged<string>): Promise<void> =>
  analyzed(tx, name, planned)

async function fill<Column extends string>(
  tx: Tx,
  staged: Staged<Column>,
  batches: AsyncIterable<StagedRow<Column>[]>,
): Promise<number> {
  const names = Object.keys(staged.columns) as Column[]
  const failed: { error: unknown }[] = []
  return copyIn(
    clientOf(tx),
    `copy pg_temp.${staged.name} (${names.join(', ')}) from stdin`,
    noting(written(batches, names, paceOf(tx)), failed),
  ).catch((error: unknown) => {
    // The reader's own error says more than the database's that no more rows came.
    throw failed[0] ? failed[0].error : error
  })
}

/** Counts what a temp table holds; without it it is planned as nearly empty. Statistics only of `columns`. */
export async function analyzed(
  tx: Tx,
  name: string,
  columns: readonly string[] = [],
): Promise<void> {
  const of = columns.length > 0 ? ` (${columns.join(', ')})` : ''
  await clientOf(tx).query(`analyze pg_temp.${name}${of}`)
}

async function* noting(
  chunks: AsyncIterable<Buffer>,
  failed: { error: unknown }[],
): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    failed.push({ error })
    throw error
  }
}

async function* written<Column extends string>(
  batches: AsyncIterable<StagedRow<Column>[]>,
  names: Column[],
  pace: Pace,
): AsyncGenerator<Buffer> {
  const [first, ...others] = names
  for await (const batch of batches) {
    let text = ''
    for (const row of batch) {
      if (first !== undefined) text += copyCell(row[first])
      for (const name of others) {
        const value = row[name]
        text += value === null ? '\t\\N' : `\t${copyCell(value)}`
      }
      text += '\n'
    }
    yield Buffer.from(text)
    pace.staged += batch.length
    await pace.breathe()
  }
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as COPY reads it. */
export function copyCell(value: string | number | boolean | null): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => ESCAPES[mark] ?? '') : value
}

const ID_BYTES = 16
const pool = new Uint8Array(ID_BYTES * 1024)
let taken = pool.length

/** An id by time for rows by the hundred thousand: random bytes are asked for by the thousand ids. */
export function bulkId(): string {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  taken += ID_BYTES
  return uuidv7({ random: pool.subarray(taken - ID_BYTES, taken) })
}
