import { z } from 'zod'
import { Day, Id, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const TeamName = z.string().trim().min(1).max(LIMITS.nameCharsMax)

const proposedTeamsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/team-proposals',
  summary:
    'Brands that other agents sell than the rest at the same outlets; nothing changes by itself.',
  right: 'rollout.read',
  request: { limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100) },
  reply: z.object({
    teams: z.array(
      z.object({
        id: Id,
        name: z.string(),
        brands: z.array(z.string()),
        agents: z.array(z.object({ id: Id, name: z.string(), outlets: z.int() })),
        outlets: z.int().describe('Outlets that buy these brands'),
        apartOutlets: z.int().describe('Where one agent sells them and another one the rest'),
        lines: z.int().describe('Lines of these brands where the rest is sold too'),
        apartLines: z.int().describe('Of them, those not by who sells the rest'),
        firstDay: Day,
        lastDay: Day,
        accepted: z.boolean().nullable().describe('Null: nobody decided yet'),
        teamName: z.string().nullable(),
        canUndo: z.boolean(),
      }),
    ),
  }),
})

const Changes = z.object({
  teamMade: z.boolean().describe('False: the team of that name takes it'),
  day: Day.describe('From this day on'),
  products: z.int(),
  territories: z.int(),
  vacant: z.int().describe('Of them, of agents who left'),
  outlets: z.int().describe('Outlets given to an agent of the team'),
  ended: z.int().describe('Outlets whose former territory of the team ends the day before'),
  unserved: z.int().describe('Open outlets that nobody of the team serves'),
  ontoOwn: z.int().describe('Outlets that buy these brands by a contract of the team from then on'),
  offFormer: z.int().describe('Outlets with a contract of a team that loses products'),
})

const refusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unknown') }),
  z.object({ code: z.literal('team_not_exclusive') }),
  z.object({ code: z.literal('team_decided') }),
])

const foretellTeamCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/team-proposals/{id}/changes',
  summary: 'What accepting would change, counted by doing it and taking it back.',
  right: 'rollout.write',
  scope: 'tenant',
  request: { id: Id, name: TeamName },
  reply: Changes,
  refusal,
})

const decideTeamCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/team-proposals/{id}/decision',
  summary: 'Make the exclusive team from today on, with products and territories; or decline.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'team_decided', on: 'team', id: 'id', tells: ['accepted'] },
  request: { id: Id, accepted: z.boolean(), name: TeamName.optional() },
  reply: z.object({ changes: Changes.nullable() }),
  refusal,
})

const undoTeamCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/team-proposals/{id}/undo',
  summary:
    'Take a decision back: declined at any time, accepted on its day while nothing was placed.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'team_undone', on: 'team', id: 'id' },
  request: { id: Id },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('team_day_passed') }),
    z.object({ code: z.literal('team_orders_placed') }),
  ]),
})

export const teamContract = {
  proposedTeams: proposedTeamsCall,
  foretellTeam: foretellTeamCall,
  decideTeam: decideTeamCall,
  undoTeam: undoTeamCall,
}
