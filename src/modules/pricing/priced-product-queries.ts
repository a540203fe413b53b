import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'

export type ProductFilter = {
  search?: string | undefined
  show: 'all' | 'published' | 'hidden' | 'without_picture' | 'without_price'
}

const PRICES = sql<number>`(select count(distinct x.price_list_id)::int from pricing.price x
  where x.distributor_id = p.distributor_id and x.product_id = p.id)`

const COLUMNS = [
  'p.id',
  'p.number',
  'p.code',
  'p.article',
  'p.name',
  'b.name as brand',
  'c.name as categoryName',
  'p.base_unit as baseUnit',
  'p.published',
  'p.picture_id as pictureId',
] as const

/** Products of a distributor that fit, with brand and category. */
function products(db: Db, distributorId: string, filter: ProductFilter) {
  let query = db
    .selectFrom('catalogue.product as p')
    .leftJoin('catalogue.brand as b', (join) =>
      join.onRef('b.distributor_id', '=', 'p.distributor_id').onRef('b.id', '=', 'p.brand_id'),
    )
    .leftJoin('catalogue.category as c', (join) =>
      join.onRef('c.distributor_id', '=', 'p.distributor_id').onRef('c.id', '=', 'p.category_id'),
    )
    .where('p.distributor_id', '=', distributorId)
    .where('p.deleted_at', 'is', null)
  if (filter.show === 'published') query = query.where('p.published', '=', true)
  if (filter.show === 'hidden') query = query.where('p.published', '=', false)
  if (filter.show === 'without_picture') query = query.where('p.picture_id', 'is', null)
  if (filter.show === 'without_price') {
    query = query.where(sql<boolean>`not exists (select 1 from pricing.price x
      where x.distributor_id = p.distributor_id and x.product_id = p.id)`)
  }
  if (filter.search?.trim()) {
    const like = `%${filter.search.trim().replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`
    query =
      query.where(sql<boolean>`(concat_ws(' ', p.name, p.code, p.article, b.name) ilike ${like}
      or p.number::text = ${filter.search.trim()} or exists (select 1 from catalogue.product_gtin g
        where g.distributor_id = p.distributor_id and g.product_id = p.id
          and g.gtin = ${filter.search.trim()}))`)
  }
  return query
}

export const productsPage = (
  db: Db,
  distributorId: string,
  asked: ProductFilter & { after: number; limit: number },
) =>
  products(db, distributorId, asked)
    .select([...COLUMNS, PRICES.as('prices')])
    .where('p.number', '>', asked.after)
    .orderBy('p.number')
    .limit(asked.limit)
    .execute()

export const countProducts = async (db: Db, distributorId: string, filter: ProductFilter) => {
  const row = await products(db, distributorId, filter)
    .select((eb) => eb.fn.countAll<number>().as('products'))
    .executeTakeFirstOrThrow()
  return row.products
}
