import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type NewProposal = {
  id: string
  outletId: string
  weekdays: number[]
  shareBp: number
  drops: number
}

/**
 * Makes the proposals of outlets the ones given: an open one that no longer holds goes, and what
 * was declined is not proposed again.
 */
export const replaceProposals = (
  tx: Tx,
  distributorId: string,
  outletIds: string[],
  proposals: NewProposal[],
) =>
  prepared(tx, {
    name: 'replace_proposals',
    text: `with said as (
        select r.* from jsonb_to_recordset($3::jsonb) r (id uuid, "outletId" uuid,
          weekdays smallint[], "shareBp" int, drops int)
        where not exists (select 1 from habit.schedule_proposal d where d.distributor_id = $1
          and d.outlet_id = r."outletId" and not d.accepted and d.weekdays = r.weekdays)),
      gone as (
        delete from habit.schedule_proposal p where p.distributor_id = $1
          and p.outlet_id = any($2::uuid[]) and p.decided_at is null
          and p.outlet_id not in (select "outletId" from said))
      insert into habit.schedule_proposal as p (distributor_id, id, outlet_id, weekdays, share_bp,
        drops)
      select $1, id, "outletId", weekdays, "shareBp", drops from said
      on conflict (distributor_id, outlet_id) where decided_at is null do update
        set weekdays = excluded.weekdays, share_bp = excluded.share_bp, drops = excluded.drops
        where (p.weekdays, p.share_bp, p.drops) is distinct from
          (excluded.weekdays, excluded.share_bp, excluded.drops)`,
    values: [distributorId, outletIds, JSON.stringify(proposals)],
  })

export type ProposalRow = {
  id: string
  outletId: string
  outletName: string
  city: string
  zoneName: string | null
  portalWeekdays: number[]
  weekdays: number[]
  shareBp: number
  drops: number
}

/** Open proposals of outlets, by outlet code, after one. */
export const openProposals = (
  db: Db,
  asked: { distributorId: string; after: string | null; limit: number },
) =>
  prepared<ProposalRow>(db, {
    name: 'open_proposals',
    text: `select p.id, p.outlet_id as "outletId", o.name as "outletName", o.city,
        z.name as "zoneName", coalesce(oz.weekdays, z.weekdays, '{}') as "portalWeekdays",
        p.weekdays, p.share_bp as "shareBp", p.drops
      from habit.schedule_proposal p
      join outlets.outlet o on o.distributor_id = $1 and o.id = p.outlet_id
      left join delivery.outlet_zone oz on oz.distributor_id = $1 and oz.outlet_id = p.outlet_id
      left join delivery.zone z on z.distributor_id = $1 and z.id = oz.zone_id
      where p.distributor_id = $1 and p.decided_at is null and ($2::uuid is null or p.id > $2)
      order by p.id limit $3`,
    values: [asked.distributorId, asked.after, asked.limit],
  })

export const countOpenProposals = async (db: Db, distributorId: string): Promise<number> =>
  (
    await prepared<{ n: number }>(db, {
      name: 'count_open_proposals',
      text: `select count(*)::int as n from habit.schedule_proposal
        where distributor_id = $1 and decided_at is null`,
      values: [distributorId],
    })
  )[0]?.n ?? 0

/** Decides open proposals; returns those that were still open. */
export const decideProposals = (
  tx: Tx,
  asked: { distributorId: string; ids: string[]; accepted: boolean; decidedBy: string },
) =>
  prepared<{ id: string; outletId: string; weekdays: number[] }>(tx, {
    name: 'decide_proposals',
    text: `update habit.schedule_proposal set decided_at = platform.now(), decided_by = $4,
        accepted = $3
      where distributor_id = $1 and id = any($2::uuid[]) and decided_at is null
      returning id, outlet_id as "outletId", weekdays`,
    values: [asked.distributorId, asked.ids, asked.accepted, asked.decidedBy],
  })
