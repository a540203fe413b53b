import { setImmediate as others } from 'node:timers/promises'
import type { Ground as Machine } from '../footing.ts'
import { makeFeed } from '../modules/exchange/exchange.ts'
import type { Tx } from '../platform/db.ts'
import { copyPacked, packRows } from './copy-queries.ts'
import { type HistoryBatch, makeHistory } from './history.ts'
import { inBulk } from './in-bulk.ts'
import { insertRows, type Row, rollUpHistory } from './load-queries.ts'
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
// Of a distributor that came a moment ago the planner would look through all orders for each contract.
const PAPERS = ['accounts.contract', 'accounts.credit', 'accounts.invoice']
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
    const orders = copies
      ? await writeOrders(tx, ground, shops, { pack: packRows, write: copyPacked, say })
      : await writeOrders(tx, ground, shops, { pack: (rows) => rows, write: insertRows, say })
    if (shops.outlets.length > SAID_EVERY) say('  Their bills, reservations and sums')
    await learn([...Object.values(TABLES), ...PAPERS])
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

/** How rows are held until they are written, and written. */
type Writing<Held> = {
  pack(rows: Row[]): Held[]
  write(tx: Tx, table: string, held: Held[]): Promise<void>
  say: Say
}

async function writeOrders<Held>(
  tx: Tx,
  ground: Ground,
  { outlets, products }: Shops,
  { pack, write, say }: Writing<Held>,
): Promise<number> {
  const numbers = { last: 0 }
  const past = { outlets, products, timeZone: TIME_ZONE, numbers }
  let said = 0
  for await (const { held, through } of oneAhead(gathered(makeHistory(ground, past), pack))) {
    for (const kind of KINDS) await write(tx, TABLES[kind], held[kind])
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
  return numbers.last
}

type Gathered<Held> = { held: Record<keyof typeof TABLES, Held[]>; through: number }
const LINES_AT_ONCE = 20_000

const empty = () => ({ checkouts: [], orders: [], lines: [], events: [] })

async function* gathered<Held>(
  history: Iterable<HistoryBatch>,
  pack: Writing<Held>['pack'],
): AsyncGenerator<Gathered<Held>, void> {
  let held: Gathered<Held>['held'] = empty()
  let lines = 0
  let through = 0
  for (const batch of history) {
    for (const kind of KINDS) held[kind].push(...pack(batch[kind]))
    lines += batch.lines.length
    through += 1
    // The batch before is on its way to the database meanwhile.
    await others()
    if (lines < LINES_AT_ONCE) continue
    yield { held, through }
    held = empty()
    lines = 0
  }
  if (lines > 0) yield { held, through }
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
