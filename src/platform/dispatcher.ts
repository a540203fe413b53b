import { makeWorkerUtils, type Task, type WorkerUtils } from 'graphile-worker'
import type { Logger } from 'pino'
import { type Pool, readTenant, type Tx, writeTenant } from './db.ts'
import {
  abandonedWorkers,
  handOut,
  markDone,
  park,
  publishDue,
  wasDone,
} from './dispatcher-queries.ts'
import { type JobRunner, keepJobRunner, logTo } from './job-runner.ts'
import { LIMITS } from './limits.ts'
import { listen, type Notice } from './live.ts'
import { countReaction } from './metrics.ts'

/** A reaction's work; it runs in its own transaction, once. Means are what a transaction has not. */
export type Reaction<Means> = ((tx: Tx, fact: never, means: Means) => Promise<unknown>) & {
  /** The same for many facts of a distributor. */
  many?: (tx: Tx, distributorId: string, facts: never[]) => Promise<unknown>
  /** Its work done before the transaction, and what the transaction keeps of it. */
  first?: {
    work: (fact: never, means: Means) => Promise<unknown>
    keep: (tx: Tx, fact: never, done: never) => Promise<unknown>
  }
}
export type Reactions<Means> = Record<string, Record<string, Reaction<Means>>>

type Job = { distributorId: string; factId: string; type: string; reaction: string; body: unknown }

export type Worker = { stop(): Promise<void>; idle(): Promise<void> }

type WorkerOptions<Means> = {
  workerPool: Pool
  appPool: Pool
  listenUrl: string
  reactions: Reactions<Means>
  means: Means
  /** Asked at the start and every hour: sets what falls due for every tenant. */
  keepDue(): Promise<unknown>
  log: Logger
}

/**
 * Turns facts into one job per reaction and runs them. A fact's commit wakes it (NOTIFY); a tick a
 * minute publishes the facts whose instant has come and finds what a lost notice left. Each
 * reaction happens once: it first claims (tenant, fact, reaction) in its own transaction.
 */
export async function startWorker<Means>(options: WorkerOptions<Means>): Promise<Worker> {
  const { workerPool, log, reactions } = options
  const utils = await makeWorkerUtils({ pgPool: workerPool, logger: logTo(log) })
  const names = reactionNames(reactions)
  let asked = false
  let turning: Promise<void> | null = null
  let runner: JobRunner | null = null
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
        while ((await handOut(workerPool, names)) > 0);
        runner?.wakeIfDeaf()
      } catch (error) {
        log.error({ err: error }, 'facts could not be handed out; the sweep will try again')
      }
    }
  }
  const free = async () => {
    if (await freeAbandoned(workerPool, utils, log)) runner?.wake()
  }
  const soon = gathering(async () => {
    await publishAllDue(workerPool, log)
    await turn()
  })
  const heard = (notices: Notice[]) => {
    // Nothing is told by name after the connection was away.
    if (notices.length === 0 || notices.some(({ kind }) => kind === 'fact')) void turn()
    if (notices.some(({ kind }) => kind === 'due')) soon.ask()
  }
  const listener = await listen(options.listenUrl, heard, log)
  const running = { pool: workerPool, log, presence: listener, restarted: free }
  runner = await keepJobRunner({ ...running, taskList: { react: reactTo(options) } })
  const tick = makeTick(options)
  const minute = async () => {
    await free()
    await tick()
    await turn()
  }
  const clock = setInterval(() => void minute(), 60_000)
  await minute()
  return {
    async idle() {
      await tick()
      await turn()
    },
    async stop() {
      clearInterval(clock)
      await soon.end()
      await tick.end()
      await runner?.stop()
      await listener.stop()
      await turning
      await utils.release()
    },
  }
}

/** The names of the reactions to each fact. */
export const reactionNames = <Means>(reactions: Reactions<Means>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(reactions).map(([type, by]) => [type, Object.keys(by)]))

const TICKS_AN_HOUR = 60

// Publishes what fell due; one after another, since a slow tick must not be overtaken.
function makeTick<Means>({ workerPool, keepDue, log }: WorkerOptions<Means>) {
  let ticks = 0
  let ticking: Promise<void> = Promise.resolve()
  async function publish() {
    try {
      if (ticks % TICKS_AN_HOUR === 0) await keepDue()
      ticks += 1
    } catch (error) {
      log.error({ err: error }, 'what falls due could not be set; the next tick will try again')
    }
    await publishAllDue(workerPool, log)
  }
  const tick = () => {
    ticking = ticking.then(publish)
    return ticking
  }
  return Object.assign(tick, { end: () => ticking })
}

async function publishAllDue(pool: Pool, log: Logger): Promise<void> {
  try {
    while ((await publishDue(pool)) > 0);
  } catch (error) {
    log.error({ err: error }, 'what is due could not be published; the next tick will try again')
  }
}

const GATHER_MS = 500

// Runs once for all who asked within half a second.
function gathering(run: () => Promise<void>) {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = null
        running = running.then(run)
      }, GATHER_MS)
    },
    async end() {
      if (timer) clearTimeout(timer)
      await running
    },
  }
}

const reactTo =
  <Means>(options: WorkerOptions<Means>): Task =>
  async (payload, helpers) => {
    const job = payload as Job
    const react = options.reactions[job.type]?.[job.reaction]
    if (!react) throw new Error(`no reaction ${job.type}/${job.reaction}`)
    try {
      await once(options, job, react)
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
  }

async function once<Means>(
  { appPool, means }: WorkerOptions<Means>,
  job: Job,
  react: Reaction<Means>,
): Promise<void> {
  const { distributorId } = job
  const body = job.body as never
  const { first } = react
  if (first && (await readTenant(appPool, distributorId, (db) => wasDone(db, job)))) return
  const done = (await first?.work(body, means)) as never
  await writeTenant(appPool, distributorId, async (tx) => {
    if ((await markDone(tx, [job])).length === 0) return
    await (first ? first.keep(tx, body, done) : react(tx, body, means))
  })
}

// After kill -9 a worker's jobs stay locked for hours; its advisory lock is gone at once.
async function freeAbandoned(pool: Pool, utils: WorkerUtils, log: Logger): Promise<boolean> {
  try {
    const workers = await abandonedWorkers(pool)
    if (workers.length > 0) await utils.forceUnlockWorkers(workers)
    return workers.length > 0
  } catch (error) {
    log.error({ err: error }, 'abandoned jobs could not be unlocked')
    return false
  }
}
