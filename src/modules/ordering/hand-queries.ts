import { v7 as uuidv7 } from 'uuid'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { ReasonGiven } from './hand-contract.ts'

/** What a person may still give by hand, as of now. */
export type Giver = {
  role: 'agent' | 'supervisor' | 'office'
  percentBp: number
  budgetMinor: number
  spentMinor: number
  month: string
  whenOver: 'refuse' | 'approval'
}

const ROLE = `coalesce((select a.kind from outlets.agent a where a.distributor_id = $1
  and a.person_id = $2 and a.left_at is null order by a.kind desc limit 1), 'office')`

/** The limit, budget and month of a person; the month is the distributor's own. */
export const giverOf = async (
  db: Db,
  asked: { distributorId: string; personId: string; timeZone: string },
): Promise<Giver> => {
  const rows = await prepared<Giver>(db, {
    name: 'hand_giver',
    text: `with who as materialized (select ${ROLE} as role,
        date_trunc('month', platform.now() at time zone $3)::date as month)
      select w.role, w.month, coalesce(l.percent_bp, 0) as "percentBp",
        coalesce(l.budget_minor, 0) as "budgetMinor", coalesce(s.spent_minor, 0) as "spentMinor",
        coalesce((select when_over from ordering.hand_setting where distributor_id = $1), 'refuse')
          as "whenOver"
      from who w
      left join lateral (select h.percent_bp, h.budget_minor from ordering.hand_limit h
        where h.distributor_id = $1 and h.holder in ($2::uuid::text, w.role)
        order by h.holder = w.role limit 1) l on true
      left join ordering.hand_spent s on s.distributor_id = $1 and s.person_id = $2
        and s.month = w.month`,
    values: [asked.distributorId, asked.personId, asked.timeZone],
  })
  if (!rows[0]) throw new Error('everybody has a role')
  return rows[0]
}

/**
 * Takes money from a person's budget of a month, unless that passes it; what was given back in the
 * same change may always be taken again. Returns whether it was taken.
 */
export const takeBudget = async (
  tx: Tx,
  asked: {
    distributorId: string
    personId: string
    month: string
    offMinor: number
    wasMinor: number
  },
): Promise<boolean> => {
  const rows = await prepared(tx, {
    name: 'take_hand_budget',
    text: `with allowed as materialized (select coalesce((select h.budget_minor
          from ordering.hand_limit h where h.distributor_id = $1
            and h.holder in ($2::uuid::text, ${ROLE})
          order by h.holder <> $2::uuid::text limit 1), 0) as minor)
      insert into ordering.hand_spent as s (distributor_id, person_id, month, spent_minor)
      select $1, $2, $3::date, $4::bigint from allowed
      where $4::bigint <= allowed.minor or $4::bigint <= $5::bigint
        or exists (select 1 from ordering.hand_spent x where x.distributor_id = $1
          and x.person_id = $2 and x.month = $3::date)
      on conflict (distributor_id, person_id, month) do update
        set spent_minor = s.spent_minor + excluded.spent_minor
        where s.spent_minor + excluded.spent_minor <= (select minor from allowed)
          or excluded.spent_minor <= $5::bigint
      returning 1`,
    values: [asked.distributorId, asked.personId, asked.month, asked.offMinor, asked.wasMinor],
  })
  return rows.length === 1
}

/** A discount of an order's line; `takenFrom` null: it waits for a supervisor. */
export type OrderHand = {
  productId: string
  unitCode: string
  percentBp: number
  offMinor: number
  reason: ReasonGiven
  giverId: string
  giverName: string
  month: string
  takenFrom: string | null
}
export type HandOrder = {
  distributorId: string
  orderId: string
  outletId: string
  contractId: string
}

/** Writes down what was given on orders. */
export const insertHands = (tx: Tx, hands: (HandOrder & OrderHand)[]) =>
  prepared(tx, {
    name: 'insert_hand_discounts',
    text: `insert into ordering.hand_discount (distributor_id, id, order_id, outlet_id, contract_id,
        product_id, unit_code, percent_bp, off_minor, reason, giver_id, giver_name, month, taken_from)
      select $1, r.id, r."orderId", r."outletId", r."contractId", r."productId", r."unitCode",
        r."percentBp", r."offMinor", r.reason, r."giverId", r."giverName", r.month, r."takenFrom"
      from jsonb_to_recordset($2::jsonb) r (id uuid, "orderId" uuid, "outletId" uuid,
        "contractId" uuid, "productId" uuid, "unitCode" text, "percentBp" int, "offMinor" bigint,
        reason text, "giverId" uuid, "giverName" text, month date, "takenFrom" uuid)`,
    values: [
      hands[0]?.distributorId,
      JSON.stringify(hands.map((hand) => ({ ...hand, id: uuidv7() }))),
    ],
  })

/** Gives back what an order took from budgets; its discounts are no more. */
export const giveHandsBack = (tx: Tx, distributorId: string, orderId: string) =>
  prepared(tx, {
    name: 'give_hands_back',
    text: `with back as (
        update ordering.hand_discount set given_back_at = platform.now()
        where distributor_id = $1 and order_id = $2 and given_back_at is null
        returning taken_from, month, off_minor),
      sums as (
        select taken_from, month, sum(off_minor) as off_minor from back
        where taken_from is not null group by taken_from, month),
      locked as materialized (
        select s.person_id, s.month, u.off_minor from ordering.hand_spent s
        join sums u on u.taken_from = s.person_id and u.month = s.month
        where s.distributor_id = $1 order by s.person_id, s.month for update of s)
      update ordering.hand_spent s set spent_minor = greatest(0, s.spent_minor - l.off_minor)
      from locked l where s.distributor_id = $1 and s.person_id = l.person_id and s.month = l.month`,
    values: [distributorId, orderId],
  })

/** A supervisor took an order's discounts on his own budget. */
export const approveHands = (
  tx: Tx,
  asked: { distributorId: string; orderId: string; takenFrom: string; month: string },
) =>
  prepared(tx, {
    name: 'approve_hands',
    text: `update ordering.hand_discount set taken_from = $3, month = $4
      where distributor_id = $1 and order_id = $2 and given_back_at is null and taken_from is null`,
    values: [asked.distributorId, asked.orderId, asked.takenFrom, asked.month],
  })

/** Proposes as a condition what an order's outlet got by hand often enough; decided stays decided. */
export const proposeConditions = (tx: Tx, asked: HandOrder & { productIds: string[] }) =>
  prepared(tx, {
    name: 'propose_conditions',
    text: `with terms as materialized (select coalesce((select propose_after
          from ordering.hand_setting where distributor_id = $1), 3) as after),
      given as (
        select h.product_id, h.unit_code, h.percent_bp,
          row_number() over (partition by h.product_id, h.unit_code order by h.given_at desc) as nth,
          count(*) over (partition by h.product_id, h.unit_code) as times
        from ordering.hand_discount h
        where h.distributor_id = $1 and h.outlet_id = $2 and h.contract_id = $3
          and h.product_id = any($4::uuid[]) and h.given_back_at is null
          and h.taken_from is not null)
      insert into ordering.hand_proposal as p (distributor_id, id, outlet_id, contract_id,
        product_id, unit_code, percent_bp, times)
      select $1, gen_random_uuid(), $2, $3, g.product_id, g.unit_code, min(g.percent_bp), max(g.times)
      from given g, terms t where g.times >= t.after and g.nth <= t.after
      group by g.product_id, g.unit_code
      on conflict (distributor_id, outlet_id, contract_id, product_id, unit_code) do update
        set percent_bp = excluded.percent_bp, times = excluded.times where p.decided_at is null`,
    values: [asked.distributorId, asked.outletId, asked.contractId, asked.productIds],
  })
