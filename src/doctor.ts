import { statfs } from 'node:fs/promises'
import pg from 'pg'
import { openGround } from './commands.ts'
import type { Config } from './platform/config.ts'
import { makeLog } from './platform/log.ts'
import { pendingMigrations } from './platform/migrate.ts'

type Check = { name: string; ok: boolean; told: string }

/** Checks what the program stands on and says what to do about what is wrong. */
export async function doctor(
  config: Config,
  json: boolean,
  say: (text: string) => void,
): Promise<number> {
  const checks: Check[] = []
  const check = async (name: string, work: () => Promise<string>) => {
    try {
      checks.push({ name, ok: true, told: await work() })
    } catch (error) {
      checks.push({ name, ok: false, told: error instanceof Error ? error.message : String(error) })
    }
  }
  const ground = await openGround(config, makeLog('silent')).catch((error: unknown) => error)
  await check('node', async () => process.version)
  await check('disk', async () => {
    const { bavail, bsize } = await statfs(config.dataFolder)
    const gigabytes = (bavail * bsize) / 2 ** 30
    if (gigabytes < 1) throw new Error(`only ${gigabytes.toFixed(1)} GB are free; 1 GB is needed`)
    return `${gigabytes.toFixed(0)} GB free`
  })
  await check('database', async () => {
    if (ground instanceof Error) throw ground
    const { ownerUrl } = ground as { ownerUrl: string }
    const client = new pg.Client(ownerUrl)
    await client.connect()
    const version = await client.query<{ v: string }>(`select current_setting('server_version') v`)
    await client.end()
    const waiting = await pendingMigrations(ownerUrl)
    if (waiting.length > 0) throw new Error(`${waiting.length} migrations wait: tandem migrate`)
    return `PostgreSQL ${version.rows[0]?.v}, schema up to date`
  })
  if (!(ground instanceof Error)) await (ground as { stop(): Promise<void> }).stop()
  if (json) say(JSON.stringify({ ok: checks.every((c) => c.ok), checks }))
  else for (const { name, ok, told } of checks) say(`${ok ? 'ok ' : 'BAD'} ${name}: ${told}`)
  return checks.every((c) => c.ok) ? 0 : 1
}
