import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, Card } from '../kit/Parts.tsx'
import { useCart } from './cart.ts'
import type { CartLine } from './cart-lines.ts'
import { words as more } from './home-words.ts'
import { GOODS, words } from './order-page-words.ts'
import { ProductPicture } from './ProductPicture.tsx'

type Props = { distributor: string; outletId: string }
type RepeatProps = Props & {
  /** Somebody else orders for the outlet: its agent, the office. */
  onBehalf?: boolean
}

/** The last order as a basket: two taps from here to a placed order. */
export function RepeatLast({ distributor, outletId, onBehalf = false }: RepeatProps) {
  const m = useWords(more)
  const { cart } = useCart(outletId)
  const basket = useQuery({
    queryKey: ['basket', distributor, outletId],
    queryFn: () => call.ordering.lastBasket({ distributor, outletId }),
  })
  if (basket.error) {
    return (
      <div>
        <Failed error={basket.error} retry={basket.refetch} />
      </div>
    )
  }
  if (!basket.data) return <div className="h-52 animate-pulse rounded-card bg-line/60" />
  if (cart.lines.length > 0) {
    return (
      <Begun distributor={distributor} outletId={outletId} lines={cart.lines} onBehalf={onBehalf} />
    )
  }
  const { lines, placedAt } = basket.data
  if (lines.length === 0 || !placedAt) {
    return (
      <Invitation
        title={onBehalf ? m.firstOfOutlet : m.first}
        hint={onBehalf ? m.firstOfOutletHint : m.firstHint}
      >
        <ToCatalogue onBehalf={onBehalf} look="primary" />
      </Invitation>
    )
  }
  return (
    <Last distributor={distributor} outletId={outletId} basket={basket.data} onBehalf={onBehalf} />
  )
}

type Basket = Awaited<ReturnType<typeof call.ordering.lastBasket>>

type LastProps = Props & { basket: Basket; onBehalf: boolean }

function Last({ distributor, outletId, basket, onBehalf }: LastProps) {
  const m = useWords(more)
  const f = useFormats()
  const [, go] = useLocation()
  const cart = useCart(outletId)
  const repeat = () => {
    cart.fill(basket.lines, false)
    go('/cart')
  }
  const told = [
    f.moment(basket.placedAt ?? ''),
    f.count(basket.lines.length, GOODS),
    f.money(basket.totalMinor),
  ]
  return (
    <Invitation title={m.last} hint={told.join(' · ')}>
      <Pictures distributor={distributor} outletId={outletId} lines={basket.lines} />
      <Button look="primary" className="w-full" onClick={repeat}>
        {m.repeat}
      </Button>
      <p className="text-center text-xs text-faint">{m.hint}</p>
      {onBehalf && <ToCatalogue onBehalf look="plain" />}
    </Invitation>
  )
}

type InvitationProps = { title: string; hint: string; children: ReactNode }

const Invitation = ({ title, hint, children }: InvitationProps) => (
  <Card className="flex flex-col justify-center gap-3">
    <div>
      <h2 className="font-semibold">{title}</h2>
      <p className="text-sm text-soft">{hint}</p>
    </div>
    {children}
  </Card>
)

type BegunProps = Props & { lines: CartLine[]; onBehalf: boolean }

function Begun({ distributor, outletId, lines, onBehalf }: BegunProps) {
  const m = useWords(more)
  const f = useFormats()
  return (
    <Invitation
      title={onBehalf ? m.startedForOutlet : m.started}
      hint={f.count(lines.length, GOODS)}
    >
      <Pictures distributor={distributor} outletId={outletId} lines={lines} />
      <Link href="/cart" className="order-bar-action w-full">
        {m.goOn}
      </Link>
      {onBehalf && <ToCatalogue onBehalf look="plain" />}
    </Invitation>
  )
}

type ToCatalogueProps = { onBehalf: boolean; look: 'primary' | 'plain' }

function ToCatalogue({ onBehalf, look }: ToCatalogueProps) {
  const t = useWords(words)
  const m = useWords(more)
  const [, go] = useLocation()
  return (
    <Button look={look} className="w-full" onClick={() => go('/catalogue')}>
      {onBehalf ? m.orderFor : t.toCatalogue}
    </Button>
  )
}

const PICTURES_MAX = 6

function Pictures({ distributor, outletId, lines }: Props & { lines: CartLine[] }) {
  const productIds = lines.slice(0, PICTURES_MAX).map((line) => line.productId)
  const shelf = useQuery({
    queryKey: ['shelf', distributor, outletId, 'last', productIds],
    queryFn: () => call.ordering.shelf({ distributor, outletId, productIds }),
  })
  const rest = lines.length - PICTURES_MAX
  return (
    <div className="flex min-h-11 items-center gap-1.5 overflow-hidden" aria-hidden>
      {shelf.data?.products.map(({ id, picture, name }) => (
        <ProductPicture key={id} picture={picture} name={name} size="size-11" />
      ))}
      {rest > 0 && <span className="text-sm text-soft">+{rest}</span>}
    </div>
  )
}
