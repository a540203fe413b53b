import type { Tx } from '../../platform/db.ts'
import { forMany, tellAfterCommit } from '../../platform/facts.ts'
import { tell } from '../messaging/messaging.ts'
import type { OrderFact, OrderStatusFact } from '../ordering/events.ts'
import type { FeedDue, FeedLate, WebhookDue, WebhookPaused } from './events.ts'
import { lateFeed } from './feeds/feed-queries.ts'
import { judgeFeed as judgeFeedNow } from './feeds/note-came.ts'
import { queueOrders } from './queries.ts'
import { tellWebhooks } from './webhooks/deliver.ts'
import { WEBHOOK_EVENTS } from './webhooks/try-rules.ts'
import { holdWebhook } from './webhooks/webhook-queries.ts'

/**
 * Puts every version of an order into the ERP's queue, which fetches the newest of each, and tells
 * the webhooks. One reaction for both: each of them costs an order a transaction.
 */
export const sendToErp = forMany(async (tx, distributorId, facts: OrderFact[]) => {
  await queueOrders(tx, distributorId, facts)
  await sendToWebhooks.many(tx, distributorId, facts)
})

/** Tells the webhooks of orders. */
export const sendToWebhooks = forMany(
  async (tx, distributorId, facts: (OrderFact | OrderStatusFact)[]) => {
    for (const event of WEBHOOK_EVENTS) {
      const told = facts.filter(({ type }) => type === `ordering.${event}`)
      const orderIds = told.map(({ orderId }) => orderId)
      await tellWebhooks(tx, { distributorId, orderIds, event })
    }
  },
)

/** Sends what waits for a webhook, in transactions of its own, since what leaves cannot be undone. */
export const deliverDue = (
  _tx: Tx,
  { distributorId, deliveryId }: WebhookDue,
  means: { deliver(distributorId: string, deliveryId: string): Promise<void> },
): Promise<void> => means.deliver(distributorId, deliveryId)

/** Tells who made a webhook that nothing is sent there any more. */
export async function tellOfPausedWebhook(
  tx: Tx,
  { distributorId, webhookId }: WebhookPaused,
): Promise<void> {
  const webhook = await holdWebhook(tx, distributorId, webhookId)
  if (!webhook?.pausedAt || webhook.closed) return
  await tell(tx, {
    distributorId,
    personId: webhook.madeBy,
    topic: 'order',
    template: 'webhook_paused',
    values: { name: webhook.name },
    link: '/office/',
    dedupeKey: `webhook paused ${webhookId} ${webhook.pausedAt}`,
    costCenter: 'platform',
  })
}

/** A feed's instant has come: it is late, unless it came. */
export const judgeFeed = (tx: Tx, fact: FeedDue): Promise<unknown> => judgeFeedNow(tx, fact)

/**
 * Tells those who look after the exchange that a feed is late: on their open pages, and each by one
 * message for each lateness. What came meanwhile is told to nobody.
 */
export async function tellOfLateFeed(
  tx: Tx,
  fact: FeedLate,
  means: { holders(distributorId: string, right: 'exchange.read'): Promise<string[]> },
): Promise<void> {
  const { distributorId, feedId, lateSince } = fact
  tellAfterCommit(tx, distributorId, { kind: 'feed', id: feedId })
  const feed = await lateFeed(tx, fact)
  if (!feed) return
  const { name, code, timeZone } = feed
  for (const personId of await means.holders(distributorId, 'exchange.read')) {
    await tell(tx, {
      ...{ distributorId, personId, topic: 'order', template: 'feed_late' },
      values: { name, lateSince, timeZone },
      link: `/office/${code}/exchange/feeds`,
      dedupeKey: `feed late ${feedId} ${lateSince} ${personId}`,
      costCenter: 'platform',
    })
  }
}
