import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { LICENCE_TONE } from '../../debts/LicenceList.tsx'
import { LICENCE_NAMES, LICENCE_STATES } from '../../debts/licence-words.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { Choice } from '../Choice.tsx'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './debt-page-words.ts'

const STATES = ['ending', 'ended', 'all'] as const

/** Places whose licence ends within 30 days or has ended. */
export function LicencePlaces({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { filters, set } = useFilters()
  const state = STATES.find((known) => known === filters.licences) ?? 'ending'
  const search = filters.q ?? ''
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
          className="w-full sm:w-72"
          value={search}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.state}
          options={STATES.map((value) => [value, t[value]])}
          chosen={state}
          choose={(licences) => set({ licences })}
        />
      </div>
      <Listed pages={pages} count={rows.length} empty={t.none} emptyHow={t.noneHow}>
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
              <td className="whitespace-nowrap">{row.toDay ? f.fullDay(row.toDay) : '∞'}</td>
              <td>
                <Badge tone={LICENCE_TONE[row.state]}>{LICENCE_STATES[row.state][language]}</Badge>
              </td>
              <td>{row.agentName}</td>
            </tr>
          ))}
        </Table>
      </Listed>
    </div>
  )
}
