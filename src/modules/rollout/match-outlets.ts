import { v7 as uuidv7 } from 'uuid'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pool, Tx } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { groupOutlets, joinOutlet } from '../outlets/outlets.ts'
import { decideMatch, placesOf, replaceMatches } from './match-queries.ts'
import { ownerGroups, samePlaces } from './match-rules.ts'

/** Looks for rows that may be one place or one owner, and proposes them. */
export async function findMatches(tx: Tx, distributorId: string): Promise<number> {
  const places = await placesOf(tx, distributorId)
  const matches = [
    ...samePlaces(places).map(({ outletIds, score, reasons }) => ({
      ...{ id: uuidv7(), kind: 'same_place' as const, outletIds, score, reasons },
      name: '',
    })),
    ...ownerGroups(places).map(({ name, by, outletIds }) => ({
      ...{ id: uuidv7(), kind: 'owner_group' as const, outletIds, name },
      score: 0,
      reasons: [by],
    })),
  ]
  await replaceMatches(tx, distributorId, matches)
  return matches.length
}

/**
 * A person decides on a proposal. One place: the later row's code leads to the earlier outlet from
 * now on, with its people and papers. One owner: the outlets form a group.
 */
export const decideOnMatch = (
  pool: Pool,
  member: Member,
  { id, accepted }: { id: string; accepted: boolean },
) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const decidedBy = member.personId
    const decided = await decideMatch(tx, { distributorId, id, accepted, decidedBy })
    if (!decided) return refuse(UNKNOWN)
    if (!accepted) return ok({})
    const [kept = '', ...joined] = decided.outletIds
    if (decided.kind === 'owner_group') {
      const group = { name: decided.name, outletIds: decided.outletIds }
      await groupOutlets(tx, distributorId, group)
    } else {
      for (const from of joined)
        await joinOutlet(tx, distributorId, { from, into: kept, decidedBy })
    }
    return ok({})
  })
