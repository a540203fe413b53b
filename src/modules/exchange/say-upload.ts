import type { Tx } from '../../platform/db.ts'
import { bulkId } from '../../platform/stage-queries.ts'
import { type SaidItem, sayItems } from '../catalogue/catalogue.ts'
import { sayPrices } from '../pricing/pricing.ts'
import { sayStock } from '../stock/stock.ts'
import { countClassifier, countPart } from './commerceml/count-rules.ts'
import { judgeOf } from './commerceml/judge-upload.ts'
import type { Part, ReadUpload, UploadCounts } from './commerceml/upload.ts'
import {
  addLinks,
  categoryCodes,
  type Feed,
  knownBases,
  knownItems,
  listsMeant,
  warehousesMeant,
} from './feed-queries.ts'
import { addWarehouse, type FeedNames, feedNames, isoOf, useTotal } from './feed-rules.ts'
import { type FigureContext, figuresSaid, type SaidFigures } from './figure-rules.ts'
import { goodsSaid, type KnownItem } from './item-rules.ts'
import { type Mends, mendPart, pricesMended } from './mend-rules.ts'
import type { OddityReport } from './oddity-report.ts'
import type { PictureShelf } from './pictures.ts'

export type SayRequest = Feed & {
  currency: string
  upload: ReadUpload
  mends: Mends
  pictures: PictureShelf
  report: OddityReport
}

const newId = (): string => bulkId()

/** Says all goods of an upload, part by part, as our items, prices and balances; nothing is laid yet. */
export async function sayUpload(
  tx: Tx,
  request: SayRequest,
): Promise<{ counts: UploadCounts; names: FeedNames }> {
  const { distributorId, feed, upload, mends, report, currency } = request
  const of: Feed = { distributorId, feed }
  const { classifier } = upload
  const ground = { classifier, mends, currency, newId, oddity: report.find }
  const lists = await listsMeant(tx, of)
  const names = feedNames({ ...ground, lists, warehouses: await warehousesMeant(tx, of) })
  const judge = judgeOf(classifier, report.find, {
    priceTypes: new Set(names.lists.keys()),
    warehouses: new Set(names.warehouses.keys()),
    groups: new Set(await categoryCodes(tx, distributorId)),
  })
  const said: Said = { items: 0, prices: 0, balances: 0, withoutVat: 0, otherCurrency: new Map() }
  const counts = countClassifier(classifier)
  for await (const part of upload.parts()) {
    mendPart(part, mends)
    const known = await knownOf(tx, of, part)
    judge.part(part, known.products)
    countPart(counts, part)
    await sayPart(tx, part, { request, names, known, said })
    await report.breathe({ step: 'compare', rows: said.items })
  }
  judge.tell()
  reportLeft(said, request)
  await request.pictures.sayNamedBefore(tx, said.items)
  return { counts, names }
}

type Said = {
  items: number
  prices: number
  balances: number
  withoutVat: number
  otherCurrency: SaidFigures['otherCurrency']
}

type Known = {
  items: Map<string, KnownItem>
  bases: Map<string, string>
  /** Ids that offers may name without being strange. */
  products: Set<string>
}

async function knownOf(tx: Tx, of: Feed, part: Part): Promise<Known> {
  const offers = [...part.offers.values()]
  const codes = [...part.products.keys(), ...part.offers.keys()]
  const parents = offers
    .map(({ productId }) => productId)
    .filter((productId) => !part.products.has(productId))
  const items = await knownItems(tx, of, [...new Set([...codes, ...parents])])
  const bases = parents.length > 0 ? await knownBases(tx, of, [...new Set(parents)]) : []
  const inCatalogue = new Set(items.filter((item) => item.inCatalogue).map(({ code }) => code))
  const sound = bases.filter(({ externalId, code }) => externalId !== code || inCatalogue.has(code))
  return {
    items: new Map(items.map(({ code, ...item }) => [code, item] as const)),
    bases: new Map(sound.map(({ externalId, code }) => [externalId, code] as const)),
    products: new Set([...inCatalogue, ...sound.map(({ externalId }) => externalId)]),
  }
}

type Saying = { request: SayRequest; names: FeedNames; known: Known; said: Said }

async function sayPart(tx: Tx, part: Part, saying: Saying): Promise<void> {
  const { request, names, known, said } = saying
  const { upload, mends, report, pictures } = request
  for (const row of [...part.products.values(), ...part.offers.values()]) {
    for (const { warehouseId } of row.stocks) {
      if (warehouseId !== null && !names.warehouses.has(warehouseId)) {
        addWarehouse(names, warehouseId, newId)
      }
    }
  }
  const goods = goodsSaid(part, {
    classifier: upload.classifier,
    known: known.items,
    bases: known.bases,
    full: upload.full,
    pictureOf: pictures.of,
    defaultVatBp: mends.vats.get('') ?? null,
    newId,
  })
  for (const odd of goods.quarantined) report.find(odd)
  said.withoutVat += goods.withoutVat
  const codes = new Set(goods.items.map(({ code }) => code))
  const figures = figuresSaid(part, codes, figureContext(saying, goods.items))
  for (const [key, odd] of figures.otherCurrency) noteCurrency(said, key, odd)
  await sayItems(tx, goods.items, said.items)
  await addLinks(tx, goods.links)
  await sayPrices(tx, figures, said.prices)
  await sayStock(tx, figures, said.balances)
  said.items += goods.items.length
  said.prices += figures.prices.length
  said.balances += figures.balances.length
}

function figureContext({ request, names, known }: Saying, items: SaidItem[]): FigureContext {
  const { mends, upload, currency } = request
  const units = new Map(items.map(({ code, baseUnit }) => [code, baseUnit] as const))
  return {
    lists: names.lists,
    warehouses: names.warehouses,
    totalWarehouse: () => {
      useTotal(names)
      return names.totalWarehouse.id
    },
    unitOf: (code) => units.get(code) ?? known.items.get(code)?.baseUnit ?? null,
    currencyOf: (word) => isoOf(word, mends) ?? currency,
    full: upload.full.offers,
    mendedPrices: pricesMended(mends),
  }
}

type OtherCurrency = SaidFigures['otherCurrency'] extends Map<string, infer T> ? T : never

function noteCurrency(said: Said, key: string, odd: OtherCurrency): void {
  const noted = said.otherCurrency.get(key)
  if (noted) noted.times += odd.times
  else said.otherCurrency.set(key, odd)
}

function reportLeft(said: Said, { report }: SayRequest): void {
  for (const { record, price, times } of said.otherCurrency.values()) {
    report.find({
      file: record.file,
      line: price.line,
      id: record.id,
      code: 'price_currency',
      detail: `${price.priceTypeId}: ${price.currency} × ${times}`,
      done: 'quarantined: the list is in another currency',
      subject: price.priceTypeId,
    })
  }
  if (said.withoutVat === 0) return
  const detail = String(said.withoutVat)
  const done = 'kept without VAT until somebody says the usual rate'
  report.find({ file: '', line: 0, id: null, code: 'without_vat', detail, done, subject: '' })
}
