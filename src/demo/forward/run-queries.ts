import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type ClockRun = {
  id: string
  fromAt: string
  toAt: string
  reachedAt: string
  days: number
  orders: number
  deliveries: number
  contacts: number
  state: 'running' | 'stopped' | 'done'
}
export type Played = { reachedAt: string; orders: number; deliveries: number; contacts: number }

const COLUMNS = `id, from_at as "fromAt", to_at as "toAt", reached_at as "reachedAt", days, orders,
  deliveries, contacts, state`

/**
 * What a played day wrote is on the disk with its end, which commits as everything does; of what was lost
 * before, nobody was told. Without this each order and each delivery waited for the disk.
 */
export const flushWithDay = (tx: Tx): Promise<unknown> =>
  prepared(tx, {
    name: 'flush_with_day',
    text: `select set_config('synchronous_commit', 'off', true)`,
    values: [],
  })

/** The last run of a distributor's clock. */
export const lastRun = async (db: Db, distributorId: string): Promise<ClockRun | undefined> =>
  (
    await prepared<ClockRun>(db, {
      name: 'last_clock_run',
      text: `select ${COLUMNS} from platform.clock_run where distributor_id = $1
        order by state = 'running' desc, reached_at desc limit 1`,
      values: [distributorId],
    })
  )[0]

export const runById = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<ClockRun>(db, {
      name: 'clock_run_by_id',
      text: `select ${COLUMNS} from platform.clock_run where distributor_id = $1 and id = $2`,
      values: [distributorId, id],
    })
  )[0]

/** Writes down that the clock shall run; false: it runs already. */
export const insertRun = async (
  tx: Tx,
  run: { distributorId: string; id: string; askedBy: string; toAt: string },
): Promise<boolean> => {
  const rows = await prepared<{ id: string }>(tx, {
    name: 'insert_clock_run',
    text: `insert into platform.clock_run (distributor_id, id, asked_by, from_at, to_at, reached_at)
      values ($1, $2, $3, platform.now(), $4, platform.now())
      on conflict do nothing returning id`,
    values: [run.distributorId, run.id, run.askedBy, run.toAt],
  })
  return rows.length > 0
}

/** A run stands after the day it plays now; false: none runs. */
export const stopRun = async (tx: Tx, distributorId: string): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'stop_clock_run',
      text: `update platform.clock_run set state = 'stopped'
        where distributor_id = $1 and state = 'running' returning id`,
      values: [distributorId],
    })
  ).length > 0

/** A day is over: how far it came; returns the run as it stands. */
export const putPlayed = async (
  tx: Tx,
  of: { distributorId: string; id: string },
  played: Played,
): Promise<ClockRun | undefined> =>
  (
    await prepared<ClockRun>(tx, {
      name: 'put_clock_run',
      text: `update platform.clock_run set reached_at = $3, days = days + 1, orders = orders + $4,
          deliveries = deliveries + $5, contacts = contacts + $6,
          state = case when state = 'running' and $3 >= to_at then 'done' else state end
        where distributor_id = $1 and id = $2 returning ${COLUMNS}`,
      values: [
        ...[of.distributorId, of.id, played.reachedAt],
        ...[played.orders, played.deliveries, played.contacts],
      ],
    })
  )[0]
