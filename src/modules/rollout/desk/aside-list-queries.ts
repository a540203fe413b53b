import { type Db, likeOf, prepared } from '../../../platform/db.ts'

type Place = { distributorId: string; timeZone: string; seen: string[] | null }
export type AsideFilters = Place & {
  state: 'open' | 'waiting' | 'due' | 'ended'
  kind: string | null
  search: string
  offset: number
  limit: number
}

export type AsideListRow = {
  outletId: string
  code: string
  name: string
  city: string
  step: string
  kind: 'paused' | 'stays_with_agent'
  reason: string
  askedBy: string
  since: string
  confirmedBy: string | null
  reviewedBy: string | null
  reviewedAt: string | null
  reviewOn: string
  endedAt: string | null
  endedBy: string | null
  waits: boolean
  due: boolean
  total: number
}

const WAITS = `(a.ended_at is null and a.kind = 'stays_with_agent' and a.confirmed_by is null)`
const DUE = `(a.ended_at is null and a.review_on <= (platform.now() at time zone $3)::date)`

/** What is set aside, or was: what waits for a second person first, then what is due, the soonest first. */
export const asidePage = (db: Db, asked: AsideFilters) =>
  prepared<AsideListRow>(db, {
    name: 'aside_page',
    text: `select a.outlet_id as "outletId", o.code, o.name, o.city,
        coalesce(l.step, 'planned') as step, a.kind, a.reason, a.asked_by as "askedBy", a.since,
        a.confirmed_by as "confirmedBy", a.reviewed_by as "reviewedBy",
        a.reviewed_at as "reviewedAt", a.review_on as "reviewOn", a.ended_at as "endedAt",
        a.ended_by as "endedBy", ${WAITS} as waits, ${DUE} as due, count(*) over ()::int as total
      from rollout.aside a
      join outlets.outlet o on o.distributor_id = $1 and o.id = a.outlet_id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = a.outlet_id
      where a.distributor_id = $1 and ($2::uuid[] is null or a.outlet_id = any($2))
        and case $4 when 'ended' then a.ended_at is not null when 'waiting' then ${WAITS}
          when 'due' then ${DUE} else a.ended_at is null end
        and ($5::text is null or a.kind = $5)
        and ($6 = '' or concat_ws(' ', o.name, o.code, o.city, a.reason) ilike $6)
      order by ${WAITS} desc, ${DUE} desc, a.ended_at desc nulls first, a.review_on, o.name,
        a.outlet_id, a.since
      offset $7 limit $8`,
    values: [
      ...[asked.distributorId, asked.seen, asked.timeZone, asked.state, asked.kind],
      ...[asked.search === '' ? '' : likeOf(asked.search), asked.offset, asked.limit],
    ],
  })

/** How many are out now, of them without a second person, of them to be looked at again. */
export const asideCounts = async (db: Db, { distributorId, seen, timeZone }: Place) =>
  (
    await prepared<{ open: number; waiting: number; due: number }>(db, {
      name: 'aside_counts',
      text: `select count(*)::int as open, (count(*) filter (where ${WAITS}))::int as waiting,
          (count(*) filter (where ${DUE}))::int as due
        from rollout.aside a where a.distributor_id = $1 and a.ended_at is null
          and ($2::uuid[] is null or a.outlet_id = any($2))`,
      values: [distributorId, seen, timeZone],
    })
  )[0] ?? { open: 0, waiting: 0, due: 0 }
