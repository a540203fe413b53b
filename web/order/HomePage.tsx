import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { call, errorText } from '../call.ts'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { useCart } from './cart.ts'
import { words } from './order-page-words.ts'
import { useSlots } from './SlotPicker.tsx'

type Props = { distributor: string; outletId: string }

/** The first minute of a shop: when the truck comes, until when to order, and the usual again. */
export function HomePage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const orders = useQuery({
    queryKey: ['orders', distributor, outletId, 'home'],
    queryFn: () => call.ordering.list({ distributor, outletId, limit: 3 }),
  })
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <NextDelivery distributor={distributor} outletId={outletId} />
      <RepeatLast distributor={distributor} outletId={outletId} />
      <section className="lg:col-span-2">
        <div className="mb-2 flex items-center justify-between">
          <h2 className="font-semibold">{t.orders}</h2>
          <Link href="/orders" className="inline-flex min-h-11 items-center text-accent">
            {t.all}
          </Link>
        </div>
        {orders.data ? <OrderList orders={orders.data.orders} /> : <Skeleton rows={3} />}
      </section>
    </div>
  )
}

function NextDelivery({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const slots = useSlots(distributor, outletId)
  const [slot] = slots.data?.slots ?? []
  if (slots.error && !slots.data) return <Empty title={t.noSlots}>{t.askAgent}</Empty>
  if (!slots.data) return <Skeleton rows={2} />
  if (!slot) return <Empty title={t.noSlots}>{t.askAgent}</Empty>
  return (
    <section className="rounded-card bg-accent p-5 text-white">
      <p className="text-sm text-white/85">{t.nextDelivery}</p>
      <p className="mt-1 text-2xl font-bold first-letter:uppercase">{f.day(slot.deliveryDay)}</p>
      <p className="mt-3 text-sm text-white/85">
        {t.orderUntil} {f.moment(slot.cutOffAt)}
      </p>
      <p
        className="mt-1 inline-block rounded-full bg-white px-3 py-1 text-accent-deep"
        role="timer"
      >
        {t.left}{' '}
        <Countdown until={slot.cutOffAt} now={slots.data.now} heardAt={slots.data.heardAt} />
      </p>
      {slot.drop && (
        <p className="mt-3 text-sm">
          {t.already}: <strong>{f.money(slot.drop.valueMinor)}</strong>
        </p>
      )}
    </section>
  )
}

function RepeatLast({ distributor, outletId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const [, go] = useLocation()
  const cart = useCart(outletId)
  const basket = useQuery({
    queryKey: ['basket', distributor, outletId],
    queryFn: () => call.ordering.lastBasket({ distributor, outletId }),
  })
  if (basket.error) return <Alert tone="bad">{errorText(basket.error, t.offline)}</Alert>
  if (!basket.data) return <Skeleton rows={2} />
  const { lines, placedAt, totalMinor } = basket.data
  if (lines.length === 0 || !placedAt) {
    return (
      <Empty title={t.noOrders}>
        <Link href="/catalogue" className="font-medium text-accent underline">
          {t.toCatalogue}
        </Link>
      </Empty>
    )
  }
  return (
    <Card className="flex flex-col justify-between gap-3">
      <div>
        <h2 className="font-semibold">{t.repeat}</h2>
        <p className="text-sm text-soft">
          {f.moment(placedAt)} · {lines.length} · {f.money(totalMinor)}
        </p>
        <p className="mt-1 text-sm text-faint">{t.repeatHint}</p>
      </div>
      <Button
        look="primary"
        onClick={() => {
          cart.fill(lines, false)
          go('/cart')
        }}
      >
        {t.repeat}
      </Button>
    </Card>
  )
}
