import type { Db } from '../../platform/db.ts'
import { tenantById } from '../identity/identity.ts'
import { loadDesks } from './desk-queries.ts'
import { composeLines, type Priced } from './line-rules.ts'
import { soldByIds } from './sold-queries.ts'

export type PortalAsked = {
  outletId: string
  productId: string
  unitCode: string
  quantityMilli: number
}
/** What the portal would say to a line today: its sum, or why there is none. */
export type PortalAnswer =
  | { code: 'priced'; totalMinor: number; unitPriceE4: number; list: string }
  | { code: 'not_sold' | 'no_price' | 'no_outlet' }

/**
 * What the portal would say today to lines of many outlets, in the order asked: the same rules as
 * a cart's, loaded in three statements however many lines there are.
 */
export async function portalLines(
  db: Db,
  distributorId: string,
  asked: readonly PortalAsked[],
): Promise<PortalAnswer[]> {
  const outletIds = [...new Set(asked.map((line) => line.outletId))]
  const { timeZone, currency } = await tenantById(db, distributorId)
  const desks = await loadDesks(db, { distributorId, outletIds, timeZone })
  const listIds = desks.flatMap((desk) => desk.signatures.map((s) => s.priceListId))
  const { lists, products } = await soldByIds(db, {
    distributorId,
    listIds: [...new Set(listIds)],
    productIds: [...new Set(asked.map((line) => line.productId))],
  })
  const shared = {
    currency,
    lists: new Map(lists.map((list) => [list.id, list])),
    products: new Map(products.map((product) => [product.id, product])),
  }
  const priced = new Map(desks.map((desk) => [desk.outletId, { desk, ...shared }]))
  return asked.map((line) => answerTo(priced.get(line.outletId), line))
}

function answerTo(priced: Priced | undefined, line: PortalAsked): PortalAnswer {
  if (!priced) return { code: 'no_outlet' }
  const { lines, differences } = composeLines(priced, [line])
  const [made] = lines
  if (made) {
    const { totalMinor, unitPriceE4, trace } = made
    return { code: 'priced', totalMinor, unitPriceE4, list: trace.list }
  }
  return { code: differences.some((d) => d.code === 'no_price') ? 'no_price' : 'not_sold' }
}
