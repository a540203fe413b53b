import type { Tx } from '../../platform/db.ts'
import type { MessageDue } from './events.ts'

/** Carries a message one step further; in transactions of its own, since what leaves cannot be undone. */
export const carryDue = (
  _tx: Tx,
  { distributorId, messageId }: MessageDue,
  means: { carry(distributorId: string, messageId: string): Promise<void> },
): Promise<void> => means.carry(distributorId, messageId)
