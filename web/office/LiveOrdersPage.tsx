import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { CHANNELS } from '../../src/modules/ordering/channel-rules.ts'
import type { Channel, OrderRow, Status } from '../../src/modules/ordering/contract.ts'
import { call } from '../call.ts'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, TextField } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { Table } from '../kit/Table.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { OrderSum } from '../orders/OrderSum.tsx'
import { ORDER_WORDS } from '../orders/order-words.ts'
import { ChannelBadge, StatusBadge } from '../orders/StatusBadge.tsx'
import { Choice } from './Choice.tsx'
import { ExportButton } from './ExportButton.tsx'
import { Listed } from './Listed.tsx'
import { LiveSign } from './LiveSign.tsx'
import { words } from './office-words.ts'
import { useFilters } from './use-filters.tsx'

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
const LATE = ['exception', 'grace'] as const
const ID = /^[0-9a-f-]{36}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

function askedBy(filters: Record<string, string>) {
  const { q, day } = filters
  const channel = CHANNELS.find((known) => known === filters.channel)
  const status = STATUSES.find((known) => known === filters.status)
  return {
    ...(q ? { search: q } : {}),
    ...(channel ? { channel } : {}),
    ...(status ? { status } : {}),
    ...(day && DAY.test(day) ? { deliveryDay: day } : {}),
    ...lateBy(filters),
  }
}

// What a number of the page of exceptions opens.
function lateBy({ late, from, before, lateBy: by, outlet }: Record<string, string>) {
  const kind = LATE.find((known) => known === late)
  return {
    ...(kind ? { late: kind } : {}),
    ...(from && DAY.test(from) ? { deliveryFrom: from } : {}),
    ...(before && DAY.test(before) ? { deliveryBefore: before } : {}),
    ...(by && ID.test(by) ? { lateBy: by } : {}),
    ...(outlet && ID.test(outlet) ? { outletId: outlet } : {}),
  }
}

/** Orders as they come, from every point of entry; the filters stand in the address. */
export function LiveOrdersPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  const { filters, set, clear } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['orders', distributor, 'office', asked],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.ordering.list({
        ...{ distributor, limit: 50, ...asked },
        ...(pageParam ? { before: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })
  const orders = pages.data?.pages.flatMap((page) => page.orders) ?? []
  const narrowed = Object.keys(asked).length > 0
  const named = (values: readonly (Channel | Status)[]) =>
    [['', t.any], ...values.map((value) => [value, o[value]] as const)] as const
  return (
    <div className="space-y-4">
      <PageHead title={t.orders} lead={<LiveSign />}>
        <ExportOrders distributor={distributor} asked={asked} />
      </PageHead>
      <div className="no-print filters">
        <SearchBox
          label={t.find}
          clearLabel={t.clear}
          className="w-full sm:w-72"
          value={filters.q ?? ''}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.channel}
          options={[...named(CHANNELS)]}
          chosen={asked.channel}
          choose={(channel) => set({ channel })}
        />
        <Choice
          label={t.status}
          options={[...named(STATUSES)]}
          chosen={asked.status}
          choose={(status) => set({ status })}
        />
        <Choice
          label={t.late}
          options={[['', t.any], ...LATE.map((kind) => [kind, o[kind]] as const)]}
          chosen={asked.late}
          choose={(late) => set({ late })}
        />
        <TextField
          label={t.day}
          type="date"
          value={asked.deliveryDay ?? ''}
          onChange={(event) => set({ day: event.target.value })}
        />
        {Object.keys(filters).length > 0 && <Button onClick={clear}>{t.clear}</Button>}
      </div>
      <Listed
        pages={pages}
        count={orders.length}
        empty={narrowed ? t.none : t.noOrders}
        emptyHow={narrowed ? t.noneHow : t.noOrdersHow}
      >
        <div className="hidden md:block">
          <OrdersTable orders={orders} />
        </div>
        <div className="md:hidden">
          <OrderList orders={orders} showOutlet />
        </div>
      </Listed>
    </div>
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
          <td className="whitespace-nowrap">
            <Link
              href={`/orders/${order.id}`}
              className="inline-flex min-h-8 items-center font-medium text-accent hover:underline"
            >
              {order.number}
            </Link>
          </td>
          <td className="whitespace-nowrap">
            <Link
              href={`/o/${order.outletId}`}
              className="inline-flex min-h-8 items-center hover:text-accent hover:underline"
            >
              {order.outletName}
            </Link>
            <span className="-mt-1 block text-xs text-faint">{order.city}</span>
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
            <OrderSum order={order} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

type ExportProps = { distributor: string; asked: ReturnType<typeof askedBy> }

function ExportOrders({ distributor, asked }: ExportProps) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  const heads = [
    ...[t.number, t.outlet, t.city, t.channel, t.status, t.placed, t.day, t.lines, t.sum],
    t.deliveredSum,
  ]
  return (
    <ExportButton<string>
      file="orders.csv"
      heads={heads}
      load={async (before) => {
        const page = await call.ordering.list({
          ...{ distributor, limit: 200, ...asked },
          ...(before ? { before } : {}),
        })
        const rows = page.orders.map((row) => [
          ...[row.number, row.outletName, row.city, o[row.channel], o[row.status]],
          ...[row.placedAt, row.deliveryDay, row.lineCount, row.totalMinor / 100],
          row.deliveredMinor === null ? '' : row.deliveredMinor / 100,
        ])
        return { rows, next: page.next }
      }}
    />
  )
}
