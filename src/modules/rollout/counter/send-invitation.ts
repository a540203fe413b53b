import type { Tx } from '../../../platform/db.ts'
import type { Member } from '../../../platform/serve.ts'
import { type Foretold, foretell, tell, unsay } from '../../messaging/messaging.ts'
import { clockNow } from '../desk/contact-queries.ts'
import { outletNameOf, revokeInvitations } from './invitation-queries.ts'

type Tenant = Member['tenant']
type Buyer = { personId: string; name: string; phone: string }

const MINUTE_MS = 60_000
const TOPIC = 'launch'

/** The key of the message that carries an invitation. */
export const keyOf = (invitationId: string): string => `invitation ${invitationId}`

/** How an invitation of so many minutes would reach a person; null as its channel: not at all. */
export async function foretellOf(
  tx: Tx,
  means: { demo: boolean },
  { id: distributorId, timeZone }: Tenant,
  { personId, phone }: Buyer,
  minutes: number,
): Promise<Foretold> {
  const now = await clockNow(tx, distributorId)
  const expiresAt = new Date(Date.parse(now) + minutes * MINUTE_MS).toISOString()
  const asked = { distributorId, personId, phone, timeZone, now, expiresAt }
  return foretell(tx, means, { ...asked, topic: TOPIC })
}

type Sent = {
  tenant: Tenant
  id: string
  outletId: string
  buyer: Buyer
  path: string
  expiresAt: string
  madeName: string
}

/** Says the invitation to whom it is for: once, while its link opens. */
export async function sendInvitation(tx: Tx, sent: Sent): Promise<void> {
  const { tenant, id, outletId, buyer, path, expiresAt, madeName } = sent
  const outlet = await outletNameOf(tx, tenant.id, outletId)
  await tell(tx, {
    ...{ distributorId: tenant.id, outletId, personId: buyer.personId, topic: TOPIC },
    template: 'invitation',
    values: { outlet, distributor: tenant.name, madeName },
    ...{ link: path, expiresAt, dedupeKey: keyOf(id), costCenter: 'launch' },
  })
}

/** Links to an outlet that nobody came in by open nothing more, and are said no more. */
export async function revoke(tx: Tx, distributorId: string, outletId: string): Promise<number> {
  const revoked = await revokeInvitations(tx, distributorId, outletId)
  for (const id of revoked) await unsay(tx, distributorId, keyOf(id))
  return revoked.length
}
