import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { ConfirmDialog } from '../../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, Card } from '../../../kit/Parts.tsx'
import { newId } from '../../../order/cart.ts'
import { can, usePlace } from '../../../signin/me.tsx'
import { KIND_WORDS } from '../tables/field-words.ts'
import { FeedDialog } from './FeedDialog.tsx'
import { FeedState } from './FeedState.tsx'
import { feedKind, words } from './feed-words.ts'
import { KeyDialog } from './KeyDialog.tsx'
import { KeyRows } from './KeyRows.tsx'
import { rhythmText } from './rhythm-text.ts'
import type { Feed } from './use-feeds.ts'

/** One feed: what it is, whether it is late, its keys, and what may be done with it. */
export function FeedCard({ distributor, feed }: { distributor: string; feed: Feed }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const table = KIND_WORDS.find(([kind]) => kind === feed.tableKind)?.[1][language]
  const runs = can(tenant, 'exchange.run')
  return (
    <Card>
      <h2 className="font-semibold break-words">{feed.name}</h2>
      <p className="text-sm text-soft">
        {feedKind(feed.kind, language)}
        {table && `: ${table}`}
        {feed.rhythm && ` · ${rhythmText(feed.rhythm, language)}`}
      </p>
      <div className="mt-2">
        <FeedState feed={feed} />
      </div>
      {feed.kind === 'erp' && (
        <div className="mt-3 border-t border-line pt-3">
          <h3 className="text-sm font-semibold">{t.keys}</h3>
          {feed.keys.length === 0 && <p className="text-sm text-soft">{t.noKeys}</p>}
          <KeyRows distributor={distributor} keys={feed.keys} />
        </div>
      )}
      {runs && <FeedActions distributor={distributor} feed={feed} />}
    </Card>
  )
}

function FeedActions({ distributor, feed }: { distributor: string; feed: Feed }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [open, setOpen] = useState<'change' | 'close' | null>(null)
  const leave = () => setOpen(null)
  const onSettled = () => queries.invalidateQueries({ queryKey: ['feeds', distributor] })
  const close = useMutation({
    mutationFn: () => call.exchange.closeFeed({ distributor, feedId: feed.id }),
    onSuccess: leave,
    onSettled,
  })
  const issue = useMutation({
    mutationFn: () => call.exchange.makeKey({ distributor, feedId: feed.id, keyId: newId() }),
    onSettled,
  })
  const error = issue.error ?? close.error
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {feed.kind === 'erp' && (
        <Button look="primary" busy={issue.isPending} onClick={() => issue.mutate()}>
          {t.issue}
        </Button>
      )}
      <Button onClick={() => setOpen('change')}>{t.change}</Button>
      <Button look="danger" onClick={() => setOpen('close')}>
        {t.closeFeed}
      </Button>
      {error && <Failed error={error} />}
      {open === 'change' && <FeedDialog distributor={distributor} feed={feed} close={leave} />}
      <ConfirmDialog
        open={open === 'close'}
        close={leave}
        title={`${t.closeFeed}: ${feed.name}`}
        closeLabel={t.close}
        yes={t.closeFeed}
        no={t.keep}
        busy={close.isPending}
        confirm={() => close.mutate()}
      >
        <p>{t.closeAsk}</p>
      </ConfirmDialog>
      {issue.data && <KeyDialog issued={issue.data} close={issue.reset} />}
    </div>
  )
}
