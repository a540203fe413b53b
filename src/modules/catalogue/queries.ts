import { type Db, prepared } from '../../platform/db.ts'
import { packed, packedText, unpacked } from '../../platform/packed-queries.ts'
import type { LicenceKind } from '../accounts/accounts.ts'
import type { Searchable } from './search-rules.ts'

/** Products for the search, and since which transaction a later look has to look again. */
export type Searched = { asOf: string; products: Searchable[] }

const SEARCHED = packed([
  'p.id',
  'p.number',
  packedText(`concat_ws(' ', p.name, case when p.names <> '{}' then
    (select string_agg(n.value, ' ') from jsonb_each_text(p.names) n) end, b.name, p.article)`),
  packedText(`concat_ws(E'\\n', p.number, p.code, p.article, (select string_agg(g.gtin, E'\\n')
    from catalogue.product_gtin g where g.distributor_id = $1 and g.product_id = p.id))`),
  'p.published and p.deleted_at is null',
])

type Packed = { asOf: string; products: string | null }

/** All products that are shown. */
export const searchables = async (db: Db, distributorId: string): Promise<Searched> =>
  searchedOf(
    await prepared<Packed>(db, {
      name: 'searchables',
      text: `select pg_snapshot_xmin(pg_current_snapshot())::text as "asOf", ${SEARCHED} as products
        from catalogue.product p left join catalogue.brand b
          on b.distributor_id = p.distributor_id and b.id = p.brand_id
        where p.distributor_id = $1 and p.published and p.deleted_at is null`,
      values: [distributorId],
    }),
  )

/**
 * Products whose own row, barcodes or brand were written by a transaction that a former look did not
 * show yet (a row's xmin; PostgreSQL 5.6): some may be as they were. A row that is written is never
 * deleted, but hidden.
 */
export const searchablesSince = async (
  db: Db,
  distributorId: string,
  asOf: string,
): Promise<Searched> =>
  searchedOf(
    await prepared<Packed>(db, {
      name: 'searchables_since',
      text: `select pg_snapshot_xmin(pg_current_snapshot())::text as "asOf", ${SEARCHED} as products
        from catalogue.product p left join catalogue.brand b
          on b.distributor_id = p.distributor_id and b.id = p.brand_id
        where p.distributor_id = $1 and (age(p.xmin) <= age($2::xid8::xid)
          or age(b.xmin) <= age($2::xid8::xid)
          or p.id in (select g.product_id from catalogue.product_gtin g
            where g.distributor_id = $1 and age(g.xmin) <= age($2::xid8::xid)))`,
      values: [distributorId, asOf],
    }),
  )

function searchedOf([row]: Packed[]): Searched {
  const products = unpacked(row?.products ?? null).map(
    ([id = '', number = '', words = '', codes = '', shown]) => ({
      ...{ id, number: Number(number) },
      ...(shown === 't' ? { words, codes: codes.split('\n') } : { words: '', codes: [] }),
    }),
  )
  return { asOf: row?.asOf ?? '0', products }
}

export type CategoryRow = {
  id: string
  parentId: string | null
  name: string
  names: Record<string, string>
  products: number
  licence: LicenceKind | null
}

/** Categories with the number of published products right in them. */
export const categoriesOf = (db: Db, distributorId: string) =>
  prepared<CategoryRow>(db, {
    name: 'categories_of',
    text: `select c.id, c.parent_id as "parentId", c.name, c.names, (
        select count(*)::int from catalogue.product p where p.distributor_id = $1
          and p.category_id = c.id and p.published and p.deleted_at is null) as products,
        c.licence_kind as licence
      from catalogue.category c where c.distributor_id = $1 order by c.rank, c.name`,
    values: [distributorId],
  })
