import type { Quote } from '../../src/modules/ordering/contract.ts'
import { LICENCE_NAMES } from '../debts/licence-words.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { words } from './order-page-words.ts'

/** Total, VAT, what is missing to the minimum, credit left: always on screen while ordering. */
export function Sums({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
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
        <div className="flex justify-between font-semibold text-warn" aria-live="polite">
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
        <div className="flex justify-between gap-3 font-semibold text-bad">
          <dt>
            {t.overdue}
            <span className="block font-normal text-warn">{t.overdueNow}</span>
          </dt>
          <dd>{f.money(credit.overdueMinor, quote.currency)}</dd>
        </div>
      )}
      {quote.missingLicences.length > 0 && (
        <div className="font-medium text-warn" aria-live="polite">
          <dt>{t.withoutLicence}</dt>
          <dd>
            {quote.missingLicences.map(({ kind }) => LICENCE_NAMES[kind][language]).join(', ')}
          </dd>
        </div>
      )}
    </dl>
  )
}
