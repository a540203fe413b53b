import { UNKNOWN } from '../../../platform/call.ts'
import { type Db, readTenant, type Tx } from '../../../platform/db.ts'
import { publish } from '../../../platform/facts.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { seenIds, sees } from '../../outlets/outlets.ts'
import { clockNow, contactById, insertContact, lockContacts } from '../desk/contact-queries.ts'
import { leftInPeace } from '../desk/left-in-peace.ts'
import { contactLogged } from '../events.ts'
import {
  type CounterRow,
  counterOf,
  counterState,
  endCounter,
  insertCounter,
  openCounter,
  outletsToWalk,
} from './counter-queries.ts'
import { invitationLink, type LinkOptions } from './invitations.ts'
import { whomToInvite } from './may-invite.ts'
import { revoke } from './send-invitation.ts'

const KIND = 'first_order'
/** No contact lasts longer: a session that somebody forgot ends here. */
const LONG_HOURS = 4

type Asked = {
  search: string
  latitude?: number | undefined
  longitude?: number | undefined
  limit: number
}

/** Where a person stands now, and the outlets he could go to. */
export async function toWalk(db: Db, member: Member, asked: Asked) {
  const { id: distributorId, timeZone } = member.tenant
  const { search, limit, latitude = null, longitude = null } = asked
  const seen = await seenIds(db, member, 'rollout.contact')
  const where = { search, limit, latitude, longitude }
  const [open = null, outlets] = await Promise.all([
    openCounter(db, distributorId, member.personId),
    outletsToWalk(db, { ...where, distributorId, timeZone, seen }),
  ])
  return { open, outlets }
}

/** Begins a session at a counter, if the shop may be spoken with about its first order now. */
export const startCounter = (
  { pools }: LinkOptions,
  member: Member,
  { outletId, counterId: id }: { outletId: string; counterId: string },
) =>
  transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, distributorId, outletId)
    const known = await knownSession(tx, distributorId, id)
    if (known) {
      const same = known.outletId === outletId && known.byPerson === member.personId
      return same ? ok({ counterId: id }) : refuse({ code: 'contact_reused' as const })
    }
    const whom = await whomToInvite(tx, distributorId, outletId)
    if (!whom.ok) return whom
    const at = await clockNow(tx, distributorId)
    const cap = await leftInPeace(tx, { distributorId, outletId, kind: KIND, at })
    if (cap) return refuse({ code: 'contact_cap' as const, ...cap })
    const session = { distributorId, id, outletId, byPerson: member.personId }
    const begun = await insertCounter(tx, session)
    return begun ? ok({ counterId: id }) : refuse({ code: 'counter_open' as const })
  })

// A session, or a contact that was written without one: its id is taken.
const knownSession = async (tx: Tx, distributorId: string, id: string) =>
  (await counterOf(tx, distributorId, id)) ??
  ((await contactById(tx, distributorId, id, 0)) && { outletId: null, byPerson: null })

/** How far the own session has come; nobody reads another's. */
export const counterStateOf = (options: LinkOptions, member: Member, counterId: string) =>
  readTenant(options.pools.app, member.tenant.id, async (db) => {
    const row = await counterState(db, member.tenant.id, counterId)
    if (row?.byPerson !== member.personId) return refuse(UNKNOWN)
    const { now, startedAt, endedAt, outcome, objection, city, address } = row
    const outlet = { id: row.outletId, name: row.outletName, city, address }
    const buyer =
      row.buyerName === null ? null : { name: row.buyerName, phone: row.buyerPhone ?? '' }
    const invitation = invitationOf(options, member.tenant.id, row)
    const order = orderOf(row)
    const said = { outcome, objection }
    return ok({ now, startedAt, endedAt, outlet, buyer, invitation, order, ...said })
  })

function invitationOf(options: LinkOptions, distributorId: string, row: CounterRow) {
  const { invitationId, expiresAt, openedAt, signedInAt } = row
  if (invitationId === null || expiresAt === null) return null
  const link = row.isLive ? invitationLink(options, { distributorId, invitationId }) : null
  return { id: invitationId, link, expiresAt, openedAt, signedInAt }
}

function orderOf({ orderId: id, orderNumber, orderAt: at, totalMinor, currency }: CounterRow) {
  if (id === null || at === null) return null
  return {
    ...{ id, at, number: orderNumber ?? '', totalMinor: totalMinor ?? 0 },
    currency: currency ?? '',
  }
}

type Ended = { counterId: string; outcome: string; objection: string | null; note: string }

/** Ends the own session: its contact is written with its minutes, its links open nothing more. */
export const finishCounter = ({ pools }: LinkOptions, member: Member, ended: Ended) =>
  transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    const { counterId: id, outcome, note } = ended
    const session = await counterOf(tx, distributorId, id)
    if (session?.byPerson !== member.personId) return refuse(UNKNOWN)
    const { outletId } = session
    await lockContacts(tx, distributorId, outletId)
    const state = await counterState(tx, distributorId, id)
    if (state?.outcome) {
      return state.outcome === outcome ? ok({}) : refuse({ code: 'contact_reused' as const })
    }
    if (outcome === 'ordered' && !state?.orderId) {
      return refuse({ code: 'counter_no_order' as const })
    }
    const span = await endCounter(tx, { distributorId, id, longHours: LONG_HOURS })
    if (!span) return refuse(UNKNOWN)
    await revoke(tx, distributorId, outletId)
    await insertContact(tx, {
      ...{ ...span, distributorId, id, outletId, kind: KIND, place: 'counter', outcome, note },
      ...{ objection: outcome === 'refused' ? ended.objection : null, callBackAt: null },
      ...{ script: null, byPerson: member.personId, byName: member.personName },
    })
    await publish(tx, contactLogged({ distributorId, outletId, contactId: id }))
    return ok({})
  })
