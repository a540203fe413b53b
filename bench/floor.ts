import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packageRoot } from '../src/platform/config.ts'
import { clusterCpu, processCpu } from './cpu.ts'
import { makeSender } from './shop-client.ts'
import { freePort, type UnderTest } from './under-test.ts'

const folder = () =>
  resolve(process.env.TANDEM_SHARED_BENCH ?? join(packageRoot(), '../shared/bench'))

export type Floor = {
  pid: number
  send(method: string, path: string, person: number, body?: object): Promise<number>
  stop(): void
}

/** The least any server must spend on the work, on the same PostgreSQL: shared/bench/floor. */
export async function startFloor(under: UnderTest): Promise<Floor> {
  const path = join(folder(), 'floor')
  if (!existsSync(path)) throw new Error('the floor is absent: set TANDEM_SHARED_BENCH')
  const url = new URL(under.ownerUrl)
  const port = await freePort()
  const env = {
    ...process.env,
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: url.username,
    PGPASSWORD: url.password,
    BENCH_PGDATA: under.clusterFolder,
    NODE_PATH: join(packageRoot(), 'node_modules'),
    PORT: String(port),
  }
  const seed = spawn(process.execPath, [join(path, 'seed.js')], { env, stdio: 'ignore' })
  await new Promise<void>((done, fail) => {
    seed.once('exit', (code) => (code === 0 ? done() : fail(new Error('the floor was not seeded'))))
  })
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const server = spawn(process.execPath, [join(path, 'server.js')], { env, stdio: [...stdio] })
  await new Promise<void>((done) => server.stdout.once('data', () => done()))
  const sender = makeSender(`http://127.0.0.1:${port}`, 8)
  return {
    pid: server.pid ?? 0,
    async send(method, at, person, body) {
      const headers = { authorization: `Bearer tok-${person}`, 'content-type': 'application/json' }
      return (await sender.send(method, at, headers, body && JSON.stringify(body))).status
    },
    stop() {
      sender.close()
      server.kill('SIGKILL')
    },
  }
}

export type Spent = { node: number; postgres: number }

/** CPU milliseconds (node and PostgreSQL) per request done by several clients at once. */
export async function cpuPerRequest(
  under: UnderTest,
  pid: number,
  work: { requests: number; clients: number; one: (i: number) => Promise<number> },
): Promise<Spent> {
  const spent = (): Spent => ({ node: processCpu(pid), postgres: clusterCpu(under.clusterFolder) })
  const before = spent()
  let next = 0
  let failed = 0
  const client = async () => {
    while (next < work.requests) {
      const i = next
      next += 1
      if ((await work.one(i)) !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: work.clients }, client))
  if (failed > 0) throw new Error(`${failed} of ${work.requests} requests failed`)
  const after = spent()
  const each = (seconds: number) => (seconds * 1000) / work.requests
  return {
    node: each(after.node - before.node),
    postgres: each(after.postgres - before.postgres),
  }
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
