import { ChevronDown } from 'lucide-react'
import type { Passed, Trace } from '../../src/modules/pricing/price-rules.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { part } from '../part.tsx'
import { words } from './why-words.ts'

// A discount by hand is rare: how it is told is fetched when there is one.
const HandTold = part(async () => (await import('./HandTold.tsx')).HandTold)

type Props = {
  trace: Trace
  unitCode: string
  currency: string
  vatMinor: number
  /** To whom else the line counts. */
  more?: string | null
}

/** Why a line costs what it costs: list, break, VAT, why not another list, and what more would give. */
export function WhyPrice(props: Props) {
  const t = useWords(words)
  return (
    <details className="why group text-sm">
      <summary className="inline-flex min-h-11 items-center gap-1 text-xs text-accent">
        {t.why}
        <ChevronDown size={14} aria-hidden className="transition-transform group-open:rotate-180" />
      </summary>
      <ul className="mb-2 space-y-1 border-l-2 border-line pl-3 text-xs text-soft">
        <Reasons {...props} />
      </ul>
    </details>
  )
}

function Reasons({ trace, unitCode, currency, vatMinor, more }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { list, listPriceE4, breakFromMilli, unit, vat, vatBp, next, hand } = trace
  const vatText = vat === 'within' ? t.vatWithin : t.vatOnTop
  return (
    <>
      <li>
        {t.list} «{list}»: {f.price(listPriceE4, currency)} / {unit}
        {breakFromMilli > 0 && `, ${t.from} ${f.quantity(breakFromMilli)} ${unit}`}
      </li>
      <li>
        {vatBp > 0 ? `${vatText} ${f.percent(vatBp)} — ${f.money(vatMinor, currency)}` : t.noVat}
      </li>
      {hand && <HandTold hand={hand} currency={currency} />}
      {trace.passed?.map((passed) => (
        <li key={passed.list}>
          «{passed.list}» {t.notThis}: <PassedWhy passed={passed} unitCode={unitCode} />
        </li>
      ))}
      {next && (
        <li className="font-medium text-good">
          {t.more} {f.quantity(next.moreMilli)} {unitCode} {t.andPay}{' '}
          {f.price(next.unitPriceE4, currency)}
        </li>
      )}
      {more && <li>{more}</li>}
    </>
  )
}

function PassedWhy({ passed, unitCode }: { passed: Passed; unitCode: string }) {
  const t = useWords(words)
  const f = useFormats()
  if (passed.why === 'break') return `${t.break} ${f.quantity(passed.fromMilli)} ${unitCode}`
  if (passed.why === 'not_yet' || passed.why === 'ended')
    return `${t[passed.why]} ${f.day(passed.day)}`
  return t[passed.why]
}
