import type { Phrase } from '../../platform/language.ts'

/** What the gauge measures of each law, and of whom. */
export const MEASURE_NAMES = {
  outlets: { uk: 'Активних точок', en: 'Active outlets', ru: 'Активных точек' },
  dropMinor: { uk: 'Середня доставка', en: 'Average drop', ru: 'Средняя доставка' },
  linesPerOrder: { uk: 'Рядків у замовленні', en: 'Lines per order', ru: 'Строк в заказе' },
  productsPerOutlet: { uk: 'Товарів на точку', en: 'Products per outlet', ru: 'Товаров на точку' },
  selfBp: { uk: 'Замовлень через портал', en: 'Orders by the portal', ru: 'Заказов через портал' },
  independentBp: { uk: 'Самостійних замовлень', en: 'Independent orders', ru: 'Самостоятельных' },
  independentValueBp: {
    uk: 'Самостійних за сумою',
    en: 'Independent by value',
    ru: 'Самостоятельных по сумме',
  },
} satisfies Record<string, Phrase>

export const PART_NAMES = {
  all: { uk: 'Усі точки', en: 'All outlets', ru: 'Все точки' },
  invited: { uk: 'Запрошені', en: 'Invited', ru: 'Приглашённые' },
  held_out: { uk: 'Для порівняння', en: 'Held out', ru: 'Для сравнения' },
} satisfies Record<string, Phrase>

export const LEVEL_NAMES: Record<string, Phrase> = {
  pilot: { uk: 'пробний', en: 'pilot', ru: 'пробный' },
  additional: { uk: 'додатковий', en: 'additional', ru: 'дополнительный' },
  parallel: { uk: 'паралельний', en: 'parallel', ru: 'параллельный' },
  equal: { uk: 'рівний', en: 'equal', ru: 'равный' },
}

export const VERDICT_NAMES: Record<string, Phrase> = {
  first: {
    uk: 'Складіть першу хвилю',
    en: 'Put the first wave together',
    ru: 'Составьте первую волну',
  },
  go: { uk: 'Можна запускати', en: 'Go', ru: 'Можно запускать' },
  wait: {
    uk: 'Зачекайте: хвиля ще триває',
    en: 'Wait: the wave still runs',
    ru: 'Подождите: волна ещё идёт',
  },
  stop: { uk: 'Стоп: спершу виправити', en: 'Stop: mend first', ru: 'Стоп: сначала исправить' },
}

/** What a reason says when it speaks for going on, and when it speaks against. */
export const REASON_NAMES: Record<string, { holds: Phrase; fails: Phrase }> = {
  first_order: {
    holds: { uk: 'замовили вперше', en: 'ordered once', ru: 'заказали впервые' },
    fails: { uk: 'замовили вперше', en: 'ordered once', ru: 'заказали впервые' },
  },
  third_order: {
    holds: { uk: 'третє самостійне', en: 'third on its own', ru: 'третий самостоятельный' },
    fails: { uk: 'третє самостійне', en: 'third on its own', ru: 'третий самостоятельный' },
  },
  drop_falls: {
    holds: { uk: 'доставки не меншають', en: 'drops hold', ru: 'доставки не мельчают' },
    fails: { uk: 'доставки меншають', en: 'drops get smaller', ru: 'доставки мельчают' },
  },
  breadth_falls: {
    holds: { uk: 'асортимент не вужчає', en: 'breadth holds', ru: 'ассортимент не сужается' },
    fails: { uk: 'асортимент вужчає', en: 'orders get narrower', ru: 'ассортимент сужается' },
  },
  nobody_alone: {
    holds: {
      uk: 'самостійних замовлень більшає',
      en: 'more is ordered independently',
      ru: 'самостоятельных заказов больше',
    },
    fails: {
      uk: 'самостійних замовлень не більшає',
      en: 'no more is ordered independently',
      ru: 'самостоятельных заказов не больше',
    },
  },
  wave_ends: {
    holds: { uk: 'хвиля триває до', en: 'the wave runs until', ru: 'волна идёт до' },
    fails: { uk: 'хвиля триває до', en: 'the wave runs until', ru: 'волна идёт до' },
  },
  questions: {
    holds: { uk: 'запитань без відповіді', en: 'questions unanswered', ru: 'вопросов без ответа' },
    fails: { uk: 'запитань без відповіді', en: 'questions unanswered', ru: 'вопросов без ответа' },
  },
}
