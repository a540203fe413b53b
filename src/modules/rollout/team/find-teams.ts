import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db.ts'
import { replaceTeams, soldByBrand } from './team-queries.ts'
import { TEAM_WEEKS, teamsOf } from './team-rules.ts'

/** Looks for brands that other agents sell than the rest, and proposes exclusive teams of them. */
export async function findTeams(tx: Tx, distributorId: string): Promise<number> {
  const sold = await soldByBrand(tx, distributorId, TEAM_WEEKS)
  const teams = teamsOf(sold).map((team) => {
    const own = new Set(team.brandIds)
    const ofTeam = sold.filter(({ brandId }) => own.has(brandId))
    return {
      ...{ ...team, id: uuidv7() },
      firstDay: ofTeam.map(({ firstDay }) => firstDay).toSorted()[0] ?? '',
      lastDay:
        ofTeam
          .map(({ lastDay }) => lastDay)
          .toSorted()
          .at(-1) ?? '',
    }
  })
  await replaceTeams(tx, distributorId, teams)
  return teams.length
}
