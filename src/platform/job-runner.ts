import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
  type WorkerPool,
} from 'graphile-worker'
import type { Logger } from 'pino'
import type { Pool } from './db.ts'

const AT_ONCE = 4
const POLL_MS = 60_000
const AGAIN_MS = 1_000
// graphile-worker 0.17.3 counts down twice for each batch that failed while another had (`allgood` in its
// main.js keeps its backpressure): its shutdown then waits for a count of 0 that has passed, for ever.
const STUCK_MS = { withJobs: 10_000, withoutJobs: 500 }

/** Says of a worker's name that its process lives: whoever holds jobs without it is gone. */
export type Presence = { hold(name: string): void; letGo(name: string): void }

export type JobRunner = {
  /** Looks for jobs now. */
  wake(): void
  /** The same when the library's own ear is away. */
  wakeIfDeaf(): void
  stop(): Promise<void>
}

type Options = {
  pool: Pool
  taskList: TaskList
  log: Logger
  presence: Presence
  /** Called when another runner has taken over from one that ended. */
  restarted(): Promise<void>
}
type Woken = { pool: WorkerPool | null; deaf: boolean }
/** A runner with the moment it ended, or began to end and is stuck in it. */
type Started = { runner: Runner; over: Promise<unknown> }

/**
 * Runs jobs until stopped. The library's runner ends when it cannot write down that a job is done;
 * then the database was away, and another runner is started until it is back.
 */
export async function keepJobRunner(options: Options): Promise<JobRunner> {
  const woken: Woken = { pool: null, deaf: true }
  let started = await startRunner(options, woken)
  let stopping = false
  const keep = async () => {
    while (true) {
      await started.over
      if (stopping) return
      options.log.warn('the runner of jobs ended; starting another')
      const next = await startAgain(options, woken, () => stopping)
      if (!next) return
      started = next
      await options.restarted()
    }
  }
  const kept = keep()
  return {
    wake: () => wake(woken),
    wakeIfDeaf() {
      if (woken.deaf) wake(woken)
    },
    async stop() {
      stopping = true
      await end(started)
      await kept
      // One that took over meanwhile.
      await end(started)
    },
  }
}

const end = ({ runner, over }: Started): Promise<unknown> =>
  Promise.race([runner.stop().catch(() => undefined), over])

async function startAgain(
  options: Options,
  woken: Woken,
  stopping: () => boolean,
): Promise<Started | null> {
  while (!stopping()) {
    try {
      return await startRunner(options, woken)
    } catch (error) {
      options.log.warn({ err: error }, 'the runner of jobs cannot start yet')
      await wait(AGAIN_MS)
    }
  }
  return null
}

// The library marks the jobs it takes with the name of the pool of workers that took them.
async function startRunner(options: Options, woken: Woken): Promise<Started> {
  const { pool, taskList, log, presence } = options
  const events: WorkerEvents = new EventEmitter()
  const stuck = stuckIn(events, presence)
  events.on('pool:create', ({ workerPool }) => {
    woken.pool = workerPool
    presence.hold(workerPool.id)
  })
  events.on('pool:release', ({ workerPool }) => presence.letGo(workerPool.id))
  events.on('pool:listen:error', () => {
    woken.deaf = true
  })
  // What came while it did not hear.
  events.on('pool:listen:success', () => {
    woken.deaf = false
    wake(woken)
  })
  events.on('job:error', ({ job }) => wakeForRetry(woken, job.attempts))
  const runner = await run({
    pgPool: pool,
    concurrency: AT_ONCE,
    noHandleSignals: true,
    logger: logTo(log),
    pollInterval: POLL_MS,
    taskList,
    events,
    // Batched, a failure to write an end down is told; alone it would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  const ended = runner.promise.catch(() => undefined)
  return { runner, over: Promise.race([ended, stuck]) }
}

// Comes when a shutdown takes too long. The jobs it holds are nobody's then; one that runs on all the
// same has claimed its reaction, so that it happens once.
const stuckIn = (events: WorkerEvents, presence: Presence): Promise<void> =>
  new Promise((resolve) => {
    let shutting: WorkerPool | null = null
    let working = AT_ONCE
    const giveUpIn = (ms: number) => {
      const giveUp = () => {
        if (shutting) presence.letGo(shutting.id)
        resolve()
      }
      setTimeout(giveUp, ms).unref()
    }
    events.on('worker:stop', () => {
      working -= 1
      if (shutting && working === 0) giveUpIn(STUCK_MS.withoutJobs)
    })
    events.on('pool:gracefulShutdown', ({ workerPool }) => {
      shutting = workerPool
      giveUpIn(working === 0 ? STUCK_MS.withoutJobs : STUCK_MS.withJobs)
    })
  })

function wake({ pool }: Woken): void {
  if (pool?._active && !pool._shuttingDown) pool.nudge(AT_ONCE)
}

// A failed job is due again after exp(attempts) seconds; the poll alone would find it late.
function wakeForRetry(woken: Woken, attempts: number): void {
  const dueMs = Math.exp(attempts) * 1000 + 200
  if (dueMs < POLL_MS) setTimeout(() => wake(woken), dueMs).unref()
}

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const

/** The library's log as a part of ours. */
export const logTo = (log: Logger) =>
  new WorkerLogger(() => (level, message) => log[LEVELS[level]]({ part: 'worker' }, message))
