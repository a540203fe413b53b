/** The instant has come by which a feed was to come; whether it did is looked up. */
export type FeedDue = { type: 'exchange.feed_due'; distributorId: string; feedId: string }

export const feedDue = (feed: Omit<FeedDue, 'type'>): FeedDue => ({
  type: 'exchange.feed_due',
  ...feed,
})

/** A feed did not come in its time: told once for each lateness. */
export type FeedLate = {
  type: 'exchange.feed_late'
  distributorId: string
  feedId: string
  lateSince: string
}

export const feedLate = (feed: Omit<FeedLate, 'type'>): FeedLate => ({
  type: 'exchange.feed_late',
  ...feed,
})

/** It is time to send a message to a webhook. */
export type WebhookDue = {
  type: 'exchange.webhook_due'
  distributorId: string
  deliveryId: string
}

export const webhookDue = (distributorId: string, deliveryId: string): WebhookDue => ({
  type: 'exchange.webhook_due',
  distributorId,
  deliveryId,
})

/** A webhook failed too often, or wants nothing more: nothing is sent there until a person says so. */
export type WebhookPaused = {
  type: 'exchange.webhook_paused'
  distributorId: string
  webhookId: string
}

export const webhookPaused = (distributorId: string, webhookId: string): WebhookPaused => ({
  type: 'exchange.webhook_paused',
  distributorId,
  webhookId,
})
