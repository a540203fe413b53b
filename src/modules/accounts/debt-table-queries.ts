import { prepared, type Tx } from '../../platform/db.ts'
import type { Merged, Sample } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const INVOICE = {
  name: 'staged_invoice',
  columns: {
    line: 'bigint',
    number: 'text',
    contract: 'text',
    payer: 'text',
    outlet: 'text',
    day: 'date',
    due_day: 'date',
    total_minor: 'bigint',
    paid_minor: 'bigint',
    as_at: 'timestamp',
  },
} as const satisfies Staged<string>
export type StagedInvoice = StagedRow<keyof typeof INVOICE.columns>

const BALANCE = {
  name: 'staged_balance',
  columns: {
    line: 'bigint',
    contract: 'text',
    payer: 'text',
    debt_minor: 'bigint',
    overdue_minor: 'bigint',
    as_at: 'timestamp',
  },
} as const satisfies Staged<string>
export type StagedBalance = StagedRow<keyof typeof BALANCE.columns>

export const stageInvoices = (tx: Tx, rows: AsyncIterable<StagedInvoice[]>) =>
  stage(tx, INVOICE, rows)
export const stageBalances = (tx: Tx, rows: AsyncIterable<StagedBalance[]>) =>
  stage(tx, BALANCE, rows)

export type DebtTable = 'invoice' | 'balance'

/** Contracts that a staged table names and nobody knows, by their first line. */
export const unknownContracts = (tx: Tx, distributorId: string, table: DebtTable) =>
  prepared<{ code: string; line: number }>(tx, {
    name: '',
    text: `select s.contract as code, min(s.line) as line from pg_temp.staged_${table} s
      left join accounts.contract k on k.distributor_id = $1 and k.code = s.contract
      where s.contract is not null and k.id is null group by s.contract order by 2, 1`,
    values: [distributorId],
  })

// Whose the debt is: of the contract, else of the payer's only contract, of those in force if any.
const whose = (table: DebtTable) => `clock as materialized (
    select platform.now() as now, (platform.now() at time zone $2)::date as today),
  own as (
    select p.code, count(k.id) filter (where k.open) as open_count, count(k.id) as all_count,
      min(k.id::text) filter (where k.open)::uuid as open_id, min(k.id::text)::uuid as any_id
    from outlets.payer p left join (
      select k.id, k.payer_id, k.from_day <= clock.today
        and (k.to_day is null or k.to_day >= clock.today) as open
      from accounts.contract k, clock where k.distributor_id = $1) k on k.payer_id = p.id
    where p.distributor_id = $1 group by p.code),
  whose as (
    select s.*, coalesce(s.contract, s.payer) as code,
      s.as_at at time zone $2 as told_at,
      case when s.contract is not null then k.id
        when own.open_count = 1 then own.open_id
        when own.open_count = 0 and own.all_count = 1 then own.any_id end as contract_id,
      case when s.as_at at time zone $2 > clock.now then 'in_the_future'
        when s.contract is not null then null
        when s.payer is null then 'empty'
        when own.code is null then 'unknown_payer'
        when own.all_count = 0 then 'without_contract'
        when own.open_count > 1 or (own.open_count = 0 and own.all_count > 1)
          then 'several_contracts' end as refusal
    from pg_temp.staged_${table} s cross join clock
    left join accounts.contract k on k.distributor_id = $1 and k.code = s.contract
    left join own on s.contract is null and own.code = s.payer)`

/**
 * Compares the staged invoices with those known. A field that the table lacks stays as it is. Where
 * the table does not say as at when, it is now for contracts of which something changed, and the
 * beginning of today for the others: told again the same day, they stay as they are.
 */
export async function judgeInvoices(
  tx: Tx,
  asked: { distributorId: string; timeZone: string; fields: string[] },
): Promise<void> {
  const says = (field: string) => asked.fields.includes(field)
  const due = 'coalesce(s.due_day, s.day + k.deferral_days)'
  const text = `create temp table said_invoice on commit drop as with ${whose('invoice')},
    said as (
      select s.line, s.code, s.number, s.refusal, s.told_at, s.contract_id, s.day, s.total_minor,
        s.outlet as outlet_code, s.outlet is not null and o.id is null as outlet_unknown,
        i.id is not null as known,
        ${says('outlet') ? 'o.id' : 'i.outlet_id'} as outlet_id,
        ${says('dueDay') ? due : `case when i.day = s.day then i.due_day else ${due} end`} as due_day,
        ${says('paid') ? 's.paid_minor' : 'i.told_paid_minor'} as paid_minor,
        i.outlet_id as was_outlet_id, i.day as was_day, i.due_day as was_due_day,
        i.total_minor as was_total_minor, i.told_paid_minor as was_paid_minor,
        row_number() over (partition by s.refusal, s.contract_id, s.number
          order by s.line desc) as rank
      from whose s left join accounts.contract k on k.distributor_id = $1 and k.id = s.contract_id
      left join outlets.outlet o on o.distributor_id = $1 and o.code = s.outlet
      left join accounts.invoice i on i.distributor_id = $1 and i.contract_id = s.contract_id
        and i.number = s.number),
    judged as (
      select s.*, (outlet_id, day, due_day, total_minor, paid_minor) is distinct from
        (was_outlet_id, was_day, was_due_day, was_total_minor, was_paid_minor) as differs
      from said s)
    select j.*, concat_ws(' ', j.code, j.number) as key, coalesce(max(told_at) over taken,
        case when bool_or(differs) over (partition by refusal, rank > 1, contract_id)
          then clock.now else clock.today::timestamp at time zone $2 end) as as_at,
      row_number() over (order by refusal nulls first, rank > 1, contract_id, line) as place
    from judged j cross join clock window taken as (partition by refusal is null)`
  await prepared(tx, { name: '', text, values: [asked.distributorId, asked.timeZone] })
}

/** Compares the staged balances with those known; of one contract the newest word counts. */
export async function judgeBalances(
  tx: Tx,
  asked: { distributorId: string; timeZone: string; fields: string[] },
): Promise<void> {
  const overdue = asked.fields.includes('overdue')
    ? 'coalesce(s.overdue_minor, 0)'
    : 'coalesce(c.overdue_minor, 0)'
  const text = `create temp table said_balance on commit drop as with ${whose('balance')},
    said as (
      select s.line, s.code, s.code as key, s.refusal, s.contract_id, s.debt_minor,
        ${overdue} as overdue_minor, s.told_at as as_at, c.as_at is not null as known,
        c.debt_minor as was_debt_minor, c.overdue_minor as was_overdue_minor,
        c.as_at as was_as_at, coalesce(c.from_invoices, false) as summed,
        row_number() over (partition by s.refusal, s.contract_id
          order by s.told_at desc, s.line desc) as rank
      from whose s left join accounts.credit c on c.distributor_id = $1
        and c.contract_id = s.contract_id)
    select s.*, coalesce(was_as_at > as_at, false) as older,
      coalesce(was_as_at <= as_at, true) and (debt_minor, overdue_minor, as_at, false)
        is distinct from (was_debt_minor, was_overdue_minor, was_as_at, summed) as differs,
      row_number() over (order by refusal nulls first, rank > 1, contract_id, line) as place
    from said s`
  await prepared(tx, { name: '', text, values: [asked.distributorId, asked.timeZone] })
}

const PIECE = 20_000
const TAKEN = 'refusal is null and rank = 1'

/** The judged rows that are to be put, some at a time in one order. */
export async function* takenRows<Row>(
  tx: Tx,
  table: DebtTable,
  columns: string,
): AsyncGenerator<Row[]> {
  for (let after = 0; ; after += PIECE) {
    const rows = await prepared<Row>(tx, {
      name: '',
      text: `select ${columns} from pg_temp.said_${table} where ${TAKEN} and place > $1
        and place <= $2 order by place`,
      values: [after, after + PIECE],
    })
    if (rows.length === 0) return
    yield rows
  }
}

const SAMPLES_MAX = 20
const REPEATED_MAX = 1_000

/** How many of the judged rows are new, changed and as they were, with examples. */
export async function judgedDebts(tx: Tx, table: DebtTable, columns: string[]): Promise<Merged> {
  const said = `pg_temp.said_${table}`
  const counts = await asked<Counts>(
    tx,
    `select count(*) filter (where ${TAKEN} and not known)::int as inserted,
      count(*) filter (where ${TAKEN} and known and differs)::int as updated,
      count(*) filter (where ${TAKEN} and known and not differs)::int as unchanged,
      count(*) filter (where refusal is null and rank > 1)::int as "repeatedCount" from ${said}`,
  )
  const repeated = await asked<Merged['repeated'][number]>(
    tx,
    `select line, key from ${said} where refusal is null and rank > 1
    order by line limit ${REPEATED_MAX}`,
  )
  const samples = await asked<Sample>(tx, samplesText(said, columns))
  const [count = { inserted: 0, updated: 0, unchanged: 0, repeatedCount: 0 }] = counts
  return { ...count, repeated, samples }
}

type Counts = Omit<Merged, 'repeated' | 'samples'>

function samplesText(said: string, columns: string[]): string {
  const compared = columns.map((name) => `('${name}', to_jsonb(was_${name}), to_jsonb(${name}))`)
  return `select line, key, case when known then 'update' else 'insert' end as change,
      (select coalesce(jsonb_object_agg(f.name, jsonb_build_array(f.was, f.says)), '{}')
        from (values ${compared.join(', ')}) f (name, was, says)
        where f.was is distinct from f.says) as fields
    from (select *, row_number() over (partition by known order by line) as nth from ${said}
      where ${TAKEN} and (not known or differs)) s
    where nth <= ${SAMPLES_MAX} order by known, line`
}

export type Noted = { line: number; code: string; reason: string }

/** The rows that cannot be put, with the reason. */
export const refusedDebts = (tx: Tx, table: DebtTable): Promise<Noted[]> =>
  asked(
    tx,
    `select line, coalesce(code, '') as code, refusal as reason from pg_temp.said_${table}
    where refusal is not null order by line`,
  )

/** Outlets that invoices name and nobody knows, and balances older than what is known. */
export const keptDebts = (tx: Tx, table: DebtTable): Promise<Noted[]> =>
  asked(
    tx,
    table === 'balance'
      ? `select line, code, 'older_balance' as reason from pg_temp.said_balance
        where ${TAKEN} and older order by line`
      : `select line, outlet_code as code, 'unknown_outlet' as reason from pg_temp.said_invoice
        where ${TAKEN} and outlet_unknown order by line`,
  )

const asked = <Row>(tx: Tx, text: string) => prepared<Row>(tx, { name: '', text, values: [] })
