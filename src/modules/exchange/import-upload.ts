import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, type Tx, transact, writeTenant } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { catalogueChanged, productsByCode, putCatalogue } from '../catalogue/catalogue.ts'
import { putPrices } from '../pricing/pricing.ts'
import { putStock } from '../stock/stock.ts'
import { catalogueSaid, listsSaid, pricesSaid, stockSaid } from './catalogue-rules.ts'
import { mergeUpload } from './commerceml/merge-upload.ts'
import type { FileRefusal, Oddity } from './commerceml/records.ts'
import type { Upload } from './commerceml/upload.ts'
import { finishRun, insertOddities, insertRun } from './order-queries.ts'

export type ImportRequest = {
  distributorId: string
  currency: string
  /** Paths of the upload's files. */
  files: string[]
  source: string
  startedBy: string
  dryRun: boolean
}
export type Imported = { runId: string; counts: Record<string, number> }

const ODDITIES_AT_ONCE = 5_000

/**
 * Imports an upload of the ERP: all its files are merged first and compared once, in one
 * transaction; only what differs is written. A dry run writes the report and nothing else.
 */
export async function importUpload(
  pools: Pools,
  request: ImportRequest,
): Promise<Result<Imported, FileRefusal>> {
  const { distributorId } = request
  const runId = uuidv7()
  const run = { distributorId, id: runId }
  const { source, startedBy, dryRun } = request
  await writeTenant(pools.app, distributorId, (tx) =>
    insertRun(tx, { ...run, kind: 'catalogue', source, startedBy, dryRun }),
  )
  try {
    const oddities: Oddity[] = []
    const files = request.files.map((path) => ({ name: basename(path), open: () => path }))
    const merged = await mergeUpload(files, { oddity: (oddity) => oddities.push(oddity) })
    if (!merged.ok) {
      await finish(pools, run, { status: 'refused', counts: {}, refusal: merged.refusal })
      return merged
    }
    const written = await compare(pools, request, merged.value)
    const counts = { ...merged.value.counts, oddities: oddities.length, ...written }
    await report(pools, run, oddities)
    await finish(pools, run, { status: 'done', counts, refusal: null })
    return ok({ runId, counts })
  } catch (error) {
    const refusal = { code: 'failed', detail: String(error).slice(0, 500) }
    await finish(pools, run, { status: 'failed', counts: {}, refusal })
    throw error
  }
}

// A dry run does all the work and takes it back, so that it counts what a real one would write.
async function compare(pools: Pools, request: ImportRequest, upload: Upload) {
  let written = { written: 0, unchanged: 0 }
  await transact(pools.app, request.distributorId, async (tx) => {
    written = await writeUpload(tx, request, upload)
    return request.dryRun ? refuse({ code: 'dry_run' }) : ok(undefined)
  })
  return written
}

async function writeUpload(tx: Tx, { distributorId, currency }: ImportRequest, upload: Upload) {
  const catalogue = catalogueSaid(upload, uuidv7)
  let written = await putCatalogue(tx, distributorId, catalogue)
  const codes = [...new Set([...upload.products.keys(), ...upload.offers.keys()])]
  const rows = await productsByCode(tx, distributorId, codes)
  const known = new Map(rows.map((row) => [row.code, row]))
  const priced = { lists: listsSaid(upload, currency, uuidv7), ...pricesSaid(upload, known) }
  written += await putPrices(tx, distributorId, priced)
  const stocked = stockSaid(upload, known, uuidv7)
  written += await putStock(tx, distributorId, stocked)
  if (written > 0) {
    await catalogueChanged(tx, distributorId)
    tellAfterCommit(tx, distributorId, 'catalogue', null)
  }
  const said =
    catalogue.categories.length +
    catalogue.products.length +
    priced.lists.length +
    priced.prices.length +
    stocked.warehouses.length +
    stocked.balances.length
  return { written, unchanged: Math.max(0, said - written) }
}

type Run = { distributorId: string; id: string }

const report = (pools: Pools, run: Run, oddities: Oddity[]) =>
  writeTenant(pools.app, run.distributorId, async (tx) => {
    for (let at = 0; at < oddities.length; at += ODDITIES_AT_ONCE) {
      const rows = oddities.slice(at, at + ODDITIES_AT_ONCE)
      await insertOddities(tx, run.distributorId, run.id, rows, at)
    }
  })

type End = { status: 'done' | 'refused' | 'failed'; counts: object; refusal: object | null }

const finish = (pools: Pools, run: Run, end: End) =>
  writeTenant(pools.app, run.distributorId, async (tx) => {
    await finishRun(tx, { ...run, ...end })
    tellAfterCommit(tx, run.distributorId, 'run', run.id)
  })
