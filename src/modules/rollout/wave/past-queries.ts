import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import { GAPS_GONE, OVERDUE_DAYS_BAD, type ReadinessFacts } from './readiness-rules.ts'

export type OutletPast = ReadinessFacts & {
  outletId: string
  assistedMonthly: number
  valueMonthlyMinor: number
}

/** Weeks looked at, as habits are learnt; a month is a 26-week half year's sixth. */
const WEEKS = 26
const MONTHS = 6
/** A gap within a quarter of the outlet's median gap is a steady one. */
const STEADY = 0.25

/** Of outlets chosen before: what is owed, refused at the door, and who orders. */
const ASIDE = `owed as (
        select i.outlet_id, max($2::date - i.due_day) as days from accounts.invoice i
        join chosen on chosen.outlet_id = i.outlet_id
        where i.distributor_id = $1 and i.paid_minor < i.total_minor
          and i.due_day < $2::date group by i.outlet_id),
      refused as (
        select r.outlet_id, count(distinct r.id)::int as times from ordering.return_document r
        join chosen on chosen.outlet_id = r.outlet_id
        join ordering.return_line l on l.distributor_id = $1 and l.return_id = r.id
          and l.kind = 'refused_at_door'
        where r.distributor_id = $1 and r.day > $2::date - ${WEEKS * 7} group by r.outlet_id),
      contact as (
        select b.outlet_id, bool_or(c.person_id is not null) as confirmed,
          bool_or(exists (select 1 from platform.audit j where j.distributor_id = $1
            and j.actor_id = b.person_id and j.action = 'signed_in')) as signed_in
        from outlets.buyer b join chosen on chosen.outlet_id = b.outlet_id
        left join rollout.contact_confirmed c on c.distributor_id = $1
          and c.outlet_id = b.outlet_id and c.person_id = b.person_id and c.phone = b.phone
        where b.distributor_id = $1 and b.revoked_at is null and b.phone <> ''
        group by b.outlet_id)`

type Asked = { distributorId: string; throughDay: string }

/** What the past of these outlets says of readiness and worth; of those that are closed, nothing. */
export const outletPasts = (
  db: Db,
  { distributorId, throughDay, outletIds }: Asked & { outletIds: string[] },
) =>
  prepared<OutletPast>(db, {
    name: 'outlet_pasts',
    text: `with chosen as materialized (select id as outlet_id from unnest($3::uuid[]) id),
      drops as (
        select o.outlet_id, o.delivery_day as day,
          sum(ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor)) as minor,
          count(*) filter (where o.channel in ('agent', 'phone', 'office', 'unknown')) as assisted,
          count(*) filter (where o.channel in ('portal', 'chatbot', 'api')) as self
        from ordering.order o where o.distributor_id = $1 and o.outlet_id = any($3::uuid[])
          and o.delivery_day <= $2::date and o.delivery_day > $2::date - ${WEEKS * 7}
          and o.status not in ('draft', 'cancelled', 'rejected') and o.channel not in ('edi', 'van')
        group by o.outlet_id, o.delivery_day),
      gaps as (
        select d.outlet_id, d.day, d.minor, d.assisted, d.self, p.median_gap_days as median,
          d.day - lag(d.day) over (partition by d.outlet_id order by d.day) as gap
        from drops d left join habit.pattern p
          on p.distributor_id = $1 and p.outlet_id = d.outlet_id),
      past as (
        select outlet_id, count(*)::int as drops, max(day) as last_day, sum(minor) as minor,
          sum(assisted)::int as assisted, sum(self)::int as self,
          count(gap)::int as gaps,
          (count(*) filter (where abs(gap - median) <= median * ${STEADY}))::int as steady
        from gaps group by outlet_id),
      ${ASIDE}
      select o.id as "outletId", coalesce(past.drops, 0) as drops,
        case when past.gaps > 0 then past.steady * 10000 / past.gaps else 0 end as "steadyGapsBp",
        $2::date - past.last_day as "daysSinceDrop", p.median_gap_days as "medianGapDays",
        coalesce(owed.days, 0) as "oldestOverdueDays", coalesce(refused.times, 0) as "doorRefusals",
        coalesce(contact.confirmed, false) or coalesce(past.self, 0) > 0 as "phoneConfirmed",
        contact.outlet_id is not null as "phoneKnown",
        coalesce(past.self, 0) as "selfServiceOrders",
        coalesce(contact.signed_in, false) as "signedIn", v.view as "agentView",
        coalesce(past.assisted, 0)::float8 / ${MONTHS} as "assistedMonthly",
        (coalesce(past.minor, 0) / ${MONTHS})::bigint as "valueMonthlyMinor"
      from outlets.outlet o
      left join past on past.outlet_id = o.id
      left join habit.pattern p on p.distributor_id = $1 and p.outlet_id = o.id
      left join owed on owed.outlet_id = o.id
      left join refused on refused.outlet_id = o.id
      left join contact on contact.outlet_id = o.id
      left join rollout.agent_view v on v.distributor_id = $1 and v.outlet_id = o.id
      where o.distributor_id = $1 and o.closed_at is null and o.id = any($3::uuid[])`,
    values: [distributorId, throughDay, outletIds],
  })

/** Every open outlet. */
export const openOutlets = async (db: Db, distributorId: string): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'open_outlets_to_judge',
      text: `select id from outlets.outlet where distributor_id = $1 and closed_at is null
        order by id`,
      values: [distributorId],
    })
  ).map(({ id }) => id)

/** Puts outlets on the list of those that the night judges: their orders changed. */
export const addReadinessDue = (tx: Tx, distributorId: string, outletIds: string[]) =>
  prepared(tx, {
    name: 'add_readiness_due',
    text: `insert into rollout.readiness_due (distributor_id, outlet_id)
      select $1, o.id from outlets.outlet o where o.distributor_id = $1 and o.id = any($2::uuid[])
      order by o.id on conflict (distributor_id, outlet_id) do nothing`,
    values: [distributorId, outletIds],
  })

const was = (fact: keyof OutletPast, type: string) => `(r.facts->>'${fact}')::${type}`
const OWED_WAS = was('oldestOverdueDays', 'int')
const SINCE_DROP_WAS = was('daysSinceDrop', 'int')
const PASSED = '($2::date - r.through_day)'

/**
 * Puts the outlets on that list whose points change with the day or by what no fact tells of: a delivery
 * came into the half year or left it, a gap grew too long, a debt is older, paid or new, somebody is known
 * by phone, signed in, or was refused at the door; and those that were never judged.
 */
export const addReadinessDueOfDay = (tx: Tx, { distributorId, throughDay }: Asked) =>
  prepared(tx, {
    name: 'add_readiness_due_of_day',
    text: `with since as materialized (
        select coalesce(min(r.through_day), $2::date) as day from rollout.readiness r
        where r.distributor_id = $1),
      slid as (
        select o.outlet_id from since join ordering.order o on o.distributor_id = $1
          and o.delivery_day > since.day and o.delivery_day <= $2::date
        join rollout.readiness r on r.distributor_id = $1 and r.outlet_id = o.outlet_id
          and o.delivery_day > r.through_day
        union
        select o.outlet_id from since join ordering.order o on o.distributor_id = $1
          and o.delivery_day > since.day - ${WEEKS * 7}
          and o.delivery_day <= $2::date - ${WEEKS * 7}
        join rollout.readiness r on r.distributor_id = $1 and r.outlet_id = o.outlet_id
          and o.delivery_day > r.through_day - ${WEEKS * 7}),
      chosen as materialized (select id as outlet_id from outlets.outlet
        where distributor_id = $1 and closed_at is null),
      ${ASIDE}
      insert into rollout.readiness_due (distributor_id, outlet_id)
      select $1, o.id from outlets.outlet o
      left join rollout.readiness r on r.distributor_id = $1 and r.outlet_id = o.id
        and r.facts is not null
      left join slid on slid.outlet_id = o.id
      left join habit.pattern p on p.distributor_id = $1 and p.outlet_id = o.id
      left join owed on owed.outlet_id = o.id
      left join refused on refused.outlet_id = o.id
      left join contact on contact.outlet_id = o.id
      left join rollout.agent_view v on v.distributor_id = $1 and v.outlet_id = o.id
      where o.distributor_id = $1 and o.closed_at is null and (r.outlet_id is null
        or slid.outlet_id is not null
        or p.median_gap_days is distinct from ${was('medianGapDays', 'int')}
        or v.view is distinct from ${was('agentView', 'text')}
        or coalesce(refused.times, 0) <> ${was('doorRefusals', 'int')}
        or (contact.outlet_id is not null) <> ${was('phoneKnown', 'boolean')}
        or coalesce(contact.signed_in, false) <> ${was('signedIn', 'boolean')}
        or (coalesce(contact.confirmed, false) or ${was('selfServiceOrders', 'int')} > 0)
          <> ${was('phoneConfirmed', 'boolean')}
        or coalesce(owed.days, 0)
          <> case when ${OWED_WAS} > 0 then ${OWED_WAS} + ${PASSED} else 0 end
        or (${PASSED} <> 0 and ${OWED_WAS} between 1 and $3)
        or (${PASSED} <> 0 and ${SINCE_DROP_WAS} + ${PASSED} > p.median_gap_days
          and ${SINCE_DROP_WAS} < $4 * p.median_gap_days))
      order by o.id on conflict (distributor_id, outlet_id) do nothing`,
    values: [distributorId, throughDay, OVERDUE_DAYS_BAD, GAPS_GONE],
  })
