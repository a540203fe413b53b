import type { Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { bulkId } from '../../platform/stage-queries.ts'
import { type BalanceTold, sumDebts, upsertBalances } from './balance-queries.ts'
import { balancesChanged } from './events.ts'
import {
  type InvoiceTold,
  type PaymentTold,
  payInvoices,
  setToldShares,
  shareOldestFirst,
  upsertInvoices,
  upsertPayments,
} from './invoice-queries.ts'

/** How many of the told rows differed from what was known. */
export type Put = { written: number; unchanged: number }

const ROWS_AT_ONCE = 2_000

/**
 * Puts the ERP's invoices in by contract and number; the last of two with one number counts. Where
 * the ERP never told a balance, the debt is their sum as at this moment.
 */
export async function putInvoices(
  tx: Tx,
  told: { distributorId: string; asAt: string; invoices: InvoiceTold[] },
): Promise<Put> {
  const { distributorId, asAt, invoices } = told
  const count = { written: 0, settled: 0 }
  for (const piece of pieces(invoices)) {
    const rows = piece.map((invoice) => ({ ...invoice, id: bulkId() }))
    count.written += await upsertInvoices(tx, { distributorId, rows })
  }
  count.settled += await settle(tx, { distributorId, asAt, contractIds: contractsOf(invoices) })
  return tellChanged(tx, distributorId, count, invoices.length)
}

/**
 * Puts the ERP's payments in by contract and number, with the invoices that it says they pay; what
 * it does not say pays the contract's oldest invoices first.
 */
export async function putPayments(
  tx: Tx,
  told: { distributorId: string; asAt: string; payments: PaymentTold[] },
): Promise<Put> {
  const { distributorId, asAt, payments } = told
  const count = { written: 0, settled: 0 }
  for (const piece of pieces(payments)) {
    const rows = piece.map((payment) => ({ ...payment, id: bulkId() }))
    count.written += await upsertPayments(tx, { distributorId, rows })
    count.settled += await setToldShares(tx, { distributorId, rows })
  }
  count.settled += await settle(tx, { distributorId, asAt, contractIds: contractsOf(payments) })
  return tellChanged(tx, distributorId, count, payments.length)
}

/** Puts the ERP's balances in, each as at its moment; a word older than the known one is left. */
export async function putBalances(
  tx: Tx,
  told: { distributorId: string; balances: BalanceTold[] },
): Promise<Put> {
  const { distributorId, balances } = told
  const count = { written: 0, settled: 0 }
  for (const piece of pieces(balances)) {
    count.written += await upsertBalances(tx, distributorId, piece)
  }
  return tellChanged(tx, distributorId, count, balances.length)
}

async function settle(
  tx: Tx,
  changed: { distributorId: string; contractIds: string[]; asAt: string },
): Promise<number> {
  const { distributorId, asAt } = changed
  let written = 0
  for (const contractIds of pieces(changed.contractIds)) {
    written += await shareOldestFirst(tx, distributorId, contractIds)
    written += await payInvoices(tx, distributorId, contractIds)
    written += await sumDebts(tx, { distributorId, contractIds, asAt })
  }
  return written
}

async function tellChanged(
  tx: Tx,
  distributorId: string,
  { written, settled }: { written: number; settled: number },
  told: number,
): Promise<Put> {
  if (written + settled > 0) {
    await publish(tx, balancesChanged(distributorId))
    tellAfterCommit(tx, distributorId, { kind: 'balance', id: null })
  }
  return { written, unchanged: Math.max(0, told - written) }
}

const contractsOf = (rows: { contractId: string }[]) => [...new Set(rows.map((r) => r.contractId))]

function* pieces<T>(rows: T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE)
}
