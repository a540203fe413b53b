import type { Language, Phrase } from '../../../src/platform/language.ts'

const STATUSES: Record<string, Phrase> = {
  receiving: { uk: 'приймається', en: 'receiving', ru: 'принимается' },
  running: { uk: 'триває', en: 'running', ru: 'идёт' },
  done: { uk: 'завершено', en: 'done', ru: 'завершено' },
  refused: { uk: 'відмовлено', en: 'refused', ru: 'отказано' },
  failed: { uk: 'збій', en: 'failed', ru: 'сбой' },
  waiting_approval: { uk: 'чекає схвалення', en: 'waits for approval', ru: 'ждёт одобрения' },
  declined: { uk: 'відхилено', en: 'declined', ru: 'отклонено' },
  replaced: { uk: 'замінено новішим', en: 'replaced by a newer one', ru: 'заменено более новым' },
}

const COUNTS: Record<string, Phrase> = {
  products: { uk: 'товарів', en: 'products', ru: 'товаров' },
  offers: { uk: 'пропозицій', en: 'offers', ru: 'предложений' },
  priceTypes: { uk: 'типів цін', en: 'price types', ru: 'типов цен' },
  warehouses: { uk: 'складів', en: 'warehouses', ru: 'складов' },
  groups: { uk: 'груп', en: 'groups', ru: 'групп' },
  characteristics: { uk: 'характеристик', en: 'characteristics', ru: 'характеристик' },
  deleted: { uk: 'вилучених', en: 'deleted', ru: 'удалённых' },
  withoutPrice: { uk: 'без ціни', en: 'without a price', ru: 'без цены' },
  zeroPrice: { uk: 'з нульовою ціною', en: 'at a price of zero', ru: 'с нулевой ценой' },
  negativeStock: {
    uk: 'з від’ємним залишком',
    en: 'below zero in stock',
    ru: 'с отрицательным остатком',
  },
  hidden: { uk: 'приховано', en: 'hidden', ru: 'скрыто' },
  unknownProduct: {
    uk: 'з невідомим товаром',
    en: 'of an unknown product',
    ru: 'с неизвестным товаром',
  },
  pictures: { uk: 'картинок', en: 'pictures', ru: 'картинок' },
  oddities: { uk: 'дивин', en: 'oddities', ru: 'странностей' },
  quarantined: { uk: 'у карантині', en: 'quarantined', ru: 'в карантине' },
  written: { uk: 'записано', en: 'written', ru: 'записано' },
  unchanged: { uk: 'без змін', en: 'unchanged', ru: 'без изменений' },
  removed: { uk: 'прибрано', en: 'removed', ru: 'убрано' },
  inserted: { uk: 'нових', en: 'new', ru: 'новых' },
  updated: { uk: 'оновлено', en: 'updated', ru: 'обновлено' },
  repeated: { uk: 'повторів', en: 'repeated', ru: 'повторов' },
  moved: { uk: 'перенесено', en: 'moved', ru: 'перенесено' },
  documents: { uk: 'документів', en: 'documents', ru: 'документов' },
  foreignOrders: { uk: 'чужих замовлень', en: 'orders of others', ru: 'чужих заказов' },
  picturesMissing: { uk: 'картинок бракує', en: 'pictures missing', ru: 'картинок не хватает' },
  rows: { uk: 'рядків', en: 'rows', ru: 'строк' },
  sent: { uk: 'замовлень передано', en: 'orders sent', ru: 'заказов передано' },
  taken: { uk: 'прийнято', en: 'taken', ru: 'принято' },
}

const ODDITIES: Record<string, Phrase> = {
  missing_id: { uk: 'немає ідентифікатора', en: 'no id', ru: 'нет идентификатора' },
  missing_name: { uk: 'немає назви', en: 'no name', ru: 'нет названия' },
  duplicate_id: {
    uk: 'повторений ідентифікатор',
    en: 'an id twice',
    ru: 'повторный идентификатор',
  },
  unreadable_number: { uk: 'нечитне число', en: 'unreadable number', ru: 'нечитаемое число' },
  rounded_number: { uk: 'число округлено', en: 'rounded number', ru: 'число округлено' },
  unknown_unit: { uk: 'невідома одиниця', en: 'unknown unit', ru: 'неизвестная единица' },
  unit_without_ratio: {
    uk: 'одиниця без коефіцієнта',
    en: 'unit without a ratio',
    ru: 'единица без коэффициента',
  },
  repeated_unit: { uk: 'повторена одиниця', en: 'a unit twice', ru: 'повторная единица' },
  unknown_currency: { uk: 'невідома валюта', en: 'unknown currency', ru: 'неизвестная валюта' },
  unknown_price_type: {
    uk: 'невідомий тип цін',
    en: 'unknown price type',
    ru: 'неизвестный тип цен',
  },
  unknown_warehouse: { uk: 'невідомий склад', en: 'unknown warehouse', ru: 'неизвестный склад' },
  unknown_group: { uk: 'невідома група', en: 'unknown group', ru: 'неизвестная группа' },
  unknown_product: { uk: 'невідомий товар', en: 'unknown product', ru: 'неизвестный товар' },
  unknown_vat: { uk: 'невідома ставка ПДВ', en: 'unknown VAT rate', ru: 'неизвестная ставка НДС' },
  negative_stock: { uk: 'від’ємний залишок', en: 'stock below zero', ru: 'отрицательный остаток' },
  negative_price: { uk: 'від’ємна ціна', en: 'price below zero', ru: 'отрицательная цена' },
  zero_price: { uk: 'нульова ціна', en: 'price of zero', ru: 'нулевая цена' },
  without_price: { uk: 'без ціни', en: 'without a price', ru: 'без цены' },
  repeated_price: { uk: 'повторена ціна', en: 'a price twice', ru: 'повторная цена' },
  odd_barcode: { uk: 'дивний штрихкод', en: 'odd barcode', ru: 'странный штрихкод' },
  deleted: { uk: 'вилучено в обліку', en: 'deleted in the ERP', ru: 'удалено в учёте' },
  renamed: { uk: 'перейменовано', en: 'renamed', ru: 'переименовано' },
  repeated_name: { uk: 'повторена назва', en: 'a name twice', ru: 'повторное название' },
  unknown_element: { uk: 'невідомий елемент', en: 'unknown element', ru: 'неизвестный элемент' },
  control_character: { uk: 'недрукований знак', en: 'control character', ru: 'непечатный знак' },
  text_shortened: { uk: 'задовгий текст', en: 'text too long', ru: 'слишком длинный текст' },
  encoding_differs: { uk: 'інше кодування', en: 'another encoding', ru: 'другая кодировка' },
  unreadable_day: { uk: 'нечитна дата', en: 'unreadable day', ru: 'нечитаемая дата' },
  sum_differs: { uk: 'сума не сходиться', en: 'the sum differs', ru: 'сумма не сходится' },
  foreign_file: { uk: 'сторонній файл', en: 'foreign file', ru: 'посторонний файл' },
  nameless: { uk: 'без назви', en: 'nameless', ru: 'без названия' },
  without_vat: { uk: 'без ПДВ', en: 'without VAT', ru: 'без НДС' },
  price_currency: {
    uk: 'ціна в іншій валюті',
    en: 'price in another currency',
    ru: 'цена в другой валюте',
  },
  price_type_rekeyed: {
    uk: 'тип цін змінив ідентифікатор',
    en: 'price type with a new id',
    ru: 'тип цен сменил идентификатор',
  },
  warehouse_rekeyed: {
    uk: 'склад змінив ідентифікатор',
    en: 'warehouse with a new id',
    ru: 'склад сменил идентификатор',
  },
  picture_missing: { uk: 'немає картинки', en: 'picture missing', ru: 'нет картинки' },
  picture_unnamed: {
    uk: 'картинку ніхто не називає',
    en: 'picture nobody names',
    ru: 'картинку никто не называет',
  },
  too_many_oddities: {
    uk: 'дивин забагато',
    en: 'too many oddities',
    ru: 'слишком много странностей',
  },
  status_unknown: {
    uk: 'невідомий стан замовлення',
    en: 'unknown status of an order',
    ru: 'неизвестное состояние заказа',
  },
  status_wordless: {
    uk: 'стан без назви',
    en: 'status without a word',
    ru: 'состояние без названия',
  },
  status_refused: { uk: 'стан не прийнято', en: 'status refused', ru: 'состояние не принято' },
}

const REFUSALS: Record<string, Phrase> = {
  waiting_approval: {
    uk: 'Зникло б забагато товарів: вивантаження чекає схвалення',
    en: 'Too many products would go: the upload waits for approval',
    ru: 'Исчезло бы слишком много товаров: выгрузка ждёт одобрения',
  },
  not_xml: {
    uk: 'Файл не читається як XML',
    en: 'The file is no XML',
    ru: 'Файл не читается как XML',
  },
  not_commerceml: {
    uk: 'Це не файл CommerceML',
    en: 'This is no CommerceML file',
    ru: 'Это не файл CommerceML',
  },
  empty: { uk: 'Файл порожній', en: 'The file is empty', ru: 'Файл пуст' },
  failed: {
    uk: 'Стався збій: нічого не записано',
    en: 'It failed: nothing was written',
    ru: 'Произошёл сбой: ничего не записано',
  },
  refused: { uk: 'Відмовлено', en: 'Refused', ru: 'Отказано' },
  malformed: {
    uk: 'XML пошкоджено: файл не читається далі',
    en: 'The XML is broken: the file cannot be read further',
    ru: 'XML повреждён: файл не читается дальше',
  },
  cut: {
    uk: 'Файл обірвано: немає кінця',
    en: 'The file is cut: its end is missing',
    ru: 'Файл оборван: нет конца',
  },
  unreadable: {
    uk: 'Архів пошкоджено або не читається',
    en: 'The archive is broken or cannot be read',
    ru: 'Архив повреждён или не читается',
  },
  doctype: {
    uk: 'Файл містить DOCTYPE: такі файли небезпечні',
    en: 'The file holds a DOCTYPE: such files are not safe',
    ru: 'Файл содержит DOCTYPE: такие файлы небезопасны',
  },
  unsafe_name: {
    uk: 'В архіві файл із небезпечною назвою',
    en: 'The archive holds a file with an unsafe name',
    ru: 'В архиве файл с небезопасным именем',
  },
  file_too_large: {
    uk: 'Файл завеликий або надто розростається з архіву',
    en: 'The file is too large, or grows too much when unpacked',
    ru: 'Файл слишком большой или слишком разрастается из архива',
  },
  too_many_files: {
    uk: 'Файлів забагато',
    en: 'There are too many files',
    ru: 'Файлов слишком много',
  },
  too_many_records: {
    uk: 'Записів забагато',
    en: 'There are too many records',
    ru: 'Записей слишком много',
  },
  wrong_encoding: {
    uk: 'Кодування не те, що заявлено у файлі',
    en: 'The encoding is not the one the file declares',
    ru: 'Кодировка не та, что заявлена в файле',
  },
  unknown_encoding: {
    uk: 'Невідоме кодування',
    en: 'Unknown encoding',
    ru: 'Неизвестная кодировка',
  },
  purged: {
    uk: 'Цих файлів уже не збережено',
    en: 'These files are kept no more',
    ru: 'Эти файлы уже не хранятся',
  },
  interrupted: {
    uk: 'Перервано: нічого не записано',
    en: 'It was interrupted: nothing was written',
    ru: 'Прервано: ничего не записано',
  },
}

const said = (names: Record<string, Phrase>) => (code: string, language: Language) =>
  names[code]?.[language] ?? code

export const runStatus = said(STATUSES)
export const runCount = said(COUNTS)
export const oddityName = said(ODDITIES)
export const refusalName = said(REFUSALS)

const NAME_CHARS_SHOWN = 40

/** The first file of a run and how many more there are: an ERP's names are long and many. */
export function filesShort(source: string): string {
  const [first = '', ...others] = source.split(', ')
  const name = first.length > NAME_CHARS_SHOWN ? `${first.slice(0, NAME_CHARS_SHOWN)}…` : first
  return others.length > 0 ? `${name} + ${others.length}` : name
}
