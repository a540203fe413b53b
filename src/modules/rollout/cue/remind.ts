import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db.ts'
import { publish, publishAll, publishAt } from '../../../platform/facts.ts'
import { tenantById } from '../../identity/identity.ts'
import { acted, type Message, tellAll } from '../../messaging/messaging.ts'
import { suggestDrafts } from '../../ordering/ordering.ts'
import { contactCap } from '../desk/setting-queries.ts'
import { remindersDue } from '../events.ts'
import {
  answerReminders,
  clockNow,
  type Due,
  type DueRow,
  insertReminders,
  outletsAtCutOff,
  outletsToRemind,
  partsOfCutOff,
  reminderGroups,
} from './reminder-queries.ts'
import {
  effectOf,
  isDrawn,
  isHeldOut,
  REMINDER_STEPS,
  type ReminderStep,
  stepTimes,
  stillMeasures,
} from './reminder-rules.ts'

/** Outlets looked at in one transaction; each part of more is a fact of its own. */
const OUTLETS_AT_ONCE = 2_000
const TIMERS = 'f2c6a0a4-5a0e-4b53-9a53-6f1c0a7f4c11'
const STEPS = Object.keys(REMINDER_STEPS) as ReminderStep[]

/** Where a draft is opened without signing in. */
export type DraftPath = (distributorId: string, draftId: string) => string

/** Sets the timers of cut-offs, one per step for all outlets; a step that runs already begins at once. */
export async function setTimers(tx: Tx, distributorId: string, cutOffs: string[]): Promise<void> {
  if (cutOffs.length === 0) return
  const now = Date.parse(await clockNow(tx))
  for (const cutOffAt of cutOffs) {
    for (const step of STEPS) {
      const subjectId = uuidv5(`${cutOffAt} ${step}`, TIMERS)
      const due = remindersDue({ distributorId, cutOffAt, step, after: null })
      const { from: at, until } = stepTimes(cutOffAt, step)
      if (Date.parse(at) > now) await publishAt(tx, { at, subjectId }, due)
      else if (Date.parse(until) > now) await publish(tx, due)
    }
  }
}

/**
 * Reminds the outlets of a cut-off that have not ordered, each once per slot and step, in batches. Who
 * comes too late for its step is left to the next one. A reminder opens a ready draft. Returns how many
 * were written down.
 */
export async function remind(tx: Tx, due: Due, draftPath: DraftPath): Promise<number> {
  const { until } = stepTimes(due.cutOffAt, due.step)
  if (Date.parse(await clockNow(tx)) >= Date.parse(until)) return 0
  const measures = due.measures ?? (await measuresStill(tx, due.distributorId))
  const cap = await contactCap(tx, due.distributorId)
  if (due.upTo === undefined && (await partedAmongFacts(tx, { ...due, measures }))) return 0
  const outletIds = await outletsAtCutOff(tx, due)
  const rows = await outletsToRemind(tx, due, outletIds, cap)
  const lots = rows.map((row) => {
    const drawn = measures && isDrawn(row.cueNumber)
    const heldOut = drawn && isHeldOut(row.turn, row.cueNumber)
    return { ...row, drawn, heldOut, messageId: heldOut ? null : uuidv7() }
  })
  const written = await insertReminders(tx, due, lots)
  const { code, timeZone } = await tenantById(tx, due.distributorId)
  const told = lots.flatMap(({ messageId, ...row }) =>
    messageId && written.has(row.outletId) ? [{ ...row, messageId, code, timeZone }] : [],
  )
  const linkOf = await readyLinks(tx, due, told, draftPath)
  const messages = told.map((row) => messageOf(due, { ...row, link: linkOf(row) }))
  await tellAll(tx, due.distributorId, messages)
  return written.size
}

// All parts are told of at once, before any message: all is planned before most of it leaves.
async function partedAmongFacts(tx: Tx, due: Due): Promise<boolean> {
  const ends = await partsOfCutOff(tx, due, OUTLETS_AT_ONCE)
  if (ends.length < 2) return false
  const parts = ends.map((upTo, i) =>
    remindersDue({ ...due, after: i === 0 ? due.after : (ends[i - 1] ?? null), upTo }),
  )
  await publishAll(tx, parts)
  return true
}

// Half a year of reminders is read for it: once for all outlets of a step.
async function measuresStill(tx: Tx, distributorId: string): Promise<boolean> {
  const { told, heldOut } = await reminderGroups(tx, distributorId)
  return stillMeasures(effectOf(told, heldOut))
}

type Told = DueRow & { messageId: string; code: string; timeZone: string }

// Whoever never had anything delivered has no usual order: he is led to the shelf.
async function readyLinks(tx: Tx, due: Due, told: Told[], draftPath: DraftPath) {
  const { distributorId, cutOffAt } = due
  const wanted = told.map(({ outletId, deliveryDay, personId }) => ({
    ...{ draftId: uuidv7(), outletId, deliveryDay, cutOffAt, personId },
  }))
  const drafts = await suggestDrafts(tx, distributorId, wanted)
  const known = new Map(drafts.map(({ outletId, draftId }) => [outletId, draftId]))
  return ({ outletId, code }: Told) => {
    const draftId = known.get(outletId)
    return draftId ? draftPath(distributorId, draftId) : `/shop/${code}/${outletId}`
  }
}

function messageOf(
  { distributorId, cutOffAt, step }: Due,
  row: Told & { link: string },
): Message & { messageId: string } {
  const { outletId, deliveryDay, messageId } = row
  return {
    ...{ distributorId, outletId, messageId, personId: row.personId, topic: 'reminder' },
    template: `reminder_${step}`,
    values: { outlet: row.outletName, day: deliveryDay, cutOffAt, timeZone: row.timeZone },
    link: row.link,
    expiresAt: stepTimes(cutOffAt, step).until,
    dedupeKey: `reminder ${outletId} ${deliveryDay} ${step}`,
    costCenter: 'habit',
  }
}

/** Orders came in: the reminders of their slots are answered, and said no further. */
export async function answer(tx: Tx, distributorId: string, orderIds: string[]): Promise<void> {
  await acted(tx, distributorId, await answerReminders(tx, distributorId, orderIds))
}
