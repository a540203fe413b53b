import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Placed, Quote } from '../../src/modules/ordering/contract.ts'
import type { Trace } from '../../src/modules/pricing/price-rules.ts'
import { answeredNo, call, type PlaceRefusal, refusalOf } from '../call.ts'
import { usePlace } from '../signin/me.tsx'
import { type UseCart, useCart } from './cart.ts'
import type { CartLine } from './cart-lines.ts'
import { type DeliveryDay, deliveryDayOf } from './delivery-day.ts'
import { useSlots } from './SlotPicker.tsx'

type Place = { distributor: string; outletId: string }
export type Checkout = Place & {
  cart: UseCart
  slots: ReturnType<typeof useSlots>
  delivery: DeliveryDay
  quote: UseQueryResult<Quote>
  /** True when the quote is of exactly these lines and this day. */
  current: boolean
}

const REST_MS = 250

/** The cart with its delivery and what the server says it costs; the same in every place it shows. */
export function useCheckout({ distributor, outletId }: Place): Checkout {
  const cart = useCart(outletId)
  const slots = useSlots(distributor, outletId)
  const [proposed, setProposed] = useState<string | null>(null)
  const { late } = cart.cart
  const closed = late === null ? null : (slots.data?.closed ?? null)
  const delivery = deliveryDayOf(slots.data?.slots ?? [], cart.cart.deliveryDay ?? proposed, closed)
  if (proposed === null && delivery.kind === 'day') setProposed(delivery.slot.deliveryDay)
  const deliveryDay = delivery.kind === 'day' ? delivery.slot.deliveryDay : null
  const lines = useRested(cart.cart.lines)
  const quote = useQuery({
    queryKey: ['quote', distributor, outletId, lines, deliveryDay],
    enabled: lines.length > 0,
    queryFn: ({ signal }) =>
      call.ordering.quote({ distributor, outletId, deliveryDay, lines }, { signal }),
    placeholderData: keepPreviousData,
  })
  const current = lines === cart.cart.lines && quote.isSuccess && !quote.isPlaceholderData
  return { distributor, outletId, cart, slots, delivery, quote, current }
}

// Five quick taps on a stepper are one question to the server.
function useRested(lines: CartLine[]): CartLine[] {
  const [rested, setRested] = useState(lines)
  useEffect(() => {
    const timer = setTimeout(() => setRested(lines), REST_MS)
    return () => clearTimeout(timer)
  }, [lines])
  return rested.length === 0 ? lines : rested
}

/** True when staff let this order into the slot that closed. */
export const isException = ({ cart, slots, delivery }: Checkout): boolean =>
  cart.cart.late !== null &&
  delivery.kind === 'day' &&
  delivery.slot.deliveryDay === slots.data?.closed?.deliveryDay

// A word or two at least: the owner reads it.
function lateReason({ cart }: Checkout): string | null {
  const reason = cart.cart.late?.trim() ?? ''
  return reason.length >= LATE_REASON_CHARS_MIN ? reason : null
}

const LATE_REASON_CHARS_MIN = 3

/** Why the order cannot be placed now; null when it can. */
export function placeBlocked(checkout: Checkout): string | null {
  const { delivery, quote, current } = checkout
  if (delivery.kind !== 'day') return 'day'
  if (isException(checkout) && !lateReason(checkout)) return 'late'
  // Without a network nothing more is asked now: the server looks when the order comes.
  if (quote.error && !answeredNo(quote.error)) return null
  if (!quote.data) return 'quote'
  if (quote.data.differences.length > 0) return 'differences'
  if (quote.data.missingMinor > 0) return 'minimum'
  if (quote.data.hand?.over && quote.data.hand.whenOver === 'refuse') return 'hand'
  return current ? null : 'quote'
}

type Origin = 'visit' | 'call' | undefined
type OnDouble = 'ask' | 'keep'

/**
 * Sends the order. The checkout's id stays until the server took it, so a retry places it once. Where
 * nobody sits at a desk it waits on the device while the network is away.
 */
export function usePlacing(checkout: Checkout, origin: Origin) {
  const { me } = usePlace()
  const queries = useQueryClient()
  const [placed, setPlaced] = useState<Placed | null>(null)
  const place = useMutation({
    mutationFn: (onDouble: OnDouble) =>
      call.ordering.place(requestOf(checkout, origin, onDouble), {
        signal: AbortSignal.timeout(PLACE_MS_MAX),
      }),
    onSuccess: (reply) => {
      checkout.cart.empty()
      setPlaced(reply)
      void queries.invalidateQueries()
    },
    onError: (error, onDouble) => {
      if (origin !== 'call' && !answeredNo(error)) void wait(onDouble)
      for (const key of ['slots', 'quote', 'shelf']) {
        void queries.invalidateQueries({ queryKey: [key] })
      }
    },
  })
  const wait = async (onDouble: OnDouble) => {
    const { delivery, quote, current, cart } = checkout
    if (delivery.kind !== 'day') return
    const { keepWaiting } = await import('../waiting/kept.ts')
    const { cutOffAt, lockAt } = delivery.slot
    const request = requestOf(checkout, origin, onDouble)
    const totalMinor = current ? (quote.data?.totalMinor ?? null) : null
    const [personId, known] = [me.person.id, quote.data]
    keepWaiting(queries, { personId, request, cutOffAt, lockAt, quote: known, totalMinor })
    cart.empty()
    place.reset()
    window.scrollTo(0, 0)
  }
  const refusal = refusalOf(place.error) as PlaceRefusal | null
  return { place, placed, refusal }
}

// A phone between two masts may never hear that nothing answers.
const PLACE_MS_MAX = 20_000

function requestOf(checkout: Checkout, origin: Origin, onDouble: OnDouble) {
  const { distributor, outletId, cart, delivery, quote } = checkout
  return {
    distributor,
    outletId,
    checkoutId: cart.cart.checkoutId,
    deliveryDay: delivery.kind === 'day' ? delivery.slot.deliveryDay : '',
    lines: seenLines(cart.cart.lines, quote.data),
    note: cart.cart.note,
    preparedBy: cart.cart.suggested ? ('suggestion' as const) : ('buyer' as const),
    origin: origin ?? null,
    onDouble,
    ...(isException(checkout) && { late: { reason: lateReason(checkout) ?? '' } }),
  }
}

// What is on the screen is what was seen: a price that changes after it is a difference.
const seenLines = (lines: CartLine[], quote: Quote | undefined): CartLine[] =>
  lines.map((line) => {
    const quoted = quote?.lines.find((known) => known.productId === line.productId)
    if (!quoted) return line
    // What is seen is the list's price: a discount by hand comes off it.
    const { hand } = quoted.trace as Trace
    return { seenUnitPriceE4: hand?.listUnitPriceE4 ?? quoted.unitPriceE4, ...line }
  })
