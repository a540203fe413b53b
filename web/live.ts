import type { QueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

type Change = { kind: string; id: string | null }

const AFFECTED: Record<string, string[]> = {
  order: ['orders', 'order', 'slots', 'basket', 'route', 'queue', 'zones'],
  notice: ['notices', 'overnight'],
  catalogue: ['shelf', 'categories'],
  run: ['runs', 'run', 'queue'],
}

/**
 * Refetches what changed as it happens. One tab of the browser holds the stream (HTTP/1.1 allows
 * six connections) and tells the others; after a reconnect everything is refetched.
 */
export function followChanges(distributor: string, queries: QueryClient): () => void {
  const stop = new AbortController()
  const channel = new BroadcastChannel(`tandem-live-${distributor}`)
  const refetch = ({ kind }: Change) => {
    const keys = kind === 'open' ? Object.values(AFFECTED).flat() : (AFFECTED[kind] ?? [])
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] })
  }
  channel.onmessage = (event: MessageEvent<Change>) => refetch(event.data)
  const lead = async () => {
    while (!stop.signal.aborted) {
      try {
        const changes = await call.platform.live({ distributor }, { signal: stop.signal })
        for await (const change of changes) {
          refetch(change)
          channel.postMessage(change)
        }
      } catch {
        // Away or restarted: try again shortly; pages show what they have.
      }
      await new Promise((resolve) => setTimeout(resolve, 1500))
    }
  }
  navigator.locks
    .request(`tandem-live-${distributor}`, { signal: stop.signal }, lead)
    .catch(() => undefined)
  return () => {
    stop.abort()
    channel.close()
  }
}
