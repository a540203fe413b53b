import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Benefit } from '../promotions/promotions.ts'

export type BenefitNow = Benefit & { granted: number; deviceOutlets: number }

/**
 * The benefit that runs on clock.today, how often the outlet $2 of the distributor $1 had it, and for how
 * many outlets of other owners the device $4 ordered before; null: none runs.
 */
export const BENEFIT_NOW = `(select to_jsonb(running) from (
        select b.id, b.name, b.percent_bp as "percentBp", b.first_orders as "firstOrders",
          b.order_max_minor as "orderMaxMinor", b.budget_minor - b.taken_minor as "leftMinor",
          (select count(distinct x.checkout_id)::int from ordering.order_benefit g
            join ordering.order x on x.distributor_id = $1 and x.id = g.order_id
            where g.distributor_id = $1 and g.outlet_id = $2 and g.revoked_at is null
              and g.benefit_id = b.id) as granted,
          (select count(distinct o.outlet_id)::int from ordering.order o
            where o.distributor_id = $1 and o.device_id = $4 and o.outlet_id <> $2
              and not exists (select 1 from outlets.buyer mine join outlets.buyer theirs
                on theirs.distributor_id = $1 and theirs.person_id = mine.person_id
                  and theirs.outlet_id = o.outlet_id
                where mine.distributor_id = $1 and mine.outlet_id = $2)) as "deviceOutlets"
        from promotions.benefit b where b.distributor_id = $1 and b.ended_at is null
          and clock.today between b.from_day and b.to_day limit 1) running)`

export type OrderBenefit = { benefitId: string; percentBp: number; promisedMinor: number }

export const insertBenefits = (
  tx: Tx,
  granted: {
    distributorId: string
    outletId: string
    benefitId: string
    percentBp: number
    orders: { id: string; promisedMinor: number }[]
  },
) =>
  prepared(tx, {
    name: 'insert_order_benefits',
    text: `insert into ordering.order_benefit (distributor_id, order_id, benefit_id, outlet_id,
        percent_bp, promised_minor)
      select $1, o.id, $3, $2, $4, o.promised from unnest($5::uuid[], $6::bigint[]) o (id, promised)`,
    values: [
      ...[granted.distributorId, granted.outletId, granted.benefitId, granted.percentBp],
      granted.orders.map(({ id }) => id),
      granted.orders.map(({ promisedMinor }) => promisedMinor),
    ],
  })

/** What an order was promised and still is. */
export const benefitOfOrder = async (
  db: Db,
  distributorId: string,
  orderId: string,
): Promise<OrderBenefit | undefined> =>
  (
    await prepared<OrderBenefit>(db, {
      name: 'benefit_of_order',
      text: `select benefit_id as "benefitId", percent_bp as "percentBp",
          promised_minor as "promisedMinor"
        from ordering.order_benefit
        where distributor_id = $1 and order_id = $2 and revoked_at is null`,
      values: [distributorId, orderId],
    })
  )[0]

export type BenefitTold = {
  name: string
  percentBp: number
  firstOrders: number | null
  promisedMinor: number
  dueMinor: number | null
  revokedWhy: BenefitOrderRow['revokedWhy']
}

/** What an order was promised, what of it is due, and why it is so no more. */
export const benefitTold = async (
  db: Db,
  distributorId: string,
  orderId: string,
): Promise<BenefitTold | null> =>
  (
    await prepared<BenefitTold>(db, {
      name: 'benefit_told',
      text: `select b.name, g.percent_bp as "percentBp", b.first_orders as "firstOrders",
          g.promised_minor as "promisedMinor", g.revoked_why as "revokedWhy",
          case when g.revoked_at is null
              and o.status in ('delivered', 'partly_delivered', 'returned') then ${DUE} end
            as "dueMinor"
        from ordering.order_benefit g
        join ordering.order o on o.distributor_id = $1 and o.id = g.order_id
        join promotions.benefit b on b.distributor_id = $1 and b.id = g.benefit_id
        where g.distributor_id = $1 and g.order_id = $2`,
      values: [distributorId, orderId],
    })
  )[0] ?? null

// Of what was delivered and kept, never more than was promised.
const DUE = `least(g.promised_minor, greatest(0, ordering.kept(
              coalesce(o.delivered_minor, o.total_minor), o.returned_minor)) * g.percent_bp / 10000)`

export const setPromised = (
  tx: Tx,
  promised: { distributorId: string; orderId: string; minor: number },
) =>
  prepared(tx, {
    name: 'set_promised_benefit',
    text: `update ordering.order_benefit set promised_minor = $3
      where distributor_id = $1 and order_id = $2 and revoked_at is null`,
    values: [promised.distributorId, promised.orderId, promised.minor],
  })

export const revokeBenefit = (
  tx: Tx,
  revoked: { distributorId: string; orderId: string; why: 'cancelled' | 'changed_by_staff' },
) =>
  prepared(tx, {
    name: 'revoke_benefit',
    text: `update ordering.order_benefit set revoked_at = platform.now(), revoked_why = $3
      where distributor_id = $1 and order_id = $2 and revoked_at is null`,
    values: [revoked.distributorId, revoked.orderId, revoked.why],
  })

export type BenefitOrderRow = {
  orderId: string
  number: string
  outletId: string
  outletName: string
  placedAt: string
  deliveryDay: string
  totalMinor: number
  percentBp: number
  promisedMinor: number
  keptMinor: number | null
  revokedWhy: 'cancelled' | 'changed_by_staff' | 'moved' | null
}

/** Orders that were promised the benefit, newest first; ids of orders grow with time only within a day. */
export const benefitOrders = (
  db: Db,
  distributorId: string,
  { after, limit }: { after: string | null; limit: number },
) =>
  prepared<BenefitOrderRow>(db, {
    name: 'benefit_orders',
    text: `select o.id as "orderId", o.number, o.outlet_id as "outletId", t.name as "outletName",
        o.placed_at as "placedAt", o.delivery_day as "deliveryDay", o.total_minor as "totalMinor",
        g.percent_bp as "percentBp", g.promised_minor as "promisedMinor",
        g.revoked_why as "revokedWhy",
        case when o.status in ('delivered', 'partly_delivered', 'returned') then
          ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) end
          as "keptMinor"
      from ordering.order_benefit g
      join ordering.order o on o.distributor_id = $1 and o.id = g.order_id
      join outlets.outlet t on t.distributor_id = $1 and t.id = o.outlet_id
      left join ordering.order_benefit last on last.distributor_id = $1 and last.order_id = $2
      where g.distributor_id = $1 and ($2::uuid is null
        or (g.granted_at, g.order_id) < (last.granted_at, last.order_id))
      order by g.granted_at desc, g.order_id desc limit $3`,
    values: [distributorId, after, limit],
  })

/** What is promised and what of it is due, over all orders. */
export const benefitSums = async (
  db: Db,
  distributorId: string,
): Promise<{ promisedMinor: number; dueMinor: number }> =>
  (
    await prepared<{ promisedMinor: number; dueMinor: number }>(db, {
      name: 'benefit_sums',
      text: `select coalesce(sum(g.promised_minor), 0)::bigint as "promisedMinor",
          coalesce(sum(case when o.status in ('delivered', 'partly_delivered', 'returned') then
            ${DUE} end), 0)::bigint as "dueMinor"
        from ordering.order_benefit g
        join ordering.order o on o.distributor_id = $1 and o.id = g.order_id
        where g.distributor_id = $1 and g.revoked_at is null`,
      values: [distributorId],
    })
  )[0] ?? { promisedMinor: 0, dueMinor: 0 }
