import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Ground as Machine } from '../footing.ts'
import { makeFeed } from '../modules/exchange/exchange.ts'
import { grantRole, makeMachineKey, makeTenant } from '../modules/identity/identity.ts'
import type { Config } from '../platform/config.ts'
import { openPool, readTenant, writeGlobal, writeTenant } from '../platform/db.ts'
import { filePath } from '../platform/file-queries.ts'
import { makeHistory } from './history.ts'
import { launchOnce } from './launch-once.ts'
import {
  analyzeTables,
  databaseNow,
  hasOrders,
  insertRows,
  type Row,
  rollUpHistory,
  tenantIdOf,
} from './load-queries.ts'
import { localDay, TIME_ZONE } from './local-day.ts'
import { makePapers } from './papers-queries.ts'
import { type DemoOutlet, type DemoPerson, makeForce, makeOutlets } from './people.ts'
import { seededId } from './random.ts'
import { DEMO_CODES } from './tenants.ts'
import { type Ground, idOf, makeCatalogue, makePricesAndStock } from './world.ts'

type Options = { config: Config; ground: Machine; outlets: number; seed: number }
type Say = (text: string) => void

const TENANTS = [
  {
    code: DEMO_CODES[0],
    name: 'Добродар',
    products: 600,
    territories: 13,
    share: 1,
    phoneBase: 100_0000,
  },
  {
    code: DEMO_CODES[1],
    name: 'Світлиця',
    products: 60,
    territories: 3,
    share: 0.03,
    phoneBase: 600_0000,
  },
] as const
const LOADED = [
  'outlets.owner_group',
  'outlets.outlet',
  'outlets.payer',
  'outlets.outlet_payer',
  'outlets.team',
  'outlets.agent',
  'outlets.territory',
  'outlets.territory_agent',
  'outlets.outlet_territory',
  'outlets.buyer',
  'accounts.selling_entity',
  'accounts.contract',
  'accounts.credit',
  'accounts.invoice',
  'catalogue.manufacturer',
  'catalogue.brand',
  'catalogue.category',
  'platform.file',
  'catalogue.product',
  'catalogue.product_unit',
  'catalogue.product_gtin',
  'catalogue.last_number',
  'platform.version',
  'pricing.price_list',
  'pricing.price',
  'pricing.signature',
  'stock.warehouse',
  'stock.balance',
  'ordering.hand_setting',
  'ordering.hand_limit',
  'delivery.zone',
  'delivery.holiday',
  'delivery.outlet_zone',
] as const

/** Makes the demo world once: two distributors, their people, shops, goods and half a year of orders. */
export async function seedDemo(options: Options, say: Say): Promise<{ orders: number }> {
  const { ground: machine, seed } = options
  const { pools } = machine
  let orders = 0
  for (const tenant of TENANTS) {
    // Its history is written last, whole: a world cut in the middle is finished the next time.
    const knownId = await writeGlobal(pools.identity, (tx) => tenantIdOf(tx, tenant.code))
    if (knownId && (await readTenant(pools.app, knownId, hasOrders))) {
      if (tenant === TENANTS[0]) await launchOnce(options, knownId, say)
      continue
    }
    const now = await writeGlobal(pools.identity, databaseNow)
    const at = Math.floor(Date.parse(now) / 3_600_000) * 3_600_000
    const distributorId = knownId ?? seededId(seed, 'tenant', tenant.code, 1_700_000_000_000)
    const today = localDay(at)
    const ground: Ground = { seed, distributorId, today, at, tables: new Map(), pictures: [] }
    const count = Math.max(10, Math.round(options.outlets * tenant.share))
    const force = makeForce(ground, tenant.territories, tenant.phoneBase)
    const made = {
      count,
      sellerName: tenant.name,
      territoryCount: tenant.territories,
      force,
      phoneBase: tenant.phoneBase + 100,
    }
    const outlets = makeOutlets(ground, made)
    const products = makeCatalogue(ground, tenant.products, force.teams[1] ?? null)
    makePricesAndStock(ground, products, 'UAH')
    if (!knownId) await writePeople(options, tenant, ground, force.people, outlets)
    await writePictures(options.config, ground)
    await writeTenant(pools.app, distributorId, async (tx) => {
      for (const table of LOADED) await insertRows(tx, table, ground.tables.get(table) ?? [])
    })
    say(`  ${tenant.name}: ${outlets.length} outlets, ${products.length} products`)
    orders += await writeHistory(options, ground, outlets, products, say)
    await learnSizes(machine)
    if (tenant === TENANTS[0]) await launchOnce(options, distributorId, say)
  }
  if (orders > 0) await learnSizes(machine)
  return { orders }
}

async function learnSizes({ ownerUrl }: Machine): Promise<void> {
  const owner = openPool(ownerUrl, 1, () => undefined)
  try {
    await analyzeTables(owner)
  } finally {
    await owner.end()
  }
}

async function writeHistory(
  { ground: machine }: Options,
  ground: Ground,
  outlets: DemoOutlet[],
  products: Parameters<typeof makeHistory>[2],
  say: Say,
): Promise<number> {
  let orders = 0
  await writeTenant(machine.pools.app, ground.distributorId, async (tx) => {
    let held: Record<'checkouts' | 'orders' | 'lines' | 'events', Row[]> = empty()
    const flush = async () => {
      await insertRows(tx, 'ordering.checkout', held.checkouts)
      await insertRows(tx, 'ordering.order', held.orders)
      await insertRows(tx, 'ordering.order_line', held.lines)
      await insertRows(tx, 'ordering.order_event', held.events)
      orders += held.orders.length
      held = empty()
    }
    for (const batch of makeHistory(ground, outlets, products, TIME_ZONE)) {
      const [last] = batch.events
      if (last?.entity) {
        const row = { distributor_id: ground.distributorId, selling_entity_id: last.entity }
        const number = {
          kind: 'order',
          year: last.year,
          last_number: Math.max(1, Number(last.last)),
        }
        await insertRows(tx, 'accounts.document_number', [{ ...row, ...number }])
        continue
      }
      for (const key of ['checkouts', 'orders', 'lines', 'events'] as const) {
        held[key].push(...batch[key])
      }
      if (held.lines.length > 20_000) await flush()
    }
    await flush()
    await makePapers(tx, ground)
    await makeFeed(tx, ground.distributorId, { id: idOf(ground, 'feed', 0), ...ERP_FEED })
    await rollUpHistory(tx, ground.distributorId)
  })
  say(`  ${orders} orders of 26 weeks`)
  return orders
}

// Nobody sends the demo anything: it is late from its first working morning on, as an ERP would be.
const ERP_FEED = {
  name: 'BAS: товари, ціни, залишки',
  kind: 'erp' as const,
  tableKind: null,
  rhythm: { every: 'week' as const, weekdays: [1, 2, 3, 4, 5], times: ['08:00'] },
  toleranceMinutes: 30,
}

const empty = () => ({ checkouts: [], orders: [], lines: [], events: [] })

async function writePictures(config: Config, ground: Ground): Promise<void> {
  const rows: Row[] = []
  for (const { id, svg } of ground.pictures) {
    const path = filePath(config.dataFolder, ground.distributorId, id)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, svg)
    const sha256 = createHash('sha256').update(svg).digest('hex')
    const bytes = Buffer.byteLength(svg)
    const file = { id, media_type: 'image/svg+xml', bytes, sha256: `\\x${sha256}` }
    rows.push({
      distributor_id: ground.distributorId,
      ...file,
      kept_at: new Date(ground.at).toISOString(),
    })
  }
  ground.tables.set('platform.file', rows)
}

async function writePeople(
  { ground: machine }: Options,
  tenant: (typeof TENANTS)[number],
  ground: Ground,
  staff: DemoPerson[],
  outlets: DemoOutlet[],
): Promise<void> {
  const { distributorId } = ground
  const buyers = new Map(
    outlets.map((o) => [
      o.personId,
      { id: o.personId, phone: o.ownerPhone, name: o.ownerName, roles: ['buyer'] },
    ]),
  )
  const people = [...staff, ...buyers.values()]
  await writeGlobal(machine.pools.identity, async (tx) => {
    await makeTenant(tx, {
      id: distributorId,
      code: tenant.code,
      kind: 'distributor',
      name: tenant.name,
      country: 'UA',
      currency: 'UAH',
      timeZone: TIME_ZONE,
      language: 'uk',
    })
    const login = `erp-${tenant.code}`
    // Everybody sees the demo's keys: they open nothing but the demo.
    await makeMachineKey(tx, {
      distributorId,
      login,
      secret: `demo-${tenant.code}`,
      feedId: idOf(ground, 'feed', 0),
    })
    await insertRows(
      tx,
      'identity.person',
      people.map(({ id, phone, name }) => ({
        id,
        phone,
        name,
        created_at: new Date(ground.at).toISOString(),
      })),
    )
    for (const person of people.slice(0, staff.length)) {
      for (const role of person.roles)
        await grantRole(tx, { distributorId, personId: person.id, role })
    }
    await insertRows(
      tx,
      'identity.membership',
      [...buyers.values()].map(({ id }) => ({
        distributor_id: distributorId,
        person_id: id,
        role: 'buyer',
        since: new Date(ground.at).toISOString(),
      })),
    )
    await insertRows(tx, 'identity.demo_login', demoLogins(tenant, staff, outlets))
  })
}

function demoLogins(tenant: (typeof TENANTS)[number], staff: DemoPerson[], outlets: DemoOutlet[]) {
  const first = tenant === TENANTS[0]
  const login = (person: { phone: string; name: string }, role: string, rank: number) => ({
    phone: person.phone,
    rank: rank + (first ? 0 : 100),
    name: person.name,
    role,
    tenant_code: tenant.code,
  })
  const shop = (i: number, role: string) => {
    const outlet = outlets[i]
    return outlet ? [login({ phone: outlet.ownerPhone, name: outlet.ownerName }, role, 10 + i)] : []
  }
  if (!first) return shop(0, 'buyer')
  const wanted = ['agent', 'supervisor', 'operator', 'dispatcher', 'owner', 'admin']
  const roles = wanted.flatMap((role, i) => {
    const person = staff.find((p) => p.roles.includes(role))
    return person ? [login(person, role, 20 + i)] : []
  })
  return [...shop(0, 'buyer'), ...shop(1, 'owner_of_shops'), ...roles]
}
