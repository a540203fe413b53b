import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { WebhookDialog } from './WebhookDialog.tsx'
import { WebhookState } from './WebhookState.tsx'
import { EVENTS, words } from './webhook-words.ts'

/** Where a distributor's own programmes are told of orders. */
export function WebhooksPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const [adding, setAdding] = useState(false)
  const webhooks = useQuery({
    queryKey: ['webhooks', distributor],
    queryFn: () => call.exchange.webhooks({ distributor }),
  })
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/exchange', name: t.back }}>
        <a
          href="/api"
          className="inline-flex min-h-11 items-center px-2 text-accent hover:underline"
        >
          {t.docs}
        </a>
        {can(tenant, 'platform.operate') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )}
      </PageHead>
      {webhooks.error && <Failed error={webhooks.error} retry={webhooks.refetch} />}
      {webhooks.isPending && <Skeleton />}
      {webhooks.data?.webhooks.length === 0 && <Empty title={t.none}>{t.noneHow}</Empty>}
      {webhooks.data && webhooks.data.webhooks.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {webhooks.data.webhooks.map((webhook) => (
              <li key={webhook.id} className="py-2">
                <Link
                  href={`/exchange/webhooks/${webhook.id}`}
                  className="inline-flex min-h-11 min-w-11 items-center font-medium break-words text-accent hover:underline"
                >
                  {webhook.name}
                </Link>
                <p className="text-sm break-all">
                  <code>{webhook.url}</code>
                </p>
                <p className="text-sm text-soft">
                  {webhook.events.map((event) => EVENTS[event][language]).join(', ')}
                </p>
                <WebhookState of={webhook} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {adding && (
        <WebhookDialog distributor={distributor} webhook={null} close={() => setAdding(false)} />
      )}
    </div>
  )
}
