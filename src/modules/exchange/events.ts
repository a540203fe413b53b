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
