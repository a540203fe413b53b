import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant, transact } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { serveTenant, transactAs } from '../../../platform/serve.ts'
import { lastKnownDay } from '../../habit/habit.ts'
import { seenIds, sees } from '../../outlets/outlets.ts'
import { daysBetween } from '../day-rules.ts'
import { openProgramme } from '../programme/programme-queries.ts'
import { draftWave, makeWave } from './compile-wave.ts'
import {
  compileWaveCall,
  previewWaveCall,
  stopWaveCall,
  waveOutletsCall,
  wavesCall,
} from './contract.ts'
import { judgeReadiness } from './judge-readiness.ts'
import { judgeReadinessCall, readinessCall, sayViewCall } from './readiness-contract.ts'
import { putAgentView, readinessPage } from './readiness-queries.ts'
import { reasonsAfter } from './readiness-rules.ts'
import { stopWave, waveOutlets, wavesOf } from './wave-queries.ts'

/** Who is ready, the waves, and how far their outlets came. */
export const waveRoutes = (pools: Pools) => ({
  ...readinessRoutes(pools),
  ...compileRoutes(pools),
  waves: serveTenant(wavesCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const programme = await openProgramme(db, tenant.id)
      return ok({ waves: programme ? await wavesOf(db, tenant.id, programme.id) : [] })
    }),
  ),
  waveOutlets: serveTenant(waveOutletsCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { waveId, step = null, aside = null, part = null } = asked
      const seen = await seenIds(db, member, 'rollout.read')
      const filters = { waveId, seen, step, aside, part }
      return ok({ outlets: await waveOutlets(db, member.tenant.id, filters) })
    }),
  ),
  stopWave: serveTenant(stopWaveCall, (member, { waveId, reason }) =>
    transactAs(pools.app, member, async (tx) => {
      const stop = { distributorId: member.tenant.id, id: waveId, reason }
      return (await stopWave(tx, stop)) ? ok({}) : refuse(UNKNOWN)
    }),
  ),
})

const readinessRoutes = (pools: Pools) => ({
  readiness: serveTenant(readinessCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { search = '', sort, offset, limit } = asked
      const fit = asked.fit === undefined ? null : asked.fit === 'yes'
      const seen = await seenIds(db, member, 'rollout.read')
      const filters = { seen, fit, search, sort, offset, limit: limit + 1 }
      const today = await lastKnownDay(db, member.tenant.id)
      const rows = (await readinessPage(db, member.tenant.id, filters)).map(
        ({ throughDay, ...row }) => {
          const days = today && throughDay ? daysBetween(throughDay, today) : 0
          return { ...row, reasons: reasonsAfter(row.reasons, days) }
        },
      )
      return ok({ outlets: rows.slice(0, limit), more: rows.length > limit })
    }),
  ),
  judgeReadiness: serveTenant(judgeReadinessCall, ({ tenant }) =>
    transact(pools.app, tenant.id, async (tx) =>
      ok({ changed: await judgeReadiness(tx, tenant.id) }),
    ),
  ),
  sayView: serveTenant(sayViewCall, (member, { outletId, view }) =>
    transactAs(pools.app, member, async (tx) => {
      if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
      const said = { distributorId: member.tenant.id, outletId, view, saidBy: member.personId }
      await putAgentView(tx, said)
      return ok({})
    }),
  ),
})

const compileRoutes = (pools: Pools) => ({
  previewWave: serveTenant(previewWaveCall, ({ tenant }, wanted) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const programme = await openProgramme(db, tenant.id)
      if (!programme) return refuse({ code: 'no_programme' as const })
      const { chosen, seed: _, ...sums } = await draftWave(db, tenant.id, programme, wanted)
      const invited = chosen.filter(({ part }) => part === 'invited').length
      const vacant = chosen.filter((one) => one.vacant).length
      return ok({ ...sums, invited, heldOut: chosen.length - invited, vacant, outlets: chosen })
    }),
  ),
  compileWave: serveTenant(compileWaveCall, (member, asked) => makeWave(pools.app, member, asked)),
})
