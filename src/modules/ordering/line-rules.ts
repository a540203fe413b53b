import { convertMilli, quantityProblem, roundToMultiple } from '../catalogue/unit-rules.ts'
import type { HandWish } from '../pricing/hand-discount-rules.ts'
import { compilePrices, type PriceEntry, type PriceList } from '../pricing/price-list-rules.ts'
import { priceLine, priceSteps, type Trace } from '../pricing/price-rules.ts'
import { listsFor, withParents } from '../pricing/signature-rules.ts'
import type { Difference, WantedLine } from './contract.ts'
import type { CartContract, CartDesk, PricedContract, ShelfDesk } from './desk-queries.ts'
import type { ListRow, ProductRow, SoldProduct, StockRow, UnitRow } from './line-queries.ts'

/** A line ready to be placed: what it is sold as, from where, to whom it is credited. */
export type ComposedLine = {
  product: ProductRow
  name: string
  unit: UnitRow
  quantityMilli: number
  baseQuantityMilli: number
  contract: CartContract | null
  warehouseId: string | null
  creditedAgentId: string | null
  teamId: string | null
  unitPriceE4: number
  netMinor: number
  vatMinor: number
  totalMinor: number
  weightGrams: number
  approximate: boolean
  trace: Trace
  /** What the person wishes to take off by hand; not taken yet. */
  hand: HandWish | undefined
}
export type Composed = { lines: ComposedLine[]; differences: Difference[] }

/** Everything that pricing one outlet's cart needs, loaded before. */
export type Priced = {
  desk: CartDesk
  products: Map<string, ProductRow>
  lists: Map<string, ListRow>
  currency: string
}
/** What pricing one product needs. */
export type Pricing = Omit<Priced, 'products' | 'desk'> & { desk: ShelfDesk }

/** The contract a product is sold on: its selling entity's, the team's own before the general. */
function contractFor<C extends PricedContract>(
  contracts: C[],
  product: Pick<SoldProduct, 'sellingEntityId' | 'teamId'>,
): C | null {
  const ofEntity = contracts.filter(
    (c) => product.sellingEntityId === null || c.sellingEntityId === product.sellingEntityId,
  )
  return (
    ofEntity.find((c) => c.teamId !== null && c.teamId === product.teamId) ??
    ofEntity.find((c) => c.teamId === null) ??
    null
  )
}

const chains = new WeakMap<ShelfDesk, Map<string, PriceList[]>>()

// Products of one contract and team are priced by the same lists.
function chainFor(pricing: Pricing, product: SoldProduct): PriceList[] {
  const { desk } = pricing
  const known = chains.get(desk) ?? new Map<string, PriceList[]>()
  chains.set(desk, known)
  const contract = contractFor(desk.contracts, product)
  const key = `${contract?.contractId} ${product.teamId}`
  const chain = known.get(key) ?? findChain(pricing, contract, product)
  known.set(key, chain)
  return chain
}

/** The lists that price a product for an outlet, most specific first, each before its parents. */
function findChain(
  { desk, lists }: Pricing,
  contract: PricedContract | null,
  product: SoldProduct,
): PriceList[] {
  const ids = listsFor(desk.signatures, {
    contractId: contract?.contractId ?? null,
    paymentForm: contract?.paymentForm ?? null,
    priceZone: desk.priceZone,
    outletType: desk.outletType,
    teamId: product.teamId,
  })
  const parents = new Map([...lists.values()].map((list) => [list.id, list.parentId]))
  return withParents(ids, parents).flatMap((id) => lists.get(id) ?? [])
}

/** A product's price entries in the shape of the pricing rules. */
const entriesOf = (product: SoldProduct): PriceEntry[] =>
  product.prices.map(([priceListId, unitCode, fromQuantityMilli, validFrom, validTo, price]) => ({
    priceListId,
    productId: product.id,
    unitCode,
    fromQuantityMilli,
    validFrom,
    validTo,
    unitPriceE4: price,
  }))

/**
 * Composes the lines of a cart. What is not as the person saw it (price, stock, quantity, sale)
 * comes back as differences to confirm; nothing is changed silently.
 */
export function composeLines(priced: Priced, wanted: WantedLine[]): Composed {
  const composed: Composed = { lines: [], differences: [] }
  for (const line of wanted) {
    const product = priced.products.get(line.productId)
    const unit = product?.units.find((u) => u.code === line.unitCode)
    if (!product || !unit) {
      composed.differences.push({ code: 'not_sold', productId: line.productId })
      continue
    }
    const unfit = unfitQuantity(line, unit)
    if (unfit) composed.differences.push(unfit)
    const priceOf = priceWanted(priced, product, unit, line.quantityMilli)
    if (!priceOf.ok) {
      composed.differences.push({ code: 'no_price', productId: product.id })
      continue
    }
    const made = lineOf(priced.desk, product, unit, line, priceOf.value)
    composed.differences.push(...seenOtherwise(line, made))
    composed.lines.push(made)
  }
  return composed
}

const priceWanted = (
  pricing: Pricing,
  product: SoldProduct,
  unit: UnitRow,
  quantityMilli: number,
) => priceLine({ ...askedOf(product, unit), quantityMilli }, pricesOf(pricing, product))

/** All prices of a product in a unit, by quantity, for the outlet of the desk. */
export const stepsOf = (pricing: Pricing, product: SoldProduct, unit: UnitRow) =>
  priceSteps(askedOf(product, unit), pricesOf(pricing, product))

const askedOf = (product: SoldProduct, unit: UnitRow) => ({
  productId: product.id,
  unit,
  baseUnit: product.units.find((u) => u.code === product.baseUnit) ?? unit,
  vatBp: product.vatBp,
})

const pricesOf = (pricing: Pricing, product: SoldProduct) =>
  compilePrices(chainFor(pricing, product), entriesOf(product), {
    day: pricing.desk.today,
    currency: pricing.currency,
  })

function unfitQuantity({ productId, quantityMilli }: WantedLine, unit: UnitRow): Difference | null {
  const problem = quantityProblem(quantityMilli, unit)
  if (!problem) return null
  const { nearestMilli } = problem
  return { code: 'quantity_unfit', productId, wantedMilli: quantityMilli, nearestMilli }
}

type PriceOf = {
  unitPriceE4: number
  netMinor: number
  vatMinor: number
  totalMinor: number
  trace: Trace
}

function lineOf(
  desk: CartDesk,
  product: ProductRow,
  unit: UnitRow,
  line: WantedLine,
  price: PriceOf,
): ComposedLine {
  const base = { code: '', numerator: 1, denominator: 1 }
  const baseQuantityMilli = convertMilli(line.quantityMilli, unit, base, 'up')
  const team = agentOf(desk, product.teamId)
  const { unitPriceE4, netMinor, vatMinor, totalMinor, trace } = price
  // Written out: an object put together of others is made anew, property by property, for each line.
  return {
    product,
    name: product.name,
    unit,
    quantityMilli: line.quantityMilli,
    baseQuantityMilli,
    contract: contractFor(desk.contracts, product),
    warehouseId: warehouseFor(desk, product, baseQuantityMilli),
    creditedAgentId: team?.agentId ?? null,
    teamId: team?.teamId ?? product.teamId,
    unitPriceE4,
    netMinor,
    vatMinor,
    totalMinor,
    weightGrams: Math.round(((product.weightGrams ?? 0) * baseQuantityMilli) / 1000),
    approximate: product.catchWeight,
    trace,
    hand: line.hand,
  }
}

// A product of no team belongs to the general one: the first that is not exclusive.
const agentOf = (desk: CartDesk, teamId: string | null) =>
  teamId === null
    ? desk.agents.find((a) => !a.exclusive)
    : desk.agents.find((a) => a.teamId === teamId)

// The outlet's warehouses in their order: the first that has enough, else the first that keeps it.
function warehouseFor(desk: CartDesk, product: ProductRow, baseMilli: number): string | null {
  const keeping = desk.warehouses.flatMap(
    (id) => product.stock.find((s) => s.warehouseId === id) ?? [],
  )
  const enough = keeping.find((s) => s.mode === 'open' || s.free >= baseMilli)
  return (enough ?? keeping[0])?.warehouseId ?? desk.warehouses[0] ?? null
}

/** The stock of each product, of rows of many. */
export function stockByProduct<R extends StockRow & { productId: string }>(rows: R[]) {
  const byProduct = new Map<string, R[]>()
  for (const row of rows) {
    const own = byProduct.get(row.productId)
    if (own) own.push(row)
    else byProduct.set(row.productId, [row])
  }
  return byProduct
}

/** What can be promised of a product to this outlet, in base units; null: no limit (open stock). */
export function availableMilli(
  desk: Pick<CartDesk, 'warehouses'>,
  product: { stock: StockRow[] },
): number | null {
  const keeping = product.stock.filter((s) => desk.warehouses.includes(s.warehouseId))
  if (keeping.some((s) => s.mode === 'open')) return null
  return keeping.reduce((most, s) => Math.max(most, s.free), 0)
}

function seenOtherwise(line: WantedLine, made: ComposedLine): Difference[] {
  const seen = line.seenUnitPriceE4
  if (seen === undefined || seen === made.unitPriceE4) return []
  const { productId } = line
  return [
    { code: 'price_changed', productId, seenUnitPriceE4: seen, unitPriceE4: made.unitPriceE4 },
  ]
}

/** The lines that the shelf cannot promise, with how much of the wanted unit it can. */
export function shortLines(desk: CartDesk, lines: ComposedLine[]): Difference[] {
  return lines.flatMap((line) => {
    const free = availableMilli(desk, line.product)
    if (free === null || free >= line.baseQuantityMilli) return []
    return [stockShort(line, free)]
  })
}

/** The difference of one short line: base units rounded down to the wanted unit's multiple. */
export function stockShort(line: ComposedLine, freeBaseMilli: number): Difference {
  const base = { code: '', numerator: 1, denominator: 1 }
  const inUnit = Math.max(0, convertMilli(Math.max(0, freeBaseMilli), base, line.unit))
  const whole = roundToMultiple(inUnit, line.unit.multipleMilli, 'down')
  return {
    code: 'stock_short',
    productId: line.product.id,
    unitCode: line.unit.code,
    wantedMilli: line.quantityMilli,
    availableMilli: whole < line.unit.minimumMilli ? 0 : whole,
  }
}
