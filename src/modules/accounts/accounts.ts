import type { Tx } from '../../platform/db.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { makePayerPlaceholders, makeTeams } from '../outlets/outlets.ts'
import { changeReleased, releasedToShipped, takeCredit } from './credit-queries.ts'
import { takeNumbers } from './number-queries.ts'
import {
  insertHistoryContracts,
  insertSellers,
  mergeContracts,
  type StagedContract,
  sellers,
  stageContracts,
  unknownContractTeams,
  unknownPayers,
  unknownSellers,
} from './table-queries.ts'

export type { BalanceTold } from './balance-queries.ts'
export type { InvoiceTold, PaymentTold } from './invoice-queries.ts'
export type { LicenceTold } from './licence-queries.ts'
export type { Licence, LicenceKind } from './licence-rules.ts'
export { overdueOf, staleOf } from './overdue-queries.ts'
export { promiseStateOf } from './promise-queries.ts'
export { putBalances, putInvoices, putPayments } from './put-debts.ts'
export { putLicences } from './put-licences.ts'

/**
 * Takes credit of a contract for an order. 'hold': over the limit or overdue, the order is kept
 * and waits for a payment, a promise or a release; a balance too old to believe never blocks.
 */
export async function takeCreditOrHold(
  tx: Tx,
  credit: { distributorId: string; contractId: string; amountMinor: number },
): Promise<'taken' | 'hold'> {
  return (await takeCredit(tx, credit)) ? 'taken' : 'hold'
}

/** Gives an order's sum back to (or, when negative, takes it from) the contract, unguarded. */
export const giveCreditBack = (
  tx: Tx,
  credit: { distributorId: string; contractId: string; amountMinor: number },
): Promise<unknown> =>
  changeReleased(tx, {
    distributorId: credit.distributorId,
    contractId: credit.contractId,
    deltaMinor: -credit.amountMinor,
  })

/** An order left the warehouse: what it held is now owed, until the ERP's next balance has it. */
export const creditShipped = (
  tx: Tx,
  credit: {
    distributorId: string
    contractId: string
    releasedMinor: number
    shippedMinor: number
  },
): Promise<unknown> => releasedToShipped(tx, credit)

/**
 * Takes the next numbers of documents of a kind, per selling entity, without gaps: what is undone
 * gives them back. It locks the seller's row until the commit, so a writer does it last. Returns
 * the last number given to each.
 */
export const nextNumbers = (
  tx: Tx,
  asked: {
    distributorId: string
    kind: 'order' | 'return'
    year: number
    bySeller: ReadonlyMap<string, number>
  },
): Promise<ReadonlyMap<string, number>> => takeNumbers(tx, asked)

type Said<Row> = { rows: AsyncIterable<Row[]>; fields: string[] }

/** Lays a table's contracts over those known, by code; payers nobody knows are made and told. */
export async function putContractTable(
  tx: Tx,
  distributorId: string,
  said: Said<StagedContract>,
): Promise<Merged & { alsoWritten: number; payersMade: UnknownCode[] }> {
  await stageContracts(tx, said.rows)
  const firms = await unknownSellers(tx, distributorId)
  await makeSellers(tx, distributorId, firms)
  const payersMade = await unknownPayers(tx, distributorId)
  await makePayerPlaceholders(tx, distributorId, payersMade)
  const teams = await unknownContractTeams(tx, distributorId)
  await makeTeams(
    tx,
    distributorId,
    teams.map(({ code }) => code),
  )
  const merged = await mergeContracts(tx, distributorId, said.fields)
  return { ...merged, alsoWritten: firms.length + payersMade.length + teams.length, payersMade }
}

const FIRST_SELLER = { code: 'SE', name: 'Продавець' }

/** Makes selling entities of these codes, and a first one where there is none at all. */
export async function makeSellers(
  tx: Tx,
  distributorId: string,
  codes: { code: string }[],
): Promise<void> {
  const rows = codes.map(({ code }) => ({ code, name: code }))
  const known = rows.length > 0 || (await sellers(tx, distributorId)).length > 0
  await insertSellers(tx, distributorId, known ? rows : [FIRST_SELLER])
}

/** The payer and, with a seller's code behind it, the contract of history without a contract. */
export const HISTORY = 'HISTORY'

/** Makes the contracts that stand in where nobody knows on which one an old order was sold. */
export async function makeHistoryContracts(tx: Tx, distributorId: string): Promise<void> {
  await makePayerPlaceholders(tx, distributorId, [{ code: HISTORY, name: null }])
  await insertHistoryContracts(tx, distributorId, HISTORY)
}

export type { StagedContract } from './table-queries.ts'
