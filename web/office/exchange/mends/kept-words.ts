import type { Phrase } from '../../../../src/platform/language.ts'
import type { Mend } from './mend-reply.ts'

/** Words of the page of all kept mends. */
export const words = {
  title: { uk: 'Виправлення', en: 'Mends', ru: 'Исправления' },
  lead: {
    uk: 'Що люди виправили в рядках обміну. Кожне діє й для наступних файлів, доки його не забути.',
    en: 'What people mended in rows of the exchange. Each holds for later files until it is forgotten.',
    ru: 'Что люди исправили в строках обмена. Каждое действует и для следующих файлов, пока его не забыть.',
  },
  back: { uk: 'Обмін', en: 'Exchange', ru: 'Обмен' },
  search: {
    uk: 'Код, значення чи людина',
    en: 'Id, value or person',
    ru: 'Код, значение или человек',
  },
  kind: { uk: 'Що виправлено', en: 'What was mended', ru: 'Что исправлено' },
  use: { uk: 'Застосування', en: 'Use', ru: 'Применение' },
  about: { uk: 'Де', en: 'Where', ru: 'Где' },
  said: { uk: 'Було', en: 'Was', ru: 'Было' },
  becomes: { uk: 'Стало', en: 'Is', ru: 'Стало' },
  who: { uk: 'Хто й коли', en: 'Who and when', ru: 'Кто и когда' },
  mendedBy: { uk: 'Хто', en: 'Who', ru: 'Кто' },
  mendedAt: { uk: 'Коли', en: 'When', ru: 'Когда' },
  used: { uk: 'Востаннє застосовано', en: 'Last used', ru: 'Последнее применение' },
  byLast: { uk: 'останнім читанням', en: 'by the last run', ru: 'последним чтением' },
  never: { uk: 'ще ні', en: 'not yet', ru: 'ещё нет' },
  forgotten: { uk: 'забуто', en: 'forgotten', ru: 'забыто' },
  act: { uk: 'Дія', en: 'Action', ru: 'Действие' },
  forget: { uk: 'Забути', en: 'Forget', ru: 'Забыть' },
  recall: { uk: 'Повернути', en: 'Remember again', ru: 'Вернуть' },
  isForgotten: {
    uk: 'Виправлення забуто: наступні файли прочитаємо без нього',
    en: 'Forgotten: the next files are read without it',
    ru: 'Исправление забыто: следующие файлы прочитаем без него',
  },
  isRecalled: {
    uk: 'Виправлення знову діє',
    en: 'The mend holds again',
    ru: 'Исправление снова действует',
  },
  undo: { uk: 'Скасувати', en: 'Undo', ru: 'Отменить' },
  none: { uk: 'Виправлень ще немає', en: 'No mends yet', ru: 'Исправлений ещё нет' },
  noneHow: {
    uk: 'Виправляйте дивні рядки на сторінці читання файлів: вони з’являться тут.',
    en: 'Mend odd rows on the page of a run: they appear here.',
    ru: 'Исправляйте странные строки на странице чтения файлов: они появятся здесь.',
  },
  noSuch: {
    uk: 'Немає виправлень за цими умовами',
    en: 'No mends fit these filters',
    ru: 'Нет исправлений по этим условиям',
  },
  noSuchHow: {
    uk: 'Зніміть фільтри, щоб побачити всі.',
    en: 'Take the filters away to see all.',
    ru: 'Снимите фильтры, чтобы увидеть все.',
  },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
  clear: { uk: 'Скинути фільтри', en: 'Clear the filters', ru: 'Сбросить фильтры' },
  all: { uk: 'усі', en: 'all', ru: 'все' },
}

/** What a mend is about. */
export const KINDS: Record<Mend['kind'], Phrase> = {
  item: { uk: 'товар', en: 'product', ru: 'товар' },
  row: { uk: 'рядок без коду', en: 'row without an id', ru: 'строка без кода' },
  unit: { uk: 'одиниця', en: 'unit', ru: 'единица' },
  currency: { uk: 'валюта', en: 'currency', ru: 'валюта' },
  vat: { uk: 'ставка ПДВ', en: 'VAT rate', ru: 'ставка НДС' },
  price_type: { uk: 'тип цін', en: 'price type', ru: 'тип цен' },
  warehouse: { uk: 'склад', en: 'warehouse', ru: 'склад' },
  cell: { uk: 'клітинка таблиці', en: 'cell of a table', ru: 'ячейка таблицы' },
  word: { uk: 'слово таблиці', en: 'word of a table', ru: 'слово таблицы' },
  status: { uk: 'статус замовлення', en: 'status of an order', ru: 'статус заказа' },
}

/** Whether the last run needed it. */
export const USES: Record<'used' | 'unused' | 'forgotten', Phrase> = {
  used: {
    uk: 'застосовані останнім читанням',
    en: 'used by the last run',
    ru: 'применены последним чтением',
  },
  unused: { uk: 'не знадобилися', en: 'not needed', ru: 'не понадобились' },
  forgotten: { uk: 'забуті', en: 'forgotten', ru: 'забытые' },
}
