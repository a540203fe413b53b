import { answeredNo, call, errorText, type PlaceRefusal, refusalOf, signedOut } from '../call.ts'
import { note, type Waiting, waiting } from './kept.ts'

let sending: Promise<boolean> | null = null

/** Sends what waits, one after another; false: the network is still away. */
export function sendWaiting(personId: string): Promise<boolean> {
  sending ??= sendAll(personId).finally(() => {
    sending = null
  })
  return sending
}

async function sendAll(personId: string): Promise<boolean> {
  for (const order of waiting()) {
    // Another person's on the same phone waits for him.
    if (order.now !== 'waiting' || order.personId !== personId) continue
    if (!(await sent(order))) return false
  }
  return true
}

async function sent(order: Waiting): Promise<boolean> {
  try {
    const placed = await call.ordering.place(order.request, timely())
    note(order.id, { now: 'placed', placed })
  } catch (error) {
    if (!answeredNo(error) || signedOut(error)) return false
    const refusal = refusalOf(error) as PlaceRefusal | null
    if (refusal?.code === 'slot_closed') return askOffice(order)
    const differences = refusal?.code === 'differences' ? refusal.differences : []
    note(order.id, { now: 'refused', refused: errorText(error, ''), differences })
  }
  return true
}

// Its truck is being picked: the office decides, and no other day is taken by itself.
async function askOffice({ id, request }: Waiting): Promise<boolean> {
  const { distributor, outletId, deliveryDay, note: said, preparedBy } = request
  const lines = request.lines.map(({ hand: _hand, ...line }) => line)
  const asked = { distributor, outletId, deliveryDay, lines, note: said, preparedBy }
  try {
    await call.ordering.askLate({ ...asked, requestId: id }, timely())
    note(id, { now: 'asked' })
  } catch (error) {
    if (!answeredNo(error)) return false
    note(id, { now: 'refused', refused: errorText(error, '') })
  }
  return true
}

const SECONDS_MAX = 20
const timely = () => ({ signal: AbortSignal.timeout(SECONDS_MAX * 1_000) })
