import { Link } from 'wouter'
import type { ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import type { UseCart } from './cart.ts'
import { words } from './order-page-words.ts'
import { ProductPicture } from './ProductPicture.tsx'
import { estimate } from './prices.ts'

type Props = { product: ShelfProduct; cart: UseCart }
type RowProps = Props & { categoryName: string | null }

/** A product with its own price, what is left of it, and the way into the cart. */
export function ProductRow({ product, cart, categoryName }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const quantity = cart.quantityOf(product.id)
  const price = estimate(product, Math.max(quantity, 1000))
  const out = product.availableMilli !== null && product.availableMilli <= 0
  const few = product.availableMilli !== null && product.availableMilli < 20_000
  const next = product.price?.breaks.find((b) => b.fromQuantityMilli > quantity)
  return (
    <li className="flex gap-3 rounded-card border border-line bg-card p-3">
      <ProductPicture
        picture={product.picture}
        name={product.name}
        categoryName={categoryName}
        size="size-20"
      />
      <div className="flex min-w-0 flex-1 flex-col justify-between gap-2">
        <div>
          <Link
            href={`/product/${product.id}`}
            className="line-clamp-2 text-sm font-medium hover:text-accent"
          >
            {product.name}
          </Link>
          <div className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-faint">
            <span>№ {product.number}</span>
            {product.novelty && <Badge tone="accent">{t.novelty}</Badge>}
            {product.catchWeight && <Badge>≈ {t.byWeight}</Badge>}
            {out ? (
              <Badge tone="bad">{t.outOfStock}</Badge>
            ) : (
              few && (
                <Badge tone="warn">
                  {t.few} {f.quantity(product.availableMilli ?? 0)}
                </Badge>
              )
            )}
          </div>
        </div>
        <div className="flex flex-wrap items-end justify-between gap-2">
          <div>
            {price ? (
              <p className="text-lg font-bold">
                {f.money(price.unitPriceE4 / 100)}
                <span className="text-xs font-normal text-faint"> / {product.orderUnit}</span>
              </p>
            ) : (
              <p className="text-sm text-faint">{t.noPrice}</p>
            )}
            {next && (
              <p className="text-xs text-good">
                {t.from} {f.quantity(next.fromQuantityMilli)} — {f.money(next.unitPriceE4 / 100)}
              </p>
            )}
          </div>
          {price && !out && <AddToCart product={product} cart={cart} />}
        </div>
      </div>
    </li>
  )
}

/** The first tap adds the smallest quantity; then the stepper takes over. */
export function AddToCart({ product, cart }: Props) {
  const t = useWords(words)
  const quantity = cart.quantityOf(product.id)
  const unit = product.units.find((u) => u.code === product.orderUnit)
  if (!unit) return null
  const set = (quantityMilli: number) => {
    const price = estimate(product, quantityMilli)
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
      <Button look="primary" aria-label={`${t.add}: ${product.name}`} onClick={() => set(first)}>
        {t.add}
      </Button>
    )
  }
  return (
    <QuantityStepper
      label={product.name}
      less={t.less}
      more={t.moreOf}
      milli={quantity}
      multipleMilli={unit.multipleMilli}
      minimumMilli={unit.minimumMilli}
      onChange={set}
    />
  )
}
