import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Empty, Skeleton } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { OrderList } from '../orders/OrderList.tsx'
import { part } from '../part.tsx'
import { words as more } from './home-words.ts'
import { words } from './order-page-words.ts'
import { RepeatLast } from './RepeatLast.tsx'
import { useSlots } from './SlotPicker.tsx'

const Challenge = part(async () => (await import('../habit/Challenge.tsx')).Challenge)

type Props = { distributor: string; outletId: string }

/** The first minute of a shop: when the truck comes, until when to order, and the usual again. */
export function HomePage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const m = useWords(more)
  useTitle(t.home)
  const orders = useQuery({
    queryKey: ['orders', distributor, outletId, 'home'],
    queryFn: () => call.ordering.list({ distributor, outletId, limit: 3 }),
  })
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <h1 className="sr-only">{t.home}</h1>
      <NextDelivery distributor={distributor} outletId={outletId} />
      <RepeatLast distributor={distributor} outletId={outletId} />
      {orders.error && <Failed error={orders.error} retry={orders.refetch} />}
      {orders.isPending && <Skeleton rows={3} />}
      <Challenge distributor={distributor} outletId={outletId} />
      {orders.data && orders.data.orders.length > 0 && (
        <section className="lg:col-span-2">
          <div className="mb-1 flex items-center justify-between gap-3">
            <h2 className="font-semibold">{m.recent}</h2>
            <Link
              href="/orders"
              className="inline-flex min-h-11 min-w-11 items-center justify-end text-accent"
            >
              {m.allOrders}
            </Link>
          </div>
          <OrderList orders={orders.data.orders} />
        </section>
      )}
      <Link
        href="/documents"
        className="flex min-h-12 items-center justify-between gap-3 rounded-card border border-line bg-card px-4 hover:border-accent lg:col-span-2"
      >
        <span>
          <span className="font-medium">{t.documents}</span>{' '}
          <span className="text-sm text-soft">{m.documentsHint}</span>
        </span>
        <ChevronRight size={18} aria-hidden className="shrink-0 text-faint" />
      </Link>
    </div>
  )
}

type Slots = NonNullable<ReturnType<typeof useSlots>['data']>

function NextDelivery({ distributor, outletId }: Props) {
  const t = useWords(words)
  const slots = useSlots(distributor, outletId)
  const open = slots.data?.slots.filter((slot) => !slot.full) ?? []
  if (slots.error && !slots.data) return <Failed error={slots.error} retry={slots.refetch} />
  if (!slots.data) return <div className="h-52 animate-pulse rounded-card bg-accent/25" />
  const [next, ...later] = open
  if (!next) return <Empty title={t.noSlots}>{t.askAgent}</Empty>
  return <Delivery slots={slots.data} next={next} later={later.slice(0, 2)} />
}

type DeliveryProps = { slots: Slots; next: Slots['slots'][number]; later: Slots['slots'] }

function Delivery({ slots, next, later }: DeliveryProps) {
  const t = useWords(words)
  const m = useWords(more)
  const f = useFormats()
  const { now, heardAt, minimumMinor } = slots
  return (
    <section className="flex flex-col rounded-card bg-accent p-5 text-white">
      <h2 className="text-sm font-normal">{t.nextDelivery}</h2>
      <p className="mt-1 text-2xl font-bold first-letter:uppercase" data-testid="delivery-day">
        {f.longDay(next.deliveryDay)}
      </p>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          {t.orderUntil} <strong>{f.until(next.cutOffAt, now)}</strong>
        </span>
        <span className="rounded-full bg-white px-3 py-0.5 text-accent-deep">
          {t.left} <Countdown aloud until={next.cutOffAt} now={now} heardAt={heardAt} />
        </span>
      </p>
      <p className="mt-3 text-sm">
        {next.drop ? (
          <>
            {m.already}: <strong>{f.money(next.drop.valueMinor)}</strong>
          </>
        ) : (
          minimumMinor > 0 && `${m.minimum}: ${f.money(minimumMinor)}`
        )}
      </p>
      {later.length > 0 && (
        <p className="mt-auto pt-3 text-sm">
          {m.later}: {later.map((slot) => f.day(slot.deliveryDay)).join(' · ')}
        </p>
      )}
    </section>
  )
}
