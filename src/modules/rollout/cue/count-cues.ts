import type { Tx } from '../../../platform/db.ts'
import { takeDue } from '../../../platform/due-queries.ts'
import { publish } from '../../../platform/facts.ts'
import { slotsOfOutlets } from '../../delivery/delivery.ts'
import { addDays } from '../day-rules.ts'
import { cuesWanted } from '../events.ts'
import { addCueDue } from './cue-due-queries.ts'
import {
  type CueOutlet,
  cuesToJudge,
  lookAtCues,
  newcomersOf,
  outletsWithCues,
  putOutcomes,
  putStrengths,
  syncCues,
} from './cue-queries.ts'
import { outcomeOf, strengthOf } from './cue-rules.ts'
import { setTimers } from './remind.ts'

/** Outlets counted in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 500
/** Cues are known so far ahead: a night may be lost, and a weekly slot still has its timers in time. */
const DAYS_AHEAD = 9

/** Puts the outlets of a zone, or all, on the list of those whose cues are looked at anew. */
export async function wantCues(tx: Tx, distributorId: string, zoneId: string | null) {
  const added = await addCueDue(tx, distributorId, zoneId)
  if (added > 0) await publish(tx, cuesWanted({ distributorId }))
  return added
}

/** Plans and counts the cues of outlets that are due; hands on to a next run when more are. */
export async function countDue(tx: Tx, distributorId: string): Promise<number> {
  const outletIds = await takeDue(tx, 'rollout.cue_due', { distributorId, limit: OUTLETS_AT_ONCE })
  await countCues(tx, distributorId, outletIds)
  if (outletIds.length === OUTLETS_AT_ONCE) await publish(tx, cuesWanted({ distributorId }))
  return outletIds.length
}

/**
 * Plans the next cues of these outlets, says what became of the past ones, and how strong each habit
 * is. Outlets of no wave, or not registered, have none.
 */
export async function countCues(tx: Tx, distributorId: string, outletIds: string[]): Promise<void> {
  const outlets = await outletsWithCues(tx, { distributorId, outletIds })
  if (outlets.length === 0) return
  const asked = { distributorId, outletIds: outlets.map(({ outletId }) => outletId) }
  await planCues(tx, distributorId, outlets)
  await lookAtCues(tx, asked)
  const newcomers = grouped(await newcomersOf(tx, asked))
  const cues = (await cuesToJudge(tx, asked)).map((cue) => ({ ...cue, was: cue.outcome }))
  for (const cue of cues) cue.outcome = outcomeOf(cue)
  const changed = cues.filter(({ was, outcome }) => was !== outcome)
  if (changed.length > 0) await putOutcomes(tx, distributorId, changed)
  const byOutlet = grouped(cues)
  const strengths = asked.outletIds.map((outletId) => {
    const days = (newcomers.get(outletId) ?? []).map(({ day }) => day)
    return { outletId, ...strengthOf(byOutlet.get(outletId) ?? [], days) }
  })
  await putStrengths(tx, distributorId, strengths)
}

async function planCues(tx: Tx, distributorId: string, outlets: CueOutlet[]) {
  const [first] = outlets
  if (!first) return
  const { timeZone, today } = first
  const from = new Map(outlets.map((outlet) => [outlet.outletId, firstDay(outlet)]))
  const fromDay = [...from.values()].toSorted()[0] ?? today
  const outletIds = [...from.keys()]
  const days = { fromDay, toDay: addDays(today, DAYS_AHEAD) }
  const slots = await slotsOfOutlets(tx, { distributorId, timeZone, outletIds }, days)
  const planned = outlets.flatMap(({ outletId, registeredAt }) =>
    (slots.get(outletId) ?? [])
      .filter(({ deliveryDay }) => deliveryDay >= (from.get(outletId) ?? fromDay))
      .filter(({ cutOffAt }) => Date.parse(cutOffAt) > Date.parse(registeredAt))
      .map((slot) => ({ outletId, ...slot })),
  )
  await setTimers(tx, distributorId, await syncCues(tx, { distributorId, outletIds }, planned))
}

// What is known stays, however long nobody looked: planning goes on where it ended.
function firstDay({ lastDay, today, registeredDay }: CueOutlet): string {
  if (lastDay === null) return registeredDay
  const next = addDays(lastDay, 1)
  return next < today ? next : today
}

function grouped<T extends { outletId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.outletId)
    if (group) group.push(row)
    else groups.set(row.outletId, [row])
  }
  return groups
}
