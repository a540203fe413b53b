import { prepared, type Tx } from '../../platform/db.ts'

export type ImportedList = {
  id: string
  code: string
  name: string
  currency: string
  vatIncluded: boolean
}
export type ImportedPrice = {
  listCode: string
  productId: string
  unitCode: string
  fromQuantityMilli: number
  unitPriceE4: number
}

/** Inserts or changes price lists by their code; returns rows written. */
export const upsertLists = async (tx: Tx, distributorId: string, rows: ImportedList[]) =>
  (
    await prepared(tx, {
      name: 'upsert_lists',
      text: `insert into pricing.price_list as l (distributor_id, id, code, name, currency,
          vat_included)
        select $1, r.id, r.code, r.name, r.currency, r."vatIncluded"
        from jsonb_to_recordset($2::jsonb) r (id uuid, code text, name text, currency text,
          "vatIncluded" boolean)
        on conflict (distributor_id, code) do update set name = excluded.name,
          currency = excluded.currency, vat_included = excluded.vat_included
        where (l.name, l.currency, l.vat_included)
          is distinct from (excluded.name, excluded.currency, excluded.vat_included)
        returning l.id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/** Inserts or changes prices; touches only the (list, product) rows that differ. */
export const upsertPrices = async (tx: Tx, distributorId: string, rows: ImportedPrice[]) =>
  (
    await prepared(tx, {
      name: 'upsert_prices',
      text: `insert into pricing.price as p (distributor_id, price_list_id, product_id, unit_code,
          from_quantity_milli, unit_price_e4)
        select distinct on (l.id, r."productId", r."unitCode", r."fromQuantityMilli") $1::uuid, l.id,
          r."productId", r."unitCode", r."fromQuantityMilli", r."unitPriceE4"
        from jsonb_to_recordset($2::jsonb) r ("listCode" text, "productId" uuid, "unitCode" text,
          "fromQuantityMilli" bigint, "unitPriceE4" bigint)
        join pricing.price_list l on l.distributor_id = $1 and l.code = r."listCode"
        on conflict (distributor_id, price_list_id, product_id, unit_code, from_quantity_milli,
          valid_from) do update set unit_price_e4 = excluded.unit_price_e4
        where p.unit_price_e4 is distinct from excluded.unit_price_e4 returning p.product_id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/** Deletes the prices that the ERP no longer says of products whose prices it said anew. */
export const deleteUnsaid = async (
  tx: Tx,
  distributorId: string,
  saidFor: string[],
  rows: ImportedPrice[],
) =>
  (
    await prepared(tx, {
      name: 'delete_unsaid_prices',
      text: `delete from pricing.price p where p.distributor_id = $1
        and p.product_id = any($2::uuid[]) and not exists (
          select 1 from jsonb_to_recordset($3::jsonb) r ("listCode" text, "productId" uuid,
            "unitCode" text, "fromQuantityMilli" bigint)
          join pricing.price_list l on l.distributor_id = $1 and l.code = r."listCode"
          where l.id = p.price_list_id and r."productId" = p.product_id
            and r."unitCode" = p.unit_code and r."fromQuantityMilli" = p.from_quantity_milli)
        returning p.product_id`,
      values: [distributorId, saidFor, JSON.stringify(rows)],
    })
  ).length
