import { type FitFacts, judgeFit } from '../../rollout/fit-rules.ts'
import { type ReadinessFacts, readinessOf, worthOf } from '../../rollout/wave/readiness-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { between, type Chance, chancesOf } from './chance-rules.ts'

export type Asked = { outlets: number; weeks: number; seed: number; teamHours: number }

export type HiddenAgent = { id: string; mood: number; vacant: boolean }
/** An outlet as it is; the launch sees readiness, worth and fit only. */
export type HiddenOutlet = {
  id: string
  index: number
  agent: number
  zone: number
  class: string
  cadenceDays: 7 | 14
  /** Days from the start to its first cue. */
  firstCue: number
  medianDropMinor: number
  linesUsual: number
  proclivity: number
  /** The week in which its wrong prices are mended; 0: they were right from the start. */
  mendedInWeek: number
  hour: number
  lot: number
  readiness: number
  worth: number
}
export type World = { asked: Asked; chance: Chance; agents: HiddenAgent[]; outlets: HiddenOutlet[] }

/** The world a launch meets: the same for the same seed, whatever the launch does. */
export function worldOf(asked: Asked): World {
  const chance = chancesOf(asked.seed)
  const agents = agentsOf(asked, chance)
  const bare = Array.from({ length: asked.outlets }, (_, i) => outletOf(i, agents.length, chance))
  const worth = worthOf(
    bare.map((outlet) => ({
      outletId: outlet.id,
      assistedMonthly: 28 / outlet.cadenceDays,
      valueMonthlyMinor: (outlet.medianDropMinor * 28) / outlet.cadenceDays,
    })),
  )
  const outlets = bare.map((outlet) => ({
    ...outlet,
    readiness: readinessOf(pastOf(outlet, chance)).score,
    worth: worth.get(outlet.id)?.score ?? 0,
  }))
  return { asked, chance, agents, outlets }
}

function agentsOf({ outlets }: Asked, chance: Chance): HiddenAgent[] {
  const count = Math.max(2, Math.round(outlets / ASSUMED.outletsAnAgent))
  return Array.from({ length: count }, (_, i) => {
    const lot = chance(`agent ${i} mood`)
    const { hinders, helps, moodOfHindering, moodOfHelping } = ASSUMED
    const mood = lot < hinders ? moodOfHindering : lot >= 1 - helps ? moodOfHelping : 0
    // The first one is there: a launch without any agent has no pilots.
    const vacant = i > 0 && chance(`agent ${i} vacant`) < ASSUMED.vacantTerritories
    return { id: `agent-${String(i + 1).padStart(3, '0')}`, mood, vacant }
  })
}

function outletOf(index: number, agents: number, chance: Chance) {
  const of = (word: string) => chance(`outlet ${index} ${word}`)
  const cadenceDays: 7 | 14 = of('cadence') < ASSUMED.fortnightly ? 14 : 7
  const weekday = Math.floor(of('weekday') * 5)
  const wrong = of('wrong prices') < ASSUMED.wrongPrices
  const weeks = 1 + Math.floor(Math.log(1 - of('mended')) / Math.log(1 - ASSUMED.mendedAWeek))
  return {
    id: `outlet-${String(index + 1).padStart(6, '0')}`,
    index,
    agent: index % agents,
    zone: Math.floor(of('zone') * ASSUMED.zones),
    class: classOf(of('class')),
    cadenceDays,
    firstCue: weekday + (cadenceDays === 14 && of('which week') < 0.5 ? 7 : 0),
    medianDropMinor: Math.round(between(of('drop'), ASSUMED.dropMedianMinor)),
    linesUsual: 4 + Math.floor(of('lines') * 14),
    proclivity: (of('proclivity') + of('proclivity too')) / 2,
    mendedInWeek: wrong ? weeks : 0,
    hour: 9 + Math.floor(of('hour') * 8),
    lot: Math.floor(of('lot') * 100),
  }
}

function classOf(lot: number): string {
  const { A, B, C } = ASSUMED.classes
  return lot < A ? 'A' : lot < A + B ? 'B' : lot < A + B + C ? 'C' : 'D'
}

// What its past shows of what it is: a hint, never the whole.
function pastOf(
  { index, proclivity, cadenceDays }: ReturnType<typeof outletOf>,
  chance: Chance,
): ReadinessFacts {
  const of = (word: string) => chance(`past ${index} ${word}`)
  const shown = (word: string) => Math.min(1, Math.max(0, proclivity + (of(word) - 0.5) * 0.6))
  return {
    drops: Math.floor(182 / cadenceDays),
    steadyGapsBp: Math.round(4000 + 6000 * shown('steady')),
    daysSinceDrop: Math.floor(of('since') * cadenceDays * 1.5),
    medianGapDays: cadenceDays,
    oldestOverdueDays: of('overdue') < 0.2 ? Math.floor(of('overdue days') * 40) : 0,
    doorRefusals: of('refusals') < 0.1 ? 1 : 0,
    phoneConfirmed: of('phone') < 0.8,
    phoneKnown: true,
    selfServiceOrders: shown('digital') > 0.7 ? 2 : 0,
    signedIn: shown('digital') > 0.8,
    agentView: of('view') < 0.3 ? (shown('said') > 0.5 ? 'yes' : 'maybe') : null,
  }
}

/** Whether the portal is true for it in a week, by the rule that guards every invitation. */
export const isFit = (outlet: HiddenOutlet, week: number): boolean => {
  const wrong = week < outlet.mendedInWeek
  const lines: FitFacts['lines'] = [
    lineOf('right', ASSUMED.linesCompared - (wrong ? 4 : 0), 1000),
    ...(wrong ? [lineOf('wrong', 4, 1080)] : []),
  ]
  return judgeFit({
    lines,
    ...{ basket: [], realWeekdays: null, weekdayDrops: [], portalWeekdays: [1, 2, 3, 4, 5] },
    balances: [{ contractId: 'own', code: 'own', debtMinor: 0, ageHours: 1, unpaidMinor: null }],
    contacts: [{ personId: 'own', phone: 'own', confirmed: true }],
  }).fit
}

const lineOf = (name: string, lines: number, portalMinor: number): FitFacts['lines'][number] => ({
  invoice: {
    ...{ productId: name, name, unitCode: 'pcs', quantityMilli: 1000, totalMinor: 1000 },
    ...{ lastDay: '2026-01-01', lines },
  },
  portal: { code: 'priced', totalMinor: portalMinor },
})

/** No power or no network in a zone on a day. */
export const isDark = ({ chance }: World, zone: number, day: number): boolean =>
  chance(`dark ${zone} ${day}`) < ASSUMED.blackoutDay

/** Whether an outlet has a cue on a day from the start. */
export const hasCue = ({ firstCue, cadenceDays }: HiddenOutlet, day: number): boolean =>
  day >= firstCue && (day - firstCue) % cadenceDays === 0

/** The day of its next cue: this day's, while it has not passed. */
export function nextCue(outlet: HiddenOutlet, day: number): number {
  let next = day
  while (!hasCue(outlet, next)) next += 1
  return next
}
