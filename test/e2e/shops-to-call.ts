import { randomUUID } from 'node:crypto'
import { insertRows } from '../../src/demo/load-queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'
import { makeTown } from '../town.ts'

/** A town with a launch whose wave has invited so many shops that nobody called yet. */
export async function makeShopsToCall(database: TestDatabase, count: number) {
  const town = await makeTown(database, { code: 'calls' })
  const { tenant, ids } = town
  const own = { distributor_id: tenant.id }
  const [programme, wave] = [randomUUID(), randomUUID()]
  const shops = Array.from({ length: count }, (_, i) => ({ id: randomUUID(), number: i + 1 }))
  const dates = { starts_on: '2026-01-01', ends_on: '2099-01-01' }
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await insertRows(
      tx,
      'outlets.outlet',
      shops.map(({ id, number }) => ({
        ...{ ...own, id, code: `C${number}`, name: `Крамниця ${number}`, city: 'Київ' },
        ...{ address: `вул. Садова, ${number}`, outlet_type: 'shop', class: 'B' },
      })),
    )
    await insertRows(tx, 'rollout.programme', [
      {
        ...{ ...own, id: programme, name: 'Осінь', purpose: 'Щоб замовляли самі', ...dates },
        ...{ goal_outlets: 10, goal_drop_minor: 0, created_by: ids.adminPerson },
      },
    ])
    await insertRows(tx, 'rollout.wave', [
      {
        ...{ ...own, id: wave, programme_id: programme, number: 1, ...dates, seed: 's' },
        ...{ outlets: count, held_out: 0, needed_minutes: 1, capacity_minutes: 1 },
        ...{ compiled_by: ids.adminPerson },
      },
    ])
    await insertRows(
      tx,
      'rollout.wave_outlet',
      shops.map(({ id, number }) => ({
        ...{ ...own, wave_id: wave, outlet_id: id, part: 'invited', position: number },
        ...{ readiness: 50, worth: 50, vacant: false, cadence_days: 7, median_drop_minor: 1000 },
      })),
    )
  })
  return town
}
