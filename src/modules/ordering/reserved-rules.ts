import type { OrderPart } from './order-rules.ts'

/** What an order's lines take from the shelf of its warehouse. */
export const wantedOf = (order: Pick<OrderPart, 'lines' | 'warehouseId'>) =>
  order.lines.map((line) => ({
    warehouseId: order.warehouseId,
    productId: line.product.id,
    quantityMilli: line.baseQuantityMilli,
  }))

type Wanted = { warehouseId: string; productId: string; quantityMilli: number }

/** The same product in two units is one quantity of the shelf. */
export function joined(wanted: Wanted[]): Wanted[] {
  const byKey = new Map<string, Wanted>()
  for (const row of wanted) {
    const key = `${row.productId} ${row.warehouseId}`
    const known = byKey.get(key)
    byKey.set(key, { ...row, quantityMilli: row.quantityMilli + (known?.quantityMilli ?? 0) })
  }
  return [...byKey.values()]
}
