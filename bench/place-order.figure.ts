import { randomUUID } from 'node:crypto'
import { contest, type Stage } from './against-floor.ts'
import { clusterCpu, processCpu } from './cpu.ts'
import type { Figure } from './figure.ts'
import { drained } from './kills.ts'
import { type Shop, signedIn } from './shop-client.ts'

const LINES = 20

/** W3: an order of 20 lines to placed, the worker paused. The control quotes before each line. */
export const run = (): Promise<Figure> =>
  contest({
    name: 'place-order',
    ratioMax: 3,
    requests: 250,
    rounds: 3,
    warmUp: 2000,
    ours: placing,
    floor: (floor) => (i) => {
      const ids = Array.from({ length: LINES }, (_, k) => 1 + ((i * 131 + k * 197) % 5000))
      const body = { ids: [...new Set(ids)], qty: ids.map(() => 1), address: 'Kyiv' }
      return floor.send('POST', '/orders', 1 + (i % 64), { ...body, qty: body.ids.map(() => 1) })
    },
    after: reactionsOf,
    control: async (stage) => {
      const place = await placing(stage)
      const { shop, distributor, outletId } = stage
      const { products } = await shelfOf(stage)
      const lines = products.slice(0, LINES).map(lineOf)
      return async (i) => {
        for (let n = 1; n <= lines.length; n += 1) {
          await shop.call('ordering/quote', {
            distributor,
            outletId,
            deliveryDay: null,
            lines: lines.slice(0, n),
          })
        }
        return place(i)
      }
    },
  })

type Product = { id: string; orderUnit: string; availableMilli: number; catchWeight: boolean }

const lineOf = ({ id, orderUnit }: Product) => ({
  productId: id,
  unitCode: orderUnit,
  quantityMilli: 1000,
})

const shelfOf = ({ shop, distributor, outletId }: Stage) =>
  shop.told<{ products: Product[] }>('ordering/shelf', { distributor, outletId, limit: 200 })

// What follows from the orders, done by a worker that was paused until now.
async function reactionsOf({ under }: Stage): Promise<Record<string, number>> {
  const [waiting] = await under.query<{ orders: number }>(
    `select count(*)::int as orders from platform.fact
     where handed_out_at is null and type = 'ordering.order_placed'`,
  )
  const before = clusterCpu(under.clusterFolder)
  const worker = await under.startWorker()
  const started = processCpu(worker.pid)
  await drained(under)
  const spent = processCpu(worker.pid) - started + clusterCpu(under.clusterFolder) - before
  await worker.stop()
  const orders = waiting?.orders ?? 0
  return { reactionsMs: Math.round((spent * 100_000) / orders) / 100, reactionsOfOrders: orders }
}

// The floor places one order: so do we. What two firms or warehouses sell would make several.
async function ofOneSeller(stage: Stage): Promise<Product[]> {
  const { products } = await shelfOf(stage)
  const sellers = await stage.under.query<{ ids: string[] }>(
    `select array_agg(p.id::text) as ids from catalogue.product p
     join stock.balance b on b.distributor_id = p.distributor_id and b.product_id = p.id
     join identity.tenant t on t.id = p.distributor_id
     where t.code = $1 and p.id = any($2::uuid[])
     group by p.selling_entity_id, b.warehouse_id order by count(*) desc limit 1`,
    [stage.distributor, products.map((product) => product.id)],
  )
  const ids = new Set(sellers[0]?.ids)
  return products.filter((product) => ids.has(product.id))
}

type Place = { outletId: string; deliveryDay: string }

// Orders of all outlets by a desk, as the floor's come from many customers: one alone would queue.
async function placing(stage: Stage): Promise<(i: number) => Promise<number>> {
  const { distributor, under } = stage
  await under.query(`update stock.balance set on_hand_milli = 1000000000`)
  await under.query('update accounts.contract set credit_limit_minor = null')
  const products = await ofOneSeller(stage)
  const [login] = await under.query<{ phone: string }>(
    `select phone from identity.demo_login where role = 'operator' order by rank limit 1`,
  )
  const desk = await signedIn(stage.url, login?.phone ?? '')
  const places = await placesOf(stage, desk)
  return async (i) => {
    const at = (k: number) => products[(i * 13 + k * 7) % products.length]
    const chosen = new Set(Array.from({ length: LINES }, (_, k) => at(k)))
    const lines = [...chosen].flatMap((product) => (product ? [lineOf(product)] : []))
    const place = places[i % places.length]
    const placed = await desk.call('ordering/place', {
      ...{ distributor, ...place, checkoutId: randomUUID(), lines },
      onDouble: 'keep',
    })
    if (placed.status !== 200) throw new Error(placed.body.slice(0, 300))
    const reply = JSON.parse(placed.body) as { json: { orders: unknown[] } }
    if (reply.json.orders.length !== 1) throw new Error('a checkout made several orders')
    return placed.status
  }
}

async function placesOf({ distributor, under }: Stage, desk: Shop): Promise<Place[]> {
  const places: Place[] = []
  const outlets = await under.query<{ id: string }>(
    `select o.id from outlets.outlet o join identity.tenant t on t.id = o.distributor_id
     where t.code = $1 and o.closed_at is null order by o.code`,
    [distributor],
  )
  for (const { id: outletId } of outlets) {
    const asked = { distributor, outletId }
    const { slots } = await desk.told<{ slots: { deliveryDay: string }[] }>('delivery/slots', asked)
    const deliveryDay = slots[1]?.deliveryDay
    if (deliveryDay) places.push({ outletId, deliveryDay })
  }
  return places
}
