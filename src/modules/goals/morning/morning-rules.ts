import type { Verdict } from '../decision/decision-rules.ts'

/** What the owner's morning is made of; kept, so that the next one tells only what changed. */
export type MorningFacts = {
  regular: number
  goal: number
  endsOn: string
  /** Law 1 of the invited: their average drop, and the one before; null: nothing was delivered. */
  dropMinor: number | null
  dropBeforeMinor: number | null
  breadthStarves: boolean
  /** Law 2 of the invited: the share of independent orders, in ten-thousandths. */
  independentBp: number | null
  independentBeforeBp: number | null
  stuck: number
  callBacksLate: number
  verdict: Verdict
  waveNumber: number | null
  against: string[]
}

export type MorningLine =
  | { code: 'goal'; regular: number; goal: number; endsOn: string; more: number | null }
  | { code: 'law1'; dropMinor: number; beforeMinor: number; starves: boolean }
  | { code: 'law2'; bp: number; beforeBp: number; starves: boolean }
  | { code: 'help'; stuck: number; callBacksLate: number }
  | { code: 'decision'; verdict: Verdict; waveNumber: number | null; against: string[] }

/** Below this share of what was before, a drop starves. */
const STARVES = 0.95
const WHOLE_UNIT = 100

/** The owner's lines, at most five: what changed since they were last told, and what asks for him. */
export function linesOf(now: MorningFacts, last: MorningFacts | null): MorningLine[] {
  const lines: (MorningLine | null)[] = [
    goalLine(now, last),
    lawOne(now, last),
    lawTwo(now, last),
    helpLine(now, last),
    decisionLine(now, last),
  ]
  return lines.filter((line) => line !== null)
}

function goalLine(now: MorningFacts, last: MorningFacts | null): MorningLine | null {
  const { regular, goal, endsOn } = now
  if (last?.regular === regular && last.goal === goal && last.endsOn === endsOn) return null
  return { code: 'goal', regular, goal, endsOn, more: last ? regular - last.regular : null }
}

function lawOne(now: MorningFacts, last: MorningFacts | null): MorningLine | null {
  if (now.dropMinor === null || now.dropBeforeMinor === null) return null
  const units = (facts: MorningFacts | null) => Math.round((facts?.dropMinor ?? -1) / WHOLE_UNIT)
  const starves = (facts: MorningFacts) =>
    facts.breadthStarves || (facts.dropMinor ?? 0) < (facts.dropBeforeMinor ?? 0) * STARVES
  if (last && units(now) === units(last) && starves(now) === starves(last)) return null
  const { dropMinor, dropBeforeMinor: beforeMinor } = now
  return { code: 'law1', dropMinor, beforeMinor, starves: starves(now) }
}

function lawTwo(now: MorningFacts, last: MorningFacts | null): MorningLine | null {
  if (now.independentBp === null || now.independentBeforeBp === null) return null
  const percent = (facts: MorningFacts | null) => Math.floor((facts?.independentBp ?? -1) / 100)
  if (last && percent(now) === percent(last)) return null
  const { independentBp: bp, independentBeforeBp: beforeBp } = now
  return { code: 'law2', bp, beforeBp, starves: bp <= beforeBp }
}

function helpLine(now: MorningFacts, last: MorningFacts | null): MorningLine | null {
  const { stuck, callBacksLate } = now
  const same = last?.stuck === stuck && last.callBacksLate === callBacksLate
  const nothing = stuck === 0 && (last?.stuck ?? 0) === 0
  if (nothing || (same && callBacksLate === 0)) return null
  return { code: 'help', stuck, callBacksLate }
}

function decisionLine(now: MorningFacts, last: MorningFacts | null): MorningLine | null {
  const { verdict, waveNumber, against } = now
  const same = last?.verdict === verdict && last.waveNumber === waveNumber
  // Waiting asks for nothing; the others ask until they are decided.
  if (same && verdict === 'wait') return null
  return { code: 'decision', verdict, waveNumber, against }
}
