import type { Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import type { Sample, UnknownCode } from '../../platform/merge-queries.ts'
import { analyzed } from '../../platform/stage-queries.ts'
import { HISTORY, makeHistoryContracts, makeSellers } from '../accounts/accounts.ts'
import { makePlaceholders } from '../catalogue/catalogue.ts'
import { makeOutletPlaceholders } from '../outlets/outlets.ts'
import { makeWarehouses } from '../stock/stock.ts'
import { historyImported } from './events.ts'
import {
  channelsKept,
  exchanges,
  type Judged,
  judgeDocuments,
  judgedCounts,
  judgedSamples,
  linesOfUnknownUnits,
  linesThatDisagree,
  makeAgents,
  makeLines,
  makeRepeats,
  repeatedLines,
} from './history-line-queries.ts'
import {
  anyWithoutContract,
  type HistorySays,
  type HistoryTerms,
  makeDocuments,
  nameDocuments,
  type StagedHistory,
  stageHistory,
  takeHistoryContract,
  unitsOfUnknown,
  unknownContracts,
  unknownOutlets,
  unknownProducts,
  unknownSellers,
  unknownWarehouses,
} from './history-queries.ts'
import {
  deleteOrderLines,
  emptyReturnLines,
  insertCheckouts,
  insertEvents,
  insertOrderLines,
  insertOrders,
  makeTraces,
  updateOrders,
  upsertReturnLines,
  upsertReturns,
} from './history-write-queries.ts'

type At = { line: number; code: string }
export type HistoryTaken = {
  judged: Judged[]
  samples: Sample[]
  outletsMade: UnknownCode[]
  productsMade: UnknownCode[]
  warehousesMade: UnknownCode[]
  sellersMade: UnknownCode[]
  contractsUnknown: UnknownCode[]
  disagreeing: At[]
  repeated: At[]
  unitsUnknown: At[]
  channelsKept: At[]
  exchanges: At[]
}

const SAMPLES = 20

/**
 * Takes what another system sold and took back, as orders and returns that are over: set-based, by
 * the system's own numbers, so that the same file again changes nothing. No order's reactions run;
 * one fact tells the days that were written. Needs a transaction in bulk.
 */
export async function takeHistory(
  tx: Tx,
  asked: HistoryTerms & { rows: AsyncIterable<StagedHistory[]> },
): Promise<HistoryTaken> {
  const { rows, ...terms } = asked
  const { distributorId } = terms
  const says = await stageHistory(tx, rows)
  const made = await makeWhatIsMissing(tx, distributorId, says)
  await makeDocuments(tx, terms)
  if (await anyWithoutContract(tx)) {
    await makeHistoryContracts(tx, distributorId)
    await takeHistoryContract(tx, distributorId, HISTORY)
  }
  await nameDocuments(tx, distributorId)
  await makeRepeats(tx)
  await analyzed(tx, 'history', ['id', 'doc', 'outlet', 'outlet_id'])
  await analyzed(tx, 'history_repeat')
  const disagreeing = await linesThatDisagree(tx)
  const repeated = await repeatedLines(tx)
  await makeAgents(tx, distributorId)
  await analyzed(tx, 'history_agent')
  await makeLines(tx, terms)
  await analyzed(tx, 'history_line', ['document_id', 'unit_code', 'unit_price_e4', 'vat_bp'])
  await judgeDocuments(tx, terms)
  await analyzed(tx, 'history_judged', ['id', 'document', 'state'])
  const judged = await judgedCounts(tx)
  const told = {
    judged,
    samples: await judgedSamples(tx, SAMPLES),
    unitsUnknown: await linesOfUnknownUnits(tx),
    channelsKept: await channelsKept(tx),
    exchanges: await exchanges(tx),
  }
  await write(tx, terms, judged)
  return { ...made, ...told, disagreeing, repeated }
}

// An order names what nobody told us of: it is made, hidden, and told, so that no line is lost.
async function makeWhatIsMissing(tx: Tx, distributorId: string, says: HistorySays) {
  const outletsMade = await unknownOutlets(tx, distributorId)
  await makeOutletPlaceholders(tx, distributorId, outletsMade)
  const productsMade = await unknownProducts(tx, distributorId)
  const sold = productsMade.length > 0 ? await unitsOfUnknown(tx, distributorId) : []
  const units = new Map(sold.map(({ code, unit }) => [code, unit]))
  const products = productsMade.map(({ code, name }) => ({
    code,
    name,
    unit: units.get(code) ?? null,
  }))
  await makePlaceholders(tx, distributorId, products)
  // Each of these goes through all lines once: not where no line names one.
  const warehousesMade = says.has('warehouse') ? await unknownWarehouses(tx, distributorId) : []
  await makeWarehouses(tx, distributorId, warehousesMade)
  const sellersMade = says.has('selling_entity') ? await unknownSellers(tx, distributorId) : []
  await makeSellers(tx, distributorId, sellersMade)
  const contractsUnknown = says.has('contract') ? await unknownContracts(tx, distributorId) : []
  return { outletsMade, productsMade, warehousesMade, sellersMade, contractsUnknown }
}

async function write(tx: Tx, terms: HistoryTerms, judged: Judged[]): Promise<void> {
  const written = judged.filter(({ state }) => state !== 'unchanged')
  if (written.length === 0) return
  const { distributorId } = terms
  const changed = (document: 'order' | 'return') =>
    written.some(
      (row) => row.state === 'update' && (row.document === 'return') === (document === 'return'),
    )
  await insertCheckouts(tx, terms)
  await insertOrders(tx, terms)
  if (changed('order')) {
    await updateOrders(tx, terms)
    await deleteOrderLines(tx, distributorId)
  }
  await makeTraces(tx, terms)
  await analyzed(tx, 'history_trace', ['unit_code', 'unit_price_e4', 'vat_bp'])
  await insertOrderLines(tx, distributorId)
  await insertEvents(tx, terms)
  await upsertReturns(tx, terms)
  await upsertReturnLines(tx, distributorId)
  if (changed('return')) await emptyReturnLines(tx, distributorId)
  const days = written.flatMap(({ fromDay, toDay }) => [fromDay, toDay]).sort()
  const [fromDay = '', toDay = days.at(-1) ?? ''] = [days[0], days.at(-1)]
  await publish(tx, historyImported({ distributorId, fromDay, toDay }))
  tellAfterCommit(tx, distributorId, { kind: 'history', id: null })
}
