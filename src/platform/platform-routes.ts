import { implement } from '@orpc/server'
import { moveClock } from './clock-queries.ts'
import type { Tiles } from './config.ts'
import { liveCall, moveClockCall, tilesCall } from './contract.ts'
import { type Pools, writeGlobal } from './db.ts'
import type { Hub } from './live.ts'
import { ok } from './result.ts'
import { type Asking, failure, memberOf, servePerson } from './serve.ts'

/** The stream of changes, and the demo's clock. */
export const platformRoutes = (options: {
  pools: Pools
  hub: Hub
  demo: boolean
  tiles: Tiles | null
}) => ({
  live: implement(liveCall)
    .$context<Asking>()
    .handler(async function* ({ context, input, signal }) {
      const member = await memberOf(context, input.distributor)
      const stop = signal ?? new AbortController().signal
      yield { kind: 'open', id: null }
      for await (const { kind, id } of options.hub.stream(member.tenant.id, stop)) {
        yield { kind, id }
      }
    }),
  moveClock: servePerson(moveClockCall, async ({ language }, { offsetSeconds }) => {
    if (!options.demo) throw failure('NO_RIGHT', language)
    const now = await writeGlobal(options.pools.worker, (tx) => moveClock(tx, offsetSeconds))
    return ok({ now })
  }),
  tiles: servePerson(tilesCall, async () => ok({ tiles: options.tiles })),
})
