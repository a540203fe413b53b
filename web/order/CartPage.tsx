import { Link } from 'wouter'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Empty, TextField } from '../kit/Parts.tsx'
import { bringIntoSight } from '../kit/sight.ts'
import { toast } from '../kit/Toasts.tsx'
import { useTitle } from '../kit/title.ts'
import { acceptDifferences } from './accept-differences.ts'
import { CartLines } from './CartLines.tsx'
import { useCartProducts } from './cart-products.ts'
import { type Checkout, useCheckout, usePlacing } from './checkout.ts'
import { Differences } from './Differences.tsx'
import { OrderBar } from './OrderBar.tsx'
import { GOODS, words } from './order-page-words.ts'
import { PlaceButton, PlaceCard } from './PlaceCard.tsx'
import { PlacedCard } from './PlacedCard.tsx'

type Props = { distributor: string; outletId: string; origin?: 'visit' | 'call' }

/** The cart with its delivery: what it costs, what is missing, what changed; and placing it. */
export function CartPage({ distributor, outletId, origin }: Props) {
  const t = useWords(words)
  useTitle(t.cart)
  const checkout = useCheckout({ distributor, outletId })
  const placing = usePlacing(checkout, origin)
  const products = useCartProducts(checkout)
  const { cart, quote, delivery } = checkout
  if (placing.placed) return <PlacedCard placed={placing.placed} />
  if (cart.cart.lines.length === 0) {
    return (
      <div className="mx-auto max-w-3xl space-y-3">
        <h1 className="text-xl font-bold">{t.cart}</h1>
        <Empty title={t.emptyCart}>
          <p>{t.emptyCartHint}</p>
          <Link href="/catalogue" className="order-bar-action mt-4">
            {t.toCatalogue}
          </Link>
        </Empty>
      </div>
    )
  }
  const differences = quote.data?.differences ?? []
  const names = new Map([...products].map(([id, product]) => [id, product.name]))
  const accept = () =>
    cart.fill(acceptDifferences(cart.cart.lines, differences), cart.cart.suggested)
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0 space-y-3">
        <CartHead checkout={checkout} />
        {delivery.kind === 'gone' && (
          <Gone checkout={checkout} deliveryDay={delivery.deliveryDay} />
        )}
        <Differences differences={differences} names={names} accept={accept} />
        <CartLines checkout={checkout} products={products} />
        <TextField
          label={t.note}
          value={cart.cart.note}
          maxLength={500}
          onChange={(event) => cart.setNote(event.target.value)}
        />
      </div>
      <PlaceCard checkout={checkout} placing={placing} byStaff={origin !== undefined} />
      <div className="lg:hidden">
        <OrderBar
          checkout={checkout}
          action={<PlaceButton checkout={checkout} placing={placing} />}
        />
      </div>
    </div>
  )
}

function CartHead({ checkout: { cart } }: { checkout: Checkout }) {
  const t = useWords(words)
  const f = useFormats()
  const clear = () => {
    const before = cart.cart
    cart.empty()
    toast({ text: t.cleared, action: { label: t.undo, run: () => cart.restore(before) } })
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <h1 className="text-xl font-bold">
        {t.cart}{' '}
        <span className="text-base font-normal text-soft">
          {f.count(cart.cart.lines.length, GOODS)}
        </span>
      </h1>
      <Button look="quiet" onClick={clear}>
        {t.clear}
      </Button>
    </div>
  )
}

type GoneProps = { checkout: Checkout; deliveryDay: string }

/** The truck that was on the screen has left: the next is offered, and taken by a tap. */
function Gone({ checkout, deliveryDay }: GoneProps) {
  const t = useWords(words)
  const f = useFormats()
  const { slots, cart } = checkout
  const next = slots.data?.slots.find((slot) => !slot.full)
  return (
    <div ref={bringIntoSight} className="scroll-mt-20">
      <Alert>
        <p>
          <strong>{f.day(deliveryDay)}</strong> {t.gone}
        </p>
        {next && (
          <Button
            look="primary"
            className="mt-2 w-full sm:w-auto"
            onClick={() => cart.setDeliveryDay(next.deliveryDay)}
          >
            {t.takeNext} {f.day(next.deliveryDay)}
          </Button>
        )}
      </Alert>
    </div>
  )
}
