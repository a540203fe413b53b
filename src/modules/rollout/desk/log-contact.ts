import { UNKNOWN } from '../../../platform/call.ts'
import type { Pool } from '../../../platform/db.ts'
import { publish } from '../../../platform/facts.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { sees } from '../../outlets/outlets.ts'
import { contactLogged } from '../events.ts'
import { decidePresence } from '../ladder/decide-presence.ts'
import { moveOutlets } from '../ladder/move-ladder.ts'
import { evidenceOf, ordersAround } from '../ladder/presence-queries.ts'
import {
  clockNow,
  contactById,
  deleteContact,
  insertContact,
  lockContacts,
  type NewContact,
} from './contact-queries.ts'
import { leftInPeace } from './left-in-peace.ts'
import { isScript } from './scripts.ts'

/** A slip of the finger is seen at once; later a contact is a fact that others built on. */
const UNDO_SECONDS = 60
/** How late a contact may be written down, and how long one may last. */
const LATE_MS = 7 * 86_400_000
const LONG_MS = 4 * 3_600_000
const EARLY_MS = 120_000

type Logged = Omit<NewContact, 'distributorId' | 'id' | 'byPerson' | 'byName'> & {
  contactId: string
}

/** Writes down what was said with an outlet: once per id, and only below the contact cap. */
export const logContact = (pool: Pool, member: Member, said: Logged) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const { contactId: id, outletId, kind, startedAt } = said
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, distributorId, outletId)
    const known = await contactById(tx, distributorId, id, UNDO_SECONDS)
    if (known) {
      const same =
        known.outletId === outletId &&
        known.byPerson === member.personId &&
        known.outcome === said.outcome
      return same ? ok({ contactId: id }) : refuse({ code: 'contact_reused' as const })
    }
    if (!isTimely(said, await clockNow(tx, distributorId))) {
      return refuse({ code: 'contact_time' as const })
    }
    if (said.script !== null && !(await isScript(tx, distributorId, said.script))) {
      return refuse({ code: 'script_unknown' as const })
    }
    const cap = await leftInPeace(tx, { distributorId, outletId, kind, at: startedAt })
    if (cap) return refuse({ code: 'contact_cap' as const, ...cap })
    const by = { byPerson: member.personId, byName: member.personName }
    await insertContact(tx, { ...said, ...by, id, distributorId })
    await publish(tx, contactLogged({ distributorId, outletId, contactId: id }))
    return ok({ contactId: id })
  })

function isTimely({ startedAt, endedAt }: Logged, now: string): boolean {
  const [from, to, at] = [Date.parse(startedAt), Date.parse(endedAt), Date.parse(now)]
  return from <= to && to - from <= LONG_MS && to <= at + EARLY_MS && from >= at - LATE_MS
}

/** Takes the own contact of the last minute back, and what followed from it. */
export const undoContact = (pool: Pool, member: Member, { contactId }: { contactId: string }) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const known = await contactById(tx, distributorId, contactId, UNDO_SECONDS)
    if (known?.byPerson !== member.personId) return refuse(UNKNOWN)
    if (!(await sees(tx, member, 'rollout.contact', known.outletId))) return refuse(UNKNOWN)
    if (!known.fresh) return refuse({ code: 'contact_late' as const })
    const around = await ordersAround(tx, distributorId, [contactId])
    const orders = await evidenceOf(tx, distributorId, around)
    await deleteContact(tx, distributorId, contactId)
    const decided = orders.filter((order) => order.decided).map(({ orderId }) => orderId)
    await decidePresence(tx, distributorId, decided)
    await moveOutlets(tx, distributorId, [known.outletId])
    return ok({ outletId: known.outletId })
  })
