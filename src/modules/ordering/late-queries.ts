import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleIn } from '../outlets/outlets.ts'

/** How many exceptions an outlet may have in a quarter, unless the distributor set it. */
const EXCEPTIONS_MAX = 2

type Quarter = { fromDay: string; beforeDay: string }

/** One exception of an outlet at a time: the next counts when this one is written, or gone. */
export const lockExceptions = (tx: Tx, distributorId: string, outletId: string) =>
  prepared(tx, {
    name: 'lock_exceptions',
    text: `select pg_advisory_xact_lock(hashtextextended('exceptions ' || $1 || $2, 0))`,
    values: [distributorId, outletId],
  })

/** Exceptions of an outlet in a quarter that were not taken back, and how many it may have. */
export const exceptionsOf = async (
  db: Db,
  asked: Quarter & { distributorId: string; outletId: string },
): Promise<{ used: number; max: number }> =>
  (
    await prepared<{ used: number; max: number }>(db, {
      name: 'exceptions_of',
      text: `select (select count(distinct o.checkout_id)::int from ordering.order o
          where o.distributor_id = $1 and o.outlet_id = $2 and o.late = 'exception'
            and o.delivery_day >= $3 and o.delivery_day < $4
            and o.status not in ('cancelled', 'rejected')) as used,
        coalesce((select s.exceptions_max from ordering.late_setting s where s.distributor_id = $1),
          $5) as max`,
      values: [asked.distributorId, asked.outletId, asked.fromDay, asked.beforeDay, EXCEPTIONS_MAX],
    })
  )[0] ?? { used: 0, max: EXCEPTIONS_MAX }

/** The day it is in a time zone. */
export const todayIn = async (db: Db, timeZone: string): Promise<string> =>
  (
    await prepared<{ today: string }>(db, {
      name: 'today_in',
      text: `with clock as materialized (select (platform.now() at time zone $1)::date as today)
        select today from clock`,
      values: [timeZone],
    })
  )[0]?.today ?? ''

export const exceptionsMax = async (db: Db, distributorId: string): Promise<number> =>
  (
    await prepared<{ max: number }>(db, {
      name: 'exceptions_max',
      text: `select exceptions_max as max from ordering.late_setting where distributor_id = $1`,
      values: [distributorId],
    })
  )[0]?.max ?? EXCEPTIONS_MAX

export const upsertExceptionsMax = (
  tx: Tx,
  setting: { distributorId: string; max: number; personId: string },
) =>
  prepared(tx, {
    name: 'upsert_exceptions_max',
    text: `insert into ordering.late_setting (distributor_id, exceptions_max, changed_by)
      values ($1, $2, $3) on conflict (distributor_id) do update
        set exceptions_max = excluded.exceptions_max, changed_by = excluded.changed_by,
          changed_at = platform.now()`,
    values: [setting.distributorId, setting.max, setting.personId],
  })

export type ExceptionCount = { id: string; name: string; detail: string; exceptions: number }

/** Who let how many in over some days, and for which outlets, in the scope of the one who asks. */
export async function exceptionCounts(
  db: Db,
  member: Member,
  { fromDay, beforeDay }: Quarter,
): Promise<{ people: ExceptionCount[]; outlets: ExceptionCount[] }> {
  const [row] = await prepared<{ people: ExceptionCount[]; outlets: ExceptionCount[] }>(db, {
    name: `exception_counts_${member.rights.get('order.read')}`,
    text: `with let_in as materialized (
        select o.checkout_id, o.outlet_id, o.late_by, o.late_by_name from ordering.order o
        where o.distributor_id = $1 and o.late = 'exception' and o.delivery_day >= $2
          and o.delivery_day < $5 and o.status not in ('cancelled', 'rejected')
          and ${visibleIn(member, 'order.read', 'o.outlet_id')})
      select (select coalesce(json_agg(p order by p.exceptions desc, p.name), '[]') from (
          select late_by as id, max(late_by_name) as name, '' as detail,
            count(distinct checkout_id)::int as exceptions
          from let_in where late_by is not null group by late_by) p) as people,
        (select coalesce(json_agg(t order by t.exceptions desc, t.name), '[]') from (
          select l.outlet_id as id, t.name, t.city as detail,
            count(distinct l.checkout_id)::int as exceptions
          from let_in l join outlets.outlet t on t.distributor_id = $1 and t.id = l.outlet_id
          group by l.outlet_id, t.name, t.city
          order by exceptions desc, t.name limit 200) t) as outlets`,
    values: [member.tenant.id, fromDay, member.personId, member.tenant.timeZone, beforeDay],
  })
  return row ?? { people: [], outlets: [] }
}
