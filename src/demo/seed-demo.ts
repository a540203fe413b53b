import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Ground as Machine } from '../footing.ts'
import type { Config } from '../platform/config.ts'
import { type Pools, readTenant, writeGlobal, writeTenant } from '../platform/db.ts'
import { filePath } from '../platform/file-queries.ts'
import { districtsOf } from './districts.ts'
import { makeForce } from './force.ts'
import { launchOnce } from './launch-once.ts'
import { learnSizes } from './learn-sizes.ts'
import { databaseNow, hasOrders, insertRows, madeAt, type Row, tenantIdOf } from './load-queries.ts'
import { localDay } from './local-day.ts'
import { type DemoOutlet, makeOutlets } from './people.ts'
import { seededId } from './random.ts'
import { DEMO_CODES } from './tenants.ts'
import { type Ground, makeCatalogue, makePricesAndStock } from './world.ts'
import { writeHistory } from './write-history.ts'
import { writeBuyers, writeTenantAndStaff } from './write-people.ts'

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
type DemoTenant = (typeof TENANTS)[number]
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
  const { ground: machine } = options
  const { pools } = machine
  let orders = 0
  let launched = false
  for (const tenant of TENANTS) {
    // Its history is written last, whole: a world cut in the middle is finished the next time.
    const knownId = await writeGlobal(pools.identity, (tx) => tenantIdOf(tx, tenant.code))
    const whole = knownId && (await readTenant(pools.app, knownId, hasOrders))
    if (!whole) orders += await makeDistributor(options, tenant, { knownId, say })
    if (tenant !== TENANTS[0]) continue
    const distributorId = knownId ?? distributorIdOf(options, tenant)
    launched = await launchOnce(options, distributorId, say)
  }
  if (orders > 0 || launched) await learnSizes(machine)
  return { orders }
}

const distributorIdOf = ({ seed }: Options, { code }: DemoTenant) =>
  seededId(seed, 'tenant', code, 1_700_000_000_000)

type Begun = { knownId: string | null; say: Say }

async function makeDistributor(
  options: Options,
  tenant: DemoTenant,
  { knownId, say }: Begun,
): Promise<number> {
  const { pools } = options.ground
  const distributorId = knownId ?? distributorIdOf(options, tenant)
  const at = await hourOfWorld(pools, knownId)
  const today = localDay(at)
  const { seed } = options
  const ground: Ground = { seed, distributorId, today, at, tables: new Map(), pictures: [] }
  const count = Math.max(10, Math.round(options.outlets * tenant.share))
  const size = { territoryCount: tenant.territories, districts: districtsOf(count) }
  const force = makeForce(ground, tenant.phoneBase, size)
  const products = makeCatalogue(ground, tenant.products, force.teams[1] ?? null)
  makePricesAndStock(ground, products, { currency: 'UAH', districts: size.districts })
  if (!knownId) await writeTenantAndStaff(pools, tenant, { ground, staff: force.people })
  await writePictures(options.config, ground)
  const outlets: DemoOutlet[] = []
  const phoneBase = tenant.phoneBase + 100
  const made = makeOutlets(ground, { ...size, count, sellerName: tenant.name, force, phoneBase })
  await writeTenant(pools.app, distributorId, async (tx) => {
    for (const some of made) {
      outlets.push(...some)
      // Written and forgotten: a hundred thousand shops do not fit into memory.
      for (const table of LOADED) await insertRows(tx, table, ground.tables.get(table) ?? [])
      ground.tables.clear()
    }
  })
  await writeBuyers(pools, tenant, { ground, staff: force.people, outlets })
  say(`  ${tenant.name}: ${outlets.length} outlets, ${products.length} products`)
  const orders = await writeHistory(options.ground, ground, { outlets, products }, say)
  say(`  ${orders} orders of 26 weeks`)
  return orders
}

// A world that was cut is finished as of its own hour: its ids and days follow from that.
async function hourOfWorld(pools: Pools, knownId: string | null): Promise<number> {
  const known = knownId ? await readTenant(pools.app, knownId, madeAt) : null
  if (known !== null) return known
  const now = await writeGlobal(pools.identity, databaseNow)
  return Math.floor(Date.parse(now) / 3_600_000) * 3_600_000
}

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
