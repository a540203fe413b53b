import type { Phrase } from '../../../platform/language.ts'
import type { Played, Week } from './play-rules.ts'
import type { Policy } from './state-rules.ts'

export const POLICY_NAMES: Record<Policy, Phrase> = {
  'all-at-once': { uk: 'Усі одразу', en: 'All at once', ru: 'Все сразу' },
  waves: { uk: 'Хвилями', en: 'In waves', ru: 'Волнами' },
}
/** Told by colour and by dash: also in black and white. */
export const POLICY_LOOKS: Record<Policy, { colour: string; dash: string }> = {
  'all-at-once': { colour: '#b3261e', dash: '6 4' },
  waves: { colour: '#0b6e4f', dash: '' },
}
export const CHART_WORDS = {
  title: {
    uk: 'Запуск наперед: модель, не прогноз',
    en: 'A launch played forward: a model, not a forecast',
    ru: 'Запуск наперёд: модель, не прогноз',
  },
  week: { uk: 'тиждень', en: 'week', ru: 'неделя' },
} as const satisfies Record<string, Phrase>

const MEASURES = {
  registered: { uk: 'Увійшли на портал', en: 'Registered', ru: 'Вошли на портал' },
  regular: { uk: 'Регулярні точки', en: 'Regular outlets', ru: 'Регулярные точки' },
  independent: {
    uk: 'Самостійні замовлення, %',
    en: 'Independent orders, %',
    ru: 'Самостоятельные заказы, %',
  },
  hours: {
    uk: 'Години команди, разом',
    en: 'Hours of the team, in all',
    ru: 'Часы команды, всего',
  },
} as const satisfies Record<string, Phrase>
type Measure = keyof typeof MEASURES

const FIGURE: Record<Measure, (week: Week) => number> = {
  registered: ({ registered }) => registered,
  regular: ({ regular }) => regular,
  independent: ({ independentBp }) => independentBp / 100,
  hours: ({ minutesAll }) => minutesAll / 60,
}

/** The inner size of a chart, without its axes. */
export const CHART = { width: 360, height: 180 }
type Tick = { at: number; said: string }
export type Chart = {
  measure: Measure
  name: Phrase
  lines: { policy: Policy; points: string }[]
  weeks: Tick[]
  figures: Tick[]
}

/** Four charts with a line for each policy; the same plays give the same charts. */
export const chartsOf = (plays: readonly Played[]): Chart[] =>
  (Object.keys(MEASURES) as Measure[]).map((measure) => chartOf(measure, plays))

function chartOf(measure: Measure, plays: readonly Played[]): Chart {
  const figure = FIGURE[measure]
  const weeks = Math.max(1, ...plays.map((played) => played.weeks.length))
  const top = roundTop(Math.max(0, ...plays.flatMap((played) => played.weeks.map(figure))))
  const x = (week: number) => (week / weeks) * CHART.width
  const y = (value: number) => CHART.height - (value / top) * CHART.height
  const every = Math.max(1, Math.ceil(weeks / 6))
  const ticks = Array.from({ length: Math.floor(weeks / every) + 1 }, (_, i) => i * every)
  return {
    ...{ measure, name: MEASURES[measure] },
    lines: plays.map(({ policy, weeks: played }) => ({
      policy,
      points: [[0, 0], ...played.map((week) => [week.week, figure(week)] as const)]
        .map(([week = 0, value = 0]) => `${short(x(week))},${short(y(value))}`)
        .join(' '),
    })),
    weeks: ticks.map((week) => ({ at: x(week), said: String(week) })),
    figures: [0, 0.5, 1].map((share) => ({ at: y(top * share), said: short(top * share) })),
  }
}

const short = (value: number): string => String(Math.round(value * 10) / 10)

// The next of 1, 2, 5 × 10^n that is no smaller.
function roundTop(value: number): number {
  if (value <= 0) return 1
  const whole = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((step) => step * whole >= value) ?? 10) * whole
}
