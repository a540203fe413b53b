import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault } from './json-body.ts'
import { LIMITS } from './limits.ts'

test.each([
  ['{"a":}', { line: 1, column: 6 }],
  ['{\n  "lines": [1, 2,]\n}', { line: 2, column: 18 }],
  ["{'a': 1}", { line: 1, column: 2 }],
  ['{"a": 1', { line: 1, column: 8 }],
  ['[1}', { line: 1, column: 3 }],
  ['{"a" 1}', { line: 1, column: 6 }],
  ['{} {}', { line: 1, column: 4 }],
  ['"a\nb"', { line: 1, column: 1 }],
  ['01', { line: 1, column: 2 }],
  ['True', { line: 1, column: 1 }],
  ['', { line: 1, column: 1 }],
])('%j is not JSON from where it goes wrong', (text, place) => {
  expect(jsonFault(text)).toEqual(place)
})

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('it finds a fault exactly where the engine refuses, in whatever was done to a text', () => {
  const spoilt = fc
    .record({
      value: fc.jsonValue(),
      at: fc.nat(),
      put: fc.constantFrom('', '"', ',', '}', '1', '\\', ' '),
    })
    .map(({ value, at, put }) => {
      const text = JSON.stringify(value)
      const cut = at % (text.length + 1)
      return text.slice(0, cut) + put + text.slice(cut + 1)
    })
  fc.assert(
    fc.property(spoilt, (text) => {
      expect(jsonFault(text) === null, text).toBe(isJson(text))
    }),
    { numRuns: 3_000 },
  )
})

test('a long body that is one broken text or one nesting is looked through at once', () => {
  const long = LIMITS.faultCharsMax
  const began = performance.now()
  expect(jsonFault(`{"a": "${'x'.repeat(long)}`)).toEqual({ line: 1, column: 7 })
  expect(jsonFault('['.repeat(long))).toEqual({ line: 1, column: long + 1 })
  expect(performance.now() - began).toBeLessThan(2_000)
})
