import { type Db, prepared, type Tx } from './db.ts'

/** Moves the clock that decides cut-offs; demo mode only. Returns what it now shows. */
export async function moveClock(tx: Tx, offsetSeconds: number): Promise<string> {
  await prepared(tx, {
    name: 'move_clock',
    text: 'update platform.clock set offset_seconds = $1 where single',
    values: [offsetSeconds],
  })
  const rows = await prepared<{ now: string }>(tx, {
    name: 'clock_after_move',
    text: 'select platform.now() as now',
    values: [],
  })
  return rows[0]?.now ?? ''
}

/** The next night of a tenant in its zone: in the hour after two, a minute of its own. */
export async function nextNight(db: Db, distributorId: string, timeZone: string): Promise<string> {
  const rows = await prepared<{ at: string }>(db, {
    name: 'next_night',
    text: `select timezone($2, (platform.now() at time zone $2)::date + 1 + time '02:00'
      + make_interval(mins => abs(hashtext($1) % 60))) as at`,
    values: [distributorId, timeZone],
  })
  return rows[0]?.at ?? ''
}

/** Sets the demo's clock to an instant, never back; returns what it shows. */
export async function setClock(tx: Tx, atMs: number): Promise<number> {
  const rows = await prepared<{ now: string }>(tx, {
    name: 'set_clock_forward',
    text: `update platform.clock set offset_seconds = offset_seconds
        + greatest(0, ceil(extract(epoch from $1::timestamptz - platform.now())))::bigint
      where single returning platform.now() + greatest(interval '0', make_interval(
        secs => ceil(extract(epoch from $1::timestamptz - platform.now())))) as now`,
    values: [new Date(atMs).toISOString()],
  })
  return Date.parse(rows[0]?.now ?? '')
}
