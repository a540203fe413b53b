import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, TextField } from '../kit/Parts.tsx'
import { fit } from '../kit/QuantityStepper.tsx'
import { useCart } from '../order/cart.ts'
import type { CartLine } from '../order/cart-lines.ts'
import { ProductPicture } from '../order/ProductPicture.tsx'
import { estimate } from '../order/prices.ts'
import { words } from './office-words.ts'

type Props = { distributor: string; outletId: string }

/** One box for a line: «12*молоко» and Enter; a number, code or barcode goes in at once. */
export function LineEntry({ distributor, outletId }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const cart = useCart(outletId)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [missed, setMissed] = useState<string[]>([])
  const { text } = readTyped(typed)
  const found = useQuery({ ...search({ distributor, outletId, text }), enabled: text.length > 0 })
  const products = text ? (found.data?.products ?? []) : []
  const type = (next: string) => {
    setTyped(next)
    setAt(0)
  }
  const take = (product: ShelfProduct | undefined, from: string) => {
    const line = product && lineOf(product, readTyped(from).quantity)
    if (line) cart.set(line)
    else setMissed((known) => [...known, from])
  }
  // Who types faster than the answer comes goes on typing: the line goes in when it is known.
  const takeLater = async (from: string) => {
    const wanted = search({ distributor, outletId, text: readTyped(from).text })
    const page = await queries.fetchQuery(wanted).catch(() => null)
    take(page?.products[0], from)
  }
  const enter = () => {
    if (!text) return
    if (found.data && !found.isFetching) take(products[at], typed)
    else void takeLater(typed)
    type('')
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, products.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Escape') type('')
    else if (event.key === 'Enter' && event.ctrlKey) {
      document.querySelector<HTMLButtonElement>('[data-place]')?.click()
    } else if (event.key === 'Enter') enter()
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
        role="combobox"
        aria-expanded={products.length > 0}
        aria-controls="found-products"
        aria-activedescendant={products[at] ? `found-${at}` : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
      />
      <p className="mt-1 text-xs text-faint">{t.keys}</p>
      <Missed missed={missed} empty={() => setMissed([])} />
      <Found
        products={products}
        at={at}
        choose={(product) => {
          take(product, typed)
          type('')
        }}
      />
    </div>
  )
}

type Asked = Props & { text: string }

const search = ({ distributor, outletId, text }: Asked) => ({
  queryKey: ['shelf', distributor, outletId, 'entry', text],
  queryFn: () => call.ordering.shelf({ distributor, outletId, search: text, limit: 8 }),
})

function lineOf(product: ShelfProduct, quantity: number): CartLine | null {
  const unit = product.units.find((known) => known.code === product.orderUnit)
  if (!unit) return null
  const quantityMilli = fit(Math.round(quantity * 1000), unit.multipleMilli, unit.minimumMilli)
  const price = estimate(product, quantityMilli)
  return {
    productId: product.id,
    unitCode: unit.code,
    quantityMilli,
    ...(price ? { seenUnitPriceE4: price.unitPriceE4 } : {}),
  }
}

/** What was typed and is nowhere: told, never swallowed. */
function Missed({ missed, empty }: { missed: string[]; empty: () => void }) {
  const t = useWords(words)
  return (
    <div role="status">
      {missed.length > 0 && (
        <div className="mt-2 flex items-center justify-between gap-3 rounded-control bg-bad-pale px-4 py-1 text-sm text-bad">
          <span>
            {t.notFound}: {missed.map((text) => `«${text}»`).join(', ')}
          </span>
          <Button look="quiet" onClick={empty}>
            {t.understood}
          </Button>
        </div>
      )}
    </div>
  )
}

type FoundProps = {
  products: ShelfProduct[]
  at: number
  choose: (product: ShelfProduct) => void
}

function Found({ products, at, choose }: FoundProps) {
  const t = useWords(words)
  const f = useFormats()
  if (products.length === 0) return null
  return (
    <div
      id="found-products"
      role="listbox"
      aria-label={t.addLine}
      className="absolute inset-x-0 top-20 z-20 divide-y divide-line rounded-card border border-line bg-card shadow-lg"
    >
      {products.map((product, i) => (
        <div
          key={product.id}
          id={`found-${i}`}
          role="option"
          aria-selected={i === at}
          tabIndex={-1}
          className={`flex min-h-12 cursor-pointer items-center gap-3 px-3 text-sm ${i === at ? 'bg-accent-pale' : ''}`}
          // The box keeps the focus: the next line is typed at once.
          onMouseDown={(event) => {
            event.preventDefault()
            choose(product)
          }}
        >
          <ProductPicture picture={product.picture} name={product.name} size="size-9" />
          <span className="flex-1 font-medium">
            {product.name} <span className="text-soft">№ {product.number}</span>
          </span>
          <span>{product.price && f.price(product.price.unitPriceE4)}</span>
        </div>
      ))}
    </div>
  )
}

/** «12*молоко» is twelve of it; without a star it is one. */
function readTyped(typed: string): { quantity: number; text: string } {
  const star = /^\s*([0-9]+(?:[.,][0-9]+)?)\s*\*\s*(.*)$/.exec(typed)
  if (!star) return { quantity: 1, text: typed.trim() }
  return { quantity: Number((star[1] ?? '1').replace(',', '.')), text: (star[2] ?? '').trim() }
}
