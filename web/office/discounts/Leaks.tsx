import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { nameText } from '../../order/name-text.ts'
import { Choice } from '../Choice.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './leak-words.ts'

type Reply = Awaited<ReturnType<typeof call.rollout.priceLeaks>>
type Row = Reply['leaks'][number]
type Filters = { by?: 'hand' | 'invoice'; agentId?: string; search?: string }

const askedBy = ({ by, agent, q }: Record<string, string>): Filters => ({
  ...(by === 'hand' || by === 'invoice' ? { by } : {}),
  ...(agent ? { agentId: agent } : {}),
  ...(q ? { search: q } : {}),
})

/** Outlets that get a product cheaper by asking than the portal shows it, the dearest first. */
export function Leaks({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { filters, set } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['leaks', distributor, asked],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.rollout.priceLeaks({ distributor, ...asked, offset: pageParam }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.leaks) ?? []
  const first = pages.data?.pages[0]
  return (
    <div className="space-y-3">
      <p className="text-sm text-soft">{t.lead}</p>
      <div className="no-print filters">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-full sm:w-80"
          value={asked.search ?? ''}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.by}
          options={[
            ['', t.all],
            ['hand', t.hand],
            ['invoice', t.invoice],
          ]}
          chosen={asked.by}
          choose={(by) => set({ by })}
        />
        <Choice
          label={t.agent}
          options={[
            ['', t.all],
            ...(first?.agents ?? []).map(({ agentId, name }): [string, string] => [agentId, name]),
          ]}
          chosen={asked.agentId}
          choose={(agent) => set({ agent })}
        />
        <Export distributor={distributor} asked={asked} />
      </div>
      {first && first.total > 0 && (
        <p className="text-sm" data-testid="leak-sums">
          {t.sum}:{' '}
          <strong>{f.money(first.totalHandMinor + first.totalInvoiceMinor, first.currency)}</strong>{' '}
          <span className="text-soft">
            ({t.hand.toLowerCase()}: {f.money(first.totalHandMinor, first.currency)},{' '}
            {t.invoice.toLowerCase()}: {f.money(first.totalInvoiceMinor, first.currency)})
          </span>
        </p>
      )}
      <Listed pages={pages} count={rows.length} empty={t.none} emptyHow={t.noneHow}>
        <LeakTable rows={rows} />
      </Listed>
    </div>
  )
}

function LeakTable({ rows }: { rows: Row[] }) {
  const t = useWords(words)
  const f = useFormats()
  const figures = [t.sum, t.hand, t.invoice].map((name) => ({ name, figure: true }))
  return (
    <Table
      label={t.leaks}
      heads={[t.outlet, ...figures, t.product, t.agent, t.last]}
      testId="leaks"
    >
      {rows.map((row) => (
        <tr key={`${row.outletId} ${row.productId} ${row.agentId}`}>
          <td>
            <Link
              href={`/o/${row.outletId}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {row.outletName}
            </Link>{' '}
            <span className="text-faint">{row.city}</span>
          </td>
          <td className="figure font-semibold">{f.money(row.leakMinor)}</td>
          <td className="figure">
            <Amount minor={row.handMinor} lines={row.handLines} />
          </td>
          <td className="figure">
            <Amount minor={row.invoiceMinor} lines={row.invoiceLines} />
          </td>
          <td>{nameText(row.productName)}</td>
          <td>{row.agentName ?? '—'}</td>
          <td className="whitespace-nowrap">{f.day(row.lastDay)}</td>
        </tr>
      ))}
    </Table>
  )
}

function Amount({ minor, lines }: { minor: number; lines: number }) {
  const f = useFormats()
  if (lines === 0) return '—'
  return (
    <>
      {f.money(minor)} <span className="text-faint">× {f.number(lines)}</span>
    </>
  )
}

function Export({ distributor, asked }: { distributor: string; asked: Filters }) {
  const t = useWords(words)
  const lines = (name: string) => `${name}, ${t.lines}`
  const heads = [
    ...[t.outletCode, t.outlet, t.city, t.productCode, t.product, t.agent],
    ...[t.hand, lines(t.hand), t.invoice, lines(t.invoice), t.sum, t.last],
  ]
  const load = async (after: number | null) => {
    const page = await call.rollout.priceLeaks({
      ...{ distributor, ...asked },
      ...{ offset: after ?? 0, limit: 200 },
    })
    const rows = page.leaks.map((row) => [
      ...[row.outletCode, row.outletName, row.city, row.productCode, row.productName],
      ...[row.agentName, row.handMinor / 100, row.handLines, row.invoiceMinor / 100],
      ...[row.invoiceLines, row.leakMinor / 100, row.lastDay],
    ])
    return { rows, next: page.next }
  }
  return <ExportButton file="price-leaks.csv" heads={heads} load={load} />
}
