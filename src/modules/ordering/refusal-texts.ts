import type { Phrase } from '../../platform/language.ts'
import { draftTexts } from './draft-texts.ts'

type Refusal = {
  state?: string
  why?: string
  percentBp?: number
  limitBp?: number
  offMinor?: number
  leftMinor?: number
  budgetMinor?: number
  missingMinor?: number
  sellingEntity?: string
  number?: string
  differences?: unknown[]
  name?: string
  unitCode?: string
  leftMilli?: number
  productNames?: string[]
  used?: number
  max?: number
}

const quantity = (milli = 0) => String(milli / 1000).replace('.', ',')
const hryvnias = (minor = 0) => (minor / 100).toFixed(2).replace('.', ',')

/** What ordering refuses, in words. */
export const orderingTexts = {
  differences: ({ differences = [] }: Refusal) => ({
    uk: `Дещо змінилося (${differences.length}). Перевірте й підтвердьте замовлення.`,
    en: `Something changed (${differences.length}). Check and confirm the order.`,
    ru: `Кое-что изменилось (${differences.length}). Проверьте и подтвердите заказ.`,
  }),
  slot_closed: () => ({
    uk: 'На цю доставку замовлення вже не приймаються. Оберіть наступну.',
    en: 'This delivery takes no more orders. Choose the next one.',
    ru: 'На эту доставку заказы уже не принимаются. Выберите следующую.',
  }),
  late_in_time: () => ({
    uk: 'На цю доставку ще можна замовити звичайно.',
    en: 'This delivery still takes orders: place it as usual.',
    ru: 'На эту доставку ещё можно заказать обычно.',
  }),
  late_asked: () => ({
    uk: 'Ви вже попросили офіс про цю доставку. Відповідь буде в замовленнях.',
    en: 'The office is asked about this delivery already. Its answer will be among the orders.',
    ru: 'Вы уже попросили офис об этой доставке. Ответ будет в заказах.',
  }),
  late_state: () => ({
    uk: 'Щодо цього прохання вже вирішено. Перегляньте його ще раз.',
    en: 'This request is decided already. Look at it again.',
    ru: 'По этой просьбе уже решено. Посмотрите её ещё раз.',
  }),
  grace_more: () => ({
    uk: 'Після закриття прийому беремо лише те, що чекало на телефоні. Додане замовте на наступну доставку.',
    en: 'After the cut-off only what waited on the phone is taken. Order what was added for the next delivery.',
    ru: 'После закрытия приёма берём только то, что ждало на телефоне. Добавленное закажите на следующую доставку.',
  }),
  late_locked: () => ({
    uk: 'Машину вже збирають: виняток може дати лише той, хто відпускає замовлення.',
    en: 'The truck is being picked: only who releases orders may make an exception.',
    ru: 'Машину уже собирают: исключение может сделать только тот, кто отпускает заказы.',
  }),
  late_cap: ({ used = 0, max = 0 }: Refusal) => ({
    uk: `Винятків для цієї точки в цьому кварталі вже ${used} з ${max}. Оберіть наступну доставку.`,
    en: `This outlet had ${used} of ${max} exceptions this quarter. Choose the next delivery.`,
    ru: `Исключений для этой точки в этом квартале уже ${used} из ${max}. Выберите следующую доставку.`,
  }),
  slot_full: () => ({
    uk: 'Машини на цей день заповнені. Оберіть наступний.',
    en: 'The trucks of this day are full. Choose the next one.',
    ru: 'Машины на этот день заполнены. Выберите следующий.',
  }),
  below_minimum: ({ missingMinor }: Refusal) => ({
    uk: `До мінімального замовлення бракує ${hryvnias(missingMinor)}.`,
    en: `${hryvnias(missingMinor)} is missing to the minimum order.`,
    ru: `До минимального заказа не хватает ${hryvnias(missingMinor)}.`,
  }),
  checkout_reused: () => ({
    uk: 'Це замовлення вже прийнято з іншим вмістом. Відкрийте список замовлень.',
    en: 'This order was already placed with other content. Open the list of orders.',
    ru: 'Этот заказ уже принят с другим содержимым. Откройте список заказов.',
  }),
  no_contract: ({ sellingEntity = '' }: Refusal) => ({
    uk: `Для товару «${sellingEntity}» у вас немає чинного договору. Зверніться до свого агента.`,
    en: `You have no valid contract for “${sellingEntity}”. Ask your agent.`,
    ru: `Для товара «${sellingEntity}» у вас нет действующего договора. Обратитесь к агенту.`,
  }),
  double_order: ({ number = '' }: Refusal) => ({
    uk: `На цю доставку ці товари вже замовлено (${number}). Залишити обидва замовлення?`,
    en: `These products are already ordered for this delivery (${number}). Keep both orders?`,
    ru: `На эту доставку эти товары уже заказаны (${number}). Оставить оба заказа?`,
  }),
  late_bigger: () => ({
    uk: 'Пізнє замовлення можна лише зменшити або скасувати. Додане замовте на наступну доставку.',
    en: 'A late order may only get smaller, or be cancelled. Order what is added for the next delivery.',
    ru: 'Поздний заказ можно только уменьшить или отменить. Добавленное закажите на следующую доставку.',
  }),
  too_late: () => ({
    uk: 'Час змін минув: прийом на цю доставку закрито. Про зміни домовтеся з офісом.',
    en: 'It is too late to change: this delivery is closed. Ask the office.',
    ru: 'Время изменений прошло: приём на эту доставку закрыт. Об изменениях договоритесь с офисом.',
  }),
  state: () => ({
    uk: 'У цьому стані замовлення змінити не можна.',
    en: 'The order cannot be changed in this state.',
    ru: 'В этом состоянии заказ изменить нельзя.',
  }),
  other_seller: ({ productNames = [] }: Refusal) => ({
    uk: `Інший продавець, тож потрібне окреме замовлення: ${productNames.join(', ')}.`,
    en: `Sold by another firm, so it needs an order of its own: ${productNames.join(', ')}.`,
    ru: `Другой продавец, поэтому нужен отдельный заказ: ${productNames.join(', ')}.`,
  }),
  version: () => ({
    uk: 'Замовлення щойно змінив хтось інший. Перегляньте його ще раз.',
    en: 'Somebody else has just changed the order. Look at it again.',
    ru: 'Заказ только что изменил кто-то другой. Посмотрите его ещё раз.',
  }),
  not_delivered: () => ({
    uk: 'Повернути можна те, що вже в дорозі або доставлено.',
    en: 'Only what is on its way or delivered can come back.',
    ru: 'Вернуть можно то, что уже в пути или доставлено.',
  }),
  hand_discount: (refusal: Refusal) => handTexts(refusal),
  return_too_much: ({ name = '', unitCode = '', leftMilli }: Refusal) => ({
    uk: `«${name}»: повернути можна не більше ${quantity(leftMilli)} ${unitCode}.`,
    en: `“${name}”: no more than ${quantity(leftMilli)} ${unitCode} can come back.`,
    ru: `«${name}»: вернуть можно не больше ${quantity(leftMilli)} ${unitCode}.`,
  }),
  return_state: () => ({
    uk: 'Щодо цього повернення вже вирішено. Перегляньте його ще раз.',
    en: 'This return is decided already. Look at it again.',
    ru: 'По этому возврату уже решено. Посмотрите его ещё раз.',
  }),
  refusal_without_reason: () => ({
    uk: 'Напишіть, чому відмовляєте: магазин це побачить.',
    en: 'Say why you refuse: the shop will see it.',
    ru: 'Напишите, почему отказываете: магазин это увидит.',
  }),
  ...draftTexts,
} satisfies Record<string, (refusal: Refusal) => Phrase>

const percent = (bp = 0) => String(bp / 100).replace('.', ',')

function handTexts({ why, percentBp, limitBp, offMinor, leftMinor, budgetMinor }: Refusal): Phrase {
  const off = hryvnias(offMinor)
  const left = hryvnias(leftMinor)
  const budget = hryvnias(budgetMinor)
  if (why === 'over_limit') {
    return {
      uk: `Знижка ${percent(percentBp)} % більша за ваш ліміт ${percent(limitBp)} % на рядок.`,
      en: `A discount of ${percent(percentBp)} % is above your limit of ${percent(limitBp)} % per line.`,
      ru: `Скидка ${percent(percentBp)} % больше вашего лимита ${percent(limitBp)} % на строку.`,
    }
  }
  if (why === 'over_budget') {
    return {
      uk: `Знижки на ${off}, а в бюджеті місяця лишилося ${left} із ${budget}.`,
      en: `Discounts of ${off}, but ${left} of ${budget} is left of the month’s budget.`,
      ru: `Скидки на ${off}, а в бюджете месяца осталось ${left} из ${budget}.`,
    }
  }
  return {
    uk: 'Знижку вручну дають лише агент і супервайзер.',
    en: 'Only an agent or a supervisor gives a discount by hand.',
    ru: 'Скидку вручную дают только агент и супервайзер.',
  }
}
