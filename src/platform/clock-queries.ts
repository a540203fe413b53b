import { prepared, type Tx } from './db.ts'

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
