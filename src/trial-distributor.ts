import { v7 as uuidv7 } from 'uuid'
import { insertRows, type Row } from './demo/load-queries.ts'
import {
  grantRole,
  makeTenant,
  type NewTenant,
  personFor,
  removeTenant,
  tenantByCode,
} from './modules/identity/identity.ts'
import { type Pools, type Tx, writeGlobal, writeTenant } from './platform/db.ts'

export type TrialLogin = { phone: string; name: string; role: string }
type Profile = {
  name: string
  country: string
  currency: string
  timeZone: string
  language: 'uk' | 'en' | 'ru'
}
type PriceType = { id: string; name: string; currency: string | null; vatIncluded: boolean | null }

const CODE_MAX = 32
const FIRST_DAY = '2020-01-01'

/** Why no distributor can be made under a code; null: one can. */
export const codeProblem = (code: string): string | null =>
  /^[A-Za-z0-9-]{2,32}$/.test(code)
    ? null
    : `"${code}" cannot be a distributor's code: 2 to 32 Latin letters, digits and hyphens.`

/**
 * Makes what a first trial of an ERP's catalogue needs: the distributor, a selling entity, a zone
 * with daily slots, and for each price type an outlet with a login that buys by it.
 */
export async function makeTrial(
  pools: Pools,
  asked: {
    code: string
    priceTypes: PriceType[]
    currency?: string | null
    profile?: Profile | undefined
  },
): Promise<TrialLogin[]> {
  if (await tenantByCode(pools, asked.code)) return []
  const distributorId = uuidv7()
  const currency = asked.profile?.currency ?? currencyOf(asked.priceTypes, asked.currency ?? null)
  const people = asked.priceTypes.map((type, i) => ({
    phone: trialPhone(asked.code, i + 1),
    name: `${asked.code}: ${type.name}`.slice(0, 100),
    role: 'buyer',
  }))
  const admin = { phone: trialPhone(asked.code, 0), name: `${asked.code}: admin`, role: 'admin' }
  const ids = await writeGlobal(pools.identity, async (tx) => {
    await makeTenant(tx, tenantOf(distributorId, { ...asked, currency }))
    const made: string[] = []
    for (const { phone, name, role } of [admin, ...people]) {
      const personId = await personFor(tx, { phone, name })
      await grantRole(tx, { distributorId, personId, role })
      made.push(personId)
    }
    await insertRows(
      tx,
      'identity.demo_login',
      [admin, ...people].map((login, rank) => ({
        ...login,
        rank: 200 + rank,
        tenant_code: asked.code,
      })),
    )
    return made
  })
  const tables = trialTables(asked.priceTypes, people, ids.slice(1), currency)
  await writeTenant(pools.app, distributorId, async (tx) => {
    for (const [table, rows] of tables) {
      await insertRows(
        tx,
        table,
        rows.map((row) => ({ distributor_id: distributorId, ...row })),
      )
    }
  })
  return [admin, ...people]
}

type Asked = { code: string; currency: string; profile?: Profile | undefined }

const tenantOf = (id: string, { code, currency, profile }: Asked): NewTenant => ({
  id,
  code,
  kind: 'distributor',
  name: code,
  country: 'UA',
  currency,
  timeZone: 'Europe/Kyiv',
  language: 'uk',
  ...profile,
})

/**
 * Runs a dry run for a distributor that is not there: one without people stands in for it, under a
 * code of its own, and is gone afterwards. One left by a run that was killed goes first.
 */
export async function withPassingDistributor<T>(
  pools: Pools,
  asked: { code: string; profile: Profile | undefined; currency?: string },
  work: (tenant: NewTenant) => Promise<T>,
): Promise<T> {
  const code = `dry-run-${asked.code}`.slice(0, CODE_MAX)
  const currency = asked.profile?.currency ?? asked.currency ?? 'UAH'
  const tenant = tenantOf(uuidv7(), { ...asked, code, currency })
  const left = await tenantByCode(pools, code)
  await writeGlobal(pools.identity, async (tx) => {
    if (left) await removeTenant(tx, left.id)
    await makeTenant(tx, tenant)
  })
  try {
    return await work(tenant)
  } finally {
    await writeGlobal(pools.identity, (tx) => removeTenant(tx, tenant.id))
  }
}

/** What a trial has before its first file, as far as an import looks at it, in the given transaction. */
export async function layTrialLists(
  tx: Tx,
  tenant: { id: string; currency: string },
  priceTypes: PriceType[],
): Promise<void> {
  const lists = priceTypes.map((type) => listOf(type, uuidv7(), tenant.currency))
  const rows = lists.map((list) => ({ distributor_id: tenant.id, ...list }))
  await insertRows(tx, 'pricing.price_list', rows)
}

/** What is made with a trial beside its goods. */
export const trialMakes = (priceTypes: PriceType[]) => ({
  sellingEntities: 1,
  zones: 1,
  priceLists: priceTypes.length,
  outlets: priceTypes.length,
  logins: priceTypes.length + 1,
})

/** The currency of a trial: that of its price types, else of its prices. */
export const currencyOf = (priceTypes: PriceType[], currency: string | null): string =>
  [...priceTypes.map((type) => type.currency), currency].find(isCurrency) ?? 'UAH'

const listOf = (type: PriceType, id: string, currency: string): Row => ({
  id,
  code: type.id,
  name: type.name || type.id,
  currency: isCurrency(type.currency) ? type.currency : currency,
  vat_included: type.vatIncluded ?? true,
})

const isCurrency = (word: string | null): word is string => /^[A-Z]{3}$/.test(word ?? '')

// Fictitious numbers of the trial's own: from its code, so that two trials do not share people.
function trialPhone(code: string, index: number): string {
  const sum = [...code].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 99_991, 7)
  return `+38093${String(sum).padStart(5, '0')}${String(index).padStart(2, '0')}`
}

type Trial = {
  type: PriceType
  n: number
  list: string
  outlet: string
  payer: string
  personId: string | undefined
  login: TrialLogin | undefined
}

function trialTables(
  priceTypes: PriceType[],
  people: TrialLogin[],
  personIds: string[],
  currency: string,
): [string, Row[]][] {
  const rows: Trial[] = priceTypes.map((type, i) => ({
    type,
    n: i + 1,
    list: uuidv7(),
    outlet: uuidv7(),
    payer: uuidv7(),
    personId: personIds[i],
    login: people[i],
  }))
  const entity = uuidv7()
  const zone = uuidv7()
  return [
    [
      'accounts.selling_entity',
      [
        {
          id: entity,
          code: 'SE',
          name: 'Продавець',
          vat_payer: true,
          excise_licensed: false,
          rank: 1,
        },
      ],
    ],
    ['delivery.zone', [{ id: zone, code: 'Z1', name: 'Щодня', ...DAILY }]],
    ...priceTables(rows, currency),
    ...outletTables(rows),
    ['accounts.contract', rows.map((row) => contractOf(row, entity))],
    ['delivery.outlet_zone', rows.map(({ outlet }) => ({ outlet_id: outlet, zone_id: zone }))],
  ]
}

const DAILY = {
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  cut_off_days: 1,
  cut_off_time: '17:00',
  lock_minutes: 60,
  minimum_minor: 0,
}

const contractOf = ({ payer, n }: Trial, entity: string): Row => ({
  id: uuidv7(),
  code: `TRIAL${n}`,
  selling_entity_id: entity,
  payer_id: payer,
  payment_form: 'cashless',
  deferral_days: 14,
  minimum_minor: 0,
  from_day: FIRST_DAY,
})

const priceTables = (rows: Trial[], currency: string): [string, Row[]][] => [
  ['pricing.price_list', rows.map(({ list, type }) => listOf(type, list, currency))],
  [
    'pricing.signature',
    rows.map(({ list, type }) => ({ id: uuidv7(), price_zone: type.id, price_list_id: list })),
  ],
]

const outletTables = (rows: Trial[]): [string, Row[]][] => [
  [
    'outlets.outlet',
    rows.map(({ outlet, type, n }) => ({
      id: outlet,
      code: `TRIAL${n}`,
      name: `Пробна точка: ${type.name || type.id}`,
      address: '',
      city: '',
      outlet_type: 'shop',
      class: 'C',
      price_zone: type.id,
      opened_at: `${FIRST_DAY}T00:00:00Z`,
    })),
  ],
  [
    'outlets.payer',
    rows.map(({ payer, n }) => ({
      id: payer,
      code: `TRIAL${n}`,
      name: `Пробний платник ${n}`,
      kind: 'sole_trader',
      vat_payer: false,
    })),
  ],
  [
    'outlets.outlet_payer',
    rows.map(({ outlet, payer }) => ({ outlet_id: outlet, payer_id: payer, from_day: FIRST_DAY })),
  ],
  [
    'outlets.buyer',
    rows.map(({ outlet, personId, login }) => ({
      outlet_id: outlet,
      person_id: personId,
      name: login?.name,
      phone: login?.phone,
      position: 'owner',
      since: `${FIRST_DAY}T00:00:00Z`,
    })),
  ],
]
