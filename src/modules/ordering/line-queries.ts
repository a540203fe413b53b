import { type Db, prepared } from '../../platform/db.ts'
import type { LicenceKind } from '../accounts/accounts.ts'

export type UnitRow = {
  code: string
  numerator: number
  denominator: number
  minimumMilli: number
  multipleMilli: number
}
export type StockRow = { warehouseId: string; mode: 'strict' | 'expected' | 'open'; free: number }
export type PriceRow = [
  priceListId: string,
  unitCode: string,
  fromQuantityMilli: number,
  validFrom: string,
  validTo: string | null,
  unitPriceE4: number,
]

/** A product as it is sold, the same for everybody priced by the asked lists. */
export type SoldProduct = {
  id: string
  number: number
  code: string
  name: string
  names: Record<string, string>
  brand: string | null
  categoryId: string | null
  pictureId: string | null
  teamId: string | null
  sellingEntityId: string | null
  vatBp: number
  baseUnit: string
  orderUnit: string
  catchWeight: boolean
  nominalMilli: number | null
  weightGrams: number | null
  launchDay: string | null
  /** The licence it names itself; its category may name one, too. */
  licenceKind: LicenceKind | null
  units: UnitRow[]
  prices: PriceRow[]
}
/** A product with all that a line needs: units, stock by warehouse, prices of the asked lists. */
export type ProductRow = SoldProduct & { stock: StockRow[] }

const COLUMNS = `p.id, p.number, p.code, p.name, p.names, b.name as brand,
  p.category_id as "categoryId", p.picture_id as "pictureId", p.team_id as "teamId",
  p.selling_entity_id as "sellingEntityId", p.vat_bp as "vatBp", p.base_unit as "baseUnit",
  p.order_unit as "orderUnit", p.catch_weight as "catchWeight", p.nominal_milli as "nominalMilli",
  p.weight_grams as "weightGrams", p.launch_day as "launchDay",
  p.licence_kind as "licenceKind",
  (select coalesce(json_agg(json_build_object('code', u.unit_code, 'numerator', u.numerator,
      'denominator', u.denominator, 'minimumMilli', u.minimum_milli,
      'multipleMilli', u.multiple_milli) order by u.numerator::float8 / u.denominator), '[]')
   from catalogue.product_unit u where u.distributor_id = $1 and u.product_id = p.id) as units,
  (select coalesce(json_agg(json_build_array(pr.price_list_id, pr.unit_code,
      pr.from_quantity_milli, pr.valid_from, pr.valid_to, pr.unit_price_e4)), '[]')
   from pricing.price pr where pr.distributor_id = $1 and pr.product_id = p.id
     and pr.price_list_id = any($2::uuid[])) as prices`

const SOLD = `from catalogue.product p
  left join catalogue.brand b on b.distributor_id = p.distributor_id and b.id = p.brand_id
  where p.distributor_id = $1 and p.published and p.deleted_at is null`

/** A page of published products by short number, without their stock; of a category with those below it, or of all. */
export const productsPage = (
  db: Db,
  asked: {
    distributorId: string
    priceListIds: string[]
    categoryId: string | null
    after: number
    limit: number
  },
) =>
  prepared<SoldProduct>(db, {
    name: asked.categoryId ? 'products_of_category' : 'products_page',
    text: asked.categoryId
      ? `with recursive below as (
          select id from catalogue.category where distributor_id = $1 and id = $5
          union select c.id from catalogue.category c join below on c.parent_id = below.id
          where c.distributor_id = $1)
        select ${COLUMNS} ${SOLD} and p.number > $3 and p.category_id in (select id from below)
        order by p.number limit $4`
      : `select ${COLUMNS} ${SOLD} and p.number > $3 and $5::uuid is null order by p.number limit $4`,
    values: [asked.distributorId, asked.priceListIds, asked.after, asked.limit, asked.categoryId],
  })

export type ListRow = {
  id: string
  name: string
  parentId: string | null
  vatIncluded: boolean
  currency: string
  validFrom: string | null
  validTo: string | null
}

/** The stock of some products in all warehouses. */
export const stockOf = (db: Db, distributorId: string, productIds: string[]) =>
  prepared<StockRow & { productId: string }>(db, {
    name: 'stock_of',
    text: `select s.product_id as "productId", s.warehouse_id as "warehouseId", s.mode,
        s.on_hand_milli - s.reserved_milli
          + case s.mode when 'expected' then s.expected_milli else 0 end as free
      from stock.balance s where s.distributor_id = $1 and s.product_id = any($2::uuid[])`,
    values: [distributorId, productIds],
  })

export const productCard = (db: Db, distributorId: string, productId: string) =>
  db
    .selectFrom('catalogue.product as p')
    .leftJoin('catalogue.category as c', (join) =>
      join.onRef('c.distributor_id', '=', 'p.distributor_id').onRef('c.id', '=', 'p.category_id'),
    )
    .select([
      'p.description',
      'p.article',
      'p.shelf_life_days as shelfLifeDays',
      'c.name as categoryName',
      'c.names as categoryNames',
    ])
    .where('p.distributor_id', '=', distributorId)
    .where('p.id', '=', productId)
    .executeTakeFirst()

export const gtinsOf = (db: Db, distributorId: string, productId: string) =>
  db
    .selectFrom('catalogue.product_gtin')
    .select('gtin')
    .where('distributor_id', '=', distributorId)
    .where('product_id', '=', productId)
    .orderBy('gtin')
    .execute()
