import { v7 as uuidv7 } from 'uuid'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pool, Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { licencesChanged } from './events.ts'
import { type LicenceTold, upsertLicences } from './licence-queries.ts'
import type { Put } from './put-debts.ts'

const ROWS_AT_ONCE = 2_000

/** Puts licences in by outlet, kind and number; the last of two with one number counts. */
export async function putLicences(
  tx: Tx,
  told: { distributorId: string; toldBy: string; licences: LicenceTold[] },
): Promise<Put> {
  const { distributorId, toldBy, licences } = told
  let written = 0
  for (let at = 0; at < licences.length; at += ROWS_AT_ONCE) {
    const rows = licences
      .slice(at, at + ROWS_AT_ONCE)
      .map((licence) => ({ ...licence, id: uuidv7() }))
    written += await upsertLicences(tx, { distributorId, toldBy, rows })
  }
  if (written > 0) {
    await publish(tx, licencesChanged(distributorId))
    tellAfterCommit(tx, distributorId, { kind: 'licence', id: null })
  }
  return { written, unchanged: licences.length - written }
}

/** Enters or mends one licence by hand; orders that waited for it are looked at again. */
export function putLicence(pool: Pool, member: Member, licence: LicenceTold) {
  const { id: distributorId } = member.tenant
  return transactAs(pool, member, async (tx) => {
    if (!(await sees(tx, member, 'account.write', licence.outletId))) return refuse(UNKNOWN)
    if (licence.toDay !== null && licence.toDay < licence.fromDay) {
      return refuse({ code: 'licence_days' })
    }
    await putLicences(tx, { distributorId, toldBy: member.personName, licences: [licence] })
    return ok({})
  })
}
