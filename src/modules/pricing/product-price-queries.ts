import { type Db, prepared } from '../../platform/db.ts'

export type ProductPrice = {
  listId: string
  listCode: string
  listName: string
  currency: string
  vatIncluded: boolean
  unitCode: string
  fromQuantityMilli: number
  unitPriceE4: number
  validFrom: string
  validTo: string | null
}

/** What each list says of a product, the newest prices of a list first. */
export const pricesOfProduct = (
  db: Db,
  distributorId: string,
  asked: { productId: string; limit: number },
) =>
  prepared<ProductPrice>(db, {
    name: 'prices_of_product',
    text: `select l.id as "listId", l.code as "listCode", l.name as "listName", l.currency,
        l.vat_included as "vatIncluded", p.unit_code as "unitCode",
        p.from_quantity_milli as "fromQuantityMilli", p.unit_price_e4 as "unitPriceE4",
        p.valid_from as "validFrom", p.valid_to as "validTo"
      from pricing.price p join pricing.price_list l
        on l.distributor_id = p.distributor_id and l.id = p.price_list_id
      where p.distributor_id = $1 and p.product_id = $2
      order by l.name, l.code, p.unit_code, p.valid_from desc, p.from_quantity_milli limit $3`,
    values: [distributorId, asked.productId, asked.limit],
  })
