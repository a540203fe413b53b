import { type Db, prepared, type Tx } from '../../platform/db.ts'

/** Days in which an outlet counts as active (domain.md §6). */
export const ACTIVE_DAYS = 28
/** Weeks before the launch that it is held against. */
export const BEFORE_WEEKS = 12

/** The days that windows speak of: the last of history, and the first of the launch. */
export type Windows = { throughDay: string; launchDay: string }

/** Which days the counted windows speak of; undefined: none are counted. */
export const windowsOf = async (db: Db, distributorId: string): Promise<Windows | undefined> =>
  (
    await prepared<Windows>(db, {
      name: 'gauge_window',
      text: `select through_day as "throughDay", launch_day as "launchDay"
        from goals.gauge_window where distributor_id = $1`,
      values: [distributorId],
    })
  )[0]

/** Sets the days that windows speak of from now on. */
export const putWindows = (tx: Tx, distributorId: string, windows: Windows) =>
  prepared(tx, {
    name: 'put_gauge_window',
    text: `insert into goals.gauge_window (distributor_id, through_day, launch_day)
      values ($1, $2, $3) on conflict (distributor_id) do update set
        through_day = excluded.through_day, launch_day = excluded.launch_day`,
    values: [distributorId, windows.throughDay, windows.launchDay],
  })

/** No launch, no windows. */
export const dropWindows = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: 'drop_gauge_window',
    text: `with rows as (delete from goals.outlet_window where distributor_id = $1),
        due as (delete from goals.window_due where distributor_id = $1)
      delete from goals.gauge_window where distributor_id = $1`,
    values: [distributorId],
  })

const DELIVERED = `o.status in ('delivered', 'partly_delivered', 'returned')`

// Outlets come onto the list in one order, so that two who list the same do not wait in a circle.

/** A day passed: puts the outlets on the list that were delivered to on days that left or came in. */
export const addDueOfSlide = (
  tx: Tx,
  distributorId: string,
  { fromDay, toDay }: { fromDay: string; toDay: string },
) =>
  prepared(tx, {
    name: 'add_window_due_slid',
    text: `insert into goals.window_due (distributor_id, outlet_id)
      select distinct $1::uuid, o.outlet_id from ordering.order o
      where o.distributor_id = $1 and ${DELIVERED}
        and (o.delivery_day between $2::date - ${ACTIVE_DAYS - 1} and $3::date - ${ACTIVE_DAYS}
          or o.delivery_day between $2::date + 1 and $3::date)
      order by 2 on conflict (distributor_id, outlet_id) do nothing`,
    values: [distributorId, fromDay, toDay],
  })

/**
 * Puts all outlets on the list: who has nothing in any window is counted in vain, which is quicker than to
 * look through the orders of months for those who have.
 */
export const addDueOfWindows = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: 'add_window_due_all',
    text: `insert into goals.window_due (distributor_id, outlet_id)
      select $1, o.id from outlets.outlet o where o.distributor_id = $1
      order by o.id on conflict (distributor_id, outlet_id) do nothing`,
    values: [distributorId],
  })

/** Puts outlets on the list of those to count anew. Returns how many are new on it. */
export const addWindowDue = async (
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<number> =>
  (
    await prepared<{ n: number }>(tx, {
      name: 'add_window_due',
      text: `with added as (
          insert into goals.window_due (distributor_id, outlet_id)
          select $1, o.id from outlets.outlet o where o.distributor_id = $1 and o.id = any($2::uuid[])
          order by o.id on conflict (distributor_id, outlet_id) do nothing returning 1)
        select count(*)::int as n from added`,
      values: [distributorId, outletIds],
    })
  )[0]?.n ?? 0

/** Outlets with orders on some days (both in), now or when they were last counted. */
export const outletsOnDays = async (
  db: Db,
  { distributorId, fromDay, toDay }: { distributorId: string; fromDay: string; toDay: string },
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'outlets_on_days',
      text: `select o.outlet_id as id from ordering.order o where o.distributor_id = $1
          and o.delivery_day between $2 and $3
        union select c.outlet_id from goals.counted_order c where c.distributor_id = $1
          and c.day between $2 and $3`,
      values: [distributorId, fromDay, toDay],
    })
  ).map((row) => row.id)

/** How many outlets wait to be counted. */
export const windowsWaiting = async (db: Db, distributorId: string): Promise<number> =>
  (
    await prepared<{ n: number }>(db, {
      name: 'windows_waiting',
      text: 'select count(*)::int as n from goals.window_due where distributor_id = $1',
      values: [distributorId],
    })
  )[0]?.n ?? 0
