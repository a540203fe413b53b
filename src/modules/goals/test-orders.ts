import { randomUUID } from 'node:crypto'
import type { TestDatabase } from '../../../test/test-database.ts'
import type { Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { applyErpStatus, type ErpStatus } from '../ordering/erp-status.ts'
import { placeOrder } from '../ordering/place-order.ts'
import { askReturn, decideReturn } from '../ordering/returns.ts'

type Wanted = { quantityMilli?: number | undefined; by?: 'buyer' | 'agent' | 'supervisor' }

/** Places milk and bread for the next slot, through the real call; answers the order's id. */
export async function place(
  database: TestDatabase,
  town: Town,
  { quantityMilli = 4_000, by = 'buyer' }: Wanted = {},
): Promise<string> {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, town[by], {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    lines: [
      { productId: town.ids.milk, unitCode: 'шт', quantityMilli },
      { productId: town.ids.bread, unitCode: 'шт', quantityMilli: 2_000 },
    ],
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  return placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
}

/** What the ERP says of an order. */
export const tell = (
  database: TestDatabase,
  town: Town,
  orderId: string,
  told: Pick<ErpStatus, 'status' | 'lines'>,
) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    applyErpStatus(tx, {
      distributorId: town.tenant.id,
      orderId,
      word: told.status,
      erpNumber: null,
      ...told,
    }),
  )

/** Takes goods of a line back, from asking to done; false when the rules refuse it. */
export async function giveBack(
  database: TestDatabase,
  town: Town,
  orderId: string,
  line: { lineNo: number; quantityMilli: number },
): Promise<boolean> {
  const { pools } = database
  const returnId = randomUUID()
  const kind = 'wrong_or_damaged' as const
  const asked = { orderId, returnId, kind, note: '', lines: [line] }
  if (!(await askReturn(pools.app, town.buyer, asked)).ok) return false
  for (const decision of ['accepted', 'done'] as const) {
    const decided = { returnId, decision, why: '', taken: [] }
    if (!(await decideReturn(pools.app, town.admin, decided)).ok) return false
  }
  return true
}
