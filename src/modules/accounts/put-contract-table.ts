import type { Tx } from '../../platform/db.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { makePayerPlaceholders, makeTeams, TERMS_ASKED, tellTerms } from '../outlets/outlets.ts'
import { outletsOfMergedContracts } from './changed-queries.ts'
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
  const concerned = await outletsOfMergedContracts(tx, distributorId, TERMS_ASKED)
  await tellTerms(tx, distributorId, concerned)
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
