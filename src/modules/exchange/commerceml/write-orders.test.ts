import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { lineMinor } from '../../../platform/money.ts'
import { readAll } from './test-commerceml.ts'
import {
  type OrderLineToWrite,
  type OrderToWrite,
  streamOrders,
  writeOrders,
} from './write-orders.ts'

const line = (given: Partial<OrderLineToWrite> = {}): OrderLineToWrite => ({
  productCode: 'tea#red',
  name: 'Чай «Карпатський» & м’ята <50 г>',
  unitCode: 'шт',
  quantityMilli: 3000,
  unitPriceE4: 123_456,
  totalMinor: 3704,
  vatBp: 2000,
  vatMinor: 617,
  ...given,
})

const order = (given: Partial<OrderToWrite> = {}): OrderToWrite => ({
  id: '0190a1b2-0000-7000-8000-000000000001',
  number: 'T-000001',
  version: 2,
  placedAt: '2026-11-24T16:05:09',
  currency: 'UAH',
  totalMinor: 3704,
  status: 'placed',
  channel: 'portal',
  deliveryDay: '2026-11-26',
  note: 'Дзвонити до 9:00\n"двері" зліва, 5 ₴ решти',
  paymentForm: 'cashless',
  outletCode: 'out-1',
  outletName: 'Крамниця їжі',
  outletAddress: 'Київ, вул. Ґонти, 1',
  payerCode: 'payer-1',
  payerName: 'ФОП Їжакевич',
  payerTaxId: '1234567890',
  warehouseCode: 'w1',
  lines: [line()],
  ...given,
})

const readBack = async (xml: string | Buffer) => {
  const { result, of, oddities } = await readAll(xml)
  expect(result.ok).toBe(true)
  return { documents: of('document'), oddities }
}

const AS_READ = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  number: 'T-000001',
  day: '2026-11-24',
  time: '16:05:09',
  operation: 'Заказ товара',
  role: 'Продавец',
  currency: 'UAH',
  sumMinor: 3704,
  payer: { id: 'payer-1', name: 'ФОП Їжакевич', taxNumber: '1234567890' },
  statusWord: 'Новый',
  cancelled: false,
  lines: [
    {
      productId: 'tea',
      characteristicId: 'red',
      name: 'Чай «Карпатський» & м’ята <50 г>',
      unit: { word: 'шт' },
      quantityMilli: 3000,
      priceE4: 123_456,
      sumMinor: 3704,
      vatBp: 2000,
    },
  ],
}

async function bytesOf(orders: OrderToWrite[], encoding: 'utf-8' | 'windows-1251') {
  const stream = new PassThrough()
  const [, pieces] = await Promise.all([streamOrders(stream, orders, encoding), stream.toArray()])
  return Buffer.concat(pieces as Buffer[])
}

describe('an order written is the order read', () => {
  test('in UTF-8', async () => {
    const { documents, oddities } = await readBack(await bytesOf([order()], 'utf-8'))
    expect(oddities).toEqual([])
    expect(documents).toMatchObject([{ ...AS_READ, comment: order().note }])
    expect(documents[0]?.requisites).toEqual(
      expect.arrayContaining([
        { name: 'Дата доставки', value: '2026-11-26' },
        { name: 'Канал', value: 'portal' },
        { name: 'Торговая точка', value: 'Крамниця їжі' },
      ]),
    )
  })

  test('in windows-1251, which has no hryvnia sign and loses no other letter', async () => {
    const bytes = await bytesOf([order({ outletName: 'Crème ☕ “Їжа”' })], 'windows-1251')
    expect(iconv.decode(bytes, 'windows-1251')).toMatch(
      /^<\?xml version="1.0" encoding="windows-1251"\?>/,
    )
    expect(bytes.includes('₴')).toBe(false)
    const { documents } = await readBack(bytes)
    expect(documents).toMatchObject([{ ...AS_READ, comment: order().note.replace('₴', 'грн') }])
    expect(documents[0]?.requisites).toContainEqual({
      name: 'Торговая точка',
      value: 'Crème ☕ “Їжа”',
    })
  })

  test('the stream and the text are the same', async () => {
    const orders = [order(), order({ id: 'b' })]
    expect((await bytesOf(orders, 'utf-8')).toString()).toBe(writeOrders(orders))
  })

  test('with whatever amounts and texts', async () => {
    const anyLine = fc.record({
      quantityMilli: fc.integer({ min: 1, max: 10_000_000 }),
      unitPriceE4: fc.integer({ min: 0, max: 1_000_000_000 }),
      name: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
      productCode: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 10 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 5 }), async (given) => {
        const lines = given.map((each) =>
          line({ ...each, totalMinor: lineMinor(each.unitPriceE4, each.quantityMilli) }),
        )
        const totalMinor = lines.reduce((sum, { totalMinor: minor }) => sum + minor, 0)
        const bytes = await bytesOf([order({ lines, totalMinor })], 'windows-1251')
        const { documents } = await readBack(bytes)
        expect(documents[0]?.sumMinor).toBe(totalMinor)
        expect(documents[0]?.lines.map((l) => [l.quantityMilli, l.priceE4, l.sumMinor])).toEqual(
          lines.map((l) => [l.quantityMilli, l.unitPriceE4, l.totalMinor]),
        )
      }),
      { numRuns: 100 },
    )
  })
})

test('no order at all is still a document of the format', async () => {
  expect((await readBack(writeOrders([]))).documents).toEqual([])
})

test('where a discount or VAT stands between price and sum, the price is that of the sum', async () => {
  const discounted = line({ quantityMilli: 7000, unitPriceE4: 100_000, totalMinor: 6300 })
  const { documents } = await readBack(
    writeOrders([order({ lines: [discounted], totalMinor: 6300 })]),
  )
  expect(documents[0]?.lines[0]).toMatchObject({ priceE4: 90_000, sumMinor: 6300 })
})

test('a case of twelve says how many base units it holds', () => {
  const boxed = line({ unitCode: 'ящ', baseUnitCode: 'шт', unitNumerator: 12, unitDenominator: 1 })
  const xml = writeOrders([order({ lines: [boxed] })])
  expect(xml).toContain(
    '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт<',
  )
  expect(xml).toContain('<Единица>ящ</Единица><Коэффициент>12</Коэффициент>')
})

test('a cancelled order says so; a company’s code is no person’s number', async () => {
  const xml = writeOrders([order({ status: 'cancelled', payerTaxId: '12345678' })])
  expect((await readBack(xml)).documents).toMatchObject([
    { cancelled: true, statusWord: 'Отменен' },
  ])
  expect(xml).toContain('<ОКПО>12345678</ОКПО>')
})

describe('statuses from the ERP', () => {
  const told = (values: Record<string, string>) =>
    `<?xml version="1.0"?><КоммерческаяИнформация><Контейнер><Документ><Ид>o1</Ид>
    <Номер>T-1</Номер><ЗначенияРеквизитов>${Object.entries(values)
      .map(
        ([name, value]) =>
          `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`,
      )
      .join('')}</ЗначенияРеквизитов></Документ></Контейнер></КоммерческаяИнформация>`

  test('name, number, days and marks are read, silence stays silence', async () => {
    const { documents } = await readBack(
      told({
        'Номер по 1С': 'ВК-7',
        'Дата по 1С': '2015-10-05',
        Проведен: 'true',
        ПометкаУдаления: 'false',
        'Дата отгрузки по 1С': '06.10.2015 14:00',
        'Дата оплаты по 1С': '0001-01-01',
      }),
    )
    expect(documents).toMatchObject([
      {
        id: 'o1',
        number: 'T-1',
        erpNumber: 'ВК-7',
        erpDay: '2015-10-05',
        posted: true,
        cancelled: false,
        shippedAt: '2015-10-06T14:00:00',
        paidAt: null,
        paid: null,
        statusWord: null,
      },
    ])
  })

  test.each([
    [{ ПометкаУдаления: 'true' }],
    [{ Отменен: 'true' }],
    [{ 'Статус заказа': 'Скасовано покупцем' }],
    [{ 'Статус заказа': '[C] Отменен' }],
  ])('%j cancels', async (values) => {
    expect((await readBack(told(values))).documents).toMatchObject([{ cancelled: true }])
  })

  test('an unreadable day is reported', async () => {
    const { documents, oddities } = await readBack(told({ 'Дата отгрузки по 1С': 'скоро' }))
    expect(documents).toMatchObject([{ shippedAt: null }])
    expect(oddities).toMatchObject([{ code: 'unreadable_day', id: 'o1', detail: 'скоро' }])
  })
})
