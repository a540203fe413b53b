import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acted, reach, tell } from './messaging.ts'
import { setOptOuts } from './person-queries.ts'
import { type Carrying, gateway, startCarrying } from './test-carrying.ts'

let at: Carrying
beforeAll(async () => {
  at = await startCarrying()
})
beforeEach(() => at.moveOn())
afterAll(() => at?.stop())

describe('what is told', () => {
  test('is told once per key, also when many tell it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => at.told({ dedupeKey: 'once' })),
    )
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1)
    expect(answers.filter(({ first }) => first)).toHaveLength(1)
    const { rows } = await at.owner.query(
      `select 1 from platform.fact where type = 'messaging.message_due' and distributor_id = $1`,
      [at.town.tenant.id],
    )
    expect(rows).toHaveLength(1)
  })
  test('is not told when its transaction is undone', async () => {
    const undone = at.writing(async (tx) => {
      const { distributorId, personId } = {
        distributorId: at.town.tenant.id,
        personId: at.town.ids.buyer,
      }
      await tell(tx, {
        ...{ distributorId, personId, topic: 'order', template: 'test', values: {}, link: '/' },
        ...{ dedupeKey: 'undone', costCenter: 'x' },
      })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect((await at.told({ dedupeKey: 'undone' })).first).toBe(true)
  })
  test('of another distributor may bear the same key', async () => {
    await at.told({ dedupeKey: 'same' })
    await at.moveOn()
    expect((await at.told({ dedupeKey: 'same' })).first).toBe(true)
  })
  test('leads to a page of ours, never to another site', async () => {
    await expect(at.told({ link: '//evil.example' })).rejects.toThrow()
    await expect(at.told({ link: 'https://evil.example' })).rejects.toThrow()
  })
})

describe('a message to a phone', () => {
  test('leaves by the gateway with the secret opened, and is sent once', async () => {
    const sms = await at.started({ status: 200, body: '{"id":"g1"}' })
    await at.setChannel('sms', gateway(sms.url))
    const { messageId } = await at.told()
    await at.carry(messageId, [sms.place])
    expect(await at.seen(messageId)).toEqual(['sent', 'sms sent'])
    const body = JSON.parse(String(sms.taken[0]?.body))
    expect([body.to, body.key]).toEqual([at.town.phones[0], 'the key'])
    expect(body.text).toContain('https://a.example/m/')
    await Promise.all([at.carry(messageId, [sms.place]), at.carry(messageId, [sms.place])])
    expect(sms.taken).toHaveLength(1)
    expect(await at.dueAt(messageId)).toMatch(/^2026-11-26T11:00/)
  })

  test('carried by many at once is sent once', async () => {
    const sms = await at.started({ status: 200 })
    await at.setChannel('sms', gateway(sms.url))
    const { messageId } = await at.told()
    await Promise.all(Array.from({ length: 6 }, () => at.carry(messageId, [sms.place])))
    expect(sms.taken).toHaveLength(1)
  })

  test('that the gateway is too busy for is tried again, at last by the next channel', async () => {
    const viber = await at.started({ status: 503 })
    const sms = await at.started({ status: 200 })
    await at.setChannel('viber', gateway(viber.url), 10)
    await at.setChannel('sms', gateway(sms.url))
    const { messageId } = await at.told()
    for (let i = 0; i < 4; i += 1)
      await expect(at.carry(messageId, [viber.place, sms.place])).rejects.toThrow('503')
    expect(sms.taken).toHaveLength(0)
    await at.carry(messageId, [viber.place, sms.place])
    expect([viber.taken.length, sms.taken.length]).toEqual([5, 1])
    expect(await at.seen(messageId)).toEqual(['sent', 'viber failed', 'sms sent'])
  })

  test('that did not arrive in time goes by the next channel, each once, the operator last', async () => {
    const sms = await at.started({ status: 200 })
    const service = await at.started({ status: 201 })
    await at.addBrowser(service.url)
    await at.setChannel('sms', gateway(sms.url))
    const { messageId } = await at.told()
    const allowed = [sms.place, service.place]
    await at.carry(messageId, allowed)
    expect(await at.seen(messageId)).toEqual(['sent', 'push sent'])
    await at.setClock('2026-11-26T11:01:00Z')
    await at.carry(messageId, allowed)
    expect(await at.seen(messageId)).toEqual(['sent', 'push sent', 'sms sent'])
    await at.setClock('2026-11-26T12:02:00Z')
    await at.carry(messageId, allowed)
    await at.setClock('2026-11-26T15:00:00Z')
    await at.carry(messageId, allowed)
    expect(await at.seen(messageId)).toEqual(['sent', 'push sent', 'sms sent', 'operator sent'])
    expect([service.taken.length, sms.taken.length]).toEqual([1, 1])
  })

  test('of which a try was cut off is told as unknown, and not sent again by itself', async () => {
    const sms = await at.started({ status: 200 })
    await at.setChannel('sms', gateway(sms.url))
    await at.setSetting({ order: ['sms'] })
    const { messageId } = await at.told()
    // As a process leaves it that was killed between its claim and the gateway's answer.
    await at.owner.query(
      `insert into messaging.attempt (distributor_id, message_id, channel, person_id, status, title,
        body, language, tells_delivery, demo) values ($1, $2, 'sms', $3, 'claimed', '', '', 'uk', true, false)`,
      [at.town.tenant.id, messageId, at.town.ids.buyer],
    )
    await at.carry(messageId, [sms.place])
    expect(await at.seen(messageId)).toEqual(['planned', 'sms claimed'])
    await at.setClock('2026-11-26T10:02:00Z')
    await at.carry(messageId, [sms.place])
    expect(await at.seen(messageId)).toEqual(['planned', 'sms unknown'])
    await at.setClock('2026-11-26T13:00:00Z')
    await at.carry(messageId, [sms.place])
    expect(await at.seen(messageId)).toEqual(['failed', 'sms unknown'])
    expect(sms.taken).toEqual([])
  })
})

describe('a message is left', () => {
  test('when its person opted out of its topic, not of another', async () => {
    await at.writing((tx) => setOptOuts(tx, at.town.tenant.id, at.town.ids.buyer, ['reminder']))
    const one = await at.told()
    const other = await at.told({ topic: 'order' })
    await at.carry(one.messageId)
    await at.carry(other.messageId)
    expect(await at.seen(one.messageId)).toEqual(['opted_out'])
    expect(await at.seen(other.messageId)).toEqual(['sent', 'operator sent'])
  })
  test('when the day of the person is full, also for messages at once; not of somebody else', async () => {
    await at.setSetting({ perDayMax: 2, perTopicMax: 2 })
    const many = await Promise.all(Array.from({ length: 5 }, () => at.told()))
    await Promise.all(many.map(({ messageId }) => at.carry(messageId)))
    const ends: Awaited<ReturnType<typeof at.seen>>[] = []
    for (const { messageId } of many) ends.push(await at.seen(messageId))
    expect(ends.filter(([end]) => end === 'sent')).toHaveLength(2)
    expect(ends.filter(([end]) => end === 'frequency_cap')).toHaveLength(3)
    const other = await at.told({ personId: at.town.ids.otherBuyer })
    await at.carry(other.messageId)
    expect((await at.seen(other.messageId))[0]).toBe('sent')
    await at.setClock('2026-11-27T10:00:00Z')
    const tomorrow = await at.told()
    await at.carry(tomorrow.messageId)
    expect((await at.seen(tomorrow.messageId))[0]).toBe('sent')
  })
  test('for the morning at night, or for good when it is over by then', async () => {
    await at.setClock('2026-11-26T22:00:00Z')
    const waits = await at.told()
    const over = await at.told({ expiresAt: '2026-11-27T05:00:00Z' })
    await at.carry(waits.messageId)
    await at.carry(over.messageId)
    expect(await at.seen(waits.messageId)).toEqual(['planned'])
    expect(await at.dueAt(waits.messageId)).toMatch(/^2026-11-27T06:00/)
    expect(await at.seen(over.messageId)).toEqual(['quiet_hours'])
  })
  test('when the person belongs to the distributor no more', async () => {
    await at.owner.query(`update identity.membership set revoked_at = now() where person_id = $1`, [
      at.town.ids.buyer,
    ])
    const { messageId } = await at.told()
    await at.carry(messageId)
    expect(await at.seen(messageId)).toEqual(['left'])
  })
  test('when there is no way to the person', async () => {
    await at.setSetting({ order: ['email', 'push'] })
    const { messageId } = await at.told()
    await at.carry(messageId)
    expect(await at.seen(messageId)).toEqual(['no_address'])
  })
})

test('a browser whose subscription is over is forgotten, and the next channel is taken', async () => {
  const service = await at.started({ status: 410 })
  await at.addBrowser(service.url)
  const { messageId } = await at.told()
  await at.carry(messageId, [service.place])
  expect(await at.seen(messageId)).toEqual(['sent', 'push failed', 'operator sent'])
  const { rows } = await at.owner.query(
    'select 1 from messaging.subscription where distributor_id = $1',
    [at.town.tenant.id],
  )
  expect(rows).toEqual([])
})

test('in a demo a channel without a driver ends in the outbox; outside it is not there', async () => {
  await at.setSetting({ order: ['sms'] })
  const shown = await at.told()
  await at.carry(shown.messageId, [], true)
  expect(await at.seen(shown.messageId)).toEqual(['sent', 'sms sent'])
  const real = await at.told()
  await at.carry(real.messageId)
  expect(await at.seen(real.messageId)).toEqual(['no_address'])
})

test('reach counts what a channel came to and cost, and who acted; what is acted on rests', async () => {
  const sms = await at.started({ status: 200 }, { status: 400 })
  await at.setChannel('sms', gateway(sms.url), 75)
  await at.setSetting({ order: ['sms'] })
  const good = await at.told()
  const bad = await at.told()
  await at.carry(good.messageId, [sms.place])
  await at.carry(bad.messageId, [sms.place])
  expect(await at.writing((tx) => acted(tx, at.town.tenant.id, [good.messageId]))).toBe(1)
  expect(await at.writing((tx) => acted(tx, at.town.tenant.id, [randomUUID()]))).toBe(0)
  const asked = { distributorId: at.town.tenant.id, days: 1 }
  const none = { delivered: 0, read: 0, unknown: 0 }
  expect(await at.writing((tx) => reach(tx, { ...asked, topic: null }))).toEqual([
    { channel: 'sms', sent: 1, acted: 1, failed: 1, costMinor: 75, ...none },
  ])
  expect(await at.writing((tx) => reach(tx, { ...asked, topic: 'news' }))).toEqual([])
  await at.setClock('2026-11-26T14:00:00Z')
  await at.carry(good.messageId, [sms.place])
  expect(await at.seen(good.messageId)).toEqual(['acted', 'sms sent'])
})
