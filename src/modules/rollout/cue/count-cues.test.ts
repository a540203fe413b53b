import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeException } from '../../delivery/change-calendar.ts'
import { countDue, wantCues } from './count-cues.ts'
import { type HabitTown, startHabitTown } from './test-habit.ts'

let at: HabitTown
beforeAll(async () => {
  at = await startHabitTown()
})
afterAll(() => at.stop())

const cues = () =>
  at.reading(async (db) => {
    const { rows } = await sql<{ day: string; outcome: string | null; called_off: boolean }>`
      select delivery_day as day, outcome, called_off from rollout.cue
      where distributor_id = ${at.town.tenant.id} and outlet_id = ${at.town.ids.outlet}
      order by delivery_day`.execute(db)
    return rows
  })
const outcomes = async () =>
  Object.fromEntries((await cues()).flatMap((c) => (c.outcome ? [[c.day, c.outcome]] : [])))
const strength = () =>
  at.reading(async (db) => {
    const { rows } = await sql`select stage, strength_bp, streak, kept, missed, excused
      from rollout.strength where distributor_id = ${at.town.tenant.id}`.execute(db)
    return rows[0]
  })

test('cues are the outlet’s own slots from its registration on, and nothing is said of open ones', async () => {
  await at.count()
  const planned = await cues()
  // Registered on the 16th before the cut-off for the 17th.
  expect(planned.map(({ day }) => day)).toEqual(
    ['17', '18', '19', '20', '21', '22', '23', '24', '25'].map((day) => `2026-11-${day}`),
  )
  expect(await outcomes()).toEqual({})
  expect(await strength()).toMatchObject({ stage: 'seeded', strength_bp: 0 })
})

test('an order made alone keeps its cue, once that is decided', async () => {
  const orderId = await at.order('2026-11-17')
  await at.count()
  expect(await outcomes()).toEqual({})
  await at.decide(orderId)
  await at.count()
  expect(await outcomes()).toEqual({ '2026-11-17': 'kept' })
  expect(await strength()).toMatchObject({ stage: 'forming', strength_bp: 3000, streak: 1 })
})

test('a visit that comes in later makes it assisted', async () => {
  await at.writing((tx) =>
    sql`update rollout.presence set verdict = 'with_staff'
      where distributor_id = ${at.town.tenant.id}`.execute(tx),
  )
  await at.count()
  expect(await outcomes()).toEqual({ '2026-11-17': 'assisted' })
  await at.writing((tx) =>
    sql`update rollout.presence set verdict = 'alone'
      where distributor_id = ${at.town.tenant.id}`.execute(tx),
  )
  await at.count()
  expect(await strength()).toMatchObject({ stage: 'forming', streak: 1 })
})

test('a night counts the cut-offs that passed; a day the zone calls off is excused', async () => {
  const done = await makeException(at.database.pools.app, at.town.admin, {
    ...{ zoneId: at.town.ids.zone, day: '2026-11-19', kind: 'moved', movedTo: '2026-11-20' },
    ...{ reason: 'Обстріл', onOrders: 'ask' },
  })
  expect(done).toMatchObject({ ok: true })
  await at.setClock('2026-11-19T01:00:00Z')
  expect(await at.writing((tx) => wantCues(tx, at.town.tenant.id, at.town.ids.zone))).toBe(1)
  // Asked twice, the outlet waits once.
  expect(await at.writing((tx) => wantCues(tx, at.town.tenant.id, null))).toBe(0)
  expect(await at.writing((tx) => countDue(tx, at.town.tenant.id))).toBe(1)
  expect(await outcomes()).toEqual({
    '2026-11-17': 'kept',
    '2026-11-18': 'missed',
    '2026-11-19': 'excused',
  })
  expect(await strength()).toMatchObject({ kept: 1, missed: 1, excused: 1, strength_bp: 3000 })
})

test('a shop whose usual goods are out is excused, and one that stands idle slips', async () => {
  const { outlet, milk } = at.town.ids
  await at.writing((tx) =>
    sql`insert into habit.usual_line (distributor_id, outlet_id, product_id, drops, of_drops,
        median_quantity_milli, last_day)
      values (${at.town.tenant.id}, ${outlet}, ${milk}, 4, 4, 1000, '2026-11-10')`.execute(tx),
  )
  const onHand = (milli: number) =>
    at.owner.query('update stock.balance set on_hand_milli = $1 where product_id = $2', [
      milli,
      milk,
    ])
  await onHand(0)
  await at.setClock('2026-11-19T16:00:00Z')
  await at.count()
  await onHand(100_000)
  await at.setClock('2026-11-22T16:00:00Z')
  await at.count()
  // What was seen at the cut-off stays, though the goods are back.
  expect(await outcomes()).toMatchObject({
    '2026-11-20': 'excused',
    '2026-11-21': 'missed',
    '2026-11-22': 'missed',
    '2026-11-23': 'missed',
  })
  expect(await strength()).toMatchObject({ stage: 'relapsed', missed: 4 })
})

test('cut-offs are those of the clock, also over its change', async () => {
  await at.setClock('2027-03-26T10:00:00Z')
  await at.count()
  const { rows } = await at.reading((db) =>
    sql<{ day: string; cut: string }>`select delivery_day as day,
        to_char(cut_off_at at time zone 'UTC', 'HH24:MI') as cut from rollout.cue
      where distributor_id = ${at.town.tenant.id}
        and delivery_day between '2027-03-27' and '2027-03-30' order by 1`.execute(db),
  )
  expect(rows).toEqual([
    { day: '2027-03-27', cut: '15:00' },
    { day: '2027-03-28', cut: '15:00' },
    { day: '2027-03-29', cut: '14:00' },
    { day: '2027-03-30', cut: '14:00' },
  ])
})
