import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { words } from './office-words.ts'

/** One run of the exchange: its counts and every oddity with what was done about it. */
export function RunPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
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
  if (pages.error) return <Alert tone="bad">{errorText(pages.error, t.offline)}</Alert>
  const [run] = pages.data?.pages ?? []
  if (!run) return <Skeleton />
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="space-y-4">
      <h1 className="text-xl font-bold">
        {run.source} · {f.moment(run.startedAt)} · {run.status}
      </h1>
      {run.refusal && <Alert tone="bad">{JSON.stringify(run.refusal)}</Alert>}
      <Card>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-sm sm:grid-cols-4 lg:grid-cols-6">
          {Object.entries(run.counts).map(([name, n]) => (
            <div key={name}>
              <dt className="text-xs text-faint">{name}</dt>
              <dd className="font-semibold">{n}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <div className="flex flex-wrap gap-2">
        {run.byCode.map((row) => (
          <button
            key={row.code}
            type="button"
            aria-pressed={row.code === code}
            className={`min-h-11 rounded-full border px-4 text-sm ${row.code === code ? 'border-accent bg-accent text-white' : 'border-line bg-card'}`}
            onClick={() => setParams(row.code === code ? {} : { code: row.code })}
          >
            {row.code} · {row.rows}
          </button>
        ))}
      </div>
      {rows.length === 0 && <Empty title={t.none} />}
      {rows.length > 0 && (
        <section
          className="overflow-x-auto rounded-card border border-line bg-card"
          tabIndex={0}
          aria-label={t.oddities}
        >
          <table className="w-full text-sm">
            <thead className="text-left text-xs text-faint">
              <tr className="border-b border-line">
                {[t.file, t.line, 'ID', t.what, t.done].map((head) => (
                  <th key={head} className="px-3 py-2 font-medium">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map((row) => (
                <tr key={row.rowNo}>
                  <td className="px-3 py-1.5">{row.file}</td>
                  <td className="px-3 py-1.5">{row.line}</td>
                  <td className="max-w-60 truncate px-3 py-1.5">{row.externalId}</td>
                  <td className="px-3 py-1.5">
                    {row.code} <span className="text-faint">{row.detail}</span>
                  </td>
                  <td className="px-3 py-1.5">{row.done}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
