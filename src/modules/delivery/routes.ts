import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import {
  changeZoneCall,
  dropExceptionCall,
  dropHolidayCall,
  putHolidayCall,
  slotsCall,
  zoneExceptionCall,
  zonesCall,
} from './contract.ts'
import { openSlots, outletPlan, zonePlan } from './delivery.ts'
import {
  deleteException,
  deleteHoliday,
  holidaysFrom,
  putException,
  putHoliday,
  updateZone,
  type ZoneRow,
  zoneExists,
  zonesOf,
} from './queries.ts'
import { locksInTime, nextSlots } from './slot-rules.ts'

export const deliveryRoutes = ({ pools }: { pools: Pools }) => ({
  slots: serveTenant(slotsCall, (member, { outletId }) => {
    const { id: distributorId, timeZone } = member.tenant
    return readTenant(pools.app, distributorId, async (db) => {
      if (!(await sees(db, member, 'slot.read', outletId))) return refuse(UNKNOWN)
      const outlet = await outletPlan(db, { distributorId, timeZone, outletId })
      if (!outlet) return refuse(UNKNOWN)
      const { now, zoneName, minimumMinor } = outlet
      const slots = openSlots(outlet, LIMITS.slotsShown)
      return ok({ now, timeZone, zoneName, minimumMinor, slots })
    })
  }),
  zones: serveTenant(zonesCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const rows = await zonesOf(db, tenant.id, tenant.timeZone)
      const now = rows[0]?.now ?? ''
      const holidays = await holidaysFrom(db, tenant.id, now.slice(0, 10) || '2000-01-01')
      const zones = rows.map((row) => shownZone(row, tenant.timeZone))
      return ok({ now, timeZone: tenant.timeZone, zones, holidays })
    }),
  ),
  changeZone: serveTenant(changeZoneCall, (member, request) =>
    transactAs(pools.app, member, async (tx) => {
      if (!locksInTime(request)) return refuse({ code: 'lock_after_delivery' })
      return (await updateZone(tx, member.tenant.id, request)) ? ok({}) : refuse(UNKNOWN)
    }),
  ),
  makeException: serveTenant(zoneExceptionCall, (member, request) =>
    transactAs(pools.app, member, async (tx) => {
      const { tenant, personId } = member
      if (!(await zoneExists(tx, tenant.id, request.zoneId))) return refuse(UNKNOWN)
      const moved = request.kind === 'moved'
      if (moved && !request.movedTo) return refuse({ code: 'moved_to_missing' })
      const movedTo = moved ? request.movedTo : null
      await putException(tx, tenant.id, { ...request, movedTo, madeBy: personId })
      return ok({})
    }),
  ),
  dropException: serveTenant(dropExceptionCall, (member, { zoneId, day }) =>
    transactAs(pools.app, member, async (tx) =>
      (await deleteException(tx, member.tenant.id, zoneId, day)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
  putHoliday: serveTenant(putHolidayCall, (member, holiday) =>
    transactAs(pools.app, member, async (tx) => {
      const { id: distributorId, timeZone } = member.tenant
      const done = await putHoliday(tx, { distributorId, timeZone, ...holiday })
      if (done === 'past') return refuse({ code: 'holiday_past' })
      return done === 'full' ? refuse({ code: 'too_many_holidays' }) : ok({})
    }),
  ),
  dropHoliday: serveTenant(dropHolidayCall, (member, { day }) =>
    transactAs(pools.app, member, async (tx) =>
      (await deleteHoliday(tx, member.tenant.id, day)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
})

function shownZone(row: ZoneRow, timeZone: string) {
  const carried = new Map(row.days.map((day) => [day.day, day]))
  const days = nextSlots(zonePlan(row, timeZone), row.now, LIMITS.slotsShown).map((slot) => ({
    ...slot,
    drops: carried.get(slot.deliveryDay)?.drops ?? 0,
    valueMinor: carried.get(slot.deliveryDay)?.valueMinor ?? 0,
  }))
  return {
    id: row.zoneId,
    code: row.code,
    name: row.zoneName,
    weekdays: row.weekdays,
    cutOffDays: row.cutOffDays,
    cutOffTime: row.cutOffTime,
    lockMinutes: row.lockMinutes,
    capacityDrops: row.capacityDrops,
    minimumMinor: row.minimumMinor,
    outlets: row.outlets,
    days,
    exceptions: row.exceptions,
  }
}
