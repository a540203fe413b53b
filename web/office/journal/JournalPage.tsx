import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { PageHead } from '../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import { Choice } from '../Choice.tsx'
import { named } from '../fit/fit-words.ts'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { type Filters, JournalExport } from './JournalExport.tsx'
import { JournalProof } from './JournalProof.tsx'
import { JournalTable } from './JournalTable.tsx'
import { DEEDS, words } from './journal-words.ts'
import { THINGS } from './thing-words.ts'

const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')
const isId = (text: string | undefined): text is string => /^[0-9a-f-]{36}$/.test(text ?? '')

const keysOf = <K extends string>(known: Record<K, unknown>) => Object.keys(known) as K[]

// What stands in the address, as far as it can be asked for.
function askedBy({
  from,
  to,
  who,
  what,
  thing: kind,
  id: thingId,
}: Record<string, string>): Filters {
  const word = keysOf(DEEDS).find((one) => one === what)
  const thing = keysOf(THINGS).find((one) => one === kind)
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
  const { filters: chosen, set, clear } = useFilters()
  const filters = askedBy(chosen)
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
      <PageHead title={t.title} lead={t.lead}>
        <JournalExport distributor={distributor} filters={filters} />
      </PageHead>
      <JournalFilters filters={filters} set={set} clear={clear} />
      <JournalProof distributor={distributor} />
      <Listed pages={pages} count={rows.length} empty={t.none} emptyHow={t.noneHow}>
        <JournalTable rows={rows} choose={set} />
      </Listed>
    </div>
  )
}

type FiltersProps = {
  filters: Filters
  set: (change: Record<string, string>) => void
  clear: () => void
}

function JournalFilters({ filters, set, clear }: FiltersProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <div className="no-print filters">
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
      <Choice
        label={t.what}
        options={named(DEEDS, t.all, language)}
        chosen={filters.word}
        choose={(what) => set({ what })}
      />
      <Choice
        label={t.thing}
        options={named(THINGS, t.all, language)}
        chosen={filters.thing}
        choose={(thing) => set({ thing, id: '' })}
      />
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t.clear}</Button>}
    </div>
  )
}
