import { MASS_UNITS } from './dictionary.ts'
import type { Upload } from './merge-upload.ts'
import type { Oddity, OddityCode, OfferRecord, Place, ProductRecord, UnitName } from './records.ts'
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
  const unitsById = new Map(
    upload.units.flatMap(({ id, unit }) => (id === null ? [] : [[id, unit] as const])),
  )
  reportRepeatedNames([...upload.priceTypes.values()], report)
  reportRepeatedNames([...upload.warehouses.values()], report)
  for (const product of upload.products.values()) {
    resolveUnit(product, unitsById, report)
    product.catchWeight ||= product.unit !== null && MASS_UNITS.has(product.unit.word)
    judgeProduct(product, upload, { known, report })
  }
  const products = knownProducts(upload)
  for (const offer of upload.offers.values()) {
    resolveUnit(offer, unitsById, report)
    judgeOffer(offer, upload, { known, report })
    if (products.has(offer.productId) || known.products.has(offer.productId)) continue
    const told = { detail: offer.productId, done: 'kept unpublished under the offer’s name' }
    report('unknown_product', offer, told)
  }
}

function judgeProduct(
  product: ProductRecord,
  upload: Rows,
  { known, report }: { known: Known; report: Report },
): void {
  for (const groupId of product.groupIds) {
    if (upload.groups.has(groupId) || known.groups.has(groupId)) continue
    report('unknown_group', product, { detail: groupId, done: 'kept outside of it' })
  }
  judgeFigures(product, upload, { known, report })
}

function judgeOffer(
  offer: OfferRecord,
  upload: Rows,
  { known, report }: { known: Known; report: Report },
): void {
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
  judgeFigures(offer, upload, { known, report })
}

function judgeFigures(
  row: OfferRecord | ProductRecord,
  upload: Rows,
  { known, report }: { known: Known; report: Report },
): void {
  for (const { priceTypeId, line } of row.prices) {
    if (priceTypeId === '' || upload.priceTypes.has(priceTypeId)) continue
    if (known.priceTypes.has(priceTypeId)) continue
    report('unknown_price_type', { ...row, line }, { detail: priceTypeId, done: 'price left out' })
  }
  for (const { warehouseId, line } of row.stocks) {
    if (warehouseId === null || upload.warehouses.has(warehouseId)) continue
    if (known.warehouses.has(warehouseId)) continue
    const told = { detail: warehouseId, done: 'kept under a warehouse named by its id' }
    report('unknown_warehouse', { ...row, line }, told)
  }
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
