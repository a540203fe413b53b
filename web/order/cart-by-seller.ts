import type { Quote } from '../../src/modules/ordering/contract.ts'
import type { CartLine } from './cart-lines.ts'

export type CartPart = {
  contractId: string | null
  /** Null: nobody sells these to this outlet. */
  sellingEntity: string | null
  totalMinor: number | null
  lines: CartLine[]
}

/** The cart as the orders it will become, one per seller; whole while nobody has priced it. */
export function cartBySeller(lines: CartLine[], quote: Quote | undefined): CartPart[] {
  if (!quote) return [{ contractId: null, sellingEntity: null, totalMinor: null, lines }]
  const contractOf = new Map(quote.lines.map((line) => [line.productId, line.contractId]))
  const ordered = new Set(quote.orders.map(({ contractId }) => contractId))
  // One contract may give several documents (a warehouse each): a person sees the seller once.
  const sellers = new Map<string, CartPart>()
  for (const { contractId, sellingEntity, totalMinor } of quote.orders) {
    const known = sellers.get(contractId)
    sellers.set(contractId, {
      contractId,
      sellingEntity,
      totalMinor: (known?.totalMinor ?? 0) + totalMinor,
      lines: lines.filter((line) => contractOf.get(line.productId) === contractId),
    })
  }
  const rest = lines.filter((line) => !ordered.has(contractOf.get(line.productId) ?? ''))
  const parts = [...sellers.values()].filter((part) => part.lines.length > 0)
  if (rest.length === 0) return parts
  return [...parts, { contractId: null, sellingEntity: null, totalMinor: null, lines: rest }]
}
