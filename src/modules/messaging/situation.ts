import type { Db } from '../../platform/db.ts'
import type { Addressee } from './means.ts'
import { type AttemptRow, type MessageRow, sentToday } from './message-queries.ts'
import { optOutsOf } from './person-queries.ts'
import type { Situation } from './step-rules.ts'
import type { Ready } from './ways.ts'

type Decides = 'now' | 'topic' | 'timeZone' | 'status' | 'notBefore' | 'expiresAt' | 'onlyChannel'

/** Gathers everything that decides a message's next step. */
export async function situationOf(
  db: Db,
  of: {
    distributorId: string
    messageId: string
    personId: string
    person: Addressee
    message: Pick<MessageRow, Decides>
    attempts: AttemptRow[]
    ways: Ready
  },
): Promise<Situation> {
  const { distributorId, messageId, personId, person, message, attempts } = of
  const { setting, ways, quiet } = of.ways
  const { topic, timeZone, now } = message
  const optOuts = await optOutsOf(db, distributorId, personId)
  const today = await sentToday(db, { distributorId, messageId, personId, topic, timeZone })
  const hours = [{ from: setting.quietFrom, until: setting.quietUntil }, ...(quiet ? [quiet] : [])]
  const { perDayMax, perTopicMax, fallbackMinutes, reachPercentMin } = setting
  return {
    ...{ now, message, attempts, today, fallbackMinutes, reachPercentMin },
    belongs: person !== null,
    optedOut: optOuts.includes(topic),
    quiet: { hours, timeZone },
    caps: { perDayMax, perTopicMax },
    usable: ways,
  }
}
