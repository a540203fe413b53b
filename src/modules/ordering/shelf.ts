import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pool, readTenant, readTenantAtOnce } from '../../platform/db.ts'
import type { Memory } from '../../platform/live.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { searchProducts } from '../catalogue/catalogue.ts'
import { outletPlan } from '../delivery/delivery.ts'
import { sees } from '../outlets/outlets.ts'
import type { Quote, ShelfProduct, WantedLine } from './contract.ts'
import { loadDesk } from './desk-queries.ts'
import { licencesMissing } from './licence-hold-rules.ts'
import {
  gtinsOf,
  listsWithParents,
  productCard,
  productsByIds,
  productsPage,
  type SoldProduct,
  type StockRow,
  stockOf,
} from './line-queries.ts'
import {
  availableMilli,
  composeLines,
  type Priced,
  type Pricing,
  shortLines,
} from './line-rules.ts'
import { creditOf, missingToMinimum, splitOrders, sumsOf } from './order-rules.ts'
import { loadShelfDesk } from './shelf-queries.ts'
import { type Shown, shownPage } from './shelf-view.ts'

type ShelfMemory = Memory<SoldProduct[]>
export type ShelfRequest = {
  outletId: string
  categoryId?: string | undefined
  search?: string | undefined
  productIds?: string[] | undefined
  after: number
  limit: number
}

/** The outlet's desk with the price lists that may price anything for it. */
async function loadPriced(
  db: Db,
  member: Member,
  outletId: string,
): Promise<Omit<Priced, 'products'> | null> {
  const asked = { distributorId: member.tenant.id, outletId, timeZone: member.tenant.timeZone }
  const desk = await loadDesk(db, asked)
  if (!desk) return null
  const ids = [...new Set(desk.signatures.map((s) => s.priceListId))]
  const rows = await listsWithParents(db, member.tenant.id, ids)
  const lists = new Map(rows.map((list) => [list.id, list]))
  return { desk, lists, currency: member.tenant.currency }
}

/** What an outlet may order: by ids, by search, or a page of a category or of everything. */
export async function shelf(db: Db, member: Member, request: ShelfRequest, memory: ShelfMemory) {
  const priced = await loadShelf(db, member, request.outletId)
  if (!priced) return refuse(UNKNOWN)
  const found = await findProducts(db, member, priced, request, memory)
  const productIds = found.products.map((product) => product.id)
  const stock = await stockOf(db, member.tenant.id, productIds)
  return ok(replyOf(priced, found, stock, member))
}

/**
 * The same in one round trip for a page that this outlet looked at a moment ago: what the page shows
 * is remembered, who may see it, at which lists and with what stock is asked.
 */
export async function shelfAgain(
  pool: Pool,
  member: Member,
  request: ShelfRequest,
  memory: ShelfMemory,
) {
  const guess = isPage(request) ? memory.peek(guessKey(member, request)) : undefined
  if (guess) {
    const productIds = guess.map((product) => product.id)
    const [priced, stock] = await readTenantAtOnce(pool, member.tenant.id, (db) =>
      Promise.all([
        loadShelf(db, member, request.outletId),
        stockOf(db, member.tenant.id, productIds),
      ]),
    )
    if (!priced) return refuse(UNKNOWN)
    const known = memory.peek(pageKey(member, priced, request))
    if (known === guess) return ok(replyOf(priced, pageOf(guess, request), stock, member))
  }
  return readTenant(pool, member.tenant.id, (db) => shelf(db, member, request, memory))
}

// Only pages are remembered: what is searched for, or asked by ids, is another thing each time.
const isPage = ({ search, productIds }: ShelfRequest) => !productIds && !search?.trim()

const guessKey = ({ tenant }: Member, { outletId, categoryId, after, limit }: ShelfRequest) =>
  [tenant.id, outletId, categoryId ?? '', after, limit].join(' ')

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

function replyOf(
  priced: Pricing,
  { products, next }: Page,
  stock: (StockRow & { productId: string })[],
  member: Member,
) {
  const byProduct = new Map<string, StockRow[]>()
  for (const row of stock) {
    const rows = byProduct.get(row.productId)
    if (rows) rows.push(row)
    else byProduct.set(row.productId, [row])
  }
  const withStock = (product: Shown): ShelfProduct => ({
    ...product,
    availableMilli: availableMilli(priced.desk, { stock: byProduct.get(product.id) ?? [] }),
  })
  return { products: shownPage(priced, products, member).map(withStock), next }
}

async function loadShelf(db: Db, member: Member, outletId: string): Promise<Pricing | null> {
  const loaded = await loadShelfDesk(db, member, outletId)
  if (!loaded) return null
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
    const rows = await productsByIds(db, { distributorId, priceListIds, productIds: ids })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return { products: ids.flatMap((id) => byId.get(id) ?? []), next: null }
  }
  const categoryId = request.categoryId ?? null
  const ask = () => productsPage(db, { distributorId, priceListIds, categoryId, after, limit })
  const products = (await memory.recall(pageKey(member, priced, request), ask)) ?? []
  await memory.recall(guessKey(member, request), async () => products)
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

/** The desk with the products of a cart. */
export async function loadCart(
  db: Db,
  member: Member,
  cart: { outletId: string; lines: WantedLine[] },
): Promise<Priced | null> {
  const priced = await loadPriced(db, member, cart.outletId)
  if (!priced) return null
  const rows = await productsByIds(db, {
    distributorId: member.tenant.id,
    priceListIds: [...priced.lists.keys()],
    productIds: [...new Set(cart.lines.map((line) => line.productId))],
  })
  return { ...priced, products: new Map(rows.map((row) => [row.id, row])) }
}

export type QuoteRequest = { outletId: string; deliveryDay: string | null; lines: WantedLine[] }

/** What a cart would cost now: sums with traces, differences, minimum, credit. Places nothing. */
export async function quote(db: Db, member: Member, request: QuoteRequest) {
  if (!(await sees(db, member, 'catalogue.read', request.outletId))) return refuse(UNKNOWN)
  const cart = await loadCart(db, member, request)
  if (!cart) return refuse(UNKNOWN)
  const asked = { distributorId: member.tenant.id, timeZone: member.tenant.timeZone }
  const plan = await outletPlan(db, { ...asked, outletId: request.outletId })
  const { lines, differences } = composeLines(cart, request.lines)
  const sums = sumsOf(lines)
  const drop = request.deliveryDay ? plan?.dropOn.get(request.deliveryDay) : undefined
  const minimum = missingToMinimum(lines, plan?.minimumMinor ?? 0, drop?.valueMinor ?? 0)
  const reply: Quote = {
    ...sums,
    ...minimum,
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
