import { expect, test } from 'vitest'
import type { Slot } from '../../src/modules/delivery/contract.ts'
import { deliveryDayOf } from './delivery-day.ts'

const slot = (deliveryDay: string, full = false): Slot => ({
  deliveryDay,
  cutOffAt: `${deliveryDay}T15:00:00Z`,
  lockAt: `${deliveryDay}T16:00:00Z`,
  full,
  drop: null,
})
const wednesday = slot('2026-11-25')
const thursday = slot('2026-11-26')

test('the next open day is proposed, and a full one is passed over', () => {
  expect(deliveryDayOf([wednesday, thursday], null)).toEqual({ kind: 'day', slot: wednesday })
  expect(deliveryDayOf([slot('2026-11-25', true), thursday], null)).toEqual({
    kind: 'day',
    slot: thursday,
  })
})

test('the day that was shown stays as long as it takes orders', () => {
  expect(deliveryDayOf([wednesday, thursday], '2026-11-26')).toEqual({
    kind: 'day',
    slot: thursday,
  })
})

test('a day whose cut-off passed is never replaced silently', () => {
  const gone = { kind: 'gone', deliveryDay: '2026-11-25' }
  expect(deliveryDayOf([thursday], '2026-11-25')).toEqual(gone)
  expect(deliveryDayOf([slot('2026-11-25', true), thursday], '2026-11-25')).toEqual(gone)
})

test('without a delivery plan there is no day', () => {
  expect(deliveryDayOf([], null)).toEqual({ kind: 'none' })
})
