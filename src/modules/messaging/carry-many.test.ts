import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeTenant } from '../../platform/db.ts'
import { tellAll } from './messaging.ts'
import { type Carrying, gateway, startCarrying } from './test-carrying.ts'

let at: Carrying
beforeAll(async () => {
  at = await startCarrying()
})
beforeEach(() => at.moveOn())
afterAll(() => at?.stop())

// People of the distributor, each with a phone of his own.
async function people(count: number): Promise<string[]> {
  const { rows } = await at.owner.query<{ id: string }>(
    `with people as (insert into identity.person (id, phone, name)
       select gen_random_uuid(), '+38093' || floor(random() * 900000 + 100000)::int || n, 'Покупець'
       from generate_series(1000, 999 + $2::int) n returning id)
     insert into identity.membership (distributor_id, person_id, role)
     select $1, id, 'buyer' from people returning person_id as id`,
    [at.town.tenant.id, count],
  )
  return rows.map(({ id }) => id)
}

async function toldTo(personIds: string[], template = 'test'): Promise<string[]> {
  const { id: distributorId } = at.town.tenant
  const messages = personIds.map((personId) => ({
    ...{ messageId: randomUUID(), distributorId, personId, topic: 'reminder' as const, template },
    ...{ values: { distributor: 'Town' }, link: '/shop/', dedupeKey: randomUUID() },
    costCenter: 'habit',
  }))
  await writeTenant(at.database.pools.app, distributorId, (tx) =>
    tellAll(tx, distributorId, messages),
  )
  return messages.map(({ messageId }) => messageId)
}

const dueTogether = async () =>
  (
    await at.owner.query<{ due: string; ids: string[] }>(
      `select due_at as due, body -> 'messageIds' as ids from platform.due_fact
       where distributor_id = $1 and type = 'messaging.messages_due' order by subject_id`,
      [at.town.tenant.id],
    )
  ).rows

test('many told at once are carried in hundreds, and leave once each though several carry them', async () => {
  const sms = await at.started({ status: 200 })
  await at.setChannel('sms', gateway(sms.url, { receipt: null }))
  await at.setSetting({ order: ['sms'] })
  const ids = await toldTo(await people(210))
  const { rows } = await at.owner.query<{ n: number }>(
    `select jsonb_array_length(body -> 'messageIds') as n from platform.fact
     where distributor_id = $1 and type = 'messaging.messages_due' order by n`,
    [at.town.tenant.id],
  )
  expect(rows.map(({ n }) => n)).toEqual([10, 100, 100])
  await Promise.all([
    at.carry(ids, [sms.place]),
    at.carry(ids.toReversed(), [sms.place]),
    at.carry(ids.slice(100), [sms.place]),
  ])
  const to = sms.taken.map(({ body }) => JSON.parse(String(body)).to)
  expect([to.length, new Set(to).size]).toEqual([210, 210])
})

test('of many to one person so many are sent as his day has room for, and no fewer', async () => {
  await at.setSetting({ perDayMax: 3, perTopicMax: 2, order: ['operator'] })
  const buyer = at.town.ids.buyer
  const ids = await toldTo([buyer, buyer, buyer, buyer])
  await at.carry(ids)
  const ends: string[] = []
  for (const id of ids) ends.push(String((await at.seen(id))[0]))
  expect(ends.toSorted()).toEqual(['frequency_cap', 'frequency_cap', 'sent', 'sent'])
})

test('one that breaks is told of, and those carried with it leave all the same', async () => {
  const sms = await at.started({ status: 200 })
  await at.setChannel('sms', gateway(sms.url, { receipt: null }))
  await at.setSetting({ order: ['sms'] })
  const [first = '', second = '', third = ''] = await people(3)
  const [broken = ''] = await toldTo([second], 'of a template that is none')
  const good = await toldTo([first, third])
  const ids = [good[0] ?? '', broken, good[1] ?? '']
  await expect(at.carry(ids, [sms.place])).rejects.toThrow()
  await expect(at.carry(ids, [sms.place])).rejects.toThrow()
  expect(sms.taken).toHaveLength(2)
  expect(await at.seen(broken)).toEqual(['planned'])
  expect(await at.seen(good[1] ?? '')).toEqual(['sent', 'sms sent'])
})

test('one that the gateway is too busy for is tried again; who has left meanwhile is not', async () => {
  const sms = await at.started({ status: 200 }, { status: 503 }, { status: 200 })
  await at.setChannel('sms', gateway(sms.url, { receipt: null }))
  await at.setSetting({ order: ['sms'] })
  const ids = await toldTo(await people(2))
  await expect(at.carry(ids, [sms.place])).rejects.toThrow('503')
  await at.carry(ids, [sms.place])
  expect(sms.taken).toHaveLength(3)
  for (const id of ids) expect(await at.seen(id)).toEqual(['sent', 'sms sent'])
})

test('those that wait for the morning wait together, and one of its own hours by itself', async () => {
  await at.setClock('2026-11-26T22:00:00Z')
  const [own = '', ...others] = await people(12)
  await at.owner.query(
    `insert into messaging.preference (distributor_id, person_id, quiet_from, quiet_until)
     values ($1, $2, '20:00', '09:00')`,
    [at.town.tenant.id, own],
  )
  const [alone = ''] = await toldTo([own])
  const ids = await toldTo(others)
  await at.carry([alone, ...ids])
  await at.carry([alone, ...ids])
  expect(await at.dueAt(alone)).toMatch(/^2026-11-27T07:00/)
  const together = await dueTogether()
  expect(together.flatMap((one) => one.ids).toSorted()).toEqual(ids.toSorted())
  expect(together.length).toBeLessThanOrEqual(2)
  for (const { due } of together) expect(due).toMatch(/^2026-11-27T06:00/)
})
