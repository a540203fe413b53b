import { lineMinor, vatWithin } from '../platform/money.ts'
import { type Calendar, type CutOff, calendarOf } from './calendar.ts'
import { zoneTimes } from './force.ts'
import { addEvents, SELF_SERVICE } from './history-events.ts'
import type { Row } from './load-queries.ts'
import type { DemoOutlet } from './people.ts'
import { placedAtMs } from './placed-at.ts'
import { makeRandom, pickWeighted, type Random, seededId } from './random.ts'
import { addDays, type DemoProduct, fixedIdOf, type Ground } from './world.ts'

export type HistoryBatch = { checkouts: Row[]; orders: Row[]; lines: Row[]; events: Row[] }
type Basket = { product: DemoProduct; usual: number }[]

const WEEKS = 26
/** Who prepares an order of a channel, where it is not the buyer. */
const PREPARED_BY: Record<string, string> = {
  agent: 'agent',
  van: 'agent',
  unknown: 'agent',
  phone: 'operator',
  office: 'operator',
}

type Past = {
  outlets: DemoOutlet[]
  products: DemoProduct[]
  timeZone: string
  /** The last number given to an order; the next one goes on from it. */
  numbers: { last: number }
}

/** Orders of 26 weeks, outlet by outlet, so that memory stays flat for any number of outlets. */
export function* makeHistory(ground: Ground, past: Past): Generator<HistoryBatch> {
  const calendar = calendarOf(past.timeZone)
  const { numbers } = past
  for (const [index, outlet] of past.outlets.entries()) {
    const random = makeRandom(`${ground.seed} ${ground.distributorId} history ${index}`)
    const basket = usualBasket(random, past.products, outlet)
    const batch: HistoryBatch = { checkouts: [], orders: [], lines: [], events: [] }
    const every = outlet.size > 0.25 ? 1 : 2
    for (let week = WEEKS; week >= 0; week -= 1) {
      if (week % every !== index % every || random.chance(0.1)) continue
      const day = deliveryDay(ground.today, week, outlet, random)
      if (day > addDays(ground.today, 6)) continue
      addOrder(ground, batch, { outlet, index, week, day, basket, random, calendar, numbers })
    }
    yield batch
  }
}

/** Of its usual goods an outlet takes so many each time. */
export const TAKES_OF_BASKET = 0.75

function usualBasket(random: Random, products: DemoProduct[], outlet: DemoOutlet): Basket {
  const own = products.filter((p) => p.teamId === null || outlet.agentIds[1] !== null)
  const size = 4 + Math.floor(outlet.size * 14)
  const basket: Basket = []
  while (basket.length < size) {
    const product = random.pick(own)
    const known = basket.some((b) => b.product === product)
    if (!known && random.chance(0.2 + product.popularity)) {
      basket.push({ product, usual: random.between(1, 4 + Math.floor(outlet.size * 10)) })
    }
  }
  return basket
}

// Four of five orders fall on the outlet's own weekday (in the Iowa set 82 % do).
function deliveryDay(today: string, week: number, outlet: DemoOutlet, random: Random): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7
  const weekdays = zoneTimes(outlet.zone).weekdays
  const chosen = random.chance(0.82) ? outlet.weekday : random.pick<number>(weekdays)
  return addDays(today, chosen - weekday - week * 7 + (chosen <= weekday ? 7 : 0))
}

type Place = {
  outlet: DemoOutlet
  index: number
  week: number
  day: string
  basket: Basket
  random: Random
  calendar: Calendar
  numbers: Past['numbers']
}

function addOrder(ground: Ground, batch: HistoryBatch, place: Place): void {
  const { outlet, index, week, day, random, calendar, numbers } = place
  const cutOff = calendar.cutOffOf(day, zoneTimes(outlet.zone))
  const nowMs = ground.at
  const channel = channelOf(outlet, week, random)
  const placedMs = placedAtMs({ cutOffMs: cutOff.ms, nowMs, channel, calendar, random })
  if (cutOff.ms > nowMs && random.chance(0.6)) return
  if (cutOff.ms - placedMs > 5 * 86_400_000) return
  const wanted = makeLines(ground, place)
  const fate = fateOf(day, ground.today, cutOff.ms > nowMs, random)
  const placedAt = new Date(placedMs).toISOString()
  const { distributorId } = ground
  for (const { warehouse, lines: taken } of partsOf(wanted, fate)) {
    const name = warehouse === 'dry' ? `${index} ${week}` : `${index} ${week} ${warehouse}`
    const id = seededId(ground.seed, `${distributorId} order`, name, Math.floor(placedMs))
    const lines = taken.map(({ row }, i) =>
      arrived({ ...row, order_id: id, line_no: i + 1 }, fate, fate === PARTLY && i === 0),
    )
    numbers.last += 1
    batch.checkouts.push({
      distributor_id: distributorId,
      id,
      outlet_id: outlet.id,
      body_hash: '\\x00',
      reply: {},
      placed_at: placedAt,
    })
    const order = { id, channel, fate, lines, cutOff, placedAt, warehouse }
    batch.orders.push(orderRow(ground, place, order))
    batch.lines.push(...lines)
    const told = { id, placedAt, channel, outlet, fate, cutOff: cutOff.at, day }
    addEvents(ground, batch.events, told)
  }
}

type Warehouse = 'dry' | 'cold'
type Line = { warehouse: Warehouse; row: Row }

// What may still be changed lies in one warehouse, for it holds stock there; what left is history.
function partsOf(lines: Line[], fate: string): { warehouse: Warehouse; lines: Line[] }[] {
  if (!['placed', 'confirmed'].includes(fate)) return [{ warehouse: 'dry', lines }]
  return (['dry', 'cold'] as const)
    .map((warehouse) => ({ warehouse, lines: lines.filter((l) => l.warehouse === warehouse) }))
    .filter((part) => part.lines.length > 0)
}

const PARTLY = 'partly_delivered'
const CAME = ['delivered', PARTLY]

// A partly delivered order lacks half of its first line, rounded down to whole units.
function arrived(line: Row, fate: string, short: boolean): Row {
  if (!CAME.includes(fate)) return { ...line, delivered_milli: null, delivered_minor: null }
  const ordered = Number(line.base_quantity_milli)
  const delivered = short ? Math.floor(ordered / 2000) * 1000 : ordered
  const whole = { delivered_milli: ordered, delivered_minor: line.total_minor }
  if (!short) return { ...line, ...whole }
  const delivered_minor = lineMinor(Number(line.unit_price_e4), delivered)
  return { ...line, delivered_milli: delivered, delivered_minor }
}

type Dated = {
  id: string
  channel: string
  fate: string
  lines: Row[]
  cutOff: CutOff
  placedAt: string
  warehouse: Warehouse
}

function orderRow(ground: Ground, place: Place, order: Dated): Row {
  const { outlet } = place
  const { id, channel, fate, lines, cutOff, placedAt, warehouse } = order
  const total = sum(lines, 'total_minor')
  return {
    distributor_id: ground.distributorId,
    id,
    checkout_id: id,
    number: `TD-${String(place.numbers.last).padStart(7, '0')}`,
    outlet_id: outlet.id,
    selling_entity_id: fixedIdOf(ground, 'entity', 'vat'),
    contract_id: outlet.contractId,
    warehouse_id: fixedIdOf(ground, 'warehouse', warehouse),
    zone_id: fixedIdOf(ground, 'zone', outlet.zone),
    delivery_day: place.day,
    cut_off_at: cutOff.at,
    lock_at: cutOff.lockAt,
    channel,
    origin: channel === 'agent' ? 'visit' : channel === 'phone' ? 'call' : null,
    prepared_by: PREPARED_BY[channel] ?? 'buyer',
    entered_by: enteredBy(outlet, channel),
    status: fate,
    currency: 'UAH',
    payment_form: 'cashless',
    net_minor: total - sum(lines, 'vat_minor'),
    vat_minor: sum(lines, 'vat_minor'),
    total_minor: total,
    line_count: lines.length,
    weight_grams: sum(lines, 'weight_grams'),
    approximate: lines.some((line) => line.approximate === true),
    note: '',
    version: 1,
    placed_at: placedAt,
    changed_at: placedAt,
    top_up: false,
    delivered_minor: CAME.includes(fate) ? sum(lines, 'delivered_minor') : null,
  }
}

function enteredBy(outlet: DemoOutlet, channel: string): string {
  if (SELF_SERVICE.includes(channel)) return outlet.personId
  const atDesk = PREPARED_BY[channel] === 'operator'
  return atDesk ? outlet.operatorId : outlet.agentPersonId
}

const sum = (rows: Row[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0)

// The portal grows with the weeks at the outlets inclined to it; the rest stays with agents.
function channelOf(outlet: DemoOutlet, week: number, random: Random) {
  const share = outlet.digital > 0.6 ? Math.min(0.9, (WEEKS - week) / WEEKS + 0.1) : 0.03
  if (random.chance(share)) return pickWeighted(random, [90, 'portal'], [7, 'chatbot'], [3, 'api'])
  return pickWeighted(
    random,
    ...([
      [77, 'agent'],
      [16, 'phone'],
      [3, 'office'],
      [2, 'van'],
      [1, 'edi'],
      [1, 'unknown'],
    ] as const),
  )
}

function fateOf(day: string, today: string, open: boolean, random: Random): string {
  if (open) return 'placed'
  if (day > today) return 'confirmed'
  if (day === today) return 'shipped'
  if (random.chance(0.02)) return 'cancelled'
  return random.chance(0.06) ? 'partly_delivered' : 'delivered'
}

function makeLines(ground: Ground, { basket, random, outlet }: Place): Line[] {
  const chosen = basket.filter(() => random.chance(TAKES_OF_BASKET))
  const some = chosen.length > 0 ? chosen : basket.slice(0, 1)
  return some.map(({ product, usual }) => {
    const quantity = Math.max(1, Math.round(usual * (0.7 + random.next() * 0.6))) * 1000
    const total = lineMinor(product.priceE4, quantity)
    const vatBp = product.category.vatBp
    const vat = vatWithin(total, vatBp)
    const team = product.teamId ? 1 : 0
    const row = {
      distributor_id: ground.distributorId,
      product_id: product.id,
      product_code: product.row.code,
      product_name: product.row.name,
      unit_code: product.row.base_unit,
      unit_numerator: 1,
      unit_denominator: 1,
      quantity_milli: quantity,
      base_quantity_milli: quantity,
      unit_price_e4: product.priceE4,
      discount_minor: 0,
      net_minor: total - vat,
      vat_bp: vatBp,
      vat_minor: vat,
      total_minor: total,
      weight_grams: Math.round((product.weightGrams * quantity) / 1000),
      approximate: product.category.weighed === true,
      team_id: fixedIdOf(ground, 'team', team ? 'exclusive' : 'general'),
      credited_agent_id: outlet.agentIds[team],
      trace: {
        list: 'Роздрібна',
        unit: product.row.base_unit,
        listPriceE4: product.priceE4,
        breakFromMilli: 0,
        vat: 'within',
        vatBp,
      },
    }
    return { warehouse: product.category.cold ? 'cold' : 'dry', row }
  })
}
