import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, Empty, Skeleton } from '../kit/Parts.tsx'
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
  const rows = notices.data?.notices ?? []
  const [newest] = rows
  return (
    <div className="space-y-4">
      <PageHead title={t.notices} {...(rows.length > 0 && { lead: t.noticesLead })}>
        {newest && notices.data && notices.data.unread > 0 && (
          <Button busy={read.isPending} onClick={() => read.mutate(newest.at)}>
            {t.readAll}
          </Button>
        )}
      </PageHead>
      {notices.error && <Failed error={notices.error} retry={notices.refetch} />}
      {notices.isPending && <Skeleton />}
      {notices.data && rows.length === 0 && <Empty title={t.noNotices}>{t.noNoticesHint}</Empty>}
      <ul className="space-y-2" data-testid="notices">
        {rows.map((notice) => (
          <li key={notice.id}>
            <Link
              href={notice.orderId ? `/orders/${notice.orderId}` : `/o/${notice.outletId}`}
              className={`block rounded-card border bg-card p-3 hover:border-accent ${notice.read ? 'border-line' : 'border-accent'}`}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-semibold">{notice.outletName}</span>
                <span className="font-bold whitespace-nowrap">{f.money(notice.totalMinor)}</span>
              </span>
              <span className="block text-sm first-letter:uppercase">
                {t[notice.kind]} {notice.payDay ? f.day(notice.payDay) : notice.number}
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-soft">
                {notice.channel && <ChannelBadge channel={notice.channel} />}
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
