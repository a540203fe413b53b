import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { ContactCap } from '../desk/cap-rules.ts'
import { EXCUSE } from './cue-queries.ts'
import type { Group, ReminderStep } from './reminder-rules.ts'

export type Due = {
  distributorId: string
  cutOffAt: string
  step: ReminderStep
  /** Outlets up to this one are done; null: none is. */
  after: string | null
  /** Up to and with this one; left out: all that follow. */
  upTo?: string
  /** Whether some are held out; left out: it is not decided yet. */
  measures?: boolean
}

export type DueRow = {
  outletId: string
  outletName: string
  deliveryDay: string
  personId: string
  /** The outlet's turn in its wave, from 1, drawn by lot: the same for all its cues. */
  turn: number
  cueNumber: number
}

const REGISTERED = `l.step in ('registered', 'first_order', 'third_order', 'regular', 'held')
  and (l.aside is null or l.aside = 'relapsed')`

/** Who is written to about an outlet (c): the person who ordered last, or may order longest. */
const WHO = `join lateral (
    select b.person_id from outlets.buyer b
    left join lateral (select placed_at from ordering.order p where p.distributor_id = $1
      and p.outlet_id = c.outlet_id and p.entered_by = b.person_id
      order by p.placed_at desc limit 1) last on true
    where b.distributor_id = $1 and b.outlet_id = c.outlet_id and b.revoked_at is null
    order by last.placed_at desc nulls last, b.since, b.person_id limit 1) who on true`

/** The outlets with a cue at a cut-off parted into so many at a time: the last one of each part. */
export const partsOfCutOff = async (db: Db, due: Due, outlets: number): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'parts_of_cut_off',
      text: `select outlet_id as id from (select outlet_id, row_number() over (order by outlet_id) as nth,
          count(*) over () as all_of_them
        from (select distinct outlet_id from rollout.cue where distributor_id = $1
          and cut_off_at = $2 and outlet_id > $3) outlets) numbered
        where nth % $4 = 0 or nth = all_of_them order by outlet_id`,
      values: [due.distributorId, due.cutOffAt, due.after ?? BEFORE_ALL, outlets],
    })
  ).map(({ id }) => id)

/** The outlets of one part, by id. */
export const outletsAtCutOff = async (db: Db, due: Due): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'outlets_at_cut_off',
      text: `select distinct outlet_id as id from rollout.cue where distributor_id = $1
        and cut_off_at = $2 and outlet_id > $3 and outlet_id <= $4 order by outlet_id`,
      values: [due.distributorId, due.cutOffAt, due.after ?? BEFORE_ALL, due.upTo ?? AFTER_ALL],
    })
  ).map(({ id }) => id)

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/**
 * Those of these outlets that may be reminded of a cut-off: of a running wave, registered, without an order for the
 * slot, without an excuse, and not left in peace after as many contacts as the distributor allows.
 */
export const outletsToRemind = (db: Db, due: Due, outletIds: string[], cap: ContactCap) =>
  prepared<DueRow>(db, {
    name: 'outlets_to_remind',
    text: `select c.outlet_id as "outletId", o.name as "outletName",
        c.delivery_day as "deliveryDay", who.person_id as "personId",
        wo.position as turn,
        (select count(*)::int from rollout.cue n where n.distributor_id = $1
          and n.outlet_id = c.outlet_id and n.delivery_day <= c.delivery_day) as "cueNumber"
      from rollout.cue c
      join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = c.outlet_id
        and wo.part = 'invited'
      join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id and w.stopped_at is null
      join rollout.programme g on g.distributor_id = $1 and g.id = w.programme_id
        and g.ended_at is null
      join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = c.outlet_id
        and ${REGISTERED}
      join outlets.outlet o on o.distributor_id = $1 and o.id = c.outlet_id
      ${WHO}
      where c.distributor_id = $1 and c.cut_off_at = $2 and not c.called_off
        and c.outlet_id = any($4::uuid[])
        and not exists (select 1 from rollout.reminder r where r.distributor_id = $1
          and r.outlet_id = c.outlet_id and r.delivery_day = c.delivery_day and r.step = $3)
        and not exists (select 1 from ordering.order d where d.distributor_id = $1
          and d.outlet_id = c.outlet_id and d.delivery_day = c.delivery_day
          and d.status not in ('draft', 'cancelled', 'rejected'))
        and (${EXCUSE}) is null
        and (select count(*) from rollout.contact s where s.distributor_id = $1
          and s.outlet_id = c.outlet_id and s.outcome not in ('no_answer', 'unreachable')
          and s.started_at > platform.now() - make_interval(days => $6)) < $5
      order by c.outlet_id`,
    values: [
      ...[due.distributorId, due.cutOffAt, due.step, outletIds],
      ...[cap.contactsMax, cap.windowDays],
    ],
  })

/** The clock that decides whether a step is still to be said. */
export const clockNow = async (db: Db): Promise<string> =>
  (
    await prepared<{ now: string }>(db, {
      name: 'reminder_clock',
      text: 'select platform.now() as now',
      values: [],
    })
  )[0]?.now ?? ''

export type NewReminder = {
  outletId: string
  deliveryDay: string
  personId: string
  /** Took part in the lot of who is left without. */
  drawn: boolean
  heldOut: boolean
  messageId: string | null
}

/** Writes reminders that were not written yet; returns the outlets they are of. */
export const insertReminders = async (
  tx: Tx,
  due: Due,
  rows: NewReminder[],
): Promise<Set<string>> => {
  const written = await prepared<{ id: string }>(tx, {
    name: 'insert_reminders',
    text: `insert into rollout.reminder (distributor_id, outlet_id, delivery_day, step, cut_off_at,
        person_id, drawn, held_out, message_id)
      select $1, r."outletId", r."deliveryDay", $2, $3, r."personId", r.drawn, r."heldOut",
        r."messageId"
      from jsonb_to_recordset($4::jsonb) r ("outletId" uuid, "deliveryDay" date, "personId" uuid,
        drawn boolean, "heldOut" boolean, "messageId" uuid)
      on conflict (distributor_id, outlet_id, delivery_day, step) do nothing
      returning outlet_id as id`,
    values: [due.distributorId, due.step, due.cutOffAt, JSON.stringify(rows)],
  })
  return new Set(written.map((row) => row.id))
}

/** The shop ordered: its reminders of that slot are answered. Returns the messages they were. */
export const answerReminders = async (
  tx: Tx,
  distributorId: string,
  orderIds: string[],
): Promise<string[]> =>
  (
    await prepared<{ id: string | null }>(tx, {
      name: 'answer_reminders',
      // Of several orders of one slot the first answered it.
      text: `update rollout.reminder r set ordered_at = o.placed_at
        from (select distinct on (r.outlet_id, r.delivery_day, r.step) r.outlet_id, r.delivery_day,
            r.step, o.placed_at
          from ordering.order o join rollout.reminder r on r.distributor_id = $1
            and r.outlet_id = o.outlet_id and r.delivery_day = o.delivery_day
            and r.ordered_at is null and o.placed_at >= r.planned_at
          where o.distributor_id = $1 and o.id = any($2::uuid[])
            and o.channel in ('portal', 'chatbot', 'api')
          order by r.outlet_id, r.delivery_day, r.step, o.placed_at) o
        where r.distributor_id = $1 and r.outlet_id = o.outlet_id
          and r.delivery_day = o.delivery_day and r.step = o.step and r.ordered_at is null
        returning r.message_id as id`,
      values: [distributorId, orderIds],
    })
  ).flatMap((row) => row.id ?? [])

export type ConcernedRow = { outletId: string; outletName: string; personId: string }

/** Outlets of a zone that a called off day concerns: it was their cue, or they get something on it. */
export const outletsConcerned = (
  db: Db,
  asked: { distributorId: string; zoneId: string; day: string; movedTo: string | null },
) =>
  prepared<ConcernedRow>(db, {
    name: 'outlets_concerned',
    text: `select c.outlet_id as "outletId", o.name as "outletName", who.person_id as "personId"
      from delivery.outlet_zone c
      join outlets.outlet o on o.distributor_id = $1 and o.id = c.outlet_id and o.closed_at is null
      ${WHO}
      where c.distributor_id = $1 and c.zone_id = $2
        and (exists (select 1 from rollout.cue q where q.distributor_id = $1
            and q.outlet_id = c.outlet_id and q.delivery_day = $3)
          or exists (select 1 from delivery.drop d where d.distributor_id = $1
            and d.outlet_id = c.outlet_id and d.delivery_day = $3 and d.orders > 0)
          or exists (select 1 from ordering.order m join ordering.order_event e
              on e.distributor_id = $1 and e.order_id = m.id and e.kind = 'day_moved'
                and e.what->>'from' = $3::text
            where m.distributor_id = $1 and m.outlet_id = c.outlet_id and m.delivery_day = $4::date))
      order by c.outlet_id`,
    values: [asked.distributorId, asked.zoneId, asked.day, asked.movedTo],
  })

export type Groups = { told: Group; heldOut: Group }

type SumsRow = {
  out: boolean
  outlets: number
  cues: number
  ordered: number
  yy: number
  xy: number
  xx: number
}

/** Cues of the last 180 days that took part in the lot: reminded of, or held out. */
export const reminderGroups = async (db: Db, distributorId: string): Promise<Groups> => {
  const rows = await prepared<SumsRow>(db, {
    name: 'reminder_groups',
    text: `with cues as (
        select r.outlet_id, r.delivery_day, bool_or(r.held_out) as out,
          bool_or(r.ordered_at is not null) as ordered
        from rollout.reminder r where r.distributor_id = $1 and r.drawn
          and r.planned_at > platform.now() - interval '180 days'
          and r.cut_off_at <= platform.now()
        group by r.outlet_id, r.delivery_day),
      outlets as (
        select outlet_id, out, count(*)::float8 as x, (count(*) filter (where ordered))::float8 as y
        from cues group by outlet_id, out)
      select out, count(*)::int as outlets, sum(x)::int as cues, sum(y)::int as ordered,
        sum(y * y) as yy, sum(x * y) as xy, sum(x * x) as xx from outlets group by out`,
    values: [distributorId],
  })
  const groupOf = (out: boolean): Group => {
    const row = rows.find((each) => each.out === out)
    const { outlets = 0, cues = 0, ordered = 0, yy = 0, xy = 0, xx = 0 } = row ?? {}
    return { outlets, cues, ordered, squares: { yy, xy, xx } }
  }
  return { told: groupOf(false), heldOut: groupOf(true) }
}
