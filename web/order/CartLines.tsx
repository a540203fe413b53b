import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Quote, ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { IconButton } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import { toast } from '../kit/Toasts.tsx'
import { part } from '../part.tsx'
import { cartBySeller } from './cart-by-seller.ts'
import type { CartLine } from './cart-lines.ts'
import type { Checkout } from './checkout.ts'
import { nameText } from './name-text.ts'
import { words } from './order-page-words.ts'
import { ProductPicture } from './ProductPicture.tsx'
import { estimate } from './prices.ts'

// Only agents and supervisors give discounts: a shop never loads how.
const HandDiscount = part(async () => (await import('./HandDiscount.tsx')).HandDiscount)

type Props = { checkout: Checkout; products: Map<string, ShelfProduct> }

/** The cart's lines, close together, so that quantities and sums can be compared. */
export function CartLines({ checkout, products }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { cart, quote } = checkout
  const change = (line: CartLine, quantityMilli: number) => {
    const product = products.get(line.productId)
    const before = cart.cart
    const price = product && estimate(product, quantityMilli)
    cart.set({
      productId: line.productId,
      unitCode: line.unitCode,
      quantityMilli,
      ...(price ? { seenUnitPriceE4: price.unitPriceE4 } : {}),
    })
    if (quantityMilli > 0) return
    // The row goes with the button that was pressed; the page keeps the focus.
    document.querySelector('main')?.focus({ preventScroll: true })
    const text = `${t.removed}: ${product?.name ?? ''}`
    toast({ text, action: { label: t.undo, run: () => cart.restore(before) } })
  }
  const terms = quote.data?.hand
  const hand = (line: CartLine) =>
    terms && (
      <HandDiscount
        {...{ line, terms, setHand: cart.setHand }}
        name={products.get(line.productId)?.name ?? ''}
      />
    )
  const rows = (lines: CartLine[]) => (
    <ul className="divide-y divide-line rounded-card border border-line bg-card">
      {lines.map((line) => (
        <CartRow
          key={line.productId}
          line={line}
          product={products.get(line.productId)}
          quoted={quote.data?.lines.find((known) => known.productId === line.productId)}
          change={(milli) => change(line, milli)}
          more={hand(line)}
        />
      ))}
    </ul>
  )
  const parts = cartBySeller(cart.cart.lines, quote.data)
  if (parts.length < 2) return rows(cart.cart.lines)
  return (
    <div className="space-y-4" data-testid="sellers">
      <p className="text-sm text-soft">{t.splitOrders}</p>
      {parts.map(({ contractId, sellingEntity, totalMinor, lines }) => (
        <section key={contractId} aria-label={sellingEntity ?? t.notInOrder}>
          <h2 className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 px-1 text-sm font-semibold">
            <span>{sellingEntity ?? t.notInOrder}</span>
            {totalMinor !== null && <span>{f.money(totalMinor, quote.data?.currency)}</span>}
          </h2>
          {rows(lines)}
        </section>
      ))}
    </div>
  )
}

type RowProps = {
  line: CartLine
  product: ShelfProduct | undefined
  quoted: Quote['lines'][number] | undefined
  change: (quantityMilli: number) => void
  more?: ReactNode
}

function CartRow({ line, product, quoted, change, more }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const unit = product?.units.find((known) => known.code === line.unitCode)
  const name = product?.name ?? quoted?.name ?? '…'
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 p-3 md:grid-cols-[3.5rem_minmax(0,1fr)_auto_8rem_auto]">
      <ProductPicture picture={product?.picture ?? null} name={name} size="size-14" />
      <div className="min-w-0">
        <p className="text-sm font-medium">{nameText(name)}</p>
        {quoted && (
          <p className="text-xs text-faint">
            {f.money(quoted.unitPriceE4 / 100)} / {line.unitCode}
          </p>
        )}
      </div>
      <IconButton
        label={`${t.remove}: ${name}`}
        className="-mr-3 justify-self-end md:order-last md:mr-0"
        onClick={() => change(0)}
      >
        <Trash2 size={18} aria-hidden />
      </IconButton>
      <div className="col-span-2 flex items-center gap-2 md:col-span-1">
        <QuantityStepper
          label={name}
          less={t.less}
          more={t.moreOf}
          milli={line.quantityMilli}
          multipleMilli={unit?.multipleMilli ?? 1000}
          minimumMilli={unit?.minimumMilli ?? 1000}
          onChange={change}
        />
        <span className="text-sm text-soft">{line.unitCode}</span>
      </div>
      <p className="text-right font-bold whitespace-nowrap">
        {quoted && (
          <>
            {quoted.approximate && '≈ '}
            {f.money(quoted.totalMinor)}
          </>
        )}
      </p>
      {more && <div className="col-span-full md:order-last">{more}</div>}
    </li>
  )
}
