import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Foretold } from '../../messaging/messaging.ts'

export type NewInvitation = {
  distributorId: string
  id: string
  outletId: string
  forPerson: string
  /** As it was asked for, and as it is made: whom no message reaches gets a link read out. */
  asked: string
  way: string
  leaves: Foretold | null
  sessionId: string | null
  madeBy: string
  madeName: string
  minutes: number
}

export const outletNameOf = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{ name: string }>(db, {
      name: 'name_of_invited_outlet',
      text: 'select name from outlets.outlet where distributor_id = $1 and id = $2',
      values: [distributorId, outletId],
    })
  )[0]?.name ?? ''

/** Who orders for an outlet: the owner before an assistant, the longest first. */
export const buyerToInvite = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{ personId: string; name: string; phone: string }>(db, {
      name: 'buyer_to_invite',
      text: `select person_id as "personId", name, phone from outlets.buyer
        where distributor_id = $1 and outlet_id = $2 and revoked_at is null
          and phone <> ''
        order by (position = 'owner') desc, since, person_id limit 1`,
      values: [distributorId, outletId],
    })
  )[0]

export type KnownInvitation = {
  outletId: string
  madeBy: string
  asked: string
  leaves: Foretold | null
  expiresAt: string
  buyerName: string
}

export const invitationById = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<KnownInvitation>(db, {
      name: 'invitation_by_id',
      text: `select i.outlet_id as "outletId", i.made_by as "madeBy",
          coalesce(i.asked, i.way) as asked, i.leaves, i.expires_at as "expiresAt", b.name as "buyerName"
        from rollout.invitation i
        join outlets.buyer b on b.distributor_id = $1 and b.outlet_id = i.outlet_id
          and b.person_id = i.for_person
        where i.distributor_id = $1 and i.id = $2`,
      values: [distributorId, id],
    })
  )[0]

/** Writes an invitation; answers until when it opens. */
export const insertInvitation = async (tx: Tx, i: NewInvitation): Promise<string> =>
  (
    await prepared<{ expiresAt: string }>(tx, {
      name: 'insert_invitation',
      text: `insert into rollout.invitation (distributor_id, id, outlet_id, for_person, way,
          session_id, made_by, made_name, asked, leaves, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
          platform.now() + make_interval(mins => $11))
        returning expires_at as "expiresAt"`,
      values: [
        ...[i.distributorId, i.id, i.outletId, i.forPerson, i.way, i.sessionId],
        ...[i.madeBy, i.madeName, i.asked, i.leaves && JSON.stringify(i.leaves), i.minutes],
      ],
    })
  )[0]?.expiresAt ?? ''

/** Links to an outlet that nobody came in by open nothing more; returns which. */
export const revokeInvitations = async (
  tx: Tx,
  distributorId: string,
  outletId: string,
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'revoke_invitations',
      text: `update rollout.invitation set revoked_at = platform.now()
        where distributor_id = $1 and outlet_id = $2 and signed_in_at is null
          and revoked_at is null returning id`,
      values: [distributorId, outletId],
    })
  ).map(({ id }) => id)

/** What may stand in the way of an invitation: is the portal true, is the outlet out of its turn? */
export const standingOf = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{ fit: boolean; aside: string | null }>(db, {
      name: 'standing_to_invite',
      text: `select coalesce((select f.fit from rollout.fit f
            where f.distributor_id = $1 and f.outlet_id = $2), false) as fit,
          (select a.kind from rollout.aside a where a.distributor_id = $1 and a.outlet_id = $2
            and a.ended_at is null and (a.kind = 'paused' or a.confirmed_by is not null)
            order by a.since desc limit 1) as aside`,
      values: [distributorId, outletId],
    })
  )[0] ?? { fit: false, aside: null }

export type OpenInvitation = {
  outletName: string
  buyerName: string
  buyerPhone: string
  madeName: string
}

/** Notes that a link was opened, and says what it is; undefined when it opens nothing (any more). */
export const noteOpened = async (tx: Tx, distributorId: string, id: string) =>
  (
    await prepared<OpenInvitation>(tx, {
      name: 'note_invitation_opened',
      text: `update rollout.invitation i set opened_at = coalesce(i.opened_at, platform.now())
        from outlets.buyer b, outlets.outlet o
        where i.distributor_id = $1 and i.id = $2 and i.signed_in_at is null
          and i.revoked_at is null and i.expires_at > platform.now()
          and b.distributor_id = $1 and b.outlet_id = i.outlet_id and b.person_id = i.for_person
          and b.revoked_at is null
          and o.distributor_id = $1 and o.id = i.outlet_id and o.closed_at is null
        returning o.name as "outletName", b.name as "buyerName", b.phone as "buyerPhone",
          i.made_name as "madeName"`,
      values: [distributorId, id],
    })
  )[0]

/** Whom it invited came in: his outlet, once; undefined when it opens nothing, or is not for him. */
export const noteSignedIn = async (
  tx: Tx,
  distributorId: string,
  { id, personId }: { id: string; personId: string },
) =>
  (
    await prepared<{ outletId: string }>(tx, {
      name: 'note_invitation_signed_in',
      text: `update rollout.invitation i set signed_in_at = platform.now(),
          opened_at = coalesce(i.opened_at, platform.now())
        from outlets.buyer b, outlets.outlet o
        where i.distributor_id = $1 and i.id = $2 and i.for_person = $3 and i.signed_in_at is null
          and i.revoked_at is null and i.expires_at > platform.now()
          and b.distributor_id = $1 and b.outlet_id = i.outlet_id and b.person_id = i.for_person
          and b.revoked_at is null
          and o.distributor_id = $1 and o.id = i.outlet_id and o.closed_at is null
        returning i.outlet_id as "outletId"`,
      values: [distributorId, id, personId],
    })
  )[0]
