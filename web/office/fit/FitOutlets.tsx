import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { Table } from '../../kit/Table.tsx'
import { Choice } from '../Choice.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { Listed } from '../Listed.tsx'
import { OutletCell } from '../OutletCell.tsx'
import { useFilters } from '../use-filters.tsx'
import { KINDS, type Kind, MENDERS, type Mender, named, words } from './fit-words.ts'

type Filters = { fit?: 'yes' | 'no'; kind?: Kind; mender?: Mender; search?: string }
type Row = Awaited<ReturnType<typeof call.rollout.fitList>>['outlets'][number]

const askedBy = ({ fit, kind, mender, q }: Record<string, string>): Filters => ({
  ...(fit === 'yes' || fit === 'no' ? { fit } : {}),
  ...(kind && kind in KINDS ? { kind: kind as Kind } : {}),
  ...(mender && mender in MENDERS ? { mender: mender as Mender } : {}),
  ...(q ? { search: q } : {}),
})

/** Every outlet with its verdict and the reasons; what is chosen stands in the address. */
export function FitOutlets({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters, set } = useFilters()
  const asked = askedBy(filters)
  const pages = useInfiniteQuery({
    queryKey: ['fit', distributor, 'list', asked],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.rollout.fitList({ distributor, ...asked, ...(pageParam && { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.outlets) ?? []
  const narrowed = Object.keys(asked).length > 0
  return (
    <div className="space-y-3">
      <div className="no-print filters">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-full sm:w-64"
          value={asked.search ?? ''}
          onSearch={(q) => set({ q })}
        />
        <Choice
          label={t.state}
          options={[
            ['', t.all],
            ['yes', t.ready],
            ['no', t.notReady],
          ]}
          chosen={asked.fit}
          choose={(fit) => set({ fit })}
        />
        <Choice
          label={t.reason}
          options={named(KINDS, t.all, language)}
          chosen={asked.kind}
          choose={(kind) => set({ kind })}
        />
        <Choice
          label={t.mender}
          options={named(MENDERS, t.all, language)}
          chosen={asked.mender}
          choose={(mender) => set({ mender })}
        />
        <ExportFit distributor={distributor} asked={asked} />
      </div>
      <Listed
        pages={pages}
        count={rows.length}
        empty={narrowed ? t.none : t.noVerdicts}
        emptyHow={!narrowed && t.noVerdictsHow}
      >
        <OutletsTable rows={rows} />
      </Listed>
    </div>
  )
}

function OutletsTable({ rows }: { rows: Row[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const heads = [t.outlets, t.state, { name: t.parity, figure: true }, t.why, t.checked]
  return (
    <Table label={t.outlets} heads={heads} testId="fit">
      {rows.map((row) => (
        <tr key={row.outletId}>
          <OutletCell href={`/fit/${row.outletId}`} name={row.name} told={[row.code, row.city]} />
          <td>
            <Badge tone={row.fit ? 'good' : 'warn'}>{row.fit ? t.ready : t.notReady}</Badge>
          </td>
          <td className="figure">
            {f.number(row.linesTrue)} / {f.number(row.lines)}
          </td>
          <td>
            {Object.entries(row.differences).map(([kind, count]) => (
              <span key={kind} className="mr-1">
                <Badge>
                  {KINDS[kind as Kind][language]}
                  {count > 1 && ` × ${f.number(count)}`}
                </Badge>
              </span>
            ))}
          </td>
          <td className="whitespace-nowrap text-soft">{f.moment(row.checkedAt)}</td>
        </tr>
      ))}
    </Table>
  )
}

function ExportFit({ distributor, asked }: { distributor: string; asked: Filters }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const kinds = Object.keys(KINDS) as Kind[]
  const heads = [t.code, t.outlet, t.city, t.class, t.ready, t.lines, t.parity]
  return (
    <ExportButton<string>
      file="fit.csv"
      heads={[...heads, ...kinds.map((kind) => KINDS[kind][language])]}
      load={async (after) => {
        const asking = { distributor, ...asked, limit: 200, ...(after && { after }) }
        const page = await call.rollout.fitList(asking)
        const rows = page.outlets.map((row) => [
          ...[row.code, row.name, row.city, row.class, row.fit ? 1 : 0],
          ...[row.lines, row.linesTrue],
          ...kinds.map((kind) => row.differences[kind] ?? 0),
        ])
        return { rows, next: page.next }
      }}
    />
  )
}
