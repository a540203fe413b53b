import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Ladder, LadderContact, LadderOrder } from './ladder-rules.ts'

type Asked = { distributorId: string; outletIds: string[] }

/** Puts outlets on the list; null: all that are open. Returns how many are new on it. */
export const addLadderDue = async (
  tx: Tx,
  distributorId: string,
  outletIds: string[] | null,
): Promise<number> =>
  (
    await prepared<{ n: number }>(tx, {
      name: 'add_ladder_due',
      text: `with added as (
          insert into rollout.ladder_due (distributor_id, outlet_id)
          select $1, o.id from outlets.outlet o where o.distributor_id = $1 and o.closed_at is null
            and ($2::uuid[] is null or o.id = any($2))
          order by o.id on conflict (distributor_id, outlet_id) do nothing returning 1)
        select count(*)::int as n from added`,
      values: [distributorId, outletIds],
    })
  )[0]?.n ?? 0

/** The buyers' outlets of a person who signed in, by the row of the journal that says so. */
export const outletsSignedIn = async (
  db: Db,
  distributorId: string,
  auditId: string,
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'outlets_signed_in',
      text: `select b.outlet_id as id from platform.audit a
        join outlets.buyer b on b.distributor_id = $1 and b.person_id = a.actor_id
          and b.revoked_at is null
        where a.distributor_id = $1 and a.id = $2 and a.action = 'signed_in'`,
      values: [distributorId, auditId],
    })
  ).map((row) => row.id)

/** Outlets that order alone and were placed before the ladder told since when; after a night there are none. */
export const untoldAlone = async (db: Db, distributorId: string): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'untold_alone',
      text: `select outlet_id as id from rollout.ladder
        where distributor_id = $1 and alone_since is null and independent_orders > 0`,
      values: [distributorId],
    })
  ).map((row) => row.id)

export type PlaceRow = {
  outletId: string
  fitAt: string | null
  plannedAt: string | null
  startDay: string | null
  cadenceDays: number | null
  medianDropMinor: number | null
  registeredAt: string | null
  aside: 'paused' | 'stays_with_agent' | null
  asideSince: string | null
  today: string
}

/** What stands of outlets beside their orders and contacts. */
export const ladderPlaces = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<PlaceRow>(db, {
    name: 'ladder_places',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1)
      select o.id as "outletId", case when f.fit then f.checked_at end as "fitAt",
        w.compiled_at as "plannedAt", w.starts_on as "startDay", wo.cadence_days as "cadenceDays",
        wo.median_drop_minor as "medianDropMinor", a.kind as aside, a.since as "asideSince",
        (select min(j.at) from outlets.buyer b join platform.audit j on j.distributor_id = $1
          and j.actor_id = b.person_id and j.action = 'signed_in'
          where b.distributor_id = $1 and b.outlet_id = o.id and b.revoked_at is null)
          as "registeredAt", clock.today
      from clock cross join outlets.outlet o
      left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = o.id
        and wo.part = 'invited'
      left join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id
      left join lateral (select a.kind, a.since from rollout.aside a where a.distributor_id = $1
        and a.outlet_id = o.id and a.ended_at is null
        and (a.kind = 'paused' or a.confirmed_by is not null)
        order by a.since desc limit 1) a on true
      where o.distributor_id = $1 and o.id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

export const ladderContacts = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<LadderContact & { outletId: string }>(db, {
    name: 'ladder_contacts',
    text: `select outlet_id as "outletId", id, started_at as at, outcome, objection
      from rollout.contact where distributor_id = $1 and outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

/** Hours before an order within which a call of the desk led to it. */
const CALL_LEADS_HOURS = 24

/**
 * Self-service orders of all time, and those of other channels from the start of the outlet's wave:
 * what the ladder is computed from.
 */
export const ladderOrders = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<LadderOrder & { outletId: string }>(db, {
    name: 'ladder_orders',
    text: `select o.outlet_id as "outletId", o.id, o.checkout_id as "checkoutId",
        o.placed_at as "placedAt",
        o.delivery_day as "deliveryDay", o.status, o.channel, o.prepared_by as "preparedBy",
        p.verdict as presence,
        exists (select 1 from ordering.order_benefit g where g.distributor_id = $1
          and g.order_id = o.id and g.revoked_at is null) as "portalOnly",
        case when o.status in ('delivered', 'partly_delivered', 'returned') then
          ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) end
          as "keptMinor",
        exists (select 1 from rollout.contact c where c.distributor_id = $1
          and c.outlet_id = o.outlet_id and c.place = 'desk' and c.outcome <> 'no_answer'
          and c.started_at between o.placed_at - interval '${CALL_LEADS_HOURS} hours'
            and o.placed_at) as called
      from ordering.order o
      left join rollout.presence p on p.distributor_id = $1 and p.order_id = o.id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = o.outlet_id
      left join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id
      where o.distributor_id = $1 and o.outlet_id = any($2::uuid[])
        and (o.channel in ('portal', 'chatbot', 'api') or o.delivery_day >= w.starts_on)`,
    values: [distributorId, outletIds],
  })

export type Moved = { outletId: string; from: string | null; to: string; aside: string | null }
type Standing = Ladder & { outletId: string }

/** Replaces outlets' places; answers those that moved or went aside. */
export const putLadders = (tx: Tx, distributorId: string, rows: Standing[]) =>
  prepared<Moved>(tx, {
    name: 'put_ladders',
    text: `with said as (
        select r.* from jsonb_to_recordset($2) as r (outlet_id uuid, step text, aside text,
          objection text, reached jsonb, independent integer, accompanied integer,
          alone_since timestamptz)),
      was as (
        select l.outlet_id, l.step, l.aside from rollout.ladder l join said on
          said.outlet_id = l.outlet_id where l.distributor_id = $1),
      put as (
        insert into rollout.ladder as l (distributor_id, outlet_id, step, aside, objection, reached,
          independent_orders, accompanied_orders, alone_since)
        select $1, outlet_id, step, aside, objection, reached, independent, accompanied, alone_since
        from said
        on conflict (distributor_id, outlet_id) do update set step = excluded.step,
          aside = excluded.aside, objection = excluded.objection, reached = excluded.reached,
          independent_orders = excluded.independent_orders,
          accompanied_orders = excluded.accompanied_orders, alone_since = excluded.alone_since,
          moved_at = case when (l.step, l.aside) is distinct from (excluded.step, excluded.aside)
            then platform.now() else l.moved_at end
        where (l.step, l.aside, l.objection, l.reached, l.independent_orders, l.accompanied_orders,
            l.alone_since)
          is distinct from (excluded.step, excluded.aside, excluded.objection, excluded.reached,
            excluded.independent_orders, excluded.accompanied_orders, excluded.alone_since)
        returning l.outlet_id, l.step, l.aside)
      select put.outlet_id as "outletId", was.step as "from", put.step as "to", put.aside
      from put left join was on was.outlet_id = put.outlet_id
      where (was.step, was.aside) is distinct from (put.step, put.aside)`,
    values: [
      distributorId,
      JSON.stringify(
        rows.map((row) => ({
          outlet_id: row.outletId,
          step: row.step,
          aside: row.aside,
          objection: row.objection,
          reached: row.reached,
          independent: row.independentOrders,
          accompanied: row.accompaniedOrders,
          alone_since: row.aloneSince,
        })),
      ),
    ],
  })
