import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCommerceml } from './read-commerceml.ts'
import { openUpload } from './test-commerceml.ts'
import type { UploadCounts } from './upload.ts'
import { placesAt, uploadFiles } from './upload-files.ts'

const SETS = join(process.env.TANDEM_SHARED_DATA ?? '../shared/data', 'commerceml')
const absent = !existsSync(SETS)

async function open(set: string) {
  const places = await placesAt(join(SETS, set))
  const found = await uploadFiles(places.ok ? places.value : [])
  if (!found.ok) throw new Error(JSON.stringify(found.refusal))
  const { upload, refusal, oddities } = await openUpload(found.value.commerceml)
  if (!upload) throw new Error(JSON.stringify(refusal))
  expect(found.value.foreign.map(({ file }) => file)).toEqual(['SOURCE.md'])
  const odd: Record<string, number> = {}
  for (const { code } of oddities) odd[code] = (odd[code] ?? 0) + 1
  return { upload, odd }
}

const counts = (stated: Partial<UploadCounts>): UploadCounts => ({
  products: 0,
  offers: 0,
  priceTypes: 1,
  warehouses: 0,
  groups: 0,
  characteristics: 0,
  deleted: 0,
  withoutPrice: 0,
  zeroPrice: 0,
  negativeStock: 0,
  unknownProduct: 0,
  ...stated,
})

// What each set's SOURCE.md states, and the dirt it warns of.
const STATED: [string, UploadCounts, Record<string, number>][] = [
  [
    'nasha-ferma-2.08',
    counts({ products: 557, groups: 82, offers: 2233, negativeStock: 161, unknownProduct: 1676 }),
    { negative_stock: 161, unknown_product: 1676, odd_barcode: 12 },
  ],
  [
    'afonya-2.04-cp1251',
    counts({ products: 1571, groups: 157, offers: 1571, withoutPrice: 16, zeroPrice: 4 }),
    { zero_price: 4, without_price: 16 },
  ],
  [
    'nashformat-ua-2.07',
    counts({
      products: 248,
      groups: 28,
      offers: 222,
      priceTypes: 12,
      warehouses: 19,
      deleted: 3,
      negativeStock: 1,
    }),
    { odd_barcode: 14, deleted: 5, duplicate_id: 1, negative_stock: 2, missing_id: 27 },
  ],
  [
    'kickgoods-2.04',
    counts({ products: 157, groups: 4, offers: 324, characteristics: 230, negativeStock: 20 }),
    { negative_stock: 22 },
  ],
  [
    'mht-cosmetics-2.09-split',
    counts({ groups: 97, offers: 978, warehouses: 1, negativeStock: 1, unknownProduct: 978 }),
    { deleted: 24, negative_stock: 1, unknown_product: 978 },
  ],
  [
    'spbfish-2.05-snapshots',
    counts({ products: 193, groups: 29, offers: 1709, unknownProduct: 1517 }),
    { renamed: 1, unknown_product: 1517 },
  ],
  [
    'hozopt-ua-2.03',
    counts({ products: 52, groups: 6, offers: 27, priceTypes: 3, negativeStock: 1 }),
    { negative_stock: 1 },
  ],
  ['1c-demo-stroysnab-2.07', counts({ products: 228, groups: 15, offers: 201, warehouses: 4 }), {}],
  ['bxmaker-3.1-tiny', counts({ products: 3, offers: 3, warehouses: 1 }), {}],
]

describe.skipIf(absent)(`real exports (skipped when ${SETS} is absent)`, () => {
  test.each(STATED)('%s comes out as stated, with its dirt reported', async (set, stated, dirt) => {
    const { upload, odd } = await open(set)
    expect(upload.counts).toEqual(stated)
    expect(odd).toEqual(dirt)
  })

  test('the dairy goods are sold by weight and by piece, with fractional stock', async () => {
    const { upload } = await open('nasha-ferma-2.08')
    const stock = [...upload.offers.values()].map(({ quantityMilli }) => quantityMilli ?? 0)
    expect(stock.filter((milli) => milli % 1000 !== 0)).toHaveLength(608)
    const products = [...upload.products.values()]
    expect(products.filter(({ groupIds }) => groupIds.length === 0)).toHaveLength(5)
    expect(new Set(products.map(({ unit }) => unit?.word))).toEqual(new Set(['шт', 'кг']))
    expect(products.every(({ unit, catchWeight }) => catchWeight === (unit?.word === 'кг'))).toBe(
      true,
    )
    expect(upload.properties.size).toBe(476)
    expect([...upload.priceTypes.values()]).toMatchObject([
      { name: 'Наша Ферма сайт', currency: 'RUB', vatIncluded: true },
    ])
    expect(upload.full).toEqual({ catalogue: true, offers: true })
  })

  test('windows-1251 is read letter by letter', async () => {
    const { upload } = await open('afonya-2.04-cp1251')
    expect(upload.files.map(({ encoding }) => encoding)).toEqual(['windows-1251', 'windows-1251'])
    expect(upload.products.get('321')?.name).toBe(
      'Ванна "Альтаир" 160х120 без гидромассажа (АКВАТЕК)',
    )
    expect(upload.offers.get('321')?.prices).toMatchObject([
      { valueE4: 254_500_000, currency: 'RUB' },
    ])
  })

  test('a price type renamed under its id keeps the later name', async () => {
    const { upload } = await open('spbfish-2.05-snapshots')
    expect([...upload.priceTypes.values()]).toMatchObject([
      { name: 'Розничное', vatIncluded: false },
    ])
  })

  test('the split exchange joins prices and stock to the offers', async () => {
    const { upload } = await open('mht-cosmetics-2.09-split')
    const joined = [...upload.offers.values()].filter(
      ({ name, prices, stocks }) => name !== null && prices.length === 1 && stocks.length === 1,
    )
    expect(joined).toHaveLength(978)
    expect(upload.full).toEqual({ catalogue: false, offers: false })
    expect(upload.properties.size).toBe(1908)
  })

  test('hryvnias are known under their words', async () => {
    const { upload } = await open('hozopt-ua-2.03')
    const names = [...upload.priceTypes.values()].map(({ name, currency }) => `${name} ${currency}`)
    expect(names.sort()).toEqual(['3) Мелкий Опт UAH', '4) Опт UAH', '5) Крупный Опт UAH'])
  })

  test('goods without an offer stay, tiers of prices stay', async () => {
    const demo = (await open('1c-demo-stroysnab-2.07')).upload
    const offered = new Set([...demo.offers.values()].map(({ productId }) => productId))
    expect([...demo.products.keys()].filter((id) => !offered.has(id))).toHaveLength(27)
    const format = (await open('nashformat-ua-2.07')).upload
    const priced = [...format.offers.values()].flatMap(({ prices }) => prices)
    expect(priced).toHaveLength(2108)
    expect(priced.every(({ valueE4 }) => valueE4 !== null && valueE4 > 0)).toBe(true)
  })

  test('216 orders with 705 lines add up to their documents', async () => {
    const { upload, odd } = await open('nashformat-ua-2.07')
    const documents = [...upload.documents.values()]
    expect(documents).toHaveLength(216)
    expect(documents.flatMap(({ lines }) => lines)).toHaveLength(705)
    expect(odd.sum_differs).toBeUndefined()
    expect(documents.filter(({ currency }) => currency === 'USD')).toHaveLength(2)
    expect(documents.filter(({ posted }) => posted === false)).toHaveLength(4)
    expect(documents.every(({ erpNumber }) => erpNumber !== null)).toBe(true)
    expect(documents.filter(({ shippedAt }) => shippedAt !== null).length).toBeGreaterThan(100)
    const named = documents
      .flatMap(({ lines }) => lines)
      .filter(({ productId }) => productId !== null && upload.products.has(productId))
    expect(named).toHaveLength(4)
  })

  test('the documentation’s own example tells two statuses and one order', async () => {
    const { upload } = await open('doc-1c-official-orders')
    expect([...upload.documents.values()]).toMatchObject([
      {
        id: '36',
        sumMinor: 673_447,
        statusWord: '[N] Принят',
        cancelled: false,
        paid: false,
        lines: [{ service: true }, { sumMinor: 639_447 }],
      },
      {
        id: '92',
        erpNumber: 'MM92',
        erpDay: '2015-08-12',
        statusWord: 'Открыт',
        posted: true,
        lines: [],
      },
      { id: '93', erpNumber: 'MM93' },
    ])
  })

  test('the dictionary of the format is no export', async () => {
    const schema = join(SETS, 'schema', 'CML209.XSD.xml')
    const handlers = { record: () => undefined, oddity: () => undefined }
    const result = await readCommerceml(schema, 'CML209.XSD.xml', handlers)
    expect(result).toMatchObject({ ok: false, refusal: { code: 'not_commerceml', line: 2 } })
  })
})
