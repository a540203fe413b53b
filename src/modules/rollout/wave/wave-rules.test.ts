import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ReadinessFacts, readinessOf, worthOf } from './readiness-rules.ts'
import { type Candidate, compileWave, DEFAULT_MINUTES, type WaveAsked } from './wave-rules.ts'

const candidate = (n: number, change: Partial<Candidate> = {}): Candidate => ({
  outletId: `outlet${String(n).padStart(4, '0')}`,
  fit: true,
  readiness: 50 + ((n * 37) % 47),
  worth: n % 100,
  class: 'C',
  vacant: false,
  agentId: `agent${n % 10}`,
  cadenceDays: 7,
  medianDropMinor: 100_000,
  taken: false,
  ordersAlone: false,
  ...change,
})
const many = (count: number, change: (n: number) => Partial<Candidate> = () => ({})) =>
  Array.from({ length: count }, (_, n) => candidate(n, change(n)))
const asked = (change: Partial<WaveAsked> = {}): WaveAsked => ({
  number: 1,
  outlets: 100,
  startsOn: '2026-09-07',
  endsOn: '2026-10-05',
  agentIds: ['agent0', 'agent1', 'agent2'],
  holdOutBp: 1000,
  readinessMin: 0,
  seed: 'wave 1',
  ...change,
})
const crowd = {
  activeOutlets: 1000,
  activeAgents: 10,
  weeklyMinutes: 2400,
  minutes: DEFAULT_MINUTES,
}

describe('what is refused, with its arithmetic', () => {
  test('a first wave of everybody', () => {
    const { refusals } = compileWave(many(1000), asked({ outlets: 1000 }), crowd)
    expect(refusals).toContainEqual({
      code: 'all_at_once',
      asked: 1000,
      most: 200,
      activeOutlets: 1000,
    })
  })
  test('outlets of all agents at once', () => {
    const { refusals } = compileWave(many(1000), asked({ agentIds: null }), crowd)
    expect(refusals).toContainEqual({ code: 'all_agents', asked: 10, most: 5, activeAgents: 10 })
  })
  test('more than the team’s minutes carry', () => {
    const small = { ...crowd, weeklyMinutes: 300 }
    const { refusals } = compileWave(many(1000), asked(), small)
    // 90 invited × (16 + 15 + 4 × 2) minutes against four weeks of 300.
    expect(refusals).toEqual([
      {
        code: 'over_capacity',
        neededMinutes: 90 * 39,
        capacityMinutes: 1200,
        minutesEach: 39,
        most: 30,
      },
    ])
  })
  test('a wave that the team carries is not', () => {
    expect(compileWave(many(1000), asked(), crowd).refusals).toEqual([])
  })
  test('later waves may go to all agents', () => {
    const { refusals } = compileWave(many(1000), asked({ number: 2, agentIds: null }), crowd)
    expect(refusals).toEqual([])
  })
})

describe('who is chosen', () => {
  test('nobody the portal is not true for, nobody twice, nobody who orders alone already or without a rhythm', () => {
    const rows = [
      candidate(0, { fit: false }),
      candidate(1, { taken: true }),
      candidate(2, { cadenceDays: null }),
      candidate(5),
      candidate(11, { ordersAlone: true }),
      candidate(10),
      candidate(20, { readiness: 10 }),
    ]
    const { chosen, left, short } = compileWave(rows, asked({ readinessMin: 20 }), crowd)
    expect(chosen.map(({ outletId }) => outletId)).toEqual(['outlet0010'])
    expect(left).toEqual({
      ...{ not_fit: 1, taken: 1, orders_alone: 1 },
      ...{ no_history: 1, other_agent: 1, not_ready: 1 },
    })
    expect(short).toBe(99)
  })
  test('outlets without an agent come first, a good agent’s class A last', () => {
    const rows = [
      candidate(0, { readiness: 90, class: 'A' }),
      candidate(10, { readiness: 60 }),
      candidate(7, { readiness: 30, vacant: true }),
    ]
    const of = (outlets: number) =>
      compileWave(rows, asked({ outlets, holdOutBp: 0 }), crowd)
        .chosen.map(({ outletId }) => outletId)
        .sort()
    expect(of(1)).toEqual(['outlet0007'])
    expect(of(2)).toEqual(['outlet0007', 'outlet0010'])
    expect(of(3)).toHaveLength(3)
  })
  test('a tenth is held out by lot, the others get a turn; the same seed draws the same', () => {
    const rows = many(400)
    const first = compileWave(rows, asked(), crowd)
    expect(first.chosen.filter(({ part }) => part === 'held_out')).toHaveLength(10)
    expect(compileWave(rows.toReversed(), asked(), crowd)).toEqual(first)
    const invited = first.chosen.filter(({ part }) => part === 'invited')
    expect(invited.map(({ position }) => position)).toEqual(invited.map((_, i) => i + 1))
    const other = compileWave(rows, asked({ seed: 'another' }), crowd)
    expect(other.chosen).not.toEqual(first.chosen)
    const names = (wave: typeof first) => wave.chosen.map(({ outletId }) => outletId).sort()
    expect(names(other)).toEqual(names(first))
  })
  test('held out and invited are alike in readiness', () => {
    const { chosen } = compileWave(many(1000), asked({ outlets: 200, holdOutBp: 5000 }), crowd)
    const mean = (part: string) => {
      const rows = chosen.filter((row) => row.part === part)
      return rows.reduce((sum, row) => sum + row.readiness, 0) / rows.length
    }
    expect(Math.abs(mean('invited') - mean('held_out'))).toBeLessThan(5)
  })
  test('whatever is asked, nobody unfit and never more than asked', () => {
    const rows = fc.array(
      fc.record({ fit: fc.boolean(), taken: fc.boolean(), readiness: fc.nat(100) }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 50 }), (changes, outlets) => {
        const { chosen } = compileWave(
          changes.map((change, n) => candidate(n, change)),
          asked({ outlets, agentIds: null }),
          crowd,
        )
        expect(chosen.length).toBeLessThanOrEqual(outlets)
        expect(chosen.every(({ fit, taken }) => fit && !taken)).toBe(true)
        expect(new Set(chosen.map(({ outletId }) => outletId)).size).toBe(chosen.length)
      }),
    )
  })
})

const past: ReadinessFacts = {
  drops: 20,
  steadyGapsBp: 9000,
  daysSinceDrop: 5,
  medianGapDays: 7,
  oldestOverdueDays: 0,
  doorRefusals: 0,
  phoneConfirmed: true,
  phoneKnown: true,
  selfServiceOrders: 0,
  signedIn: false,
  agentView: null,
}

describe('readiness', () => {
  test('a steady payer with a confirmed phone is ready; its points are those of its reasons', () => {
    const { score, reasons } = readinessOf(past)
    expect(score).toBe(23 + 15 + 15 + 10 + 15 + 0 + 3)
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score)
    expect(reasons.reduce((sum, { of }) => sum + of, 0)).toBe(100)
  })
  test.each([
    ['an outlet nobody delivered to', { drops: 0, steadyGapsBp: 0, daysSinceDrop: null }],
    ['one that stopped buying', { daysSinceDrop: 60 }],
    ['one that owes for a month', { oldestOverdueDays: 30 }],
    ['one that refuses at the door', { doorRefusals: 3 }],
    ['one without a phone', { phoneConfirmed: false, phoneKnown: false }],
    ['one its agent doubts', { agentView: 'no' as const }],
  ])('%s is less ready', (_, change) => {
    expect(readinessOf({ ...past, ...change }).score).toBeLessThan(readinessOf(past).score)
  })
  test.each([
    ['one that ordered by itself before', { selfServiceOrders: 3 }],
    ['one its agent believes in', { agentView: 'yes' as const }],
  ])('%s is readier', (_, change) => {
    expect(readinessOf({ ...past, ...change }).score).toBeGreaterThan(readinessOf(past).score)
  })
})

test('worth is a rank by freed minutes and value, and nothing is worth nothing', () => {
  const of = worthOf([
    { outletId: 'none', assistedMonthly: 0, valueMonthlyMinor: 0 },
    { outletId: 'some', assistedMonthly: 2, valueMonthlyMinor: 100 },
    { outletId: 'most', assistedMonthly: 8, valueMonthlyMinor: 900 },
  ])
  expect(of.get('none')?.score).toBe(0)
  expect(of.get('some')?.score).toBe(50)
  expect(of.get('most')?.score).toBe(100)
})
