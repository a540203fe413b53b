import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows, unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const PRICE = {
  name: 'staged_price',
  columns: {
    line: 'bigint',
    list: 'text',
    product: 'text',
    product_name: 'text',
    unit: 'text',
    from_milli: 'bigint',
    from_day: 'date',
    to_day: 'date',
    price_e4: 'bigint',
  },
} as const satisfies Staged<string>
export type StagedPrice = StagedRow<keyof typeof PRICE.columns>

export const stagePrices = (tx: Tx, rows: AsyncIterable<StagedPrice[]>) => stage(tx, PRICE, rows)

export const unknownProducts = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_price',
    column: 'product',
    nameColumn: 'product_name',
    known: 'catalogue.product',
  })

export const unknownLists = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_price',
    column: 'list',
    known: 'pricing.price_list',
  })

export type NewList = { code: string; currency: string; vatIncluded: boolean }

/** Makes price lists of these codes, under them as names. */
export const insertLists = (tx: Tx, distributorId: string, rows: NewList[]) =>
  prepared(tx, {
    name: '',
    text: `insert into pricing.price_list (distributor_id, id, code, name, currency, vat_included)
      select $1, gen_random_uuid(), r.code, r.code, r.currency, r."vatIncluded"
      from jsonb_to_recordset($2::jsonb) r (code text, currency text, "vatIncluded" boolean)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })

/** Lays the staged prices over those known; touches only the (list, product) rows that differ. */
export const mergePrices = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'pricing.price',
    key: ['price_list_id', 'product_id', 'unit_code', 'from_quantity_milli', 'valid_from'],
    columns: ['valid_to', 'unit_price_e4'],
    said: ['unit_price_e4', ...(fields.includes('to') ? ['valid_to'] : [])],
    rows: `select s.line, l.id as price_list_id, p.id as product_id,
        coalesce(s.unit, p.base_unit) as unit_code, coalesce(s.from_milli, 0) as from_quantity_milli,
        coalesce(s.from_day, '2000-01-01'::date) as valid_from, s.to_day as valid_to,
        s.price_e4 as unit_price_e4
      from pg_temp.staged_price s
      join pricing.price_list l on l.distributor_id = $1 and l.code = s.list
      join catalogue.product p on p.distributor_id = $1 and p.code = s.product`,
  })

const SIGNED = {
  name: 'staged_signature',
  columns: { line: 'bigint', id: 'uuid', contract: 'text', list: 'text' },
} as const satisfies Staged<string>
export type StagedSignature = StagedRow<keyof typeof SIGNED.columns>

export const stageSignatures = (tx: Tx, rows: AsyncIterable<StagedSignature[]>) =>
  stage(tx, SIGNED, rows)

export const unknownSignedLists = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_signature',
    column: 'list',
    known: 'pricing.price_list',
  })

/** Gives contracts the price lists that a table names for them. */
export const mergeSignatures = (tx: Tx, distributorId: string): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'pricing.signature',
    key: ['id'],
    columns: ['contract_id', 'price_list_id'],
    said: ['price_list_id'],
    rows: `select s.line, coalesce(g.id, s.id) as id, k.id as contract_id, l.id as price_list_id
      from (select distinct on (contract) * from pg_temp.staged_signature
        where list is not null order by contract, line desc) s
      join accounts.contract k on k.distributor_id = $1 and k.code = s.contract
      join pricing.price_list l on l.distributor_id = $1 and l.code = s.list
      left join lateral (select id from pricing.signature g where g.distributor_id = $1
        and g.contract_id = k.id and g.payment_form is null and g.price_zone is null
        and g.outlet_type is null and g.team_id is null order by g.id limit 1) g on true`,
  })
