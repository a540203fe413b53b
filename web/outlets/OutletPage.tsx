import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { call, errorText } from '../call.ts'
import { Balances } from '../debts/Balances.tsx'
import { LicenceList } from '../debts/LicenceList.tsx'
import { useWords } from '../kit/language.ts'
import { Alert, Badge, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { OrderList } from '../orders/OrderList.tsx'
import { OutletPlace } from './OutletPlace.tsx'
import { words } from './outlet-words.ts'

type Props = { distributor: string; outletId: string }

/** One outlet for the agent: last orders, what is owed, who orders; and ordering on its behalf. */
export function OutletPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const [, go] = useLocation()
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
  })
  const orders = useQuery({
    queryKey: ['orders', distributor, outletId, 'card'],
    queryFn: () => call.ordering.list({ distributor, outletId, limit: 5 }),
  })
  if (outlet.error) return <Alert tone="bad">{errorText(outlet.error, t.offline)}</Alert>
  if (!outlet.data) return <Skeleton />
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Button look="primary" className="md:col-span-2" onClick={() => go('/catalogue')}>
        {t.orderFor}
      </Button>
      <Balances distributor={distributor} outletId={outletId} />
      <Card>
        <h2 className="mb-2 font-semibold">{t.people}</h2>
        <ul className="space-y-1 text-sm">
          {outlet.data.buyers.map((buyer) => (
            <li key={buyer.personId} className="flex justify-between gap-2">
              {buyer.name}
              <a
                href={`tel:${buyer.phone}`}
                className="inline-flex min-h-11 items-center text-accent"
              >
                {buyer.phone}
              </a>
            </li>
          ))}
        </ul>
        <h2 className="mt-4 mb-2 font-semibold">{t.team}</h2>
        <ul className="space-y-1 text-sm">
          {outlet.data.agents.map((agent) => (
            <li key={agent.territory} className="flex justify-between gap-2">
              <span className="text-soft">{agent.teamName}</span>
              {agent.agentName ?? <Badge tone="warn">{t.vacant}</Badge>}
            </li>
          ))}
        </ul>
      </Card>
      <LicenceList distributor={distributor} outletId={outletId} />
      <OutletPlace distributor={distributor} outlet={outlet.data} />
      <div className="md:col-span-2">
        {orders.data ? <OrderList orders={orders.data.orders} /> : <Skeleton />}
      </div>
    </div>
  )
}
