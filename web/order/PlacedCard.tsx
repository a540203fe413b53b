import { CircleCheck } from 'lucide-react'
import { Link } from 'wouter'
import type { Placed } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Card } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { words } from './order-page-words.ts'

// The cart went, with the button that was pressed: the person goes on, and hears, from here.
const begin = (heading: HTMLElement | null) => {
  heading?.focus()
  window.scrollTo(0, 0)
}

const HELD = {
  credit: 'heldNote',
  licence: 'heldForLicence',
  approval: 'heldForApproval',
} as const

/** The order is taken: its numbers, its day, and what waits for a decision. */
export function PlacedCard({ placed }: { placed: Placed }) {
  const t = useWords(words)
  const f = useFormats()
  useTitle(t.placed)
  const heldFor = placed.orders.find((order) => order.status === 'on_hold')?.holdReason
  const sellers = new Set(placed.orders.map(({ sellingEntity }) => sellingEntity)).size
  return (
    <Card className="mx-auto max-w-xl space-y-4 text-center">
      <h1
        className="flex items-center justify-center gap-2 text-xl font-bold text-good outline-none"
        tabIndex={-1}
        ref={begin}
      >
        <CircleCheck aria-hidden /> {t.placed}
      </h1>
      <p className="text-2xl font-bold">{f.money(placed.totalMinor, placed.currency)}</p>
      <p className="text-soft first-letter:uppercase">
        {t.delivery}: <strong className="text-ink">{f.longDay(placed.deliveryDay)}</strong>
      </p>
      {heldFor && <Alert>{t[HELD[heldFor]]}</Alert>}
      <ul className="divide-y divide-line border-y border-line text-left">
        {placed.orders.map((order) => (
          <li key={order.id}>
            <Link
              href={`/orders/${order.id}`}
              className="flex min-h-12 items-center justify-between gap-3 hover:text-accent"
            >
              <span className="min-w-0">
                <span className="block font-medium text-accent">{order.number}</span>
                <span className="block truncate text-xs text-faint">{order.sellingEntity}</span>
              </span>
              <span className="font-bold whitespace-nowrap">
                {f.money(order.totalMinor, placed.currency)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {placed.orders.length > 1 && (
        <p className="text-sm text-soft">{sellers > 1 ? t.splitPlaced : t.splitPapers}</p>
      )}
      <Link
        href="/"
        className="inline-flex min-h-11 items-center rounded-control border border-line px-4 font-medium hover:border-accent"
      >
        {t.toHome}
      </Link>
    </Card>
  )
}
