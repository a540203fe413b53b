import { type FitFacts, wrongPrices } from './fit-rules.ts'

/** A compared line with whose it is; what a shop ordered by itself was not asked for. */
export type AskedLine = FitFacts['lines'][number] & { agentId: string | null; asked: boolean }

export type Leak = {
  productId: string
  agentId: string | null
  lines: number
  leakMinor: number
  lastDay: string
}

/**
 * What an outlet got cheaper by asking than the portal shows it, by product and agent. Where its last
 * invoice of a product agrees with the portal, earlier ones are a price that changed, and no leak.
 */
export function leaksOf(lines: readonly AskedLine[]): Leak[] {
  const leaks = new Map<string, Leak>()
  for (const { invoice, portal, agentId, asked } of wrongPrices(lines)) {
    if (!asked || portal.code !== 'priced') continue
    const leakMinor = (portal.totalMinor - invoice.totalMinor) * invoice.lines
    if (leakMinor <= 0) continue
    const { productId, lastDay } = invoice
    const key = `${productId} ${agentId}`
    const known = leaks.get(key)
    leaks.set(key, {
      ...{ productId, agentId },
      lines: (known?.lines ?? 0) + invoice.lines,
      leakMinor: (known?.leakMinor ?? 0) + leakMinor,
      lastDay: known && known.lastDay > lastDay ? known.lastDay : lastDay,
    })
  }
  return [...leaks.values()]
}
