import { UNKNOWN } from '../../platform/call.ts'
import type { Db, Pool, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import {
  type AheadRow,
  deleteException,
  deleteHoliday,
  dropsAhead,
  putException,
  putHoliday,
} from './calendar-queries.ts'
import type { OrderedDrops, Zone } from './contract.ts'
import { daysChanged } from './events.ts'
import { updateZone, type ZoneRow, zonesOf } from './queries.ts'
import {
  localDay,
  locksInTime,
  losesDay,
  nextSlots,
  planFor,
  type SlotException,
  type SlotTimes,
  withException,
  type ZonePlan,
} from './slot-rules.ts'
import { zonePlan } from './zone-plan.ts'

type Rules = Pick<Zone, 'weekdays' | 'cutOffDays' | 'cutOffTime' | 'lockMinutes'>
type Done = Record<string, never>
type OnOrders = { onOrders: 'ask' | 'keep' }
type Unknown = typeof UNKNOWN
type LateLock = { code: 'lock_after_delivery' }
type HasOrders = OrderedDrops & { code: 'day_has_orders' }

/** The next days of a zone under rules that nobody saved, and what they would close. */
export async function previewZone(
  db: Db,
  { tenant }: Member,
  request: Rules & { zoneId: string },
): Promise<Result<{ now: string; days: SlotTimes[]; closes: OrderedDrops }, Unknown | LateLock>> {
  if (!locksInTime(request)) return refuse({ code: 'lock_after_delivery' })
  const zone = await zoneOf(db, tenant, request.zoneId)
  if (!zone) return refuse(UNKNOWN)
  const ruled = withRules(request)
  const closes = await closedBy(db, tenant, { zones: [zone], zoneId: zone.zoneId }, ruled)
  const days = nextSlots(ruled(zonePlan(zone, tenant.timeZone)), zone.now, LIMITS.slotsShown)
  return ok({ now: zone.now, days, closes })
}

/** Gives a zone other rules; days that they close and that carry orders are asked about first. */
export const changeZone = (
  pool: Pool,
  member: Member,
  request: Parameters<typeof updateZone>[2] & OnOrders,
): Promise<Result<Done, Unknown | LateLock | HasOrders>> =>
  transactAs(pool, member, async (tx) => {
    const { tenant } = member
    if (!locksInTime(request)) return refuse({ code: 'lock_after_delivery' })
    const zone = await zoneOf(tx, tenant, request.zoneId)
    if (!zone) return refuse(UNKNOWN)
    const asked = { ...request, zones: [zone] }
    const barred = await barredBy(tx, tenant, asked, withRules(request))
    if (barred) return barred
    await updateZone(tx, tenant.id, request)
    const { zoneId } = zone
    await publish(tx, daysChanged({ distributorId: tenant.id, zoneId, calledOff: null }))
    return ok({})
  })

type Unfit = 'moved_to_missing' | 'moved_to_same' | 'exception_past' | 'too_many_exceptions'
type ExceptionRefusal = Unknown | HasOrders | { code: Unfit }

/** Closes, adds or moves a delivery day of a zone. */
export const makeException = (
  pool: Pool,
  member: Member,
  request: SlotException & OnOrders & { zoneId: string; reason: string },
): Promise<Result<Done, ExceptionRefusal>> =>
  transactAs(pool, member, async (tx): Promise<Result<Done, ExceptionRefusal>> => {
    const { tenant, personId } = member
    const { zoneId, day, kind } = request
    const zone = await zoneOf(tx, tenant, zoneId)
    if (!zone) return refuse(UNKNOWN)
    const movedTo = kind === 'moved' ? request.movedTo : null
    const unfit = unfitException(zone, { day, kind, movedTo }, localDay(zone.now, tenant.timeZone))
    if (unfit) return refuse({ code: unfit })
    const excepted = (plan: ZonePlan) => withException(plan, day, { day, kind, movedTo })
    const asked = { zones: [zone], zoneId, onOrders: request.onOrders }
    const barred = await barredBy(tx, tenant, asked, excepted)
    if (barred) return barred
    await putException(tx, tenant.id, { ...request, movedTo, madeBy: personId })
    const calledOff = kind === 'extra' ? null : { day, movedTo, reason: request.reason }
    await publish(tx, daysChanged({ distributorId: tenant.id, zoneId, calledOff }))
    return ok({})
  })

function unfitException(zone: ZoneRow, wanted: SlotException, today: string): Unfit | null {
  const { day, kind, movedTo } = wanted
  if (kind === 'moved' && !movedTo) return 'moved_to_missing'
  if (movedTo === day) return 'moved_to_same'
  if (day < today || (movedTo && movedTo < today)) return 'exception_past'
  const others = zone.exceptions.filter((known) => known.day !== day)
  return others.length >= LIMITS.exceptionsMax ? 'too_many_exceptions' : null
}

/** Takes an exception back: an extra day that carries orders is asked about first. */
export const dropException = (
  pool: Pool,
  member: Member,
  { zoneId, day, onOrders }: OnOrders & { zoneId: string; day: string },
): Promise<Result<Done, Unknown | HasOrders>> =>
  transactAs(pool, member, async (tx) => {
    const { tenant } = member
    const zone = await zoneOf(tx, tenant, zoneId)
    if (!zone) return refuse(UNKNOWN)
    const back = (plan: ZonePlan) => withException(plan, day, null)
    const barred = await barredBy(tx, tenant, { zones: [zone], zoneId, onOrders }, back)
    if (barred) return barred
    if (!(await deleteException(tx, tenant.id, zoneId, day))) return refuse(UNKNOWN)
    await publish(tx, daysChanged({ distributorId: tenant.id, zoneId, calledOff: null }))
    return ok({})
  })

/** Takes a holiday back. */
export const dropHoliday = (
  pool: Pool,
  member: Member,
  day: string,
): Promise<Result<Done, Unknown>> =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    if (!(await deleteHoliday(tx, distributorId, day))) return refuse(UNKNOWN)
    await publish(tx, daysChanged({ distributorId, zoneId: null, calledOff: null }))
    return ok({})
  })

/** Names a day on which no zone delivers. */
export const nameHoliday = (
  pool: Pool,
  member: Member,
  { day, name, onOrders }: OnOrders & { day: string; name: string },
): Promise<Result<Done, HasOrders | { code: 'holiday_past' | 'too_many_holidays' }>> =>
  transactAs(pool, member, async (tx) => {
    const { tenant } = member
    const zones = await zonesOf(tx, tenant.id, tenant.timeZone)
    const rested = (plan: ZonePlan) => ({ ...plan, holidays: [...plan.holidays, day] })
    const barred = await barredBy(tx, tenant, { zones, day, onOrders }, rested)
    if (barred) return barred
    const { id: distributorId, timeZone } = tenant
    const done = await putHoliday(tx, { distributorId, timeZone, day, name })
    if (done === 'past') return refuse({ code: 'holiday_past' })
    if (done === 'full') return refuse({ code: 'too_many_holidays' })
    await publish(tx, daysChanged({ distributorId, zoneId: null, calledOff: null }))
    return ok({})
  })

type Change = (plan: ZonePlan) => ZonePlan
type Tenant = Member['tenant']
type Where = { zones: ZoneRow[]; zoneId?: string; day?: string }

const withRules =
  ({ weekdays, cutOffDays, cutOffTime, lockMinutes }: Rules): Change =>
  (plan) => ({ ...plan, weekdays, cutOffDays, cutOffTime, lockMinutes })

async function zoneOf(db: Db, tenant: Tenant, zoneId: string): Promise<ZoneRow | undefined> {
  const zones = await zonesOf(db, tenant.id, tenant.timeZone)
  return zones.find((zone) => zone.zoneId === zoneId)
}

async function barredBy(tx: Tx, tenant: Tenant, asked: Where & OnOrders, change: Change) {
  if (asked.onOrders === 'keep') return null
  const closed = await closedBy(tx, tenant, asked, change)
  return closed.orders > 0 ? refuse({ code: 'day_has_orders', ...closed }) : null
}

// Each outlet by its own plan: one with days of its own loses nothing when the zone's change.
async function closedBy(
  db: Db,
  { id: distributorId, timeZone }: Tenant,
  { zones, zoneId = '', day = '' }: Where,
  change: Change,
): Promise<OrderedDrops> {
  const plans = new Map(zones.map((zone) => [zone.zoneId, zonePlan(zone, timeZone)]))
  const asked = { distributorId, timeZone, zoneId: zoneId || null, day: day || null }
  const lost = (await dropsAhead(db, asked)).filter((row) => {
    const plan = plans.get(row.zoneId)
    if (!plan) return false
    return losesDay(planFor(plan, row.own), planFor(change(plan), row.own), row.deliveryDay)
  })
  return {
    orders: lost.reduce((sum, { orders }) => sum + orders, 0),
    valueMinor: lost.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
    drops: lost.slice(0, LIMITS.closedDropsTold).map(told),
  }
}

const told = (row: AheadRow): OrderedDrops['drops'][number] => ({
  deliveryDay: row.deliveryDay,
  zoneName: row.zoneName,
  outletId: row.outletId,
  outletName: row.outletName,
  city: row.city,
  orders: row.orders,
  valueMinor: row.valueMinor,
})
