import type { Phrase } from './platform/language.ts'

export type Values = Readonly<Record<string, string | number>>
export type Words = { title: Phrase; body: Phrase }

const LOCALES = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-RU' } as const

// A delivery day and an instant as each language writes them.
function times({ day = '', cutOffAt = '', movedTo = '', timeZone = 'UTC' }: Values) {
  const said = (language: keyof typeof LOCALES) => {
    const long = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
    const days = new Intl.DateTimeFormat(LOCALES[language], long)
    const clock = new Intl.DateTimeFormat(LOCALES[language], {
      ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: String(timeZone) },
    })
    const dayOf = (one: string | number) => (one ? days.format(new Date(`${one}T00:00:00Z`)) : '')
    return {
      day: dayOf(day),
      movedTo: dayOf(movedTo),
      until: cutOffAt ? clock.format(new Date(cutOffAt)) : '',
    }
  }
  return { uk: said('uk'), en: said('en'), ru: said('ru') }
}

/** An instant as people write it where they are. */
export function instants(at: string, timeZone: string) {
  const said = (language: keyof typeof LOCALES) =>
    new Intl.DateTimeFormat(LOCALES[language], {
      ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone },
    }).format(new Date(at))
  return { uk: said('uk'), en: said('en'), ru: said('ru') }
}

const because = ({ reason = '' }: Values) => (reason ? ` (${reason})` : '')

/** What shops are told about their cut-offs, and about days that do not come. */
export const reminderTexts: Record<string, (values: Values) => Words> = {
  reminder_24h: ({ outlet = '', ...values }) => {
    const { uk, en, ru } = times(values)
    return {
      title: {
        uk: `Доставка: ${uk.day}`,
        en: `Your order for ${en.day}`,
        ru: `Доставка: ${ru.day}`,
      },
      body: {
        uk: `${outlet}: повторіть звичне замовлення одним дотиком. Приймаємо до ${uk.until}.`,
        en: `${outlet}: repeat your usual order with one tap. Orders are taken until ${en.until}.`,
        ru: `${outlet}: повторите привычный заказ одним касанием. Принимаем до ${ru.until}.`,
      },
    }
  },
  reminder_2h: ({ outlet = '', ...values }) => {
    const { uk, en, ru } = times(values)
    return {
      title: {
        uk: `Ще дві години. Доставка: ${uk.day}`,
        en: `Two hours left: delivery on ${en.day}`,
        ru: `Ещё два часа. Доставка: ${ru.day}`,
      },
      body: {
        uk: `${outlet}: замовте до ${uk.until}, і машина привезе.`,
        en: `${outlet}: order by ${en.until} and the truck will bring it.`,
        ru: `${outlet}: закажите до ${ru.until}, и машина привезёт.`,
      },
    }
  },
  late_accepted: ({ outlet = '', why = '', ...values }) => {
    const { uk, en, ru } = times(values)
    return {
      title: {
        uk: `Замовлення взяли: ${uk.day}`,
        en: `Your order is taken: ${en.day}`,
        ru: `Заказ взяли: ${ru.day}`,
      },
      body: {
        uk: `${outlet}: офіс узяв пізнє замовлення. ${why}`,
        en: `${outlet}: the office took the late order. ${why}`,
        ru: `${outlet}: офис взял поздний заказ. ${why}`,
      },
    }
  },
  late_moved: ({ outlet = '', why = '', ...values }) => {
    const { uk, en, ru } = times(values)
    return {
      title: {
        uk: `Пропонуємо іншу доставку: ${uk.movedTo}`,
        en: `Another delivery is offered: ${en.movedTo}`,
        ru: `Предлагаем другую доставку: ${ru.movedTo}`,
      },
      body: {
        uk: `${outlet}: підтвердьте в замовленнях. ${why}`,
        en: `${outlet}: confirm it among your orders. ${why}`,
        ru: `${outlet}: подтвердите в заказах. ${why}`,
      },
    }
  },
  late_declined: ({ outlet = '', why = '', ...values }) => {
    const { uk, en, ru } = times(values)
    return {
      title: {
        uk: `Не встигаємо: ${uk.day}`,
        en: `We cannot make it: ${en.day}`,
        ru: `Не успеваем: ${ru.day}`,
      },
      body: {
        uk: `${outlet}: пізнє замовлення не взяли. ${why}`,
        en: `${outlet}: the late order was not taken. ${why}`,
        ru: `${outlet}: поздний заказ не взяли. ${why}`,
      },
    }
  },
  day_moved: ({ outlet = '', ...values }) => {
    const { uk, en, ru } = times(values)
    const why = because(values)
    return {
      title: {
        uk: `Доставку перенесено: ${uk.movedTo}`,
        en: `Delivery moved to ${en.movedTo}`,
        ru: `Доставка перенесена: ${ru.movedTo}`,
      },
      body: {
        uk: `${outlet}. Було: ${uk.day}. Стало: ${uk.movedTo}${why}.`,
        en: `${outlet}. Was: ${en.day}. Now: ${en.movedTo}${why}.`,
        ru: `${outlet}. Было: ${ru.day}. Стало: ${ru.movedTo}${why}.`,
      },
    }
  },
  day_closed: ({ outlet = '', ...values }) => {
    const { uk, en, ru } = times(values)
    const why = because(values)
    return {
      title: {
        uk: `Доставки не буде: ${uk.day}`,
        en: `No delivery on ${en.day}`,
        ru: `Доставки не будет: ${ru.day}`,
      },
      body: {
        uk: `${outlet}: цього дня машина не приїде${why}. Наступний день доставки — у порталі.`,
        en: `${outlet}: the truck does not come that day${why}. The portal shows the next day.`,
        ru: `${outlet}: в этот день машина не приедет${why}. Следующий день доставки — на портале.`,
      },
    }
  },
}
