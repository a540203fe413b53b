import { prepared, type Tx } from '../../platform/db.ts'

export type ImportedCategory = { id: string; code: string; parentCode: string | null; name: string }
export type ImportedProduct = {
  id: string
  code: string
  article: string | null
  name: string
  description: string | null
  categoryCode: string | null
  brand: string | null
  vatBp: number | null
  baseUnit: string
  catchWeight: boolean
  weightGrams: number | null
  published: boolean
  deleted: boolean
  units: { code: string; numerator: number; denominator: number; multipleMilli: number }[]
  gtins: string[]
}

/** Inserts or changes categories by their code; parents in a second pass. Returns rows written. */
export async function upsertCategories(
  tx: Tx,
  distributorId: string,
  rows: ImportedCategory[],
): Promise<number> {
  const values = [distributorId, JSON.stringify(rows)]
  const written = await prepared(tx, {
    name: 'upsert_categories',
    text: `insert into catalogue.category as c (distributor_id, id, code, name)
      select $1, r.id, r.code, r.name
      from jsonb_to_recordset($2::jsonb) r (id uuid, code text, name text)
      on conflict (distributor_id, code) do update set name = excluded.name
        where c.name is distinct from excluded.name returning c.id`,
    values,
  })
  const placed = await prepared(tx, {
    name: 'place_categories',
    text: `update catalogue.category c set parent_id = p.id
      from jsonb_to_recordset($2::jsonb) r (code text, "parentCode" text)
      left join catalogue.category p on p.distributor_id = $1 and p.code = r."parentCode"
      where c.distributor_id = $1 and c.code = r.code and c.parent_id is distinct from p.id
        and p.id is distinct from c.id returning c.id`,
    values,
  })
  return written.length + placed.length
}

/** Inserts or changes products by their code; new ones get the next short numbers. */
export async function upsertProducts(
  tx: Tx,
  distributorId: string,
  rows: ImportedProduct[],
): Promise<number> {
  await prepared(tx, {
    name: 'upsert_brands',
    text: `insert into catalogue.brand (distributor_id, id, code, name)
      select distinct on (r.brand) $1, gen_random_uuid(), r.brand, r.brand
      from jsonb_to_recordset($2::jsonb) r (brand text) where r.brand is not null
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })
  const written = await prepared(tx, {
    name: 'upsert_products',
    text: `with r as materialized (
        select r.*, p.number as known, row_number() over (
            partition by p.number is null order by r.name, r.code) as rank
        from jsonb_to_recordset($2::jsonb) r (id uuid, code text, article text, name text,
          description text, "categoryCode" text, brand text, "vatBp" int, "baseUnit" text,
          "catchWeight" boolean, "weightGrams" int, published boolean, deleted boolean)
        left join catalogue.product p on p.distributor_id = $1 and p.code = r.code),
      last as (
        insert into catalogue.last_number as n (distributor_id, number)
        select $1, count(*) from r where known is null having count(*) > 0
        on conflict (distributor_id) do update set number = n.number + excluded.number
        returning n.number)
      insert into catalogue.product as p (distributor_id, id, number, code, article, name,
        description, category_id, brand_id, vat_bp, base_unit, order_unit, catch_weight,
        nominal_milli, tolerance_bp, weight_grams, published, deleted_at)
      select $1, r.id, coalesce(r.known, (select number from last)
          - (select count(*) from r where known is null)::int + r.rank::int),
        r.code, r.article, r.name,
        case when r.description is null then '{}'::jsonb
          else jsonb_build_object('uk', r.description) end,
        c.id, b.id, coalesce(r."vatBp", 0), r."baseUnit", r."baseUnit", r."catchWeight",
        case when r."catchWeight" then 1000 end, case when r."catchWeight" then 1500 end,
        r."weightGrams", r.published, case when r.deleted then platform.now() end
      from r
      left join catalogue.category c on c.distributor_id = $1 and c.code = r."categoryCode"
      left join catalogue.brand b on b.distributor_id = $1 and b.code = r.brand
      on conflict (distributor_id, code) do update set article = excluded.article,
        name = excluded.name, description = excluded.description,
        category_id = excluded.category_id, brand_id = excluded.brand_id, vat_bp = excluded.vat_bp,
        base_unit = excluded.base_unit, order_unit = excluded.order_unit,
        catch_weight = excluded.catch_weight, nominal_milli = excluded.nominal_milli,
        tolerance_bp = excluded.tolerance_bp, weight_grams = excluded.weight_grams,
        published = excluded.published, deleted_at = excluded.deleted_at
      where (p.article, p.name, p.description, p.category_id, p.brand_id, p.vat_bp, p.base_unit,
          p.catch_weight, p.weight_grams, p.published, p.deleted_at is null)
        is distinct from (excluded.article, excluded.name, excluded.description,
          excluded.category_id, excluded.brand_id, excluded.vat_bp, excluded.base_unit,
          excluded.catch_weight, excluded.weight_grams, excluded.published,
          excluded.deleted_at is null)
      returning p.id`,
    values: [distributorId, JSON.stringify(rows)],
  })
  return written.length + (await upsertUnits(tx, distributorId, rows))
}

async function upsertUnits(
  tx: Tx,
  distributorId: string,
  rows: ImportedProduct[],
): Promise<number> {
  const units = rows.flatMap(({ code, units: own }) =>
    own.map((unit) => ({ product: code, ...unit })),
  )
  const gtins = rows.flatMap(({ code, baseUnit, gtins: own }) =>
    own.map((gtin) => ({ product: code, unit: baseUnit, gtin })),
  )
  const written = await prepared(tx, {
    name: 'upsert_units',
    text: `insert into catalogue.product_unit as u (distributor_id, product_id, unit_code, numerator,
        denominator, minimum_milli, multiple_milli)
      select $1, p.id, r.code, r.numerator, r.denominator, r."multipleMilli", r."multipleMilli"
      from jsonb_to_recordset($2::jsonb) r (product text, code text, numerator int, denominator int,
        "multipleMilli" bigint)
      join catalogue.product p on p.distributor_id = $1 and p.code = r.product
      on conflict (distributor_id, product_id, unit_code) do update set
        numerator = excluded.numerator, denominator = excluded.denominator
      where (u.numerator, u.denominator) is distinct from (excluded.numerator, excluded.denominator)
      returning u.product_id`,
    values: [distributorId, JSON.stringify(units)],
  })
  const coded = await prepared(tx, {
    name: 'upsert_gtins',
    text: `insert into catalogue.product_gtin (distributor_id, gtin, product_id, unit_code)
      select distinct $1::uuid, r.gtin, p.id, r.unit
      from jsonb_to_recordset($2::jsonb) r (product text, unit text, gtin text)
      join catalogue.product p on p.distributor_id = $1 and p.code = r.product
      on conflict do nothing returning product_id`,
    values: [distributorId, JSON.stringify(gtins)],
  })
  return written.length + coded.length
}

/** Ids of products by their code, for what else the ERP says of them. */
export const productIds = (tx: Tx, distributorId: string, codes: string[]) =>
  prepared<{ id: string; code: string; baseUnit: string }>(tx, {
    name: 'product_ids_by_code',
    text: `select id, code, base_unit as "baseUnit" from catalogue.product
      where distributor_id = $1 and code = any($2::text[])`,
    values: [distributorId, codes],
  })
