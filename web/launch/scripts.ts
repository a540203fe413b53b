import type { Phrase } from '../../src/platform/language.ts'

type Script = { version: string; steps: Phrase[] }

/** What is said on each step of the ladder; a changed text is a new version. */
export const SCRIPTS: Record<'presentation' | 'first_order' | 'follow_up', Script> = {
  presentation: {
    version: 'presentation-1',
    steps: [
      {
        uk: 'Вітаю! Це ваш постачальник. Маєте хвилину?',
        en: 'Hello! This is your supplier. Have you a minute?',
        ru: 'Здравствуйте! Это ваш поставщик. Есть минута?',
      },
      {
        uk: 'Тепер можна замовляти самому, будь-коли: ваші ціни, залишки, день доставки.',
        en: 'You can now order yourself, at any hour: your prices, the stock, the delivery day.',
        ru: 'Теперь можно заказывать самому, в любое время: ваши цены, остатки, день доставки.',
      },
      {
        uk: 'Ваш агент лишається з вами й отримує за кожне таке замовлення.',
        en: 'Your agent stays with you and is credited for every such order.',
        ru: 'Ваш агент остаётся с вами и получает за каждый такой заказ.',
      },
      {
        uk: 'Коли зручно зробити перше замовлення разом, хвилин за п’ять?',
        en: 'When does it suit you to make the first order together, in five minutes?',
        ru: 'Когда удобно сделать первый заказ вместе, минут за пять?',
      },
    ],
  },
  first_order: {
    version: 'first_order-1',
    steps: [
      {
        uk: 'Відкрийте портал на своєму телефоні й увійдіть за номером і кодом.',
        en: 'Open the portal on your own phone and sign in by number and code.',
        ru: 'Откройте портал на своём телефоне и войдите по номеру и коду.',
      },
      {
        uk: 'Натисніть «Повторити останнє»: це ваш звичний кошик.',
        en: 'Press “Repeat the last”: it is your usual basket.',
        ru: 'Нажмите «Повторить последний»: это ваша обычная корзина.',
      },
      {
        uk: 'Змініть кількість, оберіть доставку, натисніть «Замовити».',
        en: 'Change quantities, choose the delivery, press “Place”.',
        ru: 'Измените количество, выберите доставку, нажмите «Заказать».',
      },
      {
        uk: 'Наступного разу ви зробите це самі. Коли зазвичай замовляєте?',
        en: 'Next time you do it yourself. When do you usually order?',
        ru: 'В следующий раз вы сделаете это сами. Когда обычно заказываете?',
      },
    ],
  },
  follow_up: {
    version: 'follow_up-1',
    steps: [
      {
        uk: 'Як приїхало минуле замовлення? Усе так?',
        en: 'How did the last order come? Was all well?',
        ru: 'Как приехал прошлый заказ? Всё верно?',
      },
      {
        uk: 'Прийом на наступну доставку скоро закінчиться: замовте, поки говоримо?',
        en: 'The next delivery closes soon: will you order while we speak?',
        ru: 'Приём на следующую доставку скоро закончится: закажете, пока говорим?',
      },
      {
        uk: 'Що було незручно? Запишу й виправимо.',
        en: 'What was awkward? I write it down and we mend it.',
        ru: 'Что было неудобно? Запишу, и исправим.',
      },
    ],
  },
}
