import { onGround, serve } from '../commands.ts'
import { demoLogins } from '../modules/identity/identity.ts'
import type { Config } from '../platform/config.ts'
import { readGlobal } from '../platform/db.ts'
import { makeLog } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'
import { seedDemo } from './seed-demo.ts'

/** Migrates, seeds and serves the demo, telling each step with its seconds. */
export async function runDemo(
  config: Config,
  world: { outlets: number; seed: number },
  say: (text: string) => void,
): Promise<void> {
  const began = performance.now()
  const step = (text: string) =>
    say(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`)
  const log = makeLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  step('Starting PostgreSQL')
  await onGround(config, log, async (ground) => {
    step('Migrating')
    await migrate({ ownerUrl: ground.ownerUrl, secret: config.secret })
    step('Making the demo world (only the first time)')
    await seedDemo({ config, ground, ...world }, say)
    step('Serving')
    await serve(config, ground, log, {
      withWorker: true,
      ready: async (url) => {
        const logins = await readGlobal(ground.pools.identity, demoLogins)
        const list = logins.map(
          (l) => `  ${l.phone}  ${l.role.padEnd(15)} ${l.name} (${l.tenantName})`,
        )
        const places = `  shop    ${url}/shop/\n  field   ${url}/field/\n  office  ${url}/office/\n  API     ${url}/api`
        step(`Tandem is ready:\n${places}`)
        say(`Sign in by phone; the code shows on the page:\n${list.join('\n')}\nStop with Ctrl-C.`)
      },
    })
  })
}
