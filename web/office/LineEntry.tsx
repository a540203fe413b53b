import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { TextField } from '../kit/Parts.tsx'
import { useCart } from '../order/cart.ts'
import { ProductPicture } from '../order/ProductPicture.tsx'
import { estimate } from '../order/prices.ts'
import { words } from './office-words.ts'

type Props = { distributor: string; outletId: string }

/** One box for a line: «12*молоко» and Enter; a number, code or barcode goes in at once. */
export function LineEntry({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const cart = useCart(outletId)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { quantity, text } = readTyped(typed)
  const found = useQuery({
    queryKey: ['shelf', distributor, outletId, 'entry', text],
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    queryFn: () => call.ordering.shelf({ distributor, outletId, search: text, limit: 8 }),
  })
  const products = text ? (found.data?.products ?? []) : []
  const add = (product: ShelfProduct | undefined) => {
    const unit = product?.units.find((u) => u.code === product.orderUnit)
    if (!product || !unit) return
    const wanted = Math.round(quantity * 1000)
    const multiple = unit.multipleMilli
    const quantityMilli = Math.ceil(Math.max(wanted, unit.minimumMilli) / multiple) * multiple
    const price = estimate(product, quantityMilli)
    cart.set({
      productId: product.id,
      unitCode: unit.code,
      quantityMilli,
      ...(price ? { seenUnitPriceE4: price.unitPriceE4 } : {}),
    })
    setTyped('')
    setAt(0)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, products.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && event.ctrlKey) {
      document.querySelector<HTMLButtonElement>('[data-place]')?.click()
    } else if (event.key === 'Enter' && !found.isFetching) add(products[at])
    else return
    event.preventDefault()
  }
  return (
    <div className="relative">
      <TextField
        label={t.addLine}
        autoFocus
        autoComplete="off"
        value={typed}
        data-testid="entry"
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <p className="mt-1 text-xs text-faint">{t.keys}</p>
      {products.length > 0 && (
        <ul className="absolute inset-x-0 top-20 z-20 divide-y divide-line rounded-card border border-line bg-card shadow-lg">
          {products.map((product, i) => (
            <li key={product.id}>
              <button
                type="button"
                className={`flex min-h-12 w-full items-center gap-3 px-3 text-left text-sm ${i === at ? 'bg-accent-pale' : ''}`}
                onClick={() => add(product)}
              >
                <ProductPicture picture={product.picture} name={product.name} size="size-9" />
                <span className="flex-1 font-medium">
                  {product.name} <span className="text-faint">№ {product.number}</span>
                </span>
                <span>{product.price && f.money(product.price.unitPriceE4 / 100)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** «12*молоко» is twelve of it; without a star it is one. */
function readTyped(typed: string): { quantity: number; text: string } {
  const star = /^\s*([0-9]+(?:[.,][0-9]+)?)\s*\*\s*(.*)$/.exec(typed)
  if (!star) return { quantity: 1, text: typed.trim() }
  return { quantity: Number((star[1] ?? '1').replace(',', '.')), text: (star[2] ?? '').trim() }
}
