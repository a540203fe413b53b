import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Trace } from '../../src/modules/pricing/price-rules.ts'
import { call, errorText, refusalOf } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import { nameText } from '../order/name-text.ts'
import { words } from '../order/order-page-words.ts'
import { ProductPicture } from '../order/ProductPicture.tsx'
import { WhyPrice } from '../order/WhyPrice.tsx'

type Order = Awaited<ReturnType<typeof call.ordering.get>>
type Line = Order['lines'][number]

/** The order's lines; until the cut-off their quantities can be changed right here. */
export function LineTable({ distributor, order }: { distributor: string; order: Order }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<Record<number, number> | null>(null)
  const save = useMutation({
    mutationFn: () =>
      call.ordering.change({
        distributor,
        orderId: order.id,
        version: order.version,
        why: '',
        lines: order.lines
          .map((line) => ({ ...line, quantityMilli: wanted?.[line.lineNo] ?? line.quantityMilli }))
          .filter((line) => line.quantityMilli > 0)
          .map(({ productId, unitCode, quantityMilli }) => ({
            productId,
            unitCode,
            quantityMilli,
          })),
      }),
    onSuccess: () => setWanted(null),
    onSettled: () => queries.invalidateQueries(),
  })
  const refused = refusalOf(save.error)
  return (
    <Card>
      <div className="mb-3 flex items-center justify-between gap-2">
        <h2 className="font-semibold">{t.lines}</h2>
        {order.can.change && !wanted && (
          <Button className="no-print" onClick={() => setWanted({})}>
            {t.change}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <LineRow
            key={line.lineNo}
            line={line}
            currency={order.currency}
            quantityMilli={wanted ? (wanted[line.lineNo] ?? line.quantityMilli) : null}
            change={(milli) => setWanted({ ...wanted, [line.lineNo]: milli })}
          />
        ))}
      </ul>
      {save.error && (
        <Alert tone={refused?.code === 'differences' ? 'warn' : 'bad'}>
          {errorText(save.error, t.offline)}
        </Alert>
      )}
      {wanted && (
        <div className="mt-3 flex gap-2">
          <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t.save}
          </Button>
          <Button onClick={() => setWanted(null)}>{t.no}</Button>
        </div>
      )}
    </Card>
  )
}

type RowProps = {
  line: Line
  currency: string
  quantityMilli: number | null
  change: (milli: number) => void
}

function LineRow({ line, currency, quantityMilli, change }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1 py-3">
      <ProductPicture picture={line.picture} name={line.name} size="size-12" />
      <div className="min-w-28 flex-1">
        <p className="text-sm font-medium">{nameText(line.name)}</p>
        <WhyPrice
          trace={line.trace as Trace}
          unitCode={line.unitCode}
          currency={currency}
          vatMinor={line.vatMinor}
          more={line.creditedAgent && `${t.agentOf}: ${line.creditedAgent}`}
        />
        {quantityMilli !== null && (
          <QuantityStepper
            label={line.name}
            less={t.less}
            more={t.moreOf}
            milli={quantityMilli}
            multipleMilli={line.quantityMilli % 1000 === 0 ? 1000 : 500}
            minimumMilli={line.quantityMilli % 1000 === 0 ? 1000 : 500}
            onChange={change}
          />
        )}
      </div>
      <p className="ml-auto text-right text-sm whitespace-nowrap">
        <span className="block font-bold">
          {line.approximate && '≈ '}
          {f.money(line.totalMinor, currency)}
        </span>
        <span className="text-xs text-faint">
          {f.quantity(line.quantityMilli)} {line.unitCode} ×{' '}
          {f.money(line.unitPriceE4 / 100, currency)}
        </span>
        {line.deliveredMilli !== null && (
          <span className="block text-xs text-good">
            {t.delivered} {f.quantity(line.deliveredMilli)} {line.baseUnit}
            {line.returnedMilli > 0 && ` − ${f.quantity(line.returnedMilli)} ${t.cameBack}`}
          </span>
        )}
      </p>
    </li>
  )
}
