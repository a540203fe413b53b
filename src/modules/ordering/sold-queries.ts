import { type Db, prepared } from '../../platform/db.ts'
import { packed, packedText, unpacked } from '../../platform/packed-queries.ts'
import type { LicenceKind } from '../accounts/accounts.ts'
import type {
  ListRow,
  PriceRow,
  ProductRow,
  SoldProduct,
  StockRow,
  UnitRow,
} from './line-queries.ts'

const LIST = [
  'l.id',
  packedText('l.name'),
  "coalesce(l.parent_id::text, '')",
  'l.vat_included',
  'l.currency',
  "coalesce(l.valid_from::text, '')",
  "coalesce(l.valid_to::text, '')",
]
const PRODUCT = [
  'p.id',
  'p.number',
  packedText('p.code'),
  packedText('p.name'),
  'p.names::text',
  packedText("coalesce(b.name, '')"),
  "coalesce(p.category_id::text, '')",
  "coalesce(p.picture_id::text, '')",
  "coalesce(p.team_id::text, '')",
  "coalesce(p.selling_entity_id::text, '')",
  'p.vat_bp',
  packedText('p.base_unit'),
  packedText('p.order_unit'),
  'p.catch_weight',
  "coalesce(p.nominal_milli::text, '')",
  "coalesce(p.weight_grams::text, '')",
  "coalesce(p.launch_day::text, '')",
  "coalesce(p.licence_kind, '')",
]
const UNIT = [
  'u.product_id',
  packedText('u.unit_code'),
  'u.numerator',
  'u.denominator',
  'u.minimum_milli',
  'u.multiple_milli',
]
const PRICE = [
  'pr.product_id',
  'pr.price_list_id',
  packedText('pr.unit_code'),
  'pr.from_quantity_milli',
  'pr.valid_from',
  "coalesce(pr.valid_to::text, '')",
  'pr.unit_price_e4',
]
const STOCK = [
  's.product_id',
  's.warehouse_id',
  's.mode',
  `s.on_hand_milli - s.reserved_milli + case s.mode when 'expected' then s.expected_milli else 0 end`,
]

type Row = Record<'lists' | 'products' | 'units' | 'prices' | 'stock', string | null>
type Asked = { distributorId: string; listIds: string[]; productIds: string[] }

const CHAIN = `chain as (
        select l.* from pricing.price_list l where l.distributor_id = $1 and l.id = any($2::uuid[])
        union select l.* from pricing.price_list l join chain c on l.id = c.parent_id
        where l.distributor_id = $1)`

// Sets in one row: read together or row by row, they would cost twice and three times as much.
const KNOWN = `(select ${packed(LIST)} from chain l) as lists,
        (select ${packed(PRODUCT)} from catalogue.product p
         left join catalogue.brand b on b.distributor_id = $1 and b.id = p.brand_id
         where p.distributor_id = $1 and p.id = any($3::uuid[]) and p.published
           and p.deleted_at is null) as products,
        (select ${packed(UNIT)} from catalogue.product_unit u
         where u.distributor_id = $1 and u.product_id = any($3::uuid[])) as units,
        (select ${packed(PRICE)} from pricing.price pr where pr.distributor_id = $1
           and pr.product_id = any($3::uuid[])
           and pr.price_list_id in (select id from chain)) as prices`

const valuesOf = ({ distributorId, listIds, productIds }: Asked) => [
  distributorId,
  listIds,
  productIds,
]

/**
 * The published products among these ids with all that a line needs, and the asked price lists with
 * their parents, which alone price them.
 */
export async function soldByIds(
  db: Db,
  asked: Asked,
): Promise<{ lists: ListRow[]; products: ProductRow[] }> {
  const [row] = await prepared<Row>(db, {
    name: 'sold_by_ids',
    text: `with recursive ${CHAIN} select ${KNOWN},
        (select ${packed(STOCK)} from stock.balance s
         where s.distributor_id = $1 and s.product_id = any($3::uuid[])) as stock`,
    values: valuesOf(asked),
  })
  const stock = byProduct(row?.stock, stockRow)
  const { lists, products } = readSold(row)
  const withStock = products.map((product) => ({ ...product, stock: stock.get(product.id) ?? [] }))
  return { lists, products: withStock }
}

/** The same without their stock: what stays as it is until somebody changes it. */
export async function knownByIds(
  db: Db,
  asked: Asked,
): Promise<{ lists: ListRow[]; products: SoldProduct[] }> {
  const [row] = await prepared<Omit<Row, 'stock'>>(db, {
    name: 'known_by_ids',
    text: `with recursive ${CHAIN} select ${KNOWN}`,
    values: valuesOf(asked),
  })
  return readSold(row)
}

function readSold(row: Omit<Row, 'stock'> | undefined) {
  const units = byProduct(row?.units, unitRow)
  const prices = byProduct(row?.prices, priceRow)
  return {
    lists: unpacked(row?.lists ?? null).map(listRow),
    products: unpacked(row?.products ?? null).map((fields): SoldProduct => {
      const [id = ''] = fields
      const own = { units: (units.get(id) ?? []).sort(bySize), prices: prices.get(id) ?? [] }
      return { ...productRow(fields), ...own }
    }),
  }
}

function byProduct<T>(text: string | null | undefined, rowOf: (fields: string[]) => T) {
  const rows = new Map<string, T[]>()
  for (const [productId = '', ...fields] of unpacked(text ?? null)) {
    const known = rows.get(productId)
    if (known) known.push(rowOf(fields))
    else rows.set(productId, [rowOf(fields)])
  }
  return rows
}

const bySize = (one: UnitRow, other: UnitRow) =>
  one.numerator / one.denominator - other.numerator / other.denominator

const listRow = (fields: string[]): ListRow => {
  const [id = '', name = '', parentId, vatIncluded, currency = '', validFrom, validTo] = fields
  return {
    ...{ id, name, currency, vatIncluded: vatIncluded === 't' },
    ...{ parentId: parentId || null, validFrom: validFrom || null, validTo: validTo || null },
  }
}

function productRow(fields: string[]): Omit<SoldProduct, 'units' | 'prices'> {
  const [id = '', number, code = '', name = '', names = '{}', brand, categoryId, ...rest] = fields
  const [pictureId, teamId, sellingEntityId, vatBp, baseUnit = '', orderUnit = '', ...more] = rest
  const [catchWeight, nominalMilli, weightGrams, launchDay, licenceKind] = more
  return {
    id,
    number: Number(number),
    code,
    name,
    names: JSON.parse(names) as Record<string, string>,
    brand: brand || null,
    categoryId: categoryId || null,
    pictureId: pictureId || null,
    teamId: teamId || null,
    sellingEntityId: sellingEntityId || null,
    vatBp: Number(vatBp),
    baseUnit,
    orderUnit,
    catchWeight: catchWeight === 't',
    nominalMilli: nominalMilli ? Number(nominalMilli) : null,
    weightGrams: weightGrams ? Number(weightGrams) : null,
    launchDay: launchDay || null,
    licenceKind: (licenceKind || null) as LicenceKind | null,
  }
}

const unitRow = ([code = '', numerator, denominator, minimum, multiple]: string[]): UnitRow => ({
  code,
  numerator: Number(numerator),
  denominator: Number(denominator),
  minimumMilli: Number(minimum),
  multipleMilli: Number(multiple),
})

const priceRow = ([list = '', unit = '', from, validFrom = '', validTo, price]: string[]) =>
  [list, unit, Number(from), validFrom, validTo || null, Number(price)] satisfies PriceRow

const stockRow = ([warehouseId = '', mode, free]: string[]): StockRow => ({
  ...{ warehouseId, mode: mode as StockRow['mode'], free: Number(free) },
})
