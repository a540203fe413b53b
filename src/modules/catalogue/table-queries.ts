import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const PRODUCT = {
  name: 'staged_product',
  columns: {
    line: 'bigint',
    id: 'uuid',
    code: 'text',
    article: 'text',
    name: 'text',
    name_en: 'text',
    name_ru: 'text',
    category: 'text',
    brand: 'text',
    manufacturer: 'text',
    team: 'text',
    vat_bp: 'int',
    unit: 'text',
    pack: 'text',
    pack_milli: 'bigint',
    minimum_milli: 'bigint',
    multiple_milli: 'bigint',
    barcodes: 'jsonb',
    pack_barcodes: 'jsonb',
    weight_grams: 'int',
    shelf_life_days: 'int',
    launch_day: 'date',
    published: 'boolean',
  },
} as const satisfies Staged<string>
export type ProductColumn = keyof typeof PRODUCT.columns
export type StagedProduct = StagedRow<ProductColumn>

export const stageProducts = (tx: Tx, rows: AsyncIterable<StagedProduct[]>) =>
  stage(tx, PRODUCT, rows)

/** Manufacturers, brands and categories that the staged products name and nobody knows yet. */
export async function insertNamed(tx: Tx, distributorId: string): Promise<number> {
  const makers = await prepared(tx, {
    name: '',
    text: `insert into catalogue.manufacturer (distributor_id, id, code, name)
      select distinct on (s.manufacturer) $1::uuid, gen_random_uuid(), s.manufacturer,
        s.manufacturer
      from pg_temp.staged_product s where s.manufacturer is not null
      on conflict (distributor_id, code) do nothing returning id`,
    values: [distributorId],
  })
  const brands = await prepared(tx, {
    name: '',
    text: `insert into catalogue.brand (distributor_id, id, code, name, manufacturer_id)
      select distinct on (s.brand) $1::uuid, gen_random_uuid(), s.brand, s.brand, m.id
      from pg_temp.staged_product s left join catalogue.manufacturer m
        on m.distributor_id = $1 and m.code = s.manufacturer
      where s.brand is not null order by s.brand, s.line
      on conflict (distributor_id, code) do nothing returning id`,
    values: [distributorId],
  })
  const categories = await prepared(tx, {
    name: '',
    text: `insert into catalogue.category (distributor_id, id, code, name)
      select distinct on (s.category) $1::uuid, gen_random_uuid(), s.category, s.category
      from pg_temp.staged_product s where s.category is not null and not exists (
        select 1 from catalogue.category c where c.distributor_id = $1
          and s.category in (c.code, c.name))
      on conflict (distributor_id, code) do nothing returning id`,
    values: [distributorId],
  })
  return makers.length + brands.length + categories.length
}

/** Takes short numbers for the products that are new; those already given stay. */
const takeNumbers = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `insert into catalogue.last_number as n (distributor_id, number)
      select $1, count(distinct s.code) from pg_temp.staged_product s where not exists (
        select 1 from catalogue.product p where p.distributor_id = $1 and p.code = s.code)
      having count(*) > 0
      on conflict (distributor_id) do update set number = n.number + excluded.number`,
    values: [distributorId],
  })

const PRODUCT_COLUMNS = [
  'id',
  'number',
  'article',
  'name',
  'names',
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
  'shelf_life_days',
  'launch_day',
  'published',
  'placeholder_since',
]

// A product that comes in is its brand's team's; where it stands already, a person may have said otherwise.
const BRANDS_TEAM = `case when p.id is null or p.placeholder_since is not null then b.team_id
  else p.team_id end`

// New ones get the next numbers by their codes; the last of them has the last number given.
const productRows = (saysTeams: boolean) => `with word as (
    select distinct on (c.word) c.word, c.id from (
      select code as word, id, 0 as rank from catalogue.category where distributor_id = $1
      union all select name, id, 1 from catalogue.category where distributor_id = $1) c
    order by c.word, c.rank, c.id),
  fresh as (
    select count(distinct s.code)::int as count from pg_temp.staged_product s
    where not exists (select 1 from catalogue.product p
      where p.distributor_id = $1 and p.code = s.code))
  select s.line, s.code, s.id, coalesce(p.number, n.number - fresh.count
      + (dense_rank() over (partition by p.id is null order by s.code))::int) as number,
    s.article, s.name,
    jsonb_strip_nulls(coalesce(p.names, '{}') || jsonb_build_object('en', s.name_en,
      'ru', s.name_ru)) as names,
    word.id as category_id, b.id as brand_id,
    ${saysTeams ? 'coalesce(t.id, b.team_id)' : BRANDS_TEAM} as team_id,
    coalesce(s.vat_bp, 0) as vat_bp,
    coalesce(s.unit, 'шт') as base_unit, coalesce(s.unit, 'шт') as order_unit,
    coalesce(s.unit in ('кг', 'kg'), false) as catch_weight,
    case when s.unit in ('кг', 'kg') then 1000 end::bigint as nominal_milli,
    case when s.unit in ('кг', 'kg') then 1500 end::int as tolerance_bp,
    coalesce(s.weight_grams, case when s.unit in ('кг', 'kg') then 1000 end) as weight_grams,
    s.shelf_life_days, s.launch_day, coalesce(s.published, true) as published,
    null::timestamptz as placeholder_since
  from pg_temp.staged_product s cross join fresh
  left join catalogue.last_number n on n.distributor_id = $1
  left join catalogue.product p on p.distributor_id = $1 and p.code = s.code
  left join word on word.word = s.category
  left join catalogue.brand b on b.distributor_id = $1 and b.code = s.brand
  left join outlets.team t on t.distributor_id = $1 and t.code = s.team`

// Which column of the product a field of the table speaks of.
const SPOKEN: Record<string, string> = {
  article: 'article',
  name: 'name',
  nameEn: 'names',
  nameRu: 'names',
  category: 'category_id',
  brand: 'brand_id',
  team: 'team_id',
  vat: 'vat_bp',
  unit: 'base_unit',
  weight: 'weight_grams',
  shelfLife: 'shelf_life_days',
  launchDay: 'launch_day',
  published: 'published',
}

/** Lays the staged products over the catalogue; only the fields that the table has are compared. */
export async function mergeStaged(
  tx: Tx,
  distributorId: string,
  fields: string[],
): Promise<Merged> {
  await takeNumbers(tx, distributorId)
  const spoken = fields.flatMap((field) => SPOKEN[field] ?? [])
  return mergeRows(tx, {
    distributorId,
    into: 'catalogue.product',
    key: ['code'],
    columns: PRODUCT_COLUMNS,
    said: [...new Set([...spoken, 'team_id', 'placeholder_since'])],
    rows: productRows(fields.includes('team')),
  })
}

// A base unit always; a pack where its size is known. A kilogram is sold by the hundred grams.
const UNIT_ROWS = `select s.line, p.id as product_id, u.code as unit_code, u.numerator,
    u.denominator, u.minimum_milli, u.multiple_milli
  from pg_temp.staged_product s
  join catalogue.product p on p.distributor_id = $1 and p.code = s.code
  cross join lateral (
    select p.base_unit as code, 1 as numerator, 1 as denominator,
      coalesce(s.minimum_milli, s.multiple_milli, b.multiple) as minimum_milli,
      coalesce(s.multiple_milli, b.multiple) as multiple_milli
    from (select case when p.base_unit in ('кг', 'kg') then 100 else 1000 end::bigint as multiple) b
    union all
    select coalesce(s.pack, 'ящ'), (s.pack_milli / 1000)::int, 1, 1000, 1000
    where s.pack_milli >= 2000 and s.pack_milli % 1000 = 0
      and coalesce(s.pack, 'ящ') <> p.base_unit) u`

/** Units of the staged products; minimum and multiple are changed where the table has them. */
export const mergeUnits = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'catalogue.product_unit',
    key: ['product_id', 'unit_code'],
    columns: ['numerator', 'denominator', 'minimum_milli', 'multiple_milli'],
    said: [
      'numerator',
      'denominator',
      ...(fields.includes('minimum') || fields.includes('multiple')
        ? ['minimum_milli', 'multiple_milli']
        : []),
    ],
    rows: UNIT_ROWS,
  })

/** Barcodes of the staged products; one that is there stays, also when it is said no more. */
export const insertBarcodes = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `insert into catalogue.product_gtin (distributor_id, gtin, product_id, unit_code)
        select distinct $1::uuid, b.code, p.id, b.unit
        from pg_temp.staged_product s
        join catalogue.product p on p.distributor_id = $1 and p.code = s.code
        cross join lateral (
          select jsonb_array_elements_text(s.barcodes) as code, p.base_unit as unit
          union all select jsonb_array_elements_text(s.pack_barcodes), coalesce(s.pack, 'ящ')) b
        join catalogue.product_unit u on u.distributor_id = $1 and u.product_id = p.id
          and u.unit_code = b.unit
        on conflict do nothing returning product_id`,
      values: [distributorId],
    })
  ).length

export type NamedOnly = { code: string; name: string | null; unit: string | null }

/** Makes hidden products of codes that other tables name; their own row fills them later. */
export const insertPlaceholders = (tx: Tx, distributorId: string, rows: NamedOnly[]) =>
  prepared(tx, {
    name: '',
    text: `with r as materialized (
        select r.code, r.name, coalesce(r.unit, 'шт') as unit,
          row_number() over (order by r.code)::int as rank
        from jsonb_to_recordset($2::jsonb) r (code text, name text, unit text)),
      last as (
        insert into catalogue.last_number as n (distributor_id, number)
        select $1, count(*) from r having count(*) > 0
        on conflict (distributor_id) do update set number = n.number + excluded.number
        returning n.number),
      made as (
        insert into catalogue.product (distributor_id, id, number, code, name, vat_bp, base_unit,
          order_unit, published, placeholder_since)
        select $1, gen_random_uuid(), last.number - (select count(*) from r)::int + r.rank, r.code,
          coalesce(r.name, r.code), 0, r.unit, r.unit, false, platform.now()
        from r cross join last returning id, base_unit)
      insert into catalogue.product_unit (distributor_id, product_id, unit_code, numerator)
      select $1, id, base_unit, 1 from made`,
    values: [distributorId, JSON.stringify(rows)],
  })
