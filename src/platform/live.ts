import { EventEmitter, on } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { FACT } from './facts.ts'

export type Notice = { distributorId: string; kind: string; id: string | null }

/** A connection that hears every commit's notice, and comes back when the database does. */
export type Listener = {
  /** Holds an advisory lock named after a worker as long as this process lives, or until let go. */
  hold(name: string): void
  letGo(name: string): void
  stop(): Promise<void>
}

const AGAIN_MS = 1_000

/** Listens for notices. LISTEN needs a direct connection, not one behind a pooler. */
export async function listen(
  url: string,
  heard: (notices: Notice[]) => void,
  log: Logger,
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
    next.on('notification', (message) => heard(readNotices(message.payload)))
    await next.connect()
    next.once('end', comeBack)
    await next.query('listen tandem')
    client = next
    for (const name of held) await lock('pg_advisory_lock_shared', name)
    // What was missed while away is found by refetching.
    heard([])
  }
  function comeBack(): void {
    client = null
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
    ? rows.map(([distributorId, kind, id]) => ({ distributorId, kind, id: id ?? null }))
    : []
}

/** Hands the notices of this process's listener to its open streams. */
export function makeHub() {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    heard: (notices: Notice[]) => {
      for (const notice of notices) {
        if (notice.kind !== FACT) emitter.emit(notice.distributorId, notice)
      }
      if (notices.length === 0) emitter.emit('reconnected')
    },
    /** The notices of one tenant until the signal aborts. */
    async *stream(distributorId: string, signal: AbortSignal): AsyncGenerator<Notice> {
      try {
        for await (const [notice] of on(emitter, distributorId, { signal })) yield notice as Notice
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}
export type Hub = ReturnType<typeof makeHub>
