import { EventEmitter, on } from 'node:events'
import pg from 'pg'
import type { Logger } from 'pino'
import { FACT } from './facts.ts'

export type Notice = { distributorId: string; kind: string; id: string | null }

/** A connection that hears every commit's notice, and comes back when the database does. */
export type Listener = {
  /** Holds an advisory lock named after a worker as long as this process lives. */
  hold(name: string): void
  stop(): Promise<void>
}

/** Listens for notices. LISTEN needs a direct connection, not one behind a pooler. */
export async function listen(
  url: string,
  heard: (notices: Notice[]) => void,
  log: Logger,
): Promise<Listener> {
  let stopped = false
  let client: pg.Client | null = null
  const held: string[] = []
  const take = (name: string) =>
    client
      ?.query('select pg_advisory_lock_shared(7301, hashtext($1))', [name])
      .catch((error: unknown) => log.warn({ err: error }, 'a worker lock was not taken'))
  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, pipeline: true })
    next.on('error', (error) => log.warn({ err: error }, 'the listening connection broke'))
    next.on('end', () => {
      client = null
      if (!stopped) setTimeout(() => void retry(), 1_000)
    })
    next.on('notification', (message) => heard(readNotices(message.payload)))
    await next.connect()
    client = next
    await next.query('listen tandem')
    for (const name of held) await take(name)
    // What was missed while away is found by refetching.
    heard([])
  }
  async function retry(): Promise<void> {
    try {
      await connect()
    } catch (error) {
      log.warn({ err: error }, 'the listening connection is not back yet')
      if (!stopped) setTimeout(() => void retry(), 1_000)
    }
  }
  await connect()
  return {
    hold(name) {
      held.push(name)
      void take(name)
    },
    async stop() {
      stopped = true
      await client?.end()
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
