import type { Channel } from './words-rules.ts'

/** What was seen of a channel for one person: how often it was used and how often it arrived. */
export type Seen = { tried: number; reached: number }
/** A channel that this person can be reached by now, in the distributor's order. */
export type Usable = { channel: Channel; priceMinor: number; reach: number }

/** How many last tries of a channel tell how well it reaches a person. */
export const REACH_TRIES = 20

// What is believed of a channel before anything was seen, and how many tries that belief weighs.
const PRIOR: Record<Channel, number> = {
  push: 0.6,
  viber: 0.7,
  sms: 0.8,
  email: 0.5,
  operator: 0.9,
}
const PRIOR_TRIES = 4

/** The share of messages that arrive, 0…1: what was seen, pulled towards the prior while it is little. */
export const reachOf = (channel: Channel, { tried, reached }: Seen): number =>
  (PRIOR[channel] * PRIOR_TRIES + reached) / (PRIOR_TRIES + tried)

/**
 * The channel to take: the cheapest of those that reach well enough, else the one that reaches
 * best. Of equals the first in the order.
 */
export function chooseChannel(usable: readonly Usable[], reachPercentMin: number): Channel | null {
  const good = usable.filter(({ reach }) => reach * 100 >= reachPercentMin)
  const [first, ...others] = good.length > 0 ? good : usable
  if (!first) return null
  const better = (one: Usable, best: Usable) =>
    good.length > 0 ? one.priceMinor < best.priceMinor : one.reach > best.reach
  return others.reduce((best, one) => (better(one, best) ? one : best), first).channel
}
