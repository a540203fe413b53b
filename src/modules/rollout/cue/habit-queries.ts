import { type Db, prepared } from '../../../platform/db.ts'
import { LIMITS } from '../../../platform/limits.ts'
import type { Outcome, Stage } from './cue-rules.ts'

type Seen = string[] | null

/** Outlets by stage, as far as they are seen. */
export const stageCounts = (db: Db, distributorId: string, seen: Seen) =>
  prepared<{ stage: Stage; outlets: number }>(db, {
    name: 'habit_stages',
    text: `select stage, count(*)::int as outlets from rollout.strength
      where distributor_id = $1 and ($2::uuid[] is null or outlet_id = any($2)) group by stage`,
    values: [distributorId, seen],
  })

export type SlippingRow = {
  outletId: string
  code: string
  name: string
  city: string
  stage: Stage
  strengthBp: number
  streak: number
  bestStreak: number
  stageSince: string | null
  nextCutOffAt: string | null
}

/** Outlets that slip or relapsed: those that had the strongest habit first. */
export const slippingOutlets = (db: Db, distributorId: string, seen: Seen) =>
  prepared<SlippingRow>(db, {
    name: 'slipping_outlets',
    text: `select h.outlet_id as "outletId", o.code, o.name, o.city, h.stage,
        h.strength_bp as "strengthBp", h.streak, h.best_streak as "bestStreak",
        h.stage_since as "stageSince",
        (select min(c.cut_off_at) from rollout.cue c where c.distributor_id = $1
          and c.outlet_id = h.outlet_id and c.cut_off_at > platform.now()
          and not c.called_off) as "nextCutOffAt"
      from rollout.strength h
      join outlets.outlet o on o.distributor_id = $1 and o.id = h.outlet_id
        and o.closed_at is null
      where h.distributor_id = $1 and h.stage in ('slipping', 'relapsed')
        and ($2::uuid[] is null or h.outlet_id = any($2))
      order by h.strength_bp desc, o.code limit $3`,
    values: [distributorId, seen, LIMITS.pageRowsMax],
  })

export type Said = { planned: number; sent: number; read: number; acted: number }

/** What became of the reminders of the last 180 days; acted: the shop ordered after one. */
export const remindersSaid = async (db: Db, distributorId: string): Promise<Said> =>
  (
    await prepared<Said>(db, {
      name: 'reminders_said',
      text: `select count(*)::int as planned, (count(*) filter (where m.sent_at is not null))::int
          as sent, (count(*) filter (where m.read_at is not null))::int as read,
          (count(*) filter (where m.sent_at is not null and r.ordered_at is not null))::int as acted
        from rollout.reminder r
        join messaging.message m on m.distributor_id = $1 and m.id = r.message_id
        where r.distributor_id = $1 and r.planned_at > platform.now() - interval '180 days'`,
      values: [distributorId],
    })
  )[0] ?? { planned: 0, sent: 0, read: 0, acted: 0 }

export const strengthOfOutlet = (db: Db, distributorId: string, outletId: string) =>
  db
    .selectFrom('rollout.strength')
    .select(['strength_bp as strengthBp', 'streak', 'best_streak as bestStreak'])
    .select(['kept', 'assisted', 'missed'])
    .select((e) => e.ref('stage').$castTo<Stage>().as('stage'))
    .where('distributor_id', '=', distributorId)
    .where('outlet_id', '=', outletId)
    .executeTakeFirst()

/** Cues that a picture shows. */
const CUES_SHOWN = 12

/** The last cues of an outlet of which it is known what became, oldest first. */
export const lastCues = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{ deliveryDay: string; outcome: Outcome }>(db, {
      name: 'last_cues',
      text: `select delivery_day as "deliveryDay", outcome from rollout.cue
        where distributor_id = $1 and outlet_id = $2 and outcome is not null
        order by delivery_day desc limit ${CUES_SHOWN}`,
      values: [distributorId, outletId],
    })
  ).toReversed()
