import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import type { Merged } from '../../platform/merge-queries.ts'
import type { BalanceTold } from './balance-queries.ts'
import {
  type DebtTable,
  judgeBalances,
  judgedDebts,
  judgeInvoices,
  keptDebts,
  type Noted,
  refusedDebts,
  type StagedBalance,
  type StagedInvoice,
  stageBalances,
  stageInvoices,
  takenRows,
  unknownContracts,
} from './debt-table-queries.ts'
import type { InvoiceTold } from './invoice-queries.ts'
import { HISTORY, putContractTable } from './put-contract-table.ts'
import { putBalances, putInvoices } from './put-debts.ts'

type Said<Row> = { rows: AsyncIterable<Row[]>; fields: string[]; timeZone: string }
export type DebtsTaken = Merged & {
  alsoWritten: number
  contractsMade: { code: string; line: number }[]
  refused: Noted[]
  kept: Noted[]
}

const BALANCE_ROW = `contract_id as "contractId", debt_minor as "debtMinor",
  overdue_minor as "overdueMinor", as_at as "asAt"`

/** Puts a table's balances in, of a contract or of a payer with only one. */
export async function putBalanceTable(
  tx: Tx,
  distributorId: string,
  { rows, ...said }: Said<StagedBalance>,
): Promise<DebtsTaken> {
  await stageBalances(tx, rows)
  const contractsMade = await makeContracts(tx, distributorId, 'balance')
  await judgeBalances(tx, { distributorId, ...said })
  const columns = ['debt_minor', 'overdue_minor', 'as_at']
  const judged = await judgedDebts(tx, 'balance', columns)
  for await (const balances of takenRows<BalanceTold>(tx, 'balance', BALANCE_ROW)) {
    await putBalances(tx, { distributorId, balances })
  }
  return { ...judged, ...(await told(tx, 'balance')), ...made(contractsMade) }
}

const INVOICE_ROW = `contract_id as "contractId", number, outlet_id as "outletId", day,
  due_day as "dueDay", total_minor as "totalMinor", paid_minor as "paidMinor", as_at as "asAt"`

/** Puts a table's invoices in, of a contract or of a payer with only one. */
export async function putInvoiceTable(
  tx: Tx,
  distributorId: string,
  { rows, ...said }: Said<StagedInvoice>,
): Promise<DebtsTaken> {
  await stageInvoices(tx, rows)
  const contractsMade = await makeContracts(tx, distributorId, 'invoice')
  await judgeInvoices(tx, { distributorId, ...said })
  const columns = ['outlet_id', 'day', 'due_day', 'total_minor', 'paid_minor']
  const judged = await judgedDebts(tx, 'invoice', columns)
  const pieces = takenRows<InvoiceTold & { asAt: string }>(tx, 'invoice', INVOICE_ROW)
  for await (const piece of pieces) {
    for (const asAt of new Set(piece.map((invoice) => invoice.asAt))) {
      const invoices = piece.filter((invoice) => invoice.asAt === asAt)
      await putInvoices(tx, { distributorId, asAt, invoices })
    }
  }
  return { ...judged, ...(await told(tx, 'invoice')), ...made(contractsMade) }
}

// Under a payer that no outlet has, until the contract's own row names the right one: no shop sees
// a contract of which nobody knows the terms.
async function makeContracts(tx: Tx, distributorId: string, table: DebtTable) {
  const unknown = await unknownContracts(tx, distributorId, table)
  if (unknown.length === 0) return unknown
  await putContractTable(tx, distributorId, {
    rows: batchOf(unknown.map(({ code, line }) => ({ ...NOTHING, id: uuidv7(), code, line }))),
    fields: ['code', 'payer'],
  })
  return unknown
}

const NOTHING = {
  payer: HISTORY,
  selling_entity: null,
  team: null,
  payment_form: null,
  deferral_days: null,
  limit_minor: null,
  minimum_minor: null,
  from_day: null,
  to_day: null,
}

async function* batchOf<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}

const told = async (tx: Tx, table: DebtTable) => ({
  refused: await refusedDebts(tx, table),
  kept: await keptDebts(tx, table),
})

const made = (contractsMade: { code: string; line: number }[]) => ({
  contractsMade,
  alsoWritten: contractsMade.length,
})
