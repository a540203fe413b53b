import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { DebtRow } from '../../../src/modules/accounts/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { csvOf } from '../../kit/csv.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { Table } from '../../kit/Table.tsx'
import { words } from './debt-page-words.ts'

const BY = ['contract', 'outlet', 'agent'] as const
const AGES = ['0', '8', '15', '31'] as const
const PROMISES = ['any', 'none', 'open', 'broken'] as const
const PAGE = 100
const EXPORT_PAGE = 200

function useFilters() {
  const [params, setParams] = useSearchParams()
  const among = <T extends string>(known: readonly T[], name: string, first: T): T =>
    known.find((value) => value === params.get(name)) ?? first
  const search = params.get('q') ?? ''
  const asked = {
    by: among(BY, 'by', 'contract'),
    promise: among(PROMISES, 'promise', 'any'),
    olderThanDays: Number(among(AGES, 'older', '0')),
    ...(search ? { search } : {}),
  }
  const set = (name: string, value: string) =>
    setParams(
      Object.entries({ ...Object.fromEntries(params), [name]: value }).filter(([, v]) => v !== ''),
      { replace: true },
    )
  return { asked, set }
}
type Asked = ReturnType<typeof useFilters>['asked']

/** Overdue debts aged by days; what is chosen stands in the address. */
export function OverdueList({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { asked, set } = useFilters()
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
      <div className="no-print flex flex-wrap items-end gap-3">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-72"
          value={asked.search ?? ''}
          onSearch={(q) => set('q', q)}
        />
        <Choice label={t.by} values={BY} chosen={asked.by} names={t} set={(v) => set('by', v)} />
        <SelectField
          label={t.older}
          value={String(asked.olderThanDays)}
          onChange={(event) => set('older', event.target.value)}
        >
          {AGES.map((age) => (
            <option key={age} value={age}>
              {age === '0' ? t.anyAge : `${age} ${t.days}`}
            </option>
          ))}
        </SelectField>
        <Choice
          label={t.promise}
          values={PROMISES}
          chosen={asked.promise}
          names={{ any: t.any, none: t.promiseNone, open: t.promiseOpen, broken: t.promiseBroken }}
          set={(v) => set('promise', v)}
        />
        <ExportButton distributor={distributor} asked={asked} />
      </div>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={8} />}
      {first && (
        <p className="text-sm text-soft">
          {t.overdue}: <strong className="text-ink">{f.money(first.totalMinor)}</strong> ·{' '}
          {f.number(first.rowCount)}
        </p>
      )}
      {first && rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && <DebtsTable rows={rows} />}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  values: readonly T[]
  chosen: T
  names: Record<T, string>
  set: (value: string) => void
}

function Choice<T extends string>({ label, values, chosen, names, set }: ChoiceProps<T>) {
  return (
    <SelectField label={label} value={chosen} onChange={(event) => set(event.target.value)}>
      {values.map((value) => (
        <option key={value} value={value}>
          {names[value]}
        </option>
      ))}
    </SelectField>
  )
}

const SUMS = ['totalMinor', 'upTo7Minor', 'upTo14Minor', 'upTo30Minor', 'over30Minor'] as const

function DebtsTable({ rows }: { rows: DebtRow[] }) {
  const t = useWords(words)
  const f = useFormats()
  const figures = [t.total, t.upTo7, t.upTo14, t.upTo30, t.over30]
  const heads = [
    t.name,
    t.agent,
    ...figures.map((name) => ({ name, figure: true })),
    t.promise,
    t.asAt,
  ]
  return (
    <Table label={t.debts} heads={heads} testId="debts">
      {rows.map((row) => (
        <tr key={row.id ?? 'none'}>
          <td>
            <Name row={row} />
          </td>
          <td>{row.agentName}</td>
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

function Name({ row }: { row: DebtRow }) {
  const t = useWords(words)
  const name = row.id === null ? t.nobody : row.name
  return (
    <>
      {row.outletId ? (
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
        {row.payerName && row.payerName !== name && ` · ${row.payerName}`}
      </span>
    </>
  )
}

function ExportButton({ distributor, asked }: { distributor: string; asked: Asked }) {
  const t = useWords(words)
  const save = useMutation({
    mutationFn: async () => {
      const heads = [t.code, t.name, t.payer, t.agent, t.total, t.undated]
      const rows: (string | number | null)[][] = [
        [...heads, t.upTo7, t.upTo14, t.upTo30, t.over30, t.promise, t.asAt],
      ]
      let offset: number | null = 0
      while (offset !== null) {
        const asking = { distributor, ...asked, offset, limit: EXPORT_PAGE }
        const page: Awaited<ReturnType<typeof call.accounts.debts>> =
          await call.accounts.debts(asking)
        rows.push(...page.rows.map(cellsOf))
        offset = page.next
      }
      saveFile(csvOf(rows), 'debts.csv')
    },
  })
  return (
    <Button busy={save.isPending} onClick={() => save.mutate()}>
      {t.export}
    </Button>
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
