import type { Tx } from '../../platform/db.ts'
import type { Merged } from '../../platform/merge-queries.ts'
import { linesWithoutAgent, mergePlans, type StagedPlan, stagePlans } from './plan-queries.ts'

export type { StagedPlan } from './plan-queries.ts'

/** Lays a table's plans over those known; lines of unknown agents are told, not guessed. */
export async function putPlanTable(
  tx: Tx,
  distributorId: string,
  rows: AsyncIterable<StagedPlan[]>,
): Promise<Merged & { withoutAgent: { line: number; code: string }[] }> {
  await stagePlans(tx, rows)
  const withoutAgent = await linesWithoutAgent(tx, distributorId)
  return { ...(await mergePlans(tx, distributorId)), withoutAgent }
}
