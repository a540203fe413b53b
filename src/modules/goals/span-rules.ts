export type Span = { fromDay: string; toDay: string }

/**
 * Days taken apart into spans of about so many orders, without a gap: a day is never parted, and what lies
 * before the first order and behind the last belongs to the first span and the last.
 */
export function spansOf(
  counts: readonly { day: string; orders: number }[],
  { fromDay, toDay, most }: Span & { most: number },
): Span[] {
  const spans: Span[] = []
  let from = fromDay
  let orders = 0
  for (const [i, count] of counts.entries()) {
    orders += count.orders
    const next = counts[i + 1]
    if (!next || orders + next.orders <= most) continue
    spans.push({ fromDay: from, toDay: count.day })
    from = dayAfter(count.day)
    orders = 0
  }
  return [...spans, { fromDay: from, toDay }]
}

const DAY_MS = 86_400_000
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
