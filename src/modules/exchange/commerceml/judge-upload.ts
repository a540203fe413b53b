import { isWithoutPrice, isZeroPrice, knownProducts, pricesOf } from './count-rules.ts'
import { MASS_UNITS } from './dictionary.ts'
import type { Oddity, OddityCode, OfferRecord, Place, ProductRecord, UnitName } from './records.ts'
import type { Classifier, Part } from './upload.ts'

/** Ids that earlier uploads of the same source made known: naming them is not strange. */
export type Known = {
  priceTypes: ReadonlySet<string>
  warehouses: ReadonlySet<string>
  groups: ReadonlySet<string>
}

/** Judges goods part by part; `tell` at the end reports what was named often once. */
export type Judge = {
  part: (part: Part, knownProducts: ReadonlySet<string>) => void
  tell: () => void
}

type Report = (code: OddityCode, at: Place & { id: string | null }, told: Told) => void
type Judging = {
  classifier: Classifier
  known: Known
  products: ReadonlySet<string>
  report: Report
  miss: Report
}
type Told = { detail: string; done: string; subject?: string }

const NOTHING: Known = { priceTypes: new Set(), warehouses: new Set(), groups: new Set() }

/**
 * Reports what is strange only when all files are known: names without an owner, offers without
 * price or product. Also puts the classifier's units where rows name them by id.
 */
export function judgeOf(
  classifier: Classifier,
  oddity: (oddity: Oddity) => void,
  known: Known = NOTHING,
): Judge {
  const report: Report = (code, { file, line, id }, told) =>
    oddity({ file, line, id, code, ...told })
  const { miss, tell } = missing(report)
  const unitsById = new Map(
    classifier.units.flatMap(({ id, unit }) => (id === null ? [] : [[id, unit] as const])),
  )
  reportRepeatedNames([...classifier.priceTypes.values()], report)
  reportRepeatedNames([...classifier.warehouses.values()], report)
  return {
    part(part, products) {
      const judging = { classifier, known, products, report, miss }
      for (const product of part.products.values()) {
        resolveUnit(product, unitsById, report)
        product.catchWeight ||= product.unit !== null && MASS_UNITS.has(product.unit.word)
        judgeProduct(product, judging)
      }
      const said = knownProducts(part)
      for (const offer of part.offers.values()) {
        resolveUnit(offer, unitsById, report)
        judgeOffer(offer, part, judging)
        if (said.has(offer.productId) || products.has(offer.productId)) continue
        const told = { detail: offer.productId, done: 'kept unpublished under the offer’s name' }
        report('unknown_product', offer, told)
      }
    },
    tell,
  }
}

function judgeProduct(product: ProductRecord, judging: Judging): void {
  const { classifier, known, miss } = judging
  for (const groupId of product.groupIds) {
    if (classifier.groups.has(groupId) || known.groups.has(groupId)) continue
    miss('unknown_group', product, { detail: groupId, done: 'products kept outside of it' })
  }
  judgeFigures(product, judging)
}

function judgeOffer(offer: OfferRecord, part: Part, judging: Judging): void {
  const { report, products } = judging
  const prices = pricesOf(offer, part)
  // Of goods known from before, a file of stock alone need not say the price again.
  const told = offer.saysPrices || !products.has(offer.productId)
  if (told && isWithoutPrice(prices)) {
    report('without_price', offer, { detail: offer.name ?? '', done: 'kept; cannot be ordered' })
  }
  if (isZeroPrice(prices)) {
    report('zero_price', offer, { detail: offer.name ?? '', done: 'kept; not taken as free' })
  }
  judgeFigures(offer, judging)
}

function judgeFigures(row: OfferRecord | ProductRecord, judging: Judging): void {
  const { classifier, known, miss } = judging
  const { file, id } = row
  for (const { priceTypeId, line } of row.prices) {
    if (priceTypeId === '' || classifier.priceTypes.has(priceTypeId)) continue
    if (known.priceTypes.has(priceTypeId)) continue
    const told = { detail: priceTypeId, done: 'quarantined: its prices wait' }
    miss('unknown_price_type', { file, line, id }, told)
  }
  for (const { warehouseId, line } of row.stocks) {
    if (warehouseId === null || classifier.warehouses.has(warehouseId)) continue
    if (known.warehouses.has(warehouseId)) continue
    const told = { detail: warehouseId, done: 'kept as a warehouse named by its id' }
    miss('unknown_warehouse', { file, line, id }, told)
  }
}

// One missing price type would make a row of every price: it is one, with how often it was named.
function missing(report: Report): { miss: Report; tell: () => void } {
  const missed = new Map<string, { told: Parameters<Report>; times: number }>()
  const miss: Report = (...told) => {
    const key = `${told[0]}\n${told[2].detail}`
    const known = missed.get(key)
    if (known) known.times += 1
    else missed.set(key, { told, times: 1 })
  }
  const tell = () => {
    for (const { told, times } of missed.values()) {
      const [code, at, { detail, done }] = told
      const often = times > 1 ? `${detail} × ${times}` : detail
      report(code, at, { detail: often, done, subject: detail })
    }
  }
  return { miss, tell }
}

function resolveUnit(
  row: OfferRecord | ProductRecord,
  unitsById: ReadonlyMap<string, UnitName>,
  report: Report,
): void {
  const { unit } = row
  if (!unit || unit.known || !/^[\da-f]{8}-/i.test(unit.word)) return
  const meant = unitsById.get(unit.word)
  if (meant) row.unit = meant
  else {
    const told = { detail: unit.word, done: 'kept as written', subject: unit.word }
    report('unknown_unit', row, told)
  }
}

// Re-keyed: the ERP made the type anew, and the old prices hang on the old id.
function reportRepeatedNames(
  rows: (Place & { id: string; name: string; kind: string })[],
  report: Report,
): void {
  const seen = new Map<string, string>()
  for (const row of rows) {
    const earlier = seen.get(row.name)
    seen.set(row.name, row.id)
    if (earlier === undefined) continue
    const detail = `${row.kind}: ${row.name.slice(0, 80)} also has the id ${earlier}`
    report('repeated_name', row, { detail, done: 'both kept' })
  }
}
