import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../call.ts'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, TextField } from '../../../kit/Parts.tsx'
import { Choice } from '../../Choice.tsx'
import { named } from '../../fit/fit-words.ts'
import { Listed } from '../../Listed.tsx'
import { useFilters } from '../../use-filters.tsx'
import { KINDS, USES, words } from './kept-words.ts'
import { MendsExport } from './MendsExport.tsx'
import { MendsTable } from './MendsTable.tsx'
import type { MendFilters } from './mend-reply.ts'

const keysOf = <K extends string>(known: Record<K, unknown>) => Object.keys(known) as K[]

// What stands in the address, as far as it can be asked for.
function askedBy({ kind, use, q }: Record<string, string>): MendFilters {
  const known = keysOf(KINDS).find((one) => one === kind)
  const used = keysOf(USES).find((one) => one === use)
  const text = q?.trim()
  return { ...(known && { kind: known }), ...(used && { use: used }), ...(text && { text }) }
}

/** Everything that people decided about odd rows: what it was, what it is, and whether it is used. */
export function MendsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters: chosen, set, clear } = useFilters()
  const filters = askedBy(chosen)
  const pages = useInfiniteQuery({
    queryKey: ['mends', distributor, filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.exchange.mends({ distributor, ...filters, ...(pageParam && { before: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const mends = pages.data?.pages.flatMap((page) => page.mends) ?? []
  const isNarrowed = Object.keys(filters).length > 0
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/exchange', name: t.back }}>
        <MendsExport distributor={distributor} filters={filters} />
      </PageHead>
      <div className="no-print filters">
        <TextField
          label={t.search}
          type="search"
          value={chosen.q ?? ''}
          maxLength={200}
          onChange={(event) => set({ q: event.target.value })}
        />
        <Choice
          label={t.kind}
          options={named(KINDS, t.all, language)}
          chosen={filters.kind}
          choose={(kind) => set({ kind })}
        />
        <Choice
          label={t.use}
          options={named(USES, t.all, language)}
          chosen={filters.use}
          choose={(use) => set({ use })}
        />
        {isNarrowed && <Button onClick={clear}>{t.clear}</Button>}
      </div>
      <Listed
        pages={pages}
        count={mends.length}
        empty={isNarrowed ? t.noSuch : t.none}
        emptyHow={isNarrowed ? t.noSuchHow : t.noneHow}
      >
        <MendsTable distributor={distributor} mends={mends} />
      </Listed>
    </div>
  )
}
