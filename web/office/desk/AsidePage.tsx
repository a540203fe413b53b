import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Choice } from '../Choice.tsx'
import { Listed } from '../Listed.tsx'
import { useFilters } from '../use-filters.tsx'
import { type AsideAsked, AsideExport } from './AsideExport.tsx'
import { AsideList } from './AsideList.tsx'
import { words } from './aside-words.ts'
import { DeskViews } from './DeskViews.tsx'

const STATES = ['open', 'waiting', 'due', 'ended'] as const
const KINDS = ['paused', 'stays_with_agent'] as const
function askedBy({ state, kind, q }: Record<string, string>): AsideAsked {
  const [known, how] = [STATES.find((one) => one === state), KINDS.find((one) => one === kind)]
  return { ...(known && { state: known }), ...(how && { kind: how }), ...(q && { search: q }) }
}

/** Who is set aside: who asked and why, who agreed, and when it must be looked at again. */
export function AsidePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { filters, set } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['asides', distributor, asked],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => call.rollout.asides({ distributor, ...asked, offset: pageParam }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.asides) ?? []
  const first = pages.data?.pages[0]
  const narrowed = Object.keys(asked).length > 0
  return (
    <div className="space-y-4">
      <PageHead title={t.aside} lead={t.lead}>
        {first && first.waiting > 0 && (
          <Badge tone="warn">
            {t.waiting}: {f.number(first.waiting)}
          </Badge>
        )}
        {first && first.due > 0 && (
          <Badge tone="bad">
            {t.due}: {f.number(first.due)}
          </Badge>
        )}
      </PageHead>
      <DeskViews />
      <div className="no-print filters">
        <SearchBox
          label={t.find}
          clearLabel={t.clear}
          className="w-full sm:w-80"
          value={asked.search ?? ''}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.state}
          options={STATES.map((name) => [name, t[name]] as const)}
          chosen={asked.state ?? 'open'}
          choose={(state) => set({ state: state === 'open' ? '' : state })}
        />
        <Choice
          label={t.kind}
          options={[['', t.all], ...KINDS.map((name) => [name, t[name]] as const)]}
          chosen={asked.kind}
          choose={(kind) => set({ kind })}
        />
        <AsideExport distributor={distributor} asked={asked} />
      </div>
      <Listed
        pages={pages}
        count={rows.length}
        empty={narrowed ? t.noneFound : t.none}
        emptyHow={narrowed ? undefined : t.noneHow}
      >
        <AsideList distributor={distributor} rows={rows} />
      </Listed>
    </div>
  )
}
