import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelOrder } from '../../ordering/change-order.ts'
import { type LaunchTown, startLaunchTown } from '../test-launch.ts'
import { place } from '../test-orders.ts'

let launch: LaunchTown
beforeAll(async () => {
  launch = await startLaunchTown()
})
afterAll(() => launch?.stop())

type Sign = { sign: string; id: string; count: number; of: number; outlets: { outletId: string }[] }
const signs = async () => (await launch.told<{ signs: Sign[] }>('goals.help')).signs
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

test('who cancels a shop’s orders and types them anew is told, when others do not', async () => {
  const { town, writing } = launch
  await launch.setClock('2026-11-22T08:00:00Z')
  const alone = await typed('buyer')
  await writing((tx) =>
    sql`insert into rollout.presence (distributor_id, order_id, outlet_id, verdict, evidence)
      values (${town.tenant.id}, ${alone}, ${town.ids.outlet}, 'alone', '{}')
      on conflict (distributor_id, order_id) do update set verdict = 'alone'`.execute(tx),
  )
  await launch.setClock('2026-11-23T08:00:00Z')
  for (let i = 0; i < 3; i += 1) await retype('agent')
  expect(await signs()).toEqual([])
  for (let i = 0; i < 6; i += 1) await typed('supervisor')
  expect(await signs()).toMatchObject([
    {
      ...{ sign: 'retyped', id: town.ids.agentPerson, count: 3, of: 3, peersBp: 0 },
      outlets: [{ outletId: town.ids.outlet }],
    },
  ])
  await writing((tx) =>
    sql`update rollout.presence set verdict = 'with_staff'
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  expect(await signs()).toEqual([])
  await writing((tx) =>
    sql`update rollout.presence set verdict = 'alone'
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  for (let i = 0; i < 6; i += 1) await retype('supervisor')
  expect(await signs()).toEqual([])
})
