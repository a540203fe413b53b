import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BenefitFacts, backOf, dueOf, grantOf } from './benefit-rules.ts'

const benefit = {
  id: 'b',
  name: 'Перші замовлення',
  percentBp: 300,
  firstOrders: 3,
  orderMaxMinor: 50_000,
  leftMinor: 100_000,
}
const facts: BenefitFacts = {
  channel: 'portal',
  preparedBy: 'buyer',
  deviceOutlets: 0,
  granted: 0,
  totalMinor: 100_050,
}

describe('a benefit that only the portal has', () => {
  test('is a percent of the order, rounded down', () => {
    expect(grantOf(benefit, facts)).toEqual({ ok: true, promisedMinor: 3001 })
  })
  test.each([
    ['the agent’s', { channel: 'agent' }, 'channel'],
    ['the call desk’s', { channel: 'phone' }, 'channel'],
    ['the office’s', { channel: 'office' }, 'channel'],
    ['the ERP’s', { channel: 'unknown' }, 'channel'],
    ['an agent’s draft that the shop presses', { preparedBy: 'agent' }, 'prepared_by_staff'],
    ['a standing', { preparedBy: 'schedule' }, 'prepared_by_staff'],
    ['one from a phone of three other shops', { deviceOutlets: 3 }, 'not_own_device'],
    ['the fourth', { granted: 3 }, 'used_up'],
    ['one the budget does not carry', { totalMinor: 10_000_000_000 }, null],
  ])('%s order is refused it, or capped', (_, change, why) => {
    const granted = grantOf(benefit, { ...facts, ...change })
    expect(granted).toEqual(why === null ? { ok: true, promisedMinor: 50_000 } : { ok: false, why })
  })
  test('what the budget does not hold whole is not promised', () => {
    expect(grantOf({ ...benefit, leftMinor: 3000 }, facts)).toEqual({ ok: false, why: 'budget' })
    expect(grantOf({ ...benefit, leftMinor: 3001 }, facts)).toMatchObject({ ok: true })
  })
  test('due is what was delivered and kept, never more than was promised', () => {
    const sums = fc.integer({ min: -1_000, max: 10_000_000 })
    fc.assert(
      fc.property(sums, sums, (total, kept) => {
        const promisedMinor = Math.max(0, backOf(benefit, Math.max(0, total)))
        const due = dueOf({ percentBp: 300, promisedMinor }, kept)
        expect(due).toBeGreaterThanOrEqual(0)
        expect(due).toBeLessThanOrEqual(promisedMinor)
        if (kept <= 0) expect(due).toBe(0)
      }),
    )
  })
})
