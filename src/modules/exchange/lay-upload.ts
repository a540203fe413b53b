import type { Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { catalogueChanged, deleteItems, layItems, openItemImport } from '../catalogue/catalogue.ts'
import { layPrices, openPriceImport, sayPrices } from '../pricing/pricing.ts'
import { layStock, openStockImport, sayStock } from '../stock/stock.ts'
import type { UploadCounts } from './commerceml/upload.ts'
import {
  closeLinks,
  type Feed,
  feedSizes,
  type Going,
  goingItems,
  linkNamed,
  lockImports,
  markGone,
  mergeLinks,
  namesOf,
  openLinks,
  type Sizes,
} from './feed-queries.ts'
import type { FeedNames } from './feed-rules.ts'
import { insertLone } from './lone-queries.ts'
import { changesOf, type RunChanges, type RunSamples, samplesOf } from './run-changes.ts'
import { type SayRequest, sayUpload } from './say-upload.ts'

export type LayRequest = SayRequest & {
  runId: string
  /** A person said that a big drop is meant. */
  approved: boolean
}

export type Laid = {
  counts: UploadCounts
  /** New goods of offers without a product: nobody sees them until somebody publishes them. */
  hidden: number
  written: number
  unchanged: number
  removed: number
  changes: RunChanges
  samples: RunSamples
  /** What would have waited for a person, had nobody said that it is meant. */
  drop: Omit<BigDrop, 'counts'> | null
}

/** A full upload would take away so much that a person has to say that it is meant. */
export type BigDrop = {
  code: 'waiting_approval'
  going: number
  of: number
  samples: { code: string; name: string }[]
  counts: UploadCounts
}

/**
 * Lays a whole upload over the base in one comparison: only what differs is written, what a full
 * file of this feed names no more is hidden. Stock comes last: orders wait for its rows.
 */
export async function layUpload(tx: Tx, request: LayRequest): Promise<Result<Laid, BigDrop>> {
  const { distributorId, feed, upload } = request
  const of: Feed = { distributorId, feed }
  await lockImports(tx, distributorId)
  await openLinks(tx)
  await openItemImport(tx)
  await openPriceImport(tx)
  await openStockImport(tx)
  const { counts, names } = await sayUpload(tx, request)
  await closeLinks(tx)
  const going = await goingItems(tx, of, upload.full)
  const drop = await bigDrop(tx, request, going)
  if (drop && !request.approved) return refuse({ ...drop, counts })
  const gone = await sayGone(tx, going)
  const items = await layItems(tx, distributorId, names.categories)
  const hidden = await insertLone(tx, { distributorId, id: request.runId })
  const deleted = await deleteItems(tx, distributorId, gone)
  const priced = await layPrices(tx, distributorId, {
    lists: [...names.saidLists.values()],
    ownListIds: names.ownListIds,
  })
  await writeLinks(tx, of, { names, full: upload.full })
  const stocked = await layStock(tx, distributorId, {
    warehouses: names.saidWarehouses,
    ownWarehouseIds: [...names.ownWarehouseIds, names.totalWarehouse.id],
    totalWarehouseId: names.totalWarehouse.id,
  })
  const laid = { items, deleted, priced, stocked }
  const changes = changesOf(laid)
  if (changes.written + changes.removed > 0) {
    await catalogueChanged(tx, distributorId)
    tellAfterCommit(tx, distributorId, { kind: 'catalogue', id: null })
  }
  return ok({ counts, hidden, ...changes, samples: await samplesOf(tx, distributorId, laid), drop })
}

// Shares are of what shops see, and of all; hidden goods may go by themselves.
async function bigDrop(
  tx: Tx,
  { distributorId, feed, upload }: LayRequest,
  going: Going[],
): Promise<Omit<BigDrop, 'counts'> | null> {
  if (!upload.full.catalogue && !upload.full.offers) return null
  const sizes = await feedSizes(tx, { distributorId, feed })
  const codes = [...new Set(going.filter(({ live }) => live).map(({ code }) => code))]
  const names = await namesOf(tx, distributorId, codes)
  const shown = names.filter((name) => name.shown).length
  if (!isBig(sizes, { all: codes.length, shown })) return null
  const samples = names.slice(0, SAMPLES_MAX).map(({ code, name }) => ({ code, name }))
  const ofShown = shown + sizes.deletingShown > 0
  return {
    code: 'waiting_approval',
    going: ofShown ? shown + sizes.deletingShown : codes.length + sizes.deleting,
    of: ofShown ? sizes.shown : sizes.live,
    samples,
  }
}

const SAMPLES_MAX = 20

const isBig = (sizes: Sizes, going: { all: number; shown: number }): boolean =>
  isOver(going.shown + sizes.deletingShown, sizes.shown) ||
  isOver(going.all + sizes.deleting, sizes.live)

const isOver = (going: number, of: number) => going * 100 > of * LIMITS.dropSharePercent

// A product that lost its offer stays, without a price and without stock.
async function sayGone(tx: Tx, going: Going[]): Promise<string[]> {
  const left = [...new Set(going.filter((each) => each.named && each.kind === 'offer').map(codeOf))]
  await sayPrices(tx, { prices: [], priced: left }, 0)
  await sayStock(tx, { balances: [], stocked: left.map((code) => ({ code, clears: 'all' })) }, 0)
  const named = new Set(going.filter((each) => each.named).map(codeOf))
  return [...new Set(going.map(codeOf))].filter((code) => !named.has(code))
}

const codeOf = ({ code }: Going) => code

async function writeLinks(
  tx: Tx,
  of: Feed,
  { names, full }: { names: FeedNames; full: { catalogue: boolean; offers: boolean } },
): Promise<void> {
  await mergeLinks(tx, of)
  await markGone(tx, of, full)
  await linkNamed(tx, of, 'price_type', names.listLinks)
  await linkNamed(tx, of, 'warehouse', names.warehouseLinks)
}
