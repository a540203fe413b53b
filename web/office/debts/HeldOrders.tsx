import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { ORDER_WORDS } from '../../orders/order-words.ts'
import { words } from './debt-page-words.ts'

const TONE = { open: 'accent', kept: 'good', broken: 'bad' } as const

/** Orders that wait for a decision, the soonest first, with what was promised. */
export function HeldOrders({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const o = useWords(ORDER_WORDS)
  const f = useFormats()
  const held = useQuery({
    queryKey: ['held', distributor],
    queryFn: () => call.ordering.held({ distributor }),
  })
  if (held.error) return <Failed error={held.error} retry={held.refetch} />
  if (!held.data) return <Skeleton rows={4} />
  if (held.data.orders.length === 0) return <Empty title={t.nothingHeld}>{t.nothingHeldHow}</Empty>
  const heads = [t.number, t.name, t.reason, { name: t.sum, figure: true }, t.until, t.promise]
  return (
    <Table label={t.held} heads={heads} testId="held">
      {held.data.orders.map((order) => (
        <tr key={order.id}>
          <td className="whitespace-nowrap">
            <Link
              href={`/orders/${order.id}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {order.number}
            </Link>
          </td>
          <td>
            {order.outletName} <span className="text-faint">{order.payerName}</span>
          </td>
          <td>
            <Badge tone="warn">{o[order.holdReason]}</Badge>
          </td>
          <td className="figure font-semibold">{f.money(order.totalMinor, order.currency)}</td>
          <td className="whitespace-nowrap">{f.moment(order.lockAt)}</td>
          <td>
            {order.promiseDay && order.promiseState && (
              <>
                <Badge tone={TONE[order.promiseState]}>{f.day(order.promiseDay)}</Badge>{' '}
                <span className="text-faint">{order.promisedBy}</span>
              </>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}
