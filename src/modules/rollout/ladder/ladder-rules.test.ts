import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../day-rules.ts'
import { type LadderFacts, type LadderOrder, ladderOf, STEPS } from './ladder-rules.ts'
import { presenceOf } from './presence-rules.ts'
import { isRegular, periodsOf, standingOf } from './regular-rules.ts'

const START = '2026-03-02'
const yard = { startDay: START, cadenceDays: 7, medianDropMinor: 100_000 }

const order = (n: number, change: Partial<LadderOrder> = {}): LadderOrder => ({
  id: `order${String(n).padStart(3, '0')}`,
  placedAt: `${addDays(START, n * 7)}T10:00:00Z`,
  deliveryDay: addDays(START, n * 7 + 1),
  status: 'delivered',
  channel: 'portal',
  preparedBy: 'buyer',
  presence: 'alone',
  keptMinor: 90_000,
  portalOnly: false,
  called: false,
  ...change,
})
const facts = (change: Partial<LadderFacts> = {}): LadderFacts => ({
  fitAt: '2026-02-20T08:00:00Z',
  plannedAt: '2026-02-25T08:00:00Z',
  contacts: [],
  registeredAt: null,
  orders: [],
  yard,
  aside: null,
  today: addDays(START, 80),
  ...change,
})
const weeks = (count: number, change: (n: number) => Partial<LadderOrder> = () => ({})) =>
  Array.from({ length: count }, (_, n) => order(n, change(n)))

describe('the ladder follows from the facts', () => {
  const contact = (id: string, at: string, outcome: string, objection: string | null = null) => ({
    id,
    at,
    outcome,
    objection,
  })
  test.each([
    ['an outlet in no wave', facts({ fitAt: null, plannedAt: null, yard: null }), 'universe'],
    ['one the portal is true for', facts({ plannedAt: null, yard: null }), 'fit'],
    ['one in a wave', facts(), 'planned'],
    [
      'one that was called',
      facts({ contacts: [contact('a', '2026-03-02T09:00:00Z', 'call_back')] }),
      'contacted',
    ],
    [
      'one that agreed',
      facts({ contacts: [contact('a', '2026-03-02T09:00:00Z', 'agreed')] }),
      'agreed',
    ],
    ['one whose buyer signed in', facts({ registeredAt: '2026-03-03T09:00:00Z' }), 'registered'],
    [
      'one whose first order was made with staff beside',
      facts({ orders: weeks(1, () => ({ presence: 'with_staff' })) }),
      'first_order',
    ],
    ['one with three orders made alone', facts({ orders: weeks(3), today: START }), 'third_order'],
    [
      'one that keeps its own rhythm',
      facts({ orders: weeks(5), today: addDays(START, 35) }),
      'regular',
    ],
    [
      'one that kept it for eight periods',
      facts({ orders: weeks(12), today: addDays(START, 84) }),
      'held',
    ],
  ] as const)('%s stands there', (_, given, step) => {
    expect(ladderOf(given).step).toBe(step)
  })

  test.each([
    ['refused', [contact('a', '2026-03-02T09:00:00Z', 'refused', 'no_time')], 'refused', 'no_time'],
    [
      'unanswered three times',
      ['a', 'b', 'c'].map((id) =>
        contact(id, `2026-03-0${'abc'.indexOf(id) + 2}T09:00:00Z`, 'no_answer'),
      ),
      'unreachable',
      null,
    ],
    ['unanswered once', [contact('a', '2026-03-02T09:00:00Z', 'no_answer')], null, null],
  ] as const)('%s is aside', (_, contacts, aside, objection) => {
    expect(ladderOf(facts({ contacts: [...contacts] }))).toMatchObject({ aside, objection })
  })

  test('who orders after refusing has changed his mind', () => {
    const contacts = [contact('a', '2026-03-01T09:00:00Z', 'refused', 'no_time')]
    expect(ladderOf(facts({ contacts, orders: weeks(1) })).aside).toBeNull()
  })

  test('who was regular and is no more is relapsed, and its step falls', () => {
    const orders = weeks(5)
    expect(ladderOf(facts({ orders, today: addDays(START, 80) }))).toMatchObject({
      step: 'third_order',
      aside: 'relapsed',
      reached: { regular: addDays(START, 28) },
    })
  })
})

describe('what would game it counts for nothing', () => {
  const three = (change: Partial<LadderOrder>) =>
    ladderOf(facts({ orders: weeks(12, () => change), today: addDays(START, 84) }))
  test.each([
    ['typed by staff in the office', { channel: 'office' }, 'planned'],
    ['an agent’s own draft that the shop presses', { preparedBy: 'agent' }, 'first_order'],
    ['made while somebody of ours stood there', { presence: 'with_staff' as const }, 'first_order'],
    ['not decided yet', { presence: null }, 'first_order'],
    ['cancelled again', { status: 'cancelled' }, 'planned'],
    ['a standing order nobody confirmed', { preparedBy: 'schedule' }, 'first_order'],
    ['pennies for the count', { keptMinor: 1000 }, 'third_order'],
    ['never delivered', { keptMinor: null, status: 'placed' }, 'third_order'],
    ['returned whole', { keptMinor: 0 }, 'third_order'],
  ])('orders %s', (_, change, step) => {
    expect(three(change).step).toBe(step)
  })

  // Two teams, sellers or warehouses: what the shop sees as one order, in two parts.
  const split =
    (change: Partial<LadderOrder> = {}) =>
    (whole: LadderOrder) =>
      ['a', 'b'].map((part) => ({
        ...{ ...whole, id: `${whole.id}${part}`, checkoutId: whole.id, keptMinor: 40_000 },
        ...(part === 'b' ? change : {}),
      }))

  test('a checkout that is split counts once, and the habit is measured by its whole', () => {
    const two = ladderOf(facts({ orders: weeks(2).flatMap(split()) }))
    expect(two).toMatchObject({ step: 'first_order', independentOrders: 2, accompaniedOrders: 0 })
    const orders = weeks(5).flatMap(split())
    const told = facts({ orders, today: addDays(START, 35) })
    expect(ladderOf(told)).toMatchObject({ step: 'regular', independentOrders: 5 })
    expect(ladderOf({ ...told, orders: orders.toReversed() })).toEqual(ladderOf(told))
    // Each part alone is less than half of what it took before.
    const alone = orders.map((part) => ({ ...part, checkoutId: part.id }))
    expect(ladderOf({ ...told, orders: alone }).step).toBe('third_order')
  })

  test('it orders alone since the first order that stands and that nobody stood beside', () => {
    const [first, second, third] = weeks(3).map((one, i) => ({
      ...one,
      presence: i === 0 ? ('with_staff' as const) : ('alone' as const),
    }))
    if (!first || !second || !third) throw new Error('three weeks')
    const since = (orders: LadderOrder[]) => ladderOf(facts({ orders })).aloneSince
    expect(since([third, second, first])).toBe(second.placedAt)
    expect(since([first, { ...second, status: 'cancelled' }, third])).toBe(third.placedAt)
    expect(since([first, { ...second, presence: null }])).toBeNull()
    expect(since([first, { ...second, channel: 'agent' }])).toBeNull()
  })

  test.each([
    ['of which one part was made beside us', { presence: 'with_staff' as const }, 0],
    ['of which one part is not decided yet', { presence: null }, 0],
    ['of which one part was cancelled', { status: 'cancelled' }, 5],
  ])('a checkout %s', (_, change, independentOrders) => {
    const orders = weeks(5).flatMap(split(change))
    expect(ladderOf(facts({ orders })).independentOrders).toBe(independentOrders)
  })

  test('one order told many times is one', () => {
    expect(
      ladderOf(facts({ orders: [order(0), order(0), order(0), order(0)] })).independentOrders,
    ).toBe(1)
  })

  test('most of the value by the agent is not regular, however many portal orders there are', () => {
    const own = weeks(8)
    const byAgent = weeks(8, () => ({ channel: 'agent', presence: null, keptMinor: 200_000 })).map(
      (row) => ({ ...row, id: `a${row.id}` }),
    )
    const today = addDays(START, 56)
    expect(ladderOf(facts({ orders: own, today })).step).toBe('regular')
    expect(ladderOf(facts({ orders: [...own, ...byAgent], today })).step).toBe('third_order')
  })

  test('held needs three of its eight periods without a benefit or a call', () => {
    const today = addDays(START, 84)
    const helped = weeks(12, () => ({ portalOnly: true }))
    const called = weeks(12, () => ({ called: true }))
    expect(ladderOf(facts({ orders: helped, today })).step).toBe('regular')
    expect(ladderOf(facts({ orders: called, today })).step).toBe('regular')
    const partly = weeks(12, (n) => ({ portalOnly: n % 2 === 0 }))
    expect(ladderOf(facts({ orders: partly, today })).step).toBe('held')
  })
})

const anyOrder = fc.record({
  n: fc.integer({ min: 0, max: 20 }),
  channel: fc.constantFrom('portal', 'agent', 'phone', 'chatbot', 'van'),
  preparedBy: fc.constantFrom('buyer', 'suggestion', 'agent'),
  presence: fc.constantFrom('alone' as const, 'with_staff' as const, null),
  status: fc.constantFrom('placed', 'delivered', 'cancelled', 'partly_delivered'),
  keptMinor: fc.option(fc.integer({ min: 0, max: 300_000 })),
  portalOnly: fc.boolean(),
  called: fc.boolean(),
})

test('the same facts, shuffled and repeated, give the same ladder', () => {
  const history = fc.uniqueArray(anyOrder, { selector: ({ n }) => n, maxLength: 20 })
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (rows, dice) => {
      const orders = rows.map(({ n, ...change }) => order(n, change))
      const shuffled = [...orders, ...orders.filter((_, i) => i % 2 === 0)]
        .map((row) => ({ row, at: dice.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ row }) => row)
      expect(ladderOf(facts({ orders: shuffled }))).toEqual(ladderOf(facts({ orders })))
    }),
  )
})

test('one more independent order never moves an outlet down', () => {
  const history = fc.uniqueArray(anyOrder, { selector: ({ n }) => n, maxLength: 11 })
  fc.assert(
    fc.property(history, (rows) => {
      const orders = rows.filter(({ n }) => n !== 5).map(({ n, ...change }) => order(n, change))
      const before = ladderOf(facts({ orders }))
      const after = ladderOf(facts({ orders: [...orders, order(5)] }))
      expect(STEPS.indexOf(after.step)).toBeGreaterThanOrEqual(STEPS.indexOf(before.step))
    }),
  )
})

describe('presence', () => {
  const span = { from: '2026-03-02T10:00:00Z', to: '2026-03-02T10:20:00Z', contactId: 'c' }
  test.each([
    ['14 minutes before a visit', '2026-03-02T09:46:00Z', [span], 0, 'with_staff'],
    ['16 minutes before a visit', '2026-03-02T09:44:00Z', [span], 0, 'alone'],
    ['in the middle of a call', '2026-03-02T10:10:00Z', [span], 0, 'with_staff'],
    ['16 minutes after it', '2026-03-02T10:36:00Z', [span], 0, 'alone'],
    [
      'on a phone that ordered for three unrelated outlets',
      '2026-03-02T12:00:00Z',
      [],
      3,
      'with_staff',
    ],
    ['on a phone that ordered for two', '2026-03-02T12:00:00Z', [], 2, 'alone'],
  ] as const)('%s is told', (_, at, spans, deviceOutlets, verdict) => {
    expect(presenceOf(at, { spans: [...spans], deviceOutlets }).verdict).toBe(verdict)
  })
})

describe('regular', () => {
  const repeat = (n: number, keptMinor = 60_000) => ({
    deliveryDay: addDays(START, n * 7),
    keptMinor,
    independent: true,
    unaided: true,
  })
  test('three of the last four of its own periods are enough, two are not', () => {
    const today = addDays(START, 28)
    const of = (...ns: number[]) =>
      isRegular(
        periodsOf(
          ns.map((n) => repeat(n)),
          yard,
          today,
        ),
      )
    expect(of(0, 1, 3)).toBe(true)
    expect(of(0, 1)).toBe(false)
    expect(of(0, 0, 0, 1)).toBe(false)
  })
  test('an order below half of its drop before the launch keeps no period', () => {
    const rows = [0, 1, 2, 3].map((n) => repeat(n, 49_999))
    expect(isRegular(periodsOf(rows, yard, addDays(START, 28)))).toBe(false)
  })
  test('a period that is not over is not judged', () => {
    expect(periodsOf([repeat(0)], yard, addDays(START, 6))).toEqual([])
  })
  test('nobody is regular before four periods, nor held before eleven', () => {
    const of = (n: number) =>
      standingOf(
        periodsOf(
          Array.from({ length: n }, (_, i) => repeat(i)),
          yard,
          addDays(START, n * 7),
        ),
      )
    expect(of(3).regular).toBe(false)
    expect(of(4)).toMatchObject({ regular: true, regularAt: addDays(START, 28), held: false })
    expect(of(10).held).toBe(false)
    expect(of(11)).toMatchObject({ held: true, heldAt: addDays(START, 77) })
  })
})
