import { clientOf } from './connection-queries.ts'
import type { Tx } from './db.ts'
import { paceOf } from './pace-queries.ts'

/** What a file says of one table, row by row by a key. */
export type Merge = {
  distributorId: string
  into: `${string}.${string}`
  key: readonly string[]
  /** Written with a new row. */
  columns: readonly string[]
  /** Those the file speaks of: only they are compared, and changed where a row is known. */
  said: readonly string[]
  /** Selects line, the key and the columns from a staged table; $1 is the distributor. */
  rows: string
  /** $2 and on, of `rows`. */
  values?: readonly string[]
}
export type Sample = {
  line: number
  key: string
  change: 'insert' | 'update'
  /** By column: what stood there, and what the file says. */
  fields: Record<string, [was: unknown, said: unknown]>
}
export type Merged = {
  inserted: number
  updated: number
  unchanged: number
  /** Lines whose key came again further down: the later one counts. */
  repeated: { line: number; key: string }[]
  repeatedCount: number
  samples: Sample[]
}

const SAMPLES_MAX = 20
const REPEATED_MAX = 1_000

/**
 * Lays rows over a tenant's table by one comparison, one insert and one update; a row that says
 * nothing new is not touched. The later line of a key wins.
 */
export async function mergeRows(tx: Tx, merge: Merge): Promise<Merged> {
  const client = clientOf(tx)
  const values = [merge.distributorId]
  await judge(tx, merge)
  const { inserted, updated, unchanged, repeatedCount } = (await client.query(countsText(merge)))
    .rows[0]
  const repeated = repeatedCount > 0 ? await client.query(repeatedText(merge)) : NONE
  const changes = inserted + updated > 0
  const samples = changes ? await client.query(samplesText(merge), values) : NONE
  if (inserted > 0) await client.query(insertText(merge), values)
  if (updated > 0) await client.query(updateText(merge), values)
  return {
    inserted,
    updated,
    unchanged,
    repeatedCount,
    repeated: repeated.rows,
    samples: samples.rows,
  }
}

// Sets side by side what is said and what is known.
async function judge(tx: Tx, merge: Merge): Promise<void> {
  const client = clientOf(tx)
  const pace = paceOf(tx)
  const values = [merge.distributorId]
  await client.query('drop table if exists pg_temp.said_row, pg_temp.judged_row')
  const said = await client.query(saidText(merge, await pace.restingOver(pace.staged)), [
    ...values,
    ...(merge.values ?? []),
  ])
  // Statistics of what they are joined by: those of all columns took longer than some of the joins.
  const keys = merge.key.join(', ')
  await client.query(`analyze pg_temp.said_row (${keys})`)
  await pace.breathe()
  // It goes through them twice, and rests at both: each counts.
  const rows = said.rowCount ?? 0
  const resting = [await pace.restingOver(rows), await pace.restingOver(rows)] as const
  await client.query(judgedText(merge, resting), values)
  await client.query(`analyze pg_temp.judged_row (${keys}, known, differs)`)
  await pace.breathe()
}

const NONE = { rows: [] }

const list = (columns: readonly string[], of: string) =>
  columns.map((column) => `${of}.${column}`).join(', ')

const matching = ({ key }: Merge, of: string) =>
  key.map((column) => `t.${column} = ${of}.${column}`).join(' and ')

const saidText = ({ rows }: Merge, resting: string) =>
  `create temp table said_row on commit drop as select r.* from (${rows}) r where ${resting}`

const judgedText = (
  merge: Merge,
  [sorting, comparing]: readonly [string, string],
) => `create temp table judged_row on commit drop as
  select s.*, t.distributor_id is not null as known, t.distributor_id is not null
    and ${differs(merge)} as differs
  from (select distinct on (${list(merge.key, 'r')}) r.* from pg_temp.said_row r
    where ${sorting} order by ${list(merge.key, 'r')}, r.line desc) s
  left join ${merge.into} t on t.distributor_id = $1 and ${matching(merge, 's')} where ${comparing}`

const differs = ({ said }: Merge) =>
  said.length === 0 ? 'false' : `(${list(said, 't')}) is distinct from (${list(said, 's')})`

const countsText = (merge: Merge) => `select count(*) filter (where not known)::int as inserted,
    count(*) filter (where differs)::int as updated,
    count(*) filter (where known and not differs)::int as unchanged,
    case when count(*) = (select count(*) from pg_temp.said_row) then 0
      else (select count(*)::int ${repeatedRows(merge)}) end as "repeatedCount"
  from pg_temp.judged_row`

// Two rows of one line are one row of the file, spread over several columns.
const repeatedRows = ({ key }: Merge) => `from pg_temp.said_row r join pg_temp.judged_row j
    on ${key.map((column) => `j.${column} = r.${column}`).join(' and ')} where r.line < j.line`

const keyText = ({ key }: Merge, of: string) => `concat_ws(' ', ${list(key, of)})`

const repeatedText = (merge: Merge) => `select r.line, ${keyText(merge, 'r')} as key
  ${repeatedRows(merge)} order by r.line limit ${REPEATED_MAX}`

const samplesText = (merge: Merge) => `select j.line, ${keyText(merge, 'j')} as key,
    case when j.known then 'update' else 'insert' end as change,
    (select coalesce(jsonb_object_agg(f.name, jsonb_build_array(f.was, f.says)), '{}') from (values
      ${merge.columns
        .map((column) => `('${column}', to_jsonb(t.${column}), to_jsonb(j.${column}))`)
        .join(', ')}) f (name, was, says)
     where f.name = any('{${merge.said.join(',')}}') and f.was is distinct from f.says) as fields
  from (select *, row_number() over (partition by known order by line) as rank
    from pg_temp.judged_row where not known or differs) j
  -- One by one: in bulk the planner would read the whole table for these few.
  left join lateral (select * from ${merge.into} t
    where j.known and t.distributor_id = $1 and ${matching(merge, 'j')} limit 1) t on true
  where j.rank <= ${SAMPLES_MAX} order by j.known, j.line`

const insertText = (merge: Merge) => {
  const columns = [...merge.key, ...merge.columns]
  return `insert into ${merge.into} (distributor_id, ${columns.join(', ')})
    select $1, ${list(columns, 'j')} from pg_temp.judged_row j where not j.known
    order by ${list(merge.key, 'j')}`
}

const updateText = (merge: Merge) => `update ${merge.into} t
  set ${merge.said.map((column) => `${column} = j.${column}`).join(', ')}
  from pg_temp.judged_row j where j.differs and t.distributor_id = $1 and ${matching(merge, 'j')}`

/** A code that a staged table names and a tenant's table does not know: where first, and its name. */
export type UnknownCode = { code: string; line: number; name: string | null }

/** The codes of a staged column that stand in no row of the tenant's table, by first line. */
export async function unknownCodes(
  tx: Tx,
  asked: {
    distributorId: string
    staged: string
    column: string
    nameColumn?: string
    known: `${string}.${string}`
  },
): Promise<UnknownCode[]> {
  const { distributorId, staged, column, nameColumn, known } = asked
  const name = nameColumn ? `max(s.${nameColumn})` : 'null'
  const found = await clientOf(tx).query(
    `select s.code, s.line, s.name from (
       select ${column} as code, min(line) as line, ${name} as name
       from pg_temp.${staged} s where ${column} is not null group by ${column}) s
     left join ${known} t on t.distributor_id = $1 and t.code = s.code
     where t.code is null order by s.line, s.code`,
    [distributorId],
  )
  return found.rows
}
