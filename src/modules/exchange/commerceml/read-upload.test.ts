import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { inOrder } from './read-upload.ts'
import { catalogue, commerceml, offers, openUpload } from './test-commerceml.ts'

async function merge(files: Record<string, string>, known?: Parameters<typeof openUpload>[1]) {
  const listed = Object.entries(files).map(([name, text]) => ({
    name,
    open: () => Readable.from([text]),
  }))
  const opened = await openUpload(listed, known)
  return { ...opened, codes: opened.oddities.map((o) => o.code) }
}

const product = (id: string, inner = '') =>
  `<Товар><Ид>${id}</Ид><Наименование>${id}</Наименование>${inner}</Товар>`
const offer = (id: string, inner = '') => `<Предложение><Ид>${id}</Ид>${inner}</Предложение>`
const prices = (...values: string[]) => `<Цены>${values.map(priceOf).join('')}</Цены>`
const priceOf = (value: string, i: number) =>
  `<Цена><ИдТипаЦены>p${i}</ИдТипаЦены><ЦенаЗаЕдиницу>${value}</ЦенаЗаЕдиницу></Цена>`
const priceTypes = (...names: string[]) => `<ТипыЦен>${names.map(priceTypeOf).join('')}</ТипыЦен>`
const priceTypeOf = (name: string, i: number) =>
  `<ТипЦены><Ид>p${i}</Ид><Наименование>${name}</Наименование></ТипЦены>`

test('later files by name win, numbers as numbers, continuations after their beginning', () => {
  const names = [
    'offers0_1.xml',
    'import10_1.xml',
    'import (2).xml',
    'import2_1.xml.gz',
    'import.xml',
    'import0_2.xml',
    'import0_1.xml',
    'import (10).xml',
    'prices.xml',
  ]
  expect(inOrder(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    'import.xml',
    'import (2).xml',
    'import (10).xml',
    'import0_1.xml',
    'import0_2.xml',
    'import2_1.xml.gz',
    'import10_1.xml',
    'offers0_1.xml',
    'prices.xml',
  ])
})

test('a later file wins where it speaks, and takes nothing by its silence', async () => {
  const { upload } = await merge({
    'import (2).xml': catalogue(product('a', '<Артикул>2</Артикул>')),
    'import.xml': catalogue(product('a', '<Артикул>1</Артикул><Код>7</Код>')),
  })
  expect(upload?.products.get('a')).toMatchObject({
    article: '2',
    code: '7',
    file: 'import (2).xml',
  })
})

test('names, prices and stock come in files of their own', async () => {
  const stock = (milli: string) =>
    `<Остатки><Остаток><Склад><Ид>w</Ид><Количество>${milli}</Количество></Склад></Остаток></Остатки>`
  const { upload, codes } = await merge({
    'import.xml': catalogue(product('a')),
    'offers.xml': offers(
      offer('a', '<Наименование>А</Наименование>'),
      priceTypes('Опт') +
        '<Склады><Склад><Ид>w</Ид><Наименование>W</Наименование></Склад></Склады>',
    ),
    'prices.xml': offers(offer('a', prices('12,50'))),
    'rests.xml': offers(offer('a', stock('1.5'))),
    'rests2.xml': offers(offer('a', stock('2.5'))),
  })
  expect(codes).toEqual([])
  expect(upload?.offers.get('a')).toMatchObject({
    name: 'А',
    file: 'offers.xml',
    prices: [{ priceTypeId: 'p0', valueE4: 125_000 }],
    stocks: [{ warehouseId: 'w', quantityMilli: 2500 }],
  })
  expect(upload?.counts).toMatchObject({ offers: 1, withoutPrice: 0, warehouses: 1, priceTypes: 1 })
})

describe('the counts of an upload', () => {
  test('are of distinct ids over all files', async () => {
    const { upload } = await merge({
      'import0_1.xml': catalogue(
        product('a') + product('a') + product('b', '<Статус>Удален</Статус>'),
      ),
      'import1_1.xml': catalogue(product('a') + product('c')),
      'offers.xml': offers(
        offer('a#red', prices('1', '0')) +
          offer('a#blue', `${prices('0', '0')}<Количество>-1</Количество>`) +
          offer('b', `${prices('багато')}<ПометкаУдаления>true</ПометкаУдаления>`) +
          offer(
            'c',
            `${prices('0', '?')}<Количество>5</Количество><Склад ИдСклада="w" КоличествоНаСкладе="-1"/>`,
          ) +
          offer('gone', '<Наименование>Нема</Наименование><Цены/>') +
          offer('', prices('1')),
        priceTypes('Опт', 'Роздріб'),
      ),
    })
    expect(upload?.counts).toEqual({
      products: 3,
      offers: 5,
      priceTypes: 2,
      warehouses: 0,
      groups: 0,
      characteristics: 2,
      deleted: 1,
      withoutPrice: 2,
      zeroPrice: 2,
      negativeStock: 2,
      unknownProduct: 1,
    })
  })

  test('take the price of a product for that of its offer', async () => {
    const { upload } = await merge({
      'i.xml': catalogue(product('a', prices('3'))),
      'o.xml': offers(offer('a')),
    })
    expect(upload?.counts).toMatchObject({ offers: 1, withoutPrice: 0 })
  })
})

test('what is strange only among all files is reported', async () => {
  const files = {
    'import.xml': catalogue(product('a', '<Группы><Ид>nowhere</Ид></Группы>')),
    'offers1.xml': offers(offer('a', prices('1', '2')), priceTypes('Опт')),
    'offers2.xml': offers(
      offer('x', '<Склад ИдСклада="w9" КоличествоНаСкладе="1"/>'),
      priceTypes('Гурт', 'Гурт'),
    ),
  }
  const { oddities } = await merge(files)
  expect(oddities.map(({ code, file, id }) => [code, file, id])).toEqual([
    ['renamed', 'offers2.xml', 'p0'],
    ['repeated_name', 'offers2.xml', 'p1'],
    ['without_price', 'offers2.xml', 'x'],
    ['unknown_product', 'offers2.xml', 'x'],
    ['unknown_group', 'import.xml', 'a'],
    ['unknown_warehouse', 'offers2.xml', 'x'],
  ])
  const known = {
    products: new Set(['x']),
    groups: new Set(['nowhere']),
    warehouses: new Set(['w9']),
    priceTypes: new Set<string>(),
  }
  expect((await merge(files, known)).codes).toEqual(['renamed', 'repeated_name'])
  const nothing = {
    'offers.xml': offers(offer('a', `<Наименование>А</Наименование>${prices('1')}`)),
  }
  expect((await merge(nothing)).codes).toEqual(['unknown_product', 'unknown_price_type'])
})

test('a unit named by its id is found in the classifier of another file', async () => {
  const id = 'e4e03baa-75a1-11e2-941b-0025906853c3'
  const unit = `<БазоваяЕдиница>${id}</БазоваяЕдиница>`
  const classifier = commerceml(
    `<Классификатор><Ид>k</Ид><ЕдиницыИзмерения><ЕдиницаИзмерения><Ид>${id}</Ид>
    <Код>166</Код></ЕдиницаИзмерения></ЕдиницыИзмерения></Классификатор>`,
  )
  const found = await merge({ 'a.xml': catalogue(product('a', unit)), 'z.xml': classifier })
  expect(found.codes).toEqual([])
  expect(found.upload?.products.get('a')).toMatchObject({ unit: { word: 'кг' }, catchWeight: true })
  expect((await merge({ 'a.xml': catalogue(product('a', unit)) })).codes).toEqual(['unknown_unit'])
})

test('one refused file refuses the upload', async () => {
  const { refusal } = await merge({ 'a.xml': catalogue(product('a')), 'b.xml': '<html/>' })
  expect(refusal).toMatchObject({ code: 'not_commerceml', file: 'b.xml' })
})

test('an upload is full only when every package says so', async () => {
  const changes = offers(offer('a')).replace('"false"', '"true"')
  const both = await merge({
    'i.xml': catalogue(product('a')),
    'o.xml': offers(offer('a')),
    'p.xml': changes,
  })
  expect(both.upload?.full).toEqual({ catalogue: true, offers: false })
  const silent = catalogue(product('a')).replace(' СодержитТолькоИзменения="false"', '')
  expect((await merge({ 'i.xml': silent })).upload?.full.catalogue).toBe(false)
})

test('a price type that nobody defines is one row, with how often it was named', async () => {
  const rows = ['a', 'b', 'c'].map((id) =>
    offer(id, `<Наименование>Я</Наименование>${prices('1')}`),
  )
  const { oddities } = await merge({
    'import.xml': catalogue(product('a') + product('b') + product('c')),
    'offers.xml': offers(rows.join('')),
  })
  expect(oddities).toMatchObject([{ code: 'unknown_price_type', id: 'a', detail: 'p0 × 3' }])
})
