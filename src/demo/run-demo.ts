import { migrateAll, serve } from '../commands.ts'
import { onGround } from '../footing.ts'
import type { Config } from '../platform/config.ts'
import { makeLog } from '../platform/log.ts'
import type { Print } from '../print.ts'
import { entrancesOf } from './entrances.ts'
import { seedDemo } from './seed-demo.ts'

/** Migrates, seeds and serves the demo, telling each step with its seconds. */
export async function runDemo(
  config: Config,
  world: { outlets: number; seed: number },
  { say, tell }: Print,
): Promise<void> {
  const began = performance.now()
  const step = (text: string) =>
    say(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`)
  const log = makeLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  step('Starting PostgreSQL')
  await onGround(config, log, async (ground) => {
    step('Migrating')
    await migrateAll(config, ground)
    step('Making the demo world (only the first time)')
    await seedDemo({ config, ground, ...world }, say)
    step('Serving')
    await serve(config, ground, log, {
      withWorker: true,
      ready: async (url) => {
        const { addresses, logins } = await entrancesOf(ground.pools, url)
        const places = Object.entries(addresses).map(
          ([name, address]) => `  ${(name === 'api' ? 'API' : name).padEnd(7)} ${address}`,
        )
        const list = logins.map(
          (l) => `  ${l.phone}  ${l.role.padEnd(15)} ${l.name} (${l.tenantName})`,
        )
        step(`Tandem is ready:\n${places.join('\n')}`)
        say(`Sign in by phone; the code shows on the page:\n${list.join('\n')}\nStop with Ctrl-C.`)
        tell({ url, addresses, logins })
      },
    })
  })
}
