import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Said } from './cap-rules.ts'

export type NewContact = {
  distributorId: string
  id: string
  outletId: string
  kind: string
  place: string
  outcome: string
  objection: string | null
  note: string
  callBackAt: string | null
  script: string | null
  byPerson: string
  byName: string
  startedAt: string
  endedAt: string
}

/** One contact at a time with an outlet: two of us cannot both be the last below the cap. */
export const lockContacts = (tx: Tx, distributorId: string, outletId: string) =>
  prepared(tx, {
    name: 'lock_contacts',
    text: `select pg_advisory_xact_lock(hashtextextended('contact ' || $1 || $2, 0))`,
    values: [distributorId, outletId],
  })

/** What was said with an outlet lately, by anybody of us. */
export const contactsLately = (db: Db, distributorId: string, outletId: string) =>
  prepared<Said>(db, {
    name: 'contacts_lately',
    text: `select id, started_at as at, kind, place, outcome, call_back_at as "callBackAt"
      from rollout.contact where distributor_id = $1 and outlet_id = $2
      order by started_at desc, id desc limit 20`,
    values: [distributorId, outletId],
  })

export type KnownContact = {
  outletId: string
  byPerson: string
  outcome: string
  startedAt: string
  fresh: boolean
}

/** A contact by its id, and whether it was written within the last minute. */
export const contactById = async (
  db: Db,
  distributorId: string,
  id: string,
  undoSeconds: number,
): Promise<KnownContact | undefined> =>
  (
    await prepared<KnownContact>(db, {
      name: 'contact_by_id',
      text: `select outlet_id as "outletId", by_person as "byPerson", outcome,
          started_at as "startedAt",
          ended_at > platform.now() - make_interval(secs => $3) as fresh
        from rollout.contact where distributor_id = $1 and id = $2`,
      values: [distributorId, id, undoSeconds],
    })
  )[0]

export const insertContact = (tx: Tx, c: NewContact) =>
  prepared(tx, {
    name: 'insert_contact',
    text: `insert into rollout.contact (distributor_id, id, outlet_id, kind, place, outcome,
        objection, note, call_back_at, script, by_person, by_name, started_at, ended_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      c.distributorId,
      c.id,
      c.outletId,
      c.kind,
      c.place,
      c.outcome,
      c.objection,
      c.note,
      c.callBackAt,
      c.script,
      c.byPerson,
      c.byName,
      c.startedAt,
      c.endedAt,
    ],
  })

export const deleteContact = (tx: Tx, distributorId: string, id: string) =>
  prepared(tx, {
    name: 'delete_contact',
    text: `delete from rollout.contact where distributor_id = $1 and id = $2`,
    values: [distributorId, id],
  })

export const clockNow = async (db: Db, distributorId: string): Promise<string> =>
  (
    await prepared<{ now: string }>(db, {
      name: 'desk_clock',
      text: `select platform.now() as now from identity.tenant where id = $1`,
      values: [distributorId],
    })
  )[0]?.now ?? ''
