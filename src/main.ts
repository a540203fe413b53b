import { parseArgs } from 'node:util'
import { openGround, runWorker, serve, untilSignal } from './commands.ts'
import { doctor } from './doctor.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import { makeLog } from './platform/log.ts'
import { migrate, pendingMigrations } from './platform/migrate.ts'

const HELP = `tandem COMMAND [options]

  server [--worker]                serve screens and calls (with the worker in the same process)
  worker                           run what follows from facts
  migrate                          bring the database to this version
  seed demo [--outlets N] [--seed S]   make the demo world
  import commerceml DIR|FILE --distributor CODE [--create] [--dry-run]
  doctor                           check the machine and the data folder
  demo                             migrate, seed and serve: what npm run demo does

  --json                           one JSON line for machines
Environment: TANDEM_DATA, PORT, HOST, DATABASE_URL, TANDEM_SECRET, TANDEM_DEMO, LOG_LEVEL
`

type Options = {
  json: boolean
  worker: boolean
  create: boolean
  dryRun: boolean
  outlets: number
  seed: number
  distributor: string | null
}
type Command = (config: Config, words: string[], options: Options) => Promise<number>

const say = (text: string) => void process.stdout.write(`${text}\n`)

const commands: Record<string, Command> = {
  async server(config, _words, { worker }) {
    const log = makeLog(config.logLevel)
    const ground = await openGround(config, log)
    const waiting = await pendingMigrations(ground.ownerUrl)
    if (waiting.length > 0) {
      say(`The database is behind: run "tandem migrate" first (${waiting.join(', ')}).`)
      await ground.stop()
      return 1
    }
    await serve(config, ground, log, {
      withWorker: worker,
      ready: async (url) => say(`Tandem listens at ${url}`),
    })
    return 0
  },
  async worker(config) {
    const log = makeLog(config.logLevel)
    const ground = await openGround(config, log)
    const worker = await runWorker(config, ground, log)
    say('The worker runs.')
    await untilSignal()
    await worker.stop()
    await ground.stop()
    return 0
  },
  async migrate(config, _words, { json }) {
    const ground = await openGround(config, makeLog('warn'))
    const done = await migrate({ ownerUrl: ground.ownerUrl, secret: config.secret })
    await ground.stop()
    say(
      json ? JSON.stringify({ migrated: done }) : `Migrated: ${done.join(', ') || 'nothing to do'}`,
    )
    return 0
  },
  async seed(config, words, options) {
    if (words[0] !== 'demo') return usage()
    const { seedDemo } = await import('./demo/seed-demo.ts')
    const ground = await openGround(config, makeLog('warn'))
    await migrate({ ownerUrl: ground.ownerUrl, secret: config.secret })
    const told = await seedDemo(
      { config, ground, outlets: options.outlets, seed: options.seed },
      say,
    )
    await ground.stop()
    say(options.json ? JSON.stringify(told) : 'The demo world is there.')
    return 0
  },
  async demo(config, _words, options) {
    const { runDemo } = await import('./demo/run-demo.ts')
    await runDemo(config, { outlets: options.outlets, seed: options.seed }, say)
    return 0
  },
  async import(config, words, options) {
    const [kind, path] = words
    if (kind !== 'commerceml' || !path || !options.distributor) return usage()
    const { importFolder } = await import('./import-folder.ts')
    const ground = await openGround(config, makeLog('warn'))
    const code = await importFolder(
      { ground, path, ...options, distributor: options.distributor },
      say,
    )
    await ground.stop()
    return code
  },
  async doctor(config, _words, { json }) {
    return doctor(config, json, say)
  },
}

function usage(): number {
  process.stderr.write(HELP)
  return 2
}

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      worker: { type: 'boolean', default: false },
      create: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      outlets: { type: 'string', default: '1200' },
      seed: { type: 'string', default: '1' },
      distributor: { type: 'string' },
    },
  })
  const [name = '', ...words] = positionals
  const command = commands[name]
  if (values.help) {
    say(HELP)
    return 0
  }
  if (!command) return usage()
  const outlets = Number(values.outlets)
  const seed = Number(values.seed)
  if (!Number.isInteger(outlets) || outlets < 10 || outlets > 10_000 || !Number.isInteger(seed)) {
    process.stderr.write('--outlets is a whole number from 10 to 10000, --seed a whole number\n')
    return 2
  }
  const env = name === 'demo' ? { ...process.env, TANDEM_DEMO: '1' } : process.env
  return command(readConfig(env), words, {
    json: values.json,
    worker: values.worker,
    create: values.create,
    dryRun: values['dry-run'],
    outlets,
    seed,
    distributor: values.distributor ?? null,
  })
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof ConfigError || (error as { code?: string }).code === 'EADDRINUSE'
    const text = known ? (error as Error).message : String((error as Error).stack ?? error)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  },
)
