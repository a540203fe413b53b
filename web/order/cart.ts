import { useSyncExternalStore } from 'react'
import {
  type Cart,
  type CartLine,
  cartKept,
  emptyCart,
  uuidv7,
  withHand,
  withLine,
} from './cart-lines.ts'

const listeners = new Set<() => void>()
const cache = new Map<string, Cart>()

/** An id made here before anything is sent, so that sending it twice is known. */
export function newId(): string {
  const moment = Math.floor(performance.timeOrigin + performance.now())
  return uuidv7(moment, crypto.getRandomValues(new Uint8Array(16)))
}

const PREFIX = 'tandem-cart-'

function read(outletId: string): Cart {
  const known = cache.get(outletId)
  if (known) return known
  const cart = cartKept(localStorage.getItem(PREFIX + outletId)) ?? emptyCart(newId())
  cache.set(outletId, cart)
  return cart
}

function write(outletId: string, cart: Cart): void {
  cache.set(outletId, cart)
  localStorage.setItem(PREFIX + outletId, JSON.stringify(cart))
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (!event.key?.startsWith(PREFIX)) return
    cache.delete(event.key.slice(PREFIX.length))
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
  const change = (changes: Partial<Cart>) => write(outletId, { ...read(outletId), ...changes })
  return {
    cart,
    quantityOf: (productId: string) =>
      cart.lines.find((line) => line.productId === productId)?.quantityMilli ?? 0,
    set: (line: CartLine) => write(outletId, withLine(read(outletId), line)),
    setHand: (productId: string, hand: CartLine['hand'] | null) =>
      write(outletId, withHand(read(outletId), productId, hand ?? null)),
    fill: (lines: CartLine[], suggested: boolean) => change({ lines, suggested }),
    setNote: (note: string) => change({ note }),
    setDeliveryDay: (deliveryDay: string) => change({ deliveryDay, late: null }),
    /** Lets the order into a slot that closed, and says why. */
    setLate: (deliveryDay: string, late: string) => change({ deliveryDay, late }),
    /** As another order: for when this one's id was already used. */
    renew: () => change({ checkoutId: newId() }),
    /** Puts back what was emptied or replaced. */
    restore: (before: Cart) => write(outletId, before),
    empty: () => write(outletId, emptyCart(newId())),
  }
}
export type UseCart = ReturnType<typeof useCart>
