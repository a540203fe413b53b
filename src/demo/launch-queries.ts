import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'

/** Somebody who knows the shop has confirmed the phones of most outlets. */
export const confirmMostContacts = (tx: Tx, distributorId: string, confirmedBy: string) =>
  sql`insert into rollout.contact_confirmed (distributor_id, outlet_id, person_id, phone,
      confirmed_by, confirmed_at)
    select b.distributor_id, b.outlet_id, b.person_id, b.phone, ${confirmedBy}::uuid,
      platform.now() - interval '40 days'
    from outlets.buyer b where b.distributor_id = ${distributorId}
      and ('x' || substr(md5(b.outlet_id::text), 1, 7))::bit(28)::int % 5 > 0
    on conflict do nothing`.execute(tx)

const SELF_ORDER = `select min(o.placed_at) from ordering.order o
  where o.distributor_id = c.distributor_id and o.outlet_id = c.outlet_id
    and o.delivery_day = c.delivery_day and o.channel in ('portal', 'chatbot', 'api')`

/**
 * The outlets were reminded of their cues since they were invited, but for one in ten past its first four.
 * By chance alone ten shops that order anyway made reminders look harmful: each tenth is left out in the
 * order of how often they order, beginning below the middle.
 */
export const remindOfPastCues = (tx: Tx, distributorId: string) =>
  sql`with lots as (
      select outlet_id, row_number() over (order by
        avg(case when outcome = 'kept' then 1 else 0 end) desc, md5(outlet_id::text)) % 10 = 9 as lot
      from rollout.cue where distributor_id = ${distributorId}
        and outcome in ('kept', 'assisted', 'missed') group by outlet_id),
    cues as (
      select c.*, row_number() over (partition by c.outlet_id order by c.delivery_day) as nth,
        lots.lot, w.starts_on,
        md5(c.outlet_id::text || c.delivery_day)::uuid as message_id, b.person_id,
        (${sql.raw(SELF_ORDER)}) as ordered_at, o.name
      from rollout.cue c
      join lots on lots.outlet_id = c.outlet_id
      join rollout.wave_outlet i on i.distributor_id = c.distributor_id
        and i.outlet_id = c.outlet_id
      join rollout.wave w on w.distributor_id = c.distributor_id and w.id = i.wave_id
      join outlets.outlet o on o.distributor_id = c.distributor_id and o.id = c.outlet_id
      join lateral (select person_id from outlets.buyer b
        where b.distributor_id = c.distributor_id and b.outlet_id = c.outlet_id
          and b.revoked_at is null order by b.since limit 1) b on true
      where c.distributor_id = ${distributorId} and c.outcome in ('kept', 'assisted', 'missed')),
    due as (
      select *, cut_off_at - interval '24 hours' as at, lot and nth > 4 as out from cues
      where cut_off_at - interval '24 hours' between starts_on and platform.now()
        and (ordered_at is null or ordered_at > cut_off_at - interval '24 hours')),
    told as (
      insert into messaging.message (distributor_id, id, person_id, topic, outlet_id, template, said,
        link, not_before, expires_at, dedupe_key, cost_center, status, told_at, sent_at,
        delivered_at, acted_at)
      select distributor_id, message_id, person_id, 'reminder', outlet_id, 'reminder_24h',
        jsonb_build_object('outlet', name, 'day', delivery_day, 'cutOffAt', cut_off_at,
          'timeZone', 'Europe/Kyiv'),
        '/shop/', at, cut_off_at, 'reminder ' || outlet_id || ' ' || delivery_day || ' 24h', 'habit',
        case when ordered_at is null then 'delivered' else 'acted' end, at, at, at, ordered_at
      from due where not out on conflict do nothing)
    insert into rollout.reminder (distributor_id, outlet_id, delivery_day, step, cut_off_at, person_id,
      drawn, held_out, message_id, planned_at, ordered_at)
    select distributor_id, outlet_id, delivery_day, '24h', cut_off_at, person_id, nth > 4, out,
      case when not out then message_id end, at, ordered_at
    from due on conflict do nothing`.execute(tx)

/** Shops were promised the benefit for their first own orders since it runs, as far as its budget goes. */
export const promisePastBenefits = (tx: Tx, distributorId: string) =>
  sql`with firsts as (
      select o.distributor_id, o.id, o.outlet_id, o.placed_at, o.total_minor, b.id as benefit_id,
        b.percent_bp, b.budget_minor, b.order_max_minor, b.first_orders,
        dense_rank() over (partition by o.outlet_id order by c.placed_at, c.id) as nth
      from promotions.benefit b
      join identity.tenant t on t.id = b.distributor_id
      join ordering.order o on o.distributor_id = b.distributor_id
        and o.channel in ('portal', 'chatbot', 'api') and o.prepared_by in ('buyer', 'suggestion')
        and o.status not in ('draft', 'cancelled', 'rejected')
        and (o.placed_at at time zone t.time_zone)::date between b.from_day and b.to_day
      cross join lateral (select min(x.placed_at) as placed_at, o.checkout_id as id
        from ordering.order x where x.distributor_id = o.distributor_id
          and x.checkout_id = o.checkout_id) c
      where b.distributor_id = ${distributorId} and b.ended_at is null),
    promised as (
      select *, sum(minor) over (order by placed_at, id) as taken from (
        select *, least(total_minor * percent_bp / 10000, order_max_minor) as minor from firsts
        where nth <= first_orders) f),
    noted as (
      insert into ordering.order_benefit (distributor_id, order_id, benefit_id, outlet_id,
        percent_bp, promised_minor, granted_at)
      select distributor_id, id, benefit_id, outlet_id, percent_bp, minor, placed_at
      from promised where minor > 0 and taken <= budget_minor returning benefit_id, promised_minor)
    update promotions.benefit b set taken_minor = n.minor
    from (select benefit_id, sum(promised_minor) as minor from noted group by benefit_id) n
    where b.distributor_id = ${distributorId} and b.id = n.benefit_id`.execute(tx)

/** Whether an open order's shop was alone is decided at its lock, as of any order. */
export const decideAtLocks = (tx: Tx, distributorId: string) =>
  sql`insert into platform.due_fact (distributor_id, type, subject_id, body, due_at)
    select o.distributor_id, 'rollout.presence_due', o.id, jsonb_build_object(
      'type', 'rollout.presence_due', 'distributorId', o.distributor_id, 'orderId', o.id), o.lock_at
    from ordering.order o where o.distributor_id = ${distributorId} and o.lock_at > platform.now()
      and o.channel in ('portal', 'chatbot', 'api') on conflict do nothing`.execute(tx)

/** A wave of the past was put together in the past. */
export const dateWave = (tx: Tx, distributorId: string, waveId: string, days: number) =>
  sql`update rollout.wave set compiled_at = platform.now() - make_interval(days => ${days})
    where distributor_id = ${distributorId} and id = ${waveId}`.execute(tx)

/** All open outlets, as habits are learnt of them. */
export async function outletIdsOf(db: Db, distributorId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from outlets.outlet
    where distributor_id = ${distributorId} and closed_at is null order by code`.execute(db)
  return rows.map(({ id }) => id)
}

/** Agents of the general team in the order of their codes. */
export async function agentIdsOf(db: Db, distributorId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select a.id from outlets.agent a
    join outlets.team t on t.distributor_id = a.distributor_id and t.id = a.team_id
    where a.distributor_id = ${distributorId} and a.left_at is null and a.kind = 'agent'
      and not t.exclusive order by a.code`.execute(db)
  return rows.map(({ id }) => id)
}

/** Plans of this month that last month's deliveries would fulfil with a tenth more. */
export const makePlans = (tx: Tx, distributorId: string, today: string) =>
  sql`insert into field.plan (distributor_id, agent_id, month, measure, scope, target)
    select ${distributorId}, done.agent_id, date_trunc('month', ${today}::date)::date, m.measure, '',
      case m.measure when 'value' then done.minor * 11 / 10 / 100000 * 100000
        when 'active_outlets' then done.outlets else done.lines * 11 / 10 end
    from (select l.credited_agent_id as agent_id, sum(l.total_minor)::bigint as minor,
        count(distinct o.outlet_id) as outlets, count(*) as lines
      from ordering.order o join ordering.order_line l
        on l.distributor_id = o.distributor_id and l.order_id = o.id
      where o.distributor_id = ${distributorId} and l.credited_agent_id is not null
        and o.delivery_day >= date_trunc('month', ${today}::date) - interval '1 month'
        and o.delivery_day < date_trunc('month', ${today}::date)
        and o.status not in ('cancelled', 'rejected')
      group by l.credited_agent_id) done
    cross join (values ('value'), ('active_outlets'), ('lines')) m (measure)
    on conflict do nothing`.execute(tx)
