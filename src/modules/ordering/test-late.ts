import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { TestDatabase } from '../../../test/test-database.ts'
import type { Town } from '../../../test/town.ts'
import { moveClock } from '../../platform/clock-queries.ts'
import { readTenant, writeGlobal, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import { placeOrder } from './place-order.ts'

/** The town's delivery of this day closes at 17:00 the day before and is picked from 18:00. */
export const DAY = '2027-03-10'

/** Moments of that delivery, in the town's zone. */
export const BEFORE = '2027-03-09 16:59:00 Europe/Kyiv'
export const GRACE = '2027-03-09 17:30:00 Europe/Kyiv'
export const LOCKED = '2027-03-09 20:00:00 Europe/Kyiv'
export const DAY_OVER = '2027-03-11 00:00:05 Europe/Kyiv'

/** What tests of late orders do. */
export function testLate(database: () => TestDatabase) {
  const ask = <T>(town: Town, text: string) =>
    readTenant(database().pools.app, town.tenant.id, async (db) => {
      const { rows } = await sql.raw<T>(text).execute(db)
      return rows
    })
  const change = (town: Town, text: string) =>
    writeTenant(database().pools.app, town.tenant.id, (tx) => sql.raw(text).execute(tx))
  const setClock = (moment: string) =>
    writeGlobal(database().pools.worker, async (tx) => {
      const { rows } = await sql<{ ahead: number }>`
        select extract(epoch from ${moment}::timestamptz - now())::int as ahead`.execute(tx)
      await moveClock(tx, rows[0]?.ahead ?? 0)
    })
  const wish = (town: Town, more: Partial<PlaceRequest> = {}): PlaceRequest => ({
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), deliveryDay: DAY },
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 5000 }],
    ...{ note: '', preparedBy: 'buyer', origin: null, onDouble: 'keep' },
    ...more,
  })
  const place = (town: Town, who: Member, more: Partial<PlaceRequest> = {}) =>
    placeOrder(database().pools.app, who, wish(town, more))
  return { ask, change, setClock, wish, place }
}
