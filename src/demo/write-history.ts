import { setImmediate as others } from 'node:timers/promises'
import type { Ground as Machine } from '../footing.ts'
import { makeFeed } from '../modules/exchange/exchange.ts'
import type { Tx } from '../platform/db.ts'
import { copyRows } from './copy-queries.ts'
import { type HistoryBatch, makeHistory } from './history.ts'
import { inBulk } from './in-bulk.ts'
import { insertRows, rollUpHistory } from './load-queries.ts'
import { TIME_ZONE } from './local-day.ts'
import { makePapers } from './papers-queries.ts'
import type { DemoOutlet } from './people.ts'
import { type DemoProduct, type Ground, idOf } from './world.ts'

type Say = (text: string) => void
type Shops = { outlets: DemoOutlet[]; products: DemoProduct[] }

const TABLES = {
  checkouts: 'ordering.checkout',
  orders: 'ordering.order',
  lines: 'ordering.order_line',
  events: 'ordering.order_event',
} as const
const KINDS = Object.keys(TABLES) as (keyof typeof TABLES)[]
/** More outlets take minutes: how far it is is told. */
const SAID_EVERY = 10_000
const SCHEMAS = ['accounts', 'delivery', 'exchange', 'goals', 'ordering', 'stock']

/** Writes the orders of half a year and what follows from them, whole or not at all; returns how many. */
export const writeHistory = (
  machine: Machine,
  ground: Ground,
  shops: Shops,
  say: Say,
): Promise<number> =>
  inBulk(machine, { distributorId: ground.distributorId, schemas: SCHEMAS }, async (bulk) => {
    const { tx, copies, learn } = bulk
    const { distributorId } = ground
    const write = copies ? copyRows : insertRows
    const orders = await writeOrders(tx, ground, shops, { write, say })
    if (shops.outlets.length > SAID_EVERY) say('  Their bills, reservations and sums')
    await learn(Object.values(TABLES))
    await makePapers(tx, ground)
    await makeFeed(tx, distributorId, { id: idOf(ground, 'feed', 0), ...ERP_FEED })
    await rollUpHistory(tx, distributorId)
    await learn(['accounts.invoice', 'accounts.payment', 'goals.counted_order'])
    return orders
  })

// Nobody sends the demo anything: it is late from its first working morning on, as an ERP would be.
const ERP_FEED = {
  name: 'BAS: товари, ціни, залишки',
  kind: 'erp' as const,
  tableKind: null,
  rhythm: { every: 'week' as const, weekdays: [1, 2, 3, 4, 5], times: ['08:00'] },
  toleranceMinutes: 30,
}

type Writing = { write: typeof copyRows; say: Say }

async function writeOrders(
  tx: Tx,
  ground: Ground,
  { outlets, products }: Shops,
  { write, say }: Writing,
): Promise<number> {
  const numbers = { last: 0 }
  const past = { outlets, products, timeZone: TIME_ZONE, numbers }
  let orders = 0
  let said = 0
  for await (const { rows, through } of oneAhead(gathered(ground, past))) {
    for (const kind of KINDS) await write(tx, TABLES[kind], rows[kind])
    orders += rows.orders.length
    if (through < said + SAID_EVERY || through === outlets.length) continue
    said = through
    say(`  ${through} of ${outlets.length} outlets have their orders`)
  }
  await insertRows(tx, 'accounts.document_number', [
    {
      distributor_id: ground.distributorId,
      selling_entity_id: idOf(ground, 'entity', 'vat'),
      kind: 'order',
      year: Number(ground.today.slice(0, 4)),
      last_number: Math.max(1, numbers.last),
    },
  ])
  return orders
}

type Gathered = { rows: HistoryBatch; through: number }
// More would outlive the young generation, which is collected cheaply.
const LINES_AT_ONCE = 5_000

const empty = (): HistoryBatch => ({ checkouts: [], orders: [], lines: [], events: [] })

async function* gathered(
  ground: Ground,
  past: Parameters<typeof makeHistory>[1],
): AsyncGenerator<Gathered> {
  let rows = empty()
  let through = 0
  for (const batch of makeHistory(ground, past)) {
    for (const kind of KINDS) rows[kind].push(...batch[kind])
    through += 1
    // The batch before is on its way to the database meanwhile.
    await others()
    if (rows.lines.length < LINES_AT_ONCE) continue
    yield { rows, through }
    rows = empty()
  }
  if (rows.orders.length > 0) yield { rows, through }
}

/** The next is made while the one before is used. */
async function* oneAhead<T>(from: AsyncGenerator<T, void>): AsyncGenerator<T> {
  let coming = from.next()
  while (true) {
    const { done, value } = await coming
    if (done) return
    coming = from.next()
    yield value
  }
}
