import type { RequestDetails } from 'web-push'
import { type Outcome, send } from './outgoing.ts'
import type { Subscription } from './person-queries.ts'
import { pushKeys } from './sealed.ts'

const TTL_SECONDS_MAX = 86_400

export type Push = {
  secret: string
  publicUrl: string
  allowed: readonly string[]
  payload: { title: string; body: string; url: string }
  /** How long the push service may keep it for a browser that is away. */
  ttlSeconds: number
}

/**
 * Wakes every browser of a person (RFC 8030, 8291, 8292). One that takes it is enough. Browsers
 * whose subscription is over are named, to be forgotten.
 */
export async function push(
  subscriptions: readonly Subscription[],
  message: Push,
): Promise<{ outcome: Outcome; gone: string[] }> {
  const results = await Promise.all(
    subscriptions.map(async (one) => ({ id: one.id, ...(await pushTo(one, message)) })),
  )
  const gone = results.filter((one) => one.gone).map(({ id }) => id)
  const outcomes = results.map(({ outcome }) => outcome)
  const outcome =
    outcomes.find(({ kind }) => kind === 'sent') ??
    outcomes.find(({ kind }) => kind === 'unknown') ??
    outcomes.find(({ kind }) => kind === 'again') ??
    outcomes[0]
  return { outcome: outcome ?? { kind: 'failed', error: 'no browser' }, gone }
}

async function pushTo(
  { endpoint, p256dh, auth }: Subscription,
  { secret, publicUrl, allowed, payload, ttlSeconds }: Push,
): Promise<{ outcome: Outcome; gone: boolean }> {
  // Loaded by whoever pushes: every other command starts sooner without it.
  const { default: webPush } = await import('web-push')
  const subject = publicUrl.startsWith('https:') ? publicUrl : 'mailto:push@localhost'
  let details: RequestDetails
  try {
    details = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(payload),
      {
        vapidDetails: { subject, ...pushKeys(secret) },
        TTL: Math.max(0, Math.min(TTL_SECONDS_MAX, Math.floor(ttlSeconds))),
        contentEncoding: 'aes128gcm',
      },
    )
  } catch {
    // Keys that are none: the browser's subscription cannot be used.
    return { outcome: { kind: 'failed', error: 'the browser’s keys cannot be read' }, gone: true }
  }
  const { method, headers, body } = details
  const answer = await send({ url: endpoint, method, headers, body: body ?? null }, allowed)
  if ('away' in answer) return { outcome: { kind: 'again', error: answer.away }, gone: false }
  if ('lost' in answer) return { outcome: { kind: 'unknown', error: answer.lost }, gone: false }
  if ('refused' in answer) return { outcome: { kind: 'failed', error: answer.refused }, gone: true }
  return { outcome: ofStatus(answer.answered.status), gone: isGone(answer.answered.status) }
}

const isGone = (status: number) => status === 404 || status === 410

function ofStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  const error = `the push service answered ${status}`
  return { kind: status === 429 || status >= 500 ? 'again' : 'failed', error }
}
