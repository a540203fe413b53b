import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { z } from 'zod'
import {
  type Bundle,
  bundleIn,
  importTable,
  type Mapping,
  mappingIn,
  type TableFinding,
} from './modules/exchange/exchange.ts'
import { type NewTenant, tenantByCode } from './modules/identity/identity.ts'
import type { Pools } from './platform/db.ts'
import { ok, type Result, refuse } from './platform/result.ts'
import type { Print } from './print.ts'
import {
  codeProblem,
  makeTrial,
  type TrialLogin,
  withPassingDistributor,
} from './trial-distributor.ts'

type Asked = {
  ground: { pools: Pools }
  /** Where files are kept, to be mended and read again; left out: they are not. */
  exchangeFolder?: string
  path: string
  kind: string | null
  mapping: string
  distributor: string
  create: boolean
  dryRun: boolean
}
type Table = { files: { name: string; path: string }[]; mapping: Mapping }
type Plan = { tables: Table[]; profile: Bundle['distributor'] }

/**
 * Imports a table by its mapping, or a folder of tables by a bundle of mappings, in the bundle's
 * order. The report is told table by table; a refused table ends it.
 */
export async function importTables(asked: Asked, print: Print): Promise<number> {
  const { distributor, dryRun } = asked
  const fail = (message: string) => print.fail({ code: 'refused', message, distributor, dryRun })
  const plan = await planOf(asked)
  if (!plan.ok) return fail(plan.refusal)
  const { pools } = asked.ground
  const { profile, tables } = plan.value
  const tenant = await tenantByCode(pools, distributor)
  if (tenant) return importAll(asked, { tenant, tables }, print)
  if (!asked.create) return fail(`There is no distributor ${distributor}. Add --create to make it.`)
  const problem = codeProblem(distributor)
  if (problem) return fail(problem)
  if (dryRun) {
    return withPassingDistributor(pools, { code: distributor, profile }, (passing) =>
      importAll(asked, { tenant: passing, tables, leavesNothing: true }, print),
    )
  }
  const logins = await makeTrial(pools, { code: distributor, priceTypes: [], profile })
  const made = await tenantByCode(pools, distributor)
  if (!made) throw new Error('the distributor was not made')
  // Who brought it in wants to see it: nobody else knows whose phone signs in.
  for (const { phone, name } of logins) print.say(`  ${phone}  ${name}`)
  return importAll(asked, { tenant: made, tables, logins }, print)
}

type Work = {
  tenant: Pick<NewTenant, 'id' | 'currency' | 'timeZone' | 'country'>
  tables: Table[]
  leavesNothing?: boolean
  logins?: TrialLogin[]
}

async function importAll(asked: Asked, work: Work, print: Print): Promise<number> {
  const { distributor, dryRun } = asked
  const { tables, logins = [], ...rest } = work
  const told: object[] = []
  for (const table of tables) {
    const { files, mapping } = table
    const started = performance.now()
    const request = { ...rest, ...table, startedBy: 'tandem import', dryRun }
    const done = await importTable(asked.ground.pools, request, asked.exchangeFolder)
    if (!done.ok) {
      const { file, line, code, detail } = done.refusal
      const message = `Refused: ${file}:${line}: ${code} ${detail}`
      return print.fail({ code, message, distributor, dryRun, file, line, tables: told })
    }
    const milliseconds = Math.round(performance.now() - started)
    const { counts, samples, runId, findings } = done.value
    print.say(`${mapping.kind}: ${files.map(({ name }) => name).join(', ')} (${milliseconds} ms)`)
    for (const [name, count] of Object.entries(counts)) print.say(`  ${name}: ${count}`)
    if (dryRun) for (const finding of findings) print.say(`  ${said(finding)}`)
    const report = work.leavesNothing ? { findings } : { runId }
    told.push({ kind: mapping.kind, milliseconds, ...report, ...counts, samples })
  }
  print.tell({ distributor, dryRun, tables: told, logins })
  return 0
}

const said = ({ file, line, code, field, value, id, done }: TableFinding) =>
  [`${file}:${line}: ${code}`, field ?? id, value && `"${value}"`, `(${done})`]
    .filter(Boolean)
    .join(' ')

async function planOf({ path, kind, mapping: mappingPath }: Asked): Promise<Result<Plan, string>> {
  const found = await stat(path).catch(() => null)
  if (!found) return refuse(`Nothing is at ${path}.`)
  const read = await readJson(mappingPath)
  if (!read.ok) return read
  if (typeof read.value === 'object' && read.value !== null && 'bundle' in read.value) {
    return bundlePlan(path, mappingPath, read.value)
  }
  const mapping = parsed(mappingPath, mappingIn(read.value))
  if (!mapping.ok) return mapping
  if (kind !== null && mapping.value.kind !== kind) {
    return refuse(`${mappingPath} maps ${mapping.value.kind}, not ${kind}.`)
  }
  if (!found.isFile()) return refuse(`${path} is a folder: a folder comes in by a bundle.`)
  return ok({
    tables: [{ files: [{ name: basename(path), path }], mapping: mapping.value }],
    profile: undefined,
  })
}

async function bundlePlan(
  path: string,
  bundlePath: string,
  json: unknown,
): Promise<Result<Plan, string>> {
  const bundle = parsed(bundlePath, bundleIn(json))
  if (!bundle.ok) return bundle
  const tables: Table[] = []
  for (const { files, mapping: name } of bundle.value.tables) {
    const mappingPath = join(dirname(bundlePath), basename(name))
    const read = await readJson(mappingPath)
    if (!read.ok) return read
    const mapping = parsed(mappingPath, mappingIn(read.value))
    if (!mapping.ok) return mapping
    tables.push({
      files: files.map((file) => ({ name: basename(file), path: join(path, basename(file)) })),
      mapping: mapping.value,
    })
  }
  for (const file of tables.flatMap(({ files }) => files)) {
    if (!(await stat(file.path).catch(() => null))) return refuse(`${file.path} is missing.`)
  }
  return ok({ tables, profile: bundle.value.distributor })
}

async function readJson(path: string): Promise<Result<unknown, string>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    return refuse(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function parsed<T>(path: string, read: z.ZodSafeParseResult<T>): Result<T, string> {
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(
    ({ path: at, message }) => `  ${at.join('.') || '(top)'}: ${message}`,
  )
  return refuse(`${path} is not a mapping of this version:\n${issues.join('\n')}`)
}
