import type { Db, Pool } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { moveOutlets } from '../ladder/move-ladder.ts'
import { promisesOf } from '../programme/covenant-queries.ts'
import { agentsOf, openProgramme, type Programme } from '../programme/programme-queries.ts'
import type { WaveRefusalShown } from './contract.ts'
import { gateOf } from './gate-rules.ts'
import { candidatesOf, crowdOf, insertWave, lockWaves, wavesOf } from './wave-queries.ts'
import { type Compiled, compileWave, DEFAULT_MINUTES } from './wave-rules.ts'

export type WaveWanted = {
  outlets: number
  startsOn: string
  endsOn: string
  agents: 'pilot' | 'all'
  holdOutBp: number
  readinessMin: number
}
type Drafted = Omit<Compiled, 'refusals'> & {
  number: number
  seed: string
  refusals: WaveRefusalShown[]
}

/** The next wave as it would be, with all that speaks against it. */
export async function draftWave(
  db: Db,
  distributorId: string,
  programme: Programme,
  wanted: WaveWanted,
): Promise<Drafted> {
  const [waves, candidates, crowd, agents, promises] = await Promise.all([
    wavesOf(db, distributorId, programme.id),
    candidatesOf(db, distributorId),
    crowdOf(db, distributorId, programme.id),
    agentsOf(db, distributorId, programme.id),
    promisesOf(db, distributorId, programme.id),
  ])
  const number = (waves[0]?.number ?? 0) + 1
  const seed = `${programme.id} ${number}`
  const pilots = agents.filter(({ pilot }) => pilot).map(({ id }) => id)
  const { presentation, firstOrder, followUp, ...sizes } = crowd
  const minutes = {
    presentation: presentation ?? DEFAULT_MINUTES.presentation,
    first_order: firstOrder ?? DEFAULT_MINUTES.first_order,
    follow_up: followUp ?? DEFAULT_MINUTES.follow_up,
  }
  const asked = { ...wanted, number, seed, agentIds: wanted.agents === 'all' ? null : pilots }
  const compiled = compileWave(candidates, asked, { ...sizes, minutes })
  const refusals: WaveRefusalShown[] = [...compiled.refusals]
  const gate = waves[0] ? gateOf(waves[0], programme) : null
  if (gate && !gate.open) refusals.push({ code: 'gate_closed', ...gate.said })
  if (promises.length === 0) refusals.push({ code: 'no_promises' })
  return { ...compiled, number, seed, refusals }
}

/**
 * Puts the next wave together and freezes each outlet's cadence and drop. What speaks against it refuses
 * it; the owner passes over that with a written reason, which stays on the wave.
 */
export const makeWave = (
  pool: Pool,
  member: Member,
  asked: WaveWanted & { id: string; overrideReason?: string | undefined },
) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    if (asked.endsOn <= asked.startsOn) return refuse({ code: 'ends_before_start' as const })
    await lockWaves(tx, distributorId)
    const programme = await openProgramme(tx, distributorId)
    if (!programme) return refuse({ code: 'no_programme' as const })
    const known = (await wavesOf(tx, distributorId, programme.id)).find(({ id }) => id === asked.id)
    if (known) return ok({ number: known.number, invited: known.outlets, heldOut: known.heldOut })
    const drafted = await draftWave(tx, distributorId, programme, asked)
    const { chosen, refusals } = drafted
    if (chosen.length === 0) return refuse({ code: 'nobody_fits' as const })
    const overridden = refusals.map(({ code }) => code)
    const overrideReason = overridden.length > 0 ? passingReason(member, asked) : null
    if (overridden.length > 0 && overrideReason === null) {
      return refuse({ code: 'wave_refused' as const, refusals })
    }
    await insertWave(tx, {
      ...{ distributorId, id: asked.id, programmeId: programme.id, compiledBy: member.personId },
      ...{ startsOn: asked.startsOn, endsOn: asked.endsOn },
      ...drafted,
      ...{ overridden, overrideReason },
    })
    const outletIds = chosen.map(({ outletId }) => outletId)
    await moveOutlets(tx, distributorId, outletIds)
    const invited = chosen.filter(({ part }) => part === 'invited').length
    return ok({ number: drafted.number, invited, heldOut: chosen.length - invited })
  })

// Only the owner passes over what speaks against a wave, and only with a reason.
const passingReason = (
  member: Member,
  { overrideReason = null }: { overrideReason?: string | null | undefined },
): string | null => (member.rights.get('rollout.override') === 'tenant' ? overrideReason : null)
