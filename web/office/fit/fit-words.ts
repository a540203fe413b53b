import type { Language, Phrase } from '../../../src/platform/language.ts'
import type { Counted } from '../../kit/language.ts'

export const OUTLETS: Counted = {
  uk: { one: 'точка', few: 'точки', many: 'точок' },
  en: { one: 'outlet', other: 'outlets' },
  ru: { one: 'точка', few: 'точки', many: 'точек' },
}

/** After «із»: of so many. */
export const OF_OUTLETS: Counted = {
  uk: { one: 'точки', few: 'точок', many: 'точок' },
  en: { one: 'outlet', other: 'outlets' },
  ru: { one: 'точки', few: 'точек', many: 'точек' },
}

export const words = {
  hours: { uk: 'год', en: 'h', ru: 'ч' },
  fit: { uk: 'Готовність порталу', en: 'Fit to invite', ru: 'Готовность портала' },
  lead: {
    uk: 'Запрошуємо лише ті точки, для яких портал каже правду.',
    en: 'Only outlets for which the portal tells the truth are invited.',
    ru: 'Приглашаем только те точки, для которых портал говорит правду.',
  },
  outlets: { uk: 'Точки', en: 'Outlets', ru: 'Точки' },
  mend: { uk: 'Що виправити', en: 'What to mend', ru: 'Что исправить' },
  days: { uk: 'Дні доставки', en: 'Delivery days', ru: 'Дни доставки' },
  matches: { uk: 'Збіги', en: 'Matches', ru: 'Совпадения' },
  ready: { uk: 'можна запрошувати', en: 'can be invited', ru: 'можно приглашать' },
  notReady: { uk: 'ще ні', en: 'not yet', ru: 'ещё нет' },
  unchecked: { uk: 'не перевірено', en: 'not checked', ru: 'не проверено' },
  of: { uk: 'із', en: 'of', ru: 'из' },
  due: { uk: 'перевіряються', en: 'being checked', ru: 'проверяются' },
  recheck: { uk: 'Перевірити ще раз', en: 'Check again', ru: 'Проверить ещё раз' },
  asked: {
    uk: 'Перевірку розпочато',
    en: 'The check has begun',
    ru: 'Проверка начата',
  },
  why: { uk: 'Що заважає', en: 'What is in the way', ru: 'Что мешает' },
  parity: { uk: 'Рядки з вірною ціною', en: 'Lines priced true', ru: 'Строки с верной ценой' },
  checked: { uk: 'Перевірено', en: 'Checked', ru: 'Проверено' },
  state: { uk: 'Стан', en: 'State', ru: 'Состояние' },
  reason: { uk: 'Причина', en: 'Reason', ru: 'Причина' },
  mender: { uk: 'Хто виправляє', en: 'Who mends', ru: 'Кто исправляет' },
  find: { uk: 'Назва, код або місто', en: 'Name, code or town', ru: 'Название, код или город' },
  all: { uk: 'усі', en: 'all', ru: 'все' },
  subject: { uk: 'Предмет', en: 'About', ru: 'Предмет' },
  portal: { uk: 'На порталі', en: 'On the portal', ru: 'На портале' },
  truth: { uk: 'Насправді', en: 'In truth', ru: 'На самом деле' },
  holdsUp: { uk: 'Тримає точок', en: 'Outlets held up', ru: 'Держит точек' },
  onlyThis: { uk: 'Лише це', en: 'Only this', ru: 'Только это' },
  weight: { uk: 'У грошах', en: 'In money', ru: 'В деньгах' },
  since: { uk: 'Відколи', en: 'Since', ru: 'С какого времени' },
  code: { uk: 'Код', en: 'Code', ru: 'Код' },
  outlet: { uk: 'Точка', en: 'Outlet', ru: 'Точка' },
  city: { uk: 'Місто', en: 'Town', ru: 'Город' },
  class: { uk: 'Клас', en: 'Class', ru: 'Класс' },
  lines: { uk: 'Рядків', en: 'Lines', ru: 'Строк' },
  noVerdicts: {
    uk: 'Жодної точки ще не перевірено',
    en: 'No outlet has been checked yet',
    ru: 'Ни одна точка ещё не проверена',
  },
  noVerdictsHow: {
    uk: 'Натисніть «Перевірити ще раз» або завантажте історію замовлень: перевірка почнеться сама.',
    en: 'Press “Check again”, or import the history of orders: the check begins by itself.',
    ru: 'Нажмите «Проверить ещё раз» или загрузите историю заказов: проверка начнётся сама.',
  },
  none: { uk: 'Нічого не знайдено', en: 'Nothing found', ru: 'Ничего не найдено' },
  nothingToMend: {
    uk: 'Виправляти нічого: усе сходиться',
    en: 'Nothing to mend: everything agrees',
    ru: 'Исправлять нечего: всё сходится',
  },
  more: { uk: 'Показати ще', en: 'Show more', ru: 'Показать ещё' },
  found: { uk: 'За історією', en: 'By history', ru: 'По истории' },
  share: { uk: 'Частка', en: 'Share', ru: 'Доля' },
  drops: { uk: 'Доставок', en: 'Drops', ru: 'Доставок' },
  accept: { uk: 'Прийняти', en: 'Accept', ru: 'Принять' },
  decline: { uk: 'Відхилити', en: 'Decline', ru: 'Отклонить' },
  acceptShown: {
    uk: 'Прийняти всі показані',
    en: 'Accept all shown',
    ru: 'Принять все показанные',
  },
  accepted: { uk: 'Прийнято', en: 'Accepted', ru: 'Принято' },
  declined: { uk: 'Відхилено', en: 'Declined', ru: 'Отклонено' },
  noZone: { uk: 'без зони', en: 'without a zone', ru: 'без зоны' },
  noProposals: {
    uk: 'Міняти дні доставки не пропонуємо',
    en: 'No other delivery days to propose',
    ru: 'Менять дни доставки не предлагаем',
  },
  noProposalsHow: {
    uk: 'Дні на порталі збігаються з історією доставок, або історії ще замало.',
    en: 'The portal’s days agree with the history of drops, or there is too little of it yet.',
    ru: 'Дни на портале совпадают с историей доставок, или истории ещё мало.',
  },
  back: { uk: 'До списку', en: 'To the list', ru: 'К списку' },
  openOutlet: { uk: 'Відкрити точку', en: 'Open the outlet', ru: 'Открыть точку' },
  never: {
    uk: 'Цю точку ще не перевіряли',
    en: 'This outlet has not been checked yet',
    ru: 'Эту точку ещё не проверяли',
  },
  neverHow: {
    uk: 'Натисніть «Перевірити ще раз»: за хвилину тут буде видно, що заважає її запросити.',
    en: 'Press “Check again”: in a minute you see here what is in the way of inviting it.',
    ru: 'Нажмите «Проверить ещё раз»: через минуту здесь будет видно, что мешает её пригласить.',
  },
}

export const KINDS = {
  price_differs: { uk: 'Інша ціна', en: 'Another price', ru: 'Другая цена' },
  no_price: { uk: 'Немає ціни', en: 'No price', ru: 'Нет цены' },
  not_sold: { uk: 'Товар приховано', en: 'Product hidden', ru: 'Товар скрыт' },
  basket_hidden: {
    uk: 'Звичний товар недоступний',
    en: 'Usual product missing',
    ru: 'Привычный товар недоступен',
  },
  no_history: { uk: 'Немає рахунків', en: 'No invoices', ru: 'Нет накладных' },
  no_slots: { uk: 'Немає зони доставки', en: 'No delivery zone', ru: 'Нет зоны доставки' },
  days_differ: { uk: 'Інші дні доставки', en: 'Other delivery days', ru: 'Другие дни доставки' },
  no_contract: { uk: 'Немає договору', en: 'No contract', ru: 'Нет договора' },
  balance_unknown: { uk: 'Баланс невідомий', en: 'Balance unknown', ru: 'Баланс неизвестен' },
  balance_stale: { uk: 'Баланс застарів', en: 'Balance too old', ru: 'Баланс устарел' },
  balance_differs: {
    uk: 'Баланс не сходиться з накладними',
    en: 'Balance and invoices disagree',
    ru: 'Баланс не сходится с накладными',
  },
  no_phone: { uk: 'Немає телефону', en: 'No phone', ru: 'Нет телефона' },
  phone_unconfirmed: {
    uk: 'Телефон не підтверджено',
    en: 'Phone not confirmed',
    ru: 'Телефон не подтверждён',
  },
} as const
export type Kind = keyof typeof KINDS

export const MENDERS = {
  prices: { uk: 'Ціни', en: 'Prices', ru: 'Цены' },
  catalogue: { uk: 'Каталог', en: 'Catalogue', ru: 'Каталог' },
  dispatcher: { uk: 'Диспетчер', en: 'Dispatcher', ru: 'Диспетчер' },
  debt_control: { uk: 'Контроль боргів', en: 'Debt control', ru: 'Контроль долгов' },
  agent: { uk: 'Агент', en: 'Agent', ru: 'Агент' },
} as const
export type Mender = keyof typeof MENDERS

/** Choices by name, with the one that stands for all of them first. */
export const named = (
  names: Record<string, Phrase>,
  all: string,
  language: Language,
): [string, string][] => [
  ['', all],
  ...Object.entries(names).map(([value, name]): [string, string] => [value, name[language]]),
]
