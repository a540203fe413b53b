import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import iconv from 'iconv-lite'
import { divideHalfUp, lineMinor } from '../../../platform/money.ts'
import { DOCUMENT, ROOT, STATUS_WORDS, TOLD_REQUISITES, UNIT_ATTRIBUTES } from './dictionary.ts'
import { writeDecimal } from './number-rules.ts'
import { type OrdersEncoding, type XmlWriter, xmlWriter } from './xml-text.ts'

/** A line with the sum that the shop pays: VAT included, discounts taken off. */
export type OrderLineToWrite = {
  productCode: string
  name: string
  article?: string | null
  unitCode: string
  /** The base unit and how many of it one ordered unit holds; the ordered unit itself when absent. */
  baseUnitCode?: string
  unitNumerator?: number
  unitDenominator?: number
  quantityMilli: number
  unitPriceE4: number
  totalMinor: number
  vatBp: number
  vatMinor: number
}

export type OrderToWrite = {
  id: string
  number: string
  version: number
  /** Local time of the distributor, YYYY-MM-DDTHH:MM:SS. */
  placedAt: string
  currency: string
  totalMinor: number
  status: string
  channel: string
  deliveryDay: string
  note: string
  paymentForm: string
  outletCode: string
  outletName: string
  outletAddress: string
  payerCode: string
  payerName: string
  payerTaxId: string | null
  warehouseCode: string
  lines: readonly OrderLineToWrite[]
}

const SCHEMA_VERSION = '2.08'

/** Orders as one CommerceML document, as `type=sale&mode=query` answers; amounts are exact. */
export const writeOrders = (
  orders: readonly OrderToWrite[],
  encoding: OrdersEncoding = 'utf-8',
): string => [...piecesOf(orders, encoding)].join('')

/** The same as bytes of the charset, order by order, as slowly as the stream takes them. */
export const streamOrders = (
  stream: Writable,
  orders: readonly OrderToWrite[],
  encoding: OrdersEncoding = 'utf-8',
): Promise<void> => pipeline(Readable.from(bytesOf(orders, encoding)), stream)

function* bytesOf(orders: readonly OrderToWrite[], encoding: OrdersEncoding): Generator<Buffer> {
  for (const piece of piecesOf(orders, encoding)) yield iconv.encode(piece, encoding)
}

function* piecesOf(orders: readonly OrderToWrite[], encoding: OrdersEncoding): Generator<string> {
  const xml = xmlWriter(encoding)
  // As new as its newest order: the same orders are the same bytes.
  const formedAt =
    orders
      .map(({ placedAt }) => placedAt)
      .sort()
      .at(-1) ?? ''
  yield `<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : encoding}"?>\n`
  yield `<${ROOT} ВерсияСхемы="${SCHEMA_VERSION}" ДатаФормирования="${formedAt}">\n`
  for (const order of orders) yield `${documentOf(order, xml)}\n`
  yield `</${ROOT}>\n`
}

function documentOf(order: OrderToWrite, xml: XmlWriter): string {
  const [day = '', time = ''] = order.placedAt.split('T')
  const vatMinor = order.lines.reduce((sum, line) => sum + line.vatMinor, 0)
  return xml.block(DOCUMENT, [
    xml.element('Ид', order.id),
    xml.element('НомерВерсии', String(order.version)),
    xml.element('Номер', order.number),
    xml.element('Дата', day),
    xml.element('Время', time),
    xml.element('ХозОперация', 'Заказ товара'),
    xml.element('Роль', 'Продавец'),
    xml.element('Валюта', order.currency),
    xml.element('Курс', '1'),
    xml.element('Сумма', sum(order.totalMinor)),
    xml.block('Контрагенты', [payerOf(order, xml)]),
    xml.element('Комментарий', order.note),
    xml.block('Налоги', [taxOf(vatMinor, xml)]),
    xml.block(
      'Товары',
      order.lines.map((line) => lineOf(line, xml)),
    ),
    xml.block('ЗначенияРеквизитов', requisitesOf(order, xml)),
  ])
}

function payerOf(order: OrderToWrite, xml: XmlWriter): string {
  const { payerTaxId, outletAddress } = order
  // Eight digits are a company's code (ЕДРПОУ), ten a person's.
  const taxElement = payerTaxId?.length === 8 ? 'ОКПО' : 'ИНН'
  return xml.block('Контрагент', [
    xml.element('Ид', order.payerCode),
    xml.element('Наименование', order.payerName),
    xml.element('ПолноеНаименование', order.payerName),
    xml.element(taxElement, payerTaxId),
    outletAddress
      ? xml.block('АдресРегистрации', [xml.element('Представление', outletAddress)])
      : '',
    xml.element('Роль', 'Покупатель'),
  ])
}

const taxOf = (vatMinor: number, xml: XmlWriter, vatBp?: number): string =>
  xml.block('Налог', [
    xml.element('Наименование', 'НДС'),
    xml.element('УчтеноВСумме', 'true'),
    xml.element('Сумма', sum(vatMinor)),
    vatBp === undefined ? '' : xml.element('Ставка', writeDecimal(vatBp, 2)),
  ])

function lineOf(line: OrderLineToWrite, xml: XmlWriter): string {
  const goods = { ВидНоменклатуры: 'Товар', ТипНоменклатуры: 'Товар' }
  return xml.block('Товар', [
    xml.element('Ид', line.productCode),
    xml.element('Артикул', line.article ?? null),
    xml.element('Наименование', line.name),
    baseUnitOf(line.baseUnitCode ?? line.unitCode, xml),
    xml.block('СтавкиНалогов', [
      xml.block('СтавкаНалога', [
        xml.element('Наименование', 'НДС'),
        xml.element('Ставка', writeDecimal(line.vatBp, 2)),
      ]),
    ]),
    xml.block('ЗначенияРеквизитов', namedValues(goods, xml)),
    xml.element('ЦенаЗаЕдиницу', writeDecimal(priceE4(line), 4, 2)),
    xml.element('Количество', writeDecimal(line.quantityMilli, 3)),
    xml.element('Сумма', sum(line.totalMinor)),
    xml.element('Единица', line.unitCode),
    xml.element('Коэффициент', coefficientOf(line)),
    xml.block('Налоги', [taxOf(line.vatMinor, xml, line.vatBp)]),
  ])
}

function baseUnitOf(word: string, xml: XmlWriter): string {
  const [code, full, international] = UNIT_ATTRIBUTES[word] ?? []
  const attributes = {
    ...(code && { Код: code }),
    НаименованиеПолное: full ?? word,
    ...(international && { МеждународноеСокращение: international }),
  }
  return xml.block('БазоваяЕдиница', [xml.text(word)], attributes)
}

// The price that makes the sum: lists may be without VAT, and lines may carry discounts.
function priceE4({ unitPriceE4, quantityMilli, totalMinor }: OrderLineToWrite): number {
  if (lineMinor(unitPriceE4, quantityMilli) === totalMinor || quantityMilli === 0) {
    return unitPriceE4
  }
  return Number(divideHalfUp(BigInt(totalMinor) * 100_000n, BigInt(quantityMilli)))
}

function coefficientOf({ unitNumerator = 1, unitDenominator = 1 }: OrderLineToWrite): string {
  const micro = divideHalfUp(BigInt(unitNumerator) * 1_000_000n, BigInt(unitDenominator))
  return writeDecimal(Number(micro), 6)
}

function requisitesOf(order: OrderToWrite, xml: XmlWriter): string[] {
  const cancelled = order.status === 'cancelled' || order.status === 'rejected'
  return namedValues(
    {
      [TOLD_REQUISITES.status]: STATUS_WORDS[order.status] ?? order.status,
      [TOLD_REQUISITES.cancelled]: String(cancelled),
      [TOLD_REQUISITES.deliveryDay]: order.deliveryDay,
      [TOLD_REQUISITES.channel]: order.channel,
      [TOLD_REQUISITES.paymentForm]: order.paymentForm,
      [TOLD_REQUISITES.warehouse]: order.warehouseCode,
      [TOLD_REQUISITES.outletCode]: order.outletCode,
      [TOLD_REQUISITES.outletName]: order.outletName,
      [TOLD_REQUISITES.address]: order.outletAddress,
    },
    xml,
  )
}

const namedValues = (values: Record<string, string>, xml: XmlWriter): string[] =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) =>
      xml.block('ЗначениеРеквизита', [
        xml.element('Наименование', name),
        xml.element('Значение', value),
      ]),
    )

const sum = (minor: number) => writeDecimal(minor, 2, 2)
