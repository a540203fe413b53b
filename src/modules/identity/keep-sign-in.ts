import { type Act, type Actor, keepAudit } from '../../platform/audit-queries.ts'
import type { Tx } from '../../platform/db.ts'
import { distributorsOf } from './queries.ts'

/** A session stands above tenants: each of the person's distributors finds it in its journal. */
export async function keepSignIn(tx: Tx, personId: string, row: Actor & Act): Promise<void> {
  for (const { id } of await distributorsOf(tx, personId)) await keepAudit(tx, id, row)
}
