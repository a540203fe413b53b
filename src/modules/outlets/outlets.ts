import type { Right } from '../../platform/call.ts'
import type { Db } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
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
