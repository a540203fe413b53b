import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { ChannelBadge } from '../orders/StatusBadge.tsx'
import { words } from './field-words.ts'

/** What happened at my outlets, newest first. */
export function NoticesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const notices = useQuery({
    queryKey: ['notices', distributor],
    queryFn: () => call.field.notices({ distributor, limit: 50 }),
  })
  const read = useMutation({
    mutationFn: (upTo: string) => call.field.readNotices({ distributor, upTo }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  if (notices.error) return <Alert tone="bad">{errorText(notices.error, t.offline)}</Alert>
  if (!notices.data) return <Skeleton />
  const rows = notices.data.notices
  const newest = rows[0]
  return (
    <div className="space-y-4">
      <div className="flex items-center justify-between gap-3">
        <h1 className="text-xl font-bold">{t.notices}</h1>
        {newest && notices.data.unread > 0 && (
          <Button onClick={() => read.mutate(newest.at)}>{t.readAll}</Button>
        )}
      </div>
      {rows.length === 0 && <Empty title={t.noNotices} />}
      <ul className="space-y-2" data-testid="notices">
        {rows.map((notice) => (
          <li key={notice.id}>
            <Link
              href={notice.orderId ? `/orders/${notice.orderId}` : `/o/${notice.outletId}`}
              className={`block rounded-card border bg-card p-3 hover:border-accent ${notice.read ? 'border-line' : 'border-accent'}`}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-semibold">{notice.outletName}</span>
                <span className="font-bold">{f.money(notice.totalMinor)}</span>
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-soft">
                {notice.channel && <ChannelBadge channel={notice.channel} />}
                {t[notice.kind]} {notice.payDay ? f.day(notice.payDay) : notice.number} ·{' '}
                {notice.by && `${notice.by} · `}
                {f.moment(notice.at)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
