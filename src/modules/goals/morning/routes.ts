import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readGlobal, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { serveTenant, transactAs } from '../../../platform/serve.ts'
import { staffOf } from '../../identity/identity.ts'
import { morningCall, setMorningCall } from './contract.ts'
import { setMorningTimer } from './morning.ts'
import { morningOf, putMorning } from './morning-queries.ts'

const DEFAULT = { at: '08:30', readers: [], lastDay: null }

/** Five lines in the morning: when, and to whom. */
export const morningRoutes = (pools: Pools) => ({
  morning: serveTenant(morningCall, async ({ tenant }) => {
    const people = await readGlobal(pools.identity, (db) => staffOf(db, tenant.id))
    const morning = await readTenant(pools.app, tenant.id, (db) => morningOf(db, tenant.id))
    return ok({ ...(morning ?? DEFAULT), people })
  }),
  setMorning: serveTenant(setMorningCall, async (member, { at, readers }) => {
    const { id: distributorId } = member.tenant
    const staff = await readGlobal(pools.identity, (db) => staffOf(db, distributorId))
    const names = new Map(staff.map(({ id, name }) => [id, name]))
    const once = [...new Map(readers.map((reader) => [reader.personId, reader])).values()]
    if (once.some(({ personId }) => !names.has(personId))) return refuse(UNKNOWN)
    return transactAs(pools.app, member, async (tx) => {
      const named = once.map((reader) => ({ ...reader, name: names.get(reader.personId) ?? '' }))
      await putMorning(tx, { distributorId, at, changedBy: member.personId, readers: named })
      await setMorningTimer(tx, distributorId, at)
      return ok({})
    })
  }),
})
