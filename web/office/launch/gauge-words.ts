import type { Phrase } from '../../../src/platform/language.ts'

export const words = {
  laws: { uk: 'Два закони', en: 'The two laws', ru: 'Два закона' },
  lead: {
    uk: 'Доставлене за 28 днів, без повернень, проти 12 тижнів до запуску.',
    en: 'Delivered in 28 days, net of returns, against the 12 weeks before the launch.',
    ru: 'Доставленное за 28 дней, без возвратов, против 12 недель до запуска.',
  },
  through: { uk: 'по', en: 'through', ru: 'по' },
  measure: { uk: 'Показник', en: 'Measure', ru: 'Показатель' },
  all: { uk: 'Усі точки', en: 'All outlets', ru: 'Все точки' },
  invited: { uk: 'Запрошені', en: 'Invited', ru: 'Приглашённые' },
  held_out: { uk: 'Для порівняння', en: 'Held out', ru: 'Для сравнения' },
  before: { uk: 'було', en: 'before', ru: 'было' },
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
  outlets: { uk: 'Активних точок', en: 'Active outlets', ru: 'Активных точек' },
  law1: {
    uk: 'Закон 1: ширше й вірніше',
    en: 'Law 1: broader and loyal',
    ru: 'Закон 1: шире и вернее',
  },
  law2: { uk: 'Закон 2: самі', en: 'Law 2: by themselves', ru: 'Закон 2: сами' },
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
