/** What stands in the way of inviting an outlet, and who mends it (domain: fit to invite). */
export type FitKind =
  | 'price_differs'
  | 'no_price'
  | 'not_sold'
  | 'basket_hidden'
  | 'no_history'
  | 'no_slots'
  | 'days_differ'
  | 'no_contract'
  | 'balance_unknown'
  | 'balance_stale'
  | 'balance_differs'
  | 'no_phone'
  | 'phone_unconfirmed'
export type Mender = 'prices' | 'catalogue' | 'dispatcher' | 'debt_control' | 'agent'

export const MENDER: Record<FitKind, Mender> = {
  price_differs: 'prices',
  no_price: 'prices',
  not_sold: 'catalogue',
  basket_hidden: 'catalogue',
  no_history: 'agent',
  no_slots: 'dispatcher',
  days_differ: 'dispatcher',
  no_contract: 'debt_control',
  balance_unknown: 'debt_control',
  balance_stale: 'debt_control',
  balance_differs: 'debt_control',
  no_phone: 'agent',
  phone_unconfirmed: 'agent',
}

export type FitDifference = {
  kind: FitKind
  subjectId: string
  subject: string
  /** What the portal says and what is true, as words or plain figures. */
  portal: string
  truth: string
  /** What hangs on it: the sum of the lines that differ, in minor units. */
  weightMinor: number
}

/** A line of an invoice, counted as often as it stood there alike. */
export type InvoiceLine = {
  productId: string
  name: string
  unitCode: string
  quantityMilli: number
  totalMinor: number
  lastDay: string
  lines: number
}
export type PortalSaid =
  | { code: 'priced'; totalMinor: number }
  | { code: 'not_sold' | 'no_price' | 'no_outlet' }

export type FitFacts = {
  lines: { invoice: InvoiceLine; portal: PortalSaid }[]
  /** Products of the usual basket, with whether the portal sells them to this outlet. */
  basket: { productId: string; name: string; portal: PortalSaid['code'] }[]
  /** The days of its rhythm; null: it has none. */
  realWeekdays: number[] | null
  /** Its drops by weekday from Monday on; empty: nothing is known. */
  weekdayDrops: number[]
  portalWeekdays: number[] | null
  balances: {
    contractId: string
    code: string
    debtMinor: number
    ageHours: number | null
    /** Null: the ERP sends no invoices of this contract. */
    unpaidMinor: number | null
  }[]
  contacts: { personId: string; phone: string; confirmed: boolean }[]
}

export type FitSettings = {
  toleranceBp: number
  parityMinBp: number
  balanceHoursMax: number
}
/** domain.md §7: 98 % of the lines within 0.5 % of the invoices; a balance is of this day. */
const FIT_SETTINGS: FitSettings = {
  toleranceBp: 50,
  parityMinBp: 9_800,
  balanceHoursMax: 48,
}

export type FitVerdict = {
  fit: boolean
  lines: number
  linesTrue: number
  differences: FitDifference[]
}

/** Whether the portal is true for an outlet; each difference is a row somebody mends. */
export function judgeFit(facts: FitFacts, settings: FitSettings = FIT_SETTINGS): FitVerdict {
  const parity = judgePrices(facts.lines, settings)
  const other = [
    ...judgeBasket(facts, parity.differences),
    ...judgeDays(facts),
    ...judgeBalances(facts, settings),
    ...judgeContacts(facts),
  ]
  const { lines, linesTrue } = parity
  const priced = lines > 0 && linesTrue * 10_000 >= lines * settings.parityMinBp
  return {
    fit: priced && other.length === 0,
    lines,
    linesTrue,
    differences: [...parity.differences, ...other],
  }
}

type Parity = Omit<FitVerdict, 'fit'>

/** The lines whose price the portal does not say, product by product. */
export const wrongPrices = <Line extends Compared>(
  lines: readonly Line[],
  settings: FitSettings = FIT_SETTINGS,
): Line[] => groupedByProduct(lines).flatMap((ofProduct) => wrongLines(ofProduct, settings))

// Where the last invoice of a product agrees, earlier ones that do not are a price that changed.
function judgePrices(lines: FitFacts['lines'], settings: FitSettings): Parity {
  const parity: Parity = { lines: 0, linesTrue: 0, differences: [] }
  for (const ofProduct of groupedByProduct(lines)) {
    const wrong = wrongLines(ofProduct, settings)
    const count = sum(ofProduct.map(({ invoice }) => invoice.lines))
    parity.lines += count
    parity.linesTrue += count - sum(wrong.map(({ invoice }) => invoice.lines))
    const [shown] = wrong
    if (shown) parity.differences.push(priceDifference(shown, wrong))
  }
  return parity
}

type Compared = FitFacts['lines'][number]

function groupedByProduct<Line extends Compared>(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const key = `${line.invoice.productId} ${line.invoice.unitCode}`
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups.values()].map((group) =>
    group.toSorted((a, b) => (a.invoice.lastDay < b.invoice.lastDay ? 1 : -1)),
  )
}

function wrongLines<Line extends Compared>(latestFirst: Line[], settings: FitSettings): Line[] {
  const lastDay = latestFirst[0]?.invoice.lastDay
  const latest = latestFirst.filter(({ invoice }) => invoice.lastDay === lastDay)
  if (latest.some((line) => agrees(line, settings))) return []
  return latestFirst.filter((line) => !agrees(line, settings))
}

const agrees = ({ invoice, portal }: Compared, { toleranceBp }: FitSettings): boolean =>
  portal.code === 'priced' &&
  Math.abs(portal.totalMinor - invoice.totalMinor) <=
    Math.max(1, Math.floor((Math.abs(invoice.totalMinor) * toleranceBp) / 10_000))

const KIND_OF: Record<Exclude<PortalSaid['code'], 'priced'>, FitKind> = {
  not_sold: 'not_sold',
  no_price: 'no_price',
  no_outlet: 'no_contract',
}

const priceDifference = ({ invoice, portal }: Compared, wrong: Compared[]): FitDifference => ({
  kind: portal.code === 'priced' ? 'price_differs' : KIND_OF[portal.code],
  subjectId: `${invoice.productId} ${invoice.unitCode}`,
  subject: invoice.name,
  portal: portal.code === 'priced' ? perUnit(portal.totalMinor, invoice) : '',
  truth: perUnit(invoice.totalMinor, invoice),
  weightMinor: sum(wrong.map((line) => Math.abs(line.invoice.totalMinor) * line.invoice.lines)),
})

const perUnit = (totalMinor: number, { quantityMilli, unitCode }: InvoiceLine) =>
  `${((totalMinor * 10) / quantityMilli).toFixed(2)} / ${unitCode}`

function judgeBasket({ basket }: FitFacts, told: FitDifference[]): FitDifference[] {
  const known = new Set(told.map((difference) => difference.subjectId.split(' ')[0]))
  return basket
    .filter(({ productId, portal }) => portal !== 'priced' && !known.has(productId))
    .map(({ productId, name, portal }) => ({
      kind: 'basket_hidden' as const,
      subjectId: productId,
      subject: name,
      portal,
      truth: '',
      weightMinor: 0,
    }))
}

const difference = (kind: FitKind, subjectId: string, subject: string): FitDifference => ({
  ...{ kind, subjectId, subject },
  ...{ portal: '', truth: '', weightMinor: 0 },
})

function judgeDays({
  realWeekdays,
  weekdayDrops,
  portalWeekdays,
  lines,
}: FitFacts): FitDifference[] {
  if (portalWeekdays === null || portalWeekdays.length === 0)
    return [difference('no_slots', '', '')]
  if (lines.length === 0) return [difference('no_history', '', '')]
  const real = realWeekdays ?? daysMostlyMissed(weekdayDrops, portalWeekdays)
  if (real.every((day) => portalWeekdays.includes(day))) return []
  return [
    {
      ...difference('days_differ', '', ''),
      portal: portalWeekdays.join(' '),
      truth: real.join(' '),
    },
  ]
}

const DROPS_MIN = 4

// Without a rhythm no day is a must, but most drops came on days that the portal offers, or it is wrong.
function daysMostlyMissed(weekdayDrops: number[], portalWeekdays: number[]): number[] {
  const drops = sum(weekdayDrops)
  const offered = sum(portalWeekdays.map((day) => weekdayDrops[day - 1] ?? 0))
  if (drops < DROPS_MIN || offered * 2 >= drops) return []
  return weekdayDrops.flatMap((count, i) => (count > 0 ? [i + 1] : []))
}

function judgeBalances({ balances }: FitFacts, { balanceHoursMax }: FitSettings): FitDifference[] {
  if (balances.length === 0) return [difference('no_contract', '', '')]
  return balances.flatMap(({ contractId, code, debtMinor, ageHours, unpaidMinor }) => {
    if (ageHours === null) return [difference('balance_unknown', contractId, code)]
    const found: FitDifference[] = []
    if (ageHours > balanceHoursMax) {
      found.push({ ...difference('balance_stale', contractId, code), portal: String(ageHours) })
    }
    if (unpaidMinor !== null && unpaidMinor !== debtMinor) {
      found.push({
        ...difference('balance_differs', contractId, code),
        portal: (debtMinor / 100).toFixed(2),
        truth: (unpaidMinor / 100).toFixed(2),
        weightMinor: Math.abs(unpaidMinor - debtMinor),
      })
    }
    return found
  })
}

function judgeContacts({ contacts }: FitFacts): FitDifference[] {
  if (contacts.length === 0) return [difference('no_phone', '', '')]
  if (contacts.some(({ confirmed }) => confirmed)) return []
  const [{ personId, phone } = { personId: '', phone: '' }] = contacts
  return [difference('phone_unconfirmed', personId, phone)]
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
