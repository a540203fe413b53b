import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db.ts'
import { publishAt } from '../../../platform/facts.ts'
import { tenantById } from '../../identity/identity.ts'
import { type Message, tellAll } from '../../messaging/messaging.ts'
import { runningLaunch } from '../../rollout/rollout.ts'
import { decisionOfLaunch } from '../decision/decision.ts'
import { morningDue } from '../events.ts'
import { gaugeOf } from '../gauge.ts'
import { helpOf } from '../help/help.ts'
import { factsBefore, type Morning, morningOf, nextMorning, takeDay } from './morning-queries.ts'
import { linesOf, type MorningFacts } from './morning-rules.ts'

/** So long a morning is worth telling: an owner who was out of reach reads no stale lines. */
const HOURS_FRESH = 9
const HOUR_MS = 3_600_000

/** Sets the timer of the next morning; one that was set moves. */
export async function setMorningTimer(tx: Tx, distributorId: string, at: string): Promise<void> {
  const next = await nextMorning(tx, distributorId, at)
  await publishAt(tx, { at: next, subjectId: distributorId }, morningDue(distributorId))
}

/** The same, where somebody set a morning. */
export async function keepMorningTimer(tx: Tx, distributorId: string): Promise<void> {
  const morning = await morningOf(tx, distributorId)
  if (morning) await setMorningTimer(tx, distributorId, morning.at)
}

/**
 * Tells the morning of today, once: of a day that was told, without a launch or without news, nothing.
 * Returns how many messages it made.
 */
export async function tellMorning(tx: Tx, distributorId: string): Promise<number> {
  const morning = await morningOf(tx, distributorId)
  if (!morning) return 0
  await setMorningTimer(tx, distributorId, morning.at)
  if (morning.readers.length === 0) return 0
  const known = await morningFacts(tx, distributorId)
  if (!known) return 0
  const { day, now, facts } = known
  const lines = linesOf(facts, (await factsBefore(tx, distributorId, day)) ?? null)
  if (!(await takeDay(tx, { distributorId, day, facts, lines: lines.length }))) return 0
  if (lines.length === 0) return 0
  const { code, currency } = await tenantById(tx, distributorId)
  const expiresAt = new Date(Date.parse(now) + HOURS_FRESH * HOUR_MS).toISOString()
  const values = { code, currency, lines: JSON.stringify(lines) }
  const messages = messagesOf(morning, { distributorId, day, expiresAt, values })
  await tellAll(tx, distributorId, messages)
  return messages.length
}

type Said = { distributorId: string; day: string; expiresAt: string; values: Message['values'] }

const messagesOf = ({ readers }: Morning, said: Said): (Message & { messageId: string })[] =>
  readers.flatMap(({ personId, mail, messenger }) =>
    [mail ? ('email' as const) : null, messenger].flatMap((channel) =>
      channel
        ? [
            {
              ...{ distributorId: said.distributorId, messageId: uuidv7(), personId },
              ...{ topic: 'launch' as const, template: 'five_lines', values: said.values },
              ...{ link: `/office/${said.values.code}/launch`, expiresAt: said.expiresAt },
              dedupeKey: `five lines ${personId} ${said.day} ${channel}`,
              ...{ costCenter: 'launch', onlyChannel: channel },
            },
          ]
        : [],
    ),
  )

/** What the morning would tell of now; null: no launch runs. */
async function morningFacts(
  db: Db,
  distributorId: string,
): Promise<{ day: string; now: string; facts: MorningFacts } | null> {
  const programme = await runningLaunch(db, distributorId)
  if (!programme) return null
  const gauge = await gaugeOf(db, distributorId)
  const decision = await decisionOfLaunch(db, distributorId, gauge)
  const help = await helpOf(db, { distributorId, seen: null, by: 'wave', limit: 0 })
  const found = gauge?.parts.find(({ part }) => part === 'invited')
  const invited = found && found.now.orders > 0 ? found : null
  return {
    ...{ day: programme.today, now: help.now },
    facts: {
      ...{ regular: programme.regularOutlets, goal: programme.goalOutlets },
      endsOn: programme.endsOn,
      dropMinor: invited?.now.dropMinor ?? null,
      dropBeforeMinor: invited?.before.dropMinor ?? null,
      breadthStarves: invited?.warnings.includes('breadth_falls') ?? false,
      independentBp: invited?.now.independentBp ?? null,
      independentBeforeBp: invited?.before.independentBp ?? null,
      ...{ stuck: help.stuck, callBacksLate: help.troubles.call_back_late ?? 0 },
      ...{ verdict: decision?.verdict ?? 'wait', waveNumber: decision?.waveNumber ?? null },
      against: (decision?.reasons ?? []).filter(({ holds }) => !holds).map(({ code }) => code),
    },
  }
}
