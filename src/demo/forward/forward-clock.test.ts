import { expect, test } from 'vitest'
import { spanOf } from './forward-clock.ts'

test.each([
  ['5h', 5 * 3_600_000],
  ['12w', 12 * 7 * 86_400_000],
  ['27w', null],
  ['0d', null],
  ['week', null],
])('a span of %s is read', (text, spanMs) => {
  expect(spanOf(text)).toBe(spanMs)
})
