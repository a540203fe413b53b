import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bundle } from '../bin/build.mjs'
import { packageRoot } from '../src/platform/config.ts'

export type Child = {
  process: ChildProcess
  ownerUrl: string
  startedByUs: boolean
  /** Ends as a command does at its end; resolves with its exit code. */
  leave(): Promise<number>
  /** Ends as kill -9 does. */
  kill(): Promise<void>
}

export type Launcher = {
  start(dataFolder: string, options?: { uid?: number }): Promise<Child>
  remove(): Promise<void>
}

const PROGRAM = `
const { startPostgres } = await import(process.argv[1])
try {
  const running = await startPostgres({ dataFolder: process.argv[2] })
  const { ownerUrl, startedByUs } = running
  console.log(JSON.stringify({ ownerUrl, startedByUs }))
  process.stdin.resume().once('end', async () => {
    await running.stop()
    process.exit(0)
  })
} catch (error) {
  console.log(JSON.stringify({ error: error.message }))
  process.exit(1)
}`

/** Starts the embedded PostgreSQL from processes of their own, as commands do. */
export async function makeLauncher(): Promise<Launcher> {
  await mkdir(join(packageRoot(), 'dist'), { recursive: true })
  const folder = await mkdtemp(join(packageRoot(), 'dist', 'launcher-'))
  await chmod(folder, 0o755)
  await bundle({ launcher: join(packageRoot(), 'src/platform/embedded-postgres.ts') }, folder)
  const launcher = join(folder, 'launcher.js')
  return {
    start: (dataFolder, options = {}) => startChild([launcher, dataFolder], options.uid),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function startChild(args: string[], uid: number | undefined): Promise<Child> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM, '--', ...args], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: packageRoot(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const told = JSON.parse(line) as { ownerUrl: string; startedByUs: boolean; error?: string }
  if (told.error) throw new Error(told.error)
  return {
    process: child,
    ...told,
    async leave() {
      child.stdin.end()
      const [code] = await ended
      return code as number
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
