import type { Phrase } from '../../../src/platform/language.ts'

export const words = {
  laws: { uk: 'Два закони', en: 'The two laws', ru: 'Два закона' },
  lead: {
    uk: 'Доставлене за 28 днів, без повернень, проти 12 тижнів до запуску',
    en: 'Delivered in 28 days, net of returns, against the 12 weeks before the launch',
    ru: 'Доставленное за 28 дней, без возвратов, против 12 недель до запуска',
  },
  through: { uk: 'по', en: 'through', ru: 'по' },
  measure: { uk: 'Показник', en: 'Measure', ru: 'Показатель' },
  before: { uk: 'було', en: 'before', ru: 'было' },
  law1: {
    uk: 'Закон 1: ширше й вірніше',
    en: 'Law 1: broader and loyal',
    ru: 'Закон 1: шире и вернее',
  },
  law2: { uk: 'Закон 2: самі', en: 'Law 2: by themselves', ru: 'Закон 2: сами' },
  other: { uk: 'Не в хвилях', en: 'In no wave', ru: 'Не в волнах' },
  behind: { uk: 'Точки за цифрами', en: 'The outlets behind', ru: 'Точки за цифрами' },
  behindLead: {
    uk: 'Що кожна точка купує за тиждень зараз і до запуску. Зверху ті, що втратили найбільше.',
    en: 'What each outlet buys in a week now and before the launch. Those that lost most come first.',
    ru: 'Что каждая точка покупает за неделю сейчас и до запуска. Сверху потерявшие больше всех.',
  },
  open: { uk: 'Показати точки', en: 'Show the outlets', ru: 'Показать точки' },
  waiting: {
    uk: 'Перераховуються точки:',
    en: 'Being counted anew:',
    ru: 'Пересчитываются точки:',
  },
  nobody: {
    uk: 'Тут ще нічого не доставлено.',
    en: 'Nothing was delivered here yet.',
    ru: 'Здесь ещё ничего не доставлено.',
  },
  code: { uk: 'Код', en: 'Code', ru: 'Код' },
  outlet: { uk: 'Точка', en: 'Outlet', ru: 'Точка' },
  city: { uk: 'Місто', en: 'City', ru: 'Город' },
  step: { uk: 'Сходинка', en: 'Step', ru: 'Ступень' },
  keptWeek: { uk: 'За тиждень', en: 'A week', ru: 'За неделю' },
  orders: { uk: 'Замовлень', en: 'Orders', ru: 'Заказов' },
  independent: { uk: 'Самостійних', en: 'Made alone', ru: 'Самостоятельных' },
  of: { uk: 'з', en: 'of', ru: 'из' },
  good: { uk: 'Обидва закони виконуються', en: 'Both laws hold', ru: 'Оба закона выполняются' },
}

export const WARNINGS: Record<string, Phrase> = {
  drop_falls: {
    uk: 'Доставки меншають: портал не повинен дробити замовлення.',
    en: 'Drops get smaller: the portal must not split orders.',
    ru: 'Доставки мельчают: портал не должен дробить заказы.',
  },
  breadth_falls: {
    uk: 'Замовлення вужчають: точки забувають частину асортименту.',
    en: 'Orders get narrower: shops forget part of the assortment.',
    ru: 'Заказы сужаются: точки забывают часть ассортимента.',
  },
  nobody_alone: {
    uk: 'Самостійних замовлень не більшає.',
    en: 'No more orders are made alone than before.',
    ru: 'Самостоятельных заказов не становится больше.',
  },
}
