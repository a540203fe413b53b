import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Channel, OrderRow, Status } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, Empty, SelectField, Skeleton, TextField } from '../kit/Parts.tsx'
import { Table } from '../kit/Table.tsx'
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
      <PageHead title={t.orders} />
      <div className="flex flex-wrap items-end gap-3">
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
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
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
  const heads = [
    ...[t.number, t.outlet, t.channel, t.status, t.placed, t.day],
    { name: t.lines, figure: true },
    { name: t.sum, figure: true },
  ]
  return (
    <Table label={t.orders} heads={heads} testId="orders">
      {orders.map((order) => (
        <tr key={order.id}>
          <td>
            <Link
              href={`/orders/${order.id}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {order.number}
            </Link>
          </td>
          <td>
            {order.outletName} <span className="text-faint">{order.city}</span>
          </td>
          <td>
            <ChannelBadge channel={order.channel} />
          </td>
          <td>
            <StatusBadge status={order.status} holdReason={order.holdReason} />
          </td>
          <td className="whitespace-nowrap">{f.moment(order.placedAt)}</td>
          <td className="whitespace-nowrap">{f.day(order.deliveryDay)}</td>
          <td className="figure">{order.lineCount}</td>
          <td className="figure font-semibold">
            {order.approximate && '≈ '}
            {f.money(order.totalMinor, order.currency)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
