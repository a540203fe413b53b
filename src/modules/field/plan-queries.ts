import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const PLAN = {
  name: 'staged_plan',
  columns: {
    line: 'bigint',
    agent: 'text',
    month: 'date',
    measure: 'text',
    scope: 'text',
    target: 'bigint',
  },
} as const satisfies Staged<string>
export type StagedPlan = StagedRow<keyof typeof PLAN.columns>

export const stagePlans = (tx: Tx, rows: AsyncIterable<StagedPlan[]>) => stage(tx, PLAN, rows)

/** The lines that name an agent by no code and no name that is known. */
export const linesWithoutAgent = (tx: Tx, distributorId: string) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select s.line, s.agent as code from pg_temp.staged_plan s
      where not exists (select 1 from outlets.agent a
        where a.distributor_id = $1 and s.agent in (a.code, a.name)) order by s.line`,
    values: [distributorId],
  })

/** Lays plans over those known, by agent, month, measure and scope. */
export const mergePlans = (tx: Tx, distributorId: string): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'field.plan',
    key: ['agent_id', 'month', 'measure', 'scope'],
    columns: ['target'],
    said: ['target'],
    rows: `select s.line, a.id as agent_id, s.month, s.measure, coalesce(s.scope, '') as scope,
        s.target
      from pg_temp.staged_plan s
      join lateral (select id from outlets.agent a where a.distributor_id = $1
        and s.agent in (a.code, a.name) order by a.code <> s.agent, a.code limit 1) a on true`,
  })
