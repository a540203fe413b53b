import type { AttemptRow } from './attempt-queries.ts'
import type { Addressee } from './means.ts'
import type { MessageRow } from './message-queries.ts'
import type { SentToday } from './people-queries.ts'
import type { Situation } from './step-rules.ts'
import type { Ready } from './ways.ts'

type Decides = 'now' | 'topic' | 'timeZone' | 'status' | 'notBefore' | 'expiresAt' | 'onlyChannel'

/** Puts together everything that decides a message's next step. */
export function situationOf(of: {
  /** Null: it is not told yet. */
  messageId: string | null
  person: Addressee
  message: Pick<MessageRow, Decides>
  attempts: readonly AttemptRow[]
  ways: Ready
  /** What went to the person today. */
  sent: readonly SentToday[]
}): Situation {
  const { person, message, attempts } = of
  const { setting, ways, quiet, optOuts } = of.ways
  const { topic, timeZone, now } = message
  const hours = [{ from: setting.quietFrom, until: setting.quietUntil }, ...(quiet ? [quiet] : [])]
  const { perDayMax, perTopicMax, fallbackMinutes, reachPercentMin } = setting
  const others = of.sent.filter(({ messageId }) => messageId !== of.messageId)
  const ofTopic = others.filter((one) => one.topic === topic)
  return {
    ...{ now, message, attempts, fallbackMinutes, reachPercentMin },
    today: { all: others.length, topic: ofTopic.length },
    belongs: person !== null,
    optedOut: optOuts.includes(topic),
    quiet: { hours, timeZone },
    caps: { perDayMax, perTopicMax },
    usable: ways,
  }
}
