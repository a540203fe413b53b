import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { messageTexts } from '../../../message-texts.ts'
import { makeException } from '../../delivery/change-calendar.ts'
import type { DaysChanged } from '../../delivery/events.ts'
import { carryMessages } from '../../messaging/messaging.ts'
import { upsertContactCap } from '../desk/setting-queries.ts'
import { moveByOrder } from '../jobs.ts'
import { remind } from './remind.ts'
import { reminderGroups } from './reminder-queries.ts'
import type { ReminderStep } from './reminder-rules.ts'
import { tellCalledOff } from './tell-called-off.ts'
import { type HabitTown, startHabitTown } from './test-habit.ts'

let at: HabitTown
beforeEach(async () => {
  at = await startHabitTown()
  await at.count()
})
afterEach(() => at.stop())

// The zone delivers daily; its cut-off is at 17:00 in Kyiv the day before.
const cutOffOf = (day: string) => {
  const before = new Date(Date.parse(`${day}T15:00:00Z`) - 24 * 3_600_000)
  return before.toISOString()
}
const due = (day: string, step: ReminderStep) =>
  at.writing((tx) =>
    remind(
      tx,
      { distributorId: at.town.tenant.id, cutOffAt: cutOffOf(day), step, after: null },
      (_, draftId) => `/shop/draft/${draftId}`,
    ),
  )
const rows = async (text: string) =>
  (await at.owner.query<Record<string, unknown>>(text, [at.town.tenant.id])).rows
const messages = () =>
  rows(`select id, template, person_id, expires_at, status, reason, acted_at, link
    from messaging.message where distributor_id = $1 order by template, id`)

test('an outlet without an order is reminded once per step, however often and at once it is asked', async () => {
  await at.setClock('2026-11-17T15:00:30Z')
  const twice = await Promise.all([due('2026-11-19', '24h'), due('2026-11-19', '24h')])
  expect(twice.toSorted((a, b) => a - b)).toEqual([0, 1])
  expect(await due('2026-11-19', '24h')).toBe(0)
  await at.setClock('2026-11-18T13:00:30Z')
  // The day before is over; two hours are left.
  expect(await due('2026-11-19', '24h')).toBe(0)
  expect(await due('2026-11-19', '2h')).toBe(1)
  const told = await messages()
  expect(told).toMatchObject([
    { template: 'reminder_24h', person_id: at.town.ids.buyer },
    { template: 'reminder_2h', person_id: at.town.ids.buyer },
  ])
  expect(new Date(String(told[0]?.expires_at)).toISOString()).toBe('2026-11-18T13:00:00.000Z')
  await at.setClock('2026-11-18T15:00:00Z')
  expect(await due('2026-11-19', '2h')).toBe(0)
})

test('who has ordered is not reminded, nor who is excused, nor whose wave was stopped', async () => {
  await at.setClock('2026-11-17T15:00:30Z')
  await at.order('2026-11-19')
  expect(await due('2026-11-19', '24h')).toBe(0)
  await at.setClock('2026-11-18T15:00:30Z')
  await at.writing((tx) =>
    sql`update outlets.outlet set closed_at = platform.now()
      where distributor_id = ${at.town.tenant.id}`.execute(tx),
  )
  expect(await due('2026-11-20', '24h')).toBe(0)
  await at.writing(async (tx) => {
    const { id } = at.town.tenant
    await sql`update outlets.outlet set closed_at = null where distributor_id = ${id}`.execute(tx)
    await sql`update rollout.wave set stopped_at = platform.now(), stop_reason = 'далі не йдемо'
      where distributor_id = ${id}`.execute(tx)
  })
  expect(await due('2026-11-20', '24h')).toBe(0)
  await at.writing((tx) =>
    sql`update rollout.wave set stopped_at = null where distributor_id = ${at.town.tenant.id}`.execute(
      tx,
    ),
  )
  expect(await due('2026-11-20', '24h')).toBe(1)
})

test('who was spoken with as often as the distributor allows hears no reminder; below it does', async () => {
  await at.setClock('2026-11-17T15:00:30Z')
  const { id } = at.town.tenant
  const speak = (kind: string) =>
    at.writing((tx) =>
      sql`insert into rollout.contact (distributor_id, id, outlet_id, kind, place, outcome,
          by_person, by_name, started_at, ended_at)
        values (${id}, gen_random_uuid(), ${at.town.ids.outlet}, ${kind}, 'desk', 'told',
          ${at.town.ids.adminPerson}, 'Оператор', '2026-11-16T10:00:00Z',
          '2026-11-16T10:05:00Z')`.execute(tx),
    )
  await speak('visit')
  await speak('follow_up')
  expect(await due('2026-11-19', '24h')).toBe(0)
  await at.writing((tx) =>
    upsertContactCap(tx, {
      ...{ distributorId: id, contactsMax: 3, windowDays: 7 },
      personId: at.town.ids.adminPerson,
    }),
  )
  expect(await due('2026-11-19', '24h')).toBe(1)
})

test('the person who ordered last is reminded', async () => {
  const { id } = at.town.tenant
  const { outlet, otherBuyer } = at.town.ids
  await at.writing((tx) =>
    sql`insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone, since)
      values (${id}, ${outlet}, ${otherBuyer}, 'Марія', '+380509999999', '2001-01-01')`.execute(tx),
  )
  await at.setClock('2026-11-17T15:00:30Z')
  await due('2026-11-19', '24h')
  expect(await messages()).toMatchObject([{ person_id: otherBuyer }])
  await at.order('2026-11-19')
  await at.setClock('2026-11-18T15:00:30Z')
  await due('2026-11-20', '24h')
  expect((await messages()).map((m) => m.person_id)).toContain(at.town.ids.buyer)
})

test('one turn in ten hears nothing past its first four cues, and counts beside the others', async () => {
  await at.owner.query('update rollout.wave_outlet set position = 10 where outlet_id = $1', [
    at.town.ids.outlet,
  ])
  await at.setClock('2026-11-18T15:00:30Z')
  await due('2026-11-20', '24h')
  expect(await messages()).toHaveLength(1)
  await at.setClock('2026-11-19T15:00:30Z')
  await due('2026-11-21', '24h')
  expect(await messages()).toHaveLength(1)
  expect(
    await rows(`select delivery_day::text as day, drawn, held_out from rollout.reminder
      where distributor_id = $1 order by 1`),
  ).toEqual([
    { day: '2026-11-20', drawn: false, held_out: false },
    { day: '2026-11-21', drawn: true, held_out: true },
  ])
  // Of its first four cues everybody hears: they stand beside nobody.
  await at.setClock('2026-11-22T15:00:30Z')
  const { told, heldOut } = await at.reading((db) => reminderGroups(db, at.town.tenant.id))
  expect([told.cues, heldOut]).toMatchObject([0, { outlets: 1, cues: 1, ordered: 0 }])
})

test('a reminder that waits for the morning is not said when the order came before it', async () => {
  await at.setClock('2026-11-17T15:00:30Z')
  await due('2026-11-19', '24h')
  const [message] = await messages()
  const orderId = await at.order('2026-11-19')
  await at.writing((tx) =>
    moveByOrder(tx, {
      ...{ type: 'ordering.order_placed', distributorId: at.town.tenant.id, orderId },
      ...{ outletId: at.town.ids.outlet, version: 1 },
    }),
  )
  const { database } = at
  const means = { pools: database.pools, secret: database.secret, publicUrl: 'https://x.example' }
  const carrying = { ...means, demo: true, allowed: [], texts: messageTexts }
  await carryMessages(carrying, at.town.tenant.id, [String(message?.id)])
  expect(await messages()).toMatchObject([{ status: 'suppressed', reason: 'expired' }])
  const [reminder] = await rows(`select ordered_at from rollout.reminder where distributor_id = $1`)
  expect(reminder?.ordered_at).not.toBeNull()
})

test('each cut-off has one timer per step, and none for a day that was called off', async () => {
  const timers = () =>
    rows(`select body ->> 'cutOffAt' as cut, body ->> 'step' as step, due_at
      from platform.due_fact where distributor_id = $1 and type = 'rollout.reminders_due'`)
  const first = await timers()
  // The first cut-off is seven hours away: its day before runs already.
  expect(first).toHaveLength(17)
  await at.count()
  expect(await timers()).toHaveLength(17)
  const begun = await rows(`select body ->> 'step' as step from platform.fact
    where distributor_id = $1 and type = 'rollout.reminders_due'`)
  expect(begun).toEqual([{ step: '24h' }])
  for (const { cut, step, due_at } of first) {
    const hours = (Date.parse(String(cut)) - Date.parse(String(due_at))) / 3_600_000
    expect(hours).toBe(step === '24h' ? 24 : 2)
  }
})

test('a day that is moved is told to its outlets, once, in words; the others hear nothing', async () => {
  const done = await makeException(at.database.pools.app, at.town.admin, {
    ...{ zoneId: at.town.ids.zone, day: '2026-11-19', kind: 'moved', movedTo: '2026-11-20' },
    ...{ reason: 'Міст закрито', onOrders: 'ask' },
  })
  expect(done).toMatchObject({ ok: true })
  const [fact] = await rows(`select body from platform.fact
    where distributor_id = $1 and type = 'delivery.days_changed'`)
  const tell = () => at.writing((tx) => tellCalledOff(tx, fact?.body as DaysChanged))
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  const [told] = await rows(`select person_id, template, said from messaging.message
    where distributor_id = $1`)
  expect(told).toMatchObject({ person_id: at.town.ids.buyer, template: 'day_moved' })
  const words = messageTexts('day_moved', told?.said as Record<string, string>)
  expect(words.body.uk).toMatch(
    /Було: четвер, 19 листопада. Стало: пʼятниця, 20 листопада \(Міст закрито\)/,
  )
})
