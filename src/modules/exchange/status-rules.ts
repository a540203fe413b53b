import type { Status } from '../ordering/contract.ts'
import type { ErpLine } from '../ordering/ordering.ts'
import type { DocumentLine } from './commerceml/records.ts'

/** Words by which ERPs of the CommerceML family name an order's state, in Russian and Ukrainian. */
const WORDS: [beginning: string, status: Status][] = [
  ['отмен', 'cancelled'],
  ['скасов', 'cancelled'],
  ['анулю', 'cancelled'],
  ['аннул', 'cancelled'],
  ['отклон', 'rejected'],
  ['відхил', 'rejected'],
  ['частично достав', 'partly_delivered'],
  ['частково достав', 'partly_delivered'],
  ['достав', 'delivered'],
  ['выполнен', 'delivered'],
  ['викона', 'delivered'],
  ['отгруж', 'shipped'],
  ['відвантаж', 'shipped'],
  ['в пути', 'shipped'],
  ['у дорозі', 'shipped'],
  ['комплект', 'picking'],
  ['собира', 'picking'],
  ['сбор', 'picking'],
  ['збира', 'picking'],
  ['к отгрузке', 'picking'],
  ['до відвантаження', 'picking'],
  ['подтвержд', 'confirmed'],
  ['підтвердж', 'confirmed'],
  ['согласован', 'confirmed'],
  ['узгоджен', 'confirmed'],
  ['к обеспечению', 'confirmed'],
  ['в работе', 'confirmed'],
  ['в роботі', 'confirmed'],
  ['принят', 'confirmed'],
  ['прийнят', 'confirmed'],
]

export type Told = {
  statusWord: string | null
  cancelled: boolean
  shippedAt: string | null
  posted: boolean | null
}

/** The state an ERP's document tells; null: it tells none that we know. */
export function statusTold(told: Told): Status | null {
  if (told.cancelled) return 'cancelled'
  const word = told.statusWord?.toLowerCase().replace(/ё/g, 'е').trim() ?? ''
  const known = WORDS.find(([beginning]) => word.startsWith(beginning))
  if (known) return known[1]
  if (told.shippedAt) return 'shipped'
  return told.posted ? 'confirmed' : null
}

type ToldLine = Pick<
  DocumentLine,
  'id' | 'productId' | 'characteristicId' | 'unit' | 'quantityMilli' | 'sumMinor' | 'service'
>

/** What an ERP's document ships, in the words of our order: goods only, by the code we told it. */
export const linesTold = ({ lines }: { lines: ToldLine[] }): ErpLine[] =>
  lines.flatMap(({ id, unit, quantityMilli, sumMinor, service }) =>
    id === null || service
      ? []
      : [{ productCode: id, unitCode: unit?.word ?? null, quantityMilli, sumMinor }],
  )
