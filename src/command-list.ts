import type { Manifest } from './backup.ts'
import type { Form } from './command-options.ts'
import { type Ground, onFooting, onGround } from './footing.ts'
import type { Policy } from './modules/goals/forward/state-rules.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import type { Language } from './platform/language.ts'
import { makeLog } from './platform/log.ts'
import { migrationsOf } from './platform/migrate.ts'
import { whoHolds } from './port.ts'
import type { Print } from './print.ts'
import { giveBackWhenQuiet } from './quiet.ts'

export type Given = {
  env: Record<string, string | undefined>
  words: string[]
  worker: boolean
  create: boolean
  dryRun: boolean
  approve: boolean
  outlets: number
  seed: number
  /** Empty when the command does not need it. */
  distributor: string
  mapping: string
  kind: string | null
  policy: Policy | null
  weeks: number
  hours: number
  plot: string
  forward: string
  language: Language
  print: Print
}

type Command = Form & {
  /** The exit code. */
  run(given: Given): Promise<number>
}

const quietLog = () => makeLog('warn')

export const commands: Record<string, Command> = {
  server: {
    about: 'Serves screens and calls until a signal ends it.',
    options: ['worker'],
    async run({ env, worker, print: { say, tell } }) {
      const config = readConfig(env)
      await refuseTakenPort(config)
      const { serve } = await import('./commands.ts')
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
    about: 'Runs what follows from facts, and what is due, until a signal ends it.',
    async run({ env, print: { say, tell } }) {
      const { runWorker } = await import('./commands.ts')
      const config = readConfig(env)
      const log = makeLog(config.logLevel)
      await onGround(config, log, async (ground) => {
        await refuseOldSchema(ground.ownerUrl)
        const signalled = ground.untilSignal()
        const worker = await runWorker(config, ground, log)
        say('The worker runs.')
        tell({ running: true })
        giveBackWhenQuiet()
        await signalled
        await worker.stop()
      })
      return 0
    },
  },
  migrate: {
    about: 'Brings the database to the schema of this version.',
    async run({ env, print: { say, tell } }) {
      const { migrateAll } = await import('./commands.ts')
      const config = readConfig(env)
      const { migrated, rights } = await onGround(config, quietLog(), (ground) =>
        migrateAll(config, ground),
      )
      say(`Migrated: ${migrated.join(', ') || 'nothing to do'}`)
      if (rights > 0)
        say(`Rights that are new in this version, given to the standard roles: ${rights}`)
      tell({ migrated, rights })
      return 0
    },
  },
  'seed demo': {
    about: 'Makes the demo world, unless it is there.',
    options: ['outlets', 'seed'],
    async run({ env, outlets, seed, print: { say, tell } }) {
      const { migrateAll } = await import('./commands.ts')
      const { seedDemo } = await import('./demo/seed-demo.ts')
      const config = readConfig({ ...env, TANDEM_DEMO: '1' })
      const told = await onGround(config, quietLog(), async (ground) => {
        await migrateAll(config, ground)
        const seeded = await seedDemo({ config, ground, outlets, seed }, say)
        const { entrancesOf } = await import('./demo/entrances.ts')
        return { ...seeded, ...(await entrancesOf(ground.pools, config.publicUrl)) }
      })
      say('The demo world is there: "tandem demo" serves it.')
      tell(told)
      return 0
    },
  },
  'import commerceml': {
    about: 'Takes over the files of an ERP: a folder, a ZIP archive or one file.',
    words: ['PATH'],
    needs: ['distributor'],
    options: ['create', 'dry-run', 'approve'],
    async run({ env, words: [path = ''], distributor, create, dryRun, approve, print }) {
      const config = readConfig(env)
      // Read while the database is asked whether it is there.
      const loading = import('./import-folder.ts')
      const work = async (ground: Ground) => {
        const { importFolder } = await loading
        await readySchema(config, ground, create)
        return importFolder({ config, ground, path, distributor, create, dryRun, approve }, print)
      }
      return onGround(config, quietLog(), work, { givesWay: true })
    },
  },
  'import table': {
    about: 'Takes over a spreadsheet by a mapping, or a folder of them by a bundle of mappings.',
    words: ['PATH'],
    needs: ['mapping', 'distributor'],
    options: ['kind', 'create', 'dry-run'],
    async run({ env, words: [path = ''], distributor, create, dryRun, kind, mapping, print }) {
      const config = readConfig(env)
      const work = async (ground: Ground) => {
        const { importTables } = await import('./import-tables.ts')
        const { foldersOf } = await import('./files.ts')
        await readySchema(config, ground, create)
        const { exchangeFolder } = foldersOf(config)
        const asked = { ground, exchangeFolder, path, kind, mapping, distributor, create, dryRun }
        return importTables(asked, print)
      }
      return onGround(config, quietLog(), work, { givesWay: true })
    },
  },
  backup: {
    about: 'Writes the database and the files to FILE while orders flow. Keep the secret apart.',
    words: ['FILE'],
    async run({ env, words: [file = ''], print: { say, tell } }) {
      const config = readConfig(env)
      const { backup } = await import('./backup.ts')
      const { dataFolder } = config
      const manifest = await onFooting(config, quietLog(), async ({ ownerUrl }) => {
        await refuseOldSchema(ownerUrl)
        return backup({ ownerUrl, dataFolder }, file)
      })
      for (const name of manifest.filesMissing) say(`Missing in the data folder: ${name}`)
      say(`Kept ${inWords(manifest)} in ${file}.`)
      tell(inFigures(manifest))
      return 0
    },
  },
  restore: {
    about: 'Brings a backup into an empty TANDEM_DATA or an empty database; verifies it first.',
    words: ['FILE'],
    async run({ env, words: [file = ''], print: { say, tell } }) {
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
    about: 'Removes what was kept long enough; the worker does it every night.',
    async run({ env, print: { say, tell } }) {
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
  clock: {
    about: 'Plays the clock of a demo forward: shops order, the ERP answers, what is due happens.',
    needs: ['forward'],
    async run({ env, forward, print }) {
      const { runWorker } = await import('./commands.ts')
      const { forwardClock, spanOf } = await import('./demo/forward/forward-clock.ts')
      const spanMs = spanOf(forward)
      if (spanMs === null) {
        const message = `--forward must be as 5h, 3d or 12w, up to 26w, not ${forward}.`
        return print.fail({ code: 'refused', message })
      }
      const config = readConfig({ ...env, TANDEM_DEMO: '1' })
      const log = quietLog()
      return onGround(config, log, async (ground) => {
        await refuseOldSchema(ground.ownerUrl)
        const worker = () => runWorker(config, ground, log)
        return forwardClock({ pools: ground.pools, spanMs, worker }, print)
      })
    },
  },
  simulate: {
    about: 'Plays a launch forward in a model: all at once and in waves. Needs no database.',
    options: ['policy', 'weeks', 'outlets', 'hours', 'seed', 'plot', 'language'],
    async run({ policy, weeks, outlets, hours: teamHours, seed, plot, language, print }) {
      const { simulate } = await import('./simulate.ts')
      return simulate({ policy, weeks, outlets, teamHours, seed, plot, language }, print)
    },
  },
  doctor: {
    about: 'Checks the machine, the environment and the database; says how to mend what is wrong.',
    async run({ env, print }) {
      const { doctor } = await import('./doctor.ts')
      return doctor(env, print)
    },
  },
  demo: {
    about: 'Migrates, makes the demo world and serves it: what npm run demo does.',
    options: ['outlets', 'seed'],
    async run({ env, outlets, seed, print }) {
      const config = readConfig({ ...env, TANDEM_DEMO: '1' })
      if ((await whoHolds(config)) === 'tandem') {
        const { publicUrl: url } = config
        print.say(`Tandem already runs at ${url}: open it there, or stop it with Ctrl-C.`)
        print.say('For a second one beside it: PORT=3001 TANDEM_DATA=.tandem-2 npm run demo')
        print.tell({ alreadyRuns: true, url })
        return 0
      }
      await refuseTakenPort(config)
      const { runDemo } = await import('./demo/run-demo.ts')
      await runDemo(config, { outlets, seed }, print)
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

// Whoever lets a distributor be made may begin with nothing: an empty database is brought to the schema.
async function readySchema(config: Config, ground: Ground, mayMake: boolean): Promise<void> {
  const { waiting, done } = await migrationsOf(ground.ownerUrl)
  if (!mayMake || done > 0 || waiting.length === 0) return refuseWaiting(waiting)
  const { migrateAll } = await import('./commands.ts')
  await migrateAll(config, ground)
}

const refuseOldSchema = async (ownerUrl: string): Promise<void> =>
  refuseWaiting((await migrationsOf(ownerUrl)).waiting)

function refuseWaiting(waiting: string[]): void {
  if (waiting.length === 0) return
  throw new ConfigError(
    `The database is behind this version (${waiting.join(', ')}): run "tandem migrate" first.`,
  )
}
