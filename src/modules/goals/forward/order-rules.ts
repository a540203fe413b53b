import { grantOf } from '../../promotions/benefit-rules.ts'
import type { LadderOrder } from '../../rollout/ladder/ladder-rules.ts'
import { isIndependent, isSelfService, presenceOf } from '../../rollout/ladder/presence-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { between } from './chance-rules.ts'
import { dayOf, instantOf, type Own, type State } from './state-rules.ts'

type Wanted = {
  day: number
  hour: number
  /** The day of the cue it is for; it is counted when that comes. */
  cueDay: number
  channel: 'portal' | 'agent' | 'phone'
}

/** An order as the product would keep it: its benefit, its verdict of presence, what was kept of it. */
export function placeOrder(state: State, own: Own, wanted: Wanted): void {
  const { day, hour, cueDay, channel } = wanted
  const { outlet, talks } = own
  const { chance } = state.world
  const name = `order ${outlet.index} ${cueDay}`
  const spread = ASSUMED.quantitySpread
  const size = between(chance(`${name} size`), { from: 1 - spread, to: 1 + spread })
  const totalMinor = Math.round(outlet.medianDropMinor * size)
  const back = chance(`${name} returned`) < ASSUMED.returned ? 0.5 : 1
  const failed = chance(`${name} truck`) < ASSUMED.truckFails
  const placedAt = instantOf(day, hour)
  const [yesterday, today] = [dayOf(day - 1), dayOf(day)]
  const self = isSelfService(channel)
  const spans = talks.map(({ id, at, until }) => ({ contactId: id, from: at, to: until }))
  const preparedBy = self ? 'buyer' : channel === 'agent' ? 'agent' : 'operator'
  const presence = self ? presenceOf(placedAt, { spans, deviceOutlets: 1 }).verdict : null
  const order = {
    ...{ id: idAt(own, cueDay), placedAt, deliveryDay: dayOf(cueDay + 1), channel, preparedBy },
    ...{ status: failed ? 'rejected' : 'delivered', presence },
    keptMinor: failed ? null : Math.round(totalMinor * back),
    portalOnly: self && grants(state, own, { channel, preparedBy, totalMinor }),
    called: talks.some(({ at }) => at.slice(0, 10) === today || at.slice(0, 10) === yesterday),
  }
  if (own.part !== 'none') own.orders.push(order)
  if (self) own.selfOrders += 1
  own.waiting = order
  state.moved.add(own)
}

const idAt = ({ outlet }: Own, cueDay: number) => `${outlet.id} ${cueDay}`

/** The order that stands for a cue, once: it is counted in the week of its slot. */
export function takeWaiting(state: State, own: Own, cueDay: number): LadderOrder | null {
  const order = own.waiting
  if (order?.id !== idAt(own, cueDay)) return null
  own.waiting = null
  if (order.status === 'delivered') count(state, order, own)
  return order
}

function grants(
  state: State,
  own: Own,
  order: { channel: string; preparedBy: string; totalMinor: number },
): boolean {
  const granted = grantOf(state.benefit, { ...order, deviceOutlets: 1, granted: own.granted })
  if (!granted.ok) return false
  own.granted += 1
  state.benefit.leftMinor -= granted.promisedMinor
  return true
}

function count({ tally }: State, order: LadderOrder, { outlet }: Own): void {
  const keptMinor = order.keptMinor ?? 0
  tally.orders += 1
  tally.drops += 1
  tally.lines += outlet.linesUsual
  tally.keptMinor += keptMinor
  if (isSelfService(order.channel)) tally.selfOrders += 1
  if (!isIndependent(order)) return
  tally.independentOrders += 1
  tally.independentMinor += keptMinor
}
