import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Town } from '../test/town.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { openSlots, outletPlan } from './modules/delivery/delivery.ts'
import { programme, verified } from './modules/exchange/webhooks/test-programme.ts'
import { cancelOrder } from './modules/ordering/change-order.ts'
import { placeOrder } from './modules/ordering/place-order.ts'
import { readTenant } from './platform/db.ts'
import { publishDue } from './platform/dispatcher-queries.ts'

type Delivery = {
  id: string
  event: string
  status: string
  tries: number
  answerStatus: number | null
  answer: string
}
type Webhook = {
  id: string
  secretNo: number
  failures: number
  waiting: number
  pausedFor: string
}

let open: UploadOffice
let owner: pg.Client
let site: Awaited<ReturnType<typeof programme>>
let hours = 0
beforeAll(async () => {
  site = await programme()
  open = await openUploadOffice('hooks', { TANDEM_PRIVATE_PLACES: site.place })
  owner = new pg.Client(open.database.ownerUrl)
  await owner.connect()
})
beforeEach(async () => {
  for (const { id } of await webhooks()) await ask('closeWebhook', { webhookId: id })
  site.heard.length = 0
  Object.assign(site.answer, { status: 204, headers: undefined })
})
afterAll(async () => {
  await site?.leave()
  await owner?.end()
  await open?.close()
})

const ask = (call: string, request: object, as = {}) => open.office.ask(call, request, as)
const webhooks = async () => ((await ask('webhooks', {})).said as { webhooks: Webhook[] }).webhooks
const seen = async (webhookId: string) => (await webhooks()).find(({ id }) => id === webhookId)
const deliveries = async (webhookId: string) =>
  ((await ask('deliveries', { webhookId })).said as { deliveries: Delivery[] }).deliveries

async function webhook(said: object = {}, as = {}) {
  const webhookId = randomUUID()
  const whole = { name: 'Сайт', url: site.url, events: ['order_placed'] }
  const put = await ask('putWebhook', { webhookId, ...whole, ...said }, as)
  expect(put).toMatchObject({ status: 200 })
  return { webhookId, secret: (put.said as { secret: string }).secret }
}

async function order({ tenant, ids, buyer }: Town = open.town): Promise<string> {
  const { app } = open.database.pools
  const asked = { distributorId: tenant.id, timeZone: tenant.timeZone, outletId: ids.outlet }
  const plan = await readTenant(app, tenant.id, (db) => outletPlan(db, asked))
  const placed = await placeOrder(app, buyer, {
    ...{ outletId: ids.outlet, checkoutId: randomUUID() },
    deliveryDay: (plan ? openSlots(plan, 8) : []).at(-1)?.deliveryDay ?? '',
    lines: [{ productId: ids.bread, unitCode: 'шт', quantityMilli: 1000 }],
    ...{ note: '', preparedBy: 'buyer', origin: null, onDouble: 'keep' },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  return placed.value.orders[0]?.id ?? ''
}

// The clock of the database is moved on, and what falls due meanwhile is handed out.
async function hoursPass(more: number) {
  hours += more
  await owner.query('update platform.clock set offset_seconds = $1', [Math.round(hours * 3600)])
  while ((await publishDue(open.database.pools.worker)) > 0);
  await owner.query(`select pg_notify('tandem', '[]')`)
}
async function until<T>(look: () => Promise<T> | T, wanted: (found: T) => boolean): Promise<T> {
  for (let i = 0; ; i += 1) {
    const found = await look()
    if (wanted(found) || i === 100) return found
    await new Promise((next) => setTimeout(next, 100))
  }
}
const heard = (n: number) =>
  until(
    () => site.heard,
    (all) => all.length >= n,
  )
const ended = (webhookId: string, of: (delivery: Delivery) => boolean) =>
  until(
    () => deliveries(webhookId),
    (all) => all.length > 0 && all.every(of),
  )
const bothWait = () =>
  until(
    () => open.rows(`select 1 from platform.due_fact where type = 'exchange.webhook_due'`),
    (rows) => rows.length === 2,
  )
const nowSeconds = () => Date.now() / 1000 + hours * 3600

test('a programme hears of an order once, signed so that it can tell it from a forgery', async () => {
  const { webhookId, secret } = await webhook({ events: ['order_placed', 'order_cancelled'] })
  const orderId = await order()
  await ended(webhookId, ({ status }) => status === 'delivered')
  const { app } = open.database.pools
  await cancelOrder(app, open.town.buyer, { orderId, why: '' })
  await heard(2)
  const all = await ended(webhookId, ({ status }) => status === 'delivered')
  expect(all.map(({ event, tries }) => [event, tries])).toEqual([
    ['order_cancelled', 1],
    ['order_placed', 1],
  ])
  expect(site.heard.length).toBe(2)
  const [first] = site.heard
  if (!first) throw new Error('nothing was heard')
  expect(verified(secret, first, nowSeconds())).toMatchObject({
    type: 'order_placed',
    data: { orderId, outletId: open.town.ids.outlet, version: 1, status: 'placed' },
  })
  expect(first.headers['webhook-id']).toBe(all[1]?.id)
  const forged = { ...first, body: first.body.replace('placed', 'cancelled') }
  expect(verified(secret, forged, nowSeconds())).toBeNull()
  const wrong = `whsec_${Buffer.from('somebody else').toString('base64')}`
  expect(verified(wrong, first, nowSeconds())).toBeNull()
  expect(verified(secret, first, nowSeconds() + 301)).toBeNull()
})

test('only chosen events are told, and none to another distributor’s webhook or a closed one', async () => {
  const { webhookId } = await webhook({ events: ['order_cancelled'] })
  const closed = await webhook()
  await ask('closeWebhook', { webhookId: closed.webhookId })
  const as = { cookie: open.stranger, code: 'others' }
  const foreign = await webhook({}, as)
  await order()
  await order(open.other)
  await heard(1)
  await new Promise((next) => setTimeout(next, 500))
  expect(site.heard.map(({ body }) => JSON.parse(body).data.outletId)).toEqual([
    open.other.ids.outlet,
  ])
  expect(await deliveries(webhookId)).toEqual([])
  expect(await open.office.refusalOf('deliveries', { webhookId: foreign.webhookId })).toBe(
    'UNKNOWN',
  )
  await ask('closeWebhook', { webhookId: foreign.webhookId }, as)
})

test('a programme that was away hears of everything when it is back, under the same ids', async () => {
  const { webhookId, secret } = await webhook()
  await site.leave()
  const first = await order()
  await ended(webhookId, ({ tries }) => tries === 1)
  const second = await order()
  await bothWait()
  // The second did not even try: the programme is known to be away.
  expect((await deliveries(webhookId)).map(({ tries }) => tries)).toEqual([0, 1])
  expect(await seen(webhookId)).toMatchObject({ failures: 1, waiting: 2 })
  await site.back()
  site.answer.status = 503
  await hoursPass(0.05)
  await until(
    () => seen(webhookId),
    (one) => one?.failures === 2,
  )
  await bothWait()
  site.answer.status = 200
  await hoursPass(0.2)
  const all = await ended(webhookId, ({ status }) => status === 'delivered')
  expect(all.length).toBe(2)
  const told = site.heard.map((one) => [
    one.headers['webhook-id'],
    verified(secret, one, Number(one.headers['webhook-timestamp']))?.data.orderId,
  ])
  const ids = new Map(told.map(([id, orderId]) => [orderId, id]))
  expect(new Set(ids.keys())).toEqual(new Set([first, second]))
  expect(new Set(told.map(([id]) => id)).size).toBe(2)
  expect(site.heard.length).toBeGreaterThan(2)
  expect(await seen(webhookId)).toMatchObject({ failures: 0, waiting: 0 })
})

test('a redirect is not followed, and a private address is not called', async () => {
  Object.assign(site.answer, { status: 302, headers: { location: `${site.url}/elsewhere` } })
  const { webhookId } = await webhook()
  await order()
  const [moved] = await ended(webhookId, ({ tries }) => tries === 1)
  expect(moved).toMatchObject({ status: 'waiting', answerStatus: 302 })
  expect(site.heard.map(({ path }) => path)).toEqual(['/hear'])

  const put = (url: string) => ({ webhookId, name: 'Сайт', url, events: ['order_placed'] })
  for (const url of ['http://127.0.0.1:1/', 'http://a.example/', 'https://u:p@a.example/'])
    expect(await open.office.refusalOf('putWebhook', put(url))).toBe('address_not_allowed')
  const inner = await webhook({ url: 'https://169.254.169.254/latest/' })
  await ask('testWebhook', { webhookId: inner.webhookId, deliveryId: randomUUID() })
  const [refused] = await ended(inner.webhookId, ({ tries }) => tries === 1)
  expect(refused).toMatchObject({
    answerStatus: null,
    answer: expect.stringMatching(/not a public/),
  })
})

test('a webhook that fails too often is paused and its maker told; resumed, it sends what waited', async () => {
  const { webhookId } = await webhook()
  site.answer.status = 500
  await order()
  for (let n = 1; n <= 8; n += 1) {
    await until(
      () => seen(webhookId),
      (one) => one?.failures === n,
    )
    await hoursPass(30)
  }
  expect(await seen(webhookId)).toMatchObject({ pausedFor: 'failures', waiting: 1 })
  const told = await until(
    () => open.rows(`select 1 from messaging.message where template = 'webhook_paused'`),
    (rows) => rows.length > 0,
  )
  expect(told.length).toBe(1)
  const before = site.heard.length
  await order()
  await until(
    () => seen(webhookId),
    (one) => one?.waiting === 2,
  )
  await hoursPass(30)
  expect(site.heard.length).toBe(before)
  site.answer.status = 200
  expect(await ask('resumeWebhook', { webhookId })).toMatchObject({ status: 200 })
  await ended(webhookId, ({ status }) => status === 'delivered')
  expect(await seen(webhookId)).toMatchObject({ pausedFor: null, waiting: 0, failures: 0 })
})

test('a person tests a webhook, and sends again under the same id what was taken', async () => {
  const { webhookId, secret } = await webhook()
  const deliveryId = randomUUID()
  for (let i = 0; i < 2; i += 1) await ask('testWebhook', { webhookId, deliveryId })
  const [tested] = await ended(webhookId, ({ status }) => status === 'delivered')
  expect(tested).toMatchObject({ event: 'test', answerStatus: 204, tries: 1 })
  const again = { webhookId, deliveryId }
  expect(await ask('replayDelivery', again)).toMatchObject({ status: 200 })
  await heard(2)
  await ended(webhookId, ({ status }) => status === 'delivered')
  const ids = site.heard.map((one) => [
    one.headers['webhook-id'],
    verified(secret, one, nowSeconds())?.type,
  ])
  expect(ids).toEqual([
    [deliveryId, 'test'],
    [deliveryId, 'test'],
  ])
  const other = await webhook()
  const foreign = { webhookId: other.webhookId, deliveryId }
  expect(await open.office.refusalOf('replayDelivery', foreign)).toBe('UNKNOWN')
})

test('a secret is told once and kept nowhere; a new one signs beside the old one for a day', async () => {
  const { webhookId, secret } = await webhook()
  const said = { webhookId, name: 'Сайт 2', url: site.url, events: ['order_placed'] }
  expect((await ask('putWebhook', said)).said).toEqual({ secret: null })
  const rotated = await ask('rotateWebhook', { webhookId, secretNo: 2 })
  const { secret: next } = rotated.said as { secret: string }
  expect(next).not.toBe(secret)
  expect(await open.office.refusalOf('rotateWebhook', { webhookId, secretNo: 2 })).toBe('UNKNOWN')
  const hear = async () => {
    const n = site.heard.length + 1
    await ask('testWebhook', { webhookId, deliveryId: randomUUID() })
    const last = (await heard(n)).at(-1)
    if (!last) throw new Error('nothing was heard')
    return [secret, next].map((one) => verified(one, last, nowSeconds()) !== null)
  }
  expect(await hear()).toEqual([true, true])
  await hoursPass(25)
  expect(await hear()).toEqual([false, true])
  const kept = await open.rows('select * from exchange.webhook')
  expect(JSON.stringify([kept, (await ask('webhooks', {})).said])).not.toContain(
    next.slice('whsec_'.length, 20),
  )
})

test('who may only see the exchange sets no webhook up', async () => {
  const said = { webhookId: randomUUID(), name: 'x', url: site.url, events: ['order_placed'] }
  for (const cookie of [open.buyer, open.supervisor])
    expect(await open.office.refusalOf('putWebhook', said, { cookie })).toBe('NO_RIGHT')
})
