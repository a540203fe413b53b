import type { Db } from '../../../platform/db.ts'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { buyerToInvite, standingOf } from './invitation-queries.ts'

type Buyer = NonNullable<Awaited<ReturnType<typeof buyerToInvite>>>
type Hindrance = {
  code: 'invitation_aside' | 'invitation_not_fit' | 'invitation_no_buyer'
}

/**
 * Whom an invitation to an outlet is for; or why it is not invited: it is set aside, its portal is not
 * true for it, nobody with a phone orders there. A proposal that it stays with its agent binds nobody
 * until a second person agrees.
 */
export async function whomToInvite(
  db: Db,
  distributorId: string,
  outletId: string,
): Promise<Result<Buyer, Hindrance>> {
  const { fit, aside } = await standingOf(db, distributorId, outletId)
  if (aside) return refuse({ code: 'invitation_aside' })
  const buyer = await buyerToInvite(db, distributorId, outletId)
  if (!buyer) return refuse({ code: 'invitation_no_buyer' })
  return fit ? ok(buyer) : refuse({ code: 'invitation_not_fit' })
}
