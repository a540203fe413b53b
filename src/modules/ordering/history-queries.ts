import { prepared, type Tx } from '../../platform/db.ts'
import { unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const HISTORY_LINE = {
  name: 'staged_history',
  columns: {
    line: 'bigint',
    doc: 'uuid',
    document: 'text',
    number: 'text',
    line_no: 'int',
    return_kind: 'text',
    placed: 'timestamp',
    day: 'date',
    outlet: 'text',
    outlet_name: 'text',
    product: 'text',
    product_name: 'text',
    unit: 'text',
    quantity_milli: 'bigint',
    delivered_milli: 'bigint',
    price_e4: 'bigint',
    sum_minor: 'bigint',
    vat_bp: 'int',
    warehouse: 'text',
    contract: 'text',
    selling_entity: 'text',
    agent: 'text',
    channel: 'text',
    prepared_by: 'text',
    status: 'text',
  },
  planned: ['line', 'doc', 'line_no', 'outlet', 'product'],
} as const satisfies Staged<string>
/**
 * One line of an old order or return: quantities and sums positive, the document says which. Lines
 * of one document, seller and number share `doc`, by which they are gathered.
 */
export type StagedHistory = StagedRow<keyof typeof HISTORY_LINE.columns>

export async function stageHistory(
  tx: Tx,
  rows: AsyncIterable<StagedHistory[]>,
): Promise<HistorySays> {
  const says = new Set<NamedColumn>()
  await stage(tx, HISTORY_LINE, noticing(rows, says))
  return says
}

const NAMED = ['warehouse', 'contract', 'selling_entity'] as const
type NamedColumn = (typeof NAMED)[number]
/** The columns in which a file may name what it does not have to; those in which it did. */
export type HistorySays = ReadonlySet<NamedColumn>

async function* noticing(rows: AsyncIterable<StagedHistory[]>, says: Set<NamedColumn>) {
  for await (const batch of rows) {
    for (const column of NAMED) {
      if (!says.has(column) && batch.some((row) => row[column] !== null)) says.add(column)
    }
    yield batch
  }
}

const unknownIn =
  (column: string, known: `${string}.${string}`, nameColumn?: string) =>
  (tx: Tx, distributorId: string) =>
    unknownCodes(tx, {
      distributorId,
      staged: HISTORY_LINE.name,
      column,
      known,
      ...(nameColumn ? { nameColumn } : {}),
    })
export const unknownOutlets = unknownIn('outlet', 'outlets.outlet', 'outlet_name')
export const unknownProducts = unknownIn('product', 'catalogue.product', 'product_name')
export const unknownWarehouses = unknownIn('warehouse', 'stock.warehouse')
export const unknownSellers = unknownIn('selling_entity', 'accounts.selling_entity')
export const unknownContracts = unknownIn('contract', 'accounts.contract')

/** The unit in which the first line of each unknown product was sold. */
export const unitsOfUnknown = (tx: Tx, distributorId: string) =>
  prepared<{ code: string; unit: string | null }>(tx, {
    name: '',
    text: `select distinct on (s.product) s.product as code, s.unit
      from pg_temp.staged_history s where not exists (select 1 from catalogue.product p
        where p.distributor_id = $1 and p.code = s.product)
      order by s.product, s.line`,
    values: [distributorId],
  })

export type HistoryTerms = {
  distributorId: string
  source: string
  currency: string
  vatIncluded: boolean
  timeZone: string
}

/** One row per document: what its first line says of it, and on which of our rows it stands. */
export const makeDocuments = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_document on commit drop as
      with said as materialized (
        select s.* from pg_temp.staged_history s
        join (select doc, min(line) as line from pg_temp.staged_history group by doc) f
          on f.doc = s.doc and f.line = s.line),
      placed as materialized (
        select s.*, coalesce(e.id, ${first('accounts.selling_entity')}) as selling_entity_id,
          coalesce(joined.outlet_id, o.id) as outlet_id, coalesce(w.id, ${first('stock.warehouse')}) as warehouse_id
        from said s
        join outlets.outlet o on o.distributor_id = $1 and o.code = s.outlet
        left join outlets.outlet_code joined on joined.distributor_id = $1
          and joined.code = s.outlet
        left join accounts.selling_entity e on e.distributor_id = $1 and e.code = s.selling_entity
        left join stock.warehouse w on w.distributor_id = $1 and w.code = s.warehouse),
      -- Apart: of tables filled a moment ago the planner would join all contracts of a seller first.
      paid as materialized (
        select s.line, s.day, s.selling_entity_id, op.payer_id from placed s
        join outlets.outlet_payer op on op.distributor_id = $1 and op.outlet_id = s.outlet_id
          and op.from_day <= s.day and (op.to_day is null or op.to_day >= s.day)),
      own as (
        select distinct on (p.line) p.line, k.id as contract_id from paid p
        join accounts.contract k on k.distributor_id = $1 and k.payer_id = p.payer_id
          and k.selling_entity_id = p.selling_entity_id
        order by p.line, k.team_id is not null, k.from_day > p.day, k.code)
      select s.doc, s.document, s.number, s.outlet, s.line as first_line, s.selling_entity_id, s.outlet_id, s.day,
        s.placed at time zone $3::text as placed_at, s.channel, s.prepared_by,
        coalesce(s.status, 'delivered') as status, s.warehouse_id, z.zone_id,
        coalesce(k.id, own.contract_id) as contract_id,
        encode(sha256(convert_to(concat_ws(chr(31), $1::text, s.document, s.selling_entity_id,
          $2::text, s.number), 'UTF8')), 'hex') as hash
      from placed s
      left join delivery.outlet_zone z on z.distributor_id = $1 and z.outlet_id = s.outlet_id
      left join accounts.contract k on k.distributor_id = $1 and k.code = s.contract
        and k.selling_entity_id = s.selling_entity_id
      left join own on own.line = s.line`,
    values: [terms.distributorId, terms.source, terms.timeZone],
  })

// What a line does not name is the distributor's first.
function first(table: 'accounts.selling_entity' | 'stock.warehouse'): string {
  return `(select f.id from ${table} f where f.distributor_id = $1 order by f.rank, f.code limit 1)`
}

export const anyWithoutContract = async (tx: Tx): Promise<boolean> =>
  (
    await prepared(tx, {
      name: '',
      text: 'select 1 from pg_temp.history_document where contract_id is null limit 1',
      values: [],
    })
  ).length > 0

/** Puts the documents whose contract nobody knows on their seller's contract of history. */
export const takeHistoryContract = (tx: Tx, distributorId: string, payer: string) =>
  prepared(tx, {
    name: '',
    text: `update pg_temp.history_document d set contract_id = k.id
      from accounts.selling_entity e join accounts.contract k on k.distributor_id = $1
        and k.code = concat($2::text, ' ', e.code)
      where e.distributor_id = $1 and e.id = d.selling_entity_id and d.contract_id is null`,
    values: [distributorId, payer],
  })

/** Gives each document an id that its numbers decide, so that a second import finds it. */
export const nameDocuments = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `create temp table history on commit drop as
      select d.*, ${uuidOf(0)} as id, ${uuidOf(32)} as checkout_id,
        o.id is not null or r.id is not null as known
      from pg_temp.history_document d
      left join ordering.order o on d.document = 'order' and o.distributor_id = $1
        and o.id = ${uuidOf(0)}
      left join ordering.return_document r on d.document = 'return' and r.distributor_id = $1
        and r.id = ${uuidOf(0)}`,
    values: [distributorId],
  })

// 128 bits of the hash, marked as a version 8 (made by own rules) of variant 8.
function uuidOf(from: number): string {
  const part = (start: number, length: number) => `substr(d.hash, ${from + start + 1}, ${length})`
  return `concat(${part(0, 8)}, '-', ${part(8, 4)}, '-8', ${part(13, 3)}, '-8', ${part(17, 3)},
    '-', ${part(20, 12)})::uuid`
}
