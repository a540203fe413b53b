import { type Db, prepared } from '../../platform/db.ts'

/** Names of products by code or id, of lists and of warehouses by id: what people know them by. */
export const describeRows = (
  db: Db,
  distributorId: string,
  asked: { codes: string[]; productIds: string[]; listIds: string[]; warehouseIds: string[] },
) =>
  prepared<{ key: string; name: string }>(db, {
    name: '',
    text: `select code as key, name from catalogue.product
        where distributor_id = $1 and code = any($2::text[])
      union all select id::text, name from catalogue.product
        where distributor_id = $1 and id = any($3::uuid[])
      union all select id::text, name from pricing.price_list
        where distributor_id = $1 and id = any($4::uuid[])
      union all select id::text, name from stock.warehouse
        where distributor_id = $1 and id = any($5::uuid[])`,
    values: [distributorId, asked.codes, asked.productIds, asked.listIds, asked.warehouseIds],
  })
