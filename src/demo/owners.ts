import type { makeRandom } from './random.ts'
import { FIRST_NAMES, LAST_NAMES, SHOP_NAMES } from './words.ts'
import { addDays, type Ground, idOf, put } from './world.ts'

export type Owner = {
  person: string
  phone: string
  name: string
  payer: string
  contract: string
  left: number
  limit: number | null
}

/** An owner with payer, contract, balance and, with a debt, an invoice. */
export function makeOwner(
  ground: Ground,
  random: ReturnType<typeof makeRandom>,
  { i, phoneBase, entity }: { i: number; phoneBase: number; entity: string },
): Owner {
  const name = nameOf(random)
  const person = idOf(ground, 'person', `owner${i}`)
  const payer = idOf(ground, 'payer', i)
  const contract = idOf(ground, 'contract', i)
  const legal = random.chance(0.2)
  const left = i === 1 ? 4 : random.chance(0.1) ? random.between(2, 5) : 1
  put(ground, 'outlets.payer', [
    {
      id: payer,
      code: `P${String(i + 1).padStart(5, '0')}`,
      name: legal ? `ТОВ «${random.pick(SHOP_NAMES)}-${i + 1}»` : `ФОП ${name}`,
      kind: legal ? 'legal' : 'sole_trader',
      tax_id: String(legal ? 41_000_000 + i : 3_000_000_000 + i * 7),
      vat_payer: legal,
    },
  ])
  const limit = makeAccount(ground, random, { i, entity, payer, contract })
  return { person, phone: phoneOf(phoneBase + i), name, payer, contract, left, limit }
}

type Account = { i: number; entity: string; payer: string; contract: string }

// The contract with its balance and, for a debt, an invoice; returns the credit limit.
function makeAccount(
  ground: Ground,
  random: ReturnType<typeof makeRandom>,
  { i, entity, payer, contract }: Account,
): number | null {
  const limit = i === 0 || random.chance(0.15) ? null : random.between(10, 60) * 100_000
  const form = random.pick(['cash', 'cashless', 'cashless'])
  put(ground, 'accounts.contract', [
    {
      id: contract,
      code: `Д-${i + 1}`,
      selling_entity_id: entity,
      payer_id: payer,
      payment_form: form,
      deferral_days: form === 'cash' ? 0 : 14,
      credit_limit_minor: limit,
      minimum_minor: 0,
      from_day: addDays(ground.today, -500),
    },
  ])
  const overdue = i > 4 && random.chance(0.08) ? random.between(5, 40) * 10_000 : 0
  const due = random.chance(0.5) ? random.between(1, 50) * 10_000 : 0
  put(ground, 'accounts.credit', [
    {
      contract_id: contract,
      debt_minor: overdue + due,
      overdue_minor: overdue,
      released_minor: 0,
      as_at: new Date(ground.at - 3_600_000).toISOString(),
    },
  ])
  // What is owed is the sum of the unpaid invoices: one that is late, one that is not yet.
  const unpaid = [
    { owed: overdue, dueIn: -6 },
    { owed: due, dueIn: 8 },
  ]
  for (const [n, { owed, dueIn }] of unpaid.entries()) {
    if (owed === 0) continue
    put(ground, 'accounts.invoice', [
      {
        id: idOf(ground, 'invoice', `${i} ${n}`),
        number: `РН-${10_000 + i * 2 + n}`,
        contract_id: contract,
        day: addDays(ground.today, dueIn - 14),
        due_day: addDays(ground.today, dueIn),
        total_minor: owed,
        paid_minor: 0,
      },
    ])
  }
  return limit
}

/** A name of the invented world. */
export const nameOf = (random: ReturnType<typeof makeRandom>) =>
  `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`

/** A phone nobody has: index within its range. */
export const phoneOf = (index: number): string => `+38067${String(index).padStart(7, '0')}`
