import type { Quote } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'

const words = {
  back: {
    uk: 'Повернемо кредит-нотою',
    en: 'Comes back by credit note',
    ru: 'Вернём кредит-нотой',
  },
  of: { uk: 'доставленого', en: 'of what is delivered', ru: 'от доставленного' },
  left: {
    uk: 'ще для замовлень (із цим):',
    en: 'orders left, this one included:',
    ru: 'ещё для заказов (с этим):',
  },
}

type Props = { benefit: NonNullable<Quote['benefit']>; currency: string }

/** What the shop gets for ordering by itself: apart from the prices, for they are the same everywhere. */
export function BenefitTold({ benefit, currency }: Props) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <p className="rounded-control bg-good-pale p-3 text-sm text-good">
      <strong>
        {t.back} {f.money(benefit.promisedMinor, currency)}
      </strong>{' '}
      — {f.percent(benefit.percentBp)} {t.of}
      {benefit.ordersLeft !== null && `; ${t.left} ${f.number(benefit.ordersLeft)}`}
    </p>
  )
}
