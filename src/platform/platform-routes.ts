import { implement } from '@orpc/server'
import { liveCall, type Right, tilesCall } from './call.ts'
import type { Tiles } from './config.ts'
import { LIMITS } from './limits.ts'
import { HEARD_BY, type Hub, type LiveKind, type Notice } from './live.ts'
import { ok } from './result.ts'
import { type Asking, failure, type Member, memberOf, servePerson } from './serve.ts'

type Options = {
  hub: Hub
  tiles: Tiles | null
  sees: SeesPlaces
}

/** The stream of changes, and the pictures of the map. */
export const platformRoutes = ({ hub, tiles, sees }: Options) => ({
  live: implement(liveCall)
    .$context<Asking>()
    .handler(({ context, input, signal = new AbortController().signal }) =>
      openHearing(context, input.distributor, { hub, sees, signal }),
    ),
  tiles: servePerson(tilesCall, async () => ok({ tiles })),
})

/** Tells of a place whether the member sees it by a right. */
export type SeesPlaces = (member: Member, right: Right) => Promise<(placeId: string) => boolean>
type Told = { kind: string; id: string | null }
type Ears = { member: Member; hears(notice: Notice): boolean; since: number }

const EVERYTHING: Told = { kind: 'open', id: null }
const streams = new Map<string, number>()

/**
 * The changes that somebody may hear of: in the tenant of the path, of places he sees, by rights
 * he holds. Who he is and what he sees is asked again while the stream is open, so that a closed
 * session or a lost outlet is soon silent.
 */
async function openHearing(
  asking: Asking,
  distributor: string,
  options: { hub: Hub; sees: SeesPlaces; signal: AbortSignal },
): Promise<AsyncGenerator<Told>> {
  const ask = () => earsOf(asking, distributor, options.sees)
  const ears = await ask()
  const { sessionId, tenant, language } = ears.member
  if ((streams.get(sessionId) ?? 0) >= LIMITS.streamsPerSessionMax) throw failure('BUSY', language)
  const notices = options.hub.subscribe(tenant.id, options.signal)
  return counted(sessionId, hearing(ears, ask, notices))
}

async function* hearing(
  first: Ears,
  ask: () => Promise<Ears>,
  notices: ReturnType<Hub['subscribe']>,
): AsyncGenerator<Told> {
  let ears = first
  yield EVERYTHING
  for await (const notice of notices) {
    if (notice === 'everything') {
      yield EVERYTHING
      continue
    }
    const seconds = ears.hears(notice) ? LIMITS.hearingSeconds : LIMITS.deafSeconds
    if (performance.now() - ears.since > seconds * 1_000) {
      const again = await ask().catch(() => null)
      if (!again) return
      ears = again
    }
    const { kind, id } = notice
    if (ears.hears(notice)) yield { kind, id }
  }
}

async function earsOf(asking: Asking, distributor: string, sees: SeesPlaces): Promise<Ears> {
  const member = await memberOf(asking, distributor)
  const since = performance.now()
  const seen = new Map<LiveKind, (placeId: string) => boolean>()
  for (const [kind, right] of Object.entries(HEARD_BY) as [LiveKind, Right | null][]) {
    if (right && member.rights.has(right)) seen.set(kind, await sees(member, right))
  }
  const hears = ({ kind, placeId }: Notice) => {
    const seesPlace = seen.get(kind)
    return seesPlace !== undefined && (placeId === null || seesPlace(placeId))
  }
  return { member, hears, since }
}

async function* counted<T>(sessionId: string, stream: AsyncGenerator<T>): AsyncGenerator<T> {
  streams.set(sessionId, (streams.get(sessionId) ?? 0) + 1)
  try {
    yield* stream
  } finally {
    const left = (streams.get(sessionId) ?? 1) - 1
    if (left > 0) streams.set(sessionId, left)
    else streams.delete(sessionId)
  }
}
