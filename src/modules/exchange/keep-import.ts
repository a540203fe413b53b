import { type Actor, keepAudit } from '../../platform/audit-queries.ts'
import type { Tx } from '../../platform/db.ts'

/** The journal's row of an import that changed something, in the transaction that lays it. */
export function keepImport(
  tx: Tx,
  run: { distributorId: string; id: string },
  { by, detail }: { by: Actor; detail: object },
): Promise<void> {
  const act = { word: 'imported', on: 'run', id: run.id, detail } as const
  return keepAudit(tx, run.distributorId, { ...by, ...act })
}
