import type { Language, Phrase } from '../../../platform/language.ts'
import { OBJECTIONS } from './objection-rules.ts'

export const SCRIPT_KINDS = ['presentation', 'first_order', 'follow_up'] as const
export type ScriptKind = (typeof SCRIPT_KINDS)[number]
/** What is said on a step of the ladder, and what is true to answer to each objection. */
export type ScriptTexts = {
  greeting: string
  questions: string[]
  answers: Record<(typeof OBJECTIONS)[number]['code'], string>
}

/** A changed text is a new version. */
const SHIPPED_NUMBER = 1

/** How a shipped script is written down with a contact. */
export const shippedVersion = (kind: ScriptKind, language: Language): string =>
  `${kind}-${SHIPPED_NUMBER}.${language}`

/** The same of a distributor's own version. */
export const ownVersion = (own: { kind: ScriptKind; number: number; language: Language }): string =>
  `own-${own.kind}-${own.number}.${own.language}`

/** The words that a distributor who changed nothing says. */
export function shippedTexts(kind: ScriptKind, language: Language): ScriptTexts {
  const [greeting, ...questions] = SHIPPED[kind]
  const answers = Object.fromEntries(
    OBJECTIONS.map(({ code, answer }) => [code, answer[language]]),
  ) as ScriptTexts['answers']
  return { greeting: greeting[language], questions: questions.map((one) => one[language]), answers }
}

// The greeting, then what is asked and told in turn.
const SHIPPED: Record<ScriptKind, readonly [Phrase, ...Phrase[]]> = {
  presentation: [
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
  first_order: [
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
  follow_up: [
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
}
