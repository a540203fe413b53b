import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, type Tx, transact } from '../../../platform/db.ts'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { readIds, signIds, tenantById } from '../../identity/identity.ts'
import { sees } from '../../outlets/outlets.ts'
import { lockContacts } from '../desk/contact-queries.ts'
import { counterOf } from './counter-queries.ts'
import {
  buyerToInvite,
  insertInvitation,
  invitationById,
  noteOpened,
  noteSignedIn,
  revokeInvitations,
} from './invitation-queries.ts'

export type LinkOptions = { pools: Pools; secret: string; publicUrl: string }

const PURPOSE = 'invitation'
/** Scanned at the counter, within a session; from the desk, whenever the shop has time. */
const COUNTER_MINUTES = 15
const DESK_MINUTES = 7 * 24 * 60
const PHONE_END = 2
const CLOSED = { code: 'invitation_closed' } as const

type Ids = { distributorId: string; invitationId: string }

/** The link that invites a shop in; it signs nobody in by itself. */
export const invitationLink = (
  { secret, publicUrl }: Omit<LinkOptions, 'pools'>,
  { distributorId, invitationId }: Ids,
): string =>
  `${publicUrl}/shop/invitation/${signIds(secret, PURPOSE, [distributorId, invitationId])}`

export type Wanted = {
  outletId: string
  invitationId: string
  way: 'counter' | 'link'
  counterId: string | null
}
type Made = { expiresAt: string; buyerName: string }
type Refused = { code: 'unknown' | 'invitation_no_buyer' | 'invitation_reused' }

/** Invites the person who orders for an outlet; earlier links to it open nothing more. */
export async function invite(options: LinkOptions, member: Member, wanted: Wanted) {
  const distributorId = member.tenant.id
  const made = await transactAs(options.pools.app, member, async (tx) => {
    if (!(await sees(tx, member, 'rollout.contact', wanted.outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, distributorId, wanted.outletId)
    return makeInvitation(tx, member, wanted)
  })
  if (!made.ok) return made
  const ids = { distributorId, invitationId: wanted.invitationId }
  return ok({ ...made.value, link: invitationLink(options, ids) })
}

async function makeInvitation(
  tx: Tx,
  { tenant, personId, personName }: Member,
  { outletId, invitationId: id, way, counterId }: Wanted,
): Promise<Result<Made, Refused>> {
  const distributorId = tenant.id
  const known = await invitationById(tx, distributorId, id)
  if (known) {
    const { expiresAt, buyerName, ...made } = known
    const same = made.outletId === outletId && made.madeBy === personId && made.way === way
    return same ? ok({ expiresAt, buyerName }) : refuse({ code: 'invitation_reused' })
  }
  const isCounter = way === 'counter'
  if (isCounter !== (counterId !== null)) return refuse(UNKNOWN)
  if (counterId) {
    const session = await counterOf(tx, distributorId, counterId)
    const isOpen = session?.byPerson === personId && session.endedAt === null
    if (!isOpen || session.outletId !== outletId) return refuse(UNKNOWN)
  }
  const buyer = await buyerToInvite(tx, distributorId, outletId)
  if (!buyer) return refuse({ code: 'invitation_no_buyer' })
  await revokeInvitations(tx, distributorId, outletId)
  const expiresAt = await insertInvitation(tx, {
    ...{ distributorId, id, outletId, way, sessionId: counterId, forPerson: buyer.personId },
    ...{ madeBy: personId, madeName: personName },
    minutes: isCounter ? COUNTER_MINUTES : DESK_MINUTES,
  })
  return ok({ expiresAt, buyerName: buyer.name })
}

/** The links to an outlet that nobody came in by open nothing more. */
export const takeBackInvitations = (
  { pools }: LinkOptions,
  member: Member,
  { outletId }: { outletId: string },
) =>
  transactAs(pools.app, member, async (tx) => {
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, member.tenant.id, outletId)
    return ok({ revoked: await revokeInvitations(tx, member.tenant.id, outletId) })
  })

/** What a link says to whoever holds it: neither a session nor a whole phone. */
export async function openInvitation({ pools, secret }: LinkOptions, token: string) {
  const ids = idsOf(secret, token)
  if (!ids) return refuse(CLOSED)
  return transact(pools.app, ids.distributorId, async (tx) => {
    const opened = await noteOpened(tx, ids.distributorId, ids.invitationId)
    if (!opened) return refuse(CLOSED)
    const { buyerPhone, ...said } = opened
    const { code, name } = await tenantById(tx, ids.distributorId)
    return ok({ ...said, phoneEnd: buyerPhone.slice(-PHONE_END), distributor: { code, name } })
  })
}

/** Somebody who signed in by his own code comes by a link that was made for him. */
export async function takeInvitation(
  { pools, secret }: LinkOptions,
  { token, personId }: { token: string; personId: string },
) {
  const ids = idsOf(secret, token)
  if (!ids) return refuse(CLOSED)
  return transact(pools.app, ids.distributorId, async (tx) => {
    const came = { id: ids.invitationId, personId }
    const arrived = await noteSignedIn(tx, ids.distributorId, came)
    if (!arrived) return refuse(CLOSED)
    const { code } = await tenantById(tx, ids.distributorId)
    return ok({ code, outletId: arrived.outletId })
  })
}

function idsOf(secret: string, token: string): Ids | null {
  const [distributorId, invitationId, ...more] = readIds(secret, PURPOSE, token) ?? []
  return distributorId && invitationId && more.length === 0 ? { distributorId, invitationId } : null
}
