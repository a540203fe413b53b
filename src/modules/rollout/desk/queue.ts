import type { Db } from '../../../platform/db.ts'
import type { Member } from '../../../platform/serve.ts'
import { nextSlots, planFor, zonePlans } from '../../delivery/delivery.ts'
import { seenIds } from '../../outlets/outlets.ts'
import { type QueueRow, queueRows } from './queue-queries.ts'
import { turnOf } from './queue-rules.ts'
import { contactCap } from './setting-queries.ts'

/** The next best contacts, the best first, and how many forming outlets nobody speaks with. */
export async function deskQueue(db: Db, member: Member, limit: number) {
  const { id: distributorId, timeZone } = member.tenant
  const seen = await seenIds(db, member, 'rollout.contact')
  const [{ now, zones }, rows, cap] = await Promise.all([
    zonePlans(db, distributorId, timeZone),
    queueRows(db, { distributorId, timeZone, seen }),
    contactCap(db, distributorId),
  ])
  const cutOffOf = ({ zoneId, weekdays, cutOffDays, cutOffTime }: QueueRow) => {
    const zone = zoneId ? zones.get(zoneId) : undefined
    if (!zone) return null
    const plan = planFor(zone.plan, { weekdays, cutOffDays, cutOffTime })
    return nextSlots(plan, now, 1)[0]?.cutOffAt ?? null
  }
  const turns = rows.flatMap((row) => {
    const cutOffAt = cutOffOf(row)
    const turn = turnOf({ ...row, cutOffAt }, now, row.hour, cap)
    return turn ? [{ ...row, ...turn, cutOffAt }] : []
  })
  const outlets = turns
    .toSorted((a, b) => b.score - a.score || a.position - b.position)
    .map(({ outletId, code, name, city, buyerName, phone, step, ...turn }) => ({
      ...{ outletId, code, name, city, buyerName, phone, step, kind: turn.kind, red: turn.red },
      ...{ score: turn.score, reasons: turn.reasons, cutOffAt: turn.cutOffAt },
      callBackAt: turn.callBackAt,
    }))
  return {
    now,
    waiting: outlets.length,
    red: outlets.filter(({ red }) => red).length,
    outlets: outlets.slice(0, limit),
  }
}
