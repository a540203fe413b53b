import { useQuery } from '@tanstack/react-query'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Empty, Skeleton } from '../kit/Parts.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { words } from './field-words.ts'

/** Who ordered since the last working day ended. */
export function OvernightPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const overnight = useQuery({
    queryKey: ['overnight', distributor],
    queryFn: () => call.field.overnight({ distributor }),
  })
  if (overnight.error) return <Alert tone="bad">{errorText(overnight.error, t.offline)}</Alert>
  if (!overnight.data) return <Skeleton />
  const { orders } = overnight.data
  const total = orders.reduce((sum, order) => sum + order.totalMinor, 0)
  return (
    <div className="space-y-4">
      <div>
        <h1 className="text-xl font-bold">
          {t.overnight}: {orders.length} · {f.money(total)}
        </h1>
        <p className="text-sm text-soft">{t.overnightLead}</p>
      </div>
      {orders.length === 0 && <Empty title={t.nobodyYet} />}
      <OrderList orders={orders} showOutlet />
    </div>
  )
}
