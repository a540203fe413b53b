import { v7 as uuidv7 } from 'uuid'
import type { Right } from '../../platform/call.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import type { Member } from '../../platform/serve.ts'
import {
  endOtherTerritories,
  insertAgents,
  insertServed,
  insertTerritories,
  type StagedServed,
  stageServed,
} from './agent-table-queries.ts'
import { mergedOutlets, outletsOfMergedPayers } from './changed-queries.ts'
import { outletJoined } from './events.ts'
import { closeJoined, moveTies, putGroup } from './join-queries.ts'
import { isTownCentre } from './places.ts'
import { visibleOutletIds } from './queries.ts'
import { seesOutlet, visibleOutlets, visibleText } from './scope-queries.ts'
import {
  type CodeAndName,
  insertOutletPayers,
  insertOutletPlaceholders,
  insertOwners,
  insertPayerPlaceholders,
  insertTeams,
  mergeOutlets,
  mergePayers,
  type StagedOutlet,
  type StagedPayer,
  stageOutlets,
  stagePayers,
  unknownOutletsOfPayers,
} from './table-queries.ts'
import { TERMS_ASKED, tellTerms } from './tell-terms.ts'

export type { Box } from './place-rules.ts'
export { type ByTeam, dropTeam, serveByTeam, takeBackTeam } from './serve-by-team.ts'
export { dayThere } from './team-queries.ts'
export { TERMS_ASKED, tellTerms } from './tell-terms.ts'

/** Whether a member may exercise a right on an outlet; unknown, foreign and revoked are one answer. */
export const sees = (db: Db, member: Member, right: Right, outletId: string): Promise<boolean> =>
  seesOutlet(db, member, right, outletId)

/** The same as a condition over a column of outlet ids, for lists. */
export const visible = (member: Member, right: Right) => visibleOutlets(member, right)

/** The same as text, for hot lists: $1 distributor, $3 person, $4 time zone. */
export const visibleIn = (member: Member, right: Right, outletId: string): string =>
  visibleText(member, right, outletId)

/** True when a point is only the middle of a town, not the outlet's own place. */
export const onlyByTown = (latitude: number, longitude: number): boolean =>
  isTownCentre(latitude, longitude)

/**
 * Joins an outlet into another: it is closed, its code leads to the other, its payers, buyers and
 * territories go over; what it ordered follows by the fact. False: it is closed already.
 */
export async function joinOutlet(
  tx: Tx,
  distributorId: string,
  { from, into, decidedBy }: { from: string; into: string; decidedBy: string },
): Promise<boolean> {
  const join = { distributorId, from, into }
  if (!(await closeJoined(tx, join, decidedBy))) return false
  await moveTies(tx, join)
  await publish(tx, outletJoined(join))
  return true
}

/** Makes outlets a group of one owner; a group of that name grows. */
export const groupOutlets = (
  tx: Tx,
  distributorId: string,
  group: { name: string; outletIds: string[] },
): Promise<unknown> =>
  putGroup(tx, { distributorId, id: uuidv7(), code: group.name.slice(0, CODE_CHARS), ...group })

const CODE_CHARS = 64
type Said<Row> = { rows: AsyncIterable<Row[]>; fields: string[] }

/** Lays a table's outlets over those known, by code. Fields the table lacks stay as they are. */
export async function putOutletTable(
  tx: Tx,
  distributorId: string,
  said: Said<StagedOutlet>,
): Promise<Merged & { alsoWritten: number }> {
  await stageOutlets(tx, said.rows)
  const owners = await insertOwners(tx, distributorId, 'outlet')
  const merged = await mergeOutlets(tx, distributorId, said.fields)
  await tellTerms(tx, distributorId, await mergedOutlets(tx, distributorId, TERMS_ASKED))
  return { ...merged, alsoWritten: owners.length }
}

/** The same for payers, joined to the outlets they name; an unknown outlet is made and told. */
export async function putPayerTable(
  tx: Tx,
  distributorId: string,
  said: Said<StagedPayer>,
): Promise<Merged & { alsoWritten: number; outletsMade: UnknownCode[] }> {
  await stagePayers(tx, said.rows)
  const owners = await insertOwners(tx, distributorId, 'payer')
  const outletsMade = await unknownOutletsOfPayers(tx, distributorId)
  await makeOutletPlaceholders(tx, distributorId, outletsMade)
  const merged = await mergePayers(tx, distributorId, said.fields)
  const concerned = await outletsOfMergedPayers(tx, distributorId, TERMS_ASKED)
  const joined = await insertOutletPayers(tx, distributorId)
  await tellTerms(tx, distributorId, [...concerned, ...joined])
  return { ...merged, alsoWritten: owners.length + outletsMade.length + joined.length, outletsMade }
}

/** Gives outlets to agents by team from today on, as a table says; returns rows written. */
export async function putServedTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedServed[]>; teams: string[]; today: string },
): Promise<number> {
  await stageServed(tx, said.rows)
  await makeTeams(tx, distributorId, said.teams)
  const agents = await insertAgents(tx, distributorId)
  const territories = await insertTerritories(tx, distributorId, said.today)
  const ended = await endOtherTerritories(tx, distributorId, said.today)
  return agents + territories + ended + (await insertServed(tx, distributorId, said.today))
}

/** Makes outlets of codes that other tables name before their own row came. */
export async function makeOutletPlaceholders(tx: Tx, distributorId: string, rows: CodeAndName[]) {
  if (rows.length > 0) await insertOutletPlaceholders(tx, distributorId, rows)
}

/** Makes payers of codes that other tables name before their own row came. */
export async function makePayerPlaceholders(tx: Tx, distributorId: string, rows: CodeAndName[]) {
  if (rows.length > 0) await insertPayerPlaceholders(tx, distributorId, rows)
}

/** Makes the teams of these codes where they are not known. */
export async function makeTeams(tx: Tx, distributorId: string, codes: string[]) {
  const rows = codes.map((code) => ({ code, name: null }))
  if (rows.length > 0) await insertTeams(tx, distributorId, rows)
}

export type { StagedServed } from './agent-table-queries.ts'
export type { StagedOutlet, StagedPayer } from './table-queries.ts'

/** The outlets that a member sees by a right; null: all of the tenant. */
export async function seenIds(db: Db, member: Member, right: Right): Promise<string[] | null> {
  return member.rights.get(right) === 'tenant' ? null : visibleOutletIds(db, member, right)
}

/** Tells of outlets whether a member sees them by a right now: for many questions at once. */
export async function seer(db: Db, member: Member, right: Right): Promise<(id: string) => boolean> {
  const ids = await seenIds(db, member, right)
  const seen = new Set(ids)
  return (id) => ids === null || seen.has(id)
}
