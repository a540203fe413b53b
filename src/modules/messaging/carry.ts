import { readGlobal, readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { publishAt } from '../../platform/facts.ts'
import { addresseeOf } from '../identity/identity.ts'
import { messageDue } from './events.ts'
import type { Addressee, CarryMeans } from './means.ts'
import {
  attemptsOf,
  claimAttempt,
  endAttempt,
  endMessage,
  holdMessage,
  type MessageRow,
  markSent,
  personOfMessage,
} from './message-queries.ts'
import { type Leaving, sendNow } from './send-now.ts'
import { situationOf } from './situation.ts'
import { nextStep } from './step-rules.ts'
import { type Ready, waysOf } from './ways.ts'
import type { Channel } from './words-rules.ts'

const STEPS_MAX = 24
const TRIES_MAX = 5

/**
 * Carries a message as far as it goes now: claims a channel's one try and commits, sends, writes
 * down what became of it, and takes the next channel where that failed. Between claim and end a
 * death leaves the try claimed: it is told as unknown later and never made again by itself.
 */
export async function carryMessage(
  means: CarryMeans,
  distributorId: string,
  messageId: string,
): Promise<void> {
  const ids = { distributorId, messageId }
  const { app } = means.pools
  const personId = await readTenant(app, distributorId, (db) =>
    personOfMessage(db, distributorId, messageId),
  )
  if (!personId) return
  const person = await readGlobal(means.pools.identity, (db) =>
    addresseeOf(db, distributorId, personId),
  )
  for (let i = 0; i < STEPS_MAX; i += 1) {
    const step = await writeTenant(app, distributorId, (tx) =>
      takeStep(tx, means, { ...ids, personId, person }),
    )
    if (step === 'rests') return
    if (step === 'moved') continue
    const { outcome, tries } = await sendNow(means, step)
    await writeTenant(app, distributorId, async (tx) => {
      const spent = outcome.kind === 'again' && tries >= TRIES_MAX
      const status = spent ? 'failed' : outcome.kind
      await endAttempt(tx, { ...ids, channel: step.channel, ...outcome, status })
      if (status === 'sent') await markSent(tx, distributorId, messageId)
    })
    // The library of jobs runs this reaction again, later each time.
    if (outcome.kind === 'again' && tries < TRIES_MAX) throw new Error(outcome.error)
  }
}

type Asked = {
  distributorId: string
  messageId: string
  personId: string
  person: Addressee
}

async function takeStep(
  tx: Tx,
  means: CarryMeans,
  asked: Asked,
): Promise<'rests' | 'moved' | Leaving> {
  const { distributorId, messageId } = asked
  const message = await holdMessage(tx, asked)
  if (!message) return 'rests'
  const attempts = await attemptsOf(tx, distributorId, messageId)
  const ways = await waysOf(tx, means, asked)
  const step = nextStep(await situationOf(tx, { ...asked, message, attempts, ways }))
  switch (step.kind) {
    case 'rest':
      return 'rests'
    case 'wait':
      await publishAt(
        tx,
        { at: step.until, subjectId: messageId },
        messageDue(distributorId, messageId),
      )
      return 'rests'
    case 'suppress':
      await endMessage(tx, distributorId, messageId, { status: 'suppressed', reason: step.reason })
      return 'rests'
    case 'fail':
      await endMessage(tx, distributorId, messageId, { status: 'failed' })
      return 'rests'
    case 'lose':
      await endAttempt(tx, {
        ...asked,
        channel: step.channel,
        status: 'unknown',
        error: 'the program ended while it was sent',
      })
      return 'moved'
    case 'send': {
      const tries = (attempts.find(({ channel }) => channel === step.channel)?.tries ?? 0) + 1
      return claim(tx, means, { asked, message, ways, channel: step.channel, tries })
    }
    default:
      return step satisfies never
  }
}

async function claim(
  tx: Tx,
  means: CarryMeans,
  of: { asked: Asked; message: MessageRow; ways: Ready; channel: Channel; tries: number },
): Promise<'rests' | Leaving> {
  const { asked, message, ways, channel, tries } = of
  const way = ways.ways.find((one) => one.channel === channel)
  if (!way) return 'rests'
  const language = ways.language ?? asked.person?.language ?? message.tenantLanguage
  const { title, body } = means.texts(message.template, {
    ...message.values,
    site: means.publicUrl,
  })
  const words = { title: title[language], body: body[language] }
  const { distributorId, messageId, personId } = asked
  const { priceMinor, tellsDelivery, demo } = way
  const taken = await claimAttempt(tx, {
    ...{ distributorId, messageId, personId, channel, language, ...words },
    ...{ priceMinor, tellsDelivery, demo },
  })
  if (!taken) return 'rests'
  const { now, expiresAt } = message
  return { distributorId, messageId, personId, channel, way, words, now, expiresAt, tries }
}
