import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Card } from '../../kit/Parts.tsx'
import { OutletStory } from '../../launch/OutletStory.tsx'
import { nameText } from '../../order/name-text.ts'
import { words } from './desk-words.ts'

type Props = { distributor: string; outlet: Queued; children: ReactNode }

/** What is known of the outlet while it is spoken with: why now, its basket, its story. */
export function DeskFacts({ distributor, outlet, children }: Props) {
  const t = useWords(words)
  const names = {
    ...{ call_back: t.call_back, red: t.red, step: t.step },
    ...{ hour: t.hourReason, cut_off: t.cut_off },
  }
  return (
    <>
      <Card>
        <h2 className="mb-1 font-semibold">{t.score}</h2>
        <ul className="text-sm">
          {outlet.reasons.map(({ code, points }) => (
            <li key={code} className="flex justify-between gap-2">
              <span className={code === 'red' ? 'text-bad' : ''}>{names[code]}</span>
              <span className="text-soft">+{points}</span>
            </li>
          ))}
        </ul>
        <Link
          href={`/o/${outlet.outletId}`}
          className="inline-flex min-h-11 items-center text-accent"
        >
          {t.card}
        </Link>
      </Card>
      {children}
      <Basket distributor={distributor} outletId={outlet.outletId} />
      <OutletStory distributor={distributor} outletId={outlet.outletId} shown={6} invites={false} />
    </>
  )
}

const SHOWN = 8

function Basket({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const f = useFormats()
  const basket = useQuery({
    queryKey: ['desk-basket', distributor, outletId],
    queryFn: async () => {
      const last = await call.ordering.lastBasket({ distributor, outletId })
      const lines = last.lines.slice(0, SHOWN)
      if (lines.length === 0) return { totalMinor: 0, lines: [] }
      const productIds = lines.map(({ productId }) => productId)
      const { products } = await call.ordering.shelf({ distributor, outletId, productIds })
      const names = new Map(products.map(({ id, name }) => [id, name]))
      return {
        totalMinor: last.totalMinor,
        lines: lines.map((line) => ({ ...line, name: names.get(line.productId) ?? '—' })),
      }
    },
  })
  if (!basket.data || basket.data.lines.length === 0) return null
  return (
    <Card>
      <h2 className="mb-1 flex justify-between gap-2 font-semibold">
        {t.usual} <span>{f.money(basket.data.totalMinor)}</span>
      </h2>
      <ul className="text-sm">
        {basket.data.lines.map((line) => (
          <li key={`${line.productId} ${line.unitCode}`} className="flex justify-between gap-2">
            <span className="min-w-0">{nameText(line.name)}</span>
            <span className="whitespace-nowrap text-soft">
              {f.quantity(line.quantityMilli)} {line.unitCode}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
