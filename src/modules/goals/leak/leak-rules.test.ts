import { describe, expect, test } from 'vitest'
import { expectedBp, type LeakFacts, leaksOf, passageOf, worstLeak } from './leak-rules.ts'

const NOW = '2026-12-20T08:00:00.000Z'
const GATE = { gateFirstOrderBp: 5_000, gateThirdOrderBp: 3_000 }
const outlet = (reached: Record<string, string>, more: Partial<LeakFacts> = {}): LeakFacts => ({
  ...{ waveStartsOn: '2026-11-16', cadenceDays: 7, aside: null, reached, ...more },
})
const day = (nth: string) => `2026-12-${nth}T08:00:00.000Z`

describe('whether an outlet got to a step', () => {
  test('it is lost only when the time for the step has passed', () => {
    const registered = (at: string) => passageOf(outlet({ registered: at }), 'first_order', NOW)
    expect(registered(day('13'))).toBe('lost')
    expect(registered(day('14'))).toBe(null)
    // Three of its own periods from the first order to the third.
    const ordered = (cadenceDays: number) =>
      passageOf(outlet({ first_order: day('01') }, { cadenceDays }), 'third_order', NOW)
    expect([ordered(6), ordered(7)]).toEqual(['lost', null])
  })

  test('who skipped a step passed it, and nobody is lost before he could begin', () => {
    const skipped = outlet({ first_order: day('01') })
    expect(passageOf(skipped, 'agreed', NOW)).toBe('passed')
    expect(passageOf(outlet({}), 'registered', NOW)).toBe(null)
    expect(passageOf(outlet({}), 'contacted', NOW)).toBe('lost')
    expect(passageOf(outlet({}, { waveStartsOn: '2026-12-15' }), 'contacted', NOW)).toBe(null)
  })

  test('who rests or stays with his agent leaks nowhere; who refused does', () => {
    const of = (aside: string) =>
      passageOf(outlet({ contacted: day('01') }, { aside }), 'agreed', NOW)
    expect([of('paused'), of('stays_with_agent'), of('refused')]).toEqual([null, null, 'lost'])
  })
})

test('the gate of the owner says what each step shall let through', () => {
  const toFirst = ['contacted', 'agreed', 'registered', 'first_order'] as const
  const whole = toFirst.reduce((share, step) => (share * expectedBp(step, GATE)) / 10_000, 1)
  expect(whole).toBeCloseTo(0.5, 3)
  expect(expectedBp('third_order', GATE)).toBe(6_000)
  expect(expectedBp('third_order', { gateFirstOrderBp: 0, gateThirdOrderBp: 0 })).toBe(0)
})

const crowd = (passed: number, lost: number) => [
  ...Array.from({ length: passed }, () =>
    outlet({ registered: day('01'), first_order: day('02') }),
  ),
  ...Array.from({ length: lost }, () => outlet({ registered: day('01') })),
]

describe('the step that leaks most', () => {
  test('is the one where most are missing, with its count and interval', () => {
    const steps = leaksOf(crowd(20, 40), GATE, NOW)
    const first = steps.find(({ step }) => step === 'first_order')
    // 84 % of sixty were expected: 50, and 20 came.
    expect(first).toMatchObject({ due: 60, passed: 20, lost: 40, expectedBp: 8_409, short: 30 })
    expect(first).toMatchObject({ passedBp: 3_333, lowBp: 2_273, highBp: 4_594 })
    expect(worstLeak(steps)).toEqual({ step: 'first_order', sure: true })
  })

  test('of few outlets is told as uncertain; where all is as expected there is none', () => {
    expect(worstLeak(leaksOf(crowd(1, 1), GATE, NOW))).toEqual({ step: 'first_order', sure: false })
    const fresh = Array.from({ length: 9 }, () => outlet({ first_order: day('19') }))
    expect(worstLeak(leaksOf(fresh, GATE, NOW))).toBe(null)
    expect(worstLeak(leaksOf([], GATE, NOW))).toBe(null)
  })
})
