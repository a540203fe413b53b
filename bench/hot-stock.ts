import { makeRandom, type Random, seededId } from '../src/demo/random.ts'
import { makeSender, type Reply } from './shop-client.ts'
import { byHands, type Line, type Product, placeOnce, type Shopper } from './shoppers.ts'
import type { UnderTest } from './under-test.ts'

export type Rush = {
  placed: number
  refused: number
  /** Replies that are neither "placed" nor "too little is left", by what they said. */
  troubles: Record<string, number>
}
export type RushAsked = {
  url: string
  shoppers: Shopper[]
  hot: Product[]
  seed: number
  clients: number
  orders: number
  lines: number
}

/** Products that every one of the shoppers may order. */
export function commonProducts(shoppers: Shopper[], count: number): Product[] {
  const [first, ...others] = shoppers
  const sold = (id: string) => others.every((s) => s.products.some((p) => p.id === id))
  return (first?.products ?? []).filter(({ id }) => sold(id)).slice(0, count)
}

/** Leaves so many order units of these products, and not one more. */
export async function leaveUnits(under: UnderTest, hot: Product[], units: number): Promise<void> {
  await under.query(
    `update stock.balance b set mode = 'strict', expected_milli = 0,
       on_hand_milli = b.reserved_milli + h.milli
     from unnest($1::uuid[], $2::bigint[]) h (id, milli) where b.product_id = h.id`,
    [hot.map(({ id }) => id), hot.map(({ baseMilli }) => Math.ceil(baseMilli * units))],
  )
}

/** Clients at once order hot products in shuffled order; what is short is left out and asked again. */
export async function runRush(asked: RushAsked): Promise<Rush> {
  const { shoppers, hot, seed } = asked
  const sender = makeSender(asked.url, asked.clients)
  const came: Rush = { placed: 0, refused: 0, troubles: {} }
  await byHands(asked.clients, asked.orders, async (index) => {
    const random = makeRandom(`${seed} rush ${index}`)
    const shopper = random.pick(shoppers)
    const checkoutId = seededId(seed, 'rush', index, 1_790_000_000_000)
    let lines = cartOf(hot, asked.lines, random)
    while (lines.length > 0) {
      const reply = await placeOnce(sender.send, shopper, { checkoutId, lines })
      const short = note(came, reply)
      if (short.size === 0) return
      lines = lines.filter(({ productId }) => !short.has(productId))
    }
  })
  sender.close()
  return came
}

/** Eight buyers, say, at once for the last unit: how many got it, over so many rounds. */
export async function runLastUnit(
  under: UnderTest,
  asked: { url: string; shoppers: Shopper[]; product: Product; seed: number; rounds: number },
): Promise<Rush & { roundsWrong: number }> {
  const { shoppers, product, seed } = asked
  const sender = makeSender(asked.url, shoppers.length)
  const came = { placed: 0, refused: 0, troubles: {}, roundsWrong: 0 }
  for (let round = 0; round < asked.rounds; round += 1) {
    await leaveUnits(under, [product], 1)
    const before = came.placed
    const buy = async (shopper: Shopper, buyer: number) => {
      const checkoutId = seededId(seed, `last ${round}`, buyer, 1_790_000_000_000)
      note(came, await placeOnce(sender.send, shopper, { checkoutId, lines: [lineOf(product, 1)] }))
    }
    await Promise.all(shoppers.map(buy))
    if (came.placed - before !== 1) came.roundsWrong += 1
  }
  sender.close()
  return came
}

const lineOf = ({ id, orderUnit }: Product, units: number): Line => ({
  productId: id,
  unitCode: orderUnit,
  quantityMilli: units * 1000,
})

function cartOf(hot: Product[], lines: number, random: Random): Line[] {
  const shuffled = hot
    .map((product) => ({ product, at: random.next() }))
    .sort((a, b) => a.at - b.at)
  return shuffled.slice(0, lines).map(({ product }) => lineOf(product, random.between(1, 3)))
}

type Refused = { json: { data?: { differences?: { code: string; productId: string }[] } } }

// The products that the reply says are short; none when it was placed or something else.
function note(came: Rush, reply: Reply): Set<string> {
  if (reply.status === 200) {
    came.placed += 1
    return new Set()
  }
  const told = reply.status === 409 ? (JSON.parse(reply.body) as Refused).json.data : undefined
  const short = (told?.differences ?? []).filter(({ code }) => code === 'stock_short')
  if (short.length > 0) came.refused += 1
  else {
    const said = `${reply.status} ${reply.body.slice(0, 200)}`
    came.troubles[said] = (came.troubles[said] ?? 0) + 1
  }
  return new Set(short.map(({ productId }) => productId))
}
