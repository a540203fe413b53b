import { UNKNOWN } from '../../platform/call.ts'
import type { Db } from '../../platform/db.ts'
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
  type ProductRow,
  productCard,
  productsByIds,
  productsPage,
} from './line-queries.ts'
import {
  availableMilli,
  composeLines,
  type Priced,
  type Pricing,
  shortLines,
  stepsOf,
} from './line-rules.ts'
import { creditOf, missingToMinimum, splitOrders, sumsOf } from './order-rules.ts'

export type ShelfRequest = {
  outletId: string
  categoryId?: string | undefined
  search?: string | undefined
  productIds?: string[] | undefined
  after: number
  limit: number
}

/** The outlet's desk with the price lists that may price anything for it. */
async function loadPriced(db: Db, member: Member, outletId: string) {
  const asked = { distributorId: member.tenant.id, outletId, timeZone: member.tenant.timeZone }
  const desk = await loadDesk(db, asked)
  if (!desk) return null
  const ids = [...new Set(desk.signatures.map((s) => s.priceListId))]
  const rows = await listsWithParents(db, member.tenant.id, ids)
  const lists = new Map(rows.map((list) => [list.id, list]))
  return { desk, lists, currency: member.tenant.currency }
}

/** What an outlet may order: by ids, by search, or a page of a category or of everything. */
export async function shelf(db: Db, member: Member, request: ShelfRequest) {
  if (!(await sees(db, member, 'catalogue.read', request.outletId))) return refuse(UNKNOWN)
  const priced = await loadPriced(db, member, request.outletId)
  if (!priced) return refuse(UNKNOWN)
  const found = await findProducts(db, member, [...priced.lists.keys()], request)
  const products = found.products.map((product) => shown(priced, product, member))
  return ok({ products, next: found.next })
}

async function findProducts(db: Db, member: Member, priceListIds: string[], request: ShelfRequest) {
  const distributorId = member.tenant.id
  const { search, productIds, after, limit } = request
  if (productIds || search?.trim()) {
    const ids =
      productIds ?? (await searchProducts(db, { distributorId, text: search ?? '', limit }))
    const rows = await productsByIds(db, { distributorId, priceListIds, productIds: ids })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return { products: ids.flatMap((id) => byId.get(id) ?? []), next: null }
  }
  const categoryId = request.categoryId ?? null
  const products = await productsPage(db, { distributorId, priceListIds, categoryId, after, limit })
  const next = products.length === limit ? (products.at(-1)?.number ?? null) : null
  return { products, next }
}

const NOVELTY_DAYS = 45

/** A product as this outlet sees it. */
function shown(priced: Pricing, product: ProductRow, { language, tenant }: Member): ShelfProduct {
  return {
    id: product.id,
    number: product.number,
    code: product.code,
    name: product.names[language] ?? product.name,
    brand: product.brand,
    categoryId: product.categoryId,
    picture: product.pictureId ? `/files/${tenant.code}/${product.pictureId}` : null,
    units: product.units,
    baseUnit: product.baseUnit,
    orderUnit: product.orderUnit,
    catchWeight: product.catchWeight,
    nominalMilli: product.nominalMilli,
    vatBp: product.vatBp,
    price: shelfPrice(priced, product),
    availableMilli: availableMilli(priced.desk, product),
    novelty: isNovelty(product.launchDay, priced.desk.today),
  }
}

const isNovelty = (launchDay: string | null, today: string) =>
  launchDay !== null &&
  launchDay <= today &&
  Date.parse(today) - Date.parse(launchDay) <= NOVELTY_DAYS * 86_400_000

// Prices in the unit that is ordered, as the quote will have them; the browser sums from these.
function shelfPrice(priced: Pricing, product: ProductRow) {
  const { units, orderUnit, baseUnit } = product
  const unit = units.find((u) => u.code === orderUnit) ?? units.find((u) => u.code === baseUnit)
  const [first, ...higher] = unit ? stepsOf(priced, product, unit) : []
  if (!unit || !first) return null
  const { unitPriceE4, vatIncluded } = first
  const breaks = higher
    .filter((step) => step.vatIncluded === vatIncluded)
    .map((step) => ({ fromQuantityMilli: step.fromMilli, unitPriceE4: step.unitPriceE4 }))
  return { unitCode: unit.code, unitPriceE4, vatIncluded, breaks }
}

/** The card of one product for an outlet. */
export async function card(db: Db, member: Member, asked: { outletId: string; productId: string }) {
  const { productId } = asked
  const page = await shelf(db, member, { ...asked, productIds: [productId], after: 0, limit: 1 })
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
