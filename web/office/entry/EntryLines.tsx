import { X } from 'lucide-react'
import type { ShelfProduct } from '../../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Empty, IconButton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import type { CartLine } from '../../order/cart-lines.ts'
import type { Checkout } from '../../order/checkout.ts'
import { nameText } from '../../order/name-text.ts'
import { part } from '../../part.tsx'
import { words } from './entry-words.ts'

const HandDiscount = part(async () => (await import('../../order/HandDiscount.tsx')).HandDiscount)

type Props = { checkout: Checkout; products: Map<string, ShelfProduct> }

/** The lines of the call, the newest on top: it stands beside the box into which it was typed. */
export function EntryLines({ checkout, products }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { cart, quote } = checkout
  if (cart.cart.lines.length === 0) return <Empty title={t.empty} />
  const remove = (line: CartLine, name: string) => {
    const before = cart.cart
    cart.set({ ...line, quantityMilli: 0 })
    const action = { label: t.undo, run: () => cart.restore(before) }
    toast({ text: `${t.takenOut}: ${name}`, action })
  }
  const terms = quote.data?.hand
  const figures = [t.quantity, t.price, t.sum].map((name) => ({ name, figure: true }))
  return (
    <Table
      label={t.lines}
      heads={[{ name: '№', figure: true }, t.product, ...figures, { name: t.remove, hidden: true }]}
      testId="entry-lines"
    >
      {cart.cart.lines
        .map((line, i) => ({ line, no: i + 1 }))
        .reverse()
        .map(({ line, no }) => {
          const quoted = quote.data?.lines.find((known) => known.productId === line.productId)
          const name = products.get(line.productId)?.name ?? quoted?.name ?? '…'
          return (
            <tr key={line.productId}>
              <td className="row-number figure text-faint">{no}</td>
              <td className="font-medium">
                {nameText(name)}
                {terms && <HandDiscount {...{ line, name, terms, setHand: cart.setHand }} />}
              </td>
              <td className="figure">
                {f.quantity(line.quantityMilli)} {line.unitCode}
              </td>
              <td className="figure text-soft">{quoted && f.price(quoted.unitPriceE4)}</td>
              <td className="figure font-semibold">
                {quoted && (
                  <>
                    {quoted.approximate && '≈ '}
                    {f.money(quoted.totalMinor, quote.data?.currency)}
                  </>
                )}
              </td>
              <td className="figure">
                <IconButton label={`${t.remove}: ${name}`} onClick={() => remove(line, name)}>
                  <X size={18} aria-hidden />
                </IconButton>
              </td>
            </tr>
          )
        })}
    </Table>
  )
}
