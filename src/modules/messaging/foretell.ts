import type { Db } from '../../platform/db.ts'
import { sentTodayTo } from './people-queries.ts'
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
  const people = new Map([[personId, person]])
  const readyOf = await waysOf(db, means, { distributorId, people })
  const { topic, timeZone, now, expiresAt } = asked
  const sent = await sentTodayTo(db, { distributorId, personIds: [personId], timeZone })
  const planned = { status: 'planned' as const, notBefore: now, onlyChannel: null }
  const message = { ...planned, topic, timeZone, now, expiresAt }
  const of = { messageId: null, person, message, attempts: [], sent, ways: readyOf(personId) }
  const situation = situationOf(of)
  const step = nextStep(situation)
  if (step.kind === 'suppress') return { channel: null, reason: step.reason }
  const channel = chooseChannel(situation.usable, situation.reachPercentMin)
  if (!channel || channel === 'operator') return UNREACHED
  return { channel, notBefore: step.kind === 'wait' ? step.until : null }
}
