import type { Phrase } from '../../../../src/platform/language.ts'

export const words = {
  decision: { uk: 'Наступна хвиля', en: 'The next wave', ru: 'Следующая волна' },
  gateOf: { uk: 'за підсумком хвилі', en: 'by wave', ru: 'по итогу волны' },
  reached: { uk: 'є', en: 'reached', ru: 'есть' },
  wanted: { uk: 'треба', en: 'wanted', ru: 'нужно' },
  yes: { uk: 'за', en: 'for', ru: 'за' },
  no: { uk: 'проти', en: 'against', ru: 'против' },
  leaks: { uk: 'Де втрачаємо найбільше', en: 'What leaks most', ru: 'Где теряем больше всего' },
  leaksHow: {
    uk: 'З тих, хто мав досить часу на крок: скільки пройшло (або переступило його).',
    en: 'Of those that had the time for a step: how many got through, or skipped it.',
    ru: 'Из тех, у кого было время на шаг: сколько прошло (или переступило его).',
  },
  worst: {
    uk: 'Найбільше бракує на кроці',
    en: 'Most are missing at',
    ru: 'Больше всего не хватает на шаге',
  },
  sure: { uk: 'напевно', en: 'for certain', ru: 'наверняка' },
  unsure: {
    uk: 'може бути й випадком: точок ще мало',
    en: 'may be chance: few outlets yet',
    ru: 'может быть и случайностью: точек ещё мало',
  },
  noLeak: {
    uk: 'Жоден крок не втрачає більше, ніж очікували.',
    en: 'No step loses more than was expected.',
    ru: 'Ни один шаг не теряет больше, чем ожидали.',
  },
  noData: {
    uk: 'Даних замало: жодна точка ще не мала часу на крок.',
    en: 'Not enough data: no outlet had the time for a step yet.',
    ru: 'Данных мало: ни у одной точки ещё не было времени на шаг.',
  },
  step: { uk: 'Крок', en: 'Step', ru: 'Шаг' },
  passed: { uk: 'Пройшли', en: 'Got through', ru: 'Прошли' },
  interval: { uk: 'Частка, 95 %', en: 'Share, 95 %', ru: 'Доля, 95 %' },
  expected: { uk: 'Очікували', en: 'Expected', ru: 'Ожидали' },
  lost: { uk: 'Не пройшли', en: 'Did not', ru: 'Не прошли' },
  of: { uk: 'із', en: 'of', ru: 'из' },
  behind: {
    uk: 'Точки, які не пройшли',
    en: 'Outlets that did not',
    ru: 'Точки, которые не прошли',
  },
  hide: { uk: 'Сховати', en: 'Hide', ru: 'Скрыть' },
  wave: { uk: 'Хвиля', en: 'Wave', ru: 'Волна' },
  maturity: { uk: 'Зрілість каналу', en: 'Channel maturity', ru: 'Зрелость канала' },
  maturityHow: {
    uk: 'Самостійне за 28 днів на кожній території. Рівень — за найслабшою частиною: від 10, 30 і 50 %.',
    en: 'What came independently in 28 days, by territory. The level is the weakest part’s: from 10, 30, 50 %.',
    ru: 'Самостоятельное за 28 дней на каждой территории. Уровень — по слабейшей части: от 10, 30 и 50 %.',
  },
  territory: { uk: 'Територія', en: 'Territory', ru: 'Территория' },
  level: { uk: 'Рівень', en: 'Level', ru: 'Уровень' },
  outlets: { uk: 'Точки', en: 'Outlets', ru: 'Точки' },
  orders: { uk: 'Замовлення', en: 'Orders', ru: 'Заказы' },
  value: { uk: 'Сума', en: 'Value', ru: 'Сумма' },
  few: { uk: 'даних замало', en: 'not enough data', ru: 'данных мало' },
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
