import type { Language, Phrase } from '../../../../src/platform/language.ts'

type Three = [uk: string, en: string, ru: string]

const KINDS: Record<string, Three> = {
  products: ['Товари', 'Products', 'Товары'],
  prices: ['Ціни', 'Prices', 'Цены'],
  stock: ['Залишки', 'Stock', 'Остатки'],
  outlets: ['Торгові точки', 'Outlets', 'Торговые точки'],
  payers: ['Платники', 'Payers', 'Плательщики'],
  contracts: ['Договори', 'Contracts', 'Договоры'],
  balances: ['Борги', 'Balances', 'Долги'],
  invoices: ['Накладні', 'Invoices', 'Накладные'],
  'order-lines': ['Рядки замовлень', 'Order lines', 'Строки заказов'],
  plans: ['Плани', 'Plans', 'Планы'],
}

const FIELDS: Record<string, Three> = {
  code: ['Код', 'Code', 'Код'],
  article: ['Артикул', 'Article', 'Артикул'],
  name: ['Назва', 'Name', 'Название'],
  nameEn: ['Назва англійською', 'Name in English', 'Название на английском'],
  nameRu: ['Назва російською', 'Name in Russian', 'Название на русском'],
  category: ['Група', 'Group', 'Группа'],
  brand: ['Бренд', 'Brand', 'Бренд'],
  manufacturer: ['Виробник', 'Manufacturer', 'Производитель'],
  team: ['Команда', 'Team', 'Команда'],
  vat: ['ПДВ, %', 'VAT, %', 'НДС, %'],
  unit: ['Одиниця', 'Unit', 'Единица'],
  pack: ['Упаковка', 'Pack', 'Упаковка'],
  packSize: ['В упаковці', 'In a pack', 'В упаковке'],
  minimum: ['Мінімум', 'Minimum', 'Минимум'],
  multiple: ['Кратність', 'Multiple of', 'Кратность'],
  barcode: ['Штрихкод', 'Barcode', 'Штрихкод'],
  packBarcode: ['Штрихкод упаковки', 'Barcode of the pack', 'Штрихкод упаковки'],
  weight: ['Вага, кг', 'Weight, kg', 'Вес, кг'],
  shelfLife: ['Термін придатності, днів', 'Shelf life, days', 'Срок годности, дней'],
  launchDay: ['День появи', 'Launch day', 'День появления'],
  published: ['Показувати', 'Shown', 'Показывать'],
  address: ['Адреса', 'Address', 'Адрес'],
  city: ['Місто', 'City', 'Город'],
  latitude: ['Широта', 'Latitude', 'Широта'],
  longitude: ['Довгота', 'Longitude', 'Долгота'],
  type: ['Тип', 'Type', 'Тип'],
  class: ['Клас', 'Class', 'Класс'],
  priceZone: ['Цінова зона', 'Price zone', 'Ценовая зона'],
  gln: ['GLN', 'GLN', 'GLN'],
  owner: ['Власник', 'Owner', 'Владелец'],
  closed: ['Закрита', 'Closed', 'Закрыта'],
  zone: ['Зона доставки', 'Delivery zone', 'Зона доставки'],
  weekdays: ['Дні доставки', 'Delivery days', 'Дни доставки'],
  agent: ['Торговий представник', 'Agent', 'Торговый представитель'],
  kind: ['Вид', 'Kind', 'Вид'],
  taxId: ['ЄДРПОУ або РНОКПП', 'Tax number', 'ЕГРПОУ или РНУКН'],
  vatPayer: ['Платник ПДВ', 'Pays VAT', 'Плательщик НДС'],
  outlet: ['Код точки', 'Outlet’s code', 'Код точки'],
  outletName: ['Назва точки', 'Outlet’s name', 'Название точки'],
  phone: ['Телефон', 'Phone', 'Телефон'],
  from: ['Діє з', 'From', 'Действует с'],
  to: ['Діє до', 'Until', 'Действует до'],
  payer: ['Код платника', 'Payer’s code', 'Код плательщика'],
  sellingEntity: ['Продавець', 'Selling entity', 'Продавец'],
  paymentForm: ['Форма оплати', 'Payment form', 'Форма оплаты'],
  deferral: ['Відстрочка, днів', 'Deferral, days', 'Отсрочка, дней'],
  limit: ['Кредитний ліміт', 'Credit limit', 'Кредитный лимит'],
  priceList: ['Прайс', 'Price list', 'Прайс'],
  list: ['Прайс', 'Price list', 'Прайс'],
  product: ['Код товару', 'Product’s code', 'Код товара'],
  productName: ['Назва товару', 'Product’s name', 'Название товара'],
  fromQuantity: ['Від кількості', 'From quantity', 'От количества'],
  price: ['Ціна', 'Price', 'Цена'],
  warehouse: ['Склад', 'Warehouse', 'Склад'],
  quantity: ['Кількість', 'Quantity', 'Количество'],
  expected: ['Очікується', 'Expected', 'Ожидается'],
  number: ['Номер документа', 'Document’s number', 'Номер документа'],
  lineNumber: ['Номер рядка', 'Line number', 'Номер строки'],
  document: ['Вид документа', 'Kind of document', 'Вид документа'],
  returnKind: ['Причина повернення', 'Reason of return', 'Причина возврата'],
  day: ['Дата', 'Day', 'Дата'],
  deliveryDay: ['День доставки', 'Delivery day', 'День доставки'],
  delivered: ['Доставлено', 'Delivered', 'Доставлено'],
  total: ['Сума', 'Sum', 'Сумма'],
  contract: ['Договір', 'Contract', 'Договор'],
  author: ['Автор', 'Author', 'Автор'],
  attribute: ['Ознака каналу', 'Sign of the channel', 'Признак канала'],
  status: ['Стан', 'Status', 'Состояние'],
  month: ['Місяць', 'Month', 'Месяц'],
  measure: ['Показник', 'Measure', 'Показатель'],
  scope: ['Обсяг', 'Scope', 'Область'],
  target: ['План', 'Target', 'План'],
  asAt: ['Станом на', 'As at', 'По состоянию на'],
  debt: ['Борг', 'Debt', 'Долг'],
  overdue: ['Прострочено', 'Overdue', 'Просрочено'],
  dueDay: ['Сплатити до', 'Due day', 'Оплатить до'],
  paid: ['Сплачено', 'Paid', 'Оплачено'],
}

// Columns of our tables that examples of changes name, beside those of an ERP's files.
const CHANGED: Record<string, Three> = {
  valid_to: ['діє до', 'until', 'действует до'],
  expected_milli: ['очікується', 'expected', 'ожидается'],
  debt_minor: ['борг', 'debt', 'долг'],
  overdue_minor: ['прострочено', 'overdue', 'просрочено'],
  total_minor: ['сума', 'sum', 'сумма'],
  paid_minor: ['сплачено', 'paid', 'оплачено'],
  due_day: ['сплатити до', 'due', 'оплатить до'],
  credit_limit_minor: ['ліміт', 'limit', 'лимит'],
  deferral_days: ['відстрочка, днів', 'deferral, days', 'отсрочка, дней'],
  payment_form: ['форма оплати', 'payment form', 'форма оплаты'],
  minimum_minor: ['мінімум', 'minimum', 'минимум'],
  address: ['адреса', 'address', 'адрес'],
  city: ['місто', 'city', 'город'],
  outlet_type: ['тип', 'type', 'тип'],
  class: ['клас', 'class', 'класс'],
  owner: ['власник', 'owner', 'владелец'],
  latitude: ['широта', 'latitude', 'широта'],
  longitude: ['довгота', 'longitude', 'долгота'],
  tax_id: ['податковий номер', 'tax number', 'налоговый номер'],
  kind: ['вид', 'kind', 'вид'],
  vat_payer: ['платник ПДВ', 'pays VAT', 'плательщик НДС'],
  target: ['план', 'target', 'план'],
  names: ['назви', 'names', 'названия'],
  brand_id: ['бренд', 'brand', 'бренд'],
  category_id: ['група', 'group', 'группа'],
  shelf_life_days: ['термін придатності, днів', 'shelf life, days', 'срок годности, дней'],
  launch_day: ['день появи', 'launch day', 'день появления'],
}

const REASONS: Record<string, Three> = {
  empty: ['порожня клітинка', 'an empty cell', 'пустая ячейка'],
  not_a_number: ['не число', 'not a number', 'не число'],
  negative: ['від’ємне', 'below zero', 'отрицательное'],
  out_of_range: ['поза межами', 'out of range', 'вне пределов'],
  not_a_day: ['не дата', 'not a day', 'не дата'],
  not_a_time: ['не час', 'not a time', 'не время'],
  not_yes_or_no: ['не «так» і не «ні»', 'neither yes nor no', 'не «да» и не «нет»'],
  not_a_weekday: ['не день тижня', 'not a weekday', 'не день недели'],
  not_a_choice: ['невідоме слово', 'an unknown word', 'неизвестное слово'],
  not_a_phone: ['не телефон', 'not a phone', 'не телефон'],
  wrong_check_digit: [
    'хибна контрольна цифра',
    'a wrong check digit',
    'неверная контрольная цифра',
  ],
  not_a_barcode: ['не штрихкод', 'not a barcode', 'не штрихкод'],
  not_a_tax_id: ['не податковий номер', 'not a tax number', 'не налоговый номер'],
  too_long: ['задовге', 'too long', 'слишком длинное'],
  unknown_agent: ['невідомий представник', 'an unknown agent', 'неизвестный представитель'],
  unknown_payer: ['невідомий платник', 'an unknown payer', 'неизвестный плательщик'],
  unknown_contract: ['невідомий договір', 'an unknown contract', 'неизвестный договор'],
  several_contracts: ['договорів кілька', 'several contracts', 'договоров несколько'],
  without_contract: ['немає договору', 'no contract', 'нет договора'],
  in_the_future: ['день ще не настав', 'a day to come', 'день ещё не настал'],
  zero_quantity: ['кількість нуль', 'a quantity of zero', 'количество ноль'],
  negative_sum: ['від’ємна сума', 'a sum below zero', 'отрицательная сумма'],
  no_sum: ['немає ані суми, ані ціни', 'neither sum nor price', 'нет ни суммы, ни цены'],
  order_disagrees: ['рядки суперечать', 'the lines disagree', 'строки противоречат'],
  unknown_column: ['Немає такого стовпця', 'There is no such column', 'Нет такого столбца'],
  not_a_table: [
    'Це не таблиця CSV і не книга XLSX',
    'This is neither a CSV table nor an XLSX workbook',
    'Это не таблица CSV и не книга XLSX',
  ],
}

const AT = { uk: 0, en: 1, ru: 2 } as const satisfies Record<Language, number>
const said = (names: Record<string, Three>) => (key: string, language: Language) =>
  names[key]?.[AT[language]]

/** A field as people say it: "Ціна · роздріб" for one of many columns. */
export function fieldWord(key: string, language: Language): string {
  const [name = '', of] = key.split(/:(.*)/su)
  const word = said(FIELDS)(name, language) ?? name
  return of ? `${word} · ${of}` : word
}

export const kindWord = (kind: string, language: Language): string =>
  said(KINDS)(kind, language) ?? kind
/** Undefined where the words of an ERP's files know better. */
export const changedWord = said(CHANGED)
export const reasonWord = said(REASONS)

const phrase = ([uk, en, ru]: Three): Phrase => ({ uk, en, ru })
/** The kinds of tables, the likeliest to be brought first. */
export const KIND_WORDS = Object.entries(KINDS).map(
  ([kind, three]) => [kind, phrase(three)] as const,
)
