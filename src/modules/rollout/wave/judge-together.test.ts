import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver } from '../../../../test/town-history.ts'
import { type HabitTown, startHabitTown } from '../cue/test-habit.ts'
import { judgeDue, judgeReadiness } from './judge-readiness.ts'

let town: HabitTown
beforeAll(async () => {
  town = await startHabitTown()
})
afterAll(() => town?.stop())

const ask = async <T>(text: string, ...values: unknown[]) =>
  (await town.owner.query(text, [town.town.tenant.id, ...values])).rows as T[]

const delivered = (outletId: string, day: string, packs: number) =>
  deliver(town.database, town.town, [
    {
      ...{ day, outletId },
      lines: [{ productId: town.town.ids.milk, quantityMilli: packs * 1000, unitPriceE4: 300_000 }],
    },
  ])

const due = (outletId: string) =>
  ask('insert into rollout.readiness_due (distributor_id, outlet_id) values ($1, $2)', outletId)

test('two who judge at once do not wait for each other in a circle', async () => {
  const { id } = town.town.tenant
  const made = await ask<{ id: string }>(
    `insert into outlets.outlet (distributor_id, id, code, name, city)
     select $1, gen_random_uuid(), 'N' || n, 'Крамниця ' || n, 'Київ' from generate_series(1, 6) n
     returning id`,
  )
  const [one = '', other = '', ...rest] = made.map((outlet) => outlet.id)
  for (const [nth, outletId] of [one, other, ...rest].entries())
    await delivered(outletId, '2026-11-09', 9 - nth)
  await town.writing((tx) => judgeReadiness(tx, id))
  // The first stays above the second until the second is judged: then the ranks of both move.
  await town.setClock('2026-11-18T09:00:00Z')
  await ask(
    `update ordering.order set total_minor = total_minor - 1, net_minor = net_minor - 1,
       delivered_minor = total_minor - 1 where distributor_id = $1 and outlet_id = $2`,
    one,
  )
  await due(one)
  const { judging } = await town.writing(async (tx) => {
    expect(await judgeDue(tx, id)).toBe(1)
    await delivered(other, '2026-11-17', 90)
    await due(other)
    const second = town.writing((own) => judgeDue(own, id))
    second.catch(() => undefined)
    await wait(500)
    await judgeReadiness(tx, id)
    return { judging: second }
  })
  expect(await judging).toBe(1)
  const rows = await ask<{ id: string }>(
    `select outlet_id as id from rollout.readiness where distributor_id = $1
     order by worth desc, outlet_id`,
  )
  expect(rows[0]?.id).toBe(other)
})
