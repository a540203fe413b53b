import { BY_PROGRAM, keepAudit } from '../../platform/audit-queries.ts'
import { type Pools, readGlobal, type Tx, writeGlobal } from '../../platform/db.ts'
import { type RoleRight, rightsToGive, STANDARD_RIGHTS } from './new-right-rules.ts'
import {
  insertRightsGiven,
  insertRoleRights,
  lockTenant,
  rightsGiven,
  rightsHeld,
  tenantList,
} from './tenant-queries.ts'

/**
 * Gives the standard roles of each organisation the rights that this version adds to them; what was
 * taken away on purpose stays away, roles of its own stay as they are. Again it gives nothing.
 */
export async function giveNewRights(pools: Pick<Pools, 'identity'>): Promise<number> {
  let given = 0
  for (const { id } of await readGlobal(pools.identity, tenantList)) {
    given += await writeGlobal(pools.identity, (tx) => giveTo(tx, id))
  }
  return given
}

async function giveTo(tx: Tx, distributorId: string): Promise<number> {
  await lockTenant(tx, distributorId)
  const given = await rightsGiven(tx, distributorId)
  const held = await rightsHeld(tx, distributorId)
  const missing = rightsToGive({ given, held })
  await noteGiven(tx, distributorId)
  if (missing.length === 0) return 0
  await insertRoleRights(tx, distributorId, missing)
  for (const [role, rights] of byRole(missing)) {
    const detail = { rights: rights.join(', ') }
    const act = { word: 'rights_given', on: 'role', id: role, detail } as const
    await keepAudit(tx, distributorId, { ...BY_PROGRAM, ...act })
  }
  return missing.length
}

/** Notes that an organisation has, or once had, every right of the standard roles of this version. */
export const noteGiven = (tx: Tx, distributorId: string): Promise<unknown> =>
  insertRightsGiven(tx, distributorId, STANDARD_RIGHTS)

function byRole(rows: RoleRight[]): Map<string, string[]> {
  const rights = new Map<string, string[]>()
  for (const { role, right } of rows) rights.set(role, [...(rights.get(role) ?? []), right])
  return rights
}
