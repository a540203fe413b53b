import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { catalogue, commerceml, offers, readAll } from './test-commerceml.ts'

const MILK = `<Товар>
  <Ид>milk</Ид><Артикул>А-1</Артикул><Код>001</Код><Штрихкод>4820000000017</Штрихкод>
  <Наименование>Молоко &quot;Лан&quot; 2,5 %</Наименование>
  <БазоваяЕдиница Код="796" НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт
    <Пересчет><Единица>778</Единица><Коэффициент>12</Коэффициент></Пересчет>
    <Пересчет><Единица>166</Единица><Коэффициент>0,9</Коэффициент></Пересчет>
  </БазоваяЕдиница>
  <Группы><Ид>g1</Ид><Ид>g2</Ид></Группы>
  <Описание>Свіже <b>молоко</b></Описание>
  <Изготовитель><Ид>m</Ид><Наименование>Лан</Наименование></Изготовитель>
  <Картинка>import_files/a.jpg</Картинка><Картинка/><Картинка>import_files/b.jpg</Картинка>
  <ЗначенияСвойств><ЗначенияСвойства><Ид>fat</Ид><Значение>2,5</Значение></ЗначенияСвойства>
  <ЗначенияСвойства><Ид>empty</Ид><Значение/></ЗначенияСвойства></ЗначенияСвойств>
  <СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога>
  </СтавкиНалогов>
  <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Полное наименование</Наименование>
  <Значение>Молоко Лан питне</Значение></ЗначениеРеквизита><ЗначениеРеквизита>
  <Наименование>Вес</Наименование><Значение>0,95</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>
</Товар>`

test('a product is read with all it says', async () => {
  const { of, oddities, result } = await readAll(catalogue(MILK))
  expect(oddities).toEqual([])
  expect(result).toMatchObject({ ok: true, value: { schemaVersion: '2.08', encoding: 'utf-8' } })
  expect(of('product')).toEqual([
    {
      kind: 'product',
      file: 'import.xml',
      line: 2,
      id: 'milk',
      productId: 'milk',
      characteristicId: null,
      article: 'А-1',
      code: '001',
      name: 'Молоко "Лан" 2,5 %',
      fullName: 'Молоко Лан питне',
      groupIds: ['g1', 'g2'],
      categoryId: null,
      unit: { word: 'шт', code: '796', known: true },
      units: [
        { word: 'уп', code: '778', known: true, numerator: 12, denominator: 1 },
        { word: 'кг', code: '166', known: true, numerator: 9, denominator: 10 },
      ],
      vatBp: 2000,
      vatExempt: false,
      vatWord: null,
      barcodes: ['4820000000017'],
      manufacturer: 'Лан',
      brand: null,
      country: null,
      description: expect.stringMatching(/^Свіже\s+молоко$/),
      pictures: ['import_files/a.jpg', 'import_files/b.jpg'],
      properties: [{ id: 'fat', value: '2,5' }],
      requisites: [
        { name: 'Полное наименование', value: 'Молоко Лан питне' },
        { name: 'Вес', value: '0,95' },
      ],
      weightGrams: 950,
      catchWeight: false,
      deleted: false,
      prices: [],
      saysPrices: false,
      quantityMilli: null,
      stocks: [],
    },
  ])
})

test.each([1, 2, 3, 7, 1000])('pieces of %d bytes change nothing', async (pieceBytes) => {
  const whole = await readAll(catalogue(MILK))
  const cut = await readAll(catalogue(MILK), { pieceBytes })
  expect(cut.records).toEqual(whole.records)
})

describe('charsets and packing', () => {
  const expected = async () => (await readAll(catalogue(MILK))).records
  const as = (encoding: string) => catalogue(MILK).replace('UTF-8', encoding)

  test('a byte order mark, a prefix and a namespace are not seen', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(catalogue(MILK))])
    expect((await readAll(marked)).records).toEqual(await expected())
    const spaced = catalogue(MILK).replace(' Верс', ' xmlns="urn:1C.ru:commerceml_210" Верс')
    expect((await readAll(spaced)).records).toEqual(await expected())
    const prefixed = spaced.replaceAll('</', '</c:').replaceAll(/<(?=[^/?])/g, '<c:')
    expect((await readAll(prefixed)).of('product')).toEqual(
      (await expected()).filter(({ kind }) => kind === 'product'),
    )
  })

  test.each(['windows-1251', 'KOI8-U'])('%s is read as declared', async (encoding) => {
    const read = await readAll(iconv.encode(as(encoding), encoding), { pieceBytes: 5 })
    expect(read.records).toEqual(await expected())
    expect(read.result).toMatchObject({ value: { encoding: encoding.toLowerCase() } })
  })

  test.each([
    ['windows-1251', 'UTF-8'],
    ['UTF-8', 'windows-1251'],
    ['utf-16le', 'UTF-16'],
    ['KOI8-U', 'windows-1251'],
  ])('%s that calls itself %s is read by its root, and reported', async (real, label) => {
    const read = await readAll(iconv.encode(as(label), real))
    expect(read.codes).toEqual(['encoding_differs'])
    expect(read.records).toEqual(await expected())
  })

  test('UTF-16 is read by its mark', async () => {
    const bytes = iconv.encode(as('UTF-16'), 'utf-16le', { addBOM: true })
    expect((await readAll(bytes)).records).toEqual(await expected())
  })

  test('gzip is told by its bytes, not by the name', async () => {
    const read = await readAll(gzipSync(catalogue(MILK)), { pieceBytes: 1 })
    expect(read.records).toEqual(await expected())
  })

  test('a mark against the declaration is reported, and believed', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(as('windows-1251'))])
    const read = await readAll(marked)
    expect(read.codes).toEqual(['encoding_differs'])
    expect(read.records).toEqual(await expected())
  })

  test('blank lines before the declaration only move the lines', async () => {
    const read = await readAll(`\n\n${catalogue(MILK)}`)
    expect(read.of('product')[0]?.line).toBe(4)
  })
})

test('groups come parents first, however deep, wherever the id stands', async () => {
  const { of } = await readAll(
    commerceml(`<Классификатор><Ид>k</Ид><Группы><Группа><Наименование>Їжа</Наименование>
      <Группы><Группа><Ид>b</Ид><Наименование>Сир</Наименование><Группы><Группа><Ид>c</Ид>
      <Наименование>Бринза</Наименование></Группа></Группы></Группа></Группы><Ид>a</Ид></Группа>
      <Группа><Ид>d</Ид><Наименование>Вода</Наименование></Группа></Группы></Классификатор>`),
  )
  expect(of('group').map(({ id, parentId, name }) => [id, parentId, name])).toEqual([
    ['a', null, 'Їжа'],
    ['b', 'a', 'Сир'],
    ['c', 'b', 'Бринза'],
    ['d', null, 'Вода'],
  ])
})

describe('an offer', () => {
  const PRICE = `<Цены><Цена><Представление>18,48 UAH за шт</Представление><ИдТипаЦены>p</ИдТипаЦены>
    <ЦенаЗаЕдиницу>1 018,48</ЦенаЗаЕдиницу><Валюта>грн.</Валюта><Единица>шт</Единица>
    <Коэффициент>1</Коэффициент></Цена></Цены>`

  test('carries prices, its characteristic and its total', async () => {
    const { of, oddities } = await readAll(
      offers(`<Предложение><Ид>tea#red</Ид><Наименование>Чай</Наименование><ХарактеристикиТовара>
        <ХарактеристикаТовара><Наименование>Колір</Наименование><Значение>Червоний</Значение>
        </ХарактеристикаТовара></ХарактеристикиТовара>${PRICE}<Количество>7.5</Количество>
        </Предложение>`),
    )
    expect(oddities).toEqual([])
    expect(of('offer')[0]).toMatchObject({
      id: 'tea#red',
      productId: 'tea',
      characteristicId: 'red',
      characteristics: [{ name: 'Колір', value: 'Червоний' }],
      quantityMilli: 7500,
      saysPrices: true,
      prices: [
        {
          priceTypeId: 'p',
          valueE4: 10_184_800,
          currency: 'UAH',
          unit: { word: 'шт', known: true },
          coefficient: { numerator: 1, denominator: 1 },
          minQuantityMilli: null,
        },
      ],
    })
  })

  test('whose characteristic is said apart is one of several of its product', async () => {
    const apart = (id: string) =>
      `<Предложение><Ид>tea</Ид><ИдХарактеристики>${id}</ИдХарактеристики></Предложение>`
    const { of, codes } = await readAll(offers(`${apart('green')}${apart('black')}`))
    expect(of('offer').map(({ id, productId }) => [id, productId])).toEqual([
      ['tea#green', 'tea'],
      ['tea#black', 'tea'],
    ])
    expect(codes).toEqual([])
  })

  test('of a package of stock alone says nothing of names and prices', async () => {
    const { of } = await readAll(
      offers(
        '<Предложение><Ид>tea</Ид><Остатки><Остаток><Количество>3</Количество></Остаток></Остатки></Предложение>',
      ),
    )
    expect(of('offer')[0]).toMatchObject({ name: null, saysPrices: false, prices: [], unit: null })
    expect(of('offer')[0]?.stocks).toMatchObject([{ warehouseId: null, quantityMilli: 3000 }])
  })
})

test('prices inside a product are the product’s', async () => {
  const inner =
    '<Цены><Цена><ИдТипаЦены>p</ИдТипаЦены><ЦенаЗаЕдиницу>5</ЦенаЗаЕдиницу></Цена></Цены>'
  const { of } = await readAll(
    catalogue(`<Товар><Ид>a</Ид><Наименование>А</Наименование>${inner}</Товар>`),
  )
  expect(of('product')[0]?.prices).toMatchObject([{ priceTypeId: 'p', valueE4: 50_000 }])
})

describe('the package', () => {
  test.each([
    ['<Каталог СодержитТолькоИзменения="true"><Ид>c</Ид></Каталог>', true],
    [
      '<Каталог><Ид>c</Ид><Товары/><СодержитТолькоИзменения>false</СодержитТолькоИзменения></Каталог>',
      false,
    ],
    ['<Каталог><Ид>c</Ид></Каталог>', null],
  ])('%s says whether it holds changes only', async (body, onlyChanges) => {
    const { of } = await readAll(commerceml(body))
    expect(of('package')).toMatchObject([{ of: 'catalogue', id: 'c', onlyChanges }])
  })
})

describe('oddities', () => {
  const product = (inner: string) =>
    `<Товар><Ид>x</Ид><Наименование>Х</Наименование>${inner}</Товар>`
  const offer = (inner: string) => `<Предложение><Ид>x</Ид>${inner}</Предложение>`
  const price = (inner: string) =>
    offer(`<Цены><Цена><ИдТипаЦены>p</ИдТипаЦены>${inner}</Цена></Цены>`)

  test.each([
    ['missing_id', catalogue('<Товар><Наименование>Без ид</Наименование></Товар>')],
    ['missing_id', catalogue('<Товар><Ид> </Ид><Наименование>Без ид</Наименование></Товар>')],
    ['missing_id', offers('<Предложение/>')],
    ['deleted', catalogue(product('<Статус>Удален</Статус>'))],
    ['deleted', catalogue(product('<ПометкаУдаления>true</ПометкаУдаления>'))],
    ['deleted', catalogue(product('').replace('<Товар', '<Товар Статус="Удален"'))],
    ['unknown_unit', catalogue(product('<БазоваяЕдиница>жменя</БазоваяЕдиница>'))],
    [
      'unit_without_ratio',
      catalogue(product('<Единицы><Единица><Код>778</Код></Единица></Единицы>')),
    ],
    ['odd_barcode', catalogue(product('<Штрихкод>4820000000018</Штрихкод>'))],
    [
      'unknown_vat',
      catalogue(
        product('<СтавкиНалогов><СтавкаНалога><Ставка>?</Ставка></СтавкаНалога></СтавкиНалогов>'),
      ),
    ],
    ['unknown_element', catalogue(product('<Диво>1</Диво>'))],
    ['unreadable_number', catalogue(product('<Вес>важкий</Вес>'))],
    ['unreadable_number', price('<ЦенаЗаЕдиницу>договірна</ЦенаЗаЕдиницу>')],
    ['rounded_number', price('<ЦенаЗаЕдиницу>1.23456</ЦенаЗаЕдиницу>')],
    ['negative_price', price('<ЦенаЗаЕдиницу>-1</ЦенаЗаЕдиницу>')],
    ['unknown_currency', price('<ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу><Валюта>тугрик</Валюта>')],
    ['negative_stock', offer('<Количество>-0,001</Количество>')],
    ['control_character', catalogue(product('<Описание>a\u0001b</Описание>'))],
  ])('%s is reported once, with file, line and what was done', async (code, body) => {
    const file = body.startsWith('<Предложение') ? offers(body) : body
    const { result, oddities } = await readAll(`\n${file}`, { file: 'x.xml' })
    expect(result.ok).toBe(true)
    expect(oddities).toMatchObject([{ code, file: 'x.xml', line: 3 }])
    expect(oddities[0]?.done).not.toBe('')
  })

  test('«без ПДВ» is exempt, which is not the same as silence', async () => {
    const rate = (text: string) =>
      catalogue(
        product(
          `<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>${text}</Ставка>
          </СтавкаНалога></СтавкиНалогов>`,
        ),
      )
    expect((await readAll(rate('Без налога'))).of('product')[0]).toMatchObject({
      vatBp: 0,
      vatExempt: true,
    })
    expect((await readAll(rate('7%'))).of('product')[0]).toMatchObject({
      vatBp: 700,
      vatExempt: false,
    })
    expect((await readAll(rate(''))).of('product')[0]).toMatchObject({
      vatBp: null,
      vatExempt: false,
    })
  })
})
