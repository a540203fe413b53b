import { v7 as uuidv7 } from 'uuid'
import type { Right } from '../../platform/call.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import type { Member } from '../../platform/serve.ts'
import { outletJoined } from './events.ts'
import { closeJoined, moveTies, putGroup } from './join-queries.ts'
import { isTownCentre } from './places.ts'
import { seesOutlet, visibleOutlets } from './scope-queries.ts'

export type { Box } from './place-rules.ts'

/** Whether a member may exercise a right on an outlet; unknown, foreign and revoked are one answer. */
export const sees = (db: Db, member: Member, right: Right, outletId: string): Promise<boolean> =>
  seesOutlet(db, member, right, outletId)

/** The same as a condition over a column of outlet ids, for lists. */
export const visible = (member: Member, right: Right) => visibleOutlets(member, right)

/** True when a point is only the middle of a town, not the outlet's own place. */
export const onlyByTown = (latitude: number, longitude: number): boolean =>
  isTownCentre(latitude, longitude)

/**
 * Joins an outlet into another: it is closed, its code leads to the other, its payers, buyers and
 * territories go over; what it ordered follows by the fact. False: it is closed already.
 */
export async function joinOutlet(
  tx: Tx,
  distributorId: string,
  { from, into, decidedBy }: { from: string; into: string; decidedBy: string },
): Promise<boolean> {
  const join = { distributorId, from, into }
  if (!(await closeJoined(tx, join, decidedBy))) return false
  await moveTies(tx, join)
  await publish(tx, outletJoined(join))
  return true
}

/** Makes outlets a group of one owner; a group of that name grows. */
export const groupOutlets = (
  tx: Tx,
  distributorId: string,
  group: { name: string; outletIds: string[] },
): Promise<unknown> =>
  putGroup(tx, { distributorId, id: uuidv7(), code: group.name.slice(0, CODE_CHARS), ...group })

const CODE_CHARS = 64
