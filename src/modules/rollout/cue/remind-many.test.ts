import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RemindersDue } from '../events.ts'
import { remind } from './remind.ts'
import { type HabitTown, startHabitTown } from './test-habit.ts'

let at: HabitTown
beforeAll(async () => {
  at = await startHabitTown()
})
afterAll(() => at?.stop())

const CUT_OFF_AT = '2026-11-18T15:00:00.000Z'
const OUTLETS = 4_100

const ask = async <T>(text: string, ...values: unknown[]) =>
  (await at.owner.query(text, [at.town.tenant.id, ...values])).rows as T[]

// Registered outlets of the running wave, each with a cue at one cut-off.
async function manyOutlets(): Promise<void> {
  await ask(
    `insert into outlets.outlet (distributor_id, id, code, name, city)
     select $1, gen_random_uuid(), 'R' || n, 'Крамниця ' || n, 'Київ' from generate_series(1, $2::int) n`,
    OUTLETS,
  )
  const added = `outlets.outlet o where o.distributor_id = $1 and o.code like 'R%'`
  await ask(
    `insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone)
     select $1, o.id, $2, 'Покупець', '+380670000001' from ${added}`,
    at.town.ids.buyer,
  )
  await ask(
    `insert into rollout.wave_outlet (distributor_id, wave_id, outlet_id, part, position, readiness,
       worth, vacant, cadence_days, median_drop_minor)
     select $1, (select id from rollout.wave where distributor_id = $1 limit 1), o.id, 'invited',
       1000 + row_number() over (), 50, 50, false, 7, 100000 from ${added}`,
  )
  await ask(
    `insert into rollout.ladder (distributor_id, outlet_id, step, reached)
     select $1, o.id, 'registered', '{}' from ${added}`,
  )
  await ask(
    `insert into rollout.cue (distributor_id, outlet_id, delivery_day, cut_off_at)
     select $1, o.id, '2026-11-19', $2::timestamptz from ${added}`,
    CUT_OFF_AT,
  )
}

const reminded = async () =>
  (
    await ask<{ n: number; messages: number }>(
      `select count(*)::int as n, count(distinct message_id)::int as messages
       from rollout.reminder where distributor_id = $1 and step = '2h'`,
    )
  )[0]

test('the outlets of a large cut-off are parted, and each is reminded in its part, once', async () => {
  await manyOutlets()
  await at.setClock('2026-11-18T13:00:30Z')
  const due = {
    ...{ distributorId: at.town.tenant.id, cutOffAt: CUT_OFF_AT, step: '2h' as const, after: null },
  }
  const reminding = (one: Parameters<typeof remind>[1]) =>
    at.writing((tx) => remind(tx, one, (_, draftId) => `/shop/draft/${draftId}`))
  expect(await reminding(due)).toBe(0)
  expect(await reminded()).toEqual({ n: 0, messages: 0 })
  const parts = await ask<{ body: RemindersDue }>(
    `select body from platform.fact where distributor_id = $1
       and type = 'rollout.reminders_due' and body ->> 'upTo' is not null`,
  )
  expect(parts).toHaveLength(3)
  const counts = await Promise.all(
    [...parts, ...parts.toReversed()].map(({ body }) => reminding(body)),
  )
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(OUTLETS)
  expect(await reminded()).toEqual({ n: OUTLETS, messages: OUTLETS })
})
