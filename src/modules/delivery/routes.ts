import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { holidaysFrom } from './calendar-queries.ts'
import {
  changeZone,
  dropException,
  dropHoliday,
  makeException,
  nameHoliday,
  previewZone,
} from './change-calendar.ts'
import {
  changeZoneCall,
  dropExceptionCall,
  dropHolidayCall,
  previewZoneCall,
  putHolidayCall,
  slotsCall,
  strandedCall,
  zoneExceptionCall,
  zonesCall,
} from './contract.ts'
import { closedSlot, openSlots, outletPlan } from './delivery.ts'
import { type ZoneRow, zonesOf } from './queries.ts'
import { nextSlots } from './slot-rules.ts'
import { strandedDays } from './stranded.ts'
import { zonePlan } from './zone-plan.ts'

export const deliveryRoutes = ({ pools }: { pools: Pools }) => ({
  slots: serveTenant(slotsCall, (member, { outletId }) => {
    const { id: distributorId, timeZone } = member.tenant
    return readTenant(pools.app, distributorId, async (db) => {
      if (!(await sees(db, member, 'slot.read', outletId))) return refuse(UNKNOWN)
      const outlet = await outletPlan(db, { distributorId, timeZone, outletId })
      if (!outlet) return refuse(UNKNOWN)
      const { now, zoneName, minimumMinor } = outlet
      const slots = openSlots(outlet, LIMITS.slotsShown)
      const closed = closedSlot(outlet)
      return ok({ now, timeZone, zoneName, minimumMinor, slots, closed })
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
  stranded: serveTenant(strandedCall, ({ tenant: { id: distributorId, timeZone } }) =>
    readTenant(pools.app, distributorId, async (db) =>
      ok({ days: await strandedDays(db, { distributorId, timeZone }) }),
    ),
  ),
  previewZone: serveTenant(previewZoneCall, (member, request) =>
    readTenant(pools.app, member.tenant.id, (db) => previewZone(db, member, request)),
  ),
  changeZone: serveTenant(changeZoneCall, (member, request) =>
    changeZone(pools.app, member, request),
  ),
  makeException: serveTenant(zoneExceptionCall, (member, request) =>
    makeException(pools.app, member, request),
  ),
  dropException: serveTenant(dropExceptionCall, (member, request) =>
    dropException(pools.app, member, request),
  ),
  putHoliday: serveTenant(putHolidayCall, (member, request) =>
    nameHoliday(pools.app, member, request),
  ),
  dropHoliday: serveTenant(dropHolidayCall, (member, { day }) =>
    dropHoliday(pools.app, member, day),
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
