import type { QueryClient } from '@tanstack/react-query'
import { call } from './call.ts'
import { type LiveState, liveState, setLiveState } from './live-state.ts'

type Change = { kind: string; id: string | null }
/** What tabs tell each other: a change, how the stream is, and a new one's question about it. */
type Told = Change | { kind: 'state'; state: LiveState } | { kind: 'ask' }

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
    'late-requests',
    'plan',
    'story',
  ],
  notice: ['notices', 'overnight'],
  catalogue: ['shelf', 'categories', 'quote'],
  run: ['runs', 'run', 'queue', 'uploads'],
  feed: ['feeds'],
  webhook: ['webhooks', 'deliveries'],
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
  let leads = false
  const tell = (told: Told) => channel.postMessage(told)
  const say = (state: LiveState) => {
    if (stop.signal.aborted || state.kind === liveState().kind) return
    setLiveState(state)
    tell({ kind: 'state', state })
  }
  channel.onmessage = ({ data: told }: MessageEvent<Told>) => {
    if ('state' in told) setLiveState(told.state)
    else if (told.kind !== 'ask') refetch(told.kind)
    else if (leads) tell({ kind: 'state', state: liveState() })
  }
  const lead = () => {
    leads = true
    return stream(distributor, stop.signal, {
      change: (change) => {
        say({ kind: 'connected' })
        refetch(change.kind)
        tell(change)
      },
      away: () => say({ kind: 'away', since: thisMoment() }),
    })
  }
  // Over plain http beyond localhost a browser has no locks: then every tab has its stream.
  const leading = navigator.locks
    ? navigator.locks.request(name, { signal: stop.signal }, lead)
    : lead()
  leading.catch(() => undefined)
  tell({ kind: 'ask' })
  return () => {
    stop.abort()
    channel.close()
    setLiveState({ kind: 'connecting' })
  }
}

const thisMoment = () => new Date(performance.timeOrigin + performance.now()).toISOString()

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

type Heard = { change: (change: Change) => void; away: () => void }

async function stream(distributor: string, signal: AbortSignal, heard: Heard) {
  let wait = WAIT_MS_MIN
  while (!signal.aborted) {
    const network = untilOffline()
    try {
      const until = AbortSignal.any([signal, network.signal])
      const changes = await call.platform.live({ distributor }, { signal: until })
      for await (const change of changes) {
        wait = WAIT_MS_MIN
        heard.change(change)
      }
    } catch {
      // Away or restarted: pages show what they have.
    }
    network.forget()
    heard.away()
    // Not in step with a thousand other phones when a server comes back.
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())))
    wait = Math.min(wait * 2, WAIT_MS_MAX)
  }
}

// A stream over a network that went away hangs for minutes without a word of it.
function untilOffline() {
  const gone = new AbortController()
  const leave = () => gone.abort()
  window.addEventListener('offline', leave)
  return { signal: gone.signal, forget: () => window.removeEventListener('offline', leave) }
}
