import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { DebtRow } from '../../../src/modules/accounts/contract.ts'
import { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { Choice } from '../Choice.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { ROWS, words } from './debt-page-words.ts'

const BY = ['contract', 'outlet', 'agent'] as const
const AGES = ['0', '8', '15', '31'] as const
const PROMISES = ['any', 'none', 'open', 'broken'] as const
const PAGE = 100
const EXPORT_PAGE = 200

const among = <T extends string>(known: readonly T[], value: string | undefined, first: T): T =>
  known.find((one) => one === value) ?? first

const askedBy = (filters: Record<string, string>) => ({
  by: among(BY, filters.by, 'contract'),
  promise: among(PROMISES, filters.promise, 'any'),
  olderThanDays: Number(among(AGES, filters.older, '0')),
  ...(filters.q ? { search: filters.q } : {}),
})
type Asked = ReturnType<typeof askedBy>

/** Overdue debts aged by days; what is chosen stands in the address. */
export function OverdueList({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { filters, set } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['debts', distributor, asked],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.accounts.debts({ distributor, ...asked, offset: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const first = pages.data?.pages[0]
  return (
    <div className="space-y-3">
      <div className="no-print filters">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-full sm:w-72"
          value={asked.search ?? ''}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.by}
          options={[
            ['contract', t.byContract],
            ['outlet', t.byOutlet],
            ['agent', t.byAgent],
          ]}
          chosen={asked.by}
          choose={(by) => set({ by })}
        />
        <Choice
          label={t.older}
          options={AGES.map((age) => [age, age === '0' ? t.anyAge : `${age} ${t.days}`])}
          chosen={String(asked.olderThanDays)}
          choose={(older) => set({ older })}
        />
        <Choice
          label={t.promise}
          options={[
            ['any', t.any],
            ['none', t.promiseNone],
            ['open', t.promiseOpen],
            ['broken', t.promiseBroken],
          ]}
          chosen={asked.promise}
          choose={(promise) => set({ promise })}
        />
        <ExportDebts distributor={distributor} asked={asked} />
      </div>
      {first && (
        <p className="text-sm text-soft">
          {t.overdue}: <strong className="text-ink">{f.money(first.totalMinor)}</strong> ·{' '}
          {f.count(first.rowCount, ROWS)}
        </p>
      )}
      <Listed pages={pages} count={rows.length} empty={t.none} emptyHow={t.noneHow}>
        <DebtsTable rows={rows} by={asked.by} />
      </Listed>
    </div>
  )
}

const SUMS = ['totalMinor', 'upTo7Minor', 'upTo14Minor', 'upTo30Minor', 'over30Minor'] as const

function DebtsTable({ rows, by }: { rows: DebtRow[]; by: Asked['by'] }) {
  const t = useWords(words)
  const f = useFormats()
  const byAgent = by === 'agent'
  const figures = [t.total, t.upTo7, t.upTo14, t.upTo30, t.over30]
  const heads = [
    ...(byAgent ? [t.agent] : [t.name, t.agent]),
    ...figures.map((name) => ({ name, figure: true })),
    t.promise,
    t.asAt,
  ]
  return (
    <Table label={t.debts} heads={heads} testId="debts">
      {rows.map((row) => (
        <tr key={row.id ?? 'none'}>
          <td>
            <Name row={row} byAgent={byAgent} />
          </td>
          {!byAgent && <td>{row.agentName}</td>}
          {SUMS.map((sum) => (
            <td key={sum} className={`figure ${sum === 'totalMinor' ? 'font-semibold' : ''}`}>
              {row[sum] > 0 ? f.money(row[sum]) : '—'}
              {sum === 'totalMinor' && row.undatedMinor > 0 && (
                <span className="block text-xs text-faint">{t.undated}</span>
              )}
            </td>
          ))}
          <td className="whitespace-nowrap">
            {row.promiseDay && row.promiseState && (
              <Badge tone={row.promiseState === 'broken' ? 'bad' : 'accent'}>
                {f.day(row.promiseDay)}
              </Badge>
            )}
          </td>
          <td className="whitespace-nowrap text-soft">
            {row.asAt && f.moment(row.asAt)}{' '}
            {row.doubtful && <Badge tone="warn">{t.doubtful}</Badge>}
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** An agent's row sums many payers: one of them would be the wrong way to go on. */
function Name({ row, byAgent }: { row: DebtRow; byAgent: boolean }) {
  const t = useWords(words)
  const name = row.id === null ? t.nobody : row.name
  return (
    <>
      {row.outletId && !byAgent ? (
        <Link
          href={`/o/${row.outletId}/documents`}
          className="inline-flex min-h-8 items-center font-medium text-accent"
        >
          {name}
        </Link>
      ) : (
        <span className="font-medium">{name}</span>
      )}{' '}
      <span className="text-faint">
        {row.code}
        {!byAgent && row.payerName && row.payerName !== name && ` · ${row.payerName}`}
      </span>
    </>
  )
}

function ExportDebts({ distributor, asked }: { distributor: string; asked: Asked }) {
  const t = useWords(words)
  const heads = [t.code, t.name, t.payer, t.agent, t.total, t.undated]
  return (
    <ExportButton<number>
      file="debts.csv"
      heads={[...heads, t.upTo7, t.upTo14, t.upTo30, t.over30, t.promise, t.asAt]}
      load={async (offset) => {
        const asking = { distributor, ...asked, offset: offset ?? 0, limit: EXPORT_PAGE }
        const page = await call.accounts.debts(asking)
        return { rows: page.rows.map(cellsOf), next: page.next }
      }}
    />
  )
}

const major = (minor: number) => minor / 100

const cellsOf = (row: DebtRow) => [
  row.code,
  row.name,
  row.payerName,
  row.agentName,
  major(row.totalMinor),
  major(row.undatedMinor),
  major(row.upTo7Minor),
  major(row.upTo14Minor),
  major(row.upTo30Minor),
  major(row.over30Minor),
  row.promiseDay,
  row.asAt,
]
