import { Temporal } from 'temporal-polyfill'
import { type OwnSlot, slotsOfOutlets } from '../../modules/delivery/delivery.ts'
import { chancesOf } from '../../modules/goals/forward/chance-rules.ts'
import { carrySessions, staffOf, tenantById } from '../../modules/identity/identity.ts'
import { setClock } from '../../platform/clock-queries.ts'
import { readGlobal, readTenant, writeGlobal } from '../../platform/db.ts'
import { holdHandingOut, nextDue } from '../../platform/dispatcher-queries.ts'
import type { Tenant } from '../../platform/serve.ts'
import { TAKES_OF_BASKET } from '../history.ts'
import { addDays } from '../world.ts'
import { bill, deliverToday, shipToday, tellBalances } from './erp.ts'
import { placeWish } from './place-wish.ts'
import { releaseHeld } from './release-held.ts'
import { type Played, runById } from './run-queries.ts'
import { type Hands, settle } from './settle.ts'
import { type Wish, wishAt } from './wish-rules.ts'
import { workDesk } from './work-desk.ts'
import { type BasketLine, basketsOf, type Shop, shopsOf } from './world-queries.ts'

export type Ride = { distributorId: string; runId: string }
export type Means = Omit<Hands, 'own'>
/** What happens at an instant; two of one instant in the order they were put in. */
type Act = { atMs: number; kind: 'orders' | 'deliveries' | 'contacts'; does(): Promise<number> }
type Person = { id: string; name: string }
type Day = {
  means: Means
  tenant: Tenant
  operator: Person | null
  supervisors: Person[]
  today: string
  nowMs: number
  midnightMs: number
  endMs: number
  shops: Shop[]
  slots: ReadonlyMap<string, OwnSlot[]>
  /** Whom the operator taught today, with the day of delivery. */
  taught: Set<string>
}

type Counts = Record<Act['kind'], number>

/** The reaction that plays a day: it does not wait for itself. */
const PLAY_DAY = 'playDay'
const SEED = 1
const PLACES_AT_ONCE = 3

/**
 * Plays a run of the demo's clock to the end of its day, or to its own end: instant by instant, so that
 * what falls due happens in its order, while shops order and the ERP answers. Null: it runs no more.
 */
export async function playDay(
  means: Means,
  { distributorId, runId }: Ride,
): Promise<Played | null> {
  const { pools } = means
  const run = await readTenant(pools.app, distributorId, (db) => runById(db, distributorId, runId))
  if (run?.state !== 'running') return null
  const day = await dayOf(means, distributorId, Date.parse(run.toAt))
  const hands: Hands = { ...means, own: PLAY_DAY }
  const played = { orders: 0, deliveries: 0, contacts: 0 }
  await carrySessions(pools, (day.endMs - day.nowMs) / 1000)
  const acts = [...wishes(day), ...releases(day), ...officeHours(day)].filter(
    ({ atMs }) => atMs <= day.endMs,
  )
  acts.sort((a, b) => a.atMs - b.atMs)
  const release = await holdHandingOut(pools.worker)
  try {
    const now = await walk(day, acts, hands, played)
    return { ...played, reachedAt: new Date(now).toISOString() }
  } finally {
    await release()
  }
}

// From instant to instant: what falls due, and what people and the ERP do.
async function walk(day: Day, acts: Act[], hands: Hands, played: Counts): Promise<number> {
  const { pools } = hands
  let now = day.nowMs
  while (now < day.endMs) {
    const due = (await nextDue(pools.worker)) ?? day.endMs
    now = await clockTo(hands, Math.min(acts[0]?.atMs ?? day.endMs, due, day.endMs))
    while (acts[0] && acts[0].atMs <= now) {
      const act = acts.shift()
      if (act) played[act.kind] += await act.does()
    }
    await settle(hands)
  }
  return now
}

const clockTo = ({ pools }: Means, atMs: number): Promise<number> =>
  writeGlobal(pools.worker, (tx) => setClock(tx, atMs))

async function dayOf(means: Means, distributorId: string, toMs: number): Promise<Day> {
  const { pools } = means
  const tenant = await readGlobal(pools.identity, (db) => tenantById(db, distributorId))
  const staff = await readGlobal(pools.identity, (db) => staffOf(db, distributorId))
  const nowMs = await clockTo(means, 0)
  const zoned = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(tenant.timeZone)
  const midnightMs = zoned.startOfDay().add({ days: 1 }).epochMilliseconds
  const today = zoned.toPlainDate().toString()
  const { timeZone } = tenant
  const known = await readTenant(pools.app, distributorId, async (db) => {
    const shops = await shopsOf(db, distributorId, today)
    const outletIds = shops.map(({ outletId }) => outletId)
    const days = { fromDay: today, toDay: addDays(today, 8) }
    const slots = await slotsOfOutlets(db, { distributorId, timeZone, outletIds }, days)
    return { shops, slots }
  })
  return {
    ...{ means, tenant, today, nowMs, midnightMs, taught: new Set<string>(), ...known },
    endMs: Math.min(midnightMs, toMs),
    operator: staff.find(({ roles }) => roles.includes('operator')) ?? null,
    supervisors: staff.filter(({ roles }) => roles.includes('supervisor')),
  }
}

/** Orders of all shops whose cut-off is still to come today. */
function wishes(day: Day): Act[] {
  const { shops, nowMs, midnightMs } = day
  const found = shops.flatMap((shop) => {
    const open = slotsAfter(day, shop, nowMs).filter(
      (slot) => Date.parse(slot.cutOffAt) < midnightMs,
    )
    return open.flatMap((slot) => wishAt(shop, slot, nowMs, chancesOf(SEED)) ?? []).slice(0, 1)
  })
  return [...grouped(found, ({ atMs }) => atMs)].map(([atMs, at]) => ({
    ...{ atMs, kind: 'orders' as const },
    does: async () => {
      const baskets = await basketsFor(day, at)
      return countOf(at, (wish) => placeFor(day, wish, baskets))
    },
  }))
}

const slotsAfter = ({ slots }: Day, { outletId }: Shop, atMs: number) =>
  (slots.get(outletId) ?? []).filter(({ cutOffAt, calledOff }) => {
    return !calledOff && Date.parse(cutOffAt) > atMs
  })

type Baskets = Map<string, BasketLine[]>

const basketsFor = ({ means, tenant }: Day, wanted: Wish[]): Promise<Baskets> =>
  readTenant(means.pools.app, tenant.id, async (db) => {
    const outletIds = wanted.map(({ shop }) => shop.outletId)
    return grouped(await basketsOf(db, tenant.id, outletIds), (line) => line.outletId)
  })

async function placeFor(
  { means, tenant, operator, taught }: Day,
  wish: Wish,
  baskets: Baskets,
): Promise<boolean> {
  const { shop, deliveryDay } = wish
  if (taught.has(`${shop.outletId} ${deliveryDay}`)) return false
  const basket = (baskets.get(shop.outletId) ?? []).filter(({ productId }) => {
    return chancesOf(SEED)(`${shop.outletId} ${deliveryDay} ${productId}`) < TAKES_OF_BASKET
  })
  return placeWish(means.pools, wish, { tenant, operator, basket })
}

/** The first order together: by the shop's own hand, while the operator is on the line. */
async function teach(day: Day, outletId: string, atMs: number): Promise<boolean> {
  const shop = day.shops.find((known) => known.outletId === outletId)
  const slot =
    shop && slotsAfter(day, shop, atMs).find((s) => !shop.ordered.includes(s.deliveryDay))
  if (!shop || !slot) return false
  const wish: Wish = { ...slot, shop, by: 'buyer', atMs }
  const placed = await placeFor(day, wish, await basketsFor(day, [wish]))
  if (placed) day.taught.add(`${outletId} ${slot.deliveryDay}`)
  return placed
}

function grouped<T, K>(rows: T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

// A few at a time, as phones come in.
async function countOf(wanted: Wish[], place: (wish: Wish) => Promise<boolean>): Promise<number> {
  const queue = [...wanted]
  let placed = 0
  const one = async () => {
    for (let wish = queue.shift(); wish; wish = queue.shift()) if (await place(wish)) placed += 1
  }
  await Promise.all(Array.from({ length: PLACES_AT_ONCE }, one))
  return placed
}

/** What waits for money is looked at when nothing more comes in for its slot. */
function releases(day: Day): Act[] {
  const { means, nowMs, midnightMs } = day
  const office = { ...day, chance: chancesOf(SEED) }
  const cutOffs = [...day.slots.values()].flat().map(({ cutOffAt }) => Date.parse(cutOffAt))
  const today = [...new Set(cutOffs)].filter((atMs) => atMs > nowMs && atMs < midnightMs)
  return today.map((atMs) => ({
    ...{ atMs, kind: 'contacts' },
    does: () => none(releaseHeld(means.pools, office)),
  }))
}

const none = async (does: Promise<unknown>) => {
  await does
  return 0
}

/** The hours of the office and of the ERP. */
function officeHours(day: Day): Act[] {
  const { means, tenant, operator, today, nowMs, endMs } = day
  const { pools } = means
  const at = (hour: number) =>
    Temporal.PlainDate.from(today).toZonedDateTime({
      timeZone: tenant.timeZone,
      plainTime: Temporal.PlainTime.from({ hour }),
    }).epochMilliseconds
  const erp = { pools, distributorId: tenant.id, day: today, chance: chancesOf(SEED) }
  const desk = { tenant, operator, today, teach: (id: string) => teach(day, id, at(10)) }
  const acts: Act[] = [
    // Seen by whoever stops before the truck is back.
    ...(endMs < at(15)
      ? [{ atMs: at(7), kind: 'deliveries' as const, does: () => none(shipToday(erp)) }]
      : []),
    { atMs: at(10), kind: 'contacts', does: () => workDesk(pools, desk) },
    { atMs: at(15), kind: 'deliveries', does: () => deliverToday(erp) },
    { atMs: at(20), kind: 'deliveries', does: () => none(bill(erp, at(20))) },
    { atMs: at(21), kind: 'deliveries', does: () => none(tellBalances(erp, at(21))) },
  ]
  return acts.filter(({ atMs }) => atMs > nowMs)
}
