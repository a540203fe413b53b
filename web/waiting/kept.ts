import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Difference, Placed, Quote } from '../../src/modules/ordering/contract.ts'
import type { call } from '../call.ts'
import type { CartLine } from '../order/cart-lines.ts'
import { WAITING } from '../silence.ts'

/** An order that waits on this device for the network, and what became of it. */
export type Waiting = {
  /** The checkout's id: sending it twice places it once. */
  id: string
  personId: string
  outletName: string
  /** What its goods are called: without a network nobody can be asked. */
  names: Record<string, string>
  request: Omit<Parameters<typeof call.ordering.place>[0], 'lines'> & { lines: CartLine[] }
  totalMinor: number | null
  currency: string
  cutOffAt: string
  lockAt: string
  now: 'waiting' | 'placed' | 'asked' | 'refused'
  placed?: Placed
  refused?: string
  differences?: Difference[]
}

let text: string | null = null
let known: Waiting[] = []
const listeners = new Set<() => void>()

/** What waits on this device, oldest first; the same array until it changes. */
export function waiting(): Waiting[] {
  const kept = localStorage.getItem(WAITING)
  if (kept === text) return known
  text = kept
  known = readable(kept)
  return known
}

function readable(kept: string | null): Waiting[] {
  try {
    const rows = JSON.parse(kept ?? '[]') as Waiting[]
    return rows.filter((row) => typeof row.id === 'string' && Array.isArray(row.request.lines))
  } catch {
    return []
  }
}

function write(rows: Waiting[]): void {
  localStorage.setItem(WAITING, JSON.stringify(rows))
  for (const tell of listeners) tell()
}

const keep = (order: Waiting): void =>
  write([...waiting().filter(({ id }) => id !== order.id), order])

/** Notes what became of an order that waits. */
export const note = (id: string, became: Partial<Waiting>): void =>
  write(waiting().map((order) => (order.id === id ? { ...order, ...became } : order)))

/** Takes an order off the device: it was seen, or went back to the cart. */
export const drop = (id: string): void => write(waiting().filter((order) => order.id !== id))

function subscribe(tell: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key === WAITING) tell()
  }
  listeners.add(tell)
  window.addEventListener('storage', other)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', other)
  }
}

/** What waits on this device; all tabs see the same. */
export const useWaiting = (): Waiting[] => useSyncExternalStore(subscribe, waiting)

type Sent = Pick<Waiting, 'personId' | 'request' | 'cutOffAt' | 'lockAt'> & {
  quote: Quote | undefined
  totalMinor: number | null
}

/** The order that could not be sent stays on the device and leaves by itself. */
export function keepWaiting(queries: QueryClient, { quote, ...sent }: Sent): void {
  const { distributor, outletId, checkoutId: id } = sent.request
  const outlet = queries.getQueryData<{ name: string }>(['outlet', distributor, outletId])
  const currency = quote?.currency ?? 'UAH'
  const names = namesOf(queries, sent.request.lines, quote)
  keep({ ...sent, id, outletName: outlet?.name ?? '', names, currency, now: 'waiting' })
}

// The shelf's pages were seen by whoever put their goods into the cart.
function namesOf(queries: QueryClient, lines: CartLine[], quote: Quote | undefined) {
  const names = new Map(quote?.lines.map(({ productId, name }) => [productId, name]))
  const pages = queries.getQueriesData<{ products?: { id: string; name: string }[] }>({
    queryKey: ['shelf'],
  })
  for (const [, page] of pages) {
    for (const { id, name } of page?.products ?? []) names.set(id, name)
  }
  return Object.fromEntries(lines.map(({ productId }) => [productId, names.get(productId) ?? '']))
}
