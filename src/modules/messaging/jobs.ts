import type { Tx } from '../../platform/db.ts'
import { workThenKeep } from '../../platform/facts.ts'
import type { MessageDue, MessagesDue } from './events.ts'

type Means = { carry(distributorId: string, messageIds: string[]): Promise<void> }

/** Carries a message one step further; in transactions of its own, since what leaves cannot be undone. */
export const carryDue = (
  _tx: Tx,
  { distributorId, messageId }: MessageDue,
  means: Means,
): Promise<void> => means.carry(distributorId, [messageId])

/** The same for many: what was claimed once is not sent again, so that it may be done twice. */
export const carryAllDue = workThenKeep(
  ({ distributorId, messageIds }: MessagesDue, means: Means) =>
    means.carry(distributorId, messageIds),
  () => Promise.resolve(),
)
