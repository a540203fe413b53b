import { expect, test } from 'vitest'
import { type Counted, formatsIn, phrasesIn } from './language.ts'

const goods: Counted = {
  uk: { one: 'товар', few: 'товари', many: 'товарів' },
  en: { one: 'product', other: 'products' },
  ru: { one: 'товар', few: 'товара', many: 'товаров' },
}
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test.each([
  ['uk', 1, '1 товар'],
  ['uk', 2, '2 товари'],
  ['uk', 5, '5 товарів'],
  ['uk', 11, '11 товарів'],
  ['uk', 21, '21 товар'],
  ['uk', 22, '22 товари'],
  ['uk', 112, '112 товарів'],
  ['ru', 3, '3 товара'],
  ['ru', 14, '14 товаров'],
  ['ru', 101, '101 товар'],
  ['en', 1, '1 product'],
  ['en', 0, '0 products'],
  ['en', 21, '21 products'],
] as const)('in %s %d goods are counted as «%s»', (language, n, told) => {
  expect(plain(formatsIn(language, 'Europe/Kyiv').count(n, goods))).toBe(told)
})

test('sums carry the hryvnia sign as each language writes it', () => {
  const told = (['uk', 'en', 'ru'] as const).map((l) =>
    plain(formatsIn(l, undefined).money(123_450)),
  )
  expect(told).toEqual(['1 234,50 ₴', '₴1,234.50', '1 234,50 ₴'])
})

test('another currency keeps its own sign', () => {
  expect(plain(formatsIn('uk', undefined).money(99, 'EUR'))).toBe('0,99 €')
  expect(plain(formatsIn('uk', undefined, 'PLN').price(10_000))).toBe('1,00 zł')
  expect(plain(formatsIn('uk', undefined, 'PLN').money(99, 'UAH'))).toBe('0,99 ₴')
})

test('a cut-off is told by the distributor’s clock, wherever the phone is', () => {
  const cutOff = '2026-11-24T15:00:00Z'
  expect(formatsIn('uk', 'Europe/Kyiv').time(cutOff)).toBe('17:00')
  expect(formatsIn('uk', 'Asia/Tokyo').time(cutOff)).toBe('00:00')
})

test('an instant of today is told by its hour, of another day with its day', () => {
  const { until } = formatsIn('uk', 'Europe/Kyiv')
  expect(until('2026-11-24T15:00:00Z', '2026-11-23T22:30:00Z')).toBe('17:00')
  expect(until('2026-11-24T15:00:00Z', '2026-11-23T21:30:00Z')).toContain('24')
})

test('a day is that day in every zone', () => {
  expect(formatsIn('uk', 'America/New_York').day('2026-11-27')).toBe('пт, 27\u00a0листопада')
  expect(formatsIn('en', 'Pacific/Auckland').day('2026-11-27')).toBe('Fri 27\u00a0November')
})

test('a day at the end of a line keeps its month, and a figure its percent', () => {
  const f = formatsIn('uk', 'Europe/Kyiv')
  expect(f.moment('2026-11-25T10:20:00Z')).toBe('25\u00a0лист., 12:20')
  expect(f.fullDay('2027-05-26')).toBe('26\u00a0травня 2027\u00a0р.')
  expect(f.percent(250)).toBe('2,5\u00a0%')
})

test('a table of phrases speaks one language at a time', () => {
  const words = { cart: { uk: 'Кошик', en: 'Cart', ru: 'Корзина' } }
  expect([phrasesIn('uk', words).cart, phrasesIn('en', words).cart]).toEqual(['Кошик', 'Cart'])
})
