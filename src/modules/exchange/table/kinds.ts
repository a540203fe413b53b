import type { Kind } from './mapping.ts'

/** How a field's cell is read. */
export type FieldType =
  | 'text'
  | 'code'
  | 'quantity'
  | 'money'
  | 'amount'
  | 'price'
  | 'percent'
  | 'integer'
  | 'latitude'
  | 'longitude'
  | 'day'
  | 'moment'
  | 'asAt'
  | 'month'
  | 'yesNo'
  | 'weekdays'
  | 'phone'
  | 'barcodes'
  | 'taxId'
  | 'gln'
  | 'choice'
export type Field = {
  type: FieldType
  /** A row without it is quarantined. */
  required?: true
  /** A cell that cannot be read is reported and left empty; elsewhere the row is quarantined. */
  soft?: true
  /** One column of many: price:RETAIL, quantity:MAIN, agent:TEAM. */
  many?: true
  choices?: Record<string, string>
}

const text: Field = { type: 'text' }
const code: Field = { type: 'code' }
const money: Field = { type: 'money' }
/** Money that is never below zero. */
const amount: Field = { type: 'amount' }
const day: Field = { type: 'day' }
/** A moment; a day alone is its beginning. */
const asAt: Field = { type: 'asAt' }
const yesNo: Field = { type: 'yesNo' }
const required = <F extends Field>(field: F) => ({ ...field, required: true as const })
const soft = <F extends Field>(field: F) => ({ ...field, soft: true as const })

const PAYMENT_FORMS = {
  готівка: 'cash',
  нал: 'cash',
  наличные: 'cash',
  cash: 'cash',
  безготівка: 'cashless',
  безнал: 'cashless',
  безналичный: 'cashless',
  безготівковий: 'cashless',
  cashless: 'cashless',
  передоплата: 'prepaid',
  предоплата: 'prepaid',
  prepaid: 'prepaid',
}
const PAYER_KINDS = {
  фоп: 'sole_trader',
  фізособа: 'sole_trader',
  ип: 'sole_trader',
  sole_trader: 'sole_trader',
  тов: 'legal',
  юрособа: 'legal',
  ооо: 'legal',
  legal: 'legal',
}
const CLASSES = { A: 'A', B: 'B', C: 'C', D: 'D', А: 'A', В: 'B', С: 'C' }
const DOCUMENTS = {
  order: 'order',
  замовлення: 'order',
  реалізація: 'order',
  заказ: 'order',
  реализация: 'order',
  return: 'return',
  повернення: 'return',
  возврат: 'return',
}
const STATUSES = {
  delivered: 'delivered',
  доставлено: 'delivered',
  виконано: 'delivered',
  cancelled: 'cancelled',
  скасовано: 'cancelled',
  отменен: 'cancelled',
}
const RETURN_KINDS = {
  wrong_or_damaged: 'wrong_or_damaged',
  брак: 'wrong_or_damaged',
  пересорт: 'wrong_or_damaged',
  expired_or_swap: 'expired_or_swap',
  термін: 'expired_or_swap',
  refused_at_door: 'refused_at_door',
  відмова: 'refused_at_door',
  unsold_promotion: 'unsold_promotion',
  акція: 'unsold_promotion',
}
const MEASURES = {
  value: 'value',
  сума: 'value',
  quantity: 'quantity',
  кількість: 'quantity',
  active_outlets: 'active_outlets',
  акб: 'active_outlets',
  lines: 'lines',
  рядки: 'lines',
  collected: 'collected',
  оплати: 'collected',
  new_outlets: 'new_outlets',
}

/** The fields of each kind of table. */
export const FIELDS: Record<Kind, Record<string, Field>> = {
  products: {
    code: required(code),
    article: code,
    name: required(text),
    nameEn: text,
    nameRu: text,
    category: text,
    brand: text,
    manufacturer: text,
    team: code,
    vat: { type: 'percent' },
    unit: { type: 'text' },
    pack: { type: 'text' },
    packSize: { type: 'quantity' },
    minimum: { type: 'quantity' },
    multiple: { type: 'quantity' },
    barcode: soft({ type: 'barcodes' }),
    packBarcode: soft({ type: 'barcodes' }),
    weight: soft({ type: 'quantity' }),
    shelfLife: soft({ type: 'integer' }),
    launchDay: soft(day),
    published: yesNo,
  },
  outlets: {
    code: required(code),
    name: required(text),
    address: text,
    city: text,
    latitude: soft({ type: 'latitude' }),
    longitude: soft({ type: 'longitude' }),
    type: text,
    class: { type: 'choice', choices: CLASSES },
    priceZone: code,
    gln: soft({ type: 'gln' }),
    owner: text,
    closed: yesNo,
    zone: code,
    weekdays: { type: 'weekdays' },
    agent: { ...text, many: true },
  },
  payers: {
    code: required(code),
    name: required(text),
    kind: { type: 'choice', choices: PAYER_KINDS },
    taxId: soft({ type: 'taxId' }),
    vatPayer: yesNo,
    owner: text,
    outlet: code,
    phone: soft({ type: 'phone' }),
    from: day,
  },
  contracts: {
    code: required(code),
    payer: required(code),
    sellingEntity: code,
    team: code,
    paymentForm: { type: 'choice', choices: PAYMENT_FORMS },
    deferral: { type: 'integer' },
    limit: money,
    minimum: money,
    priceList: code,
    from: day,
    to: day,
  },
  prices: {
    product: required(code),
    productName: text,
    list: code,
    unit: text,
    fromQuantity: { type: 'quantity' },
    from: day,
    to: day,
    price: required({ type: 'price', many: true }),
  },
  stock: {
    product: required(code),
    productName: text,
    warehouse: code,
    quantity: required({ type: 'quantity', many: true }),
    expected: { type: 'quantity' },
  },
  'order-lines': {
    number: required(code),
    lineNumber: { type: 'integer' },
    document: { type: 'choice', choices: DOCUMENTS },
    returnKind: { type: 'choice', choices: RETURN_KINDS },
    day: required({ type: 'moment' }),
    deliveryDay: day,
    outlet: required(code),
    outletName: text,
    product: required(code),
    productName: text,
    unit: text,
    quantity: required({ type: 'quantity' }),
    delivered: { type: 'quantity' },
    price: { type: 'price' },
    total: money,
    vat: { type: 'percent' },
    warehouse: code,
    contract: code,
    sellingEntity: code,
    agent: text,
    author: text,
    attribute: text,
    status: { type: 'choice', choices: STATUSES },
  },
  plans: {
    agent: required(text),
    month: required({ type: 'month' }),
    measure: { type: 'choice', choices: MEASURES },
    scope: code,
    target: required({ type: 'price', many: true }),
  },
  balances: {
    contract: code,
    payer: code,
    asAt: required(asAt),
    debt: required(money),
    overdue: amount,
  },
  invoices: {
    number: required(code),
    contract: code,
    payer: code,
    outlet: code,
    day: required(day),
    dueDay: day,
    total: required(money),
    paid: money,
    asAt,
  },
}
