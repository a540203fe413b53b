import type { QueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

type Change = { kind: string; id: string | null }

const AFFECTED: Record<string, string[]> = {
  order: ['orders', 'order', 'slots', 'basket', 'route', 'queue', 'zones', 'balances'],
  notice: ['notices', 'overnight'],
  catalogue: ['shelf', 'categories'],
  run: ['runs', 'run', 'queue'],
}

const WAIT_MS_MIN = 1_000
const WAIT_MS_MAX = 30_000

/**
 * Refetches what changed as it happens. One tab of the browser holds the stream (HTTP/1.1 allows
 * six connections) and tells the others; after a reconnect everything is refetched.
 */
export function followChanges(distributor: string, queries: QueryClient): () => void {
  const name = `tandem-live-${distributor}`
  const stop = new AbortController()
  const channel = new BroadcastChannel(name)
  const heard = ({ kind }: Change) => refetch(queries, kind)
  channel.onmessage = (event: MessageEvent<Change>) => heard(event.data)
  const lead = () =>
    stream(distributor, stop.signal, (change) => {
      heard(change)
      channel.postMessage(change)
    })
  // Over plain http beyond localhost a browser has no locks: then every tab has its stream.
  const leading = navigator.locks
    ? navigator.locks.request(name, { signal: stop.signal }, lead)
    : lead()
  leading.catch(() => undefined)
  return () => {
    stop.abort()
    channel.close()
  }
}

function refetch(queries: QueryClient, kind: string): void {
  const keys = kind === 'open' ? Object.values(AFFECTED).flat() : (AFFECTED[kind] ?? [])
  for (const key of keys) void queries.invalidateQueries({ queryKey: [key] })
}

async function stream(distributor: string, signal: AbortSignal, tell: (change: Change) => void) {
  let wait = WAIT_MS_MIN
  while (!signal.aborted) {
    try {
      const changes = await call.platform.live({ distributor }, { signal })
      for await (const change of changes) {
        wait = WAIT_MS_MIN
        tell(change)
      }
    } catch {
      // Away or restarted: pages show what they have.
    }
    // Not in step with a thousand other phones when a server comes back.
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())))
    wait = Math.min(wait * 2, WAIT_MS_MAX)
  }
}
