import { useState } from 'react'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useWords } from '../../../kit/language.ts'
import { Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { FeedCard } from './FeedCard.tsx'
import { FeedDialog } from './FeedDialog.tsx'
import { words } from './feed-words.ts'
import { KeyRows } from './KeyRows.tsx'
import { useFeeds } from './use-feeds.ts'

/** Feeds with their keys and rhythms. */
export function FeedsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const [adding, setAdding] = useState(false)
  const feeds = useFeeds(distributor)
  const others = feeds.data?.otherKeys ?? []
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/exchange', name: t.back }}>
        {can(tenant, 'exchange.run') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )}
      </PageHead>
      {feeds.error && <Failed error={feeds.error} retry={feeds.refetch} />}
      {feeds.isPending && <Skeleton />}
      {feeds.data?.feeds.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {feeds.data?.feeds.map((feed) => (
          <FeedCard key={feed.id} distributor={distributor} feed={feed} />
        ))}
      </div>
      {others.length > 0 && (
        <Card>
          <h2 className="font-semibold">{t.otherKeys}</h2>
          <p className="text-sm text-soft">{t.otherKeysHow}</p>
          <KeyRows distributor={distributor} keys={others} />
        </Card>
      )}
      {adding && (
        <FeedDialog distributor={distributor} feed={null} close={() => setAdding(false)} />
      )}
    </div>
  )
}
