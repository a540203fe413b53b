import { isIndependent, isSelfService, type Presence } from './presence-rules.ts'
import { periodsOf, type Standing, standingOf, type Yardstick } from './regular-rules.ts'

export const STEPS = [
  'universe',
  'fit',
  'planned',
  'contacted',
  'agreed',
  'registered',
  'first_order',
  'third_order',
  'regular',
  'held',
] as const
export type Step = (typeof STEPS)[number]
/** The steps by which an outlet's agent earns something. */
const EARNING = ['regular', 'held'] as const satisfies Step[]
export const isEarning = (step: string): step is (typeof EARNING)[number] =>
  (EARNING as readonly string[]).includes(step)

export type Aside = 'refused' | 'unreachable' | 'paused' | 'relapsed' | 'stays_with_agent'

export type LadderOrder = {
  id: string
  /** The checkout of which it is a part; its own when absent. */
  checkoutId?: string
  placedAt: string
  deliveryDay: string
  status: string
  channel: string
  preparedBy: string
  presence: Presence | null
  /** Delivered net of returns; null: not delivered yet. */
  keptMinor: number | null
  portalOnly: boolean
  called: boolean
}
export type LadderContact = { id: string; at: string; outcome: string; objection: string | null }
export type LadderFacts = {
  fitAt: string | null
  plannedAt: string | null
  contacts: LadderContact[]
  registeredAt: string | null
  orders: LadderOrder[]
  yard: Yardstick | null
  aside: { kind: 'paused' | 'stays_with_agent'; since: string } | null
  today: string
}
export type Ladder = {
  step: Step
  aside: Aside | null
  objection: string | null
  /** When each step was reached first. */
  reached: Partial<Record<Step, string>>
  independentOrders: number
  accompaniedOrders: number
  /** When it first ordered by itself with nobody beside it, of orders that stand. */
  aloneSince: string | null
}

const GONE = ['draft', 'cancelled', 'rejected', 'returned']
/** Unanswered contacts in a row after which somebody is out of reach. */
const UNANSWERED = 3

/**
 * Where an outlet stands, by its facts alone: the same for the same facts, in whatever order and however
 * often they came (domain.md §7). First order may be accompanied; third order, regular and held count
 * independent orders only (§3).
 */
export function ladderOf(facts: LadderFacts): Ladder {
  const standing = standingBy(facts)
  const orders = standingOrders(facts.orders).filter(({ channel }) => isSelfService(channel))
  const contacts = inTurn(facts.contacts)
  const independent = orders.filter(isIndependent)
  const reached: Partial<Record<Step, string>> = {}
  const mark = (step: Step, at: string | null | undefined) => {
    if (at) reached[step] = at
  }
  mark('fit', facts.fitAt)
  mark('planned', facts.plannedAt)
  mark('contacted', contacts[0]?.at)
  mark('agreed', contacts.find(({ outcome }) => AGREED.includes(outcome))?.at)
  // Who ordered by itself had signed in, whether the journal goes back that far or not.
  mark('registered', [facts.registeredAt, orders[0]?.placedAt].filter(isTold).toSorted()[0])
  mark('first_order', orders[0]?.placedAt)
  mark('third_order', independent[2]?.placedAt)
  mark('regular', standing.regularAt)
  mark('held', standing.heldAt)
  const present = { ...reached }
  if (!standing.regular) delete present.regular
  if (!standing.held) delete present.held
  const aside = asideOf(facts, contacts, standing, orders)
  return {
    step: STEPS.findLast((step) => present[step] !== undefined) ?? 'universe',
    aside,
    objection: aside === 'refused' ? (contacts.at(-1)?.objection ?? null) : null,
    reached,
    independentOrders: independent.length,
    accompaniedOrders: orders.length - independent.length,
    aloneSince: orders.find(({ presence }) => presence === 'alone')?.placedAt ?? null,
  }
}

const isTold = (at: string | null | undefined): at is string => Boolean(at)
const AGREED = ['agreed', 'ordered', 'taught']

// Orders that stand, each once, as the shop placed them.
function standingOrders(orders: LadderOrder[]): LadderOrder[] {
  const once = new Map(orders.map((order) => [order.id, order]))
  const standing = [...once.values()].filter(({ status }) => !GONE.includes(status))
  const wholes = new Map<string, LadderOrder>()
  for (const order of standing.toSorted((a, b) => a.id.localeCompare(b.id))) {
    const key = order.checkoutId ?? order.id
    const known = wholes.get(key)
    wholes.set(key, known ? joined(known, order) : order)
  }
  return [...wholes.values()].toSorted(
    (a, b) => a.placedAt.localeCompare(b.placedAt) || a.id.localeCompare(b.id),
  )
}

// Sellers, teams and warehouses split a checkout; what the shop sees is one order (domain.md §3).
function joined(whole: LadderOrder, part: LadderOrder): LadderOrder {
  const undecided = whole.presence === null || part.presence === null
  const alike = whole.presence === part.presence
  const undelivered = whole.keptMinor === null || part.keptMinor === null
  return {
    ...whole,
    presence: alike ? whole.presence : undecided ? null : 'with_staff',
    keptMinor: undelivered ? null : (whole.keptMinor ?? 0) + (part.keptMinor ?? 0),
    portalOnly: whole.portalOnly || part.portalOnly,
    called: whole.called || part.called,
  }
}

const OUTSIDE = ['edi', 'van']

function standingBy({ orders, yard, today }: LadderFacts): Standing {
  if (!yard) return { regularAt: null, heldAt: null, regular: false, held: false }
  const counted = standingOrders(orders).filter(({ channel }) => !OUTSIDE.includes(channel))
  return standingOf(periodsOf(counted.flatMap(repetitionOf), yard, today))
}

const inTurn = (contacts: LadderContact[]): LadderContact[] =>
  [...new Map(contacts.map((contact) => [contact.id, contact])).values()].toSorted(
    (a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id),
  )

const repetitionOf = (order: LadderOrder) =>
  order.keptMinor === null
    ? []
    : [
        {
          deliveryDay: order.deliveryDay,
          keptMinor: order.keptMinor,
          independent: isIndependent(order),
          unaided: !order.portalOnly && !order.called,
        },
      ]

function asideOf(
  facts: LadderFacts,
  contacts: LadderContact[],
  standing: { regularAt: string | null; regular: boolean },
  orders: LadderOrder[],
): Aside | null {
  if (facts.aside) return facts.aside.kind
  if (standing.regularAt && !standing.regular) return 'relapsed'
  const last = contacts.at(-1)
  // Who orders by himself after a refusal has changed his mind.
  const orderedSince = last && orders.some(({ placedAt }) => placedAt > last.at)
  if (last?.outcome === 'refused' && !orderedSince) return 'refused'
  const unanswered = contacts.slice(-UNANSWERED).filter(({ outcome }) => outcome === 'no_answer')
  const outOfReach = last?.outcome === 'unreachable' || unanswered.length === UNANSWERED
  return outOfReach && !orderedSince ? 'unreachable' : null
}
