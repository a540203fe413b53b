import { expect, test } from 'vitest'
import { catalogue, offers, readAll } from './test-commerceml.ts'

const long = (seed: string) => Array.from({ length: 900 }, (_, i) => `${seed}${i}`).join('')
const product = (id: string, more = '') =>
  `<Товар><Ид>${id}</Ид><Наименование>Молоко</Наименование>${more}</Товар>`

test('an id that no index takes is kept short, the same each time and no other’s', async () => {
  const { of, oddities } = await readAll(
    catalogue(`${product(long('a'))}\n${product(long('b'))}\n${product('milk')}`),
  )
  const [one, other, milk] = of('product').map(({ id }) => id)
  expect(milk).toBe('milk')
  expect(one).toMatch(/^a0a1a2.{94}~[0-9a-f]{32}$/)
  expect(other).not.toBe(one)
  expect((await readAll(catalogue(product(long('a'))))).of('product')[0]?.id).toBe(one)
  expect(oddities).toEqual([
    ...[2, 3].map((line) => ({
      ...{ file: 'import.xml', line, id: null, code: 'text_shortened' },
      ...{ detail: 'Ид', done: 'shortened' },
    })),
  ])
})

test('a long product with a long characteristic stays that product, and its price of that type', async () => {
  const { of } = await readAll(catalogue(product(long('a'))))
  const read = await readAll(
    offers(
      `<Предложение><Ид>${long('a')}#${long('c')}</Ид><Цены><Цена>
         <ИдТипаЦены>${long('t')}</ИдТипаЦены><ЦенаЗаЕдиницу>5</ЦенаЗаЕдиницу></Цена></Цены>
         <Склад ИдСклада="${long('w')}" КоличествоНаСкладе="3"/></Предложение>`,
      `<ТипыЦен><ТипЦены><Ид>${long('t')}</Ид><Наименование>Гурт</Наименование></ТипЦены></ТипыЦен>
       <Склады><Склад><Ид>${long('w')}</Ид><Наименование>Склад</Наименование></Склад></Склады>`,
    ),
  )
  const [offer] = read.of('offer')
  expect(offer?.productId).toBe(of('product')[0]?.id)
  expect(offer?.characteristicId).toMatch(/^c0c1.*~[0-9a-f]{32}$/)
  expect(offer?.prices[0]?.priceTypeId).toBe(read.of('price_type')[0]?.id)
  expect(offer?.stocks[0]?.warehouseId).toBe(read.of('warehouse')[0]?.id)
})

test('a name that nobody reads to its end is cut, and what is long and fits is left as it is', async () => {
  const name = 'Молоко '.repeat(1_000)
  const rich = `<Описание>${'Свіже '.repeat(1_000)}</Описание>`
  const { of, codes } = await readAll(
    catalogue(`<Товар><Ид>m</Ид><Наименование>${name}</Наименование>${rich}</Товар>`),
  )
  const [milk] = of('product')
  expect(milk?.name).toHaveLength(1_000)
  expect(milk?.name?.endsWith('…')).toBe(true)
  expect(milk?.description?.length).toBeGreaterThan(5_000)
  expect(codes).toEqual(['text_shortened'])
  const smile = `${'Я'.repeat(998)}🙂${'Я'.repeat(100)}`
  const cut = await readAll(
    catalogue(`<Товар><Ид>m</Ид><Наименование>${smile}</Наименование></Товар>`),
  )
  expect(cut.of('product')[0]?.name).toBe(`${'Я'.repeat(998)}…`)
  const fits = 'Я'.repeat(200)
  expect((await readAll(catalogue(product(fits)))).of('product')[0]?.id).toBe(fits)
})
