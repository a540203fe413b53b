import { describe, expect, test } from 'vitest'
import {
  type Column,
  guessColumns,
  guessDates,
  guessHeader,
  guessNumbers,
  guessVat,
} from './guess-rules.ts'
import { FIELDS } from './kinds.ts'
import type { Kind, Mapping } from './mapping.ts'
import { fitsIn } from './open-form.ts'

/** A table as its rows stand: the first are the headers. */
function guess(kind: Kind, rows: string[][]) {
  const [header = [], ...body] = rows
  const columns: Column[] = header.map((name, i) => ({
    name,
    values: body.map((row) => row[i] ?? ''),
  }))
  return guessColumns(kind, columns, { fields: FIELDS[kind], fits: fitsIn(kind, 'UA') }).columns
}

describe('columns are known by their headers', () => {
  const tables: [Kind, string, string[], string[], Record<string, string>][] = [
    [
      ...(['prices', 'Ukrainian'] as const),
      ['Код товару', 'Найменування', 'Од. вим.', 'Ціна з ПДВ, грн'],
      ['00123', 'Молоко 2,5 %', 'шт', '32,50'],
      {
        product: 'Код товару',
        productName: 'Найменування',
        unit: 'Од. вим.',
        price: 'Ціна з ПДВ, грн',
      },
    ],
    [
      ...(['prices', 'Russian'] as const),
      ['Артикул', 'Наименование товара', 'Цена', 'Ед.изм.'],
      ['A-1', 'Молоко', '32.50', 'шт'],
      { product: 'Артикул', productName: 'Наименование товара', price: 'Цена', unit: 'Ед.изм.' },
    ],
    [
      ...(['prices', 'English'] as const),
      ['SKU', 'Description', 'Unit Price', 'Valid from'],
      ['A-1', 'Milk', '1,234.50', '2026-12-01'],
      { product: 'SKU', productName: 'Description', price: 'Unit Price', from: 'Valid from' },
    ],
    [
      ...(['products', 'Ukrainian'] as const),
      ['Код', 'Артикул', 'Номенклатура', 'Група', 'Бренд', 'Штрих-код', 'ПДВ, %', 'В ящику, шт'],
      ['1', 'M-25', 'Молоко', 'Молочне', 'Лан', '4820000000017', '20', '12'],
      {
        ...{ code: 'Код', article: 'Артикул', name: 'Номенклатура', category: 'Група' },
        ...{ brand: 'Бренд', barcode: 'Штрих-код', vat: 'ПДВ, %', packSize: 'В ящику, шт' },
      },
    ],
    [
      ...(['outlets', 'Ukrainian'] as const),
      [
        'Код ТТ',
        'Назва ТТ',
        'Адреса доставки',
        'Місто',
        'Широта',
        'Довгота',
        'Торговий представник',
      ],
      ['T1', 'Кіоск', 'Лугова 1', 'Липове', '50,45', '30,52', 'Іваненко'],
      {
        ...{ code: 'Код ТТ', name: 'Назва ТТ', address: 'Адреса доставки', city: 'Місто' },
        ...{ latitude: 'Широта', longitude: 'Довгота', agent: 'Торговий представник' },
      },
    ],
    [
      ...(['payers', 'Ukrainian'] as const),
      ['Код контрагента', 'Контрагент', 'ЄДРПОУ', 'Телефон'],
      ['K1', 'ТОВ Лан', '14360570', '067 123 45 67'],
      { code: 'Код контрагента', name: 'Контрагент', taxId: 'ЄДРПОУ', phone: 'Телефон' },
    ],
    [
      ...(['contracts', 'Russian'] as const),
      ['Номер договора', 'Контрагент', 'Отсрочка, дней', 'Кредитный лимит', 'Форма оплаты'],
      ['D-1', 'K1', '14', '10 000,00', 'безнал'],
      {
        ...{ code: 'Номер договора', payer: 'Контрагент', deferral: 'Отсрочка, дней' },
        ...{ limit: 'Кредитный лимит', paymentForm: 'Форма оплаты' },
      },
    ],
    [
      ...(['stock', 'Ukrainian'] as const),
      ['Артикул', 'Товар', 'Склад', 'Вільний залишок'],
      ['A1', 'Молоко', 'MAIN', '120'],
      { product: 'Артикул', productName: 'Товар', warehouse: 'Склад', quantity: 'Вільний залишок' },
    ],
    [
      ...(['balances', 'Ukrainian'] as const),
      ['Договір', 'Станом на', 'Борг', 'Прострочено'],
      ['D-1', '25.11.2026', '1 200,00', '0'],
      { contract: 'Договір', asAt: 'Станом на', debt: 'Борг', overdue: 'Прострочено' },
    ],
    [
      ...(['invoices', 'Ukrainian'] as const),
      ['№ накладної', 'Дата', 'Договір', 'Сума з ПДВ', 'Сплачено', 'Термін оплати'],
      ['Р-1', '20.11.2026', 'D-1', '500,00', '0', '04.12.2026'],
      {
        ...{ number: '№ накладної', day: 'Дата', contract: 'Договір', total: 'Сума з ПДВ' },
        ...{ paid: 'Сплачено', dueDay: 'Термін оплати' },
      },
    ],
    [
      ...(['order-lines', 'English'] as const),
      ['Invoice Number', 'Date', 'Store Number', 'Item Number', 'Quantity', 'Total'],
      ['INV-1', '08/31/2022', '2633', '88296', '12', '120.00'],
      {
        ...{ number: 'Invoice Number', outlet: 'Store Number', product: 'Item Number' },
        ...{ day: 'Date', quantity: 'Quantity', total: 'Total' },
      },
    ],
    [
      ...(['plans', 'Ukrainian'] as const),
      ['Агент', 'Місяць', 'План'],
      ['Іваненко', '2026-12', '100 000'],
      { agent: 'Агент', month: 'Місяць', target: 'План' },
    ],
  ]
  test.each(tables)('of %s in %s', (kind, _language, header, row, expected) => {
    expect(guess(kind, [header, row])).toEqual(expected)
  })

  test('and by their values: a price that holds no number is none, a code is no sentence', () => {
    expect(
      guess('prices', [
        ['Код', 'Ціна'],
        ['1', 'за домовленістю'],
      ]),
    ).toEqual({ product: 'Код' })
    expect(
      guess('prices', [
        ['Артикул', 'Код', 'Ціна'],
        ['Молоко пастеризоване у пляшці', '1', '9'],
      ]),
    ).toEqual({ product: 'Код', price: 'Ціна' })
  })

  test('barcodes and phones are known without a header, a number of the same length is not', () => {
    const header = ['Код', 'Назва', 'Додатково']
    expect(guess('products', [header, ['1', 'Молоко', '4820000000017']])).toMatchObject({
      barcode: 'Додатково',
    })
    expect(guess('products', [header, ['1', 'Молоко', '4820000000018']])).toEqual({
      ...{ code: 'Код', name: 'Назва' },
    })
  })

  test('a column for each price list is of the list its header names; one without VAT is not', () => {
    const header = ['Код', 'Ціна роздріб', 'Ціна опт, грн']
    expect(guess('prices', [header, ['1', '10', '9']])).toEqual({
      ...{ product: 'Код', 'price:роздріб': 'Ціна роздріб', 'price:опт': 'Ціна опт, грн' },
    })
    const taxed = ['Код', 'Ціна без ПДВ', 'Ціна з ПДВ']
    expect(guess('prices', [taxed, ['1', '10', '12']])).toEqual({
      ...{ product: 'Код', price: 'Ціна з ПДВ' },
    })
    expect(guessVat({ price: 'Ціна без ПДВ' })).toBe(false)
    expect(guessVat({ price: 'Ціна з ПДВ' })).toBe(true)
  })

  test('what nothing is known of stays free', () => {
    expect(
      guess('prices', [
        ['Щось', 'Інше'],
        ['а', 'б'],
      ]),
    ).toEqual({})
  })
})

describe('the row of the headers', () => {
  const header = ['Код', 'Назва', 'Ціна']
  const body = ['1', 'Молоко', '10,50']
  const rows: [string, string[][], number][] = [
    ['is the first one', [header, body, body], 1],
    ['stands under a title', [['Прайс-лист від 01.12.2026'], [''], header, body], 3],
    ['is not there', [body, ['2', 'Хліб', '9']], 0],
    ['is the first wide one when its words are unknown', [['Титул'], ['a', 'b'], ['1', '2']], 2],
  ]
  test.each(rows)('%s', (_what, given, expected) => {
    expect(guessHeader('prices', given)).toBe(expected)
  })
})

describe('spellings', () => {
  const numbers: [string[], Mapping['numbers']][] = [
    [['12,50', '7'], 'auto'],
    [['12.50'], 'auto'],
    [['1,234.50 грн', '12.00'], 'point'],
    [['1.234,50', '12,00'], 'comma'],
    [['1,234,567'], 'point'],
    [['1 234,50'], 'auto'],
  ]
  test.each(numbers)('numbers like %j are read by %s', (values, expected) => {
    expect(guessNumbers(values)).toBe(expected)
  })
  const days: [string[], Mapping['dates']][] = [
    [['31.12.2026', '01.02.2026'], 'dmy'],
    [['12/31/2026', '02/01/2026'], 'mdy'],
    [['01/02/2026'], 'dmy'],
    [['2026-12-31'], 'dmy'],
  ]
  test.each(days)('days like %j are read as %s', (values, expected) => {
    expect(guessDates(values)).toBe(expected)
  })
})
