import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { Choice } from '../Choice.tsx'
import { Listed } from '../Listed.tsx'
import { OutletCell } from '../OutletCell.tsx'
import { useFilters } from '../use-filters.tsx'
import { REASONS, words } from './launch-words.ts'

type Row = Awaited<ReturnType<typeof call.rollout.readiness>>['outlets'][number]
const PAGE = 100

/** Outlets by how ready they are and what they are worth, each with its reasons. */
export function ReadinessList({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const { filters, show } = useFilters()
  const sort = filters.sort === 'worth' ? ('worth' as const) : ('readiness' as const)
  const fit = filters.fit === 'yes' || filters.fit === 'no' ? filters.fit : undefined
  const search = filters.q ?? ''
  const pages = useInfiniteQuery({
    queryKey: ['launch', distributor, 'readiness', sort, fit, search],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call.rollout.readiness({
        ...{ distributor, sort, offset: pageParam, limit: PAGE },
        ...(fit && { fit }),
        ...(search && { search }),
      }),
    getNextPageParam: (page, all) => (page.more ? all.length * PAGE : null),
    placeholderData: keepPreviousData,
  })
  const judge = useMutation({
    mutationFn: () => call.rollout.judgeReadiness({ distributor }),
    onSuccess: ({ changed }) => toast({ text: `${t.judged} ${f.number(changed)}` }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  const rows = pages.data?.pages.flatMap((page) => page.outlets) ?? []
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_auto]">
        <SearchBox
          label={t.find}
          clearLabel={t.clear}
          value={search}
          onSearch={(q) => show({ ...filters, q })}
        />
        <Choice
          label={t.sort}
          chosen={sort}
          options={[
            ['readiness', t.byReadiness],
            ['worth', t.byWorth],
          ]}
          choose={(value) => show({ ...filters, sort: value === 'worth' ? 'worth' : '' })}
        />
        <Choice
          label={t.portal}
          chosen={fit}
          options={[
            ['', t.everyone],
            ['yes', t.portalTrue],
            ['no', t.portalFalse],
          ]}
          choose={(value) => show({ ...filters, fit: value })}
        />
        {can(tenant, 'rollout.write') && (
          <Button busy={judge.isPending} onClick={() => judge.mutate()}>
            {t.judge}
          </Button>
        )}
      </div>
      {judge.error && <Failed error={judge.error} />}
      <Listed pages={pages} count={rows.length} empty={t.noReadiness} emptyHow={t.noReadinessHow}>
        <Rows rows={rows} />
      </Listed>
    </div>
  )
}

function Rows({ rows }: { rows: Row[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const heads = [
    t.outlet,
    { name: t.ready, figure: true },
    { name: t.worth, figure: true },
    t.reasons,
    t.portal,
    t.agent,
    t.step,
  ]
  return (
    <Table label={t.readiness} heads={heads} testId="readiness">
      {rows.map((row) => (
        <tr key={row.outletId}>
          <OutletCell
            href={`/o/${row.outletId}`}
            name={row.name}
            told={[row.code, row.city, row.class]}
          />
          <td className="figure font-semibold">{f.number(row.readiness)}</td>
          <td className="figure">{f.number(row.worth)}</td>
          <td className="min-w-72 text-sm">
            <Why row={row} />
          </td>
          <td>
            <Badge tone={row.fit ? 'good' : 'warn'}>{row.fit ? t.portalTrue : t.portalFalse}</Badge>
          </td>
          <td>{row.agentName ?? <Badge tone="accent">{t.vacant}</Badge>}</td>
          <td className="whitespace-nowrap">
            {row.wave !== null && `${t.wave} ${f.number(row.wave)} · `}
            {STEP_NAMES[row.step]?.[language]}
          </td>
        </tr>
      ))}
    </Table>
  )
}

// What costs it most points, for that is what somebody may change.
function Why({ row }: { row: Row }) {
  const f = useFormats()
  const { language } = useLanguage()
  const lost = row.reasons
    .filter(({ points, of }) => points < of)
    .toSorted((a, b) => b.of - b.points - (a.of - a.points))
    .slice(0, 3)
  return (
    <>
      {lost.map(({ kind, points, of }) => (
        <span key={kind} className="mr-3 inline-block">
          {REASONS[kind]?.[language]}{' '}
          <span className="text-soft">
            {f.number(points)}/{f.number(of)}
          </span>
        </span>
      ))}
    </>
  )
}
