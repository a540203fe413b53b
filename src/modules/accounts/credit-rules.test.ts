import { expect, test } from 'vitest'
import { toPayMinor } from './credit-rules.ts'

const standing = { debtMinor: 0, shippedMinor: 0, releasedMinor: 0, overdueMinor: 0 }

test.each([
  ['without a limit only what is overdue', { limitMinor: null, overdueMinor: 700 }, 700],
  ['what passes the limit', { limitMinor: 1_000, debtMinor: 900 }, 400],
  ['the greater of both', { limitMinor: 1_000, debtMinor: 900, overdueMinor: 600 }, 600],
  ['what was shipped since counts', { limitMinor: 1_000, debtMinor: 500, shippedMinor: 300 }, 300],
  ['never more than is owed', { limitMinor: 100, debtMinor: 50 }, 50],
  ['nothing while all fits', { limitMinor: 1_000, debtMinor: 500 }, 0],
  ['money ahead pays for the order', { limitMinor: 0, debtMinor: -900 }, 0],
])('to pay for an order of 5.00: %s', (_, change, minor) => {
  expect(toPayMinor({ ...standing, ...change }, 500)).toBe(minor)
})
