import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import type { Trace } from '../../src/modules/pricing/price-rules.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Card, Skeleton } from '../kit/Parts.tsx'
import { useCheckout } from './checkout.ts'
import { nameText } from './name-text.ts'
import { OrderBar } from './OrderBar.tsx'
import { words } from './order-page-words.ts'
import { ProductFacts } from './ProductFacts.tsx'
import { ProductPicture } from './ProductPicture.tsx'
import { AddToCart, StockBadge } from './ProductRow.tsx'
import { estimate, isOut } from './prices.ts'
import { WhyPrice } from './WhyPrice.tsx'

type Props = { distributor: string; outletId: string }
type CardReply = Awaited<ReturnType<typeof call.ordering.card>>

/** The card of one product. */
export function ProductPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const checkout = useCheckout({ distributor, outletId })
  const { productId } = useParams<{ productId: string }>()
  const card = useQuery({
    queryKey: ['shelf', distributor, outletId, 'card', productId],
    queryFn: () => call.ordering.card({ distributor, outletId, productId }),
  })
  const back = { href: '/catalogue', name: t.catalogue }
  return (
    <div className="mx-auto max-w-4xl space-y-2">
      <PageHead
        title={card.data ? nameText(card.data.name) : card.error ? t.noProduct : '…'}
        back={back}
      />
      {card.error && <Failed error={card.error} retry={card.refetch} />}
      {card.isPending && <Skeleton rows={5} />}
      {card.data && <Product product={card.data} checkout={checkout} />}
      <OrderBar checkout={checkout} />
    </div>
  )
}

type ProductProps = { product: CardReply; checkout: ReturnType<typeof useCheckout> }

function Product({ product, checkout }: ProductProps) {
  const t = useWords(words)
  const { cart } = checkout
  const told = [`№ ${product.number}`, product.brand].filter(Boolean).join(' · ')
  return (
    <Card className="grid gap-x-8 gap-y-4 md:grid-cols-[20rem_1fr]">
      <ProductPicture
        picture={product.picture}
        name={product.name}
        categoryName={product.categoryName}
        size="mx-auto aspect-square w-full max-w-64 md:max-w-none"
        pale={isOut(product)}
      />
      <div className="min-w-0 space-y-3">
        <p className="flex flex-wrap items-center gap-2 text-sm text-faint">
          {told}
          {product.novelty && <Badge tone="accent">{t.novelty}</Badge>}
          {product.catchWeight && <Badge>≈ {t.byWeight}</Badge>}
          <StockBadge product={product} />
        </p>
        <Price product={product} checkout={checkout} />
        {product.price && !isOut(product) && <AddToCart product={product} cart={cart} />}
        {product.description && <p className="text-soft">{nameText(product.description)}</p>}
        <ProductFacts product={product} />
      </div>
    </Card>
  )
}

function Price({ product, checkout }: ProductProps) {
  const t = useWords(words)
  const f = useFormats()
  const { distributor, outletId, cart } = checkout
  const unit = product.units.find((known) => known.code === product.orderUnit)
  const least = unit?.minimumMilli ?? 1000
  const quantityMilli = Math.max(least, cart.quantityOf(product.id))
  const line = { productId: product.id, unitCode: product.orderUnit, quantityMilli }
  const quote = useQuery({
    queryKey: ['quote', distributor, outletId, [line], null],
    enabled: product.price !== null,
    queryFn: () => call.ordering.quote({ distributor, outletId, deliveryDay: null, lines: [line] }),
  })
  const price = estimate(product, quantityMilli)
  const quoted = quote.data?.lines[0]
  if (!price) return <p className="text-soft">{t.noPrice}</p>
  return (
    <div>
      <p className="text-2xl font-bold">
        {f.price(price.unitPriceE4)}
        <span className="text-sm font-normal text-faint"> / {product.orderUnit}</span>
      </p>
      <Breaks product={product} reachedE4={price.unitPriceE4} />
      {quote.data && quoted && (
        <WhyPrice
          trace={quoted.trace as Trace}
          unitCode={quoted.unitCode}
          currency={quote.data.currency}
          vatMinor={quoted.vatMinor}
        />
      )}
    </div>
  )
}

/** The price by quantity, when it falls. */
function Breaks({ product, reachedE4 }: { product: CardReply; reachedE4: number }) {
  const t = useWords(words)
  const f = useFormats()
  if (!product.price || product.price.breaks.length === 0) return null
  const steps = [
    { fromQuantityMilli: 0, unitPriceE4: product.price.unitPriceE4 },
    ...product.price.breaks,
  ]
  return (
    <ul className="mt-2 flex flex-wrap gap-2 text-sm">
      {steps.map((step) => (
        <li
          key={step.fromQuantityMilli}
          className={`rounded-control border px-3 py-1.5 ${step.unitPriceE4 === reachedE4 ? 'border-accent bg-accent-pale' : 'border-line'}`}
        >
          <span className="block text-xs text-soft">
            {t.from} {f.quantity(step.fromQuantityMilli || 1000)} {product.orderUnit}
          </span>
          <strong>{f.price(step.unitPriceE4)}</strong>
        </li>
      ))}
    </ul>
  )
}
