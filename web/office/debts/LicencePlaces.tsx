import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { call } from '../../call.ts'
import { LICENCE_TONE } from '../../debts/LicenceList.tsx'
import { LICENCE_NAMES, LICENCE_STATES } from '../../debts/licence-words.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { words } from './debt-page-words.ts'

const STATES = ['ending', 'ended', 'all'] as const

/** Places whose licence ends within 30 days or has ended. */
export function LicencePlaces({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const [params, setParams] = useSearchParams()
  const state = STATES.find((known) => known === params.get('licences')) ?? 'ending'
  const search = params.get('q') ?? ''
  const set = (name: string, value: string) =>
    setParams(
      Object.entries({ ...Object.fromEntries(params), [name]: value }).filter(([, v]) => v !== ''),
      { replace: true },
    )
  const pages = useInfiniteQuery({
    queryKey: ['licences', distributor, 'list', state, search],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam: offset }) =>
      call.accounts.licences({ distributor, state, offset, ...(search ? { search } : {}) }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-72"
          value={search}
          onSearch={(q) => set('q', q)}
        />
        <SelectField
          label={t.state}
          value={state}
          onChange={(event) => set('licences', event.target.value)}
        >
          {STATES.map((value) => (
            <option key={value} value={value}>
              {t[value]}
            </option>
          ))}
        </SelectField>
      </div>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={4} />}
      {pages.data && rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && (
        <Table
          label={t.licences}
          heads={[t.outlet, t.kind, t.number, t.validTo, t.state, t.agent]}
          testId="licences"
        >
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link
                  href={`/o/${row.outletId}/documents`}
                  className="inline-flex min-h-8 items-center font-medium text-accent"
                >
                  {row.outletName}
                </Link>{' '}
                <span className="text-faint">
                  {row.outletCode} · {row.city}
                </span>
              </td>
              <td>{LICENCE_NAMES[row.kind][language]}</td>
              <td>{row.number}</td>
              <td className="whitespace-nowrap">{row.toDay ? f.day(row.toDay) : '∞'}</td>
              <td>
                <Badge tone={LICENCE_TONE[row.state]}>{LICENCE_STATES[row.state][language]}</Badge>
              </td>
              <td>{row.agentName}</td>
            </tr>
          ))}
        </Table>
      )}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
