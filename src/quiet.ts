import { performance } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// V8 hands room back when little was allocated in the last five seconds, as it counts them at each
// collection: up to four looks after the work.
const LOOK_MS = 2_000
// Timers and the ear on the database take a thousandth; one request a second takes more than this.
const BUSY_SHARE = 0.02
const WORTH_BYTES = 4 * 1024 * 1024

type Collect = (kind: { type: 'minor' }) => void

/**
 * Gives the room of short-lived objects back to the machine when the process has had next to nothing
 * to do for some seconds: V8 grows it under load to 32 MB and keeps it for as long as nobody allocates.
 * The collection looks at young objects only, so that a request that comes just then waits for
 * milliseconds. Returns what ends it; it keeps no process alive.
 */
export function giveBackWhenQuiet(lookMs = LOOK_MS): () => void {
  let before = performance.eventLoopUtilization()
  const look = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    if (utilization < BUSY_SHARE && youngBytes() > WORTH_BYTES) collector()({ type: 'minor' })
  }
  const timer = setInterval(look, lookMs).unref()
  return () => clearInterval(timer)
}

/** What the process holds for short-lived objects, used or not. */
export const youngBytes = (): number =>
  getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.physical_space_size ??
  0

let collect: Collect | null = null

// V8 shows its collector to contexts made while the flag is set; ours stays without it.
function collector(): Collect {
  if (collect) return collect
  setFlagsFromString('--expose-gc')
  collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  return collect
}
