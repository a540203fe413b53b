import { useQuery } from '@tanstack/react-query'
import { useRoute } from 'wouter'
import { call } from '../call.ts'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge } from '../kit/Parts.tsx'
import { words as orderWords } from '../order/order-page-words.ts'
import { useSlots } from '../order/SlotPicker.tsx'
import { ORDER_WORDS } from '../orders/order-words.ts'
import { can, usePlace } from '../signin/me.tsx'
import { words } from './outlet-words.ts'

type Props = { distributor: string; outletId: string }

/** What matters while ordering for an outlet: its truck, what is missing, what it owes, its last. */
export function Glance(props: Props) {
  const { tenant } = usePlace()
  const [onCard] = useRoute('/')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm" data-testid="glance">
      {can(tenant, 'slot.read') && <NextTruck {...props} />}
      {can(tenant, 'account.read') && <Debt {...props} />}
      {onCard && can(tenant, 'order.read') && <LastOrder {...props} />}
    </div>
  )
}

function NextTruck({ distributor, outletId }: Props) {
  const t = useWords(orderWords)
  const f = useFormats()
  const slots = useSlots(distributor, outletId)
  const next = slots.data?.slots.find((slot) => !slot.full)
  if (!slots.data) return null
  if (!next) return <Badge tone="warn">{t.noSlots}</Badge>
  const { now, heardAt, minimumMinor } = slots.data
  const ordered = next.drop?.valueMinor ?? 0
  const missing = next.drop ? 0 : minimumMinor
  return (
    <>
      <span>
        {t.delivery} <strong>{f.day(next.deliveryDay)}</strong>
        <span className="text-soft">
          {' '}
          · {t.until} {f.until(next.cutOffAt, now)}, {t.left}{' '}
          <Countdown until={next.cutOffAt} now={now} heardAt={heardAt} />
        </span>
      </span>
      {ordered > 0 && (
        <Badge tone="good">
          {t.ordered} {f.money(ordered)}
        </Badge>
      )}
      {missing > 0 && (
        <Badge tone="warn">
          {t.toMinimum} {f.money(missing)}
        </Badge>
      )}
    </>
  )
}

function Debt({ distributor, outletId }: Props) {
  const t = useWords(orderWords)
  const f = useFormats()
  const balances = useQuery({
    queryKey: ['balances', distributor, outletId],
    queryFn: () => call.accounts.balances({ distributor, outletId }),
  })
  const sum = (of: 'overdueMinor' | 'debtMinor' | 'shippedMinor') =>
    (balances.data?.balances ?? []).reduce((total, balance) => total + balance[of], 0)
  const overdue = sum('overdueMinor')
  const owed = sum('debtMinor') + sum('shippedMinor')
  if (overdue > 0) {
    return (
      <Badge tone="bad">
        {t.overdue.toLowerCase()} {f.money(overdue)}
      </Badge>
    )
  }
  return (
    owed > 0 && (
      <Badge>
        {t.debt.toLowerCase()} {f.money(owed)}
      </Badge>
    )
  )
}

function LastOrder({ distributor, outletId }: Props) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  const f = useFormats()
  const orders = useOutletOrders(distributor, outletId)
  if (!orders.data) return null
  const [last] = orders.data.orders
  if (!last) return <span className="text-soft">{t.neverOrdered}</span>
  // The parts of one checkout are placed at one instant: to the shop they are one order.
  const parts = orders.data.orders.filter(({ placedAt }) => placedAt === last.placedAt)
  const totalMinor = parts.reduce((sum, part) => sum + part.totalMinor, 0)
  return (
    <span className="text-soft">
      {t.lastOrder} {f.moment(last.placedAt)}, {f.money(totalMinor, last.currency)},{' '}
      {o[last.channel].toLowerCase()}
    </span>
  )
}

/** The last orders of an outlet, as its card shows them. */
export const useOutletOrders = (distributor: string, outletId: string) =>
  useQuery({
    queryKey: ['orders', distributor, outletId, 'card'],
    queryFn: () => call.ordering.list({ distributor, outletId, limit: 5 }),
  })
