import type { HandWish } from '../../src/modules/pricing/hand-discount-rules.ts'

export type CartLine = {
  productId: string
  unitCode: string
  quantityMilli: number
  /** The unit price on the screen when the person chose; a later one is a difference to confirm. */
  seenUnitPriceE4?: number
  /** What an agent wishes to take off; never in a shop's own cart. */
  hand?: HandWish
}

/**
 * A cart lives on the device, one per outlet. Its checkout's id is made with its first line and kept
 * until the server took it: sending it twice places it once.
 */
export type Cart = {
  checkoutId: string
  lines: CartLine[]
  suggested: boolean
  note: string
  /** The delivery the person chose; null: the next one is proposed. */
  deliveryDay: string | null
  /** Why staff let it into a slot that closed; null: it goes with an open one. */
  late: string | null
}

export const emptyCart = (checkoutId: string): Cart => ({
  checkoutId,
  lines: [],
  suggested: false,
  note: '',
  deliveryDay: null,
  late: null,
})

/** The cart with this line in its place; a line of nothing is taken out. */
export function withLine(cart: Cart, line: CartLine): Cart {
  const others = cart.lines.filter((known) => known.productId !== line.productId)
  if (line.quantityMilli <= 0) return { ...cart, lines: others }
  if (others.length === cart.lines.length) return { ...cart, lines: [...cart.lines, line] }
  const lines = cart.lines.map((known) =>
    known.productId === line.productId
      ? { ...(known.hand ? { hand: known.hand } : {}), ...line }
      : known,
  )
  return { ...cart, lines }
}

/** The cart with a discount by hand on the line of a product, or without it. */
export function withHand(cart: Cart, productId: string, hand: HandWish | null): Cart {
  const lines = cart.lines.map((line) => {
    if (line.productId !== productId) return line
    const { hand: _before, ...plain } = line
    return hand ? { ...plain, hand } : plain
  })
  return { ...cart, lines }
}

/** A cart as it was kept on the device, by whatever release; null when it cannot be read. */
export function cartKept(text: string | null): Cart | null {
  if (!text) return null
  try {
    const kept = JSON.parse(text) as Partial<Cart>
    if (typeof kept.checkoutId !== 'string' || !Array.isArray(kept.lines)) return null
    const lines = kept.lines.filter(
      (line) => typeof line.productId === 'string' && Number.isInteger(line.quantityMilli),
    )
    return { ...emptyCart(kept.checkoutId), ...kept, lines }
  } catch {
    return null
  }
}

/** A UUIDv7 (RFC 9562): 48 bits of the moment in milliseconds, then random bits. */
export function uuidv7(momentMs: number, random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 16))
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(momentMs / 2 ** (8 * (5 - i))) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return [0, 8, 12, 16, 20].map((at, i, cuts) => hex.slice(at, cuts[i + 1])).join('-')
}
