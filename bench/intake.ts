import { makeRandom } from '../src/demo/random.ts'
import { FATES, type Fate, fateHeader, startCuttingProxy } from './cutting-proxy.ts'
import { makeSender, type Reply } from './shop-client.ts'
import { byHands, type Checkout, makeCheckout, placeOnce, type Shopper } from './shoppers.ts'

type Sent = { server: number; fate: Fate }
type Plan = { shopper: Shopper; checkout: Checkout; sends: Sent[]; atOnce: boolean }

/** What came of a checkout: each reply that its client heard, and what another body was told. */
export type Heard = { checkoutId: string; replies: Reply[]; reused: Reply }
export type Intake = {
  heard: Heard[]
  sends: number
  met: Record<Fate, number>
  /** Every id that the naive clients made: a new one for each try. */
  naiveIds: string[]
}
export type IntakeAsked = {
  ports: number[]
  shoppers: Shopper[]
  seed: number
  checkouts: number
  /** Checkouts of the control. */
  naive: number
  hands: number
}

/**
 * Sends each checkout one to five times, some at once, through a proxy that cuts, and then until a
 * reply is heard; then another body under its id. The control takes a new id for each try.
 */
export async function runIntake(asked: IntakeAsked): Promise<Intake> {
  const proxy = await startCuttingProxy(asked.ports)
  const sender = makeSender(proxy.url, Number.POSITIVE_INFINITY, false)
  const came: Intake = { heard: [], sends: 0, met: proxy.met, naiveIds: [] }
  const tell = (shopper: Shopper, checkout: Checkout, { server, fate }: Sent) => {
    came.sends += 1
    // A cut connection is what the client expects: it sends again.
    return placeOnce(sender.send, shopper, checkout, fateHeader(server, fate)).catch(() => null)
  }
  await byHands(asked.hands, asked.checkouts, async (index) => {
    const plan = planOf(asked, 'checkout', index)
    const { shopper, checkout } = plan
    const replies = await sendAll(plan, (sent) => tell(shopper, checkout, sent))
    const other = { ...checkout, note: 'another body' }
    const reused = await tell(shopper, other, unharmed(index))
    if (!reused) throw new Error('a reply that nobody cut was not heard')
    came.heard.push({ checkoutId: checkout.checkoutId, replies, reused })
  })
  await byHands(asked.hands, asked.naive, async (index) => {
    const { shopper, checkout, sends } = planOf(asked, 'naive', index)
    for (const [k, sent] of [...sends, unharmed(index)].entries()) {
      const checkoutId = checkout.checkoutId.replace(/.$/, String(k))
      came.naiveIds.push(checkoutId)
      if (await tell(shopper, { ...checkout, checkoutId }, sent)) return
    }
  })
  sender.close()
  proxy.close()
  return came
}

const unharmed = (index: number): Sent => ({ server: index % 2, fate: 'passes' })

async function sendAll(
  { sends, atOnce }: Plan,
  tell: (sent: Sent) => Promise<Reply | null>,
): Promise<Reply[]> {
  const replies: Reply[] = []
  const one = async (sent: Sent) => {
    const reply = await tell(sent)
    if (reply) replies.push(reply)
  }
  if (atOnce) await Promise.all(sends.map(one))
  else for (const sent of sends) await one(sent)
  if (replies.length === 0) await one(unharmed(sends.length))
  return replies
}

const CUTS = (Object.keys(FATES) as Fate[]).filter((fate) => fate !== 'passes')

// The same seed sends the same checkouts the same ways.
function planOf({ shoppers, seed }: IntakeAsked, kind: string, index: number): Plan {
  const random = makeRandom(`${seed} ${kind} ${index}`)
  const shopper = random.pick(shoppers)
  const checkout = makeCheckout(shopper, random, { seed, kind, index, lines: [1, 4] })
  const sends = Array.from({ length: random.between(1, 5) }, (): Sent => {
    const fate = random.chance(0.4) ? 'passes' : random.pick(CUTS)
    return { server: random.between(0, 1), fate }
  })
  return { shopper, checkout, sends, atOnce: random.chance(0.5) }
}
