import { expect, test } from 'vitest'
import { fit } from './QuantityStepper.tsx'

test.each([
  { wanted: 5_000, multiple: 6_000, minimum: 6_000, had: 6_000 },
  { wanted: 7_000, multiple: 6_000, minimum: 6_000, had: 12_000 },
  { wanted: 12_000, multiple: 6_000, minimum: 6_000, had: 12_000 },
  { wanted: 1_000, multiple: 2_000, minimum: 5_000, had: 6_000 },
  { wanted: 300, multiple: 500, minimum: 500, had: 500 },
  { wanted: 0, multiple: 6_000, minimum: 6_000, had: 0 },
  { wanted: -1_000, multiple: 1_000, minimum: 1_000, had: 0 },
])('wanted $wanted in multiples of $multiple from $minimum makes $had', (line) => {
  expect(fit(line.wanted, line.multiple, line.minimum)).toBe(line.had)
})
