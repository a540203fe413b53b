import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { insertRows, type Row } from '../../../demo/load-queries.ts'
import { type Db, readTenant, type Tx, writeTenant } from '../../../platform/db.ts'
import { placeOrder } from '../../ordering/place-order.ts'
import { decidePresence } from '../ladder/decide-presence.ts'
import { countCues } from './count-cues.ts'

export type HabitTown = Awaited<ReturnType<typeof startHabitTown>>

/** A town with a running wave: its outlet registered at 10:00 in Kyiv on Monday 16 November 2026. */
export async function startHabitTown() {
  const database = await testDatabase()
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const setClock = (instant: string) =>
    owner.query(
      `update platform.clock set offset_seconds =
        round(extract(epoch from $1::timestamptz - clock_timestamp()))`,
      [instant],
    )
  await setClock('2026-11-16T08:00:00Z')
  const town = await makeTown(database)
  const { id } = town.tenant
  const writing = <T>(work: (tx: Tx) => Promise<T>) => writeTenant(database.pools.app, id, work)
  const reading = <T>(work: (db: Db) => Promise<T>) => readTenant(database.pools.app, id, work)
  const { waveId } = await makeWaveRows(database, town)
  const invite = (outletIds: string[], at = '2026-11-16T08:00:00Z') =>
    writing((tx) => inviteRows(tx, town, { waveId, outletIds, at }))
  await invite([town.ids.outlet])
  return {
    ...{ database, owner, town, setClock, writing, reading, invite, waveId },
    count: () => writing((tx) => countCues(tx, id, [town.ids.outlet])),
    order: (deliveryDay: string) => orderFor(database, town, deliveryDay),
    decide: (orderId: string) => writing((tx) => decidePresence(tx, id, [orderId])),
    async stop() {
      await owner.end()
      await database.drop()
    },
  }
}

async function makeWaveRows(database: TestDatabase, town: Town) {
  const distributor_id = town.tenant.id
  const [programme_id, waveId] = [randomUUID(), randomUUID()]
  const by = town.ids.adminPerson
  const days = { starts_on: '2026-11-16', ends_on: '2026-12-14' }
  await writeTenant(database.pools.app, distributor_id, async (tx) => {
    await insertRows(tx, 'rollout.programme', [
      {
        ...{ distributor_id, id: programme_id, name: 'Осінь', purpose: 'Самі', created_by: by },
        ...{ ...days, ends_on: '2027-03-01', goal_outlets: 10, goal_drop_minor: 250_000 },
      },
    ])
    await insertRows(tx, 'rollout.wave', [
      {
        ...{ distributor_id, id: waveId, programme_id, number: 1, ...days, outlets: 1 },
        ...{ held_out: 0, needed_minutes: 1, capacity_minutes: 1, seed: 'a', compiled_by: by },
      },
    ])
  })
  return { waveId }
}

async function inviteRows(
  tx: Tx,
  town: Town,
  { waveId, outletIds, at }: { waveId: string; outletIds: string[]; at: string },
): Promise<void> {
  const owned = { distributor_id: town.tenant.id }
  const rows = outletIds.map(
    (outlet_id, i): Row => ({
      ...{ ...owned, wave_id: waveId, outlet_id, part: 'invited', position: i + 1, readiness: 1 },
      ...{ worth: 1, vacant: false, cadence_days: 1, median_drop_minor: 1 },
    }),
  )
  await insertRows(tx, 'rollout.wave_outlet', rows)
  const reached = { registered: at }
  const ladders = outletIds.map(
    (outlet_id): Row => ({ ...owned, outlet_id, step: 'registered', reached }),
  )
  await insertRows(tx, 'rollout.ladder', ladders)
}

async function orderFor(database: TestDatabase, town: Town, deliveryDay: string): Promise<string> {
  const placed = await placeOrder(database.pools.app, town.buyer, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), deliveryDay, note: '' },
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 4_000 }],
    ...{ preparedBy: 'buyer', origin: null, onDouble: 'keep' },
  })
  if (!placed.ok) throw new Error(JSON.stringify(placed.refusal))
  return placed.value.orders[0]?.id ?? ''
}
