import type { Tx } from '../../platform/db.ts'
import { changeReleased, releasedToShipped, takeCredits } from './credit-queries.ts'
import { takeNumbers } from './number-queries.ts'

export type { BalanceTold } from './balance-queries.ts'
export type { InvoiceTold, PaymentTold } from './invoice-queries.ts'
export type { LicenceTold } from './licence-queries.ts'
export type { Licence, LicenceKind } from './licence-rules.ts'
export { overdueOf, staleOf } from './overdue-queries.ts'
export { promisePayment } from './promise-payment.ts'
export { promiseStateOf } from './promise-queries.ts'
export {
  HISTORY,
  makeHistoryContracts,
  makeSellers,
  putContractTable,
} from './put-contract-table.ts'
export { type DebtsTaken, putBalanceTable, putInvoiceTable } from './put-debt-tables.ts'
export { putBalances, putInvoices, putPayments } from './put-debts.ts'
export { putLicences } from './put-licences.ts'

/**
 * Takes credit of a contract for an order. 'hold': over the limit or overdue, the order is kept
 * and waits for a payment, a promise or a release; a balance too old to believe never blocks.
 */
export async function takeCreditOrHold(
  tx: Tx,
  { distributorId, ...credit }: { distributorId: string; contractId: string; amountMinor: number },
): Promise<'taken' | 'hold'> {
  const taken = await takeCredits(tx, distributorId, [credit])
  return taken.has(credit.contractId) ? 'taken' : 'hold'
}

/**
 * The same for the orders of one checkout, in the order given; of two on one contract the first
 * takes first. Sent at once: what the caller sends next locks after it.
 */
export async function takeCreditsOrHold(
  tx: Tx,
  distributorId: string,
  credits: { contractId: string; amountMinor: number }[],
): Promise<('taken' | 'hold')[]> {
  const rounds: (typeof credits)[] = []
  const roundOf = credits.map(({ contractId }, i) => {
    const round = credits.slice(0, i).filter((one) => one.contractId === contractId).length
    rounds[round] = [...(rounds[round] ?? []), credits[i] as (typeof credits)[number]]
    return round
  })
  const taken = await Promise.all(rounds.map((round) => takeCredits(tx, distributorId, round)))
  return credits.map(({ contractId }, i) =>
    taken[roundOf[i] ?? 0]?.has(contractId) ? 'taken' : 'hold',
  )
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

export type { StagedContract } from './table-queries.ts'
