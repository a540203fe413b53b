import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { serveTenant } from '../../../platform/serve.ts'
import { seenIds, sees } from '../../outlets/outlets.ts'
import { habitsCall, outletHabitCall } from './contract.ts'
import { STAGES } from './cue-rules.ts'
import {
  lastCues,
  remindersSaid,
  slippingOutlets,
  stageCounts,
  strengthOfOutlet,
} from './habit-queries.ts'
import { reminderGroups } from './reminder-queries.ts'
import { effectOf, type Group } from './reminder-rules.ts'

/** How strong habits are, who slips, and what reminders do. */
export const cueRoutes = (pools: Pools) => ({
  habits: serveTenant(habitsCall, (member) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { id } = member.tenant
      const seen = await seenIds(db, member, 'rollout.read')
      const counted = new Map(
        (await stageCounts(db, id, seen)).map(({ stage, outlets }) => [stage, outlets]),
      )
      const slipping = await slippingOutlets(db, id, seen)
      const said = await remindersSaid(db, id)
      const groups = await reminderGroups(db, id)
      const { told, heldOut, lift } = effectOf(groups.told, groups.heldOut)
      return ok({
        stages: {
          ...{ seeded: 0, forming: 0, held: 0, slipping: 0, relapsed: 0 },
          ...Object.fromEntries(STAGES.map((stage) => [stage, counted.get(stage) ?? 0])),
        },
        slipping,
        reminders: { ...said, told: shown(told), heldOut: shown(heldOut), lift },
      })
    }),
  ),
  outletHabit: serveTenant(outletHabitCall, (member, { outletId }) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      if (!(await sees(db, member, 'order.read', outletId))) return refuse(UNKNOWN)
      const habit = (await strengthOfOutlet(db, member.tenant.id, outletId)) ?? null
      return ok({ habit, cues: await lastCues(db, member.tenant.id, outletId) })
    }),
  ),
})

const shown = ({ outlets, cues, ordered }: Group) => ({ outlets, cues, ordered })
