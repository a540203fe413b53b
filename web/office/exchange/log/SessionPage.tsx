import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { ExportButton } from '../../ExportButton.tsx'
import { filesShort } from '../exchange-words.ts'
import { REQUESTS, words } from './log-words.ts'

type Session = Awaited<ReturnType<typeof call.exchange.session>>

/** One session of an ERP, request by request, and the whole of it as a file. */
export function SessionPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { sessionId } = useParams<{ sessionId: string }>()
  const pages = useInfiniteQuery({
    queryKey: ['session', distributor, sessionId],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => call.exchange.session({ distributor, sessionId, after: pageParam }),
    getNextPageParam: (page) => page.next,
  })
  const [session] = pages.data?.pages ?? []
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="space-y-4">
      <PageHead
        title={session ? `${t.protocol} ${f.moment(session.openedAt)}` : t.title}
        lead={session && <Lead session={session} />}
        back={{ href: '/exchange/log', name: t.title }}
      >
        {rows.length > 0 && <SessionExport distributor={distributor} sessionId={sessionId} />}
      </PageHead>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton />}
      {session && session.runs.length > 0 && <Runs runs={session.runs} />}
      {session && rows.length === 0 && <Empty title={t.gone} />}
      {rows.length > 0 && <Requests rows={rows} />}
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

function Lead({ session: { login, feedName, requests } }: { session: Session }) {
  const f = useFormats()
  return (
    <>
      <code>{login}</code>
      {feedName && ` · ${feedName}`} · {f.count(requests, REQUESTS)}
    </>
  )
}

function Runs({ runs }: Pick<Session, 'runs'>) {
  const t = useWords(words)
  return (
    <Card>
      <h2 className="font-semibold">{t.runs}</h2>
      <ul>
        {runs.map(({ id, source }) => (
          <li key={id}>
            <Link
              href={`/exchange/${id}`}
              className="inline-flex min-h-11 items-center break-all text-accent hover:underline"
            >
              {filesShort(source)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Requests({ rows }: Pick<Session, 'rows'>) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <Table
      label={t.title}
      heads={[
        ...[t.time, `${t.asked}, ${t.answer.toLowerCase()}`],
        { name: t.bytes, figure: true },
        { name: t.ms, figure: true },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.no}>
          <td className="whitespace-nowrap">{f.moment(row.at)}</td>
          <td className="break-all">
            <code>{`${row.type} ${row.mode} ${row.file}`.trim()}</code>
            <code
              className={`block ${row.answer.startsWith('failure') ? 'text-bad' : 'text-soft'}`}
            >
              {row.answer}
            </code>
          </td>
          <td className="figure">{f.number(row.bytes)}</td>
          <td className="figure">{f.number(row.ms)}</td>
        </tr>
      ))}
    </Table>
  )
}

function SessionExport({ distributor, sessionId }: { distributor: string; sessionId: string }) {
  const t = useWords(words)
  return (
    <ExportButton<number>
      file="protocol.csv"
      heads={['no', t.time, t.asked, t.file, t.bytes, 'HTTP', t.answer, t.ms]}
      load={async (after) => {
        const asked = { distributor, sessionId, after: after ?? 0, limit: 200 }
        const page = await call.exchange.session(asked)
        const rows = page.rows.map((row) => [
          ...[row.no, row.at, `${row.type} ${row.mode}`.trim(), row.file],
          ...[row.bytes, row.status, row.answer, row.ms],
        ])
        return { rows, next: page.next }
      }}
    />
  )
}
