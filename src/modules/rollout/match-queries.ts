import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Place } from './match-rules.ts'
import { subjectOf } from './subject-queries.ts'

/** Every open outlet with what matching looks at. */
export const placesOf = (db: Db, distributorId: string) =>
  prepared<Place>(db, {
    name: 'places_to_match',
    text: `select o.id, o.name, o.address, o.city, o.latitude, o.longitude,
        (select coalesce(json_agg(distinct b.phone), '[]') from outlets.buyer b
         where b.distributor_id = $1 and b.outlet_id = o.id and b.revoked_at is null
           and b.phone <> '') as phones,
        (select coalesce(json_agg(distinct p.tax_id), '[]') from outlets.outlet_payer op
         join outlets.payer p on p.distributor_id = $1 and p.id = op.payer_id
         where op.distributor_id = $1 and op.outlet_id = o.id and p.tax_id <> '') as "taxIds",
        d.first_day as "firstDay", d.last_day as "lastDay"
      from outlets.outlet o
      left join (select r.outlet_id, min(r.delivery_day) as first_day,
          max(r.delivery_day) as last_day
        from ordering.order r where r.distributor_id = $1
          and r.status not in ('draft', 'cancelled', 'rejected') group by r.outlet_id) d
        on d.outlet_id = o.id
      where o.distributor_id = $1 and o.closed_at is null order by o.code`,
    values: [distributorId],
  })

export type NewMatch = {
  id: string
  kind: 'same_place' | 'owner_group'
  outletIds: string[]
  name: string
  score: number
  reasons: string[]
}

/** Makes the open proposals those given; what was decided stays decided. */
export const replaceMatches = (tx: Tx, distributorId: string, matches: NewMatch[]) =>
  prepared(tx, {
    name: 'replace_matches',
    text: `with said as materialized (
        select r.*, ${subjectOf('r."outletIds"')} as subject
        from jsonb_to_recordset($2::jsonb) r (id uuid, kind text, "outletIds" uuid[], name text,
          score int, reasons text[])),
      gone as (
        delete from rollout.match_proposal m where m.distributor_id = $1 and m.decided_at is null
          and not exists (select 1 from said s where s.kind = m.kind and s.subject = m.subject))
      insert into rollout.match_proposal (distributor_id, id, kind, subject, outlet_ids, name,
        score, reasons)
      select $1, id, kind, subject, "outletIds", name, score, reasons from said
      on conflict (distributor_id, kind, subject) do nothing`,
    values: [distributorId, JSON.stringify(matches)],
  })

export type MatchRow = Omit<NewMatch, 'outletIds'> & {
  outlets: { id: string; code: string; name: string; address: string; city: string }[]
}

const OUTLETS_SHOWN = 12

export const openMatches = (
  db: Db,
  distributorId: string,
  asked: { seen: string[] | null; kind: NewMatch['kind']; limit: number },
) =>
  prepared<MatchRow & { size: number }>(db, {
    name: 'open_matches',
    text: `select m.id, m.kind, m.name, m.score, m.reasons, cardinality(m.outlet_ids) as size,
        (select json_agg(json_build_object('id', o.id, 'code', o.code, 'name', o.name,
            'address', o.address, 'city', o.city) order by x.nth)
         from unnest(m.outlet_ids[1:${OUTLETS_SHOWN}]) with ordinality x (id, nth)
         join outlets.outlet o on o.distributor_id = $1 and o.id = x.id) as outlets
      from rollout.match_proposal m
      where m.distributor_id = $1 and m.kind = $2 and m.decided_at is null
        and ($4::uuid[] is null or m.outlet_ids <@ $4)
      order by m.score desc, size desc, m.id limit $3`,
    values: [distributorId, asked.kind, asked.limit, asked.seen],
  })

/** Decides an open proposal; undefined when there is none, or somebody decided before. */
export const decideMatch = async (
  tx: Tx,
  asked: { distributorId: string; id: string; accepted: boolean; decidedBy: string },
) =>
  (
    await prepared<{ kind: NewMatch['kind']; outletIds: string[]; name: string }>(tx, {
      name: 'decide_match',
      text: `update rollout.match_proposal set decided_at = platform.now(), accepted = $3,
          decided_by = $4
        where distributor_id = $1 and id = $2 and decided_at is null
        returning kind, outlet_ids as "outletIds", name`,
      values: [asked.distributorId, asked.id, asked.accepted, asked.decidedBy],
    })
  )[0]
