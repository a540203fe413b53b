import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { makeRandom } from '../../demo/random.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { cancelOrder } from '../ordering/change-order.ts'
import { decidePresence } from '../rollout/ladder/decide-presence.ts'
import { foundLaunch } from '../rollout/rollout.ts'
import { countWindows } from './count-windows.ts'
import { gaugeOf, outletsOf } from './gauge.ts'
import { gaugeRows } from './gauge-queries.ts'
import { countHistory, countOrder, countPresence, joinDays } from './jobs.ts'
import { giveBack, place, tell } from './test-orders.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const write = <T>(town: Town, work: (tx: Tx) => Promise<T>) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const launch = (town: Town, startsOn: string) =>
  write(town, (tx) =>
    foundLaunch(tx, town.tenant.id, {
      programme: {
        ...{ id: randomUUID(), name: 'Осінь', purpose: 'Щоб точка замовляла сама' },
        ...{ startsOn, endsOn: '2099-03-01', goalOutlets: 100, goalDropMinor: 250_000 },
        ...{ leaderId: null, gateFirstOrderBp: 5000, gateThirdOrderBp: 3000 },
        ...{ bonusRegularMinor: 20_000, bonusHeldMinor: 30_000 },
        createdBy: town.ids.adminPerson,
      },
      ...{ team: { members: [], pilotAgentIds: [] }, promises: [], questions: [] },
    }),
  )

type Said = { type: string; body: never }
const REACTIONS: Record<string, ((tx: Tx, fact: never) => Promise<unknown>) | undefined> = {
  'ordering.order_placed': countOrder,
  'ordering.order_changed': countOrder,
  'ordering.order_cancelled': countOrder,
  'ordering.order_status_changed': countOrder,
  'ordering.history_imported': countHistory,
  'ordering.orders_moved': joinDays,
  'rollout.presence_decided': countPresence,
}

// What the dispatcher does with the facts that came since it looked last, and with what gathered.
async function react(town: Town): Promise<void> {
  const { rows } = await owner.query<Said>(
    `delete from platform.fact where distributor_id = $1 returning type, body`,
    [town.tenant.id],
  )
  for (const { type, body } of rows) {
    const reaction = REACTIONS[type]
    if (reaction) await write(town, (tx) => reaction(tx, body))
  }
  while ((await write(town, (tx) => countWindows(tx, town.tenant.id))) > 0);
}

const gauge = (town: Town) =>
  readTenant(database.pools.app, town.tenant.id, (db) => gaugeRows(db, town.tenant.id))

type Raw = Record<string, string>
// From orders and lines themselves, outlet by outlet, in a way of its own.
async function recounted(town: Town, launchDay: string) {
  const { rows } = await owner.query<Raw>(
    `select o.outlet_id, o.checkout_id, o.delivery_day::text as day, o.channel, o.prepared_by, p.verdict,
        coalesce(o.delivered_minor, o.total_minor) - o.returned_minor as kept,
        (select string_agg(l.product_id::text, ' ') from ordering.order_line l where l.order_id = o.id
          and coalesce(l.delivered_milli, l.base_quantity_milli) - l.returned_milli > 0) as products
      from ordering.order o left join rollout.presence p on p.order_id = o.id
      where o.distributor_id = $1 and o.status in ('delivered', 'partly_delivered', 'returned')
        and o.channel <> all('{edi,van}')`,
    [town.tenant.id],
  )
  const { rows: days } = await owner.query<Raw>(
    `select through_day::text as through, (through_day - 27)::text as "from",
        ($2::date - 84)::text as before, $2::date::text as launch
      from goals.gauge_window where distributor_id = $1`,
    [town.tenant.id, launchDay],
  )
  const { through = '', from = '', before = '', launch: first = '' } = days[0] ?? {}
  const sums = (within: (day: string) => boolean) => {
    const found = rows.filter(({ day = '' }) => within(day))
    const outlets = new Set(found.map((row) => row.outlet_id))
    const bought = found.map((row) => (row.products ?? '').split(' ').filter(Boolean))
    const self = found.filter((row) => ['portal', 'chatbot', 'api'].includes(row.channel ?? ''))
    const alone = self.filter(
      (row) => row.verdict === 'alone' && /buyer|suggestion/.test(row.prepared_by ?? ''),
    )
    const kept = (of: Raw[]) => of.reduce((sum, row) => sum + Number(row.kept), 0)
    const checkouts = (of: Raw[]) => new Set(of.map((row) => row.checkout_id)).size
    const drops = (of: Raw[]) => new Set(of.map((row) => `${row.outlet_id} ${row.day}`)).size
    const byOutlet = [...outlets].map((id) => found.filter((row) => row.outlet_id === id))
    const over = (of: (rows: Raw[]) => number) =>
      byOutlet.reduce((sum, rowsOfOne) => sum + of(rowsOfOne), 0)
    return {
      outlets: outlets.size,
      drops: drops(found),
      keptSquares: over((of) => (kept(of) / 100) ** 2),
      keptByDrops: over((of) => (kept(of) / 100) * drops(of)),
      dropSquares: over((of) => drops(of) ** 2),
      orders: checkouts(found),
      lines: bought.flat().length,
      products: new Set(
        found.flatMap((row, i) => (bought[i] ?? []).map((id) => row.outlet_id + id)),
      ).size,
      keptMinor: kept(found),
      ...{ selfOrders: checkouts(self), selfMinor: kept(self) },
      ...{ independentOrders: checkouts(alone), independentMinor: kept(alone) },
    }
  }
  return [
    { period: 'before', part: 'other', ...sums((day) => day >= before && day < first) },
    { period: 'now', part: 'other', ...sums((day) => day >= from && day <= through) },
  ].filter(({ orders }) => orders > 0)
}

test('the gauge counts drops and not orders, in its 28 days and its 12 weeks, and nothing else', async () => {
  const town = await makeTown(database)
  const { milk, bread, otherOutlet } = town.ids
  const line = (productId: string) => ({ productId, quantityMilli: 1000, unitPriceE4: 300_000 })
  await deliver(database, town, [
    { day: '2026-06-30', lines: [line(milk)] },
    { day: '2026-09-10', lines: [line(milk), line(bread)] },
    { day: '2026-09-10', lines: [line(milk)] },
    { day: '2026-10-20', lines: [line(milk)] },
    { day: '2026-11-10', lines: [line(milk)] },
    { day: '2026-11-11', outletId: otherOutlet, lines: [line(bread)] },
  ])
  await launch(town, '2026-10-15')
  await react(town)
  const counted = (await gauge(town)).map((row) => [
    ...[row.period, row.outlets, row.drops, row.orders, row.lines],
  ])
  // Two orders of one day are one drop; June lies before the 12 weeks.
  expect(counted).toEqual([
    ['before', 1, 1, 2, 3],
    ['now', 2, 3, 3, 3],
  ])
  const behind = await readTenant(database.pools.app, town.tenant.id, (db) =>
    outletsOf(db, { distributorId: town.tenant.id, offset: 0, limit: 10 }),
  )
  expect(behind.total).toBe(2)
  expect(
    behind.outlets.map(({ outletId, now, before }) => [outletId, now?.orders, before?.orders]),
  ).toEqual([
    [town.ids.outlet, 2, 2],
    [otherOutlet, 1, undefined],
  ])
  // The launch moves: its 12 weeks do, too.
  await write(town, (tx) => sql`update rollout.programme set starts_on = '2026-07-15'`.execute(tx))
  await react(town)
  expect(await gauge(town)).toEqual(await recounted(town, '2026-07-15'))
  expect((await gauge(town))[0]).toMatchObject({ period: 'before', drops: 1, orders: 1 })
})

test('a checkout that sellers or teams split is one order of the shop', async () => {
  const town = await makeTown(database)
  const { milk, bread } = town.ids
  const line = (productId: string) => ({ productId, quantityMilli: 1000, unitPriceE4: 300_000 })
  await deliver(database, town, [
    { day: '2026-11-10', lines: [line(milk)] },
    { day: '2026-11-10', lines: [line(bread)] },
  ])
  await write(town, (tx) =>
    sql`update ordering.order set checkout_id = (select min(checkout_id::text)::uuid
      from ordering.order where distributor_id = ${town.tenant.id})`.execute(tx),
  )
  await launch(town, '2026-10-15')
  await react(town)
  const [now] = await gauge(town)
  expect(now).toMatchObject({ period: 'now', drops: 1, orders: 1, lines: 2, products: 2 })
  expect(await gauge(town)).toEqual(await recounted(town, '2026-10-15'))
})

const DAY_SECONDS = 86_400
async function passDays(days: number): Promise<void> {
  await owner.query('update platform.clock set offset_seconds = offset_seconds + $1', [
    days * DAY_SECONDS,
  ])
}

// One thing that happens to the town's orders; what the rules refuse happens not.
async function step(town: Town, random: ReturnType<typeof makeRandom>, orders: string[]) {
  const some = () => orders[random.between(0, orders.length - 1)] ?? ''
  const at = random.between(0, 9)
  if (at <= 2 || orders.length === 0) {
    const by = random.between(0, 1) === 0 ? 'buyer' : 'agent'
    const id = await place(database, town, { quantityMilli: random.between(1, 5) * 1_000, by })
    if (id) orders.push(id)
  } else if (at <= 5) {
    const short = random.between(0, 2) === 0
    const came = { productCode: 'P1', unitCode: 'шт', quantityMilli: 1_000, sumMinor: null }
    const lines = short ? [came] : null
    const told = { status: 'delivered' as const, ...(lines ? { lines } : {}) }
    await tell(database, town, some(), told)
  } else if (at === 6) {
    await giveBack(database, town, some(), { lineNo: random.between(1, 2), quantityMilli: 1_000 })
  } else if (at === 7) {
    await cancelOrder(database.pools.app, town.buyer, { orderId: some(), why: '' })
  } else if (at === 8) {
    const orderId = some()
    await write(town, (tx) => decidePresence(tx, town.tenant.id, [orderId]))
  } else {
    await passDays(random.between(1, 9))
  }
}

test.each([1, 2, 3])(
  'whatever happens to orders, the gauge equals a raw recount to the unit (history %i)',
  async (seed) => {
    const town = await makeTown(database)
    const random = makeRandom(`gauge ${seed}`)
    const launchDay = new Date(Date.now() + 12 * DAY_SECONDS * 1000).toISOString().slice(0, 10)
    await launch(town, launchDay)
    const orders: string[] = []
    let most = 0
    for (let i = 0; i < 60; i += 1) {
      await step(town, random, orders)
      if (i % 6 === 5) {
        await react(town)
        const counted = await gauge(town)
        expect(counted).toEqual(await recounted(town, launchDay))
        most = Math.max(most, ...counted.map((row) => row.orders))
      }
    }
    expect(most).toBeGreaterThan(2)
  },
  60_000,
)

test('an order made beside an agent is the shop’s own, and not independent', async () => {
  const town = await makeTown(database)
  const line = { productId: town.ids.milk, quantityMilli: 1000, unitPriceE4: 300_000 }
  await deliver(database, town, [{ day: '2026-11-10', lines: [line] }])
  await launch(town, '2026-10-15')
  await write(town, (tx) =>
    sql`update ordering.order set channel = 'portal', prepared_by = 'buyer'`.execute(tx),
  )
  const own = async () =>
    (await gauge(town)).map((row) => [row.selfOrders, row.independentOrders, row.independentMinor])
  await react(town)
  expect(await own()).toEqual([[1, 0, 0]])
  const orderIds = await write(town, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from ordering.order`.execute(tx)
    return rows.map(({ id }) => id)
  })
  await write(town, (tx) => decidePresence(tx, town.tenant.id, orderIds))
  await react(town)
  expect(await own()).toEqual([[1, 1, 3000]])
})

test('without a launch there is no gauge; when it ends nothing of it stays', async () => {
  const town = await makeTown(database)
  const line = { productId: town.ids.milk, quantityMilli: 1000, unitPriceE4: 300_000 }
  await deliver(database, town, [{ day: '2026-11-10', lines: [line] }])
  const told = () =>
    readTenant(database.pools.app, town.tenant.id, (db) => gaugeOf(db, town.tenant.id))
  await react(town)
  expect(await told()).toBeNull()
  await launch(town, '2026-10-15')
  await react(town)
  expect(await told()).toMatchObject({ throughDay: '2026-11-10', waiting: 0 })
  await write(town, (tx) => sql`update rollout.programme set ended_at = platform.now()`.execute(tx))
  await react(town)
  expect(await told()).toBeNull()
  expect(await gauge(town)).toEqual([])
})
