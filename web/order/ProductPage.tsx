import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Badge, Card, Skeleton } from '../kit/Parts.tsx'
import { useCart } from './cart.ts'
import { words } from './order-page-words.ts'
import { ProductPicture } from './ProductPicture.tsx'
import { AddToCart } from './ProductRow.tsx'
import { estimate } from './prices.ts'

type Props = { distributor: string; outletId: string }

const more = {
  pack: { uk: 'Упаковка', en: 'Packing', ru: 'Упаковка' },
  barcode: { uk: 'Штрихкод', en: 'Barcode', ru: 'Штрихкод' },
  shelfLife: { uk: 'Термін придатності, днів', en: 'Shelf life, days', ru: 'Срок годности, дней' },
  category: { uk: 'Категорія', en: 'Category', ru: 'Категория' },
  article: { uk: 'Артикул', en: 'Article', ru: 'Артикул' },
}

/** The card of one product. */
export function ProductPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const m = useWords(more)
  const f = useFormats()
  const cart = useCart(outletId)
  const { productId } = useParams<{ productId: string }>()
  const card = useQuery({
    queryKey: ['shelf', distributor, outletId, 'card', productId],
    queryFn: () => call.ordering.card({ distributor, outletId, productId }),
  })
  if (card.error) return <Alert tone="bad">{errorText(card.error, t.offline)}</Alert>
  if (!card.data) return <Skeleton />
  const product = card.data
  const price = estimate(product, Math.max(1000, cart.quantityOf(product.id)))
  const facts = [
    [m.category, product.categoryName],
    [m.article, product.article],
    [
      m.pack,
      product.units
        .filter((u) => u.numerator > 1)
        .map((u) => `${u.code} = ${u.numerator} ${product.baseUnit}`)
        .join(', '),
    ],
    [m.barcode, product.gtins.join(', ')],
    [m.shelfLife, product.shelfLifeDays],
  ].filter(([, value]) => value !== null && value !== '')
  return (
    <Card className="grid gap-6 md:grid-cols-[20rem_1fr]">
      <ProductPicture
        picture={product.picture}
        name={product.name}
        categoryName={product.categoryName}
        size="aspect-square w-full"
      />
      <div className="space-y-4">
        <h1 className="text-xl font-bold">{product.name}</h1>
        <p className="flex gap-2 text-sm text-faint">
          № {product.number} · {product.brand}
          {product.novelty && <Badge tone="accent">{t.novelty}</Badge>}
        </p>
        {price && (
          <p className="text-2xl font-bold">
            {f.money(price.unitPriceE4 / 100)}
            <span className="text-sm font-normal text-faint"> / {product.orderUnit}</span>
          </p>
        )}
        {price && (product.availableMilli ?? 1) > 0 ? (
          <AddToCart product={product} cart={cart} />
        ) : (
          <Badge tone="bad">{price ? t.outOfStock : t.noPrice}</Badge>
        )}
        <p className="text-soft">{product.description}</p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {facts.map(([name, value]) => (
            <div key={String(name)} className="contents">
              <dt className="text-faint">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  )
}
