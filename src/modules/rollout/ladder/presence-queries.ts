import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import { SELF_SERVICE, type Span, type Verdict } from './presence-rules.ts'

export type OrderEvidence = {
  orderId: string
  outletId: string
  channel: string
  placedAt: string
  /** A verdict stands already. */
  decided: boolean
  deviceOutlets: number
  spans: Span[]
}

/**
 * What is known of how orders were made: visits and calls of our people around them, and for how many
 * outlets of other owners their device ordered before.
 */
export const evidenceOf = (db: Db, distributorId: string, orderIds: string[]) =>
  prepared<OrderEvidence>(db, {
    name: 'presence_evidence',
    text: `select o.id as "orderId", o.outlet_id as "outletId", o.channel,
        o.placed_at as "placedAt",
        exists (select 1 from rollout.presence p where p.distributor_id = $1
          and p.order_id = o.id) as decided,
        (select count(distinct other.outlet_id)::int from ordering.order other
          join outlets.outlet theirs on theirs.distributor_id = $1 and theirs.id = other.outlet_id
          where other.distributor_id = $1 and other.device_id = o.device_id
            and other.placed_at <= o.placed_at and other.outlet_id <> o.outlet_id
            and (theirs.owner_group_id is null
              or theirs.owner_group_id is distinct from ours.owner_group_id)
            and not exists (select 1 from outlets.buyer a join outlets.buyer b
              on b.distributor_id = $1 and b.person_id = a.person_id
                and b.outlet_id = other.outlet_id
              where a.distributor_id = $1 and a.outlet_id = o.outlet_id)) as "deviceOutlets",
        coalesce((select jsonb_agg(jsonb_build_object('contactId', c.id, 'from', c.started_at,
            'to', c.ended_at) order by c.started_at, c.id)
          from rollout.contact c where c.distributor_id = $1 and c.outlet_id = o.outlet_id
            and c.outcome not in ('no_answer', 'unreachable') and c.place <> 'bot'
            and c.started_at <= o.placed_at + interval '1 hour'
            and c.ended_at >= o.placed_at - interval '1 hour'), '[]') as spans
      from ordering.order o
      join outlets.outlet ours on ours.distributor_id = $1 and ours.id = o.outlet_id
      where o.distributor_id = $1 and o.id = any($2::uuid[])`,
    values: [distributorId, orderIds],
  })

/** Of these orders those that their shops made themselves, with when each is locked. */
export const selfServiceLocks = (db: Db, distributorId: string, orderIds: string[]) =>
  prepared<{ orderId: string; at: string }>(db, {
    name: 'self_service_locks',
    text: `select id as "orderId", lock_at as at from ordering.order
      where distributor_id = $1 and id = any($2::uuid[]) and channel = any($3) order by id`,
    values: [distributorId, orderIds, SELF_SERVICE],
  })

/** Writes verdicts; one that says what is known already writes nothing. Returns the outlets concerned. */
export const putVerdicts = async (
  tx: Tx,
  distributorId: string,
  verdicts: (Verdict & { orderId: string; outletId: string })[],
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'put_presence',
      text: `insert into rollout.presence as p (distributor_id, order_id, outlet_id, verdict, evidence)
        select $1, v.order_id, v.outlet_id, v.verdict, v.evidence::jsonb
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[])
          v (order_id, outlet_id, verdict, evidence)
        on conflict (distributor_id, order_id) do update set verdict = excluded.verdict,
          evidence = excluded.evidence, decided_at = platform.now()
        where (p.verdict, p.evidence) is distinct from (excluded.verdict, excluded.evidence)
        returning p.outlet_id as id`,
      values: [
        distributorId,
        verdicts.map((v) => v.orderId),
        verdicts.map((v) => v.outletId),
        verdicts.map((v) => v.verdict),
        verdicts.map((v) => JSON.stringify(v.because)),
      ],
    })
  ).map((row) => row.id)

/** Self-service orders of outlets placed around contacts that came in later. */
export const ordersAround = async (
  db: Db,
  distributorId: string,
  contactIds: string[],
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'orders_around_contacts',
      text: `select distinct o.id from rollout.contact c
        join ordering.order o on o.distributor_id = $1 and o.outlet_id = c.outlet_id
          and o.placed_at between c.started_at - interval '1 hour' and c.ended_at + interval '1 hour'
          and o.channel in ('portal', 'chatbot', 'api')
        where c.distributor_id = $1 and c.id = any($2::uuid[])`,
      values: [distributorId, contactIds],
    })
  ).map((row) => row.id)

export type Undecided = { id: string; placedAt: string }

/** Self-service orders past their lock that have no verdict yet, oldest first, from one of them on. */
export const undecidedOrders = (
  db: Db,
  asked: { distributorId: string; after: Undecided | null; limit: number },
): Promise<Undecided[]> =>
  prepared<Undecided>(db, {
    name: 'undecided_orders',
    text: `select o.id, o.placed_at as "placedAt" from ordering.order o
      where o.distributor_id = $1 and o.channel in ('portal', 'chatbot', 'api')
        and (o.placed_at, o.id) > (coalesce($3::timestamptz, '-infinity'), coalesce($4::uuid,
          '00000000-0000-0000-0000-000000000000'))
        and o.lock_at <= platform.now() and o.status not in ('draft', 'cancelled', 'rejected')
        and not exists (select 1 from rollout.presence p
          where p.distributor_id = $1 and p.order_id = o.id)
      order by o.placed_at, o.id limit $2`,
    values: [
      asked.distributorId,
      asked.limit,
      asked.after?.placedAt ?? null,
      asked.after?.id ?? null,
    ],
  })
