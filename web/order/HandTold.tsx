import type { HandTrace } from '../../src/modules/pricing/price-rules.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { HAND_REASON_WORDS, words } from './hand-words.ts'

type Props = { hand: HandTrace; currency: string }

/** Who took off how much by hand, and why. */
export function HandTold({ hand, currency }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <li className="font-medium text-good">
      {t.discount} −{f.percent(hand.percentBp)} ({HAND_REASON_WORDS[hand.reason][language]}),{' '}
      {t.gives} {hand.by}: {t.insteadOf} {f.price(hand.listUnitPriceE4, currency)}, −
      {f.money(hand.offMinor, currency)}
    </li>
  )
}
