import type { Db, Tx } from '../../platform/db.ts'
import { takeDue } from '../../platform/due-queries.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { portalWeekdays } from '../delivery/delivery.ts'
import { lastKnownDay, scheduleFound } from '../habit/habit.ts'
import { type PortalAsked, portalLines } from '../ordering/ordering.ts'
import { addDueOfPrices, addDueOfProducts } from './concerned-queries.ts'
import { fitWanted } from './events.ts'
import {
  addDue,
  balanceFacts,
  contactFacts,
  invoiceLines,
  type Judged,
  putDifferences,
  putVerdicts,
  usualProducts,
  weekdayDropsOf,
} from './fit-queries.ts'
import { type FitFacts, judgeFit, MENDER } from './fit-rules.ts'
import { putLeaks } from './leak-queries.ts'
import { type AskedLine, leaksOf } from './leak-rules.ts'

/** Outlets judged in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 200

/** Puts outlets on the list of those to check again; null: all. */
export async function wantFit(tx: Tx, distributorId: string, outletIds: string[] | null) {
  const added = await addDue(tx, distributorId, outletIds)
  if (added > 0) await publish(tx, fitWanted({ distributorId }))
  return added
}

/** Puts outlets on that list whose fit hangs on products, or on their prices in a list. */
export async function wantFitOf(
  tx: Tx,
  distributorId: string,
  changes: { listId?: string; productIds: string[] | null }[],
): Promise<void> {
  const throughDay = await lastKnownDay(tx, distributorId)
  let added = 0
  for (const { listId, productIds } of throughDay ? changes : []) {
    const asked = { distributorId, productIds, throughDay: throughDay ?? '' }
    const rows = listId
      ? await addDueOfPrices(tx, { ...asked, listId })
      : await addDueOfProducts(tx, asked)
    added += rows.length
  }
  if (added > 0) await publish(tx, fitWanted({ distributorId }))
}

/** Judges outlets that are due; when more are, hands on to a next run. Returns how many. */
export async function checkDue(tx: Tx, distributorId: string): Promise<number> {
  const outletIds = await takeDue(tx, 'rollout.fit_due', {
    distributorId,
    limit: OUTLETS_AT_ONCE,
    order: 'due_at, outlet_id',
  })
  if (outletIds.length === 0) return 0
  await checkOutlets(tx, distributorId, outletIds)
  tellAfterCommit(tx, distributorId, { kind: 'fit', id: null })
  if (outletIds.length === OUTLETS_AT_ONCE) await publish(tx, fitWanted({ distributorId }))
  return outletIds.length
}

/** Judges these outlets now. */
export async function checkOutlets(
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<void> {
  const judged = await judgeOutlets(tx, distributorId, outletIds)
  await putVerdicts(tx, distributorId, judged)
  await putDifferences(tx, distributorId, judged)
  await putLeaks(tx, distributorId, judged)
}

async function judgeOutlets(db: Db, distributorId: string, outletIds: string[]): Promise<Judged[]> {
  const facts = await factsOf(db, distributorId, outletIds)
  return outletIds.map((outletId) => {
    const known = facts(outletId)
    const { differences, ...verdict } = judgeFit(known)
    const counts: Record<string, number> = {}
    for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1
    const told = differences.map((difference) => ({
      ...difference,
      mender: MENDER[difference.kind],
    }))
    return { outletId, ...verdict, differences: told, counts, leaks: leaksOf(known.lines) }
  })
}

const ONE_UNIT_MILLI = 1000

async function factsOf(db: Db, distributorId: string, outletIds: string[]) {
  const asked = { distributorId, outletIds }
  const throughDay = (await lastKnownDay(db, distributorId)) ?? '0001-01-01'
  const invoices = await invoiceLines(db, { ...asked, throughDay })
  const usual = await usualProducts(db, asked)
  const wanted: PortalAsked[] = [
    ...invoices,
    ...usual.map((product) => ({ ...product, quantityMilli: ONE_UNIT_MILLI })),
  ]
  const said = await portalLines(db, distributorId, wanted)
  const lines = grouped(
    invoices.map((invoice, i) => ({
      outletId: invoice.outletId,
      agentId: invoice.agentId,
      asked: invoice.asked,
      invoice,
      portal: said[i] ?? { code: 'no_outlet' as const },
    })),
  )
  const basket = grouped(
    usual.map((product, i) => ({
      ...product,
      portal: said[invoices.length + i]?.code ?? ('no_outlet' as const),
    })),
  )
  const balances = grouped(await balanceFacts(db, asked))
  const contacts = grouped(await contactFacts(db, asked))
  const portalDays = await portalWeekdays(db, distributorId, outletIds)
  const real = new Map(
    (await weekdayDropsOf(db, asked)).map((row) => [row.outletId, row.weekdayDrops]),
  )
  return (outletId: string): FitFacts & { lines: AskedLine[] } => ({
    lines: lines.get(outletId) ?? [],
    basket: basket.get(outletId) ?? [],
    realWeekdays: scheduleFound(real.get(outletId) ?? [])?.weekdays ?? null,
    weekdayDrops: real.get(outletId) ?? [],
    portalWeekdays: portalDays.get(outletId) ?? null,
    balances: balances.get(outletId) ?? [],
    contacts: contacts.get(outletId) ?? [],
  })
}

function grouped<T extends { outletId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.outletId)
    if (group) group.push(row)
    else groups.set(row.outletId, [row])
  }
  return groups
}
