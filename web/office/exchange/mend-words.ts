import type { Phrase } from '../../../src/platform/language.ts'
import type { Counted } from '../../kit/language.ts'
import type { Asks } from './RunDecision.tsx'

export const ROWS: Counted = {
  uk: { one: 'рядок', few: 'рядки', many: 'рядків' },
  en: { one: 'row', other: 'rows' },
  ru: { one: 'строка', few: 'строки', many: 'строк' },
}

/** Words about odd rows that people mend. */
export const words = {
  mend: { uk: 'Виправити', en: 'Mend', ru: 'Исправить' },
  mendAgain: { uk: 'Змінити', en: 'Change', ru: 'Изменить' },
  mended: { uk: 'Виправлено', en: 'Mended', ru: 'Исправлено' },
  holds: {
    uk: 'Діятиме й для наступних завантажень.',
    en: 'It holds for later uploads, too.',
    ru: 'Будет действовать и для следующих загрузок.',
  },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  cancel: { uk: 'Скасувати', en: 'Cancel', ru: 'Отменить' },
  takeBack: { uk: 'Скасувати виправлення', en: 'Take it back', ru: 'Отменить исправление' },
  takenBack: {
    uk: 'Виправлення скасовано',
    en: 'The mend was taken back',
    ru: 'Исправление отменено',
  },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  choose: { uk: 'Виберіть', en: 'Choose', ru: 'Выберите' },
  byList: { uk: 'За яким прайсом', en: 'By which price list', ru: 'По какому прайсу' },
  apart: { uk: 'Окремо, як новий', en: 'Apart, as a new one', ru: 'Отдельно, как новый' },
  noChoice: {
    uk: 'Вибирати ще немає з чого: спершу запишіть файли, потім виправте й прочитайте ще раз.',
    en: 'There is nothing to choose from yet: import the files first, then mend and read again.',
    ru: 'Выбирать пока не из чего: сначала запишите файлы, потом исправьте и прочитайте ещё раз.',
  },
  replay: { uk: 'Прочитати ще раз', en: 'Replay', ru: 'Прочитать ещё раз' },
  replayWhy: {
    uk: 'Прочитайте файли ще раз: побачите пробу з вашими виправленнями.',
    en: 'Read the files again: a dry run shows them with what you mended.',
    ru: 'Прочитайте файлы ещё раз: увидите пробу с вашими исправлениями.',
  },
  replayOf: {
    uk: 'Ті самі файли, прочитані ще раз.',
    en: 'The same files, read again.',
    ru: 'Те же файлы, прочитанные ещё раз.',
  },
  firstRun: { uk: 'Попереднє читання', en: 'The run before', ru: 'Предыдущее чтение' },
  idHow: {
    uk: 'Код із обліку. Для повтореного: інший код зробить рядок окремим товаром, той самий лишить одним.',
    en: 'Its id in the ERP. Of a doubled one: another id parts the row, the same keeps them one.',
    ru: 'Код из учёта. Для повторённого: другой код сделает строку отдельным товаром, тот же оставит одним.',
  },
}

/** What a person is asked for. */
export const ASKED: Record<Asks, Phrase> = {
  unit: { uk: 'Яка це одиниця', en: 'Which unit it is', ru: 'Какая это единица' },
  currency: { uk: 'Код валюти, як-от UAH', en: 'Currency code, as UAH', ru: 'Код валюты, как UAH' },
  vat: { uk: 'Ставка ПДВ, %', en: 'VAT rate, %', ru: 'Ставка НДС, %' },
  list: { uk: 'Який це прайс', en: 'Which price list it is', ru: 'Какой это прайс' },
  warehouse: { uk: 'Який це склад', en: 'Which warehouse it is', ru: 'Какой это склад' },
  name: { uk: 'Назва', en: 'Name', ru: 'Название' },
  price: { uk: 'Ціна', en: 'Price', ru: 'Цена' },
  price_of_list: { uk: 'Ціна', en: 'Price', ru: 'Цена' },
  quantity: { uk: 'Залишок', en: 'In stock', ru: 'Остаток' },
  weight: { uk: 'Вага, кг', en: 'Weight, kg', ru: 'Вес, кг' },
  ratio: {
    uk: 'Скільки базових одиниць в одній',
    en: 'How many base units one holds',
    ru: 'Сколько базовых единиц в одной',
  },
  id: { uk: 'Код', en: 'Id', ru: 'Код' },
  cell: { uk: 'Як має бути', en: 'What is right', ru: 'Как должно быть' },
}
