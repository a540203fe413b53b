import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { Deliveries } from './Deliveries.tsx'
import { WebhookActions } from './WebhookActions.tsx'
import { WebhookState } from './WebhookState.tsx'
import { EVENTS, type Webhook, words } from './webhook-words.ts'

/** One webhook: how it does, what was sent there, and what a person may do about it. */
export function WebhookPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { webhookId } = useParams<{ webhookId: string }>()
  const webhooks = useQuery({
    queryKey: ['webhooks', distributor],
    queryFn: () => call.exchange.webhooks({ distributor }),
  })
  const webhook = webhooks.data?.webhooks.find(({ id }) => id === webhookId)
  return (
    <div className="space-y-4">
      <PageHead
        title={webhook?.name ?? t.title}
        back={{ href: '/exchange/webhooks', name: t.title }}
      />
      {webhooks.error && <Failed error={webhooks.error} retry={webhooks.refetch} />}
      {webhooks.isPending && <Skeleton />}
      {webhooks.data && !webhook && <Empty title={t.gone} />}
      {webhook && (
        <>
          <About of={webhook}>
            {can(tenant, 'platform.operate') && (
              <WebhookActions distributor={distributor} webhook={webhook} />
            )}
          </About>
          <Deliveries distributor={distributor} webhook={webhook} />
        </>
      )}
    </div>
  )
}

function About({ of: webhook, children }: { of: Webhook; children: React.ReactNode }) {
  const { language } = useLanguage()
  return (
    <Card>
      <p className="break-all">
        <code>{webhook.url}</code>
      </p>
      <p className="text-sm text-soft">
        {webhook.events.map((event) => EVENTS[event][language]).join(', ')}
      </p>
      <WebhookState of={webhook} />
      {children}
    </Card>
  )
}
