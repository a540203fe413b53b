import type { OrderRow } from '../../src/modules/ordering/contract.ts'
import { useFormats } from '../kit/language.ts'

type Props = {
  order: Pick<OrderRow, 'totalMinor' | 'deliveredMinor' | 'approximate' | 'currency'>
}

/** What came, once that is told; until then what was ordered, near it where weights decide. */
export function OrderSum({ order }: Props) {
  const f = useFormats()
  const { deliveredMinor, approximate, currency } = order
  if (deliveredMinor !== null) return f.money(deliveredMinor, currency)
  return (approximate ? '≈ ' : '') + f.money(order.totalMinor, currency)
}
