import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Right } from './call.ts'
import { LIMITS } from './limits.ts'

/** What changed: something of one place, for those who see that place, or of the whole tenant. */
export type Change =
  | { kind: 'order' | 'notice' | 'balance'; id: string | null; placeId: string }
  | {
      kind:
        | 'run'
        | 'catalogue'
        | 'balance'
        | 'licence'
        | 'fit'
        | 'history'
        | 'feed'
        | 'webhook'
        | 'fact'
        | 'due'
      id: string | null
    }
export type LiveKind = Change['kind']

/** The right to hear of each kind of change; a fact, and one that gathers, only wake the dispatcher. */
export const HEARD_BY: Record<LiveKind, Right | null> = {
  order: 'order.read',
  notice: 'field.read',
  balance: 'account.read',
  licence: 'account.read',
  run: 'exchange.read',
  feed: 'exchange.read',
  webhook: 'exchange.read',
  catalogue: 'catalogue.read',
  fit: 'rollout.read',
  history: 'order.read',
  fact: null,
  due: null,
}

export type Notice = {
  distributorId: string
  kind: LiveKind
  id: string | null
  placeId: string | null
}
/** A notice as it travels. */
export type Word = [
  distributorId: string,
  kind: LiveKind,
  id: string | null,
  placeId: string | null,
]

/** A connection that hears every commit's notice, and comes back when the database does. */
export type Listener = {
  /** Holds an advisory lock named after a worker as long as this process lives, or until let go. */
  hold(name: string): void
  letGo(name: string): void
  stop(): Promise<void>
}

const AGAIN_MS = 1_000

type Forgetful = Pick<Memory<unknown>, 'channel' | 'forget' | 'hear'>

/** Listens for notices. LISTEN needs a direct connection, not one behind a pooler. */
export async function listen(
  url: string,
  heard: (notices: Notice[]) => void,
  log: Logger,
  memories: Forgetful[] = [],
): Promise<Listener> {
  let stopped = false
  let client: pg.Client | null = null
  let returning = false
  const held = new Set<string>()
  const lock = (how: 'pg_advisory_lock_shared' | 'pg_advisory_unlock_shared', name: string) =>
    client
      ?.query(`select ${how}(7301, hashtext($1))`, [name])
      .catch((error: unknown) => log.warn({ err: error }, 'the lock of a worker failed'))
  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, pipeline: true })
    next.on('error', (error) => log.warn({ err: error }, 'the listening connection broke'))
    next.on('notification', ({ channel, payload }) => {
      if (channel === 'tandem') return heard(readNotices(payload))
      for (const memory of memories) if (memory.channel === channel) memory.forget(payload ?? '')
    })
    await next.connect()
    next.once('end', comeBack)
    await next.query('listen tandem')
    const channels = new Set(memories.map((memory) => memory.channel))
    for (const channel of channels) await next.query(`listen ${channel}`)
    client = next
    for (const memory of memories) memory.hear(true)
    for (const name of held) await lock('pg_advisory_lock_shared', name)
    // What was missed while away is found by refetching.
    heard([])
  }
  function comeBack(): void {
    client = null
    for (const memory of memories) memory.hear(false)
    if (!returning) void untilBack()
  }
  // One round at a time: a connection that ends while another is tried starts no second one.
  async function untilBack(): Promise<void> {
    returning = true
    while (!stopped && !client) {
      await wait(AGAIN_MS)
      try {
        await connect()
      } catch (error) {
        log.warn({ err: error }, 'the listening connection is not back yet')
      }
    }
    returning = false
    if (stopped) await end()
  }
  const end = () => client?.end()
  await connect()
  return {
    hold(name) {
      held.add(name)
      void lock('pg_advisory_lock_shared', name)
    },
    letGo(name) {
      held.delete(name)
      void lock('pg_advisory_unlock_shared', name)
    },
    async stop() {
      stopped = true
      await end()
    },
  }
}

const readNotices = (payload: string | undefined): Notice[] => {
  const rows: unknown = JSON.parse(payload || '[]')
  return Array.isArray(rows)
    ? (rows as Word[]).map(([distributorId, kind, id, placeId]) => ({
        ...{ distributorId, kind, id, placeId },
      }))
    : []
}

/** What there is to refetch: a change, or everything. */
export type Heard = Notice | 'everything'

/** Hands the notices of this process's listener to its open streams. */
export function makeHub() {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    heard: (notices: Notice[]) => {
      for (const notice of notices) {
        if (HEARD_BY[notice.kind]) emitter.emit(notice.distributorId, notice)
      }
      if (notices.length === 0) emitter.emit(AWAY, 'everything')
    },
    /** The notices of one tenant from now on, until the signal aborts. */
    subscribe(distributorId: string, signal: AbortSignal): AsyncGenerator<Heard> {
      const queue = makeQueue(signal)
      emitter.on(distributorId, queue.put).on(AWAY, queue.put)
      signal.addEventListener('abort', () => {
        emitter.off(distributorId, queue.put).off(AWAY, queue.put)
      })
      return queue.read()
    },
  }
}
export type Hub = ReturnType<typeof makeHub>

// The listener was away: what it missed is known to nobody.
const AWAY = 'away'

// A slow reader gets each notice once; one who is too slow is told to refetch everything.
function makeQueue(signal: AbortSignal) {
  let waiting = new Map<string, Heard>()
  let wake: () => void = () => undefined
  signal.addEventListener('abort', () => wake())
  return {
    put(heard: Heard) {
      waiting.set(heard === 'everything' ? heard : `${heard.kind} ${heard.id}`, heard)
      if (waiting.size > LIMITS.noticesWaitingMax) waiting = new Map([[AWAY, 'everything']])
      wake()
    },
    async *read(): AsyncGenerator<Heard> {
      while (!signal.aborted) {
        const heard = [...waiting.values()]
        waiting = new Map()
        yield* heard
        if (waiting.size > 0 || signal.aborted) continue
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

/**
 * What a server remembers of the database between requests. A commit that changes it says so on the
 * memory's channel; with the ear away nothing is remembered and each request asks the database.
 */
export type Memory<T> = {
  /** The channel of PostgreSQL on which triggers tell of changes. */
  channel: string
  /** The remembered value, or what `ask` tells now; undefined is not remembered. */
  recall(key: string, ask: () => Promise<T | undefined>): Promise<T | undefined>
  /** What `ask` tells now, remembered for the next. */
  learn(key: string, ask: () => Promise<T | undefined>): Promise<T | undefined>
  /** The remembered value; undefined when there is none. */
  peek(key: string): T | undefined
  /** Something changed: forgets what begins with the word, all of it when the word is empty. */
  forget(word: string): void
  /** Whether changes are heard. */
  hear(hears: boolean): void
}

type Kept<T> = { value: T; until: number }
type Options = {
  channel: string
  keptMs: number
  keptMax: number
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number
}

/** An empty memory that hears nothing yet. The oldest is forgotten first when it is full. */
export function makeMemory<T>({ channel, keptMs, keptMax, now }: Options): Memory<T> {
  const clock = now ?? (() => performance.now())
  const kept = new Map<string, Kept<T>>()
  let hears = false
  let changes = 0
  const forget = (word: string) => {
    changes += 1
    if (word === '') kept.clear()
    for (const key of kept.keys()) if (key.startsWith(word)) kept.delete(key)
  }
  const peek = (key: string) => {
    const known = kept.get(key)
    return known && known.until > clock() ? known.value : undefined
  }
  const learn = async (key: string, ask: () => Promise<T | undefined>) => {
    const before = changes
    const value = await ask()
    // What was asked before a change was heard may be older than the change.
    if (value === undefined || !hears || before !== changes) return value
    kept.delete(key)
    kept.set(key, { value, until: clock() + keptMs })
    const [oldest] = kept.keys()
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
    return value
  }
  return {
    channel,
    forget,
    peek,
    learn,
    recall: async (key, ask) => peek(key) ?? learn(key, ask),
    hear(heard) {
      hears = heard
      forget('')
    },
  }
}
