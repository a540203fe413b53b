import type { Quote } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { words } from './order-page-words.ts'

/** Total, VAT, what is missing to the minimum, credit left: always on screen while ordering. */
export function Sums({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const f = useFormats()
  const { credit } = quote
  return (
    <dl className="space-y-1 text-sm">
      <div className="flex items-baseline justify-between">
        <dt className="text-base font-semibold">{t.total}</dt>
        <dd className="text-xl font-bold" data-testid="total">
          {quote.approximate && '≈ '}
          {f.money(quote.totalMinor, quote.currency)}
        </dd>
      </div>
      <div className="flex justify-between text-soft">
        <dt>{t.vat}</dt>
        <dd>{f.money(quote.vatMinor, quote.currency)}</dd>
      </div>
      {quote.missingMinor > 0 && (
        <div className="flex justify-between font-semibold text-warn" role="status">
          <dt>{t.missing}</dt>
          <dd>{f.money(quote.missingMinor, quote.currency)}</dd>
        </div>
      )}
      {credit.leftMinor !== null && (
        <div className="flex justify-between text-soft">
          <dt>
            {t.creditLeft}
            {credit.asAt && ` (${t.asAt} ${f.moment(credit.asAt)})`}
          </dt>
          <dd>{f.money(credit.leftMinor, quote.currency)}</dd>
        </div>
      )}
      {credit.overdueMinor > 0 && (
        <div className="flex justify-between font-semibold text-bad">
          <dt>{t.overdue}</dt>
          <dd>{f.money(credit.overdueMinor, quote.currency)}</dd>
        </div>
      )}
    </dl>
  )
}
