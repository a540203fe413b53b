import { expect, test } from 'vitest'
import { formatsIn } from '../../kit/language.ts'
import { weekdaysIn } from '../../kit/weekdays.ts'
import { saidText } from './said-text.ts'

const said = {
  f: formatsIn('uk', undefined),
  weekdays: (days: number[]) => weekdaysIn('uk', days),
  hours: 'год',
}

test.each([
  ['price_differs', '36.54 / шт', '36,54 ₴ / шт'],
  ['balance_differs', '1250.00', '1 250,00 ₴'],
  ['balance_stale', '30', '30 год'],
  ['days_differ', '2 5', 'вт, пт'],
  ['days_differ', '', '—'],
  ['no_price', '', '—'],
  ['no_contract', 'Д-1', 'Д-1'],
] as const)('a difference of %s that says «%s» is read as «%s»', (kind, text, read) => {
  expect(saidText(kind, text, said).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(read)
})
