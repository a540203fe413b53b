import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../../kit/Parts.tsx'
import { words } from '../office-words.ts'
import { filesShort, oddityName, refusalName, runCount, runStatus } from './exchange-words.ts'
import { words as logWords } from './log/log-words.ts'
import { Oddities } from './Oddities.tsx'
import { OddityExport } from './OddityExport.tsx'
import { LoneOfRun } from './PublishLone.tsx'
import { MendedRows, ReplayOf, ReplayRun } from './ReplayRun.tsx'
import { RunChanges } from './RunChanges.tsx'
import { type Run, RunDecision } from './RunDecision.tsx'

/** One run of the exchange: its counts and every oddity with what was done about it. */
export function RunPage({ distributor }: { distributor: string }) {
  const t = { ...useWords(words), protocol: useWords(logWords).protocol }
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
    // Live notices tell of it, too; a run must not seem to hang when the stream is away.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.status === 'running' ? 2_000 : false),
  })
  const [run] = pages.data?.pages ?? []
  const leadOf = ({ startedAt, dryRun, status, startedBy }: Run) =>
    [
      ...[f.moment(startedAt), startedBy, runStatus(status, language)],
      ...(dryRun ? [t.dryRun] : []),
    ].join(' · ')
  const choose = (next: string) => setParams(next === code ? {} : { code: next }, { replace: true })
  return (
    <div className="space-y-4">
      <PageHead
        title={(run && filesShort(run.source)) || t.run}
        lead={run && leadOf(run)}
        back={{ href: '/exchange', name: t.exchange }}
      >
        {run && <ReplayRun distributor={distributor} run={run} />}
        {run && run.oddities > 0 && <OddityExport {...{ distributor, runId, code }} />}
      </PageHead>
      {run?.sessionId && (
        <Link
          href={`/exchange/log/${run.sessionId}`}
          className="inline-flex min-h-11 items-center text-accent hover:underline"
        >
          {t.protocol}
        </Link>
      )}
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton />}
      {run && (
        <RunParts
          {...{ distributor, run, code, choose }}
          rows={pages.data?.pages.flatMap((page) => page.rows) ?? []}
        />
      )}
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

type PartsProps = PictureProps & { distributor: string; rows: Run['rows'] }

function RunParts({ distributor, run, rows, ...narrowed }: PartsProps) {
  const of = { distributor, run }
  return (
    <>
      <ReplayOf run={run} />
      <MendedRows {...of} />
      <RunDecision key={run.id} {...of} />
      <LoneOfRun {...of} />
      <Picture run={run} {...narrowed} />
      <Oddities {...of} rows={rows} />
    </>
  )
}

type PictureProps = { run: Run; code: string; choose: (code: string) => void }

function Picture({ run, code, choose }: PictureProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const counted = Object.entries(run.counts).filter(([, n]) => n > 0)
  return (
    <>
      {run.refusal && run.status !== 'waiting_approval' && <Refused run={run} />}
      <RunChanges run={run} />
      {counted.length > 0 && (
        <Card>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-sm sm:grid-cols-4 lg:grid-cols-6">
            {counted.map(([name, n]) => (
              <div key={name}>
                <dt className="text-xs text-faint">
                  {run.dryRun && name === 'written' ? t.wouldWrite : runCount(name, language)}
                </dt>
                <dd className="font-semibold">{f.number(n)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
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

function Refused({ run }: { run: Run }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { code, file, line, detail } = run.refusal ?? {}
  const place = [
    ...(typeof file === 'string' && file !== '' ? [`${t.file} ${file}`] : []),
    ...(typeof line === 'number' && line > 0 ? [`${t.line.toLowerCase()} ${line}`] : []),
  ].join(', ')
  return (
    <Alert tone="bad">
      <p className="font-semibold">
        {refusalName(typeof code === 'string' ? code : run.status, language)}
      </p>
      {place && <p className="break-all">{place}</p>}
      {typeof detail === 'string' && detail !== '' && (
        <code className="mt-1 block text-xs break-all">{detail}</code>
      )}
    </Alert>
  )
}
