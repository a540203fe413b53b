import { useSyncExternalStore } from 'react'

export type CartLine = {
  productId: string
  unitCode: string
  quantityMilli: number
  seenUnitPriceE4?: number
}
/** A cart lives on the device; its checkout's id is made with its first line and kept until placed. */
export type Cart = { checkoutId: string; lines: CartLine[]; suggested: boolean; note: string }

const listeners = new Set<() => void>()
const cache = new Map<string, Cart>()
const nothing = (): Cart => ({ checkoutId: newId(), lines: [], suggested: false, note: '' })

// UUIDv7 (RFC 9562): the moment first, then random bits.
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const moment = Math.floor(performance.timeOrigin + performance.now())
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(moment / 2 ** (8 * (5 - i))) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const keyOf = (outletId: string) => `tandem-cart-${outletId}`

function read(outletId: string): Cart {
  const known = cache.get(outletId)
  if (known) return known
  const kept = localStorage.getItem(keyOf(outletId))
  const cart = kept ? (JSON.parse(kept) as Cart) : nothing()
  cache.set(outletId, cart)
  return cart
}

function write(outletId: string, cart: Cart): void {
  cache.set(outletId, cart)
  localStorage.setItem(keyOf(outletId), JSON.stringify(cart))
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (!event.key?.startsWith('tandem-cart-')) return
    cache.clear()
    tell()
  }
  listeners.add(tell)
  window.addEventListener('storage', other)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', other)
  }
}

/** The cart of an outlet and what can be done to it. Two tabs see the same one. */
export function useCart(outletId: string) {
  const cart = useSyncExternalStore(subscribe, () => read(outletId))
  return {
    cart,
    quantityOf: (productId: string) =>
      cart.lines.find((line) => line.productId === productId)?.quantityMilli ?? 0,
    set(line: CartLine) {
      const others = cart.lines.filter((known) => known.productId !== line.productId)
      const at = cart.lines.findIndex((known) => known.productId === line.productId)
      const lines =
        line.quantityMilli <= 0
          ? others
          : at < 0
            ? [...cart.lines, line]
            : cart.lines.map((known, i) => (i === at ? line : known))
      write(outletId, { ...cart, lines })
    },
    fill: (lines: CartLine[], suggested: boolean) => write(outletId, { ...cart, lines, suggested }),
    setNote: (note: string) => write(outletId, { ...cart, note }),
    empty: () => write(outletId, nothing()),
  }
}
