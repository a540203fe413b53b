import { MASS_UNITS } from './dictionary.ts'
import type { Oddity, OddityCode, OfferRecord, Place, ProductRecord, UnitName } from './records.ts'
import type { Upload } from './upload.ts'
import { isWithoutPrice, isZeroPrice, knownProducts, pricesOf } from './upload-counts.ts'

/** Ids that earlier uploads of the same source made known. */
export type Known = {
  products: ReadonlySet<string>
  priceTypes: ReadonlySet<string>
  warehouses: ReadonlySet<string>
  groups: ReadonlySet<string>
}

type Rows = Omit<Upload, 'counts'>
type Report = (code: OddityCode, at: Place & { id: string | null }, told: Told) => void
type Judging = { known: Known; report: Report; miss: Report }
type Told = { detail: string; done: string }

const NOTHING: Known = {
  products: new Set(),
  priceTypes: new Set(),
  warehouses: new Set(),
  groups: new Set(),
}

/**
 * Reports what is strange only when all files are known: names without an owner, offers without
 * price or product. Also puts the classifier's units where rows name them by id.
 */
export function judgeUpload(
  upload: Rows,
  oddity: (oddity: Oddity) => void,
  known: Known = NOTHING,
): void {
  const report: Report = (code, { file, line, id }, told) =>
    oddity({ file, line, id, code, ...told })
  const { miss, tell } = missing(report)
  const unitsById = new Map(
    upload.units.flatMap(({ id, unit }) => (id === null ? [] : [[id, unit] as const])),
  )
  reportRepeatedNames([...upload.priceTypes.values()], report)
  reportRepeatedNames([...upload.warehouses.values()], report)
  for (const product of upload.products.values()) {
    resolveUnit(product, unitsById, report)
    product.catchWeight ||= product.unit !== null && MASS_UNITS.has(product.unit.word)
    judgeProduct(product, upload, { known, miss })
  }
  const products = knownProducts(upload)
  for (const offer of upload.offers.values()) {
    resolveUnit(offer, unitsById, report)
    judgeOffer(offer, upload, { known, report, miss })
    if (products.has(offer.productId) || known.products.has(offer.productId)) continue
    const told = { detail: offer.productId, done: 'kept unpublished under the offer’s name' }
    report('unknown_product', offer, told)
  }
  tell()
}

function judgeProduct(
  product: ProductRecord,
  upload: Rows,
  { known, miss }: Pick<Judging, 'known' | 'miss'>,
): void {
  for (const groupId of product.groupIds) {
    if (upload.groups.has(groupId) || known.groups.has(groupId)) continue
    miss('unknown_group', product, { detail: groupId, done: 'products kept outside of it' })
  }
  judgeFigures(product, upload, { known, miss })
}

function judgeOffer(offer: OfferRecord, upload: Rows, { known, report, miss }: Judging): void {
  const prices = pricesOf(offer, upload)
  if (isWithoutPrice(prices)) {
    report('without_price', offer, { detail: offer.name ?? '', done: 'kept; cannot be ordered' })
  }
  if (isZeroPrice(prices)) {
    report('zero_price', offer, { detail: offer.name ?? '', done: 'kept; not taken as free' })
  }
  const product = upload.products.get(offer.productId)
  const named = offer.name ?? product?.name ?? product?.fullName ?? null
  if (named === null && !known.products.has(offer.productId)) {
    report('offer_without_name', offer, { detail: offer.id, done: 'kept under its id' })
  }
  judgeFigures(offer, upload, { known, miss })
}

function judgeFigures(
  row: OfferRecord | ProductRecord,
  upload: Rows,
  { known, miss }: Pick<Judging, 'known' | 'miss'>,
): void {
  const { file, id } = row
  for (const { priceTypeId, line } of row.prices) {
    if (priceTypeId === '' || upload.priceTypes.has(priceTypeId)) continue
    if (known.priceTypes.has(priceTypeId)) continue
    const told = { detail: priceTypeId, done: 'its prices are left out' }
    miss('unknown_price_type', { file, line, id }, told)
  }
  for (const { warehouseId, line } of row.stocks) {
    if (warehouseId === null || upload.warehouses.has(warehouseId)) continue
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
      report(code, at, { detail: times > 1 ? `${detail} × ${times}` : detail, done })
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
  else report('unknown_unit', row, { detail: unit.word, done: 'kept as written' })
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
