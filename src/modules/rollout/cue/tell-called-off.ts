import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db.ts'
import type { DaysChanged } from '../../delivery/events.ts'
import { tenantById } from '../../identity/identity.ts'
import { tellAll } from '../../messaging/messaging.ts'
import { outletsConcerned } from './reminder-queries.ts'

/**
 * Tells everybody concerned that a zone's day does not come, or comes on another day: once per outlet,
 * day and what became of it. Returns how many are told.
 */
export async function tellCalledOff(tx: Tx, fact: DaysChanged): Promise<number> {
  const { distributorId, zoneId, calledOff } = fact
  if (!calledOff || !zoneId) return 0
  const { day, movedTo, reason } = calledOff
  const { code } = await tenantById(tx, distributorId)
  const concerned = await outletsConcerned(tx, { distributorId, zoneId, day, movedTo })
  const messages = concerned.map(({ outletId, outletName, personId }) => ({
    ...{ distributorId, outletId, personId, messageId: uuidv7(), topic: 'order' as const },
    template: movedTo ? 'day_moved' : 'day_closed',
    values: { outlet: outletName, day, movedTo: movedTo ?? '', reason },
    link: `/shop/${code}/${outletId}`,
    dedupeKey: `day_off ${outletId} ${day} ${movedTo ?? 'closed'}`,
    costCenter: 'delivery',
  }))
  return (await tellAll(tx, distributorId, messages)).size
}
