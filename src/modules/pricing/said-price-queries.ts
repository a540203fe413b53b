import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import {
  addStaged,
  closeStage,
  openStage,
  type Staged,
  type StagedRow,
} from '../../platform/stage-queries.ts'
import type { Priced } from './changed-queries.ts'

const PRICE = {
  name: 'said_price',
  columns: {
    no: 'bigint',
    list_id: 'uuid',
    code: 'text',
    from_milli: 'bigint',
    price_e4: 'bigint',
  },
} as const satisfies Staged<string>

// Products whose prices are said anew: what is not said of them is gone.
const PRICED = {
  name: 'said_priced',
  columns: { code: 'text' },
} as const satisfies Staged<string>

export type PriceRow = StagedRow<keyof typeof PRICE.columns>

export async function openPrices(tx: Tx): Promise<void> {
  await openStage(tx, PRICE)
  await openStage(tx, PRICED)
}

export async function addPrices(tx: Tx, prices: PriceRow[], priced: string[]): Promise<void> {
  await addStaged(tx, PRICE, prices)
  await addStaged(
    tx,
    PRICED,
    priced.map((code) => ({ code })),
  )
}

export async function closePrices(tx: Tx): Promise<void> {
  await closeStage(tx, PRICE)
  await closeStage(tx, PRICED)
}

export type SaidList = {
  id: string
  code: string
  name: string
  currency: string
  vatIncluded: boolean
}

/** Lays price lists over those known by their ids. */
export const mergeLists = (tx: Tx, distributorId: string, lists: SaidList[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'pricing.price_list',
    key: ['id'],
    columns: ['code', 'name', 'currency', 'vat_included'],
    said: ['name', 'currency', 'vat_included'],
    rows: `select r.ordinality as line, (r.value ->> 'id')::uuid as id, r.value ->> 'code' as code,
        r.value ->> 'name' as name, r.value ->> 'currency' as currency,
        (r.value ->> 'vatIncluded')::boolean as vat_included
      from jsonb_array_elements($2::jsonb) with ordinality r where $1::uuid is not null`,
    values: [JSON.stringify(lists)],
  })

/** Lays prices of base units over those known; touches only the (list, product) rows that differ. */
export const mergeSaidPrices = (tx: Tx, distributorId: string): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'pricing.price',
    key: ['price_list_id', 'product_id', 'unit_code', 'from_quantity_milli', 'valid_from'],
    columns: ['unit_price_e4'],
    said: ['unit_price_e4'],
    rows: `select s.no as line, s.list_id as price_list_id, p.id as product_id,
        p.base_unit as unit_code, s.from_milli as from_quantity_milli,
        date '2000-01-01' as valid_from, s.price_e4 as unit_price_e4
      from pg_temp.said_price s
      join catalogue.product p on p.distributor_id = $1 and p.code = s.code`,
  })

/** Deletes from these lists what is said no more of products whose prices were said anew. */
export const deleteUnsaidPrices = (tx: Tx, distributorId: string, listIds: string[]) =>
  prepared<Priced>(tx, {
    name: '',
    text: `delete from pricing.price x using pg_temp.said_priced d, catalogue.product p
        where p.distributor_id = $1 and p.code = d.code and x.distributor_id = $1
          and x.product_id = p.id and x.price_list_id = any($2::uuid[])
          and x.valid_from = date '2000-01-01' and not exists (
            select 1 from pg_temp.said_price s where s.code = d.code
              and s.list_id = x.price_list_id and s.from_milli = x.from_quantity_milli
              and x.unit_code = p.base_unit)
        returning x.price_list_id as "listId", x.product_id as "productId"`,
    values: [distributorId, listIds],
  })
