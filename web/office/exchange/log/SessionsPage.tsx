import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Badge, Button, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { words } from './log-words.ts'

/** Sessions of the exchange protocol, the one heard last first. */
export function SessionsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const pages = useInfiniteQuery({
    queryKey: ['sessions', distributor],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.exchange.sessions({ distributor, ...(pageParam && { before: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const sessions = pages.data?.pages.flatMap((page) => page.sessions) ?? []
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/exchange', name: t.back }} />
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton />}
      {pages.data && sessions.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      {sessions.length > 0 && (
        <Table
          label={t.title}
          heads={[
            ...[t.heard, t.login, t.feed],
            { name: t.requests, figure: true },
            { name: t.failures, figure: true },
            { name: t.bytes, figure: true },
          ]}
        >
          {sessions.map((session) => (
            <tr key={session.id}>
              <td>
                <Link
                  href={`/exchange/log/${session.id}`}
                  className="inline-flex min-h-8 items-center font-medium whitespace-nowrap text-accent hover:underline"
                >
                  {f.moment(session.heardAt)}
                </Link>
              </td>
              <td>
                <code>{session.login}</code>
              </td>
              <td>{session.feedName}</td>
              <td className="figure">{f.number(session.requests)}</td>
              <td className="figure">
                {session.failures > 0 ? (
                  <Badge tone="bad">{f.number(session.failures)}</Badge>
                ) : (
                  f.number(0)
                )}
              </td>
              <td className="figure">{f.number(session.bytes)}</td>
            </tr>
          ))}
        </Table>
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
