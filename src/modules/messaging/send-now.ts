import { writeTenant } from '../../platform/db.ts'
import { sendByGateway } from './gateway-driver.ts'
import { mail } from './mail-driver.ts'
import type { CarryMeans } from './means.ts'
import type { Outcome } from './outgoing.ts'
import { deleteSubscription } from './person-queries.ts'
import { push } from './push-driver.ts'
import { open, tokenOf } from './sealed.ts'
import type { Way } from './ways.ts'
import type { Channel } from './words-rules.ts'

/** A claimed try, with everything that its driver needs. */
export type Leaving = {
  distributorId: string
  messageId: string
  personId: string
  channel: Channel
  way: Way
  words: { title: string; body: string }
  now: string
  expiresAt: string | null
  tries: number
}

const WITHOUT_END_SECONDS = 86_400

/** Sends a claimed try by its driver. It never throws for what the other side does. */
export async function sendNow(
  means: CarryMeans,
  leaving: Leaving,
): Promise<{ outcome: Outcome; tries: number }> {
  const { tries } = leaving
  return { outcome: await outcomeOf(means, leaving), tries }
}

async function outcomeOf(means: CarryMeans, leaving: Leaving): Promise<Outcome> {
  const { channel, way } = leaving
  if (way.demo || channel === 'operator') return { kind: 'sent' }
  if (channel === 'push') return pushed(means, leaving)
  const secret = way.sealed ? open(means.secret, leaving, way.sealed) : ''
  if (secret === null)
    return { kind: 'failed', error: 'the channel’s secret cannot be opened: set it anew' }
  const link = linkOf(means, leaving)
  const { messageId: id, words } = leaving
  const { allowed, publicUrl } = means
  if (way.driver.kind === 'smtp') {
    const letter = { id, to: way.address, title: words.title, text: words.body, link }
    return mail(way.driver, letter, { password: secret, allowed })
  }
  if (way.driver.kind === 'plain') return { kind: 'failed', error: 'the channel has no driver' }
  const callback = `${publicUrl}${callbackPath(means.secret, leaving)}`
  const text = `${words.title}\n${words.body}\n${link}`
  const values = { phone: way.address, title: words.title, text, link, id, secret, callback }
  return sendByGateway(way.driver, values, allowed)
}

/** Where a gateway's receipts of a channel go. */
export const callbackPath = (
  secret: string,
  { distributorId, channel }: { distributorId: string; channel: Channel },
): string => `/messaging/receipts/${tokenOf(secret, { distributorId, channel, messageId: null })}`

const linkOf = (means: CarryMeans, leaving: Leaving) =>
  `${means.publicUrl}/m/${tokenOf(means.secret, leaving)}`

async function pushed(means: CarryMeans, leaving: Leaving): Promise<Outcome> {
  const { distributorId, personId, now, expiresAt, way, words } = leaving
  const { secret, publicUrl, allowed } = means
  const { outcome, gone } = await push(way.browsers, {
    ...{ secret, publicUrl, allowed },
    payload: { ...words, url: linkOf(means, leaving) },
    ttlSeconds: expiresAt ? (Date.parse(expiresAt) - Date.parse(now)) / 1000 : WITHOUT_END_SECONDS,
  })
  if (gone.length > 0) {
    await writeTenant(means.pools.app, distributorId, async (tx) => {
      for (const id of gone) await deleteSubscription(tx, distributorId, personId, id)
    })
  }
  return outcome
}
