import type { Difference } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Button } from '../kit/Parts.tsx'
import { words } from './order-page-words.ts'

type Props = { differences: Difference[]; names: Map<string, string>; accept: () => void }

/** What is not as the person saw it; nothing changes until it is accepted. */
export function Differences({ differences, names, accept }: Props) {
  const t = useWords(words)
  const f = useFormats()
  if (differences.length === 0) return null
  const told = (difference: Difference) => {
    switch (difference.code) {
      case 'price_changed':
        return `${t.price_changed} ${f.money(difference.unitPriceE4 / 100)}`
      case 'stock_short':
        return difference.availableMilli > 0
          ? `${t.stock_short} ${f.quantity(difference.availableMilli)} ${difference.unitCode}`
          : t.outOfStock.toLowerCase()
      case 'quantity_unfit':
        return `${t.quantity_unfit} ${f.quantity(difference.nearestMilli)}`
      case 'not_sold':
        return t.not_sold
      case 'no_price':
        return t.no_price
      default:
        return difference satisfies never
    }
  }
  return (
    <div role="alert" className="space-y-3 rounded-card border border-warn/40 bg-warn-pale p-4">
      <p className="font-semibold text-warn">{t.differences}</p>
      <ul className="space-y-1 text-sm">
        {differences.map((difference) => (
          <li key={`${difference.code} ${difference.productId}`}>
            <strong>{names.get(difference.productId) ?? '—'}</strong>: {told(difference)}
          </li>
        ))}
      </ul>
      <Button look="primary" onClick={accept}>
        {t.accept}
      </Button>
    </div>
  )
}
