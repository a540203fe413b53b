import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { type CallMeta, Id, Instant, personCall } from './call.ts'

const live: CallMeta = { access: 'signed_in' }

/** One stream per browser: something of yours changed, refetch it. Never the content itself. */
export const liveCall = oc
  .$meta(live)
  .route({ method: 'GET', path: '/d/{distributor}/live', summary: 'Changes as they happen (SSE).' })
  .input(z.object({ distributor: z.string().min(2).max(32) }))
  .output(eventIterator(z.object({ kind: z.string(), id: Id.nullable() })))

export const moveClockCall = personCall({
  method: 'PUT',
  path: '/demo/clock',
  summary: 'Demo mode only: move the clock that decides cut-offs.',
  access: 'signed_in',
  request: { offsetSeconds: z.int().min(-315_360_000).max(315_360_000) },
  reply: z.object({ now: Instant }),
})

export const platformContract = { live: liveCall, moveClock: moveClockCall }
