import type { Row } from './load-queries.ts'
import { drawPicture } from './pictures.ts'
import { makeRandom, seededId } from './random.ts'
import { CATEGORIES, type CategoryWords, MANUFACTURERS } from './words.ts'

export type DemoProduct = {
  id: string
  category: CategoryWords
  manufacturer: number
  priceE4: number
  popularity: number
  row: Row
  weightGrams: number
  teamId: string | null
}
export type Tables = Map<string, Row[]>
export type Ground = {
  seed: number
  distributorId: string
  today: string
  at: number
  tables: Tables
  pictures: { id: string; svg: string }[]
}

export const idOf = (
  ground: Pick<Ground, 'seed' | 'distributorId' | 'at'>,
  kind: string,
  index: number | string,
): string => seededId(ground.seed, `${ground.distributorId} ${kind}`, index, ground.at)

const fixed = new WeakMap<object, Map<string, string>>()

/** The same id, remembered: of the few things that millions of rows name. */
export function fixedIdOf(ground: Ground, kind: string, index: number | string): string {
  const known = fixed.get(ground) ?? new Map<string, string>()
  fixed.set(ground, known)
  const key = `${kind} ${index}`
  const id = known.get(key) ?? idOf(ground, kind, index)
  known.set(key, id)
  return id
}

/** Adds rows to a table of the world; the distributor stands first in each. */
export function put(ground: Ground, table: string, rows: Row[]): void {
  const known = ground.tables.get(table) ?? []
  for (const row of rows) known.push({ distributor_id: ground.distributorId, ...row })
  ground.tables.set(table, known)
}

/** Categories, brands, products with units, barcodes and drawn pictures. */
export function makeCatalogue(ground: Ground, count: number, exclusiveTeamId: string | null) {
  const random = makeRandom(`${ground.seed} ${ground.distributorId} catalogue`)
  MANUFACTURERS.forEach((maker, i) => {
    put(ground, 'catalogue.manufacturer', [
      { id: idOf(ground, 'manufacturer', i), code: maker.code, name: maker.name },
    ])
    const manufacturer_id = idOf(ground, 'manufacturer', i)
    put(
      ground,
      'catalogue.brand',
      maker.brands.map((name) => ({
        id: idOf(ground, 'brand', name),
        code: name,
        name,
        manufacturer_id,
      })),
    )
  })
  const products: DemoProduct[] = []
  CATEGORIES.forEach((category, rank) => {
    const { uk, en, ru } = category
    put(ground, 'catalogue.category', [
      {
        id: idOf(ground, 'category', rank),
        code: category.code,
        name: uk,
        names: { uk, en, ru },
        rank,
      },
    ])
    for (let n = 0; n < Math.ceil(count / CATEGORIES.length); n += 1) {
      products.push(makeProduct(ground, random, { category, rank, n, exclusiveTeamId }))
    }
  })
  put(
    ground,
    'catalogue.product',
    products.map((p) => p.row),
  )
  put(ground, 'catalogue.last_number', [{ number: products.length }])
  put(ground, 'platform.version', [{ name: 'catalogue', number: 1 }])
  return products
}

type ProductPlace = {
  category: CategoryWords
  rank: number
  n: number
  exclusiveTeamId: string | null
}

function makeProduct(
  ground: Ground,
  random: ReturnType<typeof makeRandom>,
  { category, rank, n, exclusiveTeamId }: ProductPlace,
): DemoProduct {
  const number = rank * 1000 + n + 1
  const [uk, en, ru] = category.goods[n % category.goods.length] ?? ['', '', '']
  const size = category.sizes[Math.floor(n / category.goods.length) % category.sizes.length] ?? ''
  const manufacturer = (rank + n) % MANUFACTURERS.length
  const brands = MANUFACTURERS[manufacturer]?.brands ?? []
  const brand = brands[Math.floor(n / 3) % brands.length] ?? ''
  const id = idOf(ground, 'product', number)
  const weighed = category.weighed === true
  const baseUnit = weighed ? 'кг' : 'шт'
  const [low, high] = category.price
  const priceE4 = Math.round((low + random.next() * (high - low)) * 100) * 100
  const teamId = manufacturer === 2 ? exclusiveTeamId : null
  const pictureId = idOf(ground, 'picture', number)
  const hue = category.hue
  ground.pictures.push({
    id: pictureId,
    svg: drawPicture({ shape: category.shape, hue, brand, variant: n }),
  })
  const name = `${uk} «${brand}» ${size}`
  makeUnits(ground, id, number, category, baseUnit)
  const novelty = n % 25 === 7
  return {
    id,
    category,
    manufacturer,
    priceE4,
    popularity: 1 / (1 + ((n * 7 + rank * 3) % 50)),
    weightGrams: category.grams,
    teamId,
    row: {
      id,
      number,
      code: `${category.code.toUpperCase()}-${String(n + 1).padStart(3, '0')}`,
      article: `A${String(number).padStart(5, '0')}`,
      name,
      names: { uk: name, en: `${en} “${brand}” ${size}`, ru: `${ru} «${brand}» ${size}` },
      description: {
        uk: `${uk} від «${brand}», ${size}. Упаковка: ${category.perCase} у ящику.`,
        en: `${en} by “${brand}”, ${size}. ${category.perCase} in a case.`,
        ru: `${ru} от «${brand}», ${size}. Упаковка: ${category.perCase} в ящике.`,
      },
      brand_id: idOf(ground, 'brand', brand),
      category_id: idOf(ground, 'category', rank),
      team_id: teamId,
      vat_bp: category.vatBp,
      base_unit: baseUnit,
      order_unit: baseUnit,
      catch_weight: weighed,
      nominal_milli: weighed ? 1000 : null,
      tolerance_bp: weighed ? 1500 : null,
      weight_grams: category.grams,
      shelf_life_days: category.cold ? 21 : 270,
      launch_day: novelty ? addDays(ground.today, -10) : null,
      picture_id: pictureId,
      published: true,
    },
  }
}

function makeUnits(
  ground: Ground,
  productId: string,
  number: number,
  category: CategoryWords,
  baseUnit: string,
) {
  const base = category.weighed ? 500 : 1000
  const unit = { product_id: productId, denominator: 1 }
  put(ground, 'catalogue.product_unit', [
    { ...unit, unit_code: baseUnit, numerator: 1, minimum_milli: base, multiple_milli: base },
    {
      ...unit,
      unit_code: 'ящ',
      numerator: category.perCase,
      minimum_milli: 1000,
      multiple_milli: 1000,
    },
  ])
  put(ground, 'catalogue.product_gtin', [
    {
      gtin: ean13(`200${String(number).padStart(9, '0')}`),
      product_id: productId,
      unit_code: baseUnit,
    },
  ])
}

/** The thirteenth digit of an EAN-13 (GS1 General Specifications 7.9). */
function ean13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Price lists (shop, wholesale with breaks, key accounts below it) and stock of two warehouses. */
export function makePricesAndStock(
  ground: Ground,
  products: DemoProduct[],
  { currency, districts }: { currency: string; districts: number },
) {
  const random = makeRandom(`${ground.seed} ${ground.distributorId} stock`)
  makePriceLists(ground, currency)
  makeWarehouses(ground)
  for (const product of products) {
    const unit_code = String(product.row.base_unit)
    const share = (percent: number) => Math.round((product.priceE4 * percent) / 10_000) * 100
    const price = (list: string, from: number, percent: number) => ({
      price_list_id: idOf(ground, 'list', list),
      product_id: product.id,
      unit_code,
      from_quantity_milli: from,
      valid_from: '2000-01-01',
      unit_price_e4: share(percent),
    })
    const key = random.chance(0.3) ? [price('key', 0, 90)] : []
    const breaks = [
      price('wholesale', 0, 96),
      price('wholesale', product.category.perCase * 1000, 93),
    ]
    put(ground, 'pricing.price', [price('base', 0, 100), ...breaks, ...key])
    const out = random.chance(0.03)
    put(ground, 'stock.balance', [
      {
        warehouse_id: idOf(ground, 'warehouse', product.category.cold ? 'cold' : 'dry'),
        product_id: product.id,
        mode: product.category.code === 'bakery' ? 'expected' : 'strict',
        on_hand_milli: out ? 0 : random.between(200, 4000) * 1000 * districts,
        expected_milli: product.category.code === 'bakery' ? 2_000_000 * districts : 0,
        reserved_milli: 0,
        as_at: new Date(ground.at).toISOString(),
      },
    ])
  }
}

function makePriceLists(ground: Ground, currency: string): void {
  const lists = ['base', 'wholesale', 'key'] as const
  const names = { base: 'Роздрібна', wholesale: 'Гуртова', key: 'Ключові клієнти' }
  put(
    ground,
    'pricing.price_list',
    lists.map((code) => ({
      id: idOf(ground, 'list', code),
      code,
      name: names[code],
      parent_id: code === 'key' ? idOf(ground, 'list', 'wholesale') : null,
      currency,
      vat_included: true,
    })),
  )
  put(ground, 'pricing.signature', [
    {
      id: idOf(ground, 'signature', 0),
      price_zone: null,
      outlet_type: null,
      price_list_id: idOf(ground, 'list', 'base'),
    },
    {
      id: idOf(ground, 'signature', 1),
      price_zone: 'wholesale',
      outlet_type: null,
      price_list_id: idOf(ground, 'list', 'wholesale'),
    },
    {
      id: idOf(ground, 'signature', 2),
      price_zone: 'wholesale',
      outlet_type: 'supermarket',
      price_list_id: idOf(ground, 'list', 'key'),
    },
  ])
}

const makeWarehouses = (ground: Ground): void =>
  put(ground, 'stock.warehouse', [
    {
      id: idOf(ground, 'warehouse', 'dry'),
      code: 'DRY',
      name: 'Склад сухий',
      kind: 'dry',
      rank: 1,
    },
    {
      id: idOf(ground, 'warehouse', 'cold'),
      code: 'COLD',
      name: 'Склад холодний',
      kind: 'cold',
      rank: 2,
    },
  ])
