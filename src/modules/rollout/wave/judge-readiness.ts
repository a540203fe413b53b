import type { Tx } from '../../../platform/db.ts'
import { lastKnownDay } from '../../habit/habit.ts'
import { outletPasts, putReadiness } from './readiness-queries.ts'
import { readinessOf, worthOf } from './readiness-rules.ts'

/** Judges readiness and worth of all open outlets anew; returns how many changed. */
export async function judgeReadiness(tx: Tx, distributorId: string): Promise<number> {
  const throughDay = await lastKnownDay(tx, distributorId)
  if (throughDay === null) return 0
  const pasts = await outletPasts(tx, { distributorId, throughDay })
  const worths = worthOf(pasts)
  const none = { score: 0, reasons: [] }
  return putReadiness(
    tx,
    distributorId,
    pasts.map((past) => ({
      outletId: past.outletId,
      ...readinessOf(past),
      worth: worths.get(past.outletId) ?? none,
    })),
  )
}
