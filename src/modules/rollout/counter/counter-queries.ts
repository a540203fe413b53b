import { type Db, likeOf, prepared, type Tx } from '../../../platform/db.ts'

type Session = { outletId: string; byPerson: string; startedAt: string; endedAt: string | null }

export const counterOf = async (
  db: Db,
  distributorId: string,
  id: string,
): Promise<Session | undefined> =>
  (
    await prepared<Session>(db, {
      name: 'counter_of',
      text: `select outlet_id as "outletId", by_person as "byPerson", started_at as "startedAt",
          ended_at as "endedAt"
        from rollout.counter_session where distributor_id = $1 and id = $2`,
      values: [distributorId, id],
    })
  )[0]

/** The counter at which a person stands now. */
export const openCounter = async (db: Db, distributorId: string, personId: string) =>
  (
    await prepared<{ counterId: string; outletName: string; startedAt: string }>(db, {
      name: 'open_counter',
      text: `select s.id as "counterId", o.name as "outletName", s.started_at as "startedAt"
        from rollout.counter_session s
        join outlets.outlet o on o.distributor_id = $1 and o.id = s.outlet_id
        where s.distributor_id = $1 and s.by_person = $2 and s.ended_at is null`,
      values: [distributorId, personId],
    })
  )[0]

/** Begins a session; false: its id is known, or the person stands at another counter. */
export const insertCounter = async (
  tx: Tx,
  s: { distributorId: string; id: string; outletId: string; byPerson: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'insert_counter',
      text: `insert into rollout.counter_session (distributor_id, id, outlet_id, by_person)
        values ($1, $2, $3, $4) on conflict do nothing returning 1`,
      values: [s.distributorId, s.id, s.outletId, s.byPerson],
    })
  ).length === 1

/** Ends a session; answers its span, not longer than a contact may be. */
export const endCounter = async (
  tx: Tx,
  { distributorId, id, longHours }: { distributorId: string; id: string; longHours: number },
) =>
  (
    await prepared<{ startedAt: string; endedAt: string }>(tx, {
      name: 'end_counter',
      text: `update rollout.counter_session set ended_at =
          least(platform.now(), started_at + make_interval(hours => $3))
        where distributor_id = $1 and id = $2 and ended_at is null
        returning started_at as "startedAt", ended_at as "endedAt"`,
      values: [distributorId, id, longHours],
    })
  )[0]

export type CounterRow = Session & {
  now: string
  outletName: string
  city: string
  address: string
  buyerName: string | null
  buyerPhone: string | null
  invitationId: string | null
  expiresAt: string | null
  isLive: boolean | null
  openedAt: string | null
  signedInAt: string | null
  orderId: string | null
  orderNumber: string | null
  orderAt: string | null
  totalMinor: number | null
  currency: string | null
  outcome: string | null
  objection: string | null
}

/** A session with its last invitation, the shop's first own order in it, whole, and what came of it. */
export const counterState = async (
  db: Db,
  distributorId: string,
  id: string,
): Promise<CounterRow | undefined> =>
  (
    await prepared<CounterRow>(db, {
      name: 'counter_state',
      text: `select s.outlet_id as "outletId", s.by_person as "byPerson",
          s.started_at as "startedAt", s.ended_at as "endedAt", platform.now() as now,
          o.name as "outletName", o.city, o.address, b.name as "buyerName", b.phone as "buyerPhone",
          i.id as "invitationId", i.expires_at as "expiresAt", i.opened_at as "openedAt",
          i.signed_in_at as "signedInAt", i.signed_in_at is null and i.revoked_at is null
            and i.expires_at > platform.now() as "isLive",
          r.id as "orderId", r.number as "orderNumber", r.placed_at as "orderAt",
          (select sum(x.total_minor)::bigint from ordering.order x
            where x.distributor_id = $1 and x.checkout_id = r.checkout_id
              and x.status not in ('draft', 'cancelled', 'rejected'))
            as "totalMinor", r.currency, c.outcome, c.objection
        from rollout.counter_session s
        join outlets.outlet o on o.distributor_id = $1 and o.id = s.outlet_id
        left join lateral (select b.name, b.phone from outlets.buyer b where b.distributor_id = $1
          and b.outlet_id = s.outlet_id and b.revoked_at is null
          order by (b.position = 'owner') desc, b.since, b.person_id limit 1) b on true
        left join lateral (select i.* from rollout.invitation i where i.distributor_id = $1
          and i.session_id = s.id order by i.made_at desc, i.id desc limit 1) i on true
        left join lateral (select r.* from ordering.order r where r.distributor_id = $1
          and r.outlet_id = s.outlet_id and r.channel in ('portal', 'chatbot', 'api')
          and r.placed_at >= s.started_at and (s.ended_at is null or r.placed_at <= s.ended_at)
          and r.status not in ('draft', 'cancelled', 'rejected')
          order by r.placed_at, r.id limit 1) r on true
        left join rollout.contact c on c.distributor_id = $1 and c.id = s.id
        where s.distributor_id = $1 and s.id = $2`,
      values: [distributorId, id],
    })
  )[0]

export type ToWalk = {
  outletId: string
  code: string
  name: string
  city: string
  address: string
  step: string
  buyerName: string | null
  metres: number | null
}

const EARTH_METRES = 12_742_000

/**
 * The invited outlets of waves that run and have not ordered for themselves yet, the nearest first
 * when it is known where we are; seen: null is all.
 */
export const outletsToWalk = (
  db: Db,
  asked: {
    distributorId: string
    seen: string[] | null
    search: string
    latitude: number | null
    longitude: number | null
    timeZone: string
    limit: number
  },
) =>
  prepared<ToWalk>(db, {
    name: 'outlets_to_walk',
    text: `select o.id as "outletId", o.code, o.name, o.city, o.address,
        coalesce(l.step, 'planned') as step, buyer.name as "buyerName",
        (${EARTH_METRES} * asin(sqrt(
          power(sin(radians(o.latitude - $4::float8) / 2), 2) + cos(radians($4::float8))
            * cos(radians(o.latitude)) * power(sin(radians(o.longitude - $5::float8) / 2), 2))))::int
          as metres
      from rollout.programme p
      join rollout.wave w on w.distributor_id = $1 and w.programme_id = p.id
        and w.stopped_at is null and w.starts_on <= (platform.now() at time zone $6)::date
      join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.wave_id = w.id
        and wo.part = 'invited'
      join outlets.outlet o on o.distributor_id = $1 and o.id = wo.outlet_id
        and o.closed_at is null
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      left join lateral (select b.name from outlets.buyer b where b.distributor_id = $1
        and b.outlet_id = o.id and b.revoked_at is null
        order by (b.position = 'owner') desc, b.since, b.person_id limit 1) buyer on true
      where p.distributor_id = $1 and p.ended_at is null
        and ($2::uuid[] is null or o.id = any($2))
        and ($3 = '' or concat_ws(' ', o.name, o.code, o.city, o.address) ilike $3)
        and coalesce(l.step, 'planned') in ('universe', 'fit', 'planned', 'contacted', 'agreed',
          'registered')
        and l.aside is distinct from 'paused' and l.aside is distinct from 'stays_with_agent'
      order by metres nulls last, o.name, o.id limit $7`,
    values: [
      asked.distributorId,
      asked.seen,
      asked.search === '' ? '' : likeOf(asked.search),
      asked.latitude,
      asked.longitude,
      asked.timeZone,
      asked.limit,
    ],
  })
