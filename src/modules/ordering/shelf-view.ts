import type { Member } from '../../platform/serve.ts'
import type { ShelfProduct } from './contract.ts'
import type { SoldProduct } from './line-queries.ts'
import { type Pricing, stepsOf } from './line-rules.ts'

/** A product as an outlet sees it, without its stock; and as JSON up to the value of its stock. */
export type Shown = { product: Omit<ShelfProduct, 'availableMilli'>; text: string }
const pages = new WeakMap<SoldProduct[], Map<string, Shown[]>>()
const VIEWS_MAX = 20
const alike = new WeakMap<Pricing, string>()

/** A page as an outlet sees it. A remembered one is priced once for all outlets priced alike. */
export function shownPage(priced: Pricing, products: SoldProduct[], member: Member): Shown[] {
  const views = pages.get(products) ?? new Map<string, Shown[]>()
  pages.set(products, views)
  const likeness = alike.get(priced) ?? pricedAlike(priced)
  alike.set(priced, likeness)
  const key = `${likeness} ${member.language}`
  const known = views.get(key)
  if (known) return known
  const made = products.map((sold) => {
    const product = shown(priced, sold, member)
    return { product, text: `${JSON.stringify(product).slice(0, -1)},"availableMilli":` }
  })
  if (views.size >= VIEWS_MAX) views.clear()
  views.set(key, made)
  return made
}

// A contract that no signature names is like any other of its kind.
function pricedAlike({ desk, lists, currency }: Pricing): string {
  const named = new Set(desk.signatures.map((signature) => signature.contractId))
  const contracts = desk.contracts.map(({ contractId, ...kind }) =>
    named.has(contractId) ? { contractId, ...kind } : kind,
  )
  const { today, outletType, priceZone, signatures } = desk
  const all = [today, outletType, priceZone, signatures, contracts, [...lists.values()], currency]
  return JSON.stringify(all)
}

const NOVELTY_DAYS = 45

/** A product as this outlet sees it. */
function shown(
  priced: Pricing,
  product: SoldProduct,
  { language, tenant }: Member,
): Shown['product'] {
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
    novelty: isNovelty(product.launchDay, priced.desk.today),
  }
}

const isNovelty = (launchDay: string | null, today: string) =>
  launchDay !== null &&
  launchDay <= today &&
  Date.parse(today) - Date.parse(launchDay) <= NOVELTY_DAYS * 86_400_000

// Prices in the unit that is ordered, as the quote will have them; the browser sums from these.
function shelfPrice(priced: Pricing, product: SoldProduct) {
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
