import { setTimeout as wait } from 'node:timers/promises'
import { makeRandom } from '../src/demo/random.ts'
import { makeSender, type Reply } from './shop-client.ts'
import { type Checkout, makeCheckout, placeOnce, type Shopper } from './shoppers.ts'

/** Shoppers who order without end, each checkout until it is acknowledged, as phones do. */
export type OrderLoad = {
  acknowledged: Map<string, Reply>
  /** Replies other than "placed" and "try again", by status. */
  troubles: Map<string, number>
  /** Places one more, until it is acknowledged; its id. */
  placeOne(): Promise<string>
  stop(): Promise<void>
}

export function startOrderLoad(asked: {
  url: string
  shoppers: Shopper[]
  seed: number
  kind: string
  hands: number
  /** Connections beside those of the hands. */
  phones?: number
}): OrderLoad {
  const { url, shoppers, seed, kind } = asked
  const sender = makeSender(url, asked.hands + (asked.phones ?? 1))
  const acknowledged = new Map<string, Reply>()
  const troubles = new Map<string, number>()
  let stopping = false
  let index = 0
  const placeOne = async () => {
    index += 1
    const random = makeRandom(`${seed} ${kind} ${index}`)
    const shopper = random.pick(shoppers)
    const checkout = makeCheckout(shopper, random, { seed, kind, index, lines: [1, 6] })
    const reply = await untilAcknowledged(sender.send, shopper, checkout, troubles)
    acknowledged.set(checkout.checkoutId, reply)
    return checkout.checkoutId
  }
  const hand = async () => {
    while (!stopping) await placeOne()
  }
  const hands = Array.from({ length: asked.hands }, hand)
  return {
    acknowledged,
    troubles,
    placeOne,
    async stop() {
      stopping = true
      await Promise.all(hands)
      sender.close()
    },
  }
}

const TRY_AGAIN_MS = 25

async function untilAcknowledged(
  send: ReturnType<typeof makeSender>['send'],
  shopper: Shopper,
  checkout: Checkout,
  troubles: Map<string, number>,
): Promise<Reply> {
  while (true) {
    const reply = await placeOnce(send, shopper, checkout).catch(() => null)
    if (reply?.status === 200) return reply
    if (reply && reply.status < 500) throw new Error(`${reply.status} ${reply.body}`)
    if (reply && reply.status !== 503) {
      const told = `${reply.status} ${reply.body.slice(0, 200)}`
      troubles.set(told, (troubles.get(told) ?? 0) + 1)
    }
    await wait(TRY_AGAIN_MS)
  }
}
