import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows, unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const STOCK = {
  name: 'staged_stock',
  columns: {
    line: 'bigint',
    warehouse: 'text',
    product: 'text',
    product_name: 'text',
    on_hand_milli: 'bigint',
    expected_milli: 'bigint',
  },
} as const satisfies Staged<string>
export type StagedStock = StagedRow<keyof typeof STOCK.columns>

export const stageStock = (tx: Tx, rows: AsyncIterable<StagedStock[]>) => stage(tx, STOCK, rows)

export const unknownProducts = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_stock',
    column: 'product',
    nameColumn: 'product_name',
    known: 'catalogue.product',
  })

export const unknownWarehouses = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_stock',
    column: 'warehouse',
    known: 'stock.warehouse',
  })

/** The warehouses, the first by rank first. */
export const warehousesByRank = (tx: Tx, distributorId: string) =>
  prepared<{ id: string; code: string }>(tx, {
    name: '',
    text: `select id, code from stock.warehouse where distributor_id = $1 order by rank, code`,
    values: [distributorId],
  })

/** Lays the staged stock over the balances; what our orders hold stays held. */
export const mergeStock = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'stock.balance',
    key: ['product_id', 'warehouse_id'],
    columns: ['on_hand_milli', 'expected_milli'],
    said: ['on_hand_milli', ...(fields.includes('expected') ? ['expected_milli'] : [])],
    rows: `select s.line, w.id as warehouse_id, p.id as product_id, s.on_hand_milli,
        greatest(coalesce(s.expected_milli, 0), 0) as expected_milli
      from pg_temp.staged_stock s
      join lateral (select id from stock.warehouse w where w.distributor_id = $1
        and (s.warehouse is null or w.code = s.warehouse) order by w.rank, w.code limit 1) w on true
      join catalogue.product p on p.distributor_id = $1 and p.code = s.product`,
  })
