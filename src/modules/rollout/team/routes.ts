import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok } from '../../../platform/result.ts'
import { serveTenant } from '../../../platform/serve.ts'
import { dayThere, seenIds } from '../../outlets/outlets.ts'
import { decideOnTeam, foretellTeam, undoTeam } from './accept-team.ts'
import { teamContract } from './team-contract.ts'
import { teamRows } from './team-queries.ts'

/** Exclusive teams that history shows: seen, foretold, decided, taken back. */
export const teamRoutes = ({ app }: Pools) => ({
  proposedTeams: serveTenant(teamContract.proposedTeams, (member, { limit }) =>
    readTenant(app, member.tenant.id, async (db) => {
      const { id, timeZone } = member.tenant
      const seen = await seenIds(db, member, 'rollout.read')
      const today = await dayThere(db, timeZone)
      const teams = await teamRows(db, id, { seen, today, limit })
      return ok({
        teams: teams.map(({ ofToday, ...team }) => ({
          ...team,
          canUndo: team.accepted === false || (team.accepted === true && ofToday),
        })),
      })
    }),
  ),
  foretellTeam: serveTenant(teamContract.foretellTeam, (member, asked) =>
    foretellTeam(app, member, asked),
  ),
  decideTeam: serveTenant(teamContract.decideTeam, (member, asked) =>
    decideOnTeam(app, member, asked),
  ),
  undoTeam: serveTenant(teamContract.undoTeam, (member, asked) => undoTeam(app, member, asked)),
})
