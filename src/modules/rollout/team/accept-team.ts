import { UNKNOWN } from '../../../platform/call.ts'
import { type Pool, type Tx, transact } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { giveBrandsToTeam, giveTeamsBack } from '../../catalogue/catalogue.ts'
import { dayThere, dropTeam, serveByTeam, takeBackTeam } from '../../outlets/outlets.ts'
import { wantLadder } from '../ladder/move-ladder.ts'
import {
  contractsConcerned,
  decideTeam,
  isTeamNamed,
  placedUnder,
  reopenTeam,
  type TeamAsked,
  type TeamChanged,
  teamToDecide,
} from './team-queries.ts'

type Decision = { id: string; accepted: boolean; name?: string | undefined }

/**
 * A person decides on a proposed team. Accepted, the products of its brands are the team's from today
 * on, those that come later too, and its agents serve the outlets; lines placed before stay as they were.
 */
export const decideOnTeam = (pool: Pool, member: Member, { id, accepted, name }: Decision) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const proposal = await teamToDecide(tx, distributorId, id)
    if (!proposal) return refuse(UNKNOWN)
    if (proposal.accepted !== null) return refuse({ code: 'team_decided' as const })
    const decision = { distributorId, id, decidedBy: member.personId }
    if (!accepted) {
      await decideTeam(tx, { ...decision, changed: null })
      return ok({ changes: null })
    }
    const changed = await makeTeam(tx, member, { ...proposal, name: name ?? proposal.name })
    if (!changed) return refuse({ code: 'team_not_exclusive' as const })
    await decideTeam(tx, { ...decision, changed })
    return ok({ changes: await countsOf(tx, distributorId, changed) })
  })

/** Counts what accepting would change: it is done and taken back, so that it counts what it would do. */
export async function foretellTeam(
  pool: Pool,
  member: Member,
  { id, name }: { id: string; name: string },
) {
  const distributorId = member.tenant.id
  const done = await transact(pool, distributorId, async (tx) => {
    const proposal = await teamToDecide(tx, distributorId, id)
    if (!proposal) return refuse(UNKNOWN)
    if (proposal.accepted !== null) return refuse({ code: 'team_decided' as const })
    const changed = await makeTeam(tx, member, { ...proposal, name })
    if (!changed) return refuse({ code: 'team_not_exclusive' as const })
    const changes = await countsOf(tx, distributorId, changed)
    return refuse({ code: 'foretold' as const, changes })
  })
  return done.refusal.code === 'foretold' ? ok(done.refusal.changes) : refuse(done.refusal)
}

/** Takes a decision back: declined, it is open again; accepted, on its day, all is as it was. */
export const undoTeam = (pool: Pool, member: Member, { id }: { id: string }) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const proposal = await teamToDecide(tx, distributorId, id)
    if (!proposal || proposal.accepted === null) return refuse(UNKNOWN)
    const { changed, fromDay } = proposal
    if (changed) {
      const today = await dayThere(tx, member.tenant.timeZone)
      if (fromDay !== today) return refuse({ code: 'team_day_passed' as const })
      if (await placedUnder(tx, distributorId, id)) {
        return refuse({ code: 'team_orders_placed' as const })
      }
    }
    await reopenTeam(tx, distributorId, id)
    if (changed) await unmakeTeam(tx, distributorId, { ...changed, brandIds: proposal.brandIds })
    return ok({})
  })

async function makeTeam(
  tx: Tx,
  { tenant }: Member,
  { name, brandIds, outletIds, servedBy }: TeamAsked,
): Promise<TeamChanged | null> {
  const day = await dayThere(tx, tenant.timeZone)
  const served = outletIds.map((outletId, i) => ({ outletId, agentId: servedBy[i] ?? '' }))
  const byTeam = await serveByTeam(tx, tenant.id, { name, day, served })
  if (!byTeam) return null
  const given = { brandIds, teamId: byTeam.teamId }
  const products = await giveBrandsToTeam(tx, tenant.id, given)
  await wantLadder(tx, tenant.id, outletIds)
  return { ...byTeam, products }
}

type Made = TeamChanged & { brandIds: string[] }

async function unmakeTeam(tx: Tx, distributorId: string, changed: Made): Promise<void> {
  const { teamId, teamMade, outletIds } = changed
  await giveTeamsBack(tx, distributorId, changed)
  await takeBackTeam(tx, distributorId, changed)
  await wantLadder(tx, distributorId, outletIds)
  if (teamMade && !(await isTeamNamed(tx, distributorId, teamId))) {
    await dropTeam(tx, distributorId, teamId)
  }
}

async function countsOf(tx: Tx, distributorId: string, changed: TeamChanged) {
  const { teamId, teamMade, day, products, territories, outletIds, ended, unserved } = changed
  const former = products.flatMap((product) => product.teamId ?? [])
  const formerTeamIds = [...new Set(former)]
  const asked = { teamId, formerTeamIds, outletIds, day }
  return {
    ...{ teamMade, day, unserved, products: products.length, territories: territories.length },
    ...{ vacant: territories.filter(({ vacant }) => vacant).length, ended: ended.length },
    ...{ outlets: outletIds.length, ...(await contractsConcerned(tx, distributorId, asked)) },
  }
}
