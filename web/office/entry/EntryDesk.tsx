import { useEffect, useRef, useState } from 'react'
import type { Slot } from '../../../src/modules/delivery/contract.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import { acceptDifferences } from '../../order/accept-differences.ts'
import { useCartProducts } from '../../order/cart-products.ts'
import { type Checkout, placeBlocked, useCheckout, usePlacing } from '../../order/checkout.ts'
import { Differences } from '../../order/Differences.tsx'
import { mayException } from '../../order/late-rights.ts'
import { OrderBar } from '../../order/OrderBar.tsx'
import { PlaceButton, PlaceCard } from '../../order/PlaceCard.tsx'
import { PlacedCard } from '../../order/PlacedCard.tsx'
import { usePlace } from '../../signin/me.tsx'
import { EntryLines } from './EntryLines.tsx'
import { words } from './entry-words.ts'
import { LineEntry } from './LineEntry.tsx'

type Props = { distributor: string; outletId: string; next: () => void }

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus()
const toBox = () => focusOn('[data-testid=entry]')

/** One call: the box for lines, the lines, and beside them slot, countdown, sums and placing. */
export function EntryDesk({ distributor, outletId, next }: Props) {
  const t = useWords(words)
  const checkout = useCheckout({ distributor, outletId })
  const placing = usePlacing(checkout, 'call')
  const products = useCartProducts(checkout)
  const { cart, quote, slots } = checkout
  const { tenant } = usePlace()
  const [asked, ask] = usePlaceWhenPriced(checkout, () => placing.place.mutate('ask'))
  const refused = placing.place.error
  useEffect(() => {
    if (refused) focusOn('[data-trouble] button, [data-trouble] a')
  }, [refused])
  if (placing.placed) {
    return (
      <div className="space-y-4">
        <PlacedCard placed={placing.placed} />
        <p className="text-center">
          <Button look="primary" autoFocus onClick={next}>
            {t.nextCall}
          </Button>
        </p>
      </div>
    )
  }
  const differences = quote.data?.differences ?? []
  const names = new Map([...products].map(([id, product]) => [id, product.name]))
  const accept = () => {
    cart.fill(acceptDifferences(cart.cart.lines, differences), cart.cart.suggested)
    toBox()
  }
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0 space-y-3">
        <LineEntry
          checkout={checkout}
          place={ask}
          step={(by) => stepDay(checkout, mayException(tenant, slots.data?.closed), by)}
        />
        <p role="status" className="text-sm font-medium text-warn empty:hidden">
          {asked && t[asked]}
        </p>
        <Differences differences={differences} names={names} accept={accept} />
        <EntryLines checkout={checkout} products={products} />
        {cart.cart.lines.length > 0 && (
          <TextField
            label={t.note}
            value={cart.cart.note}
            maxLength={500}
            onChange={(event) => cart.setNote(event.target.value)}
          />
        )}
      </div>
      <div className="space-y-3">
        <Minimum checkout={checkout} />
        <PlaceCard byStaff checkout={checkout} placing={placing} />
      </div>
      <div className="lg:hidden">
        <OrderBar
          checkout={checkout}
          action={<PlaceButton checkout={checkout} placing={placing} />}
        />
      </div>
    </div>
  )
}

type Asked =
  | null
  | 'waits'
  | 'blockedDay'
  | 'blockedMinimum'
  | 'blockedDifferences'
  | 'blockedQuote'
  | 'blockedHand'
  | 'blockedLate'
const TOLD = {
  day: 'blockedDay',
  minimum: 'blockedMinimum',
  differences: 'blockedDifferences',
  quote: 'blockedQuote',
  hand: 'blockedHand',
  late: 'blockedLate',
} as const

const LOOK_AGAIN_MS = 50
const PATIENCE_MS = 15_000

/** Who asks to place before the last line is priced need not ask again; else it is said why not. */
function usePlaceWhenPriced(checkout: Checkout, place: () => void): [Asked, () => void] {
  const [said, setSaid] = useState<{ asked: Asked; of: unknown }>({ asked: null, of: null })
  const now = useRef({ checkout, place })
  useEffect(() => {
    now.current = { checkout, place }
  })
  const ask = async () => {
    setSaid({ asked: 'waits', of: null })
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_AGAIN_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
      if (!beingPriced(now.current.checkout)) break
    }
    const blocked = placeBlocked(now.current.checkout)
    const empty = now.current.checkout.cart.cart.lines.length === 0
    setSaid({
      asked: blocked === null || empty ? null : TOLD[blocked as keyof typeof TOLD],
      of: now.current.checkout.cart.cart,
    })
    if (blocked === null && !empty) now.current.place()
    if (blocked === 'differences') focusOn('[role=alert] button')
    if (blocked === 'late') focusOn('[data-late-reason]')
  }
  // What stood in the way is said until something changes.
  const holds = said.asked === 'waits' || said.of === checkout.cart.cart
  return [holds ? said.asked : null, () => void ask()]
}

const beingPriced = ({ cart, current, delivery, quote }: Checkout) =>
  cart.cart.lines.length > 0 && !current && !quote.isError && delivery.kind === 'day'

// Before the first open day stands the one that just closed, for who may still let an order into it.
function stepDay({ slots, delivery, cart }: Checkout, closed: Slot | null, by: number): void {
  const open = slots.data?.slots.filter((slot) => !slot.full) ?? []
  const days = closed ? [closed, ...open] : open
  const chosen = delivery.kind === 'day' ? delivery.slot.deliveryDay : open[0]?.deliveryDay
  const at = days.findIndex((slot) => slot.deliveryDay === chosen)
  const next = days[Math.min(Math.max(at + by, 0), days.length - 1)]
  if (!next || next.deliveryDay === chosen) return
  if (next === closed) cart.setLate(next.deliveryDay, '')
  else cart.setDeliveryDay(next.deliveryDay)
}

/** Before the first line there is no sum to be missing: the minimum itself is told. */
function Minimum({ checkout: { slots, cart } }: { checkout: Checkout }) {
  const t = useWords(words)
  const f = useFormats()
  if (!slots.data || cart.cart.lines.length > 0 || slots.data.minimumMinor === 0) return null
  return (
    <p className="text-sm text-soft">
      {t.minimum}: <strong className="text-ink">{f.money(slots.data.minimumMinor)}</strong>
    </p>
  )
}
