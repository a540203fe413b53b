import { ASIDE_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import type { Phrase } from '../../../src/platform/language.ts'
import { LICENCE_NAMES } from '../../debts/licence-words.ts'
import { KINDS, STATES } from '../../returns/return-words.ts'
import { ROLE_WORDS } from '../../signin/role-words.ts'
import { words } from '../zones/zone-words.ts'

/** What a row's details are called; ids and codes are not shown, a list of ids is counted. */
export const DETAILS: Record<string, Phrase> = {
  payDay: { uk: 'день оплати', en: 'pay day', ru: 'день оплаты' },
  amountMinor: { uk: 'сума', en: 'amount', ru: 'сумма' },
  kind: { uk: 'вид', en: 'kind', ru: 'вид' },
  fromDay: { uk: 'від', en: 'from', ru: 'с' },
  toDay: { uk: 'до', en: 'to', ru: 'по' },
  staleHours: { uk: 'застарілі, год', en: 'stale after, h', ru: 'устарели, ч' },
  promiseDaysMax: { uk: 'обіцянка, днів', en: 'promise, days', ru: 'обещание, дней' },
  published: { uk: 'показано', en: 'shown', ru: 'показан' },
  licence: { uk: 'ліцензія', en: 'licence', ru: 'лицензия' },
  weekdays: { uk: 'дні тижня', en: 'weekdays', ru: 'дни недели' },
  cutOffDays: { uk: 'днів до', en: 'days before', ru: 'дней до' },
  cutOffTime: { uk: 'приймаємо до', en: 'cut-off', ru: 'принимаем до' },
  lockMinutes: { uk: 'замок, хв', en: 'lock, min', ru: 'замок, мин' },
  capacityDrops: { uk: 'місць на день', en: 'drops a day', ru: 'мест на день' },
  minimumMinor: { uk: 'мінімум', en: 'minimum', ru: 'минимум' },
  day: { uk: 'день', en: 'day', ru: 'день' },
  movedTo: { uk: 'перенесено на', en: 'moved to', ru: 'перенесён на' },
  rowNo: { uk: 'рядок', en: 'row', ru: 'строка' },
  products: { uk: 'товарів', en: 'products', ru: 'товаров' },
  ids: { uk: 'усього', en: 'of them', ru: 'всего' },
  sessions: { uk: 'усього', en: 'of them', ru: 'всего' },
  accepted: { uk: 'прийнято', en: 'accepted', ru: 'принято' },
  approved: { uk: 'схвалено', en: 'approved', ru: 'одобрено' },
  version: { uk: 'версія', en: 'version', ru: 'версия' },
  decision: { uk: 'рішення', en: 'decision', ru: 'решение' },
  whenOver: { uk: 'понад ліміт', en: 'over the limit', ru: 'сверх лимита' },
  proposeAfter: { uk: 'пропонувати після', en: 'propose after', ru: 'предлагать после' },
  percentBp: { uk: 'ліміт, сотих %', en: 'limit, 0.01 %', ru: 'лимит, сотых %' },
  budgetMinor: { uk: 'бюджет', en: 'budget', ru: 'бюджет' },
  rights: { uk: 'права', en: 'rights', ru: 'права' },
  role: { uk: 'роль', en: 'role', ru: 'роль' },
}

const { closed, extra, moved } = words

/** Choices that a detail tells by a code. */
export const CHOICES: Record<string, Phrase> = {
  ...{ ...ASIDE_NAMES, ...KINDS, ...STATES, ...LICENCE_NAMES, ...ROLE_WORDS },
  ...{ closed, extra, moved },
}
