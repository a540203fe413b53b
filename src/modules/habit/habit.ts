import type { Db } from '../../platform/db.ts'
import { historyEnd } from './pattern-queries.ts'

/**
 * The last day of history: the distributor's today, or the last day it was delivered on when its
 * base ends earlier. Null: nothing was ever delivered.
 */
export const lastKnownDay = (db: Db, distributorId: string): Promise<string | null> =>
  historyEnd(db, distributorId)

export { learnAllHabits } from './learn.ts'
export { scheduleFound } from './schedule-rules.ts'
