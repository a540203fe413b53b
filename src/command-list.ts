import type { Manifest } from './backup.ts'
import { onFooting, onGround, runWorker, serve } from './commands.ts'
import { doctor } from './doctor.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import { makeLog } from './platform/log.ts'
import { migrate, pendingMigrations } from './platform/migrate.ts'
import { whoHolds } from './port.ts'

export type Given = {
  env: Record<string, string | undefined>
  words: string[]
  json: boolean
  worker: boolean
  create: boolean
  dryRun: boolean
  approve: boolean
  outlets: number
  seed: number
  distributor: string | null
  kind: string | null
  mapping: string | null
  /** For people. */
  say(text: string): void
  /** For machines: printed when --json was asked. */
  tell(told: object): void
}

type Command = {
  usage: string
  about: string
  /** The exit code. */
  run(given: Given): Promise<number | 'usage'>
}

const quietLog = () => makeLog('warn')

export const commands: Record<string, Command> = {
  server: {
    usage: 'server [--worker]',
    about: 'Serves screens and calls; with --worker it also runs what follows from facts.',
    async run({ env, worker, say, tell }) {
      const config = readConfig(env)
      await refuseTakenPort(config)
      const log = makeLog(config.logLevel)
      await onGround(config, log, async (ground) => {
        await refuseOldSchema(ground.ownerUrl)
        await serve(config, ground, log, {
          withWorker: worker,
          async ready(url) {
            say(`Tandem listens at ${url}`)
            tell({ url })
          },
        })
      })
      return 0
    },
  },
  worker: {
    usage: 'worker',
    about: 'Runs what follows from facts: one job for each reaction, each once.',
    async run({ env, say, tell }) {
      const config = readConfig(env)
      const log = makeLog(config.logLevel)
      await onGround(config, log, async (ground) => {
        await refuseOldSchema(ground.ownerUrl)
        const signalled = ground.untilSignal()
        const worker = await runWorker(config, ground, log)
        say('The worker runs.')
        tell({ running: true })
        await signalled
        await worker.stop()
      })
      return 0
    },
  },
  migrate: {
    usage: 'migrate',
    about: 'Brings the database to the schema of this version.',
    async run({ env, say, tell }) {
      const config = readConfig(env)
      const migrated = await onGround(config, quietLog(), ({ ownerUrl }) =>
        migrate({ ownerUrl, secret: config.secret }),
      )
      say(`Migrated: ${migrated.join(', ') || 'nothing to do'}`)
      tell({ migrated })
      return 0
    },
  },
  seed: {
    usage: 'seed demo [--outlets N] [--seed S]',
    about: 'Makes the demo world: the same seed makes the same world. N from 10 to 10000.',
    async run({ env, words, outlets, seed, say, tell }) {
      if (words[0] !== 'demo') return 'usage'
      const { seedDemo } = await import('./demo/seed-demo.ts')
      const config = readConfig({ ...env, TANDEM_DEMO: '1' })
      const told = await onGround(config, quietLog(), async (ground) => {
        await migrate({ ownerUrl: ground.ownerUrl, secret: config.secret })
        return seedDemo({ config, ground, outlets, seed }, say)
      })
      say('The demo world is there.')
      tell(told)
      return 0
    },
  },
  import: {
    usage: [
      'import commerceml DIR|ZIP|FILE --distributor CODE [--create] [--dry-run] [--approve]',
      'import table FILE|DIR [--kind KIND] --mapping FILE --distributor CODE [--create] [--dry-run]',
    ].join('\n  tandem '),
    about:
      'Takes over the files of an ERP; tables come by a mapping or a bundle of them. --create makes ' +
      'a trial distributor; --approve lets a full file hide more than 5 % of the items.',
    async run({ env, words: [what, path], distributor, say, tell, ...options }) {
      if (!path || !distributor) return 'usage'
      const { create, dryRun, approve, kind, mapping } = options
      const asked = { path, distributor, create, dryRun }
      if (what === 'table' && mapping) {
        const { importTables } = await import('./import-tables.ts')
        return onGround(readConfig(env), quietLog(), (ground) =>
          importTables({ ground, kind, mapping, ...asked }, { say, tell }),
        )
      }
      if (what !== 'commerceml') return 'usage'
      const { importFolder } = await import('./import-folder.ts')
      const config = readConfig(env)
      return onGround(config, quietLog(), (ground) =>
        importFolder({ config, ground, approve, ...asked }, { say, tell }),
      )
    },
  },
  backup: {
    usage: 'backup FILE',
    about: 'Writes the database and the files to FILE while orders flow. Keep the secret apart.',
    async run({ env, words: [file], say, tell }) {
      if (!file) return 'usage'
      const config = readConfig(env)
      const { backup } = await import('./backup.ts')
      const { dataFolder } = config
      const manifest = await onFooting(config, quietLog(), ({ ownerUrl }) =>
        backup({ ownerUrl, dataFolder }, file),
      )
      for (const name of manifest.filesMissing) say(`Missing in the data folder: ${name}`)
      say(`Kept ${inWords(manifest)} in ${file}.`)
      tell(inFigures(manifest))
      return 0
    },
  },
  restore: {
    usage: 'restore FILE',
    about: 'Brings a backup into an empty TANDEM_DATA or an empty database; verifies it first.',
    async run({ env, words: [file], say, tell }) {
      if (!file) return 'usage'
      const { restore, verifyBackup } = await import('./restore.ts')
      say('Verifying …')
      const manifest = await verifyBackup(file)
      const config = readConfig(manifest.demo ? { TANDEM_DEMO: '1', ...env } : env)
      const { dataFolder, secret } = config
      await onFooting(config, quietLog(), ({ ownerUrl }) =>
        restore({ ownerUrl, dataFolder, secret }, file, manifest),
      )
      say(`Restored ${inWords(manifest)} as of ${manifest.at}.`)
      tell(inFigures(manifest))
      return 0
    },
  },
  purge: {
    usage: 'purge',
    about: 'Removes what was kept long enough; the worker does it every night.',
    async run({ env, say, tell }) {
      const config = readConfig(env)
      const { upkeep } = await import('./upkeep.ts')
      const { dataFolder } = config
      const log = quietLog()
      const { rows, folders } = await onFooting(config, log, async ({ ownerUrl }) => {
        await refuseOldSchema(ownerUrl)
        return upkeep({ ownerUrl, dataFolder, log })
      })
      for (const [table, n] of Object.entries(rows)) if (n > 0) say(`  ${table}: ${n}`)
      const total = Object.values(rows).reduce((sum, n) => sum + n, 0)
      say(`Removed ${total} rows and ${folders} folders of uploads.`)
      tell({ rows, folders })
      return 0
    },
  },
  doctor: {
    usage: 'doctor',
    about: 'Checks the machine, the environment and the database; says how to mend what is wrong.',
    run: doctor,
  },
  demo: {
    usage: 'demo [--outlets N] [--seed S]',
    about: 'Migrates, makes the demo world and serves it: what npm run demo does.',
    async run({ env, outlets, seed, say }) {
      const config = readConfig({ ...env, TANDEM_DEMO: '1' })
      if ((await whoHolds(config)) === 'tandem') {
        say(`Tandem already runs at ${config.publicUrl}: open it there, or stop it with Ctrl-C.`)
        say('For a second one beside it: PORT=3001 TANDEM_DATA=.tandem-2 npm run demo')
        return 0
      }
      await refuseTakenPort(config)
      const { runDemo } = await import('./demo/run-demo.ts')
      await runDemo(config, { outlets, seed }, say)
      return 0
    },
  },
}

const inFigures = ({ at, tables, files, filesMissing }: Manifest) => ({
  at,
  tables: tables.length,
  rows: tables.reduce((sum, table) => sum + table.rows, 0),
  files: files.length,
  filesMissing: filesMissing.length,
})

function inWords(manifest: Manifest): string {
  const { tables, rows, files } = inFigures(manifest)
  return `${rows} rows of ${tables} tables and ${files} files`
}

async function refuseTakenPort(config: Config): Promise<void> {
  const holder = await whoHolds(config)
  if (holder === null) return
  const who = holder === 'tandem' ? 'a Tandem that already runs' : 'another program'
  throw new ConfigError(
    `Port ${config.port} is taken by ${who}. Stop it or choose another by PORT=…`,
  )
}

async function refuseOldSchema(ownerUrl: string): Promise<void> {
  const waiting = await pendingMigrations(ownerUrl)
  if (waiting.length === 0) return
  throw new ConfigError(
    `The database is behind this version (${waiting.join(', ')}): run "tandem migrate" first.`,
  )
}
