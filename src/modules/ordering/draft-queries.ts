import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Placed, WantedLine } from './contract.ts'

export type PreparedBy = 'agent' | 'operator' | 'suggestion' | 'schedule'
export type NewDraft = {
  distributorId: string
  draftId: string
  outletId: string
  deliveryDay: string
  lines: WantedLine[]
  note: string
  preparedBy: PreparedBy
  saidBy: string | null
  said: string
  madeBy: string | null
  madeName: string
}

export type Draft = {
  outletId: string
  outletName: string
  forPerson: string
  forName: string
  deliveryDay: string
  cutOffAt: string
  lines: WantedLine[]
  note: string
  preparedBy: PreparedBy
  said: string
  madeBy: string | null
  madeName: string
  withdrawnAt: string | null
  placed: Placed | null
  now: string
}

/** A draft with what became of it. */
export const draftOf = async (
  db: Db,
  distributorId: string,
  draftId: string,
): Promise<Draft | undefined> =>
  (
    await prepared<Draft>(db, {
      name: 'draft_of',
      text: `select d.outlet_id as "outletId", o.name as "outletName", d.for_person as "forPerson",
          d.for_name as "forName", d.delivery_day as "deliveryDay", d.cut_off_at as "cutOffAt",
          d.lines, d.note, d.prepared_by as "preparedBy", d.said, d.made_by as "madeBy",
          d.made_name as "madeName", d.withdrawn_at as "withdrawnAt", c.reply as placed,
          platform.now() as now
        from ordering.draft d
        join outlets.outlet o on o.distributor_id = $1 and o.id = d.outlet_id
        left join ordering.checkout c on c.distributor_id = $1 and c.id = d.id
        where d.distributor_id = $1 and d.id = $2`,
      values: [distributorId, draftId],
    })
  )[0]

/** Two presses of one link, or a press and a withdrawal, go one after the other. */
export const lockDraft = (tx: Tx, distributorId: string, draftId: string) =>
  prepared(tx, {
    name: 'lock_draft',
    text: `select 1 from ordering.draft where distributor_id = $1 and id = $2 for update`,
    values: [distributorId, draftId],
  })

/** Who orders for an outlet: the owner before an assistant, the longest first. */
export const mainBuyer = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{ personId: string; name: string; phone: string }>(db, {
      name: 'main_buyer',
      text: `select person_id as "personId", name, phone from outlets.buyer
        where distributor_id = $1 and outlet_id = $2 and revoked_at is null
        order by (position = 'owner') desc, since, person_id limit 1`,
      values: [distributorId, outletId],
    })
  )[0]

/**
 * Writes a draft in place of those of the same delivery that wait: a person's takes the place of
 * all, a program's only of a program's. False: the id is known.
 */
export const insertDraft = async (
  tx: Tx,
  d: NewDraft & { cutOffAt: string; forPerson: string; forName: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'insert_draft',
      text: `with made as (
          insert into ordering.draft (distributor_id, id, outlet_id, for_person, for_name,
            delivery_day, cut_off_at, lines, note, prepared_by, said_by, said, made_by, made_name)
          values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13::uuid, $14)
          on conflict (distributor_id, id) do nothing returning id),
        -- In the order of their ids: two who draft for one delivery at once wait for each other.
        earlier as (
          select id from ordering.draft
          where distributor_id = $1 and outlet_id = $3 and delivery_day = $6 and id <> $2
            and withdrawn_at is null and ($13::uuid is not null or made_by is null)
            and exists (select 1 from made)
          order by id for update),
        replaced as (
          update ordering.draft d set withdrawn_at = platform.now() from earlier
          where d.distributor_id = $1 and d.id = earlier.id)
        select id from made`,
      values: [
        d.distributorId,
        d.draftId,
        d.outletId,
        d.forPerson,
        d.forName,
        d.deliveryDay,
        d.cutOffAt,
        JSON.stringify(d.lines),
        d.note,
        d.preparedBy,
        d.saidBy,
        d.said,
        d.madeBy,
        d.madeName,
      ],
    })
  ).length === 1
