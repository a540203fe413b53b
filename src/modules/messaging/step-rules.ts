import { NEVER, type QuietHours, quietUntil } from './quiet-rules.ts'
import { chooseChannel, type Usable } from './reach-rules.ts'
import type { AttemptStatus, Channel, MessageStatus, Suppression, Topic } from './words-rules.ts'

export type StepAttempt = {
  channel: Channel
  status: AttemptStatus
  claimedAt: string
  tellsDelivery: boolean
}
/** Everything that decides what happens to a message next. */
export type Situation = {
  now: string
  message: {
    status: MessageStatus
    topic: Topic
    notBefore: string
    expiresAt: string | null
    onlyChannel: Channel | null
  }
  /** Whether the person still belongs to the distributor, and wants this topic. */
  belongs: boolean
  optedOut: boolean
  quiet: { hours: readonly QuietHours[]; timeZone: string }
  /** How many other messages were sent to the person today, in all and of this topic. */
  today: { all: number; topic: number }
  caps: { perDayMax: number; perTopicMax: number }
  usable: readonly Usable[]
  attempts: readonly StepAttempt[]
  fallbackMinutes: number
  reachPercentMin: number
}
export type Step =
  | { kind: 'rest' }
  | { kind: 'wait'; until: string }
  | { kind: 'suppress'; reason: Suppression }
  | { kind: 'fail' }
  /** A claim that was never ended: whether it left is unknown. */
  | { kind: 'lose'; channel: Channel }
  | { kind: 'send'; channel: Channel }

/** So long a claim is believed to be at work: longer than a driver may take. */
const CLAIM_SECONDS = 90

/** What happens to a message next. Each channel is tried once; nothing is sent in quiet hours. */
export function nextStep(s: Situation): Step {
  if (s.message.status !== 'planned' && s.message.status !== 'sent') return REST
  const claimed = s.attempts.find(({ status }) => status === 'claimed')
  if (claimed) return ofClaim(claimed, s.now)
  return forbidden(s) ?? early(s) ?? undelivered(s) ?? bySome(s)
}

const REST: Step = { kind: 'rest' }

const later = (instant: string, seconds: number) =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString()

const isAfter = (one: string, other: string) => Date.parse(one) > Date.parse(other)

function ofClaim({ channel, claimedAt }: StepAttempt, now: string): Step {
  const until = later(claimedAt, CLAIM_SECONDS)
  return isAfter(until, now) ? { kind: 'wait', until } : { kind: 'lose', channel }
}

// What has left is not unsaid: the message rests as it is. One that left and came back has failed.
function suppressed(s: Situation, reason: Suppression): Step {
  if (hasLeft(s)) return REST
  return s.message.status === 'sent' ? { kind: 'fail' } : { kind: 'suppress', reason }
}

const hasLeft = ({ attempts }: Situation) =>
  attempts.some(({ status }) => status === 'sent' || status === 'unknown')

function forbidden(s: Situation): Step | null {
  const { expiresAt, topic } = s.message
  if (expiresAt && !isAfter(expiresAt, s.now)) return suppressed(s, 'expired')
  if (!s.belongs) return suppressed(s, 'left')
  if (s.optedOut) return suppressed(s, 'opted_out')
  if (topic === 'test' || hasLeft(s) || s.attempts.some(({ status }) => status === 'again'))
    return null
  const full = s.today.all >= s.caps.perDayMax || s.today.topic >= s.caps.perTopicMax
  return full ? suppressed(s, 'frequency_cap') : null
}

function early(s: Situation): Step | null {
  const { notBefore, expiresAt, topic } = s.message
  if (isAfter(notBefore, s.now)) return { kind: 'wait', until: notBefore }
  const until = topic === 'test' ? null : quietUntil(s.now, s.quiet.hours, s.quiet.timeZone)
  if (until === null) return null
  const tooLate = until === NEVER || (expiresAt !== null && !isAfter(expiresAt, until))
  return tooLate ? suppressed(s, 'quiet_hours') : { kind: 'wait', until }
}

// The last that left has its time to arrive. One that tells nothing of it is trusted.
function undelivered(s: Situation): Step | null {
  const left = s.attempts.filter(({ status }) => status === 'sent' || status === 'unknown')
  if (left.some(({ status, tellsDelivery }) => status === 'sent' && !tellsDelivery)) return REST
  const until = left
    .map(({ claimedAt }) => later(claimedAt, s.fallbackMinutes * 60))
    .reduce((last, one) => (isAfter(one, last) ? one : last), s.now)
  return isAfter(until, s.now) ? { kind: 'wait', until } : null
}

function bySome(s: Situation): Step {
  const only = s.message.onlyChannel
  const usable = s.usable.filter(({ channel }) => !only || channel === only)
  const again = s.attempts.find(({ status }) => status === 'again')
  if (again && usable.some(({ channel }) => channel === again.channel))
    return { kind: 'send', channel: again.channel }
  const untried = usable.filter(({ channel }) => !s.attempts.some((a) => a.channel === channel))
  const channel = chooseChannel(untried, s.reachPercentMin)
  if (channel) return { kind: 'send', channel }
  if (s.attempts.length === 0) return { kind: 'suppress', reason: 'no_address' }
  return s.attempts.some(({ status }) => status === 'sent') ? REST : { kind: 'fail' }
}
