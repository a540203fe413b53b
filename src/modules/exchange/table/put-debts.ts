import { type DebtsTaken, putBalanceTable, putInvoiceTable } from '../../accounts/accounts.ts'
import { fieldsOf, laid, of, put, told } from './lay-records.ts'
import type { Ground, Put, Told } from './table-ground.ts'

/** What is owed by contract, as at a moment. */
export async function layBalances(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, timeZone, records } = ground
  const rows = laid(records(), (r) => ({
    line: r.line,
    contract: of(r, 'contract'),
    payer: of(r, 'payer'),
    debt_minor: of(r, 'debt'),
    overdue_minor: of(r, 'overdue'),
    as_at: of(r, 'asAt'),
  }))
  const said = { rows, fields: fieldsOf(mapping), timeZone }
  return debtsPut(await putBalanceTable(tx, distributorId, said))
}

/** Invoices by contract and number. */
export async function layInvoices(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, timeZone, records } = ground
  const rows = laid(records(), (r) => ({
    line: r.line,
    number: of(r, 'number'),
    contract: of(r, 'contract'),
    payer: of(r, 'payer'),
    outlet: of(r, 'outlet'),
    day: of(r, 'day'),
    due_day: of(r, 'dueDay'),
    total_minor: of(r, 'total'),
    paid_minor: of(r, 'paid'),
    as_at: of(r, 'asAt'),
  }))
  const said = { rows, fields: fieldsOf(mapping), timeZone }
  return debtsPut(await putInvoiceTable(tx, distributorId, said))
}

function debtsPut(taken: DebtsTaken): Put {
  const noted = (rows: DebtsTaken['refused'], done: Told['done']) =>
    rows.map(({ line, code: id, reason }) => ({ line, id, code: reason, done }))
  return put(taken, [
    ...told(taken.contractsMade, 'unknown_contract'),
    ...noted(taken.refused, 'quarantined'),
    ...noted(taken.kept, 'kept'),
  ])
}
