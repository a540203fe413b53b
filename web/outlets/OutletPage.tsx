import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Balances } from '../debts/Balances.tsx'
import { LicenceList } from '../debts/LicenceList.tsx'
import { Failed } from '../Failed.tsx'
import { HabitCard } from '../habit/HabitCard.tsx'
import { useWords } from '../kit/language.ts'
import { Badge, Card, Skeleton } from '../kit/Parts.tsx'
import { phoneText } from '../kit/phone-text.ts'
import { useTitle } from '../kit/title.ts'
import { RepeatLast } from '../order/RepeatLast.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { part } from '../part.tsx'
import { can, usePlace } from '../signin/me.tsx'
import { useOutletOrders } from './Glance.tsx'
import { OutletPlace } from './OutletPlace.tsx'
import { words } from './outlet-words.ts'

const UsualCard = part(async () => (await import('../habit/UsualCard.tsx')).UsualCard)
const OutletStory = part(async () => (await import('../launch/OutletStory.tsx')).OutletStory)

type Props = { distributor: string; outletId: string }

/** One outlet for the agent: ordering on its behalf, last orders, what is owed, who orders. */
export function OutletPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
  })
  useTitle(outlet.data?.name ?? t.orderFor)
  if (outlet.error) return <Failed error={outlet.error} retry={outlet.refetch} />
  if (!outlet.data) return <Skeleton />
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      <div className="min-w-0 space-y-4">
        <RepeatLast distributor={distributor} outletId={outletId} onBehalf />
        {can(tenant, 'order.read') && <UsualCard distributor={distributor} outletId={outletId} />}
        <HabitCard distributor={distributor} outletId={outletId} />
        <LastOrders distributor={distributor} outletId={outletId} />
        {can(tenant, 'rollout.contact') && (
          <OutletStory distributor={distributor} outletId={outletId} />
        )}
      </div>
      <div className="min-w-0 space-y-4">
        <Balances distributor={distributor} outletId={outletId} />
        <LicenceList distributor={distributor} outletId={outletId} />
        <People outlet={outlet.data} />
        <OutletPlace distributor={distributor} outlet={outlet.data} />
      </div>
    </div>
  )
}

type Outlet = Awaited<ReturnType<typeof call.outlets.get>>

/** Who orders here, and whose territory it is. */
function People({ outlet }: { outlet: Outlet }) {
  const t = useWords(words)
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.people}</h2>
      {outlet.buyers.length === 0 && <p className="text-sm text-soft">{t.noBuyers}</p>}
      <ul className="space-y-1 text-sm">
        {outlet.buyers.map((buyer) => (
          <li key={buyer.personId} className="flex items-center justify-between gap-2">
            {buyer.name}
            <a
              href={`tel:${buyer.phone}`}
              className="inline-flex min-h-11 items-center whitespace-nowrap text-accent"
            >
              {phoneText(buyer.phone)}
            </a>
          </li>
        ))}
      </ul>
      <h2 className="mt-4 mb-2 font-semibold">{t.team}</h2>
      <ul className="space-y-1 text-sm">
        {outlet.agents.map((agent) => (
          <li key={agent.territory} className="flex justify-between gap-2">
            <span className="text-soft">{agent.teamName}</span>
            {agent.agentName ?? <Badge tone="warn">{t.vacant}</Badge>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function LastOrders({ distributor, outletId }: Props) {
  const t = useWords(words)
  const orders = useOutletOrders(distributor, outletId)
  if (orders.error) return <Failed error={orders.error} retry={orders.refetch} />
  if (orders.data?.orders.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t.lastOrders}</h2>
      {orders.data ? <OrderList orders={orders.data.orders} /> : <Skeleton />}
    </section>
  )
}
