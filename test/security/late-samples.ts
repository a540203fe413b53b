import { randomUUID } from 'node:crypto'
import { insertRows } from '../../src/demo/load-queries.ts'
import type { Tx } from '../../src/platform/db.ts'
import type { Town } from '../town.ts'
import type { Sample } from './samples.ts'

const line = (productId: string) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })

/** A request for every call of what comes after the cut-off. */
export const lateSamples: Record<string, Sample> = {
  'ordering.exceptions': { request: () => ({}) },
  'ordering.setExceptionsMax': { request: () => ({ max: 3 }) },
  'ordering.askLate': {
    request: ({ ids, deliveryDay }) => ({
      ...{ outletId: ids.outlet, requestId: randomUUID(), deliveryDay },
      lines: [line(ids.product)],
    }),
    ids: { outletId: 'outlet' },
  },
  'ordering.lateRequests': { request: () => ({}), ids: { outletId: 'outlet' } },
  'ordering.decideLate': {
    request: async (place) => ({
      ...{ requestId: await place.newLateRequest(), decision: 'decline', why: 'не встигаємо' },
    }),
    ids: { requestId: 'lateRequest' },
  },
  'ordering.moveStranded': {
    request: ({ ids }) => ({ zoneId: ids.zone, day: '2199-01-01' }),
    ids: { zoneId: 'zone' },
  },
  'ordering.confirmLate': {
    request: async (place) => ({ requestId: await place.newLateRequest('moved') }),
    ids: { requestId: 'lateRequest' },
  },
}

/** A request of the visible outlet that waits, or was offered another day. */
export async function makeLateRequest(
  tx: Tx,
  { tenant, ids }: Town,
  { deliveryDay, moved }: { deliveryDay: string; moved: boolean },
): Promise<string> {
  const id = randomUUID()
  const decided = { decided_by: ids.adminPerson, moved_to: deliveryDay, state: 'moved' }
  await insertRows(tx, 'ordering.late_request', [
    {
      ...{ distributor_id: tenant.id, id, outlet_id: ids.outlet, body_hash: '\\x00' },
      ...{ delivery_day: moved ? '2020-01-01' : `${String(++year)}-01-01`, note: tenant.code },
      lines: [line(ids.milk)],
      ...{ channel: 'portal', prepared_by: 'buyer', asked_by: ids.buyer, asked_name: tenant.code },
      ends_at: '2199-01-01T00:00:00Z',
      ...(moved ? decided : {}),
    },
  ])
  return id
}

// One may wait for a day.
let year = 2100
