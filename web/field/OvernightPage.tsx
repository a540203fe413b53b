import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { type Counted, useFormats, useWords } from '../kit/language.ts'
import { Empty, Skeleton } from '../kit/Parts.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { words } from './field-words.ts'

const ORDERS: Counted = {
  uk: { one: 'замовлення', few: 'замовлення', many: 'замовлень' },
  en: { one: 'order', other: 'orders' },
  ru: { one: 'заказ', few: 'заказа', many: 'заказов' },
}

/** Who ordered since the last working day ended. */
export function OvernightPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const overnight = useQuery({
    queryKey: ['overnight', distributor],
    queryFn: () => call.field.overnight({ distributor }),
  })
  const orders = overnight.data?.orders ?? []
  const total = orders.reduce((sum, order) => sum + order.totalMinor, 0)
  const told = overnight.data && orders.length > 0 && (
    <>
      {t.since} {f.moment(overnight.data.since)}: {f.count(orders.length, ORDERS)},{' '}
      <strong className="text-ink">{f.money(total)}</strong>. {t.overnightLead}
    </>
  )
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <PageHead title={t.overnight} lead={told} />
      {overnight.error && <Failed error={overnight.error} retry={overnight.refetch} />}
      {overnight.isPending && <Skeleton />}
      {overnight.data && orders.length === 0 && (
        <Empty title={t.nobodyYet}>{t.nobodyYetHint}</Empty>
      )}
      <OrderList orders={orders} showOutlet />
    </div>
  )
}
