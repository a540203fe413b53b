import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import type { Checkout } from './checkout.ts'
import { GOODS, words } from './order-page-words.ts'

type Props = { checkout: Checkout; action?: ReactNode }

/** While ordering always in sight: the sum, what is missing to the minimum, the delivery, the limit. */
export function OrderBar({ checkout, action }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { cart, quote, current } = checkout
  const count = cart.cart.lines.length
  if (count === 0) return null
  return (
    <>
      <div className="h-24" aria-hidden />
      <section className="order-bar no-print" aria-label={t.cart}>
        <div className="mx-auto flex max-w-6xl items-center justify-between gap-3 px-4 py-2">
          <div className="min-w-0">
            <p className="truncate" aria-busy={!current && !quote.isError}>
              <strong className="text-lg">
                {quote.data?.approximate && '≈ '}
                {quote.data
                  ? f.money(quote.data.totalMinor, quote.data.currency)
                  : quote.isError
                    ? '—'
                    : '…'}
              </strong>{' '}
              <span className="text-sm text-soft">{f.count(count, GOODS)}</span>
            </p>
            <p className="text-xs text-soft">
              <Facts checkout={checkout} />
            </p>
          </div>
          {action ?? (
            <Link href="/cart" className="order-bar-action">
              {t.cart}
            </Link>
          )}
        </div>
      </section>
    </>
  )
}

function Facts({ checkout }: { checkout: Checkout }) {
  const t = useWords(words)
  const f = useFormats()
  const { delivery, slots, quote } = checkout
  const { missingMinor = 0, credit, currency } = quote.data ?? {}
  // Each fact stays in one piece; between them a narrow phone may break the line.
  return (
    <span className="flex flex-wrap gap-x-2">
      {missingMinor > 0 && (
        <span className="font-semibold whitespace-nowrap text-warn">
          {t.toMinimum} {f.money(missingMinor, currency)}
        </span>
      )}
      {delivery.kind === 'gone' && <span className="font-semibold text-bad">{t.chooseDay}</span>}
      {delivery.kind === 'day' && slots.data && (
        <span className="whitespace-nowrap">
          {f.day(delivery.slot.deliveryDay)},{' '}
          <Countdown
            until={delivery.slot.cutOffAt}
            now={slots.data.now}
            heardAt={slots.data.heardAt}
          />
        </span>
      )}
      {typeof credit?.leftMinor === 'number' && (
        <span className="whitespace-nowrap">
          {t.limit} {f.money(credit.leftMinor, currency)}
        </span>
      )}
    </span>
  )
}
