import type { Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import type { CartMemory, KnownProducts, KnownShelf } from './cart-memory.ts'
import type { CartGate } from './cart-queries.ts'
import type { WantedLine } from './contract.ts'
import { type CartDesk, loadCartDesk } from './desk-queries.ts'
import { type StockRow, stockOf } from './line-queries.ts'
import { type Priced, stockByProduct } from './line-rules.ts'
import { knownByIds } from './sold-queries.ts'

type Asked = { outletId: string; lines: WantedLine[] }

/** What was remembered when the gate was asked, and what the gate said of it. */
export type Remembered = { memory: CartMemory; known: KnownShelf | undefined; gate: CartGate }

/** The stock of a cart's products; null: the outlet has one warehouse, as far as is known. */
export async function stockFor(
  tx: Tx,
  member: Member,
  { outletId, lines }: Asked,
  known: KnownShelf | undefined,
): Promise<ReadonlyMap<string, StockRow[]> | null> {
  if (known?.desks.get(outletId)?.warehouses.length === 1) return null
  return stockNow(tx, member, { outletId, lines })
}

const stockNow = async (tx: Tx, { tenant }: Member, { lines }: Asked) =>
  stockByProduct(await stockOf(tx, tenant.id, idsOf(lines)))

/**
 * What the lines of a cart are composed by. What is remembered is used when the gate proved it, and
 * what is missing is read now; remembered is only what was committed when it was read.
 */
export async function knownCart(
  tx: Tx,
  member: Member,
  asked: Asked,
  { memory, known, gate }: Remembered,
  read: ReadonlyMap<string, StockRow[]> | null,
): Promise<Priced | null> {
  const shelf = shelfOf(member, memory, known, gate)
  const desk = await deskFor(tx, member, asked.outletId, shelf, gate.today)
  if (!desk) return null
  const sold = await soldFor(tx, member, asked, shelf, desk)
  // With one warehouse stock decides nothing; an outlet that was given another meanwhile is asked anew.
  const one = desk.warehouses.length === 1
  const stock = read ?? (one ? new Map<string, StockRow[]>() : await stockNow(tx, member, asked))
  const products: Priced['products'] = new Map()
  for (const id of idsOf(asked.lines)) {
    const product = sold.products.get(id)
    if (product) products.set(id, { ...product, stock: stock.get(id) ?? [] })
  }
  return { desk, products, lists: sold.lists, currency: member.tenant.currency }
}

function shelfOf(
  { tenant }: Member,
  memory: CartMemory,
  known: KnownShelf | undefined,
  { changed, clean, snapshot }: CartGate,
): KnownShelf {
  if (known && changed?.length === 0) return known
  if (clean) {
    const lists = changed?.every((of) => of !== null) ? changed.flat() : null
    return known && lists
      ? memory.without(tenant.id, known, { since: snapshot, lists })
      : memory.begin(tenant.id, snapshot)
  }
  return { since: snapshot, desks: new Map(), byLists: new Map() }
}

// A desk is of a day: papers begin and end.
async function deskFor(
  tx: Tx,
  { tenant }: Member,
  outletId: string,
  shelf: KnownShelf,
  today: string,
): Promise<CartDesk | undefined> {
  const known = shelf.desks.get(outletId)
  if (known?.today === today) return known
  const { id: distributorId, timeZone } = tenant
  const desk = await loadCartDesk(tx, { distributorId, timeZone, outletId })
  if (desk) shelf.desks.set(outletId, desk)
  return desk
}

async function soldFor(
  tx: Tx,
  { tenant }: Member,
  { lines }: Asked,
  shelf: KnownShelf,
  desk: CartDesk,
): Promise<KnownProducts> {
  const listIds = [...new Set(desk.signatures.map((signature) => signature.priceListId))].sort()
  const key = listIds.join(' ')
  const known = shelf.byLists.get(key) ?? { lists: new Map(), products: new Map() }
  const missing = idsOf(lines).filter((id) => !known.products.has(id))
  if (missing.length === 0) return known
  const asked = { distributorId: tenant.id, listIds, productIds: missing }
  const { lists, products } = await knownByIds(tx, asked)
  for (const list of lists) known.lists.set(list.id, list)
  for (const id of missing) known.products.set(id, null)
  for (const product of products) known.products.set(product.id, product)
  shelf.byLists.set(key, known)
  return known
}

const idsOf = (lines: readonly WantedLine[]) => [...new Set(lines.map((line) => line.productId))]
