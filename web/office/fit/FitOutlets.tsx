import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { csvOf } from '../../kit/csv.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { SearchBox } from '../../kit/SearchBox.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { Table } from '../../kit/Table.tsx'
import { KINDS, type Kind, MENDERS, type Mender, words } from './fit-words.ts'

type Filters = { fit?: 'yes' | 'no'; kind?: Kind; mender?: Mender; search?: string }
type Row = Awaited<ReturnType<typeof call.rollout.fitList>>['outlets'][number]

function useFilters() {
  const [params, setParams] = useSearchParams()
  const fit = params.get('fit')
  const kind = params.get('kind')
  const mender = params.get('mender')
  const search = params.get('q')
  const filters: Filters = {
    ...(fit === 'yes' || fit === 'no' ? { fit } : {}),
    ...(kind && kind in KINDS ? { kind: kind as Kind } : {}),
    ...(mender && mender in MENDERS ? { mender: mender as Mender } : {}),
    ...(search ? { search } : {}),
  }
  const set = (name: string, value: string) =>
    setParams(
      Object.entries({ ...Object.fromEntries(params), [name]: value }).filter(([, v]) => v !== ''),
      { replace: true },
    )
  return { filters, set }
}

/** Every outlet with its verdict and the reasons; what is chosen stands in the address. */
export function FitOutlets({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters, set } = useFilters()
  const pages = useInfiniteQuery({
    queryKey: ['fit', distributor, 'list', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.rollout.fitList({ distributor, ...filters, ...(pageParam && { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.outlets) ?? []
  return (
    <div className="space-y-3">
      <div className="no-print flex flex-wrap items-end gap-3">
        <SearchBox
          label={t.find}
          clearLabel={t.all}
          className="w-72"
          value={filters.search ?? ''}
          onSearch={(q) => set('q', q)}
        />
        <SelectField
          label={t.state}
          value={filters.fit ?? ''}
          onChange={(event) => set('fit', event.target.value)}
        >
          <option value="">{t.all}</option>
          <option value="yes">{t.ready}</option>
          <option value="no">{t.notReady}</option>
        </SelectField>
        <Choice
          label={t.reason}
          names={KINDS}
          chosen={filters.kind}
          choose={(v) => set('kind', v)}
        />
        <Choice
          label={t.mender}
          names={MENDERS}
          chosen={filters.mender}
          choose={(v) => set('mender', v)}
        />
        <ExportButton distributor={distributor} filters={filters} language={language} />
      </div>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={8} />}
      {pages.data && rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && <OutletsTable rows={rows} />}
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

type ChoiceProps = {
  label: string
  names: Record<string, Record<'uk' | 'en' | 'ru', string>>
  chosen: string | undefined
  choose: (value: string) => void
}

export function Choice({ label, names, chosen, choose }: ChoiceProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <SelectField
      label={label}
      value={chosen ?? ''}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t.all}</option>
      {Object.entries(names).map(([value, name]) => (
        <option key={value} value={value}>
          {name[language]}
        </option>
      ))}
    </SelectField>
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
          <td>
            <Link
              href={`/fit/${row.outletId}`}
              className="inline-flex min-h-8 items-center font-medium text-accent"
            >
              {row.name}
            </Link>{' '}
            <span className="text-faint">
              {row.code} · {row.city}
            </span>
          </td>
          <td>
            <Badge tone={row.fit ? 'good' : 'warn'}>{row.fit ? t.ready : t.notReady}</Badge>
          </td>
          <td className="figure">
            {f.number(row.linesTrue)} / {f.number(row.lines)}
          </td>
          <td>
            <span className="flex flex-wrap gap-1">
              {Object.entries(row.differences).map(([kind, count]) => (
                <Badge key={kind}>
                  {KINDS[kind as Kind][language]}
                  {count > 1 && ` × ${f.number(count)}`}
                </Badge>
              ))}
            </span>
          </td>
          <td className="whitespace-nowrap text-soft">{f.moment(row.checkedAt)}</td>
        </tr>
      ))}
    </Table>
  )
}

type ExportProps = { distributor: string; filters: Filters; language: 'uk' | 'en' | 'ru' }

function ExportButton({ distributor, filters, language }: ExportProps) {
  const t = useWords(words)
  const save = useMutation({
    mutationFn: async () => {
      const rows: Row[] = []
      for (let after: string | null = ''; after !== null; ) {
        const asked = { distributor, ...filters, limit: 200, ...(after && { after }) }
        const page: { outlets: Row[]; next: string | null } = await call.rollout.fitList(asked)
        rows.push(...page.outlets)
        after = page.next
      }
      const kinds = Object.keys(KINDS) as Kind[]
      const head = ['code', 'outlet', 'city', 'class', 'fit', 'lines', 'lines true']
      saveFile(
        csvOf([
          [...head, ...kinds.map((kind) => KINDS[kind][language])],
          ...rows.map((row) => [
            ...[row.code, row.name, row.city, row.class, row.fit ? 1 : 0],
            ...[row.lines, row.linesTrue],
            ...kinds.map((kind) => row.differences[kind] ?? 0),
          ]),
        ]),
        'fit.csv',
      )
    },
  })
  return (
    <>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {t.export}
      </Button>
      {save.error && <Failed error={save.error} />}
    </>
  )
}
