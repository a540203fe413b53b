import type { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'

type Order = Awaited<ReturnType<typeof call.ordering.get>>
type Props = { benefit: NonNullable<Order['benefit']>; currency: string }

const words = {
  back: { uk: 'Кешбек', en: 'Cashback', ru: 'Кэшбэк' },
  promised: {
    uk: 'повернемо кредит-нотою до',
    en: 'comes back by credit note, up to',
    ru: 'вернём кредит-нотой до',
  },
  due: {
    uk: 'повертаємо кредит-нотою',
    en: 'comes back by credit note',
    ru: 'возвращаем кредит-нотой',
  },
  of: {
    uk: 'від доставленого без повернень',
    en: 'of what is delivered and kept',
    ru: 'от доставленного без возвратов',
  },
  why: {
    uk: 'Чому: магазин замовив сам, зі свого пристрою.',
    en: 'Why: the shop ordered by itself, from its own device.',
    ru: 'Почему: магазин заказал сам, со своего устройства.',
  },
  first: {
    uk: 'Діє на перші замовлення:',
    en: 'For its first orders:',
    ru: 'Действует на первые заказы:',
  },
  apart: {
    uk: 'Ціни й сума замовлення від кешбеку не змінюються.',
    en: 'Prices and the sum of the order stay the same with it.',
    ru: 'Цены и сумма заказа от кэшбэка не меняются.',
  },
  was: { uk: 'був, уже не діє', en: 'was promised, no more', ru: 'был, больше не действует' },
  cancelled: { uk: 'замовлення скасовано', en: 'the order was cancelled', ru: 'заказ отменён' },
  changed_by_staff: {
    uk: 'замовлення змінив працівник, а не магазин',
    en: 'staff changed the order, not the shop',
    ru: 'заказ изменил сотрудник, а не магазин',
  },
  moved: {
    uk: 'замовлення перейшло до іншої точки',
    en: 'the order went to another outlet',
    ru: 'заказ перешёл к другой точке',
  },
}

/** What comes back for the order beside its sum, and why: the same for shop, agent and office. */
export function OrderBenefit({ benefit, currency }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { name, percentBp, firstOrders, promisedMinor, dueMinor, revokedWhy } = benefit
  if (revokedWhy) {
    return (
      <p className="mt-3 rounded-control bg-ground p-3 text-sm text-soft" data-testid="benefit">
        {t.back} «{name}» {t.was}: {t[revokedWhy]}.
      </p>
    )
  }
  return (
    <div className="mt-3 space-y-1 rounded-control bg-good-pale p-3 text-sm" data-testid="benefit">
      <p className="text-good">
        <strong>
          {t.back} «{name}»: {dueMinor === null ? t.promised : t.due}{' '}
          {f.money(dueMinor ?? promisedMinor, currency)}
        </strong>{' '}
        — {f.percent(percentBp)} {t.of}
      </p>
      <p>
        {t.why} {firstOrders !== null && `${t.first} ${f.number(firstOrders)}. `}
        {t.apart}
      </p>
    </div>
  )
}
