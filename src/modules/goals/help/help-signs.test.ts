import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Tx } from '../../../platform/db.ts'
import { cancelOrder } from '../../ordering/change-order.ts'
import { wantCuesAtNight } from '../../rollout/jobs.ts'
import { moveDue, moveOutlets } from '../../rollout/ladder/move-ladder.ts'
import { recountDays } from '../goals.ts'
import { type LaunchTown, startLaunchTown } from '../test-launch.ts'
import { place } from '../test-orders.ts'

let launch: LaunchTown
beforeAll(async () => {
  launch = await startLaunchTown()
})
afterAll(() => launch?.stop())

type Sign = { sign: string; id: string; count: number; of: number; outlets: { outletId: string }[] }
const signs = async () => (await launch.told<{ signs: Sign[] }>('goals.help')).signs
// Orders are noted by what follows from them.
const noted = (orders: number) =>
  vi.waitFor(
    async () => {
      const rows = await launch.reading((db) =>
        db
          .selectFrom('goals.typed_order')
          .select('order_id')
          .where('distributor_id', '=', launch.town.tenant.id)
          .execute(),
      )
      expect(rows).toHaveLength(orders)
    },
    { timeout: 30_000, interval: 100 },
  )
const typed = (by: 'agent' | 'supervisor' | 'buyer') =>
  place(launch.database, launch.town, { by, quantityMilli: 1_000 })

/** The shop's own order, cancelled by one of ours, who types it anew. */
async function retype(by: 'agent' | 'supervisor'): Promise<void> {
  const { database, town } = launch
  const orderId = await typed('buyer')
  const cancelled = { orderId, why: 'Так зручніше' }
  expect(await cancelOrder(database.pools.app, town[by], cancelled)).toMatchObject({ ok: true })
  await typed(by)
}

/** Verdicts change, and the outlet is placed by them, as they are decided. */
const judged = (verdicts: (tx: Tx) => Promise<unknown>) =>
  launch.writing(async (tx) => {
    await verdicts(tx)
    await moveOutlets(tx, launch.town.tenant.id, [launch.town.ids.outlet])
  })

test('who cancels a shop’s orders and types them anew is told, when others do not', async () => {
  const { town } = launch
  await launch.setClock('2026-11-22T08:00:00Z')
  const alone = await typed('buyer')
  await judged((tx) =>
    sql`insert into rollout.presence (distributor_id, order_id, outlet_id, verdict, evidence)
      values (${town.tenant.id}, ${alone}, ${town.ids.outlet}, 'alone', '{}')
      on conflict (distributor_id, order_id) do update set verdict = 'alone'`.execute(tx),
  )
  await launch.setClock('2026-11-23T08:00:00Z')
  for (let i = 0; i < 3; i += 1) await retype('agent')
  await noted(3)
  expect(await signs()).toEqual([])
  for (let i = 0; i < 6; i += 1) await typed('supervisor')
  await noted(9)
  expect(await signs()).toMatchObject([
    {
      ...{ sign: 'retyped', id: town.ids.agentPerson, count: 3, of: 3, peersBp: 0 },
      outlets: [{ outletId: town.ids.outlet }],
    },
  ])
  await judged((tx) =>
    sql`update rollout.presence set verdict = 'with_staff'
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  expect(await signs()).toEqual([])
  await judged((tx) =>
    sql`update rollout.presence set verdict = 'alone'
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  for (let i = 0; i < 6; i += 1) await retype('supervisor')
  await noted(15)
  expect(await signs()).toEqual([])
})

test('an outlet that was placed before its ladder told since when is placed anew by the night', async () => {
  const { town, writing } = launch
  const distributorId = town.tenant.id
  // In one transaction: what else follows from the orders above places it anew, too.
  const [told, untold, again] = await writing(async (tx) => {
    const since = async () =>
      (
        await tx
          .selectFrom('rollout.ladder')
          .select('alone_since')
          .where('distributor_id', '=', distributorId)
          .where('outlet_id', '=', town.ids.outlet)
          .executeTakeFirst()
      )?.alone_since
    const before = await since()
    await sql`delete from rollout.ladder_due where distributor_id = ${distributorId}`.execute(tx)
    await sql`update rollout.ladder set alone_since = null
      where distributor_id = ${distributorId}`.execute(tx)
    await moveDue(tx, distributorId)
    const between = await since()
    await wantCuesAtNight(tx, { distributorId })
    await moveDue(tx, distributorId)
    return [before, between, await since()]
  })
  expect(told).toBeTruthy()
  expect(untold).toBeNull()
  expect(again).toEqual(told)
})

test('an order that our people typed is noted until it is cancelled, and as a recount would note it', async () => {
  const { database, town, writing, reading } = launch
  const notes = () =>
    reading((db) =>
      db
        .selectFrom('goals.typed_order')
        .selectAll()
        .where('distributor_id', '=', town.tenant.id)
        .orderBy('order_id')
        .execute(),
    )
  const before = await notes()
  const orderId = await typed('agent')
  await noted(before.length + 1)
  const cancelled = { orderId, why: 'Передумали' }
  expect(await cancelOrder(database.pools.app, town.agent, cancelled)).toMatchObject({ ok: true })
  await noted(before.length)
  expect(await notes()).toEqual(before)
  await writing((tx) =>
    sql`update goals.typed_order set near = not near, retyped = not retyped
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  expect(await notes()).not.toEqual(before)
  const days = { distributorId: town.tenant.id, fromDay: '2000-01-01', toDay: '2999-12-31' }
  await writing((tx) => recountDays(tx, days))
  expect(await notes()).toEqual(before)
})
