import type { QueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

type Change = { kind: string; id: string | null }

const AFFECTED: Record<string, string[]> = {
  order: [
    'orders',
    'order',
    'slots',
    'basket',
    'route',
    'queue',
    'zones',
    'balances',
    'held',
    'returns',
  ],
  notice: ['notices', 'overnight'],
  catalogue: ['shelf', 'categories', 'quote'],
  run: ['runs', 'run', 'queue'],
  fit: ['fit'],
  balance: ['balances', 'invoices', 'payments', 'debts', 'held', 'route', 'quote'],
  licence: ['licences'],
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
  const refetch = refetcher(queries, stop.signal)
  const heard = ({ kind }: Change) => refetch(kind)
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

const TOGETHER_MS = 1_000

// At a rush each change is one of many: the first is fetched at once, those of a second together.
function refetcher(queries: QueryClient, signal: AbortSignal): (kind: string) => void {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetchAll = () => {
    timer = undefined
    if (signal.aborted || waiting.size === 0) return
    for (const key of waiting) void queries.invalidateQueries({ queryKey: [key] })
    waiting.clear()
    timer = setTimeout(fetchAll, TOGETHER_MS)
  }
  return (kind) => {
    const keys = kind === 'open' ? Object.values(AFFECTED).flat() : (AFFECTED[kind] ?? [])
    for (const key of keys) waiting.add(key)
    if (!timer) fetchAll()
  }
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
