import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Ground } from './commands.ts'
import { importFiles, priceTypesIn } from './modules/exchange/exchange.ts'
import { tenantByCode } from './modules/identity/identity.ts'
import type { Pools } from './platform/db.ts'
import { ok, refuse } from './platform/result.ts'
import { makeTrial } from './trial-distributor.ts'

type Asked = {
  ground: Ground
  path: string
  distributor: string
  create: boolean
  dryRun: boolean
  json: boolean
}

/**
 * Imports a folder (or one file) of the ERP into a distributor. With `create` a distributor that
 * is not there is made, with a zone of daily slots and a trial outlet and login per price type.
 */
export async function importFolder(asked: Asked, say: (text: string) => void): Promise<number> {
  const { ground, distributor: code, dryRun, json } = asked
  const files = await filesAt(asked.path)
  if (files.length === 0) {
    say(`No .xml or .xml.gz file is at ${asked.path}.`)
    return 1
  }
  const found = await findOrMake(ground.pools, { code, create: asked.create, files })
  if (!found.ok) {
    say(found.refusal)
    return 1
  }
  const { tenant, logins } = found.value
  const done = await importFiles(ground.pools, {
    distributorId: tenant.id,
    currency: tenant.currency,
    files,
    source: files.map((file) => basename(file)).join(', '),
    startedBy: 'tandem import',
    dryRun,
  })
  if (!done.ok) {
    say(refusedText(done.refusal))
    return 1
  }
  if (json) say(JSON.stringify({ distributor: code, dryRun, ...done.value.counts }))
  else {
    for (const [name, count] of Object.entries(done.value.counts)) say(`  ${name}: ${count}`)
    for (const login of logins) say(`  ${login.phone}  ${login.name}`)
  }
  return 0
}

type Refusal = { code: string; file: string; line: number; detail: string }

const refusedText = ({ file, line, code, detail }: Refusal) =>
  `Refused: ${file}:${line}: ${code} ${detail}`

type Wanted = { code: string; create: boolean; files: string[] }

async function findOrMake(pools: Pools, { code, create, files }: Wanted) {
  const known = await tenantByCode(pools, code)
  if (known) return ok({ tenant: known, logins: [] })
  if (!create) return refuse(`There is no distributor ${code}. Add --create to make it.`)
  const said = await priceTypesIn(files)
  if (!said.ok) return refuse(refusedText(said.refusal))
  const logins = await makeTrial(pools, { code, priceTypes: said.value })
  const tenant = await tenantByCode(pools, code)
  if (!tenant) throw new Error('the distributor was not made')
  return ok({ tenant, logins })
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found) return []
  if (found.isFile()) return [path]
  const names = await readdir(path)
  return names.filter((name) => /\.xml(\.gz)?$/i.test(name)).map((name) => join(path, name))
}
