import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ShelfProduct } from '../../../src/modules/ordering/contract.ts'
import { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import type { Checkout } from '../../order/checkout.ts'
import { nameText } from '../../order/name-text.ts'
import { ProductPicture } from '../../order/ProductPicture.tsx'
import { words } from './entry-words.ts'
import { lineOf, readDiscount, readTyped } from './typed-line.ts'

type Props = {
  checkout: Checkout
  /** Places the order, when its lines are in. */
  place: () => void
  /** Chooses the delivery so many days further. */
  step: (by: number) => void
}

/** One box for a line: «12*молоко» and Enter; a number, code or barcode goes in at once. */
export function LineEntry({ checkout, place, step }: Props) {
  const t = useWords(words)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const discount = readDiscount(typed)
  const { text } = discount === null ? readTyped(typed) : { text: '' }
  const asked = { ...checkout, text }
  const found = useQuery({ ...search(asked), enabled: text.length > 0 })
  const products = text ? (found.data?.products ?? []) : []
  const lines = useTakenLines(checkout, place)
  const type = (next: string) => {
    setTyped(next)
    setAt(0)
  }
  const enter = () => {
    if (discount !== null) {
      lines.discount(discount)
      type('')
    }
    if (!text) return
    if (found.data && !found.isFetching) lines.take(products[at], typed)
    else lines.takeLater(typed)
    type('')
  }
  const onKey = (event: KeyboardEvent) => {
    const placing = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    const keys = new Map([
      ['ArrowDown', () => setAt(Math.min(at + 1, products.length - 1))],
      ['ArrowUp', () => setAt(Math.max(at - 1, 0))],
      ['PageDown', () => step(1)],
      ['PageUp', () => step(-1)],
      ['Escape', () => (typed ? type('') : lines.forgetMissed())],
      ['Enter', enter],
    ])
    const act = keys.get(event.key)
    if (!act) return
    event.preventDefault()
    act()
    // What stood in the box is a line, too: it goes in before the order does.
    if (placing) void lines.placeAfter()
  }
  return (
    <div className="relative">
      <TextField
        label={t.addLine}
        autoFocus
        autoComplete="off"
        maxLength={100}
        value={typed}
        data-testid="entry"
        role="combobox"
        aria-expanded={products.length > 0}
        aria-controls="found-products"
        aria-activedescendant={products[at] ? `found-${at}` : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
      />
      <p className="mt-2 hidden text-xs text-faint md:block">
        {t.keys}
        {checkout.quote.data?.hand && ` · ${t.handKeys}`}
      </p>
      <p role="status" className="mt-2 text-sm text-soft empty:hidden">
        {lines.told}
      </p>
      <Missed missed={lines.missed} empty={lines.forgetMissed} />
      <Found
        products={products}
        at={at}
        choose={(product) => {
          lines.take(product, typed)
          type('')
        }}
      />
    </div>
  )
}

type Asked = Pick<Checkout, 'distributor' | 'outletId'> & { text: string }

const search = ({ distributor, outletId, text }: Asked) => ({
  queryKey: ['shelf', distributor, outletId, 'entry', text],
  queryFn: () => call.ordering.shelf({ distributor, outletId, search: text, limit: 8 }),
})

/** The typed lines on their way into the cart; the order goes when the last of them is in. */
function useTakenLines(checkout: Checkout, place: () => void) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [missed, setMissed] = useState<string[]>([])
  const [told, setTold] = useState('')
  const coming = useRef(new Set<Promise<boolean>>())
  const miss = (from: string) => {
    setMissed((known) => [...known, from])
    return false
  }
  const take = (product: ShelfProduct | undefined, from: string): boolean => {
    const line = product && lineOf(product, readTyped(from).quantity)
    if (!line) return miss(from)
    checkout.cart.set(line)
    const amount = `${f.quantity(line.quantityMilli)} ${line.unitCode}`
    setTold(
      line.quantityMilli === 0
        ? `${t.takenOut}: ${nameText(product.name)}`
        : `${t.added}: ${nameText(product.name)} — ${amount}`,
    )
    return true
  }
  const keep = (line: Promise<boolean>) => {
    coming.current.add(line)
    void line.then(() => coming.current.delete(line))
  }
  return {
    ...{ missed, told },
    take: (product: ShelfProduct | undefined, from: string) =>
      keep(Promise.resolve(take(product, from))),
    // Who types faster than the answer comes goes on typing: the line goes in when it is known.
    takeLater: (from: string) => {
      const { distributor, outletId } = checkout
      const asked = search({ distributor, outletId, text: readTyped(from).text })
      keep(
        queries
          .fetchQuery(asked)
          .then((page) => take(page.products[0], from))
          .catch(() => miss(from)),
      )
    },
    discount: (percentBp: number) => {
      const last = checkout.cart.cart.lines.at(-1)
      if (!last) return setTold(t.noLine)
      if (!checkout.quote.data?.hand) return setTold(t.noHand)
      const reason = last.hand?.reason ?? 'volume'
      checkout.cart.setHand(last.productId, percentBp > 0 ? { percentBp, reason } : null)
      setTold(`−${f.percent(percentBp)}`)
    },
    forgetMissed: () => setMissed([]),
    // A line that was not found is told first: an order without it is not what was said.
    placeAfter: async () => {
      const found = await Promise.all(coming.current)
      if (found.every(Boolean) && missed.length === 0) place()
    },
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
