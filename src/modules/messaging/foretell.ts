import type { Db } from '../../platform/db.ts'
import { chooseChannel } from './reach-rules.ts'
import { situationOf } from './situation.ts'
import { nextStep } from './step-rules.ts'
import { waysOf } from './ways.ts'
import type { Channel, Suppression, Topic } from './words-rules.ts'

/** How a message would leave: by which channel and not before when; or why it would not. */
export type Foretold =
  | { channel: Exclude<Channel, 'operator'>; notBefore: string | null }
  | { channel: null; reason: Suppression }

type Asked = {
  distributorId: string
  personId: string
  phone: string
  topic: Topic
  timeZone: string
  now: string
  expiresAt: string
}

// No message has this id: all that was sent to the person today counts.
const NO_MESSAGE = '00000000-0000-0000-0000-000000000000'
const UNREACHED = { channel: null, reason: 'no_address' } as const

/**
 * What would become of a message to a person if it were told now, by the rules that carry it. What only
 * an operator could say reaches nobody.
 */
export async function foretell(
  db: Db,
  means: { demo: boolean },
  { distributorId, personId, phone, ...asked }: Asked,
): Promise<Foretold> {
  const person = { phone, language: null }
  const ways = await waysOf(db, means, { distributorId, personId, person })
  const { topic, timeZone, now, expiresAt } = asked
  const planned = { status: 'planned' as const, notBefore: now, onlyChannel: null }
  const message = { ...planned, topic, timeZone, now, expiresAt }
  const of = { distributorId, personId, person, message, attempts: [], ways }
  const situation = await situationOf(db, { ...of, messageId: NO_MESSAGE })
  const step = nextStep(situation)
  if (step.kind === 'suppress') return { channel: null, reason: step.reason }
  const channel = chooseChannel(situation.usable, situation.reachPercentMin)
  if (!channel || channel === 'operator') return UNREACHED
  return { channel, notBefore: step.kind === 'wait' ? step.until : null }
}
