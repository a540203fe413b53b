import { sql } from 'kysely'
import { type Db, prepared, type Tx } from '../../platform/db.ts'

export const productById = (db: Db, distributorId: string, productId: string) =>
  db
    .selectFrom('catalogue.product as p')
    .leftJoin('catalogue.brand as b', (join) =>
      join.onRef('b.distributor_id', '=', 'p.distributor_id').onRef('b.id', '=', 'p.brand_id'),
    )
    .leftJoin('catalogue.category as c', (join) =>
      join.onRef('c.distributor_id', '=', 'p.distributor_id').onRef('c.id', '=', 'p.category_id'),
    )
    .select([
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
      'p.vat_bp as vatBp',
      'p.order_unit as orderUnit',
      'p.catch_weight as catchWeight',
      'p.nominal_milli as nominalMilli',
      'p.weight_grams as weightGrams',
      'p.shelf_life_days as shelfLifeDays',
    ])
    .select([
      sql<Record<string, string>>`p.names`.as('names'),
      sql<Record<string, string>>`p.description`.as('description'),
      sql<string | null>`p.launch_day`.as('launchDay'),
    ])
    .where('p.distributor_id', '=', distributorId)
    .where('p.deleted_at', 'is', null)
    .where('p.id', '=', productId)
    .executeTakeFirst()

export const unitsOf = (db: Db, distributorId: string, productId: string) =>
  db
    .selectFrom('catalogue.product_unit')
    .select(['unit_code as code', 'numerator', 'denominator'])
    .select(['minimum_milli as minimumMilli', 'multiple_milli as multipleMilli'])
    .where('distributor_id', '=', distributorId)
    .where('product_id', '=', productId)
    .orderBy('numerator')
    .orderBy('unit_code')
    .execute()

export const gtinsOf = (db: Db, distributorId: string, productId: string) =>
  db
    .selectFrom('catalogue.product_gtin')
    .select(['gtin', 'unit_code as unitCode'])
    .where('distributor_id', '=', distributorId)
    .where('product_id', '=', productId)
    .orderBy('gtin')
    .execute()

export async function updatePublished(
  tx: Tx,
  distributorId: string,
  change: { productId: string; published: boolean },
): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'update_published',
    text: `update catalogue.product set published = $3
      where distributor_id = $1 and id = $2 and deleted_at is null returning id`,
    values: [distributorId, change.productId, change.published],
  })
  return rows.length === 1
}

/** Shows or hides products; returns those that were not so before. */
export const markPublished = async (
  tx: Tx,
  distributorId: string,
  { ids, published }: { ids: string[]; published: boolean },
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'mark_published',
      text: `update catalogue.product set published = $3
        where distributor_id = $1 and id = any($2::uuid[]) and published <> $3
          and deleted_at is null returning id`,
      values: [distributorId, ids, published],
    })
  ).map(({ id }) => id)

export async function updatePicture(
  tx: Tx,
  distributorId: string,
  change: { productId: string; pictureId: string | null },
): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'update_picture',
    text: `update catalogue.product set picture_id = $3
      where distributor_id = $1 and id = $2 and deleted_at is null returning id`,
    values: [distributorId, change.productId, change.pictureId],
  })
  return rows.length === 1
}

/** Sets what licence a category takes, null: none; answers whether there is such a category. */
export async function updateCategoryLicence(
  tx: Tx,
  distributorId: string,
  change: { categoryId: string; licence: string | null },
): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'update_category_licence',
    text: `update catalogue.category set licence_kind = $3
      where distributor_id = $1 and id = $2 returning id`,
    values: [distributorId, change.categoryId, change.licence],
  })
  return rows.length === 1
}
