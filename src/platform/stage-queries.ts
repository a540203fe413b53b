import { copyIn } from './copy-queries.ts'
import { clientOf, type Tx } from './db.ts'

/** A table of the transaction, filled by COPY: its name and the type of each column. */
export type Staged<Column extends string> = { name: string; columns: Record<Column, StagedType> }
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
  const client = clientOf(tx)
  const names = Object.keys(staged.columns) as Column[]
  const columns = names.map((name) => `${name} ${staged.columns[name]}`)
  await client.query(`create temp table ${staged.name} (${columns.join(', ')}) on commit drop`)
  const failed: { error: unknown }[] = []
  const rows = await copyIn(
    client,
    `copy pg_temp.${staged.name} (${names.join(', ')}) from stdin`,
    noting(written(batches, names), failed),
  ).catch((error: unknown) => {
    // The reader's own error says more than the database's that no more rows came.
    throw failed[0] ? failed[0].error : error
  })
  await client.query(`analyze pg_temp.${staged.name}`)
  return rows
}

/** Counts what temp tables made by a query hold; without it they are planned as nearly empty. */
export async function analyzed(tx: Tx, ...names: string[]): Promise<void> {
  for (const name of names) await clientOf(tx).query(`analyze pg_temp.${name}`)
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
): AsyncGenerator<Buffer> {
  for await (const batch of batches) {
    let text = ''
    for (const row of batch) {
      for (let i = 0; i < names.length; i += 1) {
        const name = names[i]
        text += (i > 0 ? '\t' : '') + (name === undefined ? '\\N' : cell(row[name]))
      }
      text += '\n'
    }
    yield Buffer.from(text)
  }
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cell(value: string | number | boolean | null): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => ESCAPES[mark] ?? '') : value
}
