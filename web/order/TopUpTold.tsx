import type { Slot } from '../../src/modules/delivery/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'

const words = {
  joins: { uk: 'Додасться до доставки', en: 'Joins the delivery of', ru: 'Добавится к доставке' },
  already: { uk: 'уже замовлено на', en: 'already ordered:', ru: 'уже заказано на' },
  noMinimum: {
    uk: 'Мінімальної суми не потрібно.',
    en: 'No minimum sum is needed.',
    ru: 'Минимальной суммы не нужно.',
  },
}

type Props = { drop: NonNullable<Slot['drop']>; deliveryDay: string; currency: string }

/** The order rides with what the shop gets that day already, so it may be of any sum. */
export function TopUpTold({ drop, deliveryDay, currency }: Props) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <p className="rounded-control bg-good-pale p-3 text-sm text-good" data-testid="top-up">
      <strong>
        {t.joins} {f.day(deliveryDay)}
      </strong>{' '}
      ({t.already} {f.money(drop.valueMinor, currency)}). {t.noMinimum}
    </p>
  )
}
