import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { type Mutation, mutations, type Sent } from './mutations.ts'
import { makePlace, type Place } from './place.ts'

let database: TestDatabase
let tandem: Running
let owner: pg.Client
let place: Place
let other: Place
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  tandem = await startTandem(database)
  const { dataFolder } = tandem.config
  place = await makePlace(database, { code: 'honest', dataFolder })
  other = await makePlace(database, { code: 'stranger', dataFolder })
  // Enough of everything: what is refused here is refused for what the client says.
  await owner.query('update stock.balance set on_hand_milli = 1000000000000')
  await owner.query('update accounts.contract set credit_limit_minor = 1000000000000')
})
afterAll(async () => {
  await tandem?.stop()
  await owner?.end()
  await database?.drop()
})

const SENDERS = { buyer: 'portal', agent: 'agent', operator: 'phone', admin: 'office' } as const
type Sender = keyof typeof SENDERS
type Line = { productId: string; quantityMilli: number }

const wanted = (): Line[] => [
  { productId: place.town.ids.milk, quantityMilli: 2_000 },
  { productId: place.town.ids.bread, quantityMilli: 3_000 },
]
const withUnit = (line: Line) => ({ ...line, unitCode: 'шт' })

/** What goods cost in this town, VAT within: the contract's list is the only one. */
const dueMinor = (lines: Line[]): number => {
  const { milk, bread } = place.town.ids
  const priceMinor: Record<string, number> = { [milk]: 3_000, [bread]: 2_500 }
  return lines.reduce(
    (sum, { productId, quantityMilli }) =>
      sum + Math.round(((priceMinor[productId] ?? Number.NaN) * quantityMilli) / 1_000),
    0,
  )
}

async function send(sent: Sent, method: string, sender: Sender) {
  const reply = await fetch(`${tandem.url}/api${sent.path}`, {
    method,
    headers: {
      'content-type': sent.type,
      'x-tandem-request': '1',
      cookie: place.sessions[sender]?.cookie ?? '',
      // What a proxy's users like to try.
      'x-role': 'admin',
      'x-distributor': other.code,
    },
    body: sent.raw ?? JSON.stringify(sent.body),
  })
  return { status: reply.status, text: await reply.text() }
}

type Kept = {
  id: string
  tenant: string
  outlet: string
  contract: string
  channel: string
  total: number
  lines: { productId: string; quantityMilli: number; priceE4: number; totalMinor: number }[]
}
const keptBy = async (where: string, id: string): Promise<Kept[]> =>
  (
    await owner.query<Kept>(
      `select o.id, o.distributor_id as tenant, o.outlet_id as outlet, o.contract_id as contract,
        o.channel, o.total_minor::float8 as total, (select json_agg(json_build_object(
          'productId', l.product_id, 'quantityMilli', l.quantity_milli, 'priceE4', l.unit_price_e4,
          'totalMinor', l.total_minor)) from ordering.order_line l
          where l.distributor_id = o.distributor_id and l.order_id = o.id) as lines
      from ordering.order o where ${where} = $1`,
      [id],
    )
  ).rows

/** What is wrong with an order that was taken; nothing, when the client's words changed nothing. */
function wrongWith(kept: Kept[], due: number, channel: string): string[] {
  const { ids, tenant } = place.town
  const priceE4 = { [ids.milk]: 300_000, [ids.bread]: 250_000 }
  const total = kept.reduce((sum, order) => sum + order.total, 0)
  return [
    ...(kept.length === 1 ? [] : [`${kept.length} orders`]),
    ...(total === due ? [] : [`total ${total}, not ${due}`]),
    ...kept.flatMap((order) => [
      ...(order.tenant === tenant.id ? [] : ['another tenant']),
      ...(order.outlet === ids.outlet ? [] : ['another outlet']),
      ...(order.contract === ids.contract ? [] : ['another contract']),
      ...(order.channel === channel ? [] : [`channel ${order.channel}`]),
      ...order.lines.flatMap((line) => [
        ...(line.priceE4 === priceE4[line.productId] ? [] : [`price ${line.priceE4}`]),
        ...(line.quantityMilli > 0 && line.totalMinor > 0 ? [] : ['a line of nothing']),
      ]),
    ]),
  ]
}

const REFUSALS = [400, 403, 404, 409, 413, 415, 422]

/** The lines as the body that was sent says them, should the server take it. */
function saidLines({ body, raw }: Sent): Line[] {
  const said = (raw === null ? body : JSON.parse(raw)) as {
    lines: { productId: string; quantityMilli: unknown }[]
  }
  return said.lines.map((l) => ({ ...l, quantityMilli: Number(l.quantityMilli) }))
}

const seen = { taken: 0, refused: 0 }

async function judge(
  sent: Sent,
  method: string,
  { sender, changes, kept }: { sender: Sender; changes: Mutation[]; kept: () => Promise<Kept[]> },
): Promise<void> {
  const mutated = changes.reduce((before, change) => change.apply(before), sent)
  const { status, text } = await send(mutated, method, sender)
  const told = `${changes.map(({ name }) => name).join('; ')} → ${status} ${text.slice(0, 300)}`
  if (status === 200) {
    seen.taken += 1
    const harmless = changes.every((change) => change.harmless)
    const due = dueMinor(harmless ? wanted() : saidLines(mutated))
    expect(wrongWith(await kept(), due, SENDERS[sender]), told).toEqual([])
    return
  }
  seen.refused += 1
  expect(REFUSALS, told).toContain(status)
  const { code, message } = JSON.parse(text) as { code: string; message: string }
  expect([code.length > 2, message.length > 5], told).toEqual([true, true])
}

const anySender = () => fc.constantFrom(...(Object.keys(SENDERS) as Sender[]))
function anyChanges() {
  const { ids, town } = other
  const { outlet, product, contract, person } = ids
  const foreign = { outlet, product, contract, person, tenant: town.tenant.id }
  const each = mutations(foreign, other.code)
  return fc.array(each, { minLength: 1, maxLength: 3 })
}

const placing = (checkoutId: string, own: Record<string, unknown> = {}): Sent => ({
  path: `/d/${place.code}/outlets/${place.town.ids.outlet}/checkouts`,
  type: 'application/json',
  raw: null,
  body: {
    ...{ checkoutId, deliveryDay: place.deliveryDay, lines: wanted().map(withUnit) },
    ...{ onDouble: 'keep', ...own },
  },
})

const strangers = async () =>
  (
    await owner.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as sum from (
        select o::text from ordering.order o where distributor_id = $1
        union all select o::text from ordering.order o where outlet_id <> $2
        union all select l::text from ordering.order_line l where distributor_id = $1
        union all select b::text from stock.balance b where distributor_id = $1) t(t)`,
      [other.town.tenant.id, place.town.ids.outlet],
    )
  ).rows

test('whatever a client says in placing an order: refused in words, or the tenant’s own sums', async () => {
  const before = await strangers()
  await fc.assert(
    fc.asyncProperty(anySender(), anyChanges(), async (sender, changes) => {
      const checkoutId = randomUUID()
      const kept = () => keptBy('o.checkout_id', checkoutId)
      await judge(placing(checkoutId), 'POST', { sender, changes, kept })
    }),
    { numRuns: 320, seed: 20_261_126 },
  )
  expect(await strangers()).toEqual(before)
})

test('whatever a client says in changing an order: refused in words, or the tenant’s own sums', async () => {
  const before = await strangers()
  await fc.assert(
    fc.asyncProperty(anySender(), anyChanges(), async (sender, changes) => {
      const checkoutId = randomUUID()
      await send(placing(checkoutId), 'POST', sender)
      const [order] = await keptBy('o.checkout_id', checkoutId)
      if (!order) throw new Error('the order to change was not taken')
      const changing: Sent = {
        path: `/d/${place.code}/orders/${order.id}/lines`,
        type: 'application/json',
        raw: null,
        body: { version: 1, lines: wanted().map(withUnit), why: '' },
      }
      const kept = () => keptBy('o.id', order.id)
      await judge(changing, 'PUT', { sender, changes, kept })
      // Refused or not, the order is worth what its lines cost.
      const [after] = await kept()
      expect(after?.total).toBe(dueMinor(after?.lines ?? []))
    }),
    { numRuns: 200, seed: 20_261_126 },
  )
  expect(await strangers()).toEqual(before)
})

test('both were seen: requests that were taken as they should, and such that were refused', () => {
  expect(seen.taken + seen.refused).toBeGreaterThanOrEqual(500)
  expect(seen.taken).toBeGreaterThan(100)
  expect(seen.refused).toBeGreaterThan(100)
})

test('a sum, a channel or a tenant that follows the client is found', async () => {
  const checkoutId = randomUUID()
  await send(placing(checkoutId), 'POST', 'buyer')
  const kept = await keptBy('o.checkout_id', checkoutId)
  const due = dueMinor(wanted())
  expect(wrongWith(kept, due, 'portal')).toEqual([])
  const planted = kept.map((order) => ({ ...order, total: 1, channel: 'api', tenant: 'x' }))
  expect(wrongWith(planted, due, 'portal')).toEqual([
    `total 1, not ${due}`,
    'another tenant',
    'channel api',
  ])
  const cheap = kept.map((order) => ({
    ...order,
    lines: order.lines.map((line) => ({ ...line, priceE4: 1 })),
  }))
  expect(wrongWith(cheap, due, 'portal')).toEqual(['price 1', 'price 1'])
})
