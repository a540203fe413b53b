import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { type Back, PageHead } from '../frame/PageHead.tsx'
import { ConfirmDialog } from '../kit/Dialog.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Badge, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { words } from '../order/order-page-words.ts'
import { placeText } from '../outlets/place-text.ts'
import { page, part } from '../part.tsx'
import { LineTable } from './LineTable.tsx'
import { ORDER_WORDS } from './order-words.ts'
import { ChannelBadge, StatusBadge } from './StatusBadge.tsx'
import { Timeline } from './Timeline.tsx'

// Few orders are held or come back: their parts are fetched when they are needed.
const OrderBenefit = part(async () => (await import('./OrderBenefit.tsx')).OrderBenefit)
const HoldCard = page(async () => (await import('../debts/HoldCard.tsx')).HoldCard, 2)
const ReturnForm = part(async () => (await import('../returns/ReturnForm.tsx')).ReturnForm)
const ReturnList = part(async () => (await import('../returns/ReturnList.tsx')).ReturnList)

type Props = { distributor: string; back?: Back | Back[] }

/** One order: what, for how much and why, and everything that happened to it. */
export function OrderPage({ distributor, back }: Props) {
  const t = useWords(words)
  const { orderId } = useParams<{ orderId: string }>()
  const order = useQuery({
    queryKey: ['order', distributor, orderId],
    queryFn: () => call.ordering.get({ distributor, orderId }),
  })
  return (
    <div className="space-y-4">
      <PageHead
        title={order.data?.number ?? t.order}
        back={back ?? { href: '/orders', name: t.orders }}
      >
        {order.data && (
          <Button onClick={() => window.print()}>
            <Printer size={18} aria-hidden /> {t.print}
          </Button>
        )}
      </PageHead>
      {order.error && <Failed error={order.error} retry={order.refetch} />}
      {order.isPending && <Skeleton rows={5} />}
      {order.data && <Whole distributor={distributor} order={order.data} />}
    </div>
  )
}

type Order = Awaited<ReturnType<typeof call.ordering.get>>
type WholeProps = { distributor: string; order: Order }

function Whole({ distributor, order }: WholeProps) {
  const t = useWords(words)
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0 space-y-4">
        <Summary order={order} />
        {order.status === 'on_hold' && <HoldCard distributor={distributor} order={order} />}
        <LineTable distributor={distributor} order={order} />
        {(order.can.return || order.returnedMinor > 0) && (
          <ReturnList distributor={distributor} asked={{ orderId: order.id }} title={t.returns} />
        )}
        <Actions distributor={distributor} order={order} />
      </div>
      <Card className="h-fit">
        <h2 className="mb-3 font-semibold">{t.timeline}</h2>
        <Timeline events={order.events} currency={order.currency} />
      </Card>
    </div>
  )
}

function Summary({ order: o }: { order: Order }) {
  const t = useWords(words)
  const shared = useWords(ORDER_WORDS)
  const f = useFormats()
  const ordered = (o.approximate ? '≈ ' : '') + f.money(o.totalMinor, o.currency)
  const came = o.deliveredMinor !== null && f.money(o.deliveredMinor, o.currency)
  const facts: [string, string | false][] = [
    [t.outlet, placeText(o.outletName, o.city)],
    [t.payer, o.payerName],
    [t.seller, o.sellingEntity],
    [t.orderedFor, came && o.deliveredMinor !== o.totalMinor && ordered],
    [t.returned, o.returnedMinor > 0 && f.money(o.returnedMinor, o.currency)],
    [t.note, o.note],
    [t.changeUntil, o.can.change && f.moment(o.late ? o.lockAt : o.cutOffAt)],
  ]
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <p className="text-sm text-faint">{t.delivery}</p>
          <p className="text-lg font-semibold first-letter:uppercase">{f.longDay(o.deliveryDay)}</p>
        </div>
        <p className="text-2xl font-bold whitespace-nowrap sm:text-right">
          {came && <span className="block text-sm font-normal text-faint">{t.cameFor}</span>}
          {came || ordered}
        </p>
      </div>
      <div className="mt-2 flex flex-wrap gap-2">
        <StatusBadge status={o.status} holdReason={o.holdReason} />
        <ChannelBadge channel={o.channel} />
        {o.late && <Badge tone="warn">{shared[o.late]}</Badge>}
        {o.topUp && <Badge tone="line">{shared.topUp}</Badge>}
      </div>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt className="text-faint">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {o.benefit && <OrderBenefit benefit={o.benefit} currency={o.currency} />}
    </Card>
  )
}

function Actions({ distributor, order }: WholeProps) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [returning, setReturning] = useState(false)
  const again = () => queries.invalidateQueries()
  const cancel = useMutation({
    mutationFn: () => call.ordering.cancel({ distributor, orderId: order.id, why: '' }),
    onSettled: again,
    onSuccess: () => setAsking(false),
  })
  return (
    <div className="no-print space-y-3">
      {cancel.error && <Alert tone="bad">{errorText(cancel.error, t.offline)}</Alert>}
      <div className="flex flex-wrap gap-2">
        {order.can.cancel && (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t.cancel}
          </Button>
        )}
        {order.can.return && <Button onClick={() => setReturning(true)}>{t.giveBack}</Button>}
      </div>
      {returning && (
        <ReturnForm
          distributor={distributor}
          orderId={order.id}
          open={returning}
          close={() => setReturning(false)}
        />
      )}
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={t.surely}
        closeLabel={t.no}
        yes={t.yes}
        no={t.no}
        busy={cancel.isPending}
        confirm={() => cancel.mutate()}
      />
    </div>
  )
}
