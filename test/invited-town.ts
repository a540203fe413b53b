import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Tx, writeTenant } from '../src/platform/db.ts'
import type { TestDatabase } from './test-database.ts'
import { makeTown, type Town } from './town.ts'

/** A town whose outlets are in a wave that runs: one is invited and fit to be, the other held out. */
export async function makeInvitedTown(
  database: TestDatabase,
  options: { code?: string } = {},
): Promise<Town> {
  const town = await makeTown(database, options)
  const { tenant, ids } = town
  const [programme, wave] = [randomUUID(), randomUUID()]
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await sql`insert into rollout.programme (distributor_id, id, name, purpose, starts_on, ends_on,
        goal_outlets, goal_drop_minor, created_by)
      values (${tenant.id}, ${programme}, 'Осінь', 'Щоб замовляли самі', '2026-01-01', '2099-01-01',
        10, 0, ${ids.adminPerson})`.execute(tx)
    await sql`insert into rollout.wave (distributor_id, id, programme_id, number, starts_on, ends_on,
        outlets, held_out, needed_minutes, capacity_minutes, seed, compiled_by)
      values (${tenant.id}, ${wave}, ${programme}, 1, '2026-01-01', '2099-01-01', 1, 1, 1, 1, 's',
        ${ids.adminPerson})`.execute(tx)
    await sql`insert into rollout.wave_outlet (distributor_id, wave_id, outlet_id, part, position,
        readiness, worth, vacant, cadence_days, median_drop_minor)
      values (${tenant.id}, ${wave}, ${ids.outlet}, 'invited', 1, 50, 50, false, 7, 1000),
        (${tenant.id}, ${wave}, ${ids.otherOutlet}, 'held_out', 2, 50, 50, false, 7, 1000)`.execute(
      tx,
    )
    await fitToInvite(tx, tenant.id, ids.outlet)
  })
  return town
}

/** The portal is true for an outlet: it may be invited. */
export const fitToInvite = (tx: Tx, distributorId: string, outletId: string) =>
  sql`insert into rollout.fit (distributor_id, outlet_id, fit, lines, lines_true, differences)
    values (${distributorId}, ${outletId}, true, 0, 0, '{}')
    on conflict (distributor_id, outlet_id) do update set fit = true`.execute(tx)
