import { EventEmitter } from 'node:events'
import {
  makeWorkerUtils,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
  type WorkerUtils,
} from 'graphile-worker'
import type { Logger } from 'pino'
import { type Pool, type Tx, writeTenant } from './db.ts'
import { abandonedWorkers, handOut, markDone, park, publishDue } from './dispatcher-queries.ts'
import { LIMITS } from './limits.ts'
import { listen } from './live.ts'
import { countReaction } from './metrics.ts'

/** A reaction's work; it runs in its own transaction, once. */
export type Reaction = (tx: Tx, fact: never) => Promise<unknown>
export type Reactions = Record<string, Record<string, Reaction>>

type Job = { distributorId: string; factId: string; type: string; reaction: string; body: unknown }

export type Worker = { stop(): Promise<void>; idle(): Promise<void> }

/**
 * Turns facts into one job per reaction and runs them. A fact's commit wakes it (NOTIFY); a sweep
 * every 30 s finds what a lost notice left and publishes the facts whose instant has come. Each
 * reaction happens once: it first claims (tenant, fact, reaction) in its own transaction.
 */
export async function startWorker(options: {
  workerPool: Pool
  appPool: Pool
  listenUrl: string
  reactions: Reactions
  log: Logger
}): Promise<Worker> {
  const { workerPool, log, reactions } = options
  const utils = await makeWorkerUtils({ pgPool: workerPool, logger: logTo(log) })
  const names = reactionNames(reactions)
  let asked = false
  let turning: Promise<void> | null = null
  const turn = () => {
    asked = true
    turning ??= drain().finally(() => {
      turning = null
    })
    return turning
  }
  async function drain() {
    while (asked) {
      asked = false
      try {
        while ((await publishDue(workerPool)) > 0);
        while ((await handOut(workerPool, names)) > 0);
      } catch (error) {
        log.error({ err: error }, 'facts could not be handed out; the sweep will try again')
      }
    }
  }
  const listener = await listen(options.listenUrl, () => void turn(), log)
  const runner = await startRunner(options, listener.hold)
  const sweep = setInterval(() => void turn(), 30_000)
  const guard = setInterval(() => void freeAbandoned(workerPool, utils, log), 60_000)
  await freeAbandoned(workerPool, utils, log)
  await turn()
  return {
    async idle() {
      await turn()
    },
    async stop() {
      clearInterval(sweep)
      clearInterval(guard)
      await listener.stop()
      await turning
      await runner.stop()
      await utils.release()
    },
  }
}

const reactionNames = (reactions: Reactions) =>
  Object.fromEntries(Object.entries(reactions).map(([type, by]) => [type, Object.keys(by)]))

type RunnerOptions = { workerPool: Pool; appPool: Pool; reactions: Reactions; log: Logger }

// Each worker's name is an advisory lock while its process lives: see abandonedWorkers.
async function startRunner(options: RunnerOptions, hold: (name: string) => void): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => hold(worker.workerId))
  const taskList: TaskList = {
    react: async (payload, helpers) => {
      const job = payload as Job
      const react = options.reactions[job.type]?.[job.reaction]
      if (!react) throw new Error(`no reaction ${job.type}/${job.reaction}`)
      try {
        await once(options.appPool, job, react)
        countReaction(job.reaction, 'done')
      } catch (error) {
        const last = helpers.job.attempts >= LIMITS.reactionTriesMax
        countReaction(job.reaction, last ? 'parked' : 'failed')
        if (!last) throw error
        options.log.error({ err: error, job: job.reaction }, 'a reaction is parked')
        await writeTenant(options.appPool, job.distributorId, (tx) =>
          park(tx, { ...job, reason: String(error), tries: helpers.job.attempts }),
        )
      }
    },
  }
  return run({
    pgPool: options.workerPool,
    concurrency: 4,
    noHandleSignals: true,
    logger: logTo(options.log),
    pollInterval: 60_000,
    taskList,
    events,
  })
}

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const

const logTo = (log: Logger) =>
  new WorkerLogger(() => (level, message) => log[LEVELS[level]]({ part: 'worker' }, message))

async function once(pool: Pool, job: Job, react: Reaction): Promise<void> {
  await writeTenant(pool, job.distributorId, async (tx) => {
    const first = await markDone(tx, job)
    if (first) await react(tx, job.body as never)
  })
}

// After kill -9 a worker's jobs stay locked for hours; its advisory lock is gone at once.
async function freeAbandoned(pool: Pool, utils: WorkerUtils, log: Logger): Promise<void> {
  try {
    const workers = await abandonedWorkers(pool)
    if (workers.length > 0) await utils.forceUnlockWorkers(workers)
  } catch (error) {
    log.error({ err: error }, 'abandoned jobs could not be unlocked')
  }
}
