import { useState } from 'react'
import { Link } from 'wouter'
import type { ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import type { UseCart } from './cart.ts'
import { nameText } from './name-text.ts'
import { words } from './order-page-words.ts'
import { ProductPicture } from './ProductPicture.tsx'
import { estimate, isOut } from './prices.ts'

type Props = { product: ShelfProduct; cart: UseCart }
type RowProps = Props & { categoryName: string | null }

/** A product with its own price, what is left of it, and the way into the cart. */
export function ProductRow({ product, cart, categoryName }: RowProps) {
  const t = useWords(words)
  const out = isOut(product)
  return (
    <li className="relative flex gap-3 rounded-card border border-line bg-card p-3 hover:border-edge">
      <ProductPicture
        picture={product.picture}
        name={product.name}
        categoryName={categoryName}
        size="size-20"
        pale={out}
      />
      <div className="flex min-w-0 flex-1 flex-col justify-between gap-2">
        <div>
          <Link
            href={`/product/${product.id}`}
            className="whole-card line-clamp-2 text-sm font-medium hover:text-accent"
          >
            {nameText(product.name)}
          </Link>
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-faint">
            <span>№ {product.number}</span>
            {product.novelty && <Badge tone="accent">{t.novelty}</Badge>}
            {product.catchWeight && <Badge>≈ {t.byWeight}</Badge>}
            <StockBadge product={product} />
          </p>
        </div>
        <div className="flex flex-wrap items-end justify-between gap-2">
          <RowPrice product={product} quantityMilli={cart.quantityOf(product.id)} />
          {product.price && !out && <AddToCart product={product} cart={cart} />}
        </div>
      </div>
    </li>
  )
}

const FEW_MILLI = 20_000

/** What is left, when it is little or nothing. */
export function StockBadge({ product }: { product: ShelfProduct }) {
  const t = useWords(words)
  const f = useFormats()
  const { availableMilli, baseUnit } = product
  if (isOut(product)) return <Badge tone="bad">{t.outOfStock}</Badge>
  if (availableMilli === null || availableMilli >= FEW_MILLI) return null
  return (
    <Badge tone="warn">
      {t.few} {f.quantity(availableMilli)} {baseUnit}
    </Badge>
  )
}

function RowPrice({ product, quantityMilli }: { product: ShelfProduct; quantityMilli: number }) {
  const t = useWords(words)
  const f = useFormats()
  const price = estimate(product, Math.max(quantityMilli, 1000))
  if (!price) return <p className="text-sm text-faint">{t.noPrice}</p>
  const next = product.price?.breaks.find((step) => step.fromQuantityMilli > quantityMilli)
  return (
    <div>
      <p className="text-lg font-bold">
        {f.price(price.unitPriceE4)}
        <span className="text-xs font-normal text-faint"> / {product.orderUnit}</span>
      </p>
      {next && (
        <p className="text-xs text-good">
          {t.from} {f.quantity(next.fromQuantityMilli)} {product.orderUnit} —{' '}
          {f.price(next.unitPriceE4)}
        </p>
      )}
    </div>
  )
}

/** The first tap adds the smallest quantity; then the stepper takes over. */
export function AddToCart({ product, cart }: Props) {
  const t = useWords(words)
  // The button under the finger goes when it is pressed: what comes in its place takes the focus.
  const [swapped, setSwapped] = useState(false)
  const quantity = cart.quantityOf(product.id)
  const unit = product.units.find((u) => u.code === product.orderUnit)
  if (!unit) return null
  const set = (quantityMilli: number) => {
    const price = estimate(product, quantityMilli)
    if (quantity === 0 || quantityMilli === 0) setSwapped(true)
    cart.set({
      productId: product.id,
      unitCode: unit.code,
      quantityMilli,
      ...(price ? { seenUnitPriceE4: price.unitPriceE4 } : {}),
    })
  }
  const first = Math.ceil(unit.minimumMilli / unit.multipleMilli) * unit.multipleMilli
  if (quantity === 0) {
    return (
      <Button
        look="primary"
        className="z-1"
        autoFocus={swapped}
        aria-label={`${t.add}: ${product.name}`}
        onClick={() => set(first)}
      >
        {t.add}
      </Button>
    )
  }
  return (
    <div className="relative z-1">
      <QuantityStepper
        label={product.name}
        takesFocus={swapped}
        less={t.less}
        more={t.moreOf}
        milli={quantity}
        multipleMilli={unit.multipleMilli}
        minimumMilli={unit.minimumMilli}
        onChange={set}
      />
    </div>
  )
}
