import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { Chips } from '../kit/Chips.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { Table } from '../kit/Table.tsx'
import { oddityName, refusalName, runCount, runStatus } from './exchange-words.ts'
import { words } from './office-words.ts'

type Run = Awaited<ReturnType<typeof call.exchange.run>>

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
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.exchange.run({ distributor, runId, after: pageParam, ...(code ? { code } : {}) }),
    getNextPageParam: (page) => page.next,
  })
  const [run] = pages.data?.pages ?? []
  const choose = (next: string) => setParams(next === code ? {} : { code: next }, { replace: true })
  return (
    <div className="space-y-4">
      <PageHead
        title={run?.source || t.run}
        lead={run && `${f.moment(run.startedAt)} · ${runStatus(run.status, language)}`}
        back={{ href: '/exchange', name: t.exchange }}
      />
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton />}
      {run && <Picture run={run} code={code} choose={choose} />}
      {run && <Oddities rows={pages.data?.pages.flatMap((page) => page.rows) ?? []} />}
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

type PictureProps = { run: Run; code: string; choose: (code: string) => void }

function Picture({ run, code, choose }: PictureProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { code: refused, ...details } = run.refusal ?? {}
  return (
    <>
      {run.refusal && (
        <Alert tone="bad">
          {refusalName(typeof refused === 'string' ? refused : run.status, language)}
          {Object.keys(details).length > 0 && (
            <code className="mt-1 block text-xs break-all">{JSON.stringify(details)}</code>
          )}
        </Alert>
      )}
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
          choose: () => choose(row.code),
        }))}
      />
    </>
  )
}

function Oddities({ rows }: Pick<Run, 'rows'>) {
  const t = useWords(words)
  const { language } = useLanguage()
  if (rows.length === 0) return <Empty title={t.noOddities} />
  const heads = [t.file, { name: t.line, figure: true }, t.externalId, t.what, t.done]
  return (
    <Table label={t.oddities} heads={heads}>
      {rows.map((row) => (
        <tr key={row.rowNo}>
          <td>{row.file}</td>
          <td className="figure">{row.line}</td>
          <td className="max-w-60 truncate" title={row.externalId ?? ''}>
            {row.externalId}
          </td>
          <td>
            {oddityName(row.code, language)} <span className="text-faint">{row.detail}</span>
          </td>
          <td>{row.done}</td>
        </tr>
      ))}
    </Table>
  )
}
