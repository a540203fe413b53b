import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Channel, OrderRow, Status } from '../../src/modules/ordering/contract.ts'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Empty, SelectField, Skeleton, TextField } from '../kit/Parts.tsx'
import { ORDER_WORDS } from '../orders/order-words.ts'
import { ChannelBadge, StatusBadge } from '../orders/StatusBadge.tsx'
import { words } from './office-words.ts'

const CHANNELS: Channel[] = [
  'portal',
  'chatbot',
  'api',
  'agent',
  'phone',
  'office',
  'edi',
  'van',
  'unknown',
]
const STATUSES: Status[] = [
  'placed',
  'on_hold',
  'confirmed',
  'picking',
  'shipped',
  'delivered',
  'partly_delivered',
  'cancelled',
  'rejected',
  'returned',
]

/** Orders as they come, from every point of entry; the filters stand in the address. */
export function LiveOrdersPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const filters = Object.fromEntries(params) as {
    q?: string
    channel?: Channel
    status?: Status
    day?: string
  }
  const set = (name: string, value: string) =>
    setParams(
      Object.entries({ ...filters, [name]: value }).filter(([, v]) => v),
      { replace: true },
    )
  const pages = useInfiniteQuery({
    queryKey: ['orders', distributor, 'office', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.ordering.list({
        distributor,
        limit: 50,
        ...(filters.q ? { search: filters.q } : {}),
        ...(filters.channel ? { channel: filters.channel } : {}),
        ...(filters.status ? { status: filters.status } : {}),
        ...(filters.day ? { deliveryDay: filters.day } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })
  const orders = pages.data?.pages.flatMap((page) => page.orders) ?? []
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-end gap-3">
        <h1 className="text-xl font-bold">{t.orders}</h1>
        <span className="text-xs text-good">● {t.live}</span>
        <TextField
          label={t.find}
          hideLabel
          placeholder={t.find}
          className="w-64"
          value={filters.q ?? ''}
          onChange={(event) => set('q', event.target.value)}
        />
        <Choice
          label={t.channel}
          values={CHANNELS}
          chosen={filters.channel}
          choose={(value) => set('channel', value)}
        />
        <Choice
          label={t.status}
          values={STATUSES}
          chosen={filters.status}
          choose={(value) => set('status', value)}
        />
        <TextField
          label={t.day}
          type="date"
          value={filters.day ?? ''}
          onChange={(event) => set('day', event.target.value)}
        />
        {params.size > 0 && <Button onClick={() => setParams({})}>{t.clear}</Button>}
      </div>
      {pages.error && <Alert tone="bad">{errorText(pages.error, t.offline)}</Alert>}
      {pages.isPending && <Skeleton rows={8} />}
      {pages.data && orders.length === 0 && <Empty title={t.none} />}
      {orders.length > 0 && <OrdersTable orders={orders} />}
      {pages.hasNextPage && (
        <Button
          className="w-full"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}

type ChoiceProps = {
  label: string
  values: string[]
  chosen: string | undefined
  choose: (value: string) => void
}

function Choice({ label, values, chosen, choose }: ChoiceProps) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  return (
    <SelectField
      label={label}
      value={chosen ?? ''}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t.any}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {o[value as keyof typeof ORDER_WORDS]}
        </option>
      ))}
    </SelectField>
  )
}

function OrdersTable({ orders }: { orders: OrderRow[] }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <section
      className="overflow-x-auto rounded-card border border-line bg-card"
      tabIndex={0}
      aria-label={t.orders}
    >
      <table className="w-full text-sm" data-testid="orders">
        <thead className="text-left text-xs text-faint">
          <tr className="border-b border-line">
            {[t.number, t.outlet, t.channel, t.status, t.placed, t.day].map((head) => (
              <th key={head} className="px-3 py-2 font-medium">
                {head}
              </th>
            ))}
            <th className="px-3 py-2 text-right font-medium">{t.lines}</th>
            <th className="px-3 py-2 text-right font-medium">{t.sum}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {orders.map((order) => (
            <tr key={order.id} className="hover:bg-ground">
              <td className="px-3 py-1.5">
                <Link
                  href={`/orders/${order.id}`}
                  className="inline-flex min-h-8 items-center font-medium text-accent"
                >
                  {order.number}
                </Link>
              </td>
              <td className="px-3 py-1.5">
                {order.outletName} <span className="text-faint">{order.city}</span>
              </td>
              <td className="px-3 py-1.5">
                <ChannelBadge channel={order.channel} />
              </td>
              <td className="px-3 py-1.5">
                <StatusBadge status={order.status} holdReason={order.holdReason} />
              </td>
              <td className="px-3 py-1.5 whitespace-nowrap">{f.moment(order.placedAt)}</td>
              <td className="px-3 py-1.5 whitespace-nowrap">{f.day(order.deliveryDay)}</td>
              <td className="px-3 py-1.5 text-right">{order.lineCount}</td>
              <td className="px-3 py-1.5 text-right font-semibold whitespace-nowrap">
                {order.approximate && '≈ '}
                {f.money(order.totalMinor, order.currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
