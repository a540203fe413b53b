import { Link } from 'wouter'
import { Failed } from '../../../Failed.tsx'
import { useWords } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { FeedState } from './FeedState.tsx'
import { words } from './feed-words.ts'
import { useFeeds } from './use-feeds.ts'

const WAYS = [
  ['/exchange/feeds', 'toFeeds', 'exchange.read'],
  ['/exchange/mends', 'toMends', 'exchange.read'],
  ['/exchange/log', 'toLog', 'exchange.read'],
  ['/exchange/keys', 'toKeys', 'platform.operate'],
  ['/exchange/webhooks', 'toWebhooks', 'exchange.read'],
] as const

/** What is expected to come and what is late, at the head of the exchange. */
export function FeedsCard({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const feeds = useFeeds(distributor)
  if (feeds.error) return <Failed error={feeds.error} retry={feeds.refetch} />
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="font-semibold">{t.title}</h2>
        <nav aria-label={t.title} className="flex flex-wrap gap-x-4">
          {WAYS.filter(([, , right]) => can(tenant, right)).map(([href, name]) => (
            <Link
              key={href}
              href={href}
              className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
            >
              {t[name]}
            </Link>
          ))}
        </nav>
      </div>
      {feeds.data?.feeds.length === 0 && <p className="text-sm text-soft">{t.noneHow}</p>}
      <ul className="divide-y divide-line" data-testid="feeds">
        {feeds.data?.feeds.map((feed) => (
          <li key={feed.id} className="py-2 text-sm">
            <p className="font-medium">{feed.name}</p>
            <FeedState feed={feed} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
