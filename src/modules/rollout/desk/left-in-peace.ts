import type { Db } from '../../../platform/db.ts'
import { type Cap, type ContactCap, capOf, isAnswered } from './cap-rules.ts'
import { contactsLately } from './contact-queries.ts'
import { contactCap } from './setting-queries.ts'

type Wanted = { distributorId: string; outletId: string; kind: string; at: string }

/** Why a shop is left in peace by everybody of us, as its distributor set it; null: it may be spoken with. */
export async function leftInPeace(
  db: Db,
  { distributorId, outletId, ...wanted }: Wanted,
): Promise<(Cap & ContactCap) | null> {
  const { contactsMax, windowDays } = await contactCap(db, distributorId)
  const said = await contactsLately(db, distributorId, outletId)
  const cap = capOf(said, wanted, { contactsMax, windowDays })
  return cap && { ...cap, contactsMax, windowDays }
}

/** After these a shop waits for what we send: it was spoken with about it. */
const AWAITED = ['agreed', 'taught', 'call_back', 'ordered']

/** The same for what is sent of our own accord; what a shop just agreed to passes. */
export async function sentTooMuch(
  db: Db,
  wanted: Omit<Wanted, 'kind'>,
): Promise<({ reason: 'too_many' } & Omit<Cap, 'reason'> & ContactCap) | null> {
  const { distributorId, outletId } = wanted
  const [last] = (await contactsLately(db, distributorId, outletId)).filter(({ outcome }) =>
    isAnswered(outcome),
  )
  if (last && AWAITED.includes(last.outcome)) return null
  const peace = await leftInPeace(db, { ...wanted, kind: 'invitation' })
  return peace && { ...peace, reason: 'too_many' }
}
