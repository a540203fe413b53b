import { type Db, likeOf, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { overdueOf } from '../accounts/accounts.ts'
import { visible } from '../outlets/outlets.ts'

export type NoticeKind =
  | 'order_placed'
  | 'order_changed'
  | 'order_cancelled'
  | 'order_held'
  | 'order_left'
  | 'promise_made'
  | 'return_asked'
export type NewNotice = {
  factId: string
  kind: 'order_placed' | 'order_changed' | 'order_cancelled'
  orderId: string
}

/**
 * Tells every agent credited on orders' lines, once per fact; of an order on hold, or one that
 * left on hold, the supervisors of its outlet too. Returns the orders that somebody was told of.
 */
export async function insertNotices(
  tx: Tx,
  distributorId: string,
  notices: NewNotice[],
): Promise<string[]> {
  const rows = await prepared<{ id: string }>(tx, {
    name: 'insert_notices',
    text: `with o as materialized (
        select r.id, r.outlet_id, r.placed_at, r.number, r.channel, r.total_minor, r.hold_reason,
          n.fact_id, case when r.status = 'on_hold' then 'order_held'
            when n.kind = 'order_cancelled' and exists (select 1 from ordering.order_event e
              where e.distributor_id = $1 and e.order_id = r.id and e.kind = 'left_on_hold')
              then 'order_left' else n.kind end as kind
        from unnest($2::text[], $3::uuid[], $4::text[]) n (fact_id, order_id, kind)
        join ordering.order r on r.distributor_id = $1 and r.id = n.order_id),
      told as (
        select o.fact_id, l.credited_agent_id as agent_id, sum(l.total_minor) as minor
        from o join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
        where l.credited_agent_id is not null group by o.fact_id, l.credited_agent_id
        union
        select distinct o.fact_id, t.supervisor_id, o.total_minor from o
        join outlets.outlet_territory ot on ot.distributor_id = $1 and ot.outlet_id = o.outlet_id
          and ot.from_day <= o.placed_at::date and (ot.to_day is null or ot.to_day >= o.placed_at::date)
        join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
        where o.kind in ('order_held', 'order_left') and t.supervisor_id is not null)
      insert into field.notice (distributor_id, id, agent_id, kind, outlet_id, order_id, body)
      select $1, gen_random_uuid(), told.agent_id, o.kind, o.outlet_id, o.id,
        jsonb_build_object('number', o.number, 'channel', o.channel, 'totalMinor', max(told.minor),
          'hold', o.hold_reason, 'fact', o.fact_id)
      from o join told on told.fact_id = o.fact_id
      group by told.agent_id, o.kind, o.outlet_id, o.id, o.number, o.channel, o.hold_reason, o.fact_id
      returning order_id as id`,
    values: [
      distributorId,
      notices.map(({ factId }) => factId),
      notices.map(({ orderId }) => orderId),
      notices.map(({ kind }) => kind),
    ],
  })
  return [...new Set(rows.map(({ id }) => id))]
}

/** Tells the agents of an outlet and their supervisors that somebody promised to pay. */
export const insertPromiseNotices = async (tx: Tx, distributorId: string, promiseId: string) =>
  (
    await prepared(tx, {
      name: 'insert_promise_notices',
      text: `with p as materialized (
          select r.*, (platform.now() at time zone t.time_zone)::date as today
          from accounts.promise r join identity.tenant t on t.id = r.distributor_id
          where r.distributor_id = $1 and r.id = $2),
        served as (
          select ta.agent_id, t.supervisor_id from p
          join outlets.outlet_territory ot on ot.distributor_id = $1 and ot.outlet_id = p.outlet_id
            and ot.from_day <= p.today and (ot.to_day is null or ot.to_day >= p.today)
          join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
          left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
            and ta.from_day <= p.today and (ta.to_day is null or ta.to_day >= p.today)),
        told as (select agent_id from served union select supervisor_id from served)
        insert into field.notice (distributor_id, id, agent_id, kind, outlet_id, order_id, body)
        select $1, gen_random_uuid(), told.agent_id, 'promise_made', p.outlet_id, o.id,
          jsonb_build_object('number', coalesce(o.number, ''), 'channel', '',
            'totalMinor', p.amount_minor, 'payDay', p.pay_day, 'by', p.promised_by_name)
        from p join told on told.agent_id is not null
        left join ordering.order o on o.distributor_id = $1 and o.id = p.order_id
          and o.outlet_id = p.outlet_id
        returning id`,
      values: [distributorId, promiseId],
    })
  ).length

/** Tells the agents credited on what is asked back, and the supervisors of its outlet. */
export const insertReturnNotices = async (tx: Tx, distributorId: string, returnId: string) =>
  (
    await prepared(tx, {
      name: 'insert_return_notices',
      text: `with r as materialized (
          select * from ordering.return_document where distributor_id = $1 and id = $2),
        told as (
          select l.credited_agent_id as agent_id from ordering.return_line l
          where l.distributor_id = $1 and l.return_id = $2
          union
          select t.supervisor_id from r
          join outlets.outlet_territory ot on ot.distributor_id = $1 and ot.outlet_id = r.outlet_id
            and ot.from_day <= r.day and (ot.to_day is null or ot.to_day >= r.day)
          join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id)
        insert into field.notice (distributor_id, id, agent_id, kind, outlet_id, order_id, body)
        select $1, gen_random_uuid(), told.agent_id, 'return_asked', r.outlet_id, r.order_id,
          jsonb_build_object('number', r.number, 'channel', '', 'totalMinor', r.total_minor,
            'by', r.asked_by_name)
        from r join told on told.agent_id is not null returning id`,
      values: [distributorId, returnId],
    })
  ).length

const OVERDUE = overdueOf('k.id', 'c.overdue_minor', 'clock.today')
const MINE = `(select a.id from outlets.agent a where a.distributor_id = $1 and a.person_id = $2
  and a.left_at is null)`

export type NoticeRow = {
  id: string
  kind: NoticeKind
  outletId: string
  outletName: string
  orderId: string | null
  body: { number: string; channel: string; totalMinor: number; payDay?: string; by?: string }
  at: string
  readAt: string | null
}

/** The notices told to this person as an agent, of outlets he still sees. */
const noticesTold = (db: Db, member: Member) => {
  const may = visible(member, 'field.read')
  const { tenant, personId } = member
  return db
    .selectFrom('field.notice as n')
    .where('n.distributor_id', '=', tenant.id)
    .where('n.agent_id', 'in', (eb) =>
      eb
        .selectFrom('outlets.agent as a')
        .select('a.id')
        .where('a.distributor_id', '=', tenant.id)
        .where('a.person_id', '=', personId)
        .where('a.left_at', 'is', null),
    )
    .where((eb) => may(eb.ref('n.outlet_id')))
}

export const noticesOf = (db: Db, member: Member, limit: number): Promise<NoticeRow[]> =>
  noticesTold(db, member)
    .innerJoin('outlets.outlet as o', (join) =>
      join.onRef('o.distributor_id', '=', 'n.distributor_id').onRef('o.id', '=', 'n.outlet_id'),
    )
    .select([
      'n.id',
      'n.kind',
      'n.outlet_id as outletId',
      'o.name as outletName',
      'n.order_id as orderId',
      'n.body',
      'n.at',
      'n.read_at as readAt',
    ])
    .$narrowType<Pick<NoticeRow, 'kind' | 'body'>>()
    .orderBy('n.at', 'desc')
    .orderBy('n.id')
    .limit(limit)
    .execute()

export async function unreadNotices(db: Db, member: Member): Promise<number> {
  const counted = await noticesTold(db, member)
    .where('n.read_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .executeTakeFirstOrThrow()
  return counted.unread
}

export const markRead = (tx: Tx, distributorId: string, personId: string, upTo: string) =>
  prepared(tx, {
    name: 'mark_notices_read',
    text: `update field.notice n set read_at = platform.now()
      where n.distributor_id = $1 and n.agent_id in ${MINE} and n.read_at is null and n.at <= $3`,
    values: [distributorId, personId, upTo],
  })

export type RouteOutlet = {
  id: string
  code: string
  name: string
  address: string
  city: string
  class: string
  latitude: number | null
  longitude: number | null
  zoneId: string | null
  ownWeekdays: number[] | null
  ownCutOffDays: number | null
  ownCutOffTime: string | null
  buyer: { name: string; phone: string } | null
  lastOrderAt: string | null
  lastChannel: string | null
  overdueMinor: number
}

/** The agent's outlets (and a supervisor's, through his territories) with their last order. */
export const routeOf = (
  db: Db,
  asked: { distributorId: string; personId: string; timeZone: string; search: string },
) =>
  prepared<RouteOutlet>(db, {
    name: 'route_of',
    text: `with clock as materialized (select (platform.now() at time zone $3)::date as today),
      mine as (
        select distinct ot.outlet_id from clock cross join outlets.outlet_territory ot
        join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
        left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
          and ta.from_day <= clock.today and (ta.to_day is null or ta.to_day >= clock.today)
        where ot.distributor_id = $1 and ot.from_day <= clock.today
          and (ot.to_day is null or ot.to_day >= clock.today)
          and coalesce(ta.agent_id, t.supervisor_id) in ${MINE})
      select o.id, o.code, o.name, o.address, o.city, o.class, o.latitude,
        o.longitude, oz.zone_id as "zoneId",
        oz.weekdays as "ownWeekdays", oz.cut_off_days as "ownCutOffDays",
        to_char(oz.cut_off_time, 'HH24:MI') as "ownCutOffTime",
        (select json_build_object('name', b.name, 'phone', b.phone) from outlets.buyer b
         where b.distributor_id = $1 and b.outlet_id = o.id and b.revoked_at is null
         order by b.name limit 1) as buyer,
        last.placed_at as "lastOrderAt", last.channel as "lastChannel",
        coalesce((select sum(${OVERDUE})::bigint from outlets.outlet_payer op
          join accounts.contract k on k.distributor_id = $1 and k.payer_id = op.payer_id
          left join accounts.credit c on c.distributor_id = $1 and c.contract_id = k.id
          where op.distributor_id = $1 and op.outlet_id = o.id and op.from_day <= clock.today
            and (op.to_day is null or op.to_day >= clock.today)), 0) as "overdueMinor"
      from clock cross join mine join outlets.outlet o on o.distributor_id = $1 and o.id = mine.outlet_id
      left join delivery.outlet_zone oz on oz.distributor_id = $1 and oz.outlet_id = o.id
      left join lateral (select r.placed_at, r.channel from ordering.order r
        where r.distributor_id = $1 and r.outlet_id = o.id and r.status <> 'cancelled'
        order by r.placed_at desc limit 1) last on true
      where o.closed_at is null and ($4 = '%%' or concat_ws(' ', o.name, o.code, o.address, o.city)
        ilike $4)
      order by o.name, o.code limit 1000`,
    values: [asked.distributorId, asked.personId, asked.timeZone, likeOf(asked.search)],
  })

export const dropsOf = (db: Db, distributorId: string, outletIds: string[], fromDay: string) =>
  db
    .selectFrom('delivery.drop')
    .select(['outlet_id as outletId', 'delivery_day as deliveryDay', 'value_minor as valueMinor'])
    .where('distributor_id', '=', distributorId)
    .where('outlet_id', 'in', outletIds)
    .where('delivery_day', '>=', fromDay)
    .where('orders', '>', 0)
    .execute()

/** Orders of my outlets placed by others than me since an instant. */
export const overnightIds = (
  db: Db,
  asked: { distributorId: string; personId: string; timeZone: string },
) =>
  prepared<{ id: string; since: string }>(db, {
    name: 'overnight_ids',
    text: `with clock as materialized (select ((date_trunc('day', platform.now() at time zone $3)
        - interval '6 hours') at time zone $3) as since)
      select distinct o.id, clock.since from clock cross join ordering.order o
      join ordering.order_line l on l.distributor_id = o.distributor_id and l.order_id = o.id
      where o.distributor_id = $1 and o.placed_at >= clock.since and l.credited_agent_id in ${MINE}
        and o.entered_by is distinct from $2 and o.status not in ('cancelled', 'rejected') limit 500`,
    values: [asked.distributorId, asked.personId, asked.timeZone],
  })
