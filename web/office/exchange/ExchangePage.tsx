import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton, type Tone } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { words } from '../office-words.ts'
import { ORDERS } from '../zones/zone-words.ts'
import { runCount, runStatus } from './exchange-words.ts'
import { FeedsCard } from './feeds/FeedsCard.tsx'
import { words as tableWords } from './tables/table-words.ts'
import { UploadCard } from './UploadCard.tsx'
import { WaitingUploads } from './WaitingUploads.tsx'

const TONE: Record<string, Tone> = {
  done: 'good',
  refused: 'bad',
  failed: 'bad',
  running: 'accent',
  waiting_approval: 'warn',
}

/** The exchange with the ERP: what waits, what ran, what was odd. */
export function ExchangePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const runs = useQuery({
    queryKey: ['runs', distributor],
    queryFn: () => call.exchange.runs({ distributor, limit: 50 }),
    refetchInterval: 5_000,
  })
  const queue = useQuery({
    queryKey: ['queue', distributor],
    queryFn: () => call.exchange.queue({ distributor }),
  })
  return (
    <div className="space-y-4">
      <PageHead title={t.exchange} />
      <FeedsCard distributor={distributor} />
      {can(tenant, 'exchange.run') && <UploadCard distributor={distributor} />}
      {can(tenant, 'exchange.run') && <ToTables />}
      <WaitingUploads distributor={distributor} />
      <Card>
        <h2 className="font-semibold">
          {queue.data?.waiting === 0
            ? t.queueEmpty
            : `${t.queue}: ${queue.data ? f.count(queue.data.waiting, ORDERS) : '…'}`}
        </h2>
        <p className="text-sm text-soft">
          {queue.data?.oldestAt && `${t.oldest} ${f.moment(queue.data.oldestAt)}`}
          {queue.data?.lastConfirmedAt &&
            ` · ${t.confirmed} ${f.moment(queue.data.lastConfirmedAt)}`}
        </p>
        <p className="mt-2 text-sm">
          <span className="text-soft">{t.erpAddress}</span>{' '}
          <code className="rounded bg-ground px-2 py-1 break-all">{`${location.origin}/exchange/commerceml`}</code>
        </p>
      </Card>
      {can(tenant, 'platform.operate') && <Parked distributor={distributor} />}
      <h2 className="font-semibold">{t.runs}</h2>
      {runs.error && <Failed error={runs.error} retry={runs.refetch} />}
      {runs.isPending && <Skeleton />}
      {runs.data?.runs.length === 0 && (
        <Empty title={t.noRuns}>
          {can(tenant, 'exchange.run') ? (
            <>
              {t.howRuns} <code>bin/tandem import commerceml</code>
            </>
          ) : (
            t.runsByAdmin
          )}
        </Empty>
      )}
      {runs.data && runs.data.runs.length > 0 && (
        <Table
          label={t.runs}
          heads={[t.started, t.source, t.status, t.counts, { name: t.oddities, figure: true }]}
        >
          {runs.data.runs.map((run) => (
            <tr key={run.id}>
              <td>
                <Link
                  href={`/exchange/${run.id}`}
                  className="inline-flex min-h-8 items-center font-medium whitespace-nowrap text-accent hover:underline"
                >
                  {f.moment(run.startedAt)}
                </Link>
              </td>
              <td>{run.source}</td>
              <td>
                <Badge tone={TONE[run.status] ?? 'plain'}>{runStatus(run.status, language)}</Badge>
                {run.dryRun && <span className="text-xs text-faint"> {t.dryRun}</span>}
              </td>
              <td className="text-soft">
                {Object.entries(run.counts)
                  .filter(([, n]) => n > 0)
                  .map(([name, n]) => `${runCount(name, language)} ${f.number(n)}`)
                  .join(', ')}
              </td>
              <td className="figure">{f.number(run.oddities)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}

function ToTables() {
  const t = useWords(tableWords)
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-60">{t.toTables}</p>
      <Link
        href="/exchange/tables"
        className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
      >
        {t.load}
      </Link>
    </Card>
  )
}

function Parked({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const parked = useQuery({
    queryKey: ['parked', distributor],
    queryFn: () => call.exchange.parked({ distributor }),
  })
  const retry = useMutation({
    mutationFn: (row: { factId: string; reaction: string }) =>
      call.exchange.retryParked({ distributor, ...row }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['parked'] }),
  })
  if (!parked.data || parked.data.parked.length === 0) return null
  return (
    <Card>
      <h2 className="font-semibold text-bad">{t.parked}</h2>
      <ul className="divide-y divide-line text-sm">
        {parked.data.parked.map((row) => (
          <li
            key={`${row.factId} ${row.reaction}`}
            className="flex items-center justify-between gap-3 py-2"
          >
            <span>
              <strong>{row.reaction}</strong> · {f.moment(row.parkedAt)}
              <span className="block text-faint">{row.reason}</span>
            </span>
            <Button onClick={() => retry.mutate(row)}>{t.retry}</Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
