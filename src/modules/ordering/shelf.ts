import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pool, readTenant, readTenantAtOnce } from '../../platform/db.ts'
import { JsonText, ok, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { searchProducts } from '../catalogue/catalogue.ts'
import { outletPlan } from '../delivery/delivery.ts'
import { sees } from '../outlets/outlets.ts'
import type { Quote, ShelfProduct, WantedLine } from './contract.ts'
import { type Desk, loadDesk } from './desk-queries.ts'
import { loadGiver } from './hand-discounts.ts'
import type { Giver } from './hand-queries.ts'
import { handRefusal, withHands } from './hand-rules.ts'
import { licencesMissing } from './licence-hold-rules.ts'
import {
  gtinsOf,
  productCard,
  productsPage,
  type SoldProduct,
  type StockRow,
  stockOf,
} from './line-queries.ts'
import {
  availableMilli,
  type ComposedLine,
  composeLines,
  type Priced,
  type Pricing,
  shortLines,
  stockByProduct,
} from './line-rules.ts'
import { benefitQuote, ownDevice } from './order-benefits.ts'
import { creditOf, missingToMinimum, splitOrders, sumsOf } from './order-rules.ts'
import type { ShelfMemory } from './shelf-memory.ts'
import { loadShelfDesk, loadShelfNow } from './shelf-queries.ts'
import { shownPage } from './shelf-view.ts'
import { soldByIds } from './sold-queries.ts'

export type ShelfRequest = {
  outletId: string
  categoryId?: string | undefined
  search?: string | undefined
  productIds?: string[] | undefined
  after: number
  limit: number
}

/** What an outlet may order: by ids, by search, or a page of a category or of everything. */
export async function shelf(db: Db, member: Member, request: ShelfRequest, memory: ShelfMemory) {
  const ask = () => loadShelf(db, member, request.outletId)
  const priced = await memory.desks.learn(deskKey(member, request), ask)
  if (!priced) return refuse(UNKNOWN)
  const found = await findProducts(db, member, priced, request, memory)
  const productIds = found.products.map((product) => product.id)
  const stock = await stockOf(db, member.tenant.id, productIds)
  return ok({ products: shownWithStock(priced, found.products, stock, member), next: found.next })
}

/**
 * The same in one statement for a page that this outlet looked at a moment ago: what the page shows
 * and at which prices is remembered, who may see it and with what stock is asked.
 */
export async function shelfAgain(
  pool: Pool,
  member: Member,
  request: ShelfRequest,
  memory: ShelfMemory,
) {
  const priced = memory.desks.peek(deskKey(member, request))
  const page = priced && isPage(request) && memory.pages.peek(pageKey(member, priced, request))
  if (page) {
    const { outletId } = request
    const warehouses = arrayOf(priced.desk.warehouses)
    const products = idsOf(page)
    const now = await readTenantAtOnce(pool, member.tenant.id, (db) =>
      loadShelfNow(db, member, { outletId, warehouses, products }),
    )
    if (!now) return refuse(UNKNOWN)
    // Of another day, other contracts and prices.
    if (now.today === priced.desk.today) return ok(textOf(priced, page, now.stock, member, request))
  }
  return readTenant(pool, member.tenant.id, (db) => shelf(db, member, request, memory))
}

const arrayOf = (ids: readonly string[]) => `{${ids.join(',')}}`
const pageIds = new WeakMap<SoldProduct[], string>()

function idsOf(page: SoldProduct[]): string {
  const ids = pageIds.get(page) ?? arrayOf(page.map((product) => product.id))
  pageIds.set(page, ids)
  return ids
}

type Reply = { products: ShelfProduct[]; next: number | null }

function textOf(
  priced: Pricing,
  page: SoldProduct[],
  stock: StockOf[],
  member: Member,
  request: ShelfRequest,
): JsonText<Reply> {
  const available = availableOf(priced, stock)
  const products = shownPage(priced, page, member).map(
    ({ product, text }) => `${text}${available(product.id)}}`,
  )
  const { next } = pageOf(page, request)
  return new JsonText(`{"products":[${products.join(',')}],"next":${next}}`)
}

// Only pages are remembered: what is searched for, or asked by ids, is another thing each time.
const isPage = ({ search, productIds }: ShelfRequest) => !productIds && !search?.trim()

const deskKey = ({ tenant }: Member, { outletId }: ShelfRequest) => `${tenant.id} ${outletId}`

const pageKey = (
  { tenant }: Member,
  { lists }: Pricing,
  { categoryId, after, limit }: ShelfRequest,
) => [tenant.id, categoryId ?? '', after, limit, ...[...lists.keys()].toSorted()].join(' ')

type Page = { products: SoldProduct[]; next: number | null }

const pageOf = (products: SoldProduct[], { limit }: ShelfRequest): Page => ({
  products,
  next: products.length === limit ? (products.at(-1)?.number ?? null) : null,
})

type StockOf = StockRow & { productId: string }

const shownWithStock = (
  priced: Pricing,
  products: SoldProduct[],
  stock: StockOf[],
  member: Member,
): ShelfProduct[] => {
  const available = availableOf(priced, stock)
  return shownPage(priced, products, member).map(({ product }) => ({
    ...product,
    availableMilli: available(product.id),
  }))
}

function availableOf({ desk }: Pricing, stock: StockOf[]): (productId: string) => number | null {
  const byProduct = stockByProduct(stock)
  return (productId) => availableMilli(desk, { stock: byProduct.get(productId) ?? [] })
}

async function loadShelf(db: Db, member: Member, outletId: string): Promise<Pricing | undefined> {
  const loaded = await loadShelfDesk(db, member, outletId)
  if (!loaded) return undefined
  const lists = new Map(loaded.lists.map((list) => [list.id, list]))
  return { desk: loaded.desk, lists, currency: member.tenant.currency }
}

async function findProducts(
  db: Db,
  member: Member,
  priced: Pricing,
  request: ShelfRequest,
  memory: ShelfMemory,
): Promise<Page> {
  const distributorId = member.tenant.id
  const priceListIds = [...priced.lists.keys()]
  const { search, productIds, after, limit } = request
  if (!isPage(request)) {
    const ids =
      productIds ?? (await searchProducts(db, { distributorId, text: search ?? '', limit }))
    const sold = await soldByIds(db, { distributorId, listIds: priceListIds, productIds: ids })
    const byId = new Map(sold.products.map((product) => [product.id, product]))
    return { products: ids.flatMap((id) => byId.get(id) ?? []), next: null }
  }
  const categoryId = request.categoryId ?? null
  const ask = () => productsPage(db, { distributorId, priceListIds, categoryId, after, limit })
  const products = (await memory.pages.recall(pageKey(member, priced, request), ask)) ?? []
  return pageOf(products, request)
}

/** The card of one product for an outlet. */
export async function card(
  db: Db,
  member: Member,
  asked: { outletId: string; productId: string },
  memory: ShelfMemory,
) {
  const { productId } = asked
  const one = { ...asked, productIds: [productId], after: 0, limit: 1 }
  const page = await shelf(db, member, one, memory)
  if (!page.ok) return page
  const product = page.value.products[0]
  const more = await productCard(db, member.tenant.id, productId)
  if (!product || !more) return refuse(UNKNOWN)
  const gtins = await gtinsOf(db, member.tenant.id, productId)
  const texts = more.description as Record<string, string>
  const names = (more.categoryNames ?? {}) as Record<string, string>
  return ok({
    ...product,
    description: texts[member.language] ?? texts.uk ?? '',
    gtins: gtins.map((row) => row.gtin),
    article: more.article,
    shelfLifeDays: more.shelfLifeDays,
    categoryName: names[member.language] ?? more.categoryName,
  })
}

/** The desk with the products of a cart and the price lists that may price them. */
export async function loadCart(
  db: Db,
  member: Member,
  cart: { outletId: string; lines: WantedLine[] },
): Promise<(Priced & { desk: Desk }) | null> {
  const { id: distributorId, timeZone, currency } = member.tenant
  const desk = await loadDesk(db, {
    ...{ distributorId, timeZone, outletId: cart.outletId },
    deviceId: ownDevice(member),
  })
  if (!desk) return null
  const { lists, products } = await soldByIds(db, {
    distributorId,
    listIds: [...new Set(desk.signatures.map((signature) => signature.priceListId))],
    productIds: [...new Set(cart.lines.map((line) => line.productId))],
  })
  return {
    ...{ desk, currency },
    lists: new Map(lists.map((list) => [list.id, list])),
    products: new Map(products.map((product) => [product.id, product])),
  }
}

export type QuoteRequest = { outletId: string; deliveryDay: string | null; lines: WantedLine[] }

/** What a cart would cost now: sums with traces, differences, minimum, credit. Places nothing. */
export async function quote(db: Db, member: Member, request: QuoteRequest) {
  if (!(await sees(db, member, 'catalogue.read', request.outletId))) return refuse(UNKNOWN)
  const cart = await loadCart(db, member, request)
  if (!cart) return refuse(UNKNOWN)
  const asked = { distributorId: member.tenant.id, timeZone: member.tenant.timeZone }
  const plan = await outletPlan(db, { ...asked, outletId: request.outletId })
  const giver = await loadGiver(db, member)
  const { lines: composed, differences } = composeLines(cart, request.lines)
  const gives = giver !== null && giver.role !== 'office'
  const lines = gives ? withHands(composed, member.personName) : composed
  const sums = sumsOf(lines)
  const topUp = request.deliveryDay !== null && plan?.dropOn.has(request.deliveryDay) === true
  const minimum = missingToMinimum(lines, plan?.minimumMinor ?? 0, 0)
  const reply: Quote = {
    ...sums,
    ...minimum,
    ...(topUp && { missingMinor: 0 }),
    topUp,
    hand: gives ? handQuote(giver, lines) : null,
    benefit: benefitQuote(cart.desk.benefit, sums.totalMinor),
    currency: member.tenant.currency,
    differences: [...differences, ...shortLines(cart.desk, lines)],
    credit: creditOf(cart.desk, lines),
    missingLicences: licencesMissing(cart.desk, lines, request.deliveryDay ?? cart.desk.today),
    orders: splitOrders(lines).parts.map(({ contract, lines: own }) => ({
      contractId: contract.contractId,
      sellingEntity: contract.sellingEntity,
      totalMinor: sumsOf(own).totalMinor,
    })),
    lines: lines.map((line) => ({
      productId: line.product.id,
      contractId: line.contract?.contractId ?? null,
      name: line.product.names[member.language] ?? line.name,
      unitCode: line.unit.code,
      quantityMilli: line.quantityMilli,
      unitPriceE4: line.unitPriceE4,
      netMinor: line.netMinor,
      vatMinor: line.vatMinor,
      totalMinor: line.totalMinor,
      approximate: line.approximate,
      trace: line.trace,
    })),
  }
  return ok(reply)
}

const handQuote = (giver: Giver, lines: ComposedLine[]) => ({
  limitBp: giver.percentBp,
  budgetMinor: giver.budgetMinor,
  leftMinor: Math.max(0, giver.budgetMinor - giver.spentMinor),
  whenOver: giver.whenOver,
  over: handRefusal(lines, giver),
})
