import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import {
  addStaged,
  closeStage,
  openStage,
  type Staged,
  type StagedRow,
} from '../../platform/stage-queries.ts'

const ITEM = {
  name: 'said_item',
  columns: {
    no: 'bigint',
    id: 'uuid',
    code: 'text',
    base_code: 'text',
    article: 'text',
    name: 'text',
    description: 'text',
    category: 'text',
    brand: 'text',
    vat_bp: 'int',
    unit: 'text',
    by_weight: 'boolean',
    weight_grams: 'int',
    picture_id: 'uuid',
    traits: 'jsonb',
    published: 'boolean',
    deleted: 'boolean',
    says_units: 'boolean',
  },
} as const satisfies Staged<string>

const UNIT = {
  name: 'said_unit',
  columns: {
    no: 'bigint',
    code: 'text',
    unit: 'text',
    numerator: 'int',
    denominator: 'int',
    multiple_milli: 'bigint',
  },
} as const satisfies Staged<string>

const GTIN = {
  name: 'said_gtin',
  columns: { code: 'text', gtin: 'text' },
} as const satisfies Staged<string>

export type ItemRow = StagedRow<keyof typeof ITEM.columns>
export type UnitRow = StagedRow<keyof typeof UNIT.columns>
export type GtinRow = StagedRow<keyof typeof GTIN.columns>

export async function openItems(tx: Tx): Promise<void> {
  await openStage(tx, ITEM)
  await openStage(tx, UNIT)
  await openStage(tx, GTIN)
}

export async function addItems(
  tx: Tx,
  rows: { items: ItemRow[]; units: UnitRow[]; gtins: GtinRow[] },
): Promise<void> {
  await addStaged(tx, ITEM, rows.items)
  await addStaged(tx, UNIT, rows.units)
  await addStaged(tx, GTIN, rows.gtins)
}

export async function closeItems(tx: Tx): Promise<void> {
  for (const staged of [ITEM, UNIT, GTIN]) await closeStage(tx, staged)
}

/** Brands that the items name and nobody knows yet; returns rows written. */
export const insertBrands = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `insert into catalogue.brand (distributor_id, id, code, name)
        select distinct on (s.brand) $1::uuid, gen_random_uuid(), s.brand, s.brand
        from pg_temp.said_item s where s.brand is not null and not exists (
          select 1 from catalogue.brand b where b.distributor_id = $1 and b.code = s.brand)
        on conflict (distributor_id, code) do nothing returning id`,
      values: [distributorId],
    })
  ).length

/** Takes short numbers for the items that are new; returns rows written. */
export const takeNumbers = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `insert into catalogue.last_number as n (distributor_id, number)
        select $1, count(*) from pg_temp.said_item s where not exists (
          select 1 from catalogue.product p where p.distributor_id = $1 and p.code = s.code)
        having count(*) > 0
        on conflict (distributor_id) do update set number = n.number + excluded.number
        returning n.number`,
      values: [distributorId],
    })
  ).length

const COLUMNS = [
  'id',
  'number',
  'article',
  'name',
  'description',
  'traits',
  'category_id',
  'brand_id',
  'team_id',
  'vat_bp',
  'base_unit',
  'order_unit',
  'catch_weight',
  'nominal_milli',
  'tolerance_bp',
  'weight_grams',
  'picture_id',
  'published',
  'deleted_at',
  'placeholder_since',
]

// What an item does not say stays as it is; a new one takes it from its base product. Of teams an ERP's
// catalogue knows nothing: a new item is its brand's team's.
const ITEM_ROWS = `with fresh as (
    select count(*)::int as count from pg_temp.said_item s where not exists (
      select 1 from catalogue.product p where p.distributor_id = $1 and p.code = s.code)),
  laid as (
    select s.no as line, s.code, p.id is null as is_new, coalesce(p.id, s.id) as id,
      coalesce(p.number, n.number - fresh.count
        + (row_number() over (partition by p.id is null order by s.name, s.code))::int) as number,
      coalesce(s.article, p.article, b.article) as article,
      coalesce(s.name, p.name, b.name, s.code) as name,
      case when s.description is not null then jsonb_build_object('uk', s.description) end as said,
      p.description as old_description, b.description as base_description,
      coalesce(s.traits, p.traits, b.traits, '[]') as traits,
      coalesce(c.id, p.category_id, b.category_id) as category_id,
      coalesce(r.id, p.brand_id, b.brand_id) as brand_id,
      case when p.id is null or p.placeholder_since is not null
        then coalesce(b.team_id, r.team_id) else p.team_id end as team_id,
      coalesce(s.vat_bp, p.vat_bp, b.vat_bp, 0) as vat_bp,
      coalesce(s.unit, p.base_unit, b.base_unit, 'шт') as base_unit,
      p.base_unit as old_unit, p.order_unit as old_order_unit,
      coalesce(s.by_weight, p.catch_weight, b.catch_weight, false) as catch_weight,
      p.nominal_milli, p.tolerance_bp,
      coalesce(s.weight_grams, p.weight_grams, b.weight_grams) as weight_grams,
      coalesce(s.picture_id, p.picture_id, b.picture_id) as picture_id,
      coalesce(s.published, p.published, b.published, false) as published,
      case when s.deleted then coalesce(p.deleted_at, platform.now())
        when s.deleted is null then p.deleted_at end as deleted_at
    from pg_temp.said_item s cross join fresh
    left join catalogue.last_number n on n.distributor_id = $1
    left join catalogue.product p on p.distributor_id = $1 and p.code = s.code
    left join catalogue.product b on b.distributor_id = $1 and b.code = s.base_code
      and p.id is null
    left join catalogue.category c on c.distributor_id = $1 and c.code = s.category
    left join catalogue.brand r on r.distributor_id = $1 and r.code = s.brand)
  select line, code, id, number, article, name,
    coalesce(old_description, base_description, '{}') || coalesce(said, '{}') as description,
    traits, category_id, brand_id, team_id, vat_bp, base_unit,
    case when is_new or old_order_unit = old_unit then base_unit else old_order_unit end
      as order_unit,
    catch_weight, case when catch_weight then coalesce(nominal_milli, 1000) else nominal_milli end
      as nominal_milli,
    case when catch_weight then coalesce(tolerance_bp, 1500) else tolerance_bp end as tolerance_bp,
    coalesce(weight_grams, case when catch_weight then 1000 end) as weight_grams, picture_id,
    published, deleted_at, null::timestamptz as placeholder_since
  from laid`

/** Lays the items over the catalogue by their codes. */
export const mergeItems = (tx: Tx, distributorId: string): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'catalogue.product',
    key: ['code'],
    columns: COLUMNS,
    said: COLUMNS.filter((column) => column !== 'id' && column !== 'number'),
    rows: ITEM_ROWS,
  })

/** Lays the items' units over those known; every item has at least its base unit. */
export const mergeItemUnits = (tx: Tx, distributorId: string): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'catalogue.product_unit',
    key: ['product_id', 'unit_code'],
    columns: ['numerator', 'denominator', 'minimum_milli', 'multiple_milli'],
    said: ['numerator', 'denominator'],
    rows: `select u.no as line, p.id as product_id, u.unit as unit_code, u.numerator, u.denominator,
        u.multiple_milli as minimum_milli, u.multiple_milli
      from pg_temp.said_unit u
      join catalogue.product p on p.distributor_id = $1 and p.code = u.code
      union all
      select s.no, p.id, p.base_unit, 1, 1,
        case when p.catch_weight then 100 else 1000 end, case when p.catch_weight then 100 else 1000 end
      from pg_temp.said_item s
      join catalogue.product p on p.distributor_id = $1 and p.code = s.code`,
  })

/** Adds the items' barcodes. */
export const insertGtins = async (tx: Tx, distributorId: string) =>
  (
    await prepared<{ inserted: number; unchanged: number }>(tx, {
      name: '',
      text: `with said as materialized (
          select distinct g.gtin, p.id as product_id, p.base_unit
          from pg_temp.said_gtin g
          join catalogue.product p on p.distributor_id = $1 and p.code = g.code),
        inserted as (
          insert into catalogue.product_gtin (distributor_id, gtin, product_id, unit_code)
          select $1, s.gtin, s.product_id, s.base_unit from said s
          where not exists (select 1 from catalogue.product_gtin k
            where k.distributor_id = $1 and k.gtin = s.gtin and k.product_id = s.product_id)
          returning 1)
        select (select count(*)::int from inserted) as inserted,
          (select count(*)::int from said) - (select count(*)::int from inserted) as unchanged`,
      values: [distributorId],
    })
  )[0] ?? { inserted: 0, unchanged: 0 }

/** Barcodes go with a unit that is said no more to the base unit; returns rows written. */
export const moveGtins = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `update catalogue.product_gtin g set unit_code = p.base_unit
        from pg_temp.said_item s, catalogue.product p
        where s.says_units and p.distributor_id = $1 and p.code = s.code
          and g.distributor_id = $1 and g.product_id = p.id and g.unit_code <> p.base_unit
          and not exists (select 1 from pg_temp.said_unit u
            where u.code = s.code and u.unit = g.unit_code)
        returning g.product_id`,
      values: [distributorId],
    })
  ).length

/** Deletes the units that an item which says its units says no more; returns rows deleted. */
export const deleteUnsaidUnits = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `delete from catalogue.product_unit o using pg_temp.said_item s, catalogue.product p
        where s.says_units and p.distributor_id = $1 and p.code = s.code
          and o.distributor_id = $1 and o.product_id = p.id
          and o.unit_code not in (p.base_unit, p.order_unit)
          and not exists (select 1 from pg_temp.said_unit u
            where u.code = s.code and u.unit = o.unit_code)
        returning o.product_id`,
      values: [distributorId],
    })
  ).length

/** Marks products as deleted; returns the names of those that were there. */
export const markDeleted = (tx: Tx, distributorId: string, codes: string[]) =>
  prepared<{ code: string; name: string }>(tx, {
    name: 'mark_deleted',
    text: `update catalogue.product set deleted_at = platform.now()
      where distributor_id = $1 and code = any($2::text[]) and deleted_at is null
      returning code, name`,
    values: [distributorId, codes],
  })

export type SaidCategory = { id: string; code: string; parentCode: string | null; name: string }

/** Lays groups over the categories by their codes, parents with them. */
export const mergeCategories = (
  tx: Tx,
  distributorId: string,
  rows: SaidCategory[],
): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'catalogue.category',
    key: ['code'],
    columns: ['id', 'name', 'parent_id'],
    said: ['name', 'parent_id'],
    rows: `with r as materialized (
        select r.value ->> 'code' as code, r.value ->> 'name' as name,
          r.value ->> 'parentCode' as parent, r.ordinality as line,
          coalesce(c.id, (r.value ->> 'id')::uuid) as id
        from jsonb_array_elements($2::jsonb) with ordinality r
        left join catalogue.category c on c.distributor_id = $1 and c.code = r.value ->> 'code')
      select r.line, r.code, r.id, r.name, coalesce(said.id, known.id) as parent_id
      from r left join r said on said.code = r.parent
      left join catalogue.category known on known.distributor_id = $1 and known.code = r.parent`,
    values: [JSON.stringify(rows)],
  })
