import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, type Tx, transact } from '../../../platform/db.ts'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { readIds, signIds, tenantById } from '../../identity/identity.ts'
import { actedOnKey, type Foretold } from '../../messaging/messaging.ts'
import { sees } from '../../outlets/outlets.ts'
import { clockNow, lockContacts } from '../desk/contact-queries.ts'
import { sentTooMuch } from '../desk/left-in-peace.ts'
import { counterOf } from './counter-queries.ts'
import { insertInvitation, invitationById, noteOpened, noteSignedIn } from './invitation-queries.ts'
import { whomToInvite } from './may-invite.ts'
import { foretellOf, keyOf, revoke, sendInvitation } from './send-invitation.ts'

export type LinkOptions = { pools: Pools; secret: string; publicUrl: string; demo: boolean }

const PURPOSE = 'invitation'
/** Scanned at the counter, within a session; from the desk, whenever the shop has time. */
const COUNTER_MINUTES = 15
const DESK_MINUTES = 7 * 24 * 60
const PHONE_END = 2
const CLOSED = { code: 'invitation_closed' } as const

type Opening = Pick<LinkOptions, 'pools' | 'secret'>
type Ids = { distributorId: string; invitationId: string }

type Signs = Pick<LinkOptions, 'secret' | 'publicUrl'>

/** The link that invites a shop in; it signs nobody in by itself. */
export const invitationLink = ({ secret, publicUrl }: Signs, ids: Ids): string =>
  `${publicUrl}${pathOf(secret, ids)}`

const pathOf = (secret: string, { distributorId, invitationId }: Ids) =>
  `/shop/invitation/${signIds(secret, PURPOSE, [distributorId, invitationId])}`

export type Wanted = {
  outletId: string
  invitationId: string
  way: 'counter' | 'link' | 'message'
  counterId: string | null
}
type Made = { expiresAt: string; buyerName: string; leaves: Foretold | null }
type Refused =
  | { code: 'unknown' | 'invitation_no_buyer' | 'invitation_reused' | 'invitation_not_fit' }
  | { code: 'invitation_aside' }
  | ({ code: 'contact_cap' } & NonNullable<Awaited<ReturnType<typeof sentTooMuch>>>)

/**
 * Invites the person who orders for an outlet; earlier links to it open nothing more. By message it
 * leaves by itself where he can be reached; else it is a link to be read out.
 */
export async function invite(options: LinkOptions, member: Member, wanted: Wanted) {
  const distributorId = member.tenant.id
  const made = await transactAs(options.pools.app, member, async (tx) => {
    if (!(await sees(tx, member, 'rollout.contact', wanted.outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, distributorId, wanted.outletId)
    return makeInvitation(tx, options, member, wanted)
  })
  if (!made.ok) return made
  const ids = { distributorId, invitationId: wanted.invitationId }
  return ok({ ...made.value, link: invitationLink(options, ids) })
}

async function makeInvitation(
  tx: Tx,
  options: LinkOptions,
  { tenant, personId, personName }: Member,
  { outletId, invitationId: id, way, counterId }: Wanted,
): Promise<Result<Made, Refused>> {
  const distributorId = tenant.id
  const known = await invitationById(tx, distributorId, id)
  if (known) {
    const { expiresAt, buyerName, ...made } = known
    const same = made.outletId === outletId && made.madeBy === personId && made.asked === way
    if (!same) return refuse({ code: 'invitation_reused' })
    return ok({ expiresAt, buyerName, leaves: made.leaves })
  }
  if (!(await isOwnCounter(tx, { distributorId, personId, outletId, way, counterId })))
    return refuse(UNKNOWN)
  const whom = await whomToInvite(tx, distributorId, outletId)
  if (!whom.ok) return whom
  const buyer = whom.value
  const tooMuch = way === 'message' && (await tooMuchFor(tx, distributorId, outletId))
  if (tooMuch) return refuse({ code: 'contact_cap', ...tooMuch })
  await revoke(tx, distributorId, outletId)
  const minutes = way === 'counter' ? COUNTER_MINUTES : DESK_MINUTES
  const leaves = way === 'message' ? await foretellOf(tx, options, tenant, buyer, minutes) : null
  const expiresAt = await insertInvitation(tx, {
    ...{ distributorId, id, outletId, sessionId: counterId, forPerson: buyer.personId, minutes },
    ...{ asked: way, way: way === 'message' && !leaves?.channel ? 'link' : way, leaves },
    ...{ madeBy: personId, madeName: personName },
  })
  if (leaves?.channel) {
    const path = pathOf(options.secret, { distributorId, invitationId: id })
    await sendInvitation(tx, { tenant, id, outletId, buyer, path, expiresAt, madeName: personName })
  }
  return ok({ expiresAt, buyerName: buyer.name, leaves })
}

const tooMuchFor = async (tx: Tx, distributorId: string, outletId: string) =>
  sentTooMuch(tx, { distributorId, outletId, at: await clockNow(tx, distributorId) })

type AtCounter = { distributorId: string; personId: string } & Pick<
  Wanted,
  'outletId' | 'way' | 'counterId'
>

// At a counter, and only there, it belongs to the own session that is open.
async function isOwnCounter(tx: Tx, of: AtCounter): Promise<boolean> {
  if (of.counterId === null) return of.way !== 'counter'
  const session = await counterOf(tx, of.distributorId, of.counterId)
  const isOpen = session?.byPerson === of.personId && session.endedAt === null
  return of.way === 'counter' && isOpen && session.outletId === of.outletId
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
    return ok({ revoked: await revoke(tx, member.tenant.id, outletId) })
  })

/** What a link says to whoever holds it: neither a session nor a whole phone. */
export async function openInvitation({ pools, secret }: Opening, token: string) {
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
  { pools, secret }: Opening,
  { token, personId }: { token: string; personId: string },
) {
  const ids = idsOf(secret, token)
  if (!ids) return refuse(CLOSED)
  return transact(pools.app, ids.distributorId, async (tx) => {
    const came = { id: ids.invitationId, personId }
    const arrived = await noteSignedIn(tx, ids.distributorId, came)
    if (!arrived) return refuse(CLOSED)
    await actedOnKey(tx, ids.distributorId, keyOf(ids.invitationId))
    const { code } = await tenantById(tx, ids.distributorId)
    return ok({ code, outletId: arrived.outletId })
  })
}

function idsOf(secret: string, token: string): Ids | null {
  const [distributorId, invitationId, ...more] = readIds(secret, PURPOSE, token) ?? []
  return distributorId && invitationId && more.length === 0 ? { distributorId, invitationId } : null
}
