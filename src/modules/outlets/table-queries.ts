import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows, unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const OUTLET = {
  name: 'staged_outlet',
  columns: {
    line: 'bigint',
    id: 'uuid',
    code: 'text',
    name: 'text',
    address: 'text',
    city: 'text',
    latitude: 'float8',
    longitude: 'float8',
    outlet_type: 'text',
    class: 'text',
    price_zone: 'text',
    gln: 'text',
    owner: 'text',
    closed: 'boolean',
  },
} as const satisfies Staged<string>
export type StagedOutlet = StagedRow<keyof typeof OUTLET.columns>

export const stageOutlets = (tx: Tx, rows: AsyncIterable<StagedOutlet[]>) => stage(tx, OUTLET, rows)

// Half a point is none; a day of closing stays, and what was joined into another is not opened again.
const OUTLET_ROWS = `select s.line, s.code, s.id, s.name, coalesce(s.address, '') as address,
    coalesce(s.city, '') as city,
    case when s.longitude is not null then s.latitude end as latitude,
    case when s.latitude is not null then s.longitude end as longitude,
    coalesce(s.outlet_type, 'shop') as outlet_type, coalesce(s.class, 'C') as class, s.price_zone,
    s.gln, g.id as owner_group_id,
    case when joined.code is not null then o.closed_at
      when s.closed then coalesce(o.closed_at, platform.now()) end as closed_at,
    null::timestamptz as placeholder_since
  from pg_temp.staged_outlet s
  left join outlets.outlet o on o.distributor_id = $1 and o.code = s.code
  left join outlets.outlet_code joined on joined.distributor_id = $1 and joined.code = s.code
  left join outlets.owner_group g on g.distributor_id = $1 and g.code = s.owner`

const OUTLET_SPOKEN: Record<string, string[]> = {
  name: ['name'],
  address: ['address'],
  city: ['city'],
  latitude: ['latitude', 'longitude'],
  type: ['outlet_type'],
  class: ['class'],
  priceZone: ['price_zone'],
  gln: ['gln'],
  owner: ['owner_group_id'],
  closed: ['closed_at'],
}

/** Lays the staged outlets over those known; only the fields that the table has are compared. */
export const mergeOutlets = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'outlets.outlet',
    key: ['code'],
    columns: ['id', ...Object.values(OUTLET_SPOKEN).flat(), 'placeholder_since'],
    said: [...fields.flatMap((field) => OUTLET_SPOKEN[field] ?? []), 'placeholder_since'],
    rows: OUTLET_ROWS,
  })

/** Owner groups that a staged table names and nobody knows yet. */
export const insertOwners = (tx: Tx, distributorId: string, staged: 'outlet' | 'payer') =>
  prepared(tx, {
    name: '',
    text: `insert into outlets.owner_group (distributor_id, id, code, name)
      select distinct $1::uuid, gen_random_uuid(), s.owner, s.owner
      from (select owner from ${staged === 'outlet' ? 'pg_temp.staged_outlet' : 'pg_temp.staged_payer'}
        group by owner) s where s.owner is not null
      on conflict (distributor_id, code) do nothing returning id`,
    values: [distributorId],
  })

const PAYER = {
  name: 'staged_payer',
  columns: {
    line: 'bigint',
    id: 'uuid',
    code: 'text',
    name: 'text',
    kind: 'text',
    tax_id: 'text',
    vat_payer: 'boolean',
    owner: 'text',
    outlet: 'text',
    from_day: 'date',
  },
} as const satisfies Staged<string>
export type StagedPayer = StagedRow<keyof typeof PAYER.columns>

export const stagePayers = (tx: Tx, rows: AsyncIterable<StagedPayer[]>) => stage(tx, PAYER, rows)

// Ten digits are a person's number, and a person who pays is a sole trader.
const PAYER_ROWS = `select s.line, s.code, s.id, s.name,
    coalesce(s.kind, case when length(s.tax_id) = 10 then 'sole_trader' else 'legal' end) as kind,
    s.tax_id, coalesce(s.vat_payer, false) as vat_payer, g.id as owner_group_id,
    null::timestamptz as placeholder_since
  from pg_temp.staged_payer s
  left join outlets.owner_group g on g.distributor_id = $1 and g.code = s.owner`

const PAYER_SPOKEN: Record<string, string[]> = {
  name: ['name'],
  kind: ['kind'],
  taxId: ['tax_id'],
  vatPayer: ['vat_payer'],
  owner: ['owner_group_id'],
}

/** Lays the staged payers over those known. */
export const mergePayers = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'outlets.payer',
    key: ['code'],
    columns: ['id', ...Object.values(PAYER_SPOKEN).flat(), 'placeholder_since'],
    said: [...fields.flatMap((field) => PAYER_SPOKEN[field] ?? []), 'placeholder_since'],
    rows: PAYER_ROWS,
  })

/** Joins the staged payers to the outlets they name, unless they are joined already; returns those outlets. */
export const insertOutletPayers = async (tx: Tx, distributorId: string): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `insert into outlets.outlet_payer (distributor_id, outlet_id, payer_id, from_day)
        select distinct on (o.id, p.id) $1::uuid, o.id, p.id, coalesce(s.from_day, '2000-01-01')
        from pg_temp.staged_payer s
        join (select code, id from outlets.outlet where distributor_id = $1 and code not in (
            select code from outlets.outlet_code where distributor_id = $1)
          union all select code, outlet_id from outlets.outlet_code where distributor_id = $1) o
          on o.code = s.outlet
        join outlets.payer p on p.distributor_id = $1 and p.code = s.code
        where not exists (select 1 from outlets.outlet_payer op where op.distributor_id = $1
          and op.outlet_id = o.id and op.payer_id = p.id and op.to_day is null)
        on conflict do nothing returning outlet_id as id`,
      values: [distributorId],
    })
  ).map(({ id }) => id)

export const unknownOutletsOfPayers = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_payer',
    column: 'outlet',
    known: 'outlets.outlet',
  })

export type CodeAndName = { code: string; name: string | null }

/** Makes outlets of codes that other tables name; their own row fills them later. */
export const insertOutletPlaceholders = (tx: Tx, distributorId: string, rows: CodeAndName[]) =>
  prepared(tx, {
    name: '',
    text: `insert into outlets.outlet (distributor_id, id, code, name, placeholder_since)
      select $1, gen_random_uuid(), r.code, coalesce(r.name, r.code), platform.now()
      from jsonb_to_recordset($2::jsonb) r (code text, name text)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })

/** The same for payers. */
export const insertPayerPlaceholders = (tx: Tx, distributorId: string, rows: CodeAndName[]) =>
  prepared(tx, {
    name: '',
    text: `insert into outlets.payer (distributor_id, id, code, name, kind, placeholder_since)
      select $1, gen_random_uuid(), r.code, coalesce(r.name, r.code), 'legal', platform.now()
      from jsonb_to_recordset($2::jsonb) r (code text, name text)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })

/** Teams by their codes, made where they are not known. */
export const insertTeams = (tx: Tx, distributorId: string, rows: CodeAndName[]) =>
  prepared(tx, {
    name: '',
    text: `insert into outlets.team (distributor_id, id, code, name)
      select $1, gen_random_uuid(), r.code, coalesce(r.name, r.code)
      from jsonb_to_recordset($2::jsonb) r (code text, name text)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })
