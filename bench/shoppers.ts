import { type Random, seededId } from '../src/demo/random.ts'
import { type Reply, signedIn } from './shop-client.ts'
import type { UnderTest } from './under-test.ts'

/** What a shelf offers; `baseMilli`: one order unit in thousandths of the base unit. */
export type Product = { id: string; orderUnit: string; baseMilli: number }
/** A buyer signed in, with his outlet, the day it is delivered and what he may order. */
export type Shopper = {
  cookie: string
  distributor: string
  outletId: string
  deliveryDay: string
  products: Product[]
}
export type Line = { productId: string; unitCode: string; quantityMilli: number }
export type Checkout = { checkoutId: string; lines: Line[]; note?: string }

const DISTRIBUTOR = 'dobrodar'

/** Credit and goods enough for anything, and no minimum. */
export async function makePlenty(under: UnderTest): Promise<void> {
  await under.query('update accounts.contract set credit_limit_minor = null')
  await under.query('update delivery.zone set minimum_minor = 0')
  await under.query('update stock.balance set on_hand_milli = 1000000000000')
}

/** Signs buyers of different outlets in. */
export async function makeShoppers(
  under: UnderTest,
  url: string,
  count: number,
): Promise<Shopper[]> {
  await makePlenty(under)
  const people = await under.query<{ phone: string }>(
    `select p.phone from identity.membership m
     join identity.tenant t on t.id = m.distributor_id and t.code = $1
     join identity.person p on p.id = m.person_id
     where m.role = 'buyer' order by p.phone limit $2`,
    [DISTRIBUTOR, count],
  )
  const shoppers: Shopper[] = []
  for (const { phone } of people) shoppers.push(await makeShopper(url, phone))
  return shoppers
}

type Shown = {
  id: string
  orderUnit: string
  price: object | null
  units: { code: string; numerator: number; denominator: number }[]
}

async function makeShopper(url: string, phone: string): Promise<Shopper> {
  const shop = await signedIn(url, phone, 1)
  const asked = { distributor: DISTRIBUTOR }
  const { outlets } = await shop.told<{ outlets: { id: string }[] }>('outlets/list', asked)
  const outletId = outlets[0]?.id ?? ''
  const of = { ...asked, outletId }
  const { slots } = await shop.told<{ slots: { deliveryDay: string }[] }>('delivery/slots', of)
  const shelf = await shop.told<{ products: Shown[] }>('ordering/shelf', { ...of, limit: 100 })
  shop.close()
  return {
    cookie: shop.cookie(),
    ...of,
    // Not the next one: its cut-off may pass while the figure runs.
    deliveryDay: slots[1]?.deliveryDay ?? '',
    products: shelf.products.flatMap((product) => (product.price ? [soldOf(product)] : [])),
  }
}

function soldOf({ id, orderUnit, units }: Shown): Product {
  const unit = units.find(({ code }) => code === orderUnit)
  return { id, orderUnit, baseMilli: (1000 * (unit?.numerator ?? 1)) / (unit?.denominator ?? 1) }
}

/** A checkout that follows from the stream of random numbers: some lines of what is sold. */
export function makeCheckout(
  shopper: Shopper,
  random: Random,
  made: { seed: number; kind: string; index: number; lines: [low: number, high: number] },
): Checkout {
  const [low, high] = made.lines
  const count = random.between(low, high)
  const chosen = new Map<string, Line>()
  for (let i = 0; i < count; i += 1) {
    const { id, orderUnit } = random.pick(shopper.products)
    chosen.set(id, { productId: id, unitCode: orderUnit, quantityMilli: 1000 })
  }
  const checkoutId = seededId(made.seed, made.kind, made.index, MOMENT)
  return { checkoutId, lines: [...chosen.values()] }
}
const MOMENT = 1_790_000_000_000

type Send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<Reply>

/** Sends a checkout once, as a phone does. Rejects when the connection breaks. */
export function placeOnce(
  send: Send,
  shopper: Shopper,
  checkout: Checkout,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const { cookie, distributor, outletId, deliveryDay } = shopper
  const json = { distributor, outletId, deliveryDay, onDouble: 'keep', ...checkout }
  const sent = { 'content-type': 'application/json', 'x-tandem-request': '1', cookie, ...headers }
  return send('POST', '/rpc/ordering/place', sent, JSON.stringify({ json }))
}

export type Placed = {
  checkoutId: string
  totalMinor: number
  orders: { id: string; number: string; totalMinor: number }[]
}
export const placedOf = (reply: Reply): Placed => (JSON.parse(reply.body) as { json: Placed }).json

/** Does the work of the indices below `count` by some hands at once. */
export async function byHands(
  hands: number,
  count: number,
  one: (index: number, hand: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const work = async (hand: number) => {
    while (next < count) {
      const index = next
      next += 1
      await one(index, hand)
    }
  }
  await Promise.all(Array.from({ length: hands }, (_, hand) => work(hand)))
}
