import { sql } from 'kysely'
import { recountDays } from '../modules/goals/goals.ts'
import { clientOf } from '../platform/connection-queries.ts'
import type { Db, Pool, Tx } from '../platform/db.ts'

export type Row = Record<string, unknown>
const ROWS_AT_ONCE = 5_000

/** Inserts rows of any table in batches; the first row's keys are the columns. */
export async function insertRows(tx: Tx, table: string, rows: Row[]): Promise<void> {
  const [schema = '', name = ''] = table.split('.')
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const batch = rows.slice(at, at + ROWS_AT_ONCE)
    const columns = Object.keys(batch[0] ?? {}).map((column) => `"${column}"`)
    const list = columns.join(', ')
    await clientOf(tx).query(
      `insert into ${schema}."${name}" (${list})
       select ${list} from jsonb_populate_recordset(null::${schema}."${name}", $1::jsonb)
       on conflict do nothing`,
      [JSON.stringify(batch)],
    )
  }
}

/** The database's clock, which the demo's today hangs on. */
export async function databaseNow(tx: Tx): Promise<string> {
  const rows = await sql<{ now: string }>`select platform.now() as now`.execute(tx)
  return rows.rows[0]?.now ?? ''
}

export async function tenantIdOf(tx: Tx, code: string): Promise<string | null> {
  const rows = await sql<{
    id: string
  }>`select id from identity.tenant where code = ${code}`.execute(tx)
  return rows.rows[0]?.id ?? null
}

/** The instant of a world that was begun: its teams' ids carry it. Null: it has no teams yet. */
export async function madeAt(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: number }>`select
      ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint as at
    from outlets.team where distributor_id = platform.tenant() limit 1`.execute(db)
  return rows[0]?.at ?? null
}

type Chief = { id: string; name: string; roles: string[] }

/** The people of the staff whom the sign-in page offers: the first of each role. */
export async function chiefsOf(tx: Tx, distributorId: string): Promise<Chief[]> {
  const { rows } = await sql<Chief>`select p.id, p.name, array_agg(m.role order by m.role) as roles
    from identity.demo_login l join identity.person p on p.phone = l.phone
    join identity.membership m on m.person_id = p.id and m.distributor_id = ${distributorId}
      and m.revoked_at is null and m.role <> 'buyer'
    group by p.id, l.rank order by l.rank`.execute(tx)
  return rows
}

/** The codes of all organisations. */
export async function tenantCodes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from identity.tenant`.execute(db)
  return rows.map(({ code }) => code)
}

/** The planner learns what the tables hold: until it does, it takes each for an empty one. */
export async function analyzeTables(owner: Pool): Promise<void> {
  const client = await owner.connect()
  try {
    // Many gigabytes take longer than a statement of ours may.
    await client.query('set statement_timeout = 0')
    await client.query('analyze')
  } finally {
    client.release()
  }
}

/** Whether the tenant of this reading has any order. */
export async function hasOrders(db: Db): Promise<boolean> {
  const rows = await sql`select 1 from ordering.order
    where distributor_id = platform.tenant() limit 1`.execute(db)
  return rows.rows.length > 0
}

/** Rebuilds what facts would have built, for a history that publishes none. */
export async function rollUpHistory(tx: Tx, distributorId: string): Promise<void> {
  await recountDays(tx, { distributorId, fromDay: '2000-01-01', toDay: '2999-12-31' })
  await sql`insert into delivery.drop (distributor_id, outlet_id, delivery_day, zone_id, orders,
      value_minor, weight_grams)
    select distributor_id, outlet_id, delivery_day, max(zone_id::text)::uuid, count(*),
      sum(total_minor), sum(weight_grams)
    from ordering.order where distributor_id = ${distributorId}
      and status not in ('cancelled', 'rejected')
    group by distributor_id, outlet_id, delivery_day`.execute(tx)
  await sql`insert into delivery.zone_day (distributor_id, zone_id, delivery_day, drops)
    select distributor_id, zone_id, delivery_day, count(*) from delivery.drop
    where distributor_id = ${distributorId}
    group by distributor_id, zone_id, delivery_day`.execute(tx)
  await sql`insert into exchange.order_export (distributor_id, order_id, version, queued_at,
      sent_at, confirmed_at)
    select distributor_id, id, version, placed_at, case when status <> 'placed' then placed_at end,
      case when status <> 'placed' then placed_at end
    from ordering.order where distributor_id = ${distributorId}
      and status <> 'on_hold'`.execute(tx)
}
