import { prepared, type Tx } from './db.ts'

/** Marks a parked reaction as tried again; false when none is parked under that name. */
export async function markRetried(
  tx: Tx,
  parked: { distributorId: string; factId: string; reaction: string; retriedBy: string },
): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'mark_retried',
    text: `update platform.parked_reaction set retried_at = platform.now(), retried_by = $4
      where distributor_id = $1 and fact_id = $2 and reaction = $3 and retried_at is null
      returning fact_id`,
    values: [parked.distributorId, parked.factId, parked.reaction, parked.retriedBy],
  })
  return rows.length === 1
}
