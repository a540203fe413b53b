import type { Db } from '../../platform/db.ts'
import type { OrderRow } from './contract.ts'
import { orderRowsByIds } from './queries.ts'

/** Orders as lists show them, newest first. */
export const orderRowsOf = async (
  db: Db,
  distributorId: string,
  ids: string[],
): Promise<OrderRow[]> => (ids.length > 0 ? orderRowsByIds(db, distributorId, ids) : [])

export type { NewDraft } from './draft-queries.ts'
/** Ready drafts behind signed links, for what reminds. */
export { draftPath } from './drafts.ts'
export { applyErpStatus, type ErpLine, type ErpStatus, noteErpHasIt } from './erp-status.ts'
export { leaveAtLock, recheckHolds, releaseOrder } from './held-orders.ts'
export type { StagedHistory } from './history-queries.ts'
export { heldRows } from './hold-queries.ts'
export { moveDay } from './move-day.ts'
export { placeIn } from './place-order.ts'
export { type PortalAnswer, type PortalAsked, portalLines } from './portal-lines.ts'
export { shelfMemory } from './shelf-memory.ts'
export { type SuggestedDraft, suggestDrafts } from './suggested-draft-queries.ts'
export { type HistoryTaken, takeHistory } from './take-history.ts'
