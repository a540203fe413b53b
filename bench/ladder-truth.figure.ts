import { isDeepStrictEqual } from 'node:util'
import { makeRandom, type Random } from '../src/demo/random.ts'
import {
  type LadderFacts,
  type LadderOrder,
  ladderOf,
} from '../src/modules/rollout/ladder/ladder-rules.ts'
import { presenceOf } from '../src/modules/rollout/ladder/presence-rules.ts'
import type { Figure } from './figure.ts'

const SEED = 7
const HISTORIES = 20_000
const DAY_MS = 86_400_000
const START = Date.parse('2026-03-02T08:00:00Z')
const iso = (ms: number) => new Date(ms).toISOString()

/**
 * Random histories of outlets, told in another order and partly twice, must stand on the same step; and no
 * order that was gamed may count as independent (domain.md §3, §6). The control counts what came by the
 * portal, as a portal that keeps no evidence does.
 */
export function run(): Promise<Figure> {
  const random = makeRandom(`${SEED} ladder`)
  const found = { otherLadders: 0, gamedCounted: 0, gamed: 0, naiveCounted: 0 }
  for (let i = 0; i < HISTORIES; i += 1) {
    const facts = randomFacts(random)
    if (!isDeepStrictEqual(ladderOf(facts), ladderOf(retold(facts, random)))) {
      found.otherLadders += 1
    }
    const orders = gamedOrders(random)
    found.gamed += orders.length
    found.gamedCounted += ladderOf({ ...facts, orders }).independentOrders
    found.naiveCounted += orders.filter(({ channel }) => channel === 'portal').length
  }
  const value = found.otherLadders + found.gamedCounted
  return Promise.resolve({
    name: 'ladder-truth',
    value,
    unit: 'histories told otherwise that stand elsewhere, gamed orders counted as independent',
    bar: '0',
    ok: value === 0 && found.naiveCounted > 0,
    control: { histories: HISTORIES, ...found },
    seed: SEED,
  })
}

const CHANNELS = ['portal', 'portal', 'chatbot', 'api', 'agent', 'phone', 'office', 'edi', 'van']
const PREPARED = ['buyer', 'suggestion', 'agent', 'operator', 'schedule']
const STATUSES = ['placed', 'confirmed', 'delivered', 'partly_delivered', 'cancelled', 'returned']
const OUTCOMES = ['agreed', 'ordered', 'no_answer', 'refused', 'call_back', 'unreachable']

function orderAt(n: number, change: Partial<LadderOrder>): LadderOrder {
  const at = START + n * 3 * DAY_MS
  return {
    ...{ id: `o${n}`, placedAt: iso(at), deliveryDay: iso(at + DAY_MS).slice(0, 10) },
    ...{ status: 'delivered', channel: 'portal', preparedBy: 'buyer', presence: 'alone' },
    ...{ keptMinor: 100_000, portalOnly: false, called: false },
    ...change,
  }
}

function randomFacts(random: Random): LadderFacts {
  const some = <T>(make: (n: number) => T) =>
    Array.from({ length: random.between(0, 20) }, (_, n) => make(n))
  return {
    fitAt: random.chance(0.8) ? iso(START - 9 * DAY_MS) : null,
    plannedAt: random.chance(0.8) ? iso(START - 8 * DAY_MS) : null,
    registeredAt: random.chance(0.6) ? iso(START) : null,
    contacts: some((n) => ({
      ...{ id: `c${n}`, at: iso(START + n * DAY_MS), outcome: random.pick(OUTCOMES) },
      objection: null,
    })),
    orders: some((n) =>
      orderAt(n, {
        ...{ channel: random.pick(CHANNELS), preparedBy: random.pick(PREPARED) },
        ...{ presence: random.pick(['alone', 'alone', 'with_staff', null] as const) },
        ...{ status: random.pick(STATUSES), portalOnly: random.chance(0.3) },
        ...{ keptMinor: random.chance(0.8) ? random.between(0, 200_000) : null },
        called: random.chance(0.2),
      }),
    ),
    yard: { startDay: '2026-03-02', cadenceDays: random.between(2, 14), medianDropMinor: 100_000 },
    aside: null,
    today: iso(START + random.between(0, 90) * DAY_MS).slice(0, 10),
  }
}

const mixed = <T>(rows: T[], random: Random): T[] =>
  [...rows, ...rows.filter(() => random.chance(0.3))]
    .map((row) => ({ row, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ row }) => row)

const retold = (facts: LadderFacts, random: Random): LadderFacts => ({
  ...facts,
  orders: mixed(facts.orders, random),
  contacts: mixed(facts.contacts, random),
})

/** One order of each way to win a number without a shop that orders by itself. */
function gamedOrders(random: Random): LadderOrder[] {
  const visit = START + random.between(0, 60) * 60_000
  const span = { from: iso(visit), to: iso(visit + 20 * 60_000), contactId: 'c' }
  const near = iso(visit + random.between(-15, 35) * 60_000)
  const lent = presenceOf(near, { spans: [], deviceOutlets: random.between(3, 40) })
  return [
    orderAt(1, { channel: random.pick(['agent', 'phone', 'office']), preparedBy: 'buyer' }),
    orderAt(2, { preparedBy: random.pick(['agent', 'operator']) }),
    orderAt(3, { preparedBy: 'schedule' }),
    orderAt(4, { presence: presenceOf(near, { spans: [span], deviceOutlets: 0 }).verdict }),
    orderAt(5, { presence: lent.verdict }),
    orderAt(6, { presence: null }),
    orderAt(7, { status: random.pick(['cancelled', 'rejected', 'returned', 'draft']) }),
    orderAt(8, { channel: 'unknown' }),
    orderAt(9, { channel: random.pick(['edi', 'van']) }),
  ]
}
