import { setTimeout as wait } from 'node:timers/promises'
import { childrenOf, postmasterOf } from './cpu.ts'
import type { Child, UnderTest } from './under-test.ts'

export const VICTIMS = ['database', 'server', 'worker'] as const
export type Victim = (typeof VICTIMS)[number]

/** A server and a worker, each started again when it ends, as by an init system. */
export type Crew = {
  url: string
  /** kill -9; of the database: of all its processes at once. */
  kill(victim: Victim): Promise<void>
  /** Ends that nobody asked for. */
  unasked: string[]
  stop(): Promise<void>
}

export async function startCrew(under: UnderTest): Promise<Crew> {
  const first = await under.startServer()
  const posts = {
    server: () => under.startServer({ port: first.port }),
    worker: () => under.startWorker(),
  }
  const present = { server: first, worker: await under.startWorker() }
  const killed = new Set<Child>()
  const unasked: string[] = []
  let stopping = false
  const keep = async (post: 'server' | 'worker') => {
    while (true) {
      const child = present[post]
      const how = await child.ended
      if (stopping) return
      if (!killed.has(child)) unasked.push(`${post} ${how}`)
      present[post] = await again(posts[post], unasked)
    }
  }
  const kept = [keep('server'), keep('worker')]
  return {
    url: first.url,
    unasked,
    async kill(victim) {
      if (victim === 'database') return killDatabase(under.clusterFolder)
      killed.add(present[victim])
      await present[victim].kill()
    },
    async stop() {
      stopping = true
      await Promise.all([present.server.stop(), present.worker.stop()])
      await Promise.all(kept)
    },
  }
}

async function again(start: () => Promise<Child>, unasked: string[]): Promise<Child> {
  while (true) {
    try {
      return await start()
    } catch (error) {
      unasked.push(String(error))
      await wait(200)
    }
  }
}

// The postmaster first, so that it sees none of its children die and saves nothing.
function killDatabase(clusterFolder: string): void {
  const postmaster = postmasterOf(clusterFolder)
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Some end by themselves when the postmaster does.
    }
  }
}
