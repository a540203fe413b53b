import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import { Choice } from '../fit/FitOutlets.tsx'
import { type Filters, JournalExport } from './JournalExport.tsx'
import { JournalProof } from './JournalProof.tsx'
import { JournalTable } from './JournalTable.tsx'
import { DEEDS, THINGS, words } from './journal-words.ts'

const isDay = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')
const isId = (text: string | null): text is string => /^[0-9a-f-]{36}$/.test(text ?? '')

const keysOf = <K extends string>(named: Record<K, unknown>) => Object.keys(named) as K[]

// What stands in the address, as far as it can be asked for.
function readFilters(params: URLSearchParams): Filters {
  const [from, to, who] = [params.get('from'), params.get('to'), params.get('who')]
  const word = keysOf(DEEDS).find((one) => one === params.get('what'))
  const thing = keysOf(THINGS).find((one) => one === params.get('thing'))
  const thingId = params.get('id')
  return {
    ...(isDay(from) && { fromDay: from }),
    ...(isDay(to) && { toDay: to }),
    ...(isId(who) && { personId: who }),
    ...(word && { word }),
    ...(thing && { thing }),
    ...(thingId && { thingId }),
  }
}

/** Who changed what and when; what is chosen stands in the address. */
export function JournalPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const filters = readFilters(params)
  const set = (change: Record<string, string>) =>
    setParams(
      Object.entries({ ...Object.fromEntries(params), ...change }).filter(([, v]) => v !== ''),
      { replace: true },
    )
  const pages = useInfiniteQuery({
    queryKey: ['journal', distributor, filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.identity.journal({ distributor, ...filters, ...(pageParam && { before: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} />
      <JournalFilters filters={filters} set={set} clear={() => setParams({}, { replace: true })}>
        <JournalExport distributor={distributor} filters={filters} />
      </JournalFilters>
      <JournalProof distributor={distributor} />
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={8} />}
      {pages.data && rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && <JournalTable rows={rows} choose={set} />}
      {pages.hasNextPage && (
        <Button
          className="w-full"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}

type FiltersProps = {
  filters: Filters
  set: (change: Record<string, string>) => void
  clear: () => void
  children: ReactNode
}

function JournalFilters({ filters, set, clear, children }: FiltersProps) {
  const t = useWords(words)
  return (
    <div className="no-print flex flex-wrap items-end gap-3">
      <TextField
        label={t.from}
        type="date"
        value={filters.fromDay ?? ''}
        onChange={(event) => set({ from: event.target.value })}
      />
      <TextField
        label={t.to}
        type="date"
        value={filters.toDay ?? ''}
        onChange={(event) => set({ to: event.target.value })}
      />
      <Choice label={t.what} names={DEEDS} chosen={filters.word} choose={(what) => set({ what })} />
      <Choice
        label={t.thing}
        names={THINGS}
        chosen={filters.thing}
        choose={(thing) => set({ thing, id: '' })}
      />
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t.clear}</Button>}
      {children}
    </div>
  )
}
