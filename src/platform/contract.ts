import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { type CallMeta, Id, Instant, personCall } from './call.ts'
import { LIMITS } from './limits.ts'

const live: CallMeta = { access: 'signed_in' }

/** One stream per browser: something of yours changed, refetch it. Never the content itself. */
export const liveCall = oc
  .$meta(live)
  .route({ method: 'GET', path: '/d/{distributor}/live', summary: 'Changes as they happen (SSE).' })
  .input(z.object({ distributor: z.string().min(2).max(LIMITS.tenantCodeCharsMax) }))
  .output(eventIterator(z.object({ kind: z.string(), id: Id.nullable() })))

export const moveClockCall = personCall({
  method: 'PUT',
  path: '/demo/clock',
  summary: 'Demo mode only: move the clock that decides cut-offs.',
  access: 'signed_in',
  request: {
    offsetSeconds: z.int().min(-LIMITS.clockOffsetSecondsMax).max(LIMITS.clockOffsetSecondsMax),
  },
  reply: z.object({ now: Instant }),
})

export const tilesCall = personCall({
  method: 'GET',
  path: '/map/tiles',
  summary:
    'The map pictures this installation shows under its points; null: its own outlines only.',
  access: 'signed_in',
  request: {},
  reply: z.object({ tiles: z.object({ url: z.string(), attribution: z.string() }).nullable() }),
})

export const platformContract = { live: liveCall, moveClock: moveClockCall, tiles: tilesCall }
