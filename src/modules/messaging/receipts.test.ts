import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Running, startTandem } from '../../../test/running.ts'
import { tokenOf } from './sealed.ts'
import { type Carrying, gateway, startCarrying } from './test-carrying.ts'

let at: Carrying
let running: Running
beforeAll(async () => {
  at = await startCarrying()
})
beforeEach(async () => {
  await at.moveOn()
  running = await startTandem(at.database)
})
afterEach(() => running?.stop())
afterAll(() => at?.stop())

async function sentBySms() {
  const sms = await at.started({ status: 200, body: '{"id":"g-1"}' })
  await at.setChannel('sms', gateway(sms.url))
  await at.setSetting({ order: ['sms', 'operator'] })
  const { messageId } = await at.told({ notBefore: '2026-11-26T10:00:40Z' })
  await at.setClock('2026-11-26T10:01:00Z')
  await at.carry(messageId, [sms.place])
  expect(await at.seen(messageId)).toEqual(['sent', 'sms sent'])
  const text = String(JSON.parse(String(sms.taken[0]?.body)).text)
  return { messageId, token: /\/m\/([\w-]+)/.exec(text)?.[1] ?? '' }
}
const callback = () =>
  tokenOf(at.database.secret, {
    distributorId: at.town.tenant.id,
    channel: 'sms',
    messageId: null,
  })
const receipt = (token: string, body: string, type = 'application/json') =>
  fetch(`${running.url}/messaging/receipts/${token}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })
const open = (token: string) => fetch(`${running.url}/m/${token}`, { redirect: 'manual' })

describe('a gateway’s receipt', () => {
  test('says that a message arrived, then that it was read; never the other way round', async () => {
    const { messageId } = await sentBySms()
    expect((await receipt(callback(), '{"id":"g-1","s":"D"}')).status).toBe(200)
    expect(await at.seen(messageId)).toEqual(['delivered', 'sms delivered'])
    await receipt(callback(), '[{"id":"g-1","s":"R"},{"id":"g-1","s":"D"}]')
    expect(await at.seen(messageId)).toEqual(['read', 'sms read'])
  })
  test('may be a form', async () => {
    const { messageId } = await sentBySms()
    await receipt(callback(), 'id=g-1&s=D', 'application/x-www-form-urlencoded')
    expect(await at.seen(messageId)).toEqual(['delivered', 'sms delivered'])
  })
  test('that it did not arrive lets the worker take the next channel', async () => {
    const { messageId } = await sentBySms()
    await receipt(callback(), '{"id":"g-1","s":"F"}')
    await expect
      .poll(() => at.seen(messageId), { timeout: 20_000 })
      .toEqual(['sent', 'sms failed', 'operator sent'])
  })
  test('of an unknown message, word or shape changes nothing', async () => {
    const { messageId } = await sentBySms()
    for (const body of ['{"id":"g-2","s":"D"}', '{"id":"g-1","s":"?"}', '{', 'null', '[1]', '']) {
      expect((await receipt(callback(), body)).status).toBe(200)
    }
    expect(await at.seen(messageId)).toEqual(['sent', 'sms sent'])
  })
  test('without our token, or with that of a message, is not heard', async () => {
    const { messageId, token } = await sentBySms()
    for (const other of ['x', `${callback()}A`, token, callback().toUpperCase()]) {
      expect((await receipt(other, '{"id":"g-1","s":"D"}')).status).toBe(404)
    }
    expect(await at.seen(messageId)).toEqual(['sent', 'sms sent'])
  })
  test('of another distributor finds no message of ours', async () => {
    const { messageId } = await sentBySms()
    const ours = at.town
    await at.setChannel('sms', gateway('https://gateway.example'))
    await at.moveOn()
    await at.setChannel('sms', gateway('https://gateway.example'))
    expect(at.town.tenant.id).not.toBe(ours.tenant.id)
    await receipt(callback(), '{"id":"g-1","s":"D"}')
    expect(await at.seen(messageId)).toEqual(['sent', 'sms sent'])
  })
})

describe('a message’s link', () => {
  test('leads to its page and counts as read', async () => {
    const { messageId, token } = await sentBySms()
    const opened = await open(token)
    expect([opened.status, opened.headers.get('location')]).toEqual([302, '/shop/'])
    expect(await at.seen(messageId)).toEqual(['read', 'sms read'])
  })
  test('that nobody made leads nowhere', async () => {
    const { token } = await sentBySms()
    for (const other of ['x', `${token}A`, token.slice(1), callback()]) {
      expect((await open(other)).status).toBe(404)
    }
  })
  test('shown by a browser counts as delivered', async () => {
    const { messageId, token } = await sentBySms()
    const shown = await fetch(`${running.url}/m/${token}/delivered`, { method: 'POST' })
    expect(shown.status).toBe(204)
    expect(await at.seen(messageId)).toEqual(['delivered', 'sms delivered'])
  })
})
