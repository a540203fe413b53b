import { Link } from 'wouter'
import type { OrderRow } from '../../src/modules/ordering/contract.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge } from '../kit/Parts.tsx'
import { OrderSum } from './OrderSum.tsx'
import { ORDER_WORDS } from './order-words.ts'
import { ChannelBadge, StatusBadge } from './StatusBadge.tsx'

const words = { delivery: { uk: 'доставка', en: 'delivery', ru: 'доставка' } }

type Props = { orders: OrderRow[]; showOutlet?: boolean; hrefOf?: (order: OrderRow) => string }

/** Orders as cards for a phone. */
export function OrderList({ orders, showOutlet, hrefOf }: Props) {
  const t = useWords(words)
  const shared = useWords(ORDER_WORDS)
  const f = useFormats()
  return (
    <ul className="space-y-2">
      {orders.map((order) => (
        <li key={order.id}>
          <Link
            href={hrefOf ? hrefOf(order) : `/orders/${order.id}`}
            className="block rounded-card border border-line bg-card p-3 hover:border-accent"
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="font-semibold">{showOutlet ? order.outletName : order.number}</span>
              <span className="font-bold whitespace-nowrap">
                <OrderSum order={order} />
              </span>
            </span>
            {showOutlet && (
              <span className="block text-xs text-faint">
                {order.city} · {order.number}
              </span>
            )}
            <span className="mt-2 flex flex-wrap items-center gap-1.5 text-xs text-soft">
              <StatusBadge status={order.status} holdReason={order.holdReason} />
              <ChannelBadge channel={order.channel} />
              {order.late && <Badge tone="warn">{shared[order.late]}</Badge>}
              <span>
                {f.moment(order.placedAt)} · {t.delivery} {f.day(order.deliveryDay)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
