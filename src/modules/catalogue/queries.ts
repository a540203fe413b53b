import { type Db, prepared } from '../../platform/db.ts'
import type { Searchable } from './search-rules.ts'

export const searchables = (db: Db, distributorId: string) =>
  prepared<Searchable>(db, {
    name: 'searchables',
    text: `select p.id, p.number, p.code,
        concat_ws(' ', p.name, (select string_agg(n.value, ' ') from jsonb_each_text(p.names) n),
          b.name, p.article) as words,
        array_remove(array_append((select array_agg(g.gtin) from catalogue.product_gtin g
          where g.distributor_id = $1 and g.product_id = p.id), p.article), null) as codes
      from catalogue.product p left join catalogue.brand b
        on b.distributor_id = p.distributor_id and b.id = p.brand_id
      where p.distributor_id = $1 and p.published and p.deleted_at is null order by p.number`,
    values: [distributorId],
  })

export type CategoryRow = {
  id: string
  parentId: string | null
  name: string
  names: Record<string, string>
  products: number
}

/** Categories with the number of published products right in them. */
export const categoriesOf = (db: Db, distributorId: string) =>
  prepared<CategoryRow>(db, {
    name: 'categories_of',
    text: `select c.id, c.parent_id as "parentId", c.name, c.names, (
        select count(*)::int from catalogue.product p where p.distributor_id = $1
          and p.category_id = c.id and p.published and p.deleted_at is null) as products
      from catalogue.category c where c.distributor_id = $1 order by c.rank, c.name`,
    values: [distributorId],
  })
