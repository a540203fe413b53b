/** A line of an old document, as its cells say. */
export type OldLine = {
  quantityMilli: number
  sumMinor: number | null
  priceE4: number | null
  /** What the document says it is; else the sign of the quantity does. */
  document: 'order' | 'return' | null
}
export type ReadLine =
  | {
      ok: true
      document: 'order' | 'return'
      quantityMilli: number
      sumMinor: number | null
      priceE4: number | null
    }
  | { ok: false; reason: 'zero_quantity' | 'negative_sum' | 'no_sum' }

/**
 * Whether a line was sold or came back, in positive figures. A negative quantity came back; a sum
 * against the sign of its quantity is no trade (a write-off, a correction) and is not taken.
 */
export function historyLine(line: OldLine): ReadLine {
  const { quantityMilli, sumMinor, priceE4 } = line
  if (quantityMilli === 0) return { ok: false, reason: 'zero_quantity' }
  if (sumMinor === null && priceE4 === null) return { ok: false, reason: 'no_sum' }
  const back = quantityMilli < 0
  const against = sumMinor !== null && sumMinor !== 0 && sumMinor < 0 !== back
  // Returns are also written with a positive quantity under their own kind of document.
  const document = line.document ?? (back ? 'return' : 'order')
  if (against && line.document !== 'return') return { ok: false, reason: 'negative_sum' }
  return {
    ok: true,
    document,
    quantityMilli: Math.abs(quantityMilli),
    sumMinor: sumMinor === null ? null : Math.abs(sumMinor),
    priceE4,
  }
}
