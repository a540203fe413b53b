import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { type Delivery, EVENTS, STATUS, type Webhook, words } from './webhook-words.ts'

type Props = { distributor: string; webhook: Webhook }

/** What was sent to a webhook and what it answered, newest first. */
export function Deliveries({ distributor, webhook }: Props) {
  const t = useWords(words)
  const webhookId = webhook.id
  const pages = useInfiniteQuery({
    queryKey: ['deliveries', distributor, webhookId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.exchange.deliveries({
        ...{ distributor, webhookId },
        ...(pageParam && { before: pageParam }),
      }),
    getNextPageParam: (page) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.deliveries) ?? []
  return (
    <Card>
      <h2 className="font-semibold">{t.deliveries}</h2>
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton />}
      {pages.data && rows.length === 0 && <Empty title={t.noDeliveries}>{t.noDeliveriesHow}</Empty>}
      <ul className="divide-y divide-line" data-testid="deliveries">
        {rows.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            distributor={distributor}
            webhook={webhook}
            of={delivery}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          className="w-full"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </Card>
  )
}

function DeliveryRow({ distributor, webhook, of: delivery }: Props & { of: Delivery }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { event, orderId, status, tries, madeAt, nextAt, body } = delivery
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 py-2 text-sm">
      <div className="min-w-0 grow basis-64">
        <p>
          {f.moment(madeAt)}{' '}
          {orderId ? (
            <Link href={`/orders/${orderId}`} className="font-medium text-accent hover:underline">
              {EVENTS[event][language]}
            </Link>
          ) : (
            <span className="font-medium">{EVENTS[event][language]}</span>
          )}{' '}
          <Badge tone={STATUS[status].tone}>{STATUS[status].name[language]}</Badge>
        </p>
        {tries > 0 && <Answer of={delivery} />}
        {status === 'waiting' && !webhook.pausedAt && nextAt && (
          <p className="text-soft">
            {t.nextTry} {f.moment(nextAt)}
          </p>
        )}
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-soft">
            {t.body}
          </summary>
          <pre className="rounded bg-ground p-2 text-xs break-all whitespace-pre-wrap">
            {`webhook-id: ${delivery.id}\n\n${body}`}
          </pre>
        </details>
      </div>
      {!webhook.pausedAt && <Replay distributor={distributor} webhook={webhook} of={delivery} />}
    </li>
  )
}

function Answer({ of: { answerStatus, answer, ms, tries } }: { of: Delivery }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <p className="text-soft">
      {t.answer}: {answerStatus === null ? t.noAnswer : `HTTP ${answerStatus}`}
      {ms !== null && `, ${f.number(ms)} ${t.ms}`} · {t.tries.toLowerCase()}: {f.number(tries)}
      {answer !== '' && <code className="block break-all">{answer}</code>}
    </p>
  )
}

function Replay({ distributor, webhook, of: { id } }: Props & { of: Delivery }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const { tenant } = usePlace()
  const replay = useMutation({
    mutationFn: () =>
      call.exchange.replayDelivery({ distributor, webhookId: webhook.id, deliveryId: id }),
    onSuccess: () => toast({ text: t.replayed }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['deliveries', distributor] }),
  })
  if (!can(tenant, 'platform.operate')) return null
  return (
    <div>
      <Button busy={replay.isPending} onClick={() => replay.mutate()}>
        {t.replay}
      </Button>
      {replay.error && <Failed error={replay.error} />}
    </div>
  )
}
