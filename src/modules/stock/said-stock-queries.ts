import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import {
  addStaged,
  closeStage,
  openStage,
  type Staged,
  type StagedRow,
} from '../../platform/stage-queries.ts'

const BALANCE = {
  name: 'said_balance',
  columns: { no: 'bigint', warehouse_id: 'uuid', code: 'text', on_hand: 'bigint' },
} as const satisfies Staged<string>

// Products whose stock is said anew: what lay elsewhere lies there no more.
const STOCKED = {
  name: 'said_stocked',
  columns: { code: 'text', clears: 'text' },
} as const satisfies Staged<string>

export type BalanceRow = StagedRow<keyof typeof BALANCE.columns>
export type StockedRow = { code: string; clears: 'all' | 'total' }

export async function openStock(tx: Tx): Promise<void> {
  await openStage(tx, BALANCE)
  await openStage(tx, STOCKED)
}

export async function addStock(
  tx: Tx,
  balances: BalanceRow[],
  stocked: StockedRow[],
): Promise<void> {
  await addStaged(tx, BALANCE, balances)
  await addStaged(tx, STOCKED, stocked)
}

export type SaidWarehouse = { id: string; code: string; name: string }

/** Lays warehouses over those known by their ids. */
export const mergeWarehouses = (
  tx: Tx,
  distributorId: string,
  rows: SaidWarehouse[],
): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'stock.warehouse',
    key: ['id'],
    columns: ['code', 'name'],
    said: ['name'],
    rows: `select r.ordinality as line, (r.value ->> 'id')::uuid as id, r.value ->> 'code' as code,
        r.value ->> 'name' as name
      from jsonb_array_elements($2::jsonb) with ordinality r where $1::uuid is not null`,
    values: [JSON.stringify(rows)],
  })

/** Compares all said balances, and what is cleared by them, with those known. */
export async function judgeBalances(
  tx: Tx,
  distributorId: string,
  of: { warehouseIds: string[]; totalWarehouseId: string | null },
): Promise<void> {
  await closeStage(tx, BALANCE)
  await closeStage(tx, STOCKED)
  await prepared(tx, {
    name: '',
    text: `create temp table judged_balance (warehouse_id uuid, product_id uuid, on_hand bigint,
      known boolean, differs boolean, cleared boolean) on commit drop`,
    values: [],
  })
  await prepared(tx, {
    name: '',
    text: `insert into pg_temp.judged_balance
      select s.warehouse_id, p.id, s.on_hand, b.product_id is not null,
        b.on_hand_milli is distinct from s.on_hand, false
      from (select distinct on (warehouse_id, code) * from pg_temp.said_balance
        order by warehouse_id, code, no desc) s
      join catalogue.product p on p.distributor_id = $1 and p.code = s.code
      left join stock.balance b on b.distributor_id = $1 and b.warehouse_id = s.warehouse_id
        and b.product_id = p.id
      union all
      select b.warehouse_id, b.product_id, 0, true, true, true
      from pg_temp.said_stocked d
      join catalogue.product p on p.distributor_id = $1 and p.code = d.code
      join stock.balance b on b.distributor_id = $1 and b.product_id = p.id
      where b.on_hand_milli <> 0
        and (b.warehouse_id = $3::uuid or d.clears = 'all' and b.warehouse_id = any($2::uuid[]))
        and not exists (select 1 from pg_temp.said_balance s
          where s.code = d.code and s.warehouse_id = b.warehouse_id)`,
    values: [distributorId, of.warehouseIds, of.totalWarehouseId],
  })
}

export const countJudged = async (tx: Tx) =>
  (
    await prepared<{ inserted: number; updated: number; cleared: number; unchanged: number }>(tx, {
      name: '',
      text: `select count(*) filter (where not known)::int as inserted,
          count(*) filter (where known and differs and not cleared)::int as updated,
          count(*) filter (where cleared)::int as cleared,
          count(*) filter (where known and not differs)::int as unchanged
        from pg_temp.judged_balance`,
      values: [],
    })
  )[0] ?? { inserted: 0, updated: 0, cleared: 0, unchanged: 0 }

export type BalanceSample = { productId: string; warehouseId: string; was: number; said: number }

/** Examples of balances that will change, the greatest differences first. */
export const balanceSamples = (tx: Tx, distributorId: string, limit: number) =>
  prepared<BalanceSample>(tx, {
    name: '',
    text: `select j.product_id as "productId", j.warehouse_id as "warehouseId",
        b.on_hand_milli as was, j.on_hand as said
      from pg_temp.judged_balance j
      join stock.balance b on b.distributor_id = $1 and b.warehouse_id = j.warehouse_id
        and b.product_id = j.product_id
      where j.known and j.differs order by abs(j.on_hand - b.on_hand_milli) desc limit $2`,
    values: [distributorId, limit],
  })

export const insertJudged = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `insert into stock.balance (distributor_id, warehouse_id, product_id, on_hand_milli)
      select $1, warehouse_id, product_id, on_hand from pg_temp.judged_balance
      where not known order by product_id, warehouse_id`,
    values: [distributorId],
  })

/** Sets what is on hand; the balances are locked in the order in which orders lock them. */
export const updateJudged = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `with locked as materialized (
        select b.warehouse_id, b.product_id, j.on_hand
        from stock.balance b join pg_temp.judged_balance j using (warehouse_id, product_id)
        where b.distributor_id = $1 and j.known and j.differs
        order by b.product_id, b.warehouse_id for update of b)
      update stock.balance b set on_hand_milli = l.on_hand, as_at = platform.now() from locked l
      where b.distributor_id = $1 and b.warehouse_id = l.warehouse_id
        and b.product_id = l.product_id`,
    values: [distributorId],
  })
