import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { ConfirmDialog } from '../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { Listed } from '../Listed.tsx'
import { BenefitDialog } from './BenefitDialog.tsx'
import { words } from './benefit-words.ts'

type Told = NonNullable<Awaited<ReturnType<typeof call.promotions.benefit>>['benefit']>
type Row = Awaited<ReturnType<typeof call.ordering.benefitOrders>>['orders'][number]
type Props = { distributor: string }

/** The benefit that only the portal has: its budget, and every order that was promised it. */
export function Benefit({ distributor }: Props) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const [editing, setEditing] = useState(false)
  const found = useQuery({
    queryKey: ['launch', distributor, 'benefit'],
    queryFn: () => call.promotions.benefit({ distributor }),
  })
  if (found.error) return <Failed error={found.error} retry={found.refetch} />
  if (!found.data) return <Skeleton rows={3} />
  const { benefit } = found.data
  const may = can(tenant, 'rollout.write')
  return (
    <div className="space-y-4">
      <p className="text-sm text-soft">{t.lead}</p>
      {benefit ? (
        <Running
          distributor={distributor}
          told={benefit}
          edit={may ? () => setEditing(true) : null}
        />
      ) : (
        <Empty title={t.none}>
          {may && (
            <Button look="primary" onClick={() => setEditing(true)}>
              {t.set}
            </Button>
          )}
        </Empty>
      )}
      <Orders distributor={distributor} />
      {editing && (
        <BenefitDialog distributor={distributor} told={benefit} close={() => setEditing(false)} />
      )}
    </div>
  )
}

function Running({ distributor, told, edit }: Props & { told: Told; edit: (() => void) | null }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [ending, setEnding] = useState(false)
  const end = useMutation({
    mutationFn: () => call.promotions.endBenefit({ distributor, id: told.id }),
    onSuccess: () => setEnding(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  const share = (told.takenMinor * 100) / told.budgetMinor
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="font-semibold">{told.name}</h2>
          <p className="text-soft">
            {f.percent(told.percentBp)} · {f.day(told.fromDay)} — {f.day(told.toDay)}
          </p>
        </div>
        {edit && (
          <div className="flex gap-2">
            <Button onClick={edit}>{t.change}</Button>
            <Button look="danger" onClick={() => setEnding(true)}>
              {t.end}
            </Button>
          </div>
        )}
      </div>
      <p>
        {t.promised} <strong>{f.money(told.takenMinor)}</strong> {t.of} {f.money(told.budgetMinor)}
      </p>
      <div aria-hidden className="h-3 overflow-hidden rounded-full bg-ground">
        <span className="block h-full bg-accent" style={{ width: `${share}%` }} />
      </div>
      <ConfirmDialog
        open={ending}
        close={() => setEnding(false)}
        title={t.end}
        closeLabel={t.close}
        yes={t.end}
        no={t.no}
        busy={end.isPending}
        confirm={() => end.mutate()}
      >
        <p>{t.endHow}</p>
        {end.error && <Failed error={end.error} />}
      </ConfirmDialog>
    </Card>
  )
}

function Orders({ distributor }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const load = (after: string | null) =>
    call.ordering.benefitOrders({ distributor, ...(after && { after }) })
  const pages = useInfiniteQuery({
    queryKey: ['launch', distributor, 'benefit', 'orders'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => load(pageParam),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.orders) ?? []
  const sums = pages.data?.pages[0]
  const heads = [t.order, t.outlet, t.delivery, t.sum, t.promised, t.due, t.state]
  return (
    <div className="space-y-3">
      {sums && rows.length > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            {t.promised}: <strong>{f.money(sums.promisedMinor)}</strong> · {t.due}:{' '}
            <strong>{f.money(sums.dueMinor)}</strong>
          </p>
          <ExportButton
            file={`${t.file}.csv`}
            heads={heads}
            load={async (after: string | null) => {
              const page = await load(after)
              return { rows: page.orders.map((row) => cellsOf(row, t)), next: page.next }
            }}
          />
        </div>
      )}
      <Listed pages={pages} count={rows.length} empty={t.noOrders}>
        <Table
          label={t.benefit}
          heads={heads.map((name, i) => (i > 2 && i < 6 ? { name, figure: true } : name))}
          testId="benefit-orders"
        >
          {rows.map((row) => (
            <OrderRow key={row.orderId} row={row} />
          ))}
        </Table>
      </Listed>
    </div>
  )
}

const stateOf = (row: Row, t: Record<string, string>) => t[row.revokedWhy ?? 'stands'] ?? ''
const cellsOf = (row: Row, t: Record<string, string>) => [
  ...[row.number, row.outletName, row.deliveryDay, row.totalMinor / 100],
  ...[row.promisedMinor / 100, row.dueMinor === null ? null : row.dueMinor / 100, stateOf(row, t)],
]

function OrderRow({ row }: { row: Row }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <tr>
      <td>
        <Link
          href={`/orders/${row.orderId}`}
          className="inline-flex min-h-8 items-center font-medium text-accent"
        >
          {row.number}
        </Link>
      </td>
      <td>{row.outletName}</td>
      <td className="whitespace-nowrap">{f.day(row.deliveryDay)}</td>
      <td className="figure">{f.money(row.totalMinor)}</td>
      <td className="figure">{f.money(row.promisedMinor)}</td>
      <td className="figure">{row.dueMinor === null ? '—' : f.money(row.dueMinor)}</td>
      <td>
        <Badge tone={row.revokedWhy ? 'warn' : 'good'}>{stateOf(row, t)}</Badge>
      </td>
    </tr>
  )
}
