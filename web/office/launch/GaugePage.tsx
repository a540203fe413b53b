import { useInfiniteQuery } from '@tanstack/react-query'
import { MEASURE_NAMES, PART_NAMES } from '../../../src/modules/goals/number-words-rules.ts'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../call.ts'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Table } from '../../kit/Table.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { Listed } from '../Listed.tsx'
import { OutletCell } from '../OutletCell.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './gauge-words.ts'

const PARTS = ['invited', 'held_out', 'other'] as const
const PAGE = 50

type Row = Awaited<ReturnType<typeof call.goals.gaugeOutlets>>['outlets'][number]
type Told = NonNullable<Row['now']>

const dropOf = (told: Told | null) =>
  told && told.drops > 0 ? Math.round(told.keptMinor / told.drops) : null
const WEEKS = { now: 4, before: 12 }

/** The outlets behind the numbers of both laws: what each buys now and bought before. */
export function GaugePage({ distributor }: { distributor: string }) {
  const t = { ...useWords(words), ...useWords(MEASURE_NAMES), ...useWords(PART_NAMES) }
  const { language } = useLanguage()
  const { filters, show } = useFilters()
  const part = PARTS.find((known) => known === filters.part)
  const asked = { distributor, ...(part ? { part } : {}) }
  const pages = useInfiniteQuery({
    queryKey: ['launch', distributor, 'gauge-outlets', part],
    queryFn: ({ pageParam }) =>
      call.goals.gaugeOutlets({ ...asked, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last, all) =>
      all.length * PAGE < last.total ? all.length * PAGE : undefined,
  })
  const rows = pages.data?.pages.flatMap(({ outlets }) => outlets) ?? []
  const file = `gauge${part ? `-${part}` : ''}.csv`
  return (
    <div className="space-y-4">
      <PageHead title={t.behind} lead={t.behindLead}>
        <ExportButton<number>
          file={file}
          heads={[
            ...[t.code, t.outlet, t.city, t.step],
            ...[
              t.dropMinor,
              `${t.dropMinor}: ${t.before}`,
              t.keptWeek,
              `${t.keptWeek}: ${t.before}`,
            ],
            ...[
              t.productsPerOutlet,
              `${t.productsPerOutlet}: ${t.before}`,
              t.orders,
              t.independent,
            ],
          ]}
          load={async (after) => {
            const offset = after ?? 0
            const page = await call.goals.gaugeOutlets({ ...asked, offset, limit: 200 })
            const next = offset + 200 < page.total ? offset + 200 : null
            return { next, rows: page.outlets.map((row) => cellsOf(row, language)) }
          }}
        />
      </PageHead>
      <Chips
        label={t.behind}
        chips={[undefined, ...PARTS].map((name) => ({
          key: name ?? 'all',
          name: t[name ?? 'all'],
          pressed: name === part,
          choose: () => show(name ? { part: name } : {}),
        }))}
      />
      <Listed pages={pages} count={rows.length} empty={t.nobody}>
        <Table
          label={t.behind}
          testId="gauge-outlets"
          heads={[
            ...[t.outlet, t.step],
            ...[t.keptWeek, t.dropMinor, t.productsPerOutlet, t.independent].map((name) => ({
              ...{ name, figure: true },
            })),
          ]}
        >
          {rows.map((row) => (
            <OutletRow key={row.outletId} row={row} />
          ))}
        </Table>
      </Listed>
    </div>
  )
}

const weekly = (told: Told | null, weeks: number) => Math.round((told?.keptMinor ?? 0) / weeks)

function cellsOf(row: Row, language: 'uk' | 'en' | 'ru') {
  const money = (minor: number | null) => (minor === null ? null : minor / 100)
  return [
    ...[row.code, row.name, row.city, row.step ? (STEP_NAMES[row.step]?.[language] ?? '') : ''],
    ...[money(dropOf(row.now)), money(dropOf(row.before))],
    ...[money(weekly(row.now, WEEKS.now)), money(weekly(row.before, WEEKS.before))],
    ...[row.now?.products ?? 0, row.before?.products ?? 0],
    ...[row.now?.orders ?? 0, row.now?.independentOrders ?? 0],
  ]
}

function OutletRow({ row }: { row: Row }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const money = (minor: number | null) => (minor === null ? '—' : f.money(minor))
  const pairs: [name: string, now: string, before: string][] = [
    ['week', money(weekly(row.now, WEEKS.now)), money(weekly(row.before, WEEKS.before))],
    ['drop', money(dropOf(row.now)), money(dropOf(row.before))],
    ['products', f.number(row.now?.products ?? 0), f.number(row.before?.products ?? 0)],
  ]
  return (
    <tr>
      <OutletCell href={`/o/${row.outletId}`} name={row.name} told={[row.code, row.city]} />
      <td className="whitespace-nowrap">{row.step ? STEP_NAMES[row.step]?.[language] : '—'}</td>
      {pairs.map(([name, now, before]) => (
        <td key={name} className="figure whitespace-nowrap">
          <strong>{now}</strong>{' '}
          <span className="text-faint">
            {t.before} {before}
          </span>
        </td>
      ))}
      <td className="figure whitespace-nowrap">
        {f.number(row.now?.independentOrders ?? 0)} {t.of} {f.number(row.now?.orders ?? 0)}
      </td>
    </tr>
  )
}
