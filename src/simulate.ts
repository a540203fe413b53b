import { writeFile } from 'node:fs/promises'
import { type Played, play, type Week } from './modules/goals/forward/play-rules.ts'
import { drawPlot } from './modules/goals/forward/plot-rules.ts'
import { POLICIES, type Policy } from './modules/goals/forward/state-rules.ts'
import { type Asked, worldOf } from './modules/goals/forward/world-rules.ts'
import type { Language } from './platform/language.ts'
import type { Print } from './print.ts'

type Wanted = Asked & { policy: Policy | null; plot: string; language: Language }

/** Plays a launch forward by one policy or by both, and prints their weeks and how they end. */
export async function simulate(wanted: Wanted, { say, tell }: Print): Promise<number> {
  const { policy, plot, language, ...asked } = wanted
  const world = worldOf(asked)
  const plays = (policy ? [policy] : POLICIES).map((each) => play(world, each))
  say('A model with assumed numbers (docs/simulate.md), not a forecast.')
  for (const played of plays) sayWeeks(played, say)
  sayEnd(plays, say)
  if (plot) {
    const svg = drawPlot(plays, language)
    await writeFile(plot, plot.endsWith('.html') ? page(svg, language) : svg)
    say(`Drawn in ${plot}.`)
  }
  tell({ ...asked, plays })
  return 0
}

const page = (svg: string, language: Language): string =>
  `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><title>Tandem</title>\n${svg}</html>\n`

const percent = (bp: number) => `${(bp / 100).toFixed(1)} %`
const COLUMNS: [head: string, said: (week: Week) => string | number][] = [
  ['week', ({ week }) => week],
  ['invited', ({ invited }) => invited],
  ['registered', ({ registered }) => registered],
  ['first', ({ firstOrder }) => firstOrder],
  ['third', ({ thirdOrder }) => thirdOrder],
  ['regular', ({ regular }) => regular],
  ['held', ({ held }) => held],
  ['relapsed', ({ relapsed }) => relapsed],
  ['self', ({ selfBp }) => percent(selfBp)],
  ['alone', ({ independentBp }) => percent(independentBp)],
  ['bonuses', ({ bonusesMinor }) => (bonusesMinor / 100).toFixed(0)],
  ['minutes', ({ minutes }) => minutes],
]

function sayWeeks({ policy, refusals, weeks }: Played, say: Print['say']): void {
  say(`\n${policy}`)
  for (const refusal of refusals) say(`  Refused by the product: ${JSON.stringify(refusal)}`)
  say(COLUMNS.map(([head]) => head.padStart(11)).join(''))
  for (const week of weeks) {
    say(COLUMNS.map(([, said]) => String(said(week)).padStart(11)).join(''))
  }
}

const ENDS: [name: string, said: (last: Week) => string | number][] = [
  ['invited', ({ invited }) => invited],
  ['registered', ({ registered }) => registered],
  ['first order', ({ firstOrder }) => firstOrder],
  ['third independent order', ({ thirdOrder }) => thirdOrder],
  ['regular', ({ regular }) => regular],
  ['held', ({ held }) => held],
  ['relapsed', ({ relapsed }) => relapsed],
  ['met wrong prices', ({ burned }) => burned],
  ['self-service share', ({ selfBp }) => percent(selfBp)],
  ['independent share', ({ independentBp }) => percent(independentBp)],
  ['hours of the team', ({ minutesAll }) => Math.round(minutesAll / 60)],
  ['minutes a regular outlet', (last) => perRegular(last)],
  ['bonuses of agents', ({ bonusesMinor }) => (bonusesMinor / 100).toFixed(0)],
]

const perRegular = ({ minutesAll, regular }: Week) =>
  regular > 0 ? Math.round(minutesAll / regular) : '-'

function sayEnd(plays: Played[], say: Print['say']): void {
  say(`\n${'At the end'.padEnd(26)}${plays.map(({ policy }) => policy.padStart(14)).join('')}`)
  for (const [name, said] of ENDS) {
    const ends = plays.map(({ weeks }) => weeks.at(-1)).map((last) => (last ? said(last) : '-'))
    say(`${name.padEnd(26)}${ends.map((end) => String(end).padStart(14)).join('')}`)
  }
}
