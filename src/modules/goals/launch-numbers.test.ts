import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver } from '../../../test/town-history.ts'
import { countWindows } from './count-windows.ts'
import { type LaunchTown, putStep, startLaunchTown } from './test-launch.ts'

let launch: LaunchTown
beforeAll(async () => {
  launch = await startLaunchTown()
})
afterAll(() => launch?.stop())

type Leaks = {
  steps: { step: string; due: number; lost: number; passed: number }[]
  worst: { step: string; sure: boolean } | null
  list: { outletId: string }[]
}
type Maturity = {
  territories: { level: string | null; orders: number; aloneOrders: number; outlets: number }[]
}
type Decision = {
  decision: {
    verdict: string
    waveId: string
    reasons: { code: string; holds: boolean }[]
  } | null
}

test('each lost outlet stands behind the number of the step it did not reach in time', async () => {
  const { outlet, otherOutlet } = launch.town.ids
  await launch.invite([otherOutlet])
  await launch.setClock('2026-11-23T08:00:01Z')
  const { steps, worst } = await launch.told<Leaks>('goals.leaks')
  expect(
    steps.filter(({ due }) => due > 0).map(({ step, due, lost }) => [step, due, lost]),
  ).toEqual([
    ['contacted', 2, 0],
    ['agreed', 2, 0],
    ['registered', 2, 0],
    ['first_order', 2, 2],
  ])
  // Two outlets are few, but none of two is far from 84 of a hundred.
  expect(worst).toEqual({ step: 'first_order', sure: true })
  for (const { step, lost } of steps) {
    expect((await launch.told<Leaks>('goals.leaks', { step })).list).toHaveLength(lost)
  }
  await putStep(launch, outlet, 'first_order', {
    ...{ registered: '2026-11-16T08:00:00Z', first_order: '2026-11-22T08:00:00Z' },
  })
  const after = await launch.told<Leaks>('goals.leaks', { step: 'first_order' })
  expect(after.list.map(({ outletId }) => outletId)).toEqual([otherOutlet])
})

test('a territory’s channel is judged only when there is enough, and by what came independently', async () => {
  const { id } = launch.town.tenant
  const { milk } = launch.town.ids
  const lines = [{ productId: milk, quantityMilli: 1_000, unitPriceE4: 300_000 }]
  const day = (nth: number) => new Date(Date.UTC(2026, 9, 28 + nth)).toISOString().slice(0, 10)
  await deliver(
    launch.database,
    launch.town,
    Array.from({ length: 25 }, (_, nth) => ({ day: day(nth), lines })),
  )
  await launch.writing((tx) =>
    sql`with own as (update ordering.order set channel = 'portal', prepared_by = 'buyer'
        where distributor_id = ${id} and delivery_day >= '2026-11-10' returning id, outlet_id)
      insert into rollout.presence (distributor_id, order_id, outlet_id, verdict, evidence)
      select ${id}, id, outlet_id, 'alone', 'null' from own`.execute(tx),
  )
  await launch.writing((tx) => countWindows(tx, id))
  const { territories } = await launch.told<Maturity>('goals.maturity')
  const [one] = territories
  expect(one).toMatchObject({ level: null, outlets: 1 })
  expect([one?.orders, one?.aloneOrders]).toEqual([25, 12])
})

test('the decision names the wave and what speaks against the next one; an agent is not asked', async () => {
  const { decision } = await launch.told<Decision>('goals.decision')
  expect(decision).toMatchObject({ verdict: 'wait', waveId: launch.waveId })
  expect(decision?.reasons.filter(({ holds }) => !holds).map(({ code }) => code)).toContain(
    'third_order',
  )
  for (const call of ['goals.decision', 'goals.leaks', 'goals.maturity']) {
    expect(await launch.ask(call, {}, 'agent')).toMatchObject({ status: 403 })
  }
  // The whole tenant's decision is not a team's.
  expect(await launch.ask('goals.decision', {}, 'supervisor')).toMatchObject({ status: 403 })
})
