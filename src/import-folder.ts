import { stat } from 'node:fs/promises'
import { foldersOf } from './files.ts'
import type { Ground } from './footing.ts'
import {
  filesAt,
  type ImportRefusal,
  importFiles,
  priceTypesIn,
  tryFiles,
} from './modules/exchange/exchange.ts'
import { tenantByCode } from './modules/identity/identity.ts'
import type { Config } from './platform/config.ts'
import type { Pools } from './platform/db.ts'
import { ok, type Result, refuse } from './platform/result.ts'
import type { Print } from './print.ts'
import {
  codeProblem,
  currencyOf,
  layTrialLists,
  makeTrial,
  type TrialLogin,
  trialMakes,
  withPassingDistributor,
} from './trial-distributor.ts'

type Asked = {
  config: Config
  ground: Ground
  path: string
  distributor: string
  create: boolean
  dryRun: boolean
  approve: boolean
}

const WAITS = 3

/**
 * Imports a folder, an archive or a file of the ERP into a distributor. With `create` a distributor
 * that is not there is made, with a zone of daily slots and a trial outlet and login per price type.
 */
export async function importFolder(asked: Asked, print: Print): Promise<number> {
  const { ground, path, distributor: code, dryRun, approve } = asked
  const fail = (message: string) => print.fail({ code: 'refused', message, distributor: code })
  if (!(await stat(path).catch(() => null))) return fail(`Nothing is at ${path}.`)
  const files = await filesAt(path)
  if (!files.ok) return fail(refusedText(files.refusal))
  if (files.value.length === 0) return fail(`No file is at ${path}.`)
  const problem = asked.create ? codeProblem(code) : null
  if (problem) return fail(problem)
  if (asked.create && dryRun && !(await tenantByCode(ground.pools, code))) {
    return tryFolder(asked, files.value, print)
  }
  const found = await findOrMake(ground.pools, asked, files.value)
  if (!found.ok) return fail(found.refusal)
  const { tenant, logins } = found.value
  const done = await importFiles(ground.pools, {
    tenant,
    folders: foldersOf(asked.config),
    places: files.value,
    source: sourceOf(files.value),
    startedBy: 'tandem import',
    dryRun,
    approved: approve,
  })
  for (const login of logins) print.say(`  ${login.phone}  ${login.name}`)
  if (!done.ok) return notDone(done.refusal, asked, print)
  for (const [name, count] of Object.entries(done.value.counts)) print.say(`  ${name}: ${count}`)
  print.tell({
    distributor: code,
    status: 'done',
    dryRun,
    ...done.value,
    ...done.value.counts,
    logins,
  })
  return 0
}

/** Says what would be made of a distributor that is not there: one stands in for it and is gone. */
async function tryFolder(asked: Asked, files: Files, print: Print): Promise<number> {
  const { ground, distributor } = asked
  const refused = (refusal: Refusal) =>
    print.fail({ code: 'refused', message: refusedText(refusal), distributor })
  const said = await priceTypesIn(files)
  if (!said.ok) return refused(said.refusal)
  const { priceTypes } = said.value
  const currency = currencyOf(priceTypes, said.value.currency)
  const passing = { code: distributor, profile: undefined, currency }
  const done = await withPassingDistributor(ground.pools, passing, (tenant) =>
    tryFiles(ground.pools, {
      tenant,
      places: files,
      ground: (tx) => layTrialLists(tx, tenant, priceTypes),
    }),
  )
  if (!done.ok) return refused(done.refusal)
  const { counts, changes, oddities } = done.value
  const wouldMake = { distributor, currency, ...trialMakes(priceTypes) }
  print.say(`Nothing was written. ${distributor} would be made, with`)
  for (const [name, count] of Object.entries(trialMakes(priceTypes))) {
    print.say(`  ${name}: ${count}`)
  }
  print.say('and of the files')
  for (const [name, count] of Object.entries(counts)) print.say(`  ${name}: ${count}`)
  for (const [code, times] of Object.entries(oddities)) print.say(`  odd, ${code}: ${times}`)
  const told = { distributor, status: 'done', dryRun: true, wouldMake, changes }
  print.tell({ ...told, reasons: oddities, counts, ...counts, logins: [] })
  return 0
}

const NAMES_MAX = 5

const sourceOf = (files: { name: string }[]) => {
  const named = files.slice(0, NAMES_MAX).map(({ name }) => name)
  return files.length > NAMES_MAX ? `${named.join(', ')} … (${files.length})` : named.join(', ')
}

function notDone(refusal: ImportRefusal, asked: Asked, print: Print): number {
  const { distributor, dryRun } = asked
  if (refusal.code !== 'waiting_approval') {
    const { code } = refusal
    const message = refusedText(refusal)
    return print.fail({ code, message, distributor, dryRun, status: 'refused', refusal })
  }
  const { runId, going, of, counts, samples } = refusal
  for (const { code, name } of samples) print.say(`  ${code}  ${name}`)
  const message =
    `${going} of ${of} items are named no more and would be hidden. Nothing was written: ` +
    'approve it in the office, or repeat with --approve.'
  const nothing = { quarantined: 0, written: 0, unchanged: 0, ...counts }
  const { code } = refusal
  print.fail({ code, message, distributor, dryRun, status: code, runId, going, of, ...nothing })
  return WAITS
}

type Refusal = Exclude<ImportRefusal, { code: 'waiting_approval' }>

function refusedText(refusal: Refusal): string {
  if (refusal.code === 'purged') return 'The files of this upload are kept no more.'
  const { file, line, code, detail } = refusal
  return `Refused: ${file}:${line}: ${code} ${detail}`
}

type Files = Parameters<typeof priceTypesIn>[0]
type Tenant = NonNullable<Awaited<ReturnType<typeof tenantByCode>>>

async function findOrMake(
  pools: Pools,
  { distributor: code, create }: Asked,
  files: Files,
): Promise<Result<{ tenant: Tenant; logins: TrialLogin[] }, string>> {
  const known = await tenantByCode(pools, code)
  if (known) return ok({ tenant: known, logins: [] })
  if (!create) return refuse(`There is no distributor ${code}. Add --create to make it.`)
  const said = await priceTypesIn(files)
  if (!said.ok) return refuse(refusedText(said.refusal))
  const logins = await makeTrial(pools, { code, ...said.value })
  const tenant = await tenantByCode(pools, code)
  if (!tenant) throw new Error('the distributor was not made')
  return ok({ tenant, logins })
}
