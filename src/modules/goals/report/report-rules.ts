import type { Language } from '../../../platform/language.ts'
import { STAGE_NAMES } from '../../rollout/cue/stage-words-rules.ts'
import { STEP_NAMES } from '../../rollout/ladder/step-words-rules.ts'
import { TROUBLE_NAMES } from '../help/trouble-words-rules.ts'
import {
  LEVEL_NAMES,
  MEASURE_NAMES,
  PART_NAMES,
  REASON_NAMES,
  VERDICT_NAMES,
} from '../number-words-rules.ts'
import type { WeeklyReport } from './report-facts-rules.ts'
import { REPORT_WORDS } from './report-words-rules.ts'

/** What a place of a table holds: a text, or a number that is written in its own way. */
export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'number' | 'money' | 'bp'; value: number }
  | { kind: 'day'; day: string }
  | null
export type Section = {
  key: string
  title: string
  notes: string[]
  heads: string[]
  rows: Cell[][]
}

const text = (said: string): Cell => ({ kind: 'text', text: said })
const number = (value: number): Cell => ({ kind: 'number', value })
const money = (value: number): Cell => ({ kind: 'money', value })
const bp = (value: number): Cell => ({ kind: 'bp', value })
type Say = (name: keyof typeof REPORT_WORDS) => string

/** The report as it is printed, put into sheets and shown: the same tables, once laid out. */
export function sectionsOf(report: WeeklyReport, language: Language): Section[] {
  const t: Say = (name) => REPORT_WORDS[name][language]
  return [
    goalSection(report, t),
    decisionSection(report, t, language),
    ...lawSections(report, t, language),
    funnelSection(report, t, language),
    leakSection(report, t, language),
    helpSection(report, t, language),
    habitSection(report, t, language),
    bonusSection(report, t, language),
    maturitySection(report, t, language),
  ]
}

const goalSection = ({ goal }: WeeklyReport, t: Say): Section => ({
  ...{ key: 'goal', title: t('goal'), notes: [goal.name], heads: [t('measure'), t('value')] },
  rows: [
    [text(t('regular')), number(goal.regularOutlets)],
    [text(t('goalOutlets')), number(goal.goalOutlets)],
    [text(t('endsOn')), { kind: 'day', day: goal.endsOn }],
    [text(t('invited')), number(goal.invitedOutlets)],
    [text(t('goalDrop')), money(goal.goalDropMinor)],
  ],
})

function decisionSection({ decision }: WeeklyReport, t: Say, language: Language): Section {
  const verdict = decision ? [VERDICT_NAMES[decision.verdict]?.[language] ?? ''] : []
  return {
    ...{ key: 'decision', title: t('decision'), notes: verdict },
    heads: [t('reason'), t('speaks'), t('reached'), t('wanted')],
    rows: (decision?.reasons ?? []).map(({ code, holds, reachedBp, wantedBp }) => [
      text(REASON_NAMES[code]?.[holds ? 'holds' : 'fails'][language] ?? code),
      text(t(holds ? 'yes' : 'no')),
      reachedBp === null ? null : bp(reachedBp),
      wantedBp === null ? null : bp(wantedBp),
    ]),
  }
}

const LAWS = {
  law1: ['outlets', 'dropMinor', 'linesPerOrder', 'productsPerOutlet'],
  law2: ['selfBp', 'independentBp', 'independentValueBp'],
} as const

function lawSections({ gauge }: WeeklyReport, t: Say, language: Language): Section[] {
  const heads = [t('measure'), t('part'), t('now'), t('low'), t('high'), t('before')]
  return Object.entries(LAWS).map(([law, measures], nth) => ({
    ...{ key: law, title: `${t('laws')}: ${nth + 1}`, notes: [], heads },
    rows: (gauge?.parts ?? []).filter(hasOutlets).flatMap(({ part, now, before }) =>
      measures.map((measure) => {
        const range = rangeOf(measure, now)
        const cell = cellOf(measure)
        return [
          text(MEASURE_NAMES[measure][language]),
          text(PART_NAMES[part][language]),
          cell(now[measure]),
          range ? cell(range.low) : null,
          range ? cell(range.high) : null,
          cell(before[measure]),
        ]
      }),
    ),
  }))
}

// A group of nobody would fill a page with noughts.
const hasOutlets = ({ now, before }: Part) => now.outlets > 0 || before.outlets > 0

type Part = NonNullable<WeeklyReport['gauge']>['parts'][number]
type Measure = keyof typeof MEASURE_NAMES
type Laws = Part['now']

const cellOf = (measure: Measure) =>
  measure === 'dropMinor' ? money : measure.endsWith('Bp') ? bp : tenths
const tenths = (value: number): Cell => number(Math.round(value * 10) / 10)

function rangeOf(measure: Measure, laws: Laws) {
  if (measure === 'dropMinor') return laws.dropInterval
  return measure === 'independentBp' ? laws.independentInterval : null
}

function funnelSection({ waves }: WeeklyReport, t: Say, language: Language): Section {
  const counts = [
    ['planned', 'outlets'],
    ['contacted', 'contacted'],
    ['agreed', 'agreed'],
    ['registered', 'registered'],
    ['first_order', 'firstOrder'],
    ['third_order', 'thirdOrder'],
    ['regular', 'regular'],
    ['held', 'held'],
  ] as const
  return {
    ...{ key: 'funnel', title: t('funnel'), notes: [] },
    heads: [t('step'), ...waves.map((wave) => `${t('wave')} ${wave.number}`)],
    rows: counts.map(([step, count]) => [
      text(STEP_NAMES[step]?.[language] ?? step),
      ...waves.map((wave) => number(wave[count])),
    ]),
  }
}

function leakSection({ leaks }: WeeklyReport, t: Say, language: Language): Section {
  const { steps, worst } = leaks
  const of = steps.find(({ step }) => step === worst?.step)
  const stepName = (step: string) => STEP_NAMES[step]?.[language] ?? step
  const certain = t(worst?.sure ? 'sure' : 'unsure')
  const note =
    worst && of
      ? `${t('worst')} «${stepName(worst.step)}»: ${of.short} ${t('of')} ${of.due}, ${certain}`
      : t('noLeak')
  return {
    ...{ key: 'leaks', title: t('leaks'), notes: [note] },
    heads: [
      t('step'),
      t('lost'),
      t('passed'),
      t('due'),
      t('share'),
      t('low'),
      t('high'),
      t('expected'),
    ],
    rows: steps.map((one) => [
      text(stepName(one.step)),
      ...[number(one.lost), number(one.passed), number(one.due)],
      ...(one.due > 0 ? [bp(one.passedBp), bp(one.lowBp), bp(one.highBp)] : [null, null, null]),
      bp(one.expectedBp),
    ]),
  }
}

const helpSection = ({ help }: WeeklyReport, t: Say, language: Language): Section => ({
  ...{ key: 'help', title: t('help') },
  notes: [`${t('stuck')}: ${help.stuck} ${t('of')} ${help.outlets}`],
  heads: [t('outlet'), t('trouble'), t('days'), t('next'), t('agent')],
  rows: help.list.map((row) => [
    text(`${row.name} (${row.code}, ${row.city})`),
    text(TROUBLE_NAMES[row.trouble]?.name[language] ?? row.trouble),
    number(row.days),
    text(TROUBLE_NAMES[row.trouble]?.next[language] ?? ''),
    row.agentName ? text(row.agentName) : null,
  ]),
})

const habitSection = ({ stages }: WeeklyReport, t: Say, language: Language): Section => ({
  ...{ key: 'habit', title: t('habit'), notes: [], heads: [t('stage'), t('outlets')] },
  rows: stages.map(({ stage, outlets }) => [
    text(STAGE_NAMES[stage]?.[language] ?? stage),
    number(outlets),
  ]),
})

const bonusSection = ({ bonuses }: WeeklyReport, t: Say, language: Language): Section => ({
  ...{ key: 'bonuses', title: t('bonuses'), notes: [] },
  heads: [t('kind'), t('outlets'), t('sum')],
  rows: bonuses.map(({ kind, outlets, amountMinor }) => [
    text(STEP_NAMES[kind]?.[language] ?? kind),
    ...[number(outlets), money(amountMinor)],
  ]),
})

const maturitySection = ({ maturity }: WeeklyReport, t: Say, language: Language): Section => ({
  ...{ key: 'maturity', title: t('maturity'), notes: [] },
  heads: [
    ...[t('territory'), t('level'), `${t('outlets')}, %`, `${t('orders')}, %`, `${t('sum')}, %`],
  ],
  rows: maturity.map((one) => [
    text(one.name),
    text(one.level ? (LEVEL_NAMES[one.level]?.[language] ?? one.level) : t('few')),
    ...[bp(one.outletsBp), bp(one.ordersBp), bp(one.valueBp)],
  ]),
})

const LOCALES: Record<Language, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-UA' }

/** How cells are written for people, the same on paper and on the screen. */
export function cellTexts(language: Language, currency: string): (cell: Cell) => string {
  const locale = LOCALES[language]
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const sums = new Intl.NumberFormat(locale, { ...style, useGrouping: 'always' })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return (cell) => {
    if (cell === null) return '—'
    if (cell.kind === 'text') return cell.text
    if (cell.kind === 'day') return days.format(new Date(`${cell.day}T00:00:00Z`))
    if (cell.kind === 'money') return sums.format(cell.value / 100)
    return cell.kind === 'bp'
      ? `${numbers.format(Math.round(cell.value / 10) / 10)} %`
      : numbers.format(cell.value)
  }
}
