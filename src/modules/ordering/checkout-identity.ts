import { createHash } from 'node:crypto'
import type { WantedLine } from './contract.ts'

export type PlaceRequest = {
  outletId: string
  checkoutId: string
  deliveryDay: string
  lines: WantedLine[]
  note: string
  preparedBy: 'buyer' | 'suggestion'
  origin: 'visit' | 'call' | 'messenger' | null
  onDouble: 'ask' | 'keep'
  /** Staff let the order in after the cut-off, and say why. */
  late?: { reason: string } | undefined
}

/** What of the request counts: the same id with another hash of it is another order, and refused. */
export function hashOfBody(request: PlaceRequest): Buffer {
  const { outletId, checkoutId, deliveryDay, note, preparedBy: prepared, origin } = request
  const lines = request.lines.map((l) => [
    ...[l.productId, l.unitCode, l.quantityMilli],
    ...(l.hand ? [l.hand.percentBp, l.hand.reason] : []),
  ])
  const late = request.late ? [request.late.reason] : []
  const head = [outletId, checkoutId, deliveryDay, lines, note, prepared, origin]
  const body = JSON.stringify([...head, ...late])
  return createHash('sha256').update(body).digest()
}

/** The checkout's moment and a hash of what makes this order its own: the same at every retry. */
export function orderIdOf(checkoutId: string, part: string): string {
  const hash = createHash('sha256').update(`${checkoutId} ${part}`).digest('hex')
  const moment = checkoutId.replaceAll('-', '').slice(0, 12)
  const time = `${moment.slice(0, 8)}-${moment.slice(8)}`
  return `${time}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
