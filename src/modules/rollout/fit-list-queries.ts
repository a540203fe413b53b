import { type Db, prepared } from '../../platform/db.ts'
import type { FitRow } from './contract.ts'
import type { FitKind, Mender } from './fit-rules.ts'

const FIT = `f.outlet_id as "outletId", o.code, o.name, o.city, o.class, f.fit, f.lines,
  f.lines_true as "linesTrue", f.differences, f.checked_at as "checkedAt"
  from rollout.fit f join outlets.outlet o on o.distributor_id = $1 and o.id = f.outlet_id
  where f.distributor_id = $1 and o.closed_at is null`

export type FitFilters = {
  /** Of these outlets; null: of all. */
  seen: string[] | null
  fit: boolean | null
  kind: FitKind | null
  mender: Mender | null
  search: string
  after: string
  limit: number
}

export const fitPage = (db: Db, distributorId: string, asked: FitFilters) =>
  prepared<FitRow>(db, {
    name: 'fit_page',
    text: `select ${FIT} and o.code > $2 and ($3::boolean is null or f.fit = $3)
        and ($4::text is null or f.differences ? $4)
        and ($5::text is null or exists (select 1 from rollout.fit_difference d
          where d.distributor_id = $1 and d.outlet_id = f.outlet_id and d.mender = $5))
        and ($6 = '' or concat_ws(' ', o.name, o.code, o.address, o.city)
          ilike '%' || $6 || '%')
        and ($8::uuid[] is null or f.outlet_id = any($8))
      order by o.code limit $7`,
    values: [
      distributorId,
      asked.after,
      asked.fit,
      asked.kind,
      asked.mender,
      asked.search,
      asked.limit,
      asked.seen,
    ],
  })

export const fitRow = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<FitRow>(db, {
      name: 'fit_row',
      text: `select ${FIT} and f.outlet_id = $2`,
      values: [distributorId, outletId],
    })
  )[0]

export type DifferenceRow = {
  kind: FitKind
  mender: Mender
  subjectId: string
  subject: string
  portal: string
  truth: string
  weightMinor: number
  since: string
}

export const differencesOf = (db: Db, distributorId: string, outletId: string) =>
  prepared<DifferenceRow>(db, {
    name: 'fit_differences_of',
    text: `select kind, mender, subject_id as "subjectId", subject, portal, truth,
        weight_minor as "weightMinor", since
      from rollout.fit_difference where distributor_id = $1 and outlet_id = $2
      order by weight_minor desc, kind, subject limit 500`,
    values: [distributorId, outletId],
  })

export type FitSummary = {
  outlets: number
  checked: number
  fit: number
  due: number
  oldestCheckAt: string | null
}

export const fitSummary = async (
  db: Db,
  distributorId: string,
  seen: string[] | null,
): Promise<FitSummary> =>
  (
    await prepared<FitSummary>(db, {
      name: 'fit_summary',
      text: `select count(*)::int as outlets, count(f.outlet_id)::int as checked,
          (count(*) filter (where f.fit))::int as fit, min(f.checked_at) as "oldestCheckAt",
          (select count(*)::int from rollout.fit_due d where d.distributor_id = $1
            and ($2::uuid[] is null or d.outlet_id = any($2))) as due
        from outlets.outlet o
        left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
        where o.distributor_id = $1 and o.closed_at is null
          and ($2::uuid[] is null or o.id = any($2))`,
      values: [distributorId, seen],
    })
  )[0] ?? { outlets: 0, checked: 0, fit: 0, due: 0, oldestCheckAt: null }

export const kindCounts = (db: Db, distributorId: string, seen: string[] | null) =>
  prepared<{ kind: FitKind; mender: Mender; outlets: number; differences: number }>(db, {
    name: 'fit_kind_counts',
    // In two steps: distinct outlets would be sorted, and of a large base on disk.
    text: `select kind, mender, count(*)::int as outlets, sum(n)::int as differences
      from (select kind, mender, outlet_id, count(*) as n from rollout.fit_difference
        where distributor_id = $1 and ($2::uuid[] is null or outlet_id = any($2))
        group by kind, mender, outlet_id) d
      group by kind, mender order by outlets desc, kind`,
    values: [distributorId, seen],
  })

export type SubjectRow = Omit<DifferenceRow, 'since'> & { outlets: number; onlyThis: number }

/** Differences by what they are about; of an outlet's own (balance, days) there is one each. */
export const subjectsToMend = (
  db: Db,
  distributorId: string,
  asked: { seen: string[] | null; kind: FitKind | null; mender: Mender | null; limit: number },
) =>
  prepared<SubjectRow>(db, {
    name: 'fit_subjects',
    // What most outlets say is asked of the subjects of the page alone: of all it was the dearest part.
    text: `with alone as (select outlet_id from rollout.fit_difference
        where distributor_id = $1 group by outlet_id having count(*) = 1),
      page as materialized (
        select d.kind, d.mender, d.subject_id, min(d.subject) as subject,
          count(*)::int as outlets,
          count(*) filter (where d.outlet_id in (select outlet_id from alone))::int as only_this,
          sum(d.weight_minor)::bigint as weight
        from rollout.fit_difference d where d.distributor_id = $1 and ($2::text is null or d.kind = $2)
          and ($3::text is null or d.mender = $3) and ($5::uuid[] is null or d.outlet_id = any($5))
        group by d.kind, d.mender, d.subject_id
        order by count(*) desc, sum(d.weight_minor) desc, d.kind, d.subject_id limit $4),
      said as (
        select d.kind, d.mender, d.subject_id,
          mode() within group (order by d.portal) as portal,
          mode() within group (order by d.truth) as truth
        from rollout.fit_difference d
        where d.distributor_id = $1 and ($5::uuid[] is null or d.outlet_id = any($5))
          and (d.kind, d.mender, d.subject_id) in (select kind, mender, subject_id from page)
        group by d.kind, d.mender, d.subject_id)
      select p.kind, p.mender, p.subject_id as "subjectId", p.subject, p.outlets,
        p.only_this as "onlyThis", p.weight as "weightMinor", s.portal, s.truth
      from page p join said s on s.kind = p.kind and s.mender = p.mender
        and s.subject_id = p.subject_id
      order by p.outlets desc, p.weight desc, p.kind, p.subject_id`,
    values: [distributorId, asked.kind, asked.mender, asked.limit, asked.seen],
  })
