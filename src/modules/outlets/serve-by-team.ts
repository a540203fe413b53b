import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import {
  countUnserved,
  deleteAgentsOfFree,
  deleteFreeTeam,
  deleteFreeTerritories,
  deleteTeamOutlets,
  type Ended,
  endTeamTerritories,
  insertExclusiveTeam,
  insertTeamOutlets,
  insertTeamTerritories,
  reopenTeamOutlets,
  teamNamed,
  territoriesOfAgents,
} from './team-queries.ts'
import { tellTerms } from './tell-terms.ts'

/** What was written so that a team serves outlets from a day on. */
export type ByTeam = {
  teamId: string
  teamMade: boolean
  day: string
  territories: { id: string; vacant: boolean }[]
  /** Rows of other territories of the team that end the day before. */
  ended: Ended[]
  outletIds: string[]
  /** Open outlets that nobody of the team serves then. */
  unserved: number
}

/**
 * Lets an exclusive team serve outlets from a day on, by the agents given: the team of that name, or a
 * new one. What was served before keeps its days. Null: the team of that name is not exclusive.
 */
export async function serveByTeam(
  tx: Tx,
  distributorId: string,
  asked: { name: string; day: string; served: { outletId: string; agentId: string }[] },
): Promise<ByTeam | null> {
  const known = await teamNamed(tx, distributorId, asked.name)
  const id = uuidv7()
  const team = known ?? (await insertExclusiveTeam(tx, { distributorId, id, name: asked.name }))
  if (!team?.exclusive) return null
  const agentIds = [...new Set(asked.served.map(({ agentId }) => agentId))]
  const of = { distributorId, teamId: team.id, day: asked.day }
  const made = await insertTeamTerritories(tx, { ...of, agentIds })
  const standing = await territoriesOfAgents(tx, { ...of, agentIds })
  const byAgent = new Map([...standing, ...made].map((one) => [one.agentId, one.id]))
  const served = asked.served.flatMap(({ outletId, agentId }) => {
    const territoryId = byAgent.get(agentId)
    return territoryId ? [{ outletId, territoryId }] : []
  })
  const ended = await endTeamTerritories(tx, { ...of, served })
  const outletIds = (await insertTeamOutlets(tx, { ...of, served })).map((row) => row.outletId)
  await tellTerms(tx, distributorId, outletIds)
  return {
    ...{ teamId: team.id, teamMade: team.id === id, day: asked.day, ended, outletIds },
    territories: made.map((territory) => ({ id: territory.id, vacant: territory.vacant })),
    unserved: await countUnserved(tx, of),
  }
}

/** Takes back what `serveByTeam` wrote; territories that others use by now stay. */
export async function takeBackTeam(tx: Tx, distributorId: string, done: ByTeam): Promise<void> {
  const { teamId, day, outletIds, ended } = done
  const territoryIds = done.territories.map(({ id }) => id)
  await deleteTeamOutlets(tx, { distributorId, teamId, day, outletIds })
  await reopenTeamOutlets(tx, { distributorId, teamId, day, ended })
  await deleteAgentsOfFree(tx, distributorId, territoryIds)
  await deleteFreeTerritories(tx, distributorId, territoryIds)
  await tellTerms(tx, distributorId, outletIds)
}

/** Deletes a team that has no territory and no agent; nothing else may name it. */
export const dropTeam = (tx: Tx, distributorId: string, teamId: string): Promise<unknown> =>
  deleteFreeTeam(tx, distributorId, teamId)
