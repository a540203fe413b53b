import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { Chips } from '../kit/Chips.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { Table } from '../kit/Table.tsx'
import { oddityName, runCount, runStatus } from './exchange-words.ts'
import { words } from './office-words.ts'

/** One run of the exchange: its counts and every oddity with what was done about it. */
export function RunPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { runId } = useParams<{ runId: string }>()
  const [params, setParams] = useSearchParams()
  const code = params.get('code') ?? ''
  const pages = useInfiniteQuery({
    queryKey: ['run', distributor, runId, code],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call.exchange.run({ distributor, runId, after: pageParam, ...(code ? { code } : {}) }),
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) return <Failed error={pages.error} retry={pages.refetch} />
  const [run] = pages.data?.pages ?? []
  if (!run) return <Skeleton />
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="space-y-4">
      <PageHead
        title={run.source}
        lead={`${f.moment(run.startedAt)} · ${runStatus(run.status, language)}`}
        back={{ href: '/exchange', name: t.exchange }}
      />
      {run.refusal && <Alert tone="bad">{JSON.stringify(run.refusal)}</Alert>}
      <Card>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-sm sm:grid-cols-4 lg:grid-cols-6">
          {Object.entries(run.counts).map(([name, n]) => (
            <div key={name}>
              <dt className="text-xs text-faint">{runCount(name, language)}</dt>
              <dd className="font-semibold">{f.number(n)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Chips
        label={t.oddities}
        chips={run.byCode.map((row) => ({
          key: row.code,
          name: `${oddityName(row.code, language)} · ${f.number(row.rows)}`,
          pressed: row.code === code,
          choose: () => setParams(row.code === code ? {} : { code: row.code }),
        }))}
      />
      {rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && (
        <Table label={t.oddities} heads={[t.file, t.line, 'ID', t.what, t.done]}>
          {rows.map((row) => (
            <tr key={row.rowNo}>
              <td>{row.file}</td>
              <td>{row.line}</td>
              <td className="max-w-60 truncate">{row.externalId}</td>
              <td>
                {oddityName(row.code, language)} <span className="text-faint">{row.detail}</span>
              </td>
              <td>{row.done}</td>
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
