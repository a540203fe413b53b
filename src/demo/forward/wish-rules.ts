import { ASSUMED } from '../../modules/goals/forward/assumption-rules.ts'
import type { Chance } from '../../modules/goals/forward/chance-rules.ts'
import type { Shop } from './world-queries.ts'

export type Slot = { deliveryDay: string; cutOffAt: string }
/** An order that a shop will make, or have made, before a cut-off. */
export type Wish = Slot & { shop: Shop; by: 'buyer' | 'agent' | 'operator'; atMs: number }

const DAY_MS = 86_400_000
const HALF_HOUR_MS = 1_800_000
/** From so many drops in half a year on, a shop orders every week. */
const WEEKLY_DROPS = 18
/** A shop whose orders were its own so often before needs no invitation. */
const OWN_WAY_BP = 3000
/** Nobody orders in the hours before this one. */
const HOURS_BEFORE_CUT_OFF = 7

/**
 * What a shop does at a cut-off: the numbers are those of the model (docs/simulate.md), its habit, its
 * reminders and its agent are those of the database. Null: it does not order for this slot.
 */
export function wishAt(shop: Shop, slot: Slot, nowMs: number, chance: Chance): Wish | null {
  const { deliveryDay, cutOffAt } = slot
  const weekday = new Date(deliveryDay).getUTCDay() || 7
  const gap = shop.drops >= WEEKLY_DROPS ? 7 : 14
  const since = (Date.parse(deliveryDay) - Date.parse(shop.lastDay)) / DAY_MS
  // A day early or late is no other rhythm; who missed his own day comes on the next one.
  const itsDay = weekday === shop.weekday ? since >= gap - 2 : since >= gap + 2
  if (!itsDay || shop.ordered.includes(deliveryDay)) return null
  const name = `${shop.outletId} ${deliveryDay}`
  const by = whoOrders(shop, deliveryDay, (word) => chance(`${name} ${word}`))
  if (by === null) return null
  const last = Date.parse(cutOffAt) - HALF_HOUR_MS
  const first = Math.max(nowMs, last - HOURS_BEFORE_CUT_OFF * 2 * HALF_HOUR_MS)
  const wished = first + chance(`${name} hour`) * (last - first)
  const atMs = Math.max(nowMs, Math.floor(wished / HALF_HOUR_MS) * HALF_HOUR_MS)
  return { ...slot, shop, by, atMs }
}

function whoOrders(shop: Shop, deliveryDay: string, chance: Chance): Wish['by'] | null {
  const { always, proclivity, strength } = ASSUMED.alone
  const inclined = (chance('today') + 2 * chanceOfShop(shop)) / 3
  const opened = shop.signedIn || shop.selfBp >= OWN_WAY_BP
  const wish =
    always +
    proclivity * inclined +
    (strength * Math.max(shop.strengthBp, shop.selfBp)) / 10_000 +
    (shop.reminded.includes(deliveryDay) ? ASSUMED.reminderAdds : 0)
  const dark = chance('dark') < ASSUMED.blackoutDay ? ASSUMED.blackoutLeaves : 1
  if (opened && chance('alone') < wish * dark) return 'buyer'
  const takes = shop.agentId ? ASSUMED.agentTakes : ASSUMED.vacantTakes
  if (chance('taken') >= takes) return null
  return shop.agentId ? 'agent' : 'operator'
}

// A shop is what it is on every day: its own past says most of it.
const chanceOfShop = ({ selfBp, signedIn }: Shop): number =>
  Math.min(1, (signedIn ? 0.45 : 0.2) + selfBp / 15_000)
