import type { WantedLine } from './contract.ts'

export type DraftState = 'open' | 'placed' | 'withdrawn' | 'expired'

/** What has become of a draft: a placed one stays placed after its cut-off. */
export function draftState(
  draft: { cutOffAt: string; withdrawnAt: string | null; placed: boolean },
  now: string,
): DraftState {
  if (draft.placed) return 'placed'
  if (draft.withdrawnAt) return 'withdrawn'
  return Date.parse(now) < Date.parse(draft.cutOffAt) ? 'open' : 'expired'
}

/** A link orders what was drafted or less of it: whoever it was passed on to adds nothing. */
export function within(drafted: WantedLine[], wanted: WantedLine[]): boolean {
  const left = new Map<string, number>()
  for (const line of drafted) {
    left.set(keyOf(line), (left.get(keyOf(line)) ?? 0) + line.quantityMilli)
  }
  for (const line of wanted) {
    left.set(keyOf(line), (left.get(keyOf(line)) ?? 0) - line.quantityMilli)
  }
  return [...left.values()].every((milli) => milli >= 0)
}

const keyOf = (line: WantedLine) => `${line.productId} ${line.unitCode}`
