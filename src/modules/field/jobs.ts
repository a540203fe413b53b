import type { Tx } from '../../platform/db.ts'
import { forMany, tellAfterCommit } from '../../platform/facts.ts'
import type { PromiseMade } from '../accounts/events.ts'
import type { OrderFact, ReturnMoved } from '../ordering/events.ts'
import { insertNotices, insertPromiseNotices, insertReturnNotices } from './queries.ts'

const KIND = {
  'ordering.order_placed': 'order_placed',
  'ordering.order_changed': 'order_changed',
  'ordering.order_cancelled': 'order_cancelled',
} as const

/** Tells the agents of orders' lines; a reaction runs once, so each is told once. */
export const tellAgent = forMany(async (tx, distributorId, facts: OrderFact[]) => {
  const notices = facts.map(({ type, orderId, version }) => ({
    ...{ factId: `${orderId} ${version}`, orderId, kind: KIND[type] },
  }))
  const told = new Set(await insertNotices(tx, distributorId, notices))
  for (const { orderId, outletId } of facts) {
    const change = { kind: 'notice', id: orderId, placeId: outletId } as const
    if (told.has(orderId)) tellAfterCommit(tx, distributorId, change)
  }
})

/** Tells agent and supervisor of the outlet that a payment was promised. */
export async function tellOfPromise(tx: Tx, fact: PromiseMade): Promise<void> {
  const { distributorId, promiseId, outletId } = fact
  const told = await insertPromiseNotices(tx, distributorId, promiseId)
  const change = { kind: 'notice', id: promiseId, placeId: outletId } as const
  if (told > 0) tellAfterCommit(tx, distributorId, change)
}

/** Tells agent and supervisor that a shop asks to give goods back. */
export async function tellOfReturn(tx: Tx, fact: ReturnMoved): Promise<void> {
  const { distributorId, returnId, outletId, status } = fact
  if (status !== 'asked') return
  const told = await insertReturnNotices(tx, distributorId, returnId)
  const change = { kind: 'notice', id: returnId, placeId: outletId } as const
  if (told > 0) tellAfterCommit(tx, distributorId, change)
}
