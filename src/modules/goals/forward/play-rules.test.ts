import fc from 'fast-check'
import { expect, test } from 'vitest'
import { play } from './play-rules.ts'
import { drawPlot } from './plot-rules.ts'
import { POLICIES } from './state-rules.ts'
import { isFit, worldOf } from './world-rules.ts'

const asked = fc.record({
  outlets: fc.integer({ min: 10, max: 120 }),
  weeks: fc.integer({ min: 1, max: 14 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  teamHours: fc.integer({ min: 0, max: 40 }),
})
const worlds = { numRuns: 25 }

test('the same seed plays the same launch to the byte; another seed another', () => {
  const told = (seed: number) => {
    const world = worldOf({ outlets: 150, weeks: 12, seed, teamHours: 20 })
    const plays = POLICIES.map((policy) => play(world, policy))
    return JSON.stringify(plays) + drawPlot(plays, 'uk')
  }
  expect(told(7)).toBe(told(7))
  expect(told(8)).not.toBe(told(7))
})

test('nobody orders more often than there are slots', () => {
  const holds = (given: Parameters<typeof worldOf>[0]) => {
    const world = worldOf(given)
    for (const policy of POLICIES) {
      for (const week of play(world, policy).weeks) {
        expect(week.slots).toBeLessThanOrEqual(given.outlets)
        expect(week.orders + week.missed).toBeLessThanOrEqual(week.slots)
      }
    }
  }
  fc.assert(fc.property(asked, holds), worlds)
})

test('the focus team never works beyond its hours', () => {
  const holds = (given: Parameters<typeof worldOf>[0]) => {
    const world = worldOf(given)
    for (const policy of POLICIES) {
      for (const { minutes } of play(world, policy).weeks) {
        expect(minutes).toBeLessThanOrEqual(given.teamHours * 60)
      }
    }
  }
  fc.assert(fc.property(asked, holds), worlds)
})

test('both policies meet the same hidden world, and leave it as it was', () => {
  const holds = (given: Parameters<typeof worldOf>[0]) => {
    const world = worldOf(given)
    const before = JSON.stringify(world)
    const [first, second] = POLICIES.map((policy) => play(world, policy).weeks)
    expect(JSON.stringify(world)).toBe(before)
    expect(second?.map(({ slots }) => slots)).toEqual(first?.map(({ slots }) => slots))
  }
  fc.assert(fc.property(asked, holds), worlds)
})

test('steps of the ladder only narrow: held are regular, third orders had a first', () => {
  const holds = (given: Parameters<typeof worldOf>[0]) => {
    const world = worldOf(given)
    for (const policy of POLICIES) {
      for (const week of play(world, policy).weeks) {
        const steps = [week.invited, week.registered, week.firstOrder, week.thirdOrder]
        expect(steps.toSorted((a, b) => b - a)).toEqual(steps)
        expect(week.held).toBeLessThanOrEqual(week.regular)
      }
    }
  }
  fc.assert(fc.property(asked, holds), worlds)
})

test('all at once is what the product refuses, with its arithmetic; waves are what it lets through', () => {
  const world = worldOf({ outlets: 400, weeks: 10, seed: 3, teamHours: 20 })
  const [all, waves] = POLICIES.map((policy) => play(world, policy))
  const codes = all?.refusals.map(({ code }) => code)
  expect(codes).toEqual(['all_at_once', 'all_agents', 'over_capacity'])
  expect(all?.weeks[0]?.invited).toBe(400)
  expect(waves?.refusals).toEqual([])
  expect(waves?.weeks[0]?.invited).toBeLessThan(160)
})

test('waves invite nobody whose portal is not true; all at once does, and burns trust', () => {
  const world = worldOf({ outlets: 400, weeks: 10, seed: 3, teamHours: 20 })
  expect(world.outlets.filter((outlet) => !isFit(outlet, 0)).length).toBeGreaterThan(60)
  const [all, waves] = POLICIES.map((policy) => play(world, policy).weeks.at(-1))
  expect(waves?.burned).toBe(0)
  expect(all?.burned).toBeGreaterThan(0)
})

test('a team without hours moves fewer than one with hours', () => {
  const regular = (teamHours: number) =>
    play(worldOf({ outlets: 300, weeks: 16, seed: 5, teamHours }), 'all-at-once').weeks.at(-1)
      ?.regular ?? 0
  expect(regular(0)).toBeLessThan(regular(30))
})

test.each(['uk', 'en', 'ru'] as const)(
  'the picture has axes, a legend and both lines in %s',
  (language) => {
    const world = worldOf({ outlets: 50, weeks: 8, seed: 1, teamHours: 10 })
    const svg = drawPlot(
      POLICIES.map((policy) => play(world, policy)),
      language,
    )
    const names = { uk: 'Хвилями', en: 'In waves', ru: 'Волнами' }
    expect(svg.match(/<polyline/g)).toHaveLength(8)
    expect(svg).toContain(names[language])
    expect(svg).not.toContain('NaN')
  },
)
