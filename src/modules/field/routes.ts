import { type Db, type Pools, readTenant, transact } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { type Member, serveTenant } from '../../platform/serve.ts'
import { zonePlans } from '../delivery/delivery.ts'
import { orderRowsOf } from '../ordering/ordering.ts'
import { seer } from '../outlets/outlets.ts'
import { myRouteCall, noticesCall, overnightCall, readNoticesCall } from './contract.ts'
import { coverageOfWeek, outletsOnMap } from './map.ts'
import { coverageCall, mapCall } from './map-contract.ts'
import { myPlans, portalDid } from './my-plan-queries.ts'
import { myRoute } from './my-route.ts'
import { myPlanCall } from './plan-contract.ts'
import { markRead, noticesOf, overnightIds, unreadNotices } from './queries.ts'

// What taking an order by phone costs (domain.md §7).
const MINUTES_AN_ORDER = 4

export const fieldRoutes = ({ pools }: { pools: Pools }) => {
  const reading = <T>(member: Member, work: (db: Db) => Promise<T>) =>
    readTenant(pools.app, member.tenant.id, work)
  return {
    notices: serveTenant(noticesCall, (member, { limit }) =>
      reading(member, async (db) => {
        const [unread, rows] = await Promise.all([
          unreadNotices(db, member),
          noticesOf(db, member, limit),
        ])
        const notices = rows.map(({ body, readAt, ...row }) => ({
          ...row,
          number: body.number,
          channel: body.channel,
          totalMinor: body.totalMinor,
          payDay: body.payDay ?? null,
          by: body.by ?? null,
          read: readAt !== null,
        }))
        return ok({ unread, notices })
      }),
    ),
    readNotices: serveTenant(readNoticesCall, ({ tenant, personId }, { upTo }) =>
      transact(pools.app, tenant.id, async (tx) => {
        await markRead(tx, tenant.id, personId, upTo)
        return ok({})
      }),
    ),
    overnight: serveTenant(overnightCall, (member) =>
      reading(member, async (db) => {
        const { id: distributorId, timeZone } = member.tenant
        const found = await overnightIds(db, { distributorId, personId: member.personId, timeZone })
        const ids = found.map((row) => row.id)
        const [rows, sees] = await Promise.all([
          orderRowsOf(db, distributorId, ids),
          seer(db, member, 'field.read'),
        ])
        const orders = rows.filter((order) => sees(order.outletId))
        const { now } = await zonePlans(db, distributorId, timeZone)
        return ok({ since: found[0]?.since ?? now, orders })
      }),
    ),
    myPlan: serveTenant(myPlanCall, ({ tenant, personId }) =>
      readTenant(pools.app, tenant.id, async (db) => {
        const asked = { distributorId: tenant.id, personId, timeZone: tenant.timeZone }
        const [plans, did] = await Promise.all([myPlans(db, asked), portalDid(db, asked)])
        return ok({ plans, portal: { ...did, freedMinutes: did.orders * MINUTES_AN_ORDER } })
      }),
    ),
    outlets: serveTenant(myRouteCall, (member, { search }) =>
      reading(member, (db) => myRoute(db, member, search ?? '')),
    ),
    map: serveTenant(mapCall, (member, { west, south, east, north }) =>
      reading(member, async (db) => {
        const whole = west !== undefined && south !== undefined
        const box = whole && east !== undefined && north !== undefined
        return ok(await outletsOnMap(db, member, box ? { west, south, east, north } : null))
      }),
    ),
    coverage: serveTenant(coverageCall, (member, { until }) =>
      reading(member, async (db) => ok(await coverageOfWeek(db, member, until))),
    ),
  }
}
