import { X } from 'lucide-react'
import { useState } from 'react'
import type { Quote } from '../../src/modules/ordering/contract.ts'
import { HAND_REASONS, type HandReason } from '../../src/modules/pricing/price-rules.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Button, IconButton, SelectField, TextField } from '../kit/Parts.tsx'
import type { UseCart } from './cart.ts'
import type { CartLine } from './cart-lines.ts'
import { HAND_REASON_WORDS, words } from './hand-words.ts'

type Terms = NonNullable<Quote['hand']>
type Props = { line: CartLine; name: string; terms: Terms; setHand: UseCart['setHand'] }

/** What an agent takes off a line by hand: how much, and why. The server decides whether he may. */
export function HandDiscount({ line, name, terms, setHand }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { hand } = line
  if (terms.limitBp === 0 && terms.whenOver === 'refuse' && !hand) return null
  if (!hand) {
    return (
      <Button
        look="quiet"
        className="-ml-4 text-sm"
        aria-label={`${t.give}: ${name}`}
        onClick={() =>
          setHand(line.productId, {
            percentBp: Math.min(100, terms.limitBp) || 100,
            reason: 'volume',
          })
        }
      >
        {t.give}
      </Button>
    )
  }
  const limit = `${t.limit} ${f.percent(terms.limitBp)}`
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Percent
        key={hand.percentBp}
        label={`${t.percent} ${limit}`}
        percentBp={hand.percentBp}
        set={(percentBp) => setHand(line.productId, { ...hand, percentBp })}
      />
      <SelectField
        label={t.reason}
        className="min-w-36 flex-1 md:max-w-56"
        value={hand.reason}
        onChange={(event) =>
          setHand(line.productId, { ...hand, reason: event.target.value as HandReason })
        }
      >
        {HAND_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {HAND_REASON_WORDS[reason][language]}
          </option>
        ))}
      </SelectField>
      <IconButton label={`${t.takeAway}: ${name}`} onClick={() => setHand(line.productId, null)}>
        <X size={18} aria-hidden />
      </IconButton>
    </div>
  )
}

type PercentProps = { label: string; percentBp: number; set: (percentBp: number) => void }

// What is typed is asked for when it is a number that can be given; «2,» on the way to «2,5» is not.
function Percent({ label, percentBp, set }: PercentProps) {
  const [typed, setTyped] = useState(String(percentBp / 100).replace('.', ','))
  const take = () => {
    const bp = Math.round(Number(typed.replace(',', '.')) * 100)
    if (bp >= 1 && bp <= 5_000 && bp !== percentBp) set(bp)
    else setTyped(String(percentBp / 100).replace('.', ','))
  }
  return (
    <TextField
      label={label}
      className="w-28"
      inputMode="decimal"
      data-testid="hand-percent"
      value={typed}
      maxLength={5}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}

/** How much is left to give, and why this cart’s discounts are too much. */
export function HandBudget({ terms, currency }: { terms: Terms; currency: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { over } = terms
  return (
    <div className="space-y-1 text-sm">
      <p className="text-soft">
        {t.discount}: {t.limit} {f.percent(terms.limitBp)} {t.perLine},{' '}
        {f.money(terms.leftMinor, currency)} {t.leftOf}
      </p>
      {over && (
        <p role="alert" className="rounded-control bg-warn-pale px-4 py-2 text-warn">
          {over.why === 'over_limit'
            ? `${t.overLimit}: ${f.percent(over.percentBp)} > ${f.percent(over.limitBp)}.`
            : `${t.overBudget}: ${f.money(over.offMinor, currency)} > ${f.money(over.leftMinor, currency)}.`}{' '}
          {terms.whenOver === 'approval' ? t.willWait : t.makeSmaller}
        </p>
      )}
    </div>
  )
}
