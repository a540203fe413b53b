import { type HandOver, handOver, takeOff } from '../pricing/hand-discount-rules.ts'
import type { HandTrace } from '../pricing/price-rules.ts'
import type { HandRefusal } from './hand-contract.ts'
import type { Giver, OrderHand } from './hand-queries.ts'
import type { ComposedLine } from './line-rules.ts'

type Wish = { hand?: { percentBp: number } | undefined }

/** Whether a cart asks for any discount by hand. */
export const wishesHand = (lines: readonly Wish[]): boolean =>
  lines.some((line) => (line.hand?.percentBp ?? 0) > 0)

/** The lines with what was wished taken off, in somebody's name. */
export const withHands = (lines: ComposedLine[], by: string): ComposedLine[] =>
  lines.map((line) => {
    const { hand } = line
    if (!hand || hand.percentBp === 0) return line
    return takeOff(line, line.quantityMilli, { ...hand, by })
  })

/** What the lines take off by hand. */
export const handsOf = (lines: ComposedLine[]): HandTrace[] =>
  lines.flatMap((line) => line.trace.hand ?? [])

export const offOf = (hands: readonly { offMinor: number }[]): number =>
  hands.reduce((sum, { offMinor }) => sum + offMinor, 0)

/** Why somebody may not give what the lines take off; null: he may. Only agents and supervisors may. */
export function handRefusal(lines: ComposedLine[], giver: Giver | null): HandRefusal | null {
  const given = handsOf(lines)
  if (given.length === 0) return null
  if (!giver || giver.role === 'office') return refusalOf(given, giver, 'not_yours')
  const over = handOver(given, giver)
  return over && refusalOf(given, giver, over.why)
}

/** The same of the discounts of an order that somebody is to approve. */
export function approvalRefusal(hands: OrderHand[], giver: Giver): HandRefusal | null {
  const over = handOver(hands, giver)
  return over && refusalOf(hands, giver, over.why)
}

type Given = readonly Pick<HandTrace, 'percentBp' | 'offMinor'>[]

/** A refusal with its arithmetic. */
export const refusalOf = (
  given: Given,
  giver: Giver | null,
  why: HandOver['why'] | 'not_yours',
): HandRefusal => ({
  code: 'hand_discount',
  why,
  percentBp: given.reduce((most, line) => Math.max(most, line.percentBp), 0),
  limitBp: giver?.percentBp ?? 0,
  offMinor: offOf(given),
  leftMinor: Math.max(0, (giver?.budgetMinor ?? 0) - (giver?.spentMinor ?? 0)),
  budgetMinor: giver?.budgetMinor ?? 0,
})

/** Changed lines keep the discounts that their products had, unless another one is wished. */
export const keepHands = (lines: ComposedLine[], before: OrderHand[]): ComposedLine[] =>
  lines.map((line) => {
    if (line.hand) return line
    const kept = keptOf(line, before)
    if (!kept) return line
    const { percentBp, reason, giverName: by } = kept
    return takeOff(line, line.quantityMilli, { percentBp, reason, by })
  })

/** The discount that a line's product and unit had. */
export const keptOf = (
  line: Pick<ComposedLine, 'product' | 'unit'>,
  before: OrderHand[],
): OrderHand | undefined =>
  before.find((hand) => hand.productId === line.product.id && hand.unitCode === line.unit.code)
