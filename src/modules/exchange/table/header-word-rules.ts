import type { Kind } from './mapping.ts'

/**
 * What headers are called, by field: beginnings of words, the likeliest phrase first, as
 * Ukrainian, Russian and English tables write them.
 */
type Words = Record<string, string[]>

const PRODUCT_CODE = [
  ...['код товар', 'код номенклатур', 'код', 'артикул', 'product code', 'item code', 'item number'],
  ...['sku', 'code', 'article', 'product id', 'номенклатурн номер', 'товар код', 'product', 'item'],
]
const PRODUCT_NAME = [
  ...['назв товар', 'найменуван товар', 'наименован товар', 'назван товар', 'номенклатур', 'товар'],
  ...[
    'product name',
    'item name',
    'item description',
    'найменуван',
    'наименован',
    'назв',
    'назван',
  ],
  ...['description', 'продукц', 'name', 'позиц'],
]
const OUTLET_CODE = [
  ...[
    'код точк',
    'код тт',
    'код магазин',
    'код клієнт',
    'код клиент',
    'outlet code',
    'store number',
  ],
  ...[
    'код',
    'code',
    'outlet',
    'store code',
    'точк код',
    'тт',
    'торгов точк',
    'точк',
    'customer code',
  ],
]
const PAYER_CODE = [
  ...['код платник', 'код контрагент', 'код плательщик', 'код клієнт', 'код клиент', 'payer code'],
  ...['контрагент код', 'customer code', 'платник', 'плательщик', 'контрагент', 'payer'],
]
const CONTRACT = [
  ...['код договор', 'код договір', 'номер договор', '№ договор', 'договір', 'договор', 'контракт'],
  ...['contract code', 'contract'],
]
const UNIT = ['од вим', 'один вимір', 'одиниц', 'ед изм', 'единиц', 'од', 'ед', 'unit', 'uom']
const WAREHOUSE = ['склад', 'код склад', 'warehouse', 'stock location']
const QUANTITY = [
  ...['кількість', 'к сть', 'кіл ть', 'количеств', 'кол во', 'quantity', 'qty', 'кіл', 'кол'],
]
const AGENT = ['торгов представник', 'торгов представител', 'агент', 'тп', 'менеджер', 'agent']
const SELLER = ['організац', 'организац', 'юрособ', 'постачальник', 'selling entity', 'seller']
const DAY = ['дат', 'день', 'date', 'day']
const FROM = [
  'діє з',
  'действ с',
  'дата початк',
  'дата начал',
  'valid from',
  'from',
  'з дат',
  'с дат',
]
const TO = ['діє до', 'действ до', 'дата закінч', 'дата оконч', 'valid to', 'until', 'по дат']
const OWNER = ['власник', 'владелец', 'owner', 'мереж', 'сеть', 'chain']
const OVERDUE = ['простроч', 'просроч', 'overdue']
const AS_AT = ['станом на', 'по состоян', 'на дат', 'as at', 'as of', 'дат', 'date']
const TOTAL = ['сум з пдв', 'сум с ндс', 'разом', 'всього', 'итог', 'сум', 'total', 'amount', 'sum']
const VAT = ['пдв', 'ставк пдв', 'ндс', 'ставк ндс', 'vat', 'tax rate']

const products: Words = {
  code: PRODUCT_CODE.slice(0, -2),
  article: ['артикул', 'article', 'артикул виробник', 'артикул производител'],
  name: PRODUCT_NAME,
  nameEn: ['назв англ', 'name en', 'english name', 'назван англ'],
  nameRu: ['назв рос', 'name ru', 'russian name', 'назван рус'],
  category: ['груп товар', 'категор', 'груп', 'category', 'group', 'вид товар'],
  brand: ['бренд', 'торгов марк', 'тм', 'brand', 'марк'],
  manufacturer: ['виробник', 'производител', 'manufacturer', 'vendor'],
  team: ['команд', 'team'],
  vat: VAT,
  unit: UNIT,
  pack: ['упаковк', 'тар', 'вид упаковк', 'pack unit', 'пакован'],
  packSize: [
    ...[
      'в ящик',
      'кількість в упаков',
      'шт в ящик',
      'в упаков',
      'кратн упаков',
      'количеств в упаков',
    ],
    ...['pack size', 'per case', 'units per case', 'case size', 'pack'],
  ],
  minimum: ['мінім', 'миним', 'minimum', 'min order', 'moq'],
  multiple: ['кратн', 'multiple'],
  barcode: ['штрихкод', 'штрих код', 'ean', 'gtin', 'upc', 'barcode', 'шк'],
  packBarcode: ['штрихкод ящик', 'штрихкод упаков', 'case barcode', 'scc', 'pack barcode'],
  weight: ['ваг', 'вес', 'маса', 'масс', 'weight', 'вага брутто', 'вес брутто'],
  shelfLife: ['термін придатн', 'строк придатн', 'срок годн', 'shelf life'],
  launchDay: ['дата вводу', 'дата введен', 'launch', 'list date', 'новинк'],
  published: ['показув', 'публік', 'активн', 'published', 'active', 'публик'],
}

const outlets: Words = {
  code: OUTLET_CODE,
  name: [
    ...['назв точк', 'назв тт', 'назв магазин', 'торгов точк', 'назв', 'назван', 'найменуван'],
    ...['наименован', 'outlet name', 'store name', 'name', 'точк', 'клієнт', 'клиент', 'магазин'],
  ],
  address: ['адрес доставк', 'адрес', 'delivery address', 'address', 'street'],
  city: ['місто', 'город', 'населен пункт', 'city', 'town'],
  latitude: ['широт', 'latitude', 'lat'],
  longitude: ['довгот', 'долгот', 'longitude', 'lon', 'lng'],
  type: ['тип точк', 'тип тт', 'тип', 'формат', 'outlet type', 'type', 'канал'],
  class: ['клас', 'класс', 'категор', 'class', 'abc'],
  priceZone: ['цінов зон', 'ценов зон', 'price zone'],
  gln: ['gln'],
  owner: OWNER,
  closed: ['закрит', 'закрыт', 'closed'],
  zone: ['зон доставк', 'маршрут', 'зон', 'delivery zone', 'zone', 'route'],
  weekdays: ['дні доставк', 'дни доставк', 'день доставк', 'день тижн', 'weekday', 'delivery day'],
  agent: AGENT,
}

const payers: Words = {
  code: [...PAYER_CODE.slice(0, 6), 'код', 'code', ...PAYER_CODE.slice(6)],
  name: [
    ...['назв платник', 'назв контрагент', 'контрагент', 'платник', 'плательщик', 'назв', 'назван'],
    ...[
      'найменуван',
      'наименован',
      'payer name',
      'legal name',
      'company',
      'name',
      'клієнт',
      'клиент',
    ],
  ],
  kind: ['вид платник', 'форм власн', 'тип', 'вид', 'kind', 'type'],
  taxId: [
    'єдрпоу',
    'едрпоу',
    'окпо',
    'ідентифікац код',
    'іпн',
    'рнокпп',
    'инн',
    'tax id',
    'edrpou',
  ],
  vatPayer: ['платник пдв', 'плательщик ндс', 'vat payer'],
  owner: OWNER,
  outlet: OUTLET_CODE.filter((phrase) => phrase !== 'код' && phrase !== 'code'),
  phone: ['телефон', 'тел', 'phone', 'mobile'],
  from: FROM,
}

const contracts: Words = {
  code: [...CONTRACT, 'код', 'code', 'номер', '№', 'number'],
  payer: [...PAYER_CODE, 'клієнт', 'клиент', 'customer'],
  sellingEntity: SELLER,
  team: ['команд', 'team'],
  paymentForm: ['форм оплат', 'payment form', 'вид оплат', 'payment'],
  deferral: ['відстроч', 'отсроч', 'днів оплат', 'deferral', 'payment days', 'credit days'],
  limit: ['кредитн ліміт', 'кредитн лимит', 'ліміт', 'лимит', 'credit limit', 'limit'],
  minimum: ['мінім', 'миним', 'minimum'],
  priceList: ['прайс', 'вид цін', 'тип цін', 'вид цен', 'тип цен', 'price list', 'price type'],
  from: FROM,
  to: TO,
}

const prices: Words = {
  list: ['прайс лист', 'прайс', 'вид цін', 'тип цін', 'вид цен', 'тип цен', 'price list', 'list'],
  product: PRODUCT_CODE,
  productName: PRODUCT_NAME,
  unit: UNIT,
  fromQuantity: ['від кількост', 'от количеств', 'кількість від', 'from quantity', 'min qty'],
  from: FROM,
  to: TO,
  price: ['ціна з пдв', 'цена с ндс', 'цін', 'цен', 'price', 'вартіст', 'стоимост', 'тариф'],
}

const stock: Words = {
  product: PRODUCT_CODE,
  productName: PRODUCT_NAME,
  warehouse: WAREHOUSE,
  quantity: [
    'залишок',
    'остаток',
    'вільн залишок',
    'свободн остаток',
    'on hand',
    'stock',
    ...QUANTITY,
  ],
  expected: ['очіку', 'ожида', 'в дороз', 'в пути', 'expected', 'in transit'],
}

const orderLines: Words = {
  number: [
    'номер документ',
    'номер замовлен',
    '№ документ',
    'документ',
    'номер заказ',
    'invoice',
    'номер',
  ],
  lineNumber: ['рядок', 'номер рядк', 'строк', 'line'],
  document: ['вид документ', 'тип документ', 'document type'],
  returnKind: ['причин поверн', 'причин возврат', 'return reason'],
  day: DAY,
  deliveryDay: ['дат доставк', 'дат відвантаж', 'дат отгрузк', 'delivery date'],
  outlet: OUTLET_CODE.filter((phrase) => phrase !== 'код' && phrase !== 'code'),
  outletName: [
    'назв точк',
    'назв магазин',
    'торгов точк',
    'store name',
    'outlet name',
    'клієнт',
    'клиент',
  ],
  product: PRODUCT_CODE,
  productName: PRODUCT_NAME,
  unit: UNIT,
  quantity: QUANTITY,
  delivered: ['відвантажен', 'доставлен', 'отгружен', 'delivered', 'shipped'],
  price: prices.price ?? [],
  total: TOTAL,
  vat: VAT,
  warehouse: WAREHOUSE,
  contract: CONTRACT,
  sellingEntity: SELLER,
  agent: AGENT,
  author: ['автор', 'користувач', 'пользовател', 'author', 'created by'],
  attribute: ['ознак', 'признак', 'джерел', 'источник', 'channel', 'attribute'],
  status: ['статус', 'стан', 'состоян', 'status', 'state'],
}

const plans: Words = {
  agent: AGENT,
  month: ['місяц', 'месяц', 'період', 'период', 'month', 'period'],
  measure: ['показник', 'показател', 'measure', 'kpi'],
  scope: ['команд', 'бренд', 'scope', 'team'],
  target: ['план', 'ціль', 'цель', 'target', 'plan'],
}

const balances: Words = {
  contract: CONTRACT,
  payer: [...PAYER_CODE, 'клієнт', 'клиент', 'customer'],
  asAt: AS_AT,
  debt: ['борг', 'заборгован', 'долг', 'задолжен', 'сальдо', 'debt', 'balance', 'сум', 'залишок'],
  overdue: OVERDUE,
}

const invoices: Words = {
  number: [
    'номер накладн',
    'номер документ',
    '№ накладн',
    'накладн',
    'номер',
    'документ',
    'invoice',
  ],
  contract: CONTRACT,
  payer: [...PAYER_CODE, 'клієнт', 'клиент', 'customer'],
  outlet: OUTLET_CODE.filter((phrase) => phrase !== 'код' && phrase !== 'code'),
  day: DAY,
  dueDay: ['термін оплат', 'дат оплат', 'строк оплат', 'срок оплат', 'сплатит до', 'due'],
  total: TOTAL,
  paid: ['оплачен', 'сплачен', 'paid'],
  asAt: AS_AT.slice(0, -2),
}

/** The words of headers, by kind of table and field. */
export const HEADER_WORDS: Record<Kind, Words> = {
  ...{ products, outlets, payers, contracts, prices, stock, plans, balances, invoices },
  'order-lines': orderLines,
}
