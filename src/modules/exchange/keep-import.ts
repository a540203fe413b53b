import { BY_PROGRAM, keepAudit } from '../../platform/audit-queries.ts'
import type { Tx } from '../../platform/db.ts'

/** The journal's row of an import that changed something, in the transaction that lays it. */
export function keepImport(
  tx: Tx,
  run: { distributorId: string; id: string },
  { machineId, detail }: { machineId: string | null; detail: object },
): Promise<void> {
  const by = machineId
    ? { ...BY_PROGRAM, actorKind: 'machine' as const, actorId: machineId }
    : BY_PROGRAM
  const act = { word: 'imported', on: 'run', id: run.id, detail } as const
  return keepAudit(tx, run.distributorId, { ...by, ...act })
}
