import type { Tx } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import { attemptsOf, claimAttempts, endAttempts } from './attempt-queries.ts'
import { lookAgain } from './look-again.ts'
import type { Addressee, CarryMeans } from './means.ts'
import { endMessages, holdMessages, type MessageRow } from './message-queries.ts'
import { sentTodayTo } from './people-queries.ts'
import type { Leaving } from './send-now.ts'
import { situationOf } from './situation.ts'
import { nextStep, type Step } from './step-rules.ts'
import { byPerson, type Ready, waysOf } from './ways.ts'
import type { Channel } from './words-rules.ts'

/** Messages, each with whom it is for, and these people. */
export type Asked = {
  distributorId: string
  messages: Of[]
  people: ReadonlyMap<string, Addressee>
}
type Of = { messageId: string; personId: string }
type Decided = {
  message: MessageRow
  person: Addressee
  ways: Ready
  tries: ReadonlyMap<Channel, number>
  step: Step
}

/**
 * Decides each message's next step and takes it. What is to be sent is claimed and leaves once this has
 * committed; of what is lost the next channel is to be looked for.
 */
export async function takeSteps(
  tx: Tx,
  means: CarryMeans,
  asked: Asked,
): Promise<{ lost: string[]; leaving: Leaving[] }> {
  const { distributorId } = asked
  const decided = await decide(tx, means, asked)
  const of = <K extends Step['kind']>(kind: K) =>
    decided.flatMap(({ message: { messageId }, step }) =>
      step.kind === kind ? [{ messageId, ...(step as Extract<Step, { kind: K }>) }] : [],
    )
  await lookAgain(tx, distributorId, of('wait'))
  await endMessages(tx, distributorId, [
    ...of('suppress').map(({ messageId, reason }) => ({
      ...{ messageId, status: 'suppressed' as const, reason },
    })),
    ...of('fail').map(({ messageId }) => ({ messageId, status: 'failed' as const })),
  ])
  const lost = of('lose').map(({ messageId, channel }) => ({
    ...{ messageId, channel, status: 'unknown' as const },
    error: 'the program ended while it was sent',
  }))
  await endAttempts(tx, distributorId, lost)
  const leaving = await claim(tx, means, distributorId, decided)
  return { lost: lost.map(({ messageId }) => messageId), leaving }
}

// One after another: what goes to a person counts for the next one to him.
async function decide(tx: Tx, means: CarryMeans, asked: Asked): Promise<Decided[]> {
  const { distributorId, people } = asked
  const messageIds = asked.messages.map(({ messageId }) => messageId)
  const personIds = [...new Set(asked.messages.map(({ personId }) => personId))]
  const held = await holdMessages(tx, { distributorId, messageIds, personIds })
  const [first] = held
  if (!first) return []
  const { timeZone } = first
  const [attempts, readyOf, sentTo] = await Promise.all([
    attemptsOf(tx, distributorId, messageIds),
    waysOf(tx, means, { distributorId, people }),
    sentTodayTo(tx, { distributorId, personIds, timeZone }).then(byPerson),
  ])
  const claimed: (Of & { topic: MessageRow['topic'] })[] = []
  return held.map((message) => {
    const { messageId, personId, topic } = message
    const mine = attempts.filter((attempt) => attempt.messageId === messageId)
    const ways = readyOf(personId)
    const sent = [...sentTo(personId), ...claimed.filter((one) => one.personId === personId)]
    const person = people.get(personId) ?? null
    const step = nextStep(
      situationOf({ messageId, person, message, attempts: mine, ways, sent: once(sent) }),
    )
    if (step.kind === 'send' && topic !== 'test') claimed.push({ messageId, personId, topic })
    const tries = new Map(mine.map((attempt) => [attempt.channel, attempt.tries]))
    return { message, person, ways, tries, step }
  })
}

const once = <T extends { messageId: string }>(sent: T[]): T[] => [
  ...new Map(sent.map((one) => [one.messageId, one])).values(),
]

async function claim(
  tx: Tx,
  means: CarryMeans,
  distributorId: string,
  decided: Decided[],
): Promise<Leaving[]> {
  const wanted = decided.flatMap(({ message, person, ways, tries, step }) => {
    if (step.kind !== 'send') return []
    const { channel } = step
    const way = ways.ways.find((one) => one.channel === channel)
    if (!way) return []
    const { messageId, personId, now, expiresAt } = message
    const language = ways.language ?? person?.language ?? message.tenantLanguage
    const words = wordsOf(means, message, language)
    const nth = (tries.get(channel) ?? 0) + 1
    const leaving = { distributorId, messageId, personId, channel, way, words, now, expiresAt }
    return [{ language, leaving: { ...leaving, tries: nth } }]
  })
  const claims = wanted.map(({ language, leaving }) => {
    const { messageId, personId, channel, words, way } = leaving
    const { priceMinor, tellsDelivery, demo } = way
    return { messageId, personId, channel, language, ...words, priceMinor, tellsDelivery, demo }
  })
  const taken = await claimAttempts(tx, distributorId, claims)
  return wanted.flatMap(({ leaving }) => (taken.has(leaving.messageId) ? [leaving] : []))
}

function wordsOf(means: CarryMeans, { template, values }: MessageRow, language: Language) {
  const { title, body } = means.texts(template, { ...values, site: means.publicUrl })
  return { title: title[language], body: body[language] }
}
