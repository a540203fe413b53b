import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { ConfirmDialog } from '../kit/Dialog.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Skeleton, TextField } from '../kit/Parts.tsx'
import { words } from '../order/order-page-words.ts'
import { LineTable } from './LineTable.tsx'
import { ChannelBadge, StatusBadge } from './StatusBadge.tsx'
import { Timeline } from './Timeline.tsx'

// Few orders are held or come back: their parts are fetched when they are needed.
const HoldCard = lazy(async () => ({ default: (await import('../debts/HoldCard.tsx')).HoldCard }))
const ReturnForm = lazy(async () => ({
  default: (await import('../returns/ReturnForm.tsx')).ReturnForm,
}))
const ReturnList = lazy(async () => ({
  default: (await import('../returns/ReturnList.tsx')).ReturnList,
}))

/** One order: what, for how much and why, and everything that happened to it. */
export function OrderPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { orderId } = useParams<{ orderId: string }>()
  const order = useQuery({
    queryKey: ['order', distributor, orderId],
    queryFn: () => call.ordering.get({ distributor, orderId }),
  })
  if (order.error) return <Alert tone="bad">{errorText(order.error, t.offline)}</Alert>
  if (!order.data) return <Skeleton rows={5} />
  const o = order.data
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
      <div className="space-y-4">
        <Card>
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div>
              <h1 className="text-xl font-bold">{o.number}</h1>
              <p className="text-sm text-soft">
                {o.outletName}, {o.city}
              </p>
            </div>
            <p className="text-2xl font-bold">
              {o.approximate && '≈ '}
              {f.money(o.totalMinor, o.currency)}
            </p>
          </div>
          <div className="mt-3 flex flex-wrap gap-2">
            <StatusBadge status={o.status} holdReason={o.holdReason} />
            <ChannelBadge channel={o.channel} />
          </div>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <dt className="text-faint">{t.delivery}</dt>
            <dd className="font-medium">{f.day(o.deliveryDay)}</dd>
            <dt className="text-faint">{t.payer}</dt>
            <dd>{o.payerName}</dd>
            <dt className="text-faint">{t.seller}</dt>
            <dd>{o.sellingEntity}</dd>
            {o.deliveredMinor !== null && (
              <>
                <dt className="text-faint">{t.cameFor}</dt>
                <dd>
                  {f.money(o.deliveredMinor, o.currency)}
                  {o.returnedMinor > 0 &&
                    ` − ${f.money(o.returnedMinor, o.currency)} ${t.cameBack}`}
                </dd>
              </>
            )}
            {o.note && (
              <>
                <dt className="text-faint">{t.note}</dt>
                <dd>{o.note}</dd>
              </>
            )}
          </dl>
          {o.can.change && (
            <p className="mt-3 text-sm text-soft">
              {t.changeUntil} {f.moment(o.cutOffAt)}
            </p>
          )}
        </Card>
        {o.status === 'on_hold' && (
          <Suspense fallback={<Skeleton rows={2} />}>
            <HoldCard distributor={distributor} order={o} />
          </Suspense>
        )}
        <LineTable distributor={distributor} order={o} />
        {(o.can.return || o.returnedMinor > 0) && (
          <Suspense fallback={null}>
            <ReturnList distributor={distributor} asked={{ orderId }} title={t.returns} />
          </Suspense>
        )}
        <Actions distributor={distributor} order={o} />
      </div>
      <Card className="h-fit">
        <h2 className="mb-3 font-semibold">{t.timeline}</h2>
        <Timeline events={o.events} currency={o.currency} />
      </Card>
    </div>
  )
}

type Order = Awaited<ReturnType<typeof call.ordering.get>>

function Actions({ distributor, order }: { distributor: string; order: Order }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [returning, setReturning] = useState(false)
  const [why, setWhy] = useState('')
  const again = () => queries.invalidateQueries()
  const cancel = useMutation({
    mutationFn: () => call.ordering.cancel({ distributor, orderId: order.id, why: '' }),
    onSettled: again,
    onSuccess: () => setAsking(false),
  })
  const release = useMutation({
    mutationFn: () => call.ordering.release({ distributor, orderId: order.id, why }),
    onSettled: again,
  })
  const error = cancel.error ?? release.error
  return (
    <div className="no-print space-y-3">
      {error && <Alert tone="bad">{errorText(error, t.offline)}</Alert>}
      {order.can.release && (
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            release.mutate()
          }}
        >
          <TextField
            label={t.reason}
            value={why}
            required
            onChange={(e) => setWhy(e.target.value)}
          />
          <Button type="submit" look="primary" busy={release.isPending}>
            {t.release}
          </Button>
        </form>
      )}
      <div className="flex flex-wrap gap-2">
        {order.can.cancel && (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t.cancel}
          </Button>
        )}
        {order.can.return && <Button onClick={() => setReturning(true)}>{t.giveBack}</Button>}
        <Button onClick={() => window.print()}>{t.print}</Button>
      </div>
      {returning && (
        <Suspense fallback={null}>
          <ReturnForm
            distributor={distributor}
            orderId={order.id}
            open={returning}
            close={() => setReturning(false)}
          />
        </Suspense>
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
