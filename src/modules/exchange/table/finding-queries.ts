import { prepared, type Tx } from '../../../platform/db.ts'
import type { Finding } from './read-records.ts'

/** Writes findings into the report of a run, numbered on from `from`. */
export const insertFindings = (
  tx: Tx,
  at: { distributorId: string; runId: string; from: number },
  findings: Finding[],
) =>
  prepared(tx, {
    name: 'insert_findings',
    text: `insert into exchange.oddity (distributor_id, run_id, row_no, file, line, external_id, code,
        detail, done, field, value, cells, subject)
      select $1, $2, $4 + r.ordinality, r.value ->> 'file', (r.value ->> 'line')::int,
        r.value ->> 'id', r.value ->> 'code',
        concat_ws(': ', r.value ->> 'field', nullif(r.value ->> 'value', '')), r.value ->> 'done',
        r.value ->> 'field', r.value ->> 'value',
        case when jsonb_typeof(r.value -> 'cells') = 'array' then r.value -> 'cells' end,
        r.value ->> 'subject'
      from jsonb_array_elements($3::jsonb) with ordinality r`,
    values: [at.distributorId, at.runId, JSON.stringify(findings), at.from],
  })

/** Keeps examples of what a run changes. */
export const keepSamples = (tx: Tx, run: { distributorId: string; id: string }, samples: unknown) =>
  prepared(tx, {
    name: 'keep_samples',
    text: 'update exchange.run set samples = $3 where distributor_id = $1 and id = $2',
    values: [run.distributorId, run.id, JSON.stringify(samples)],
  })

/** How far a running import has read. */
export const noteProgress = (
  tx: Tx,
  run: { distributorId: string; id: string },
  counts: Record<string, number>,
) =>
  prepared(tx, {
    name: 'note_progress',
    text: `update exchange.run set counts = $3, heard_at = platform.now()
      where distributor_id = $1 and id = $2 and status = 'running'`,
    values: [run.distributorId, run.id, JSON.stringify(counts)],
  })

/** The day it is where the distributor is. */
export async function todayIn(tx: Tx, timeZone: string): Promise<string> {
  const rows = await prepared<{ today: string }>(tx, {
    name: '',
    text: 'select (platform.now() at time zone $1)::date::text as today',
    values: [timeZone],
  })
  return rows[0]?.today ?? ''
}
