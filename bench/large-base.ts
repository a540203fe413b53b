import { drained } from './kills.ts'
import { seeded, type UnderTest } from './under-test.ts'

export type LargeBase = { under: UnderTest; distributorId: string; code: string; lines: number }

/**
 * A demo distributor of at least so many order lines, half a year of them, everything of it counted: a
 * seeded world, and its history again and again as orders of their own until there are enough.
 */
export async function largeBase(asked: { lines: number; seed: number }): Promise<LargeBase> {
  const under = await seeded({ outlets: OUTLETS, seed: asked.seed, diskless: true })
  await repeatHistory(under, asked)
  const worker = await under.startWorker()
  const waited = await drained(under, DRAIN_SECONDS)
  if (waited >= DRAIN_SECONDS * 1_000) throw new Error('the base was not counted in time')
  await worker.stop()
  await under.analyze()
  const [of] = await under.query<{ distributorId: string; code: string; lines: number }>(
    `select t.id as "distributorId", t.code, (select count(*)::int from ordering.order_line l
       where l.distributor_id = t.id) as lines
     from identity.tenant t where exists (select 1 from rollout.programme p
       where p.distributor_id = t.id) limit 1`,
  )
  if (!of) throw new Error('the demo has no launch')
  return { under, ...of }
}

const OUTLETS = 4_000
const DRAIN_SECONDS = 1_200

type Columns = { order: string; line: string; lineOf: string }

/**
 * Repeats the history of a world until it has so many order lines, each time so many days earlier; all of
 * it is then told as imported.
 */
export async function repeatHistory(
  under: UnderTest,
  { lines, daysBack = 0 }: { lines: number; daysBack?: number },
): Promise<void> {
  const [known] = await under.query<{ n: number }>(
    `select count(*)::int as n from ordering.order_line l join ordering.order o
       on o.distributor_id = l.distributor_id and o.id = l.order_id and o.delivery_day < now()::date`,
  )
  const times = Math.ceil(lines / Math.max(1, known?.n ?? 0)) - 1
  const [columns] = await under.query<Columns>(
    `select string_agg(quote_ident(column_name), ', ') filter (where table_name = 'order'
         and column_name not in ('id', 'number')) as "order",
       string_agg(quote_ident(column_name), ', ') filter (where table_name = 'order_line'
         and column_name <> 'order_id') as line,
       string_agg('l.' || quote_ident(column_name), ', ') filter (where table_name = 'order_line'
         and column_name <> 'order_id') as "lineOf"
     from information_schema.columns where table_schema = 'ordering'
       and is_generated = 'NEVER' and table_name in ('order', 'order_line')`,
  )
  if (!columns) throw new Error('the orders have no columns')
  for (let nth = 1; nth <= times; nth += 1) {
    await repeatOnce(under, columns, { nth, days: nth * daysBack })
  }
  await under.query(
    `insert into platform.fact (distributor_id, id, type, body)
     select p.distributor_id, gen_random_uuid(), 'ordering.history_imported', jsonb_build_object(
       'type', 'ordering.history_imported', 'distributorId', p.distributor_id,
       'fromDay', (now() - interval '2 years')::date, 'toDay', now()::date)
     from rollout.programme p`,
  )
}

// Moments and days of an order that was so many days earlier.
const earlier = (columns: string, days: number): string =>
  columns
    .split(', ')
    .map((column) => (/_(?:at|day)$/.test(column) ? `${column} - interval '${days} days'` : column))
    .join(', ')

async function repeatOnce(
  under: UnderTest,
  { order, line, lineOf }: Columns,
  { nth, days }: { nth: number; days: number },
) {
  const again = `md5(o.id::text || '${nth}')::uuid`
  const past = `o.delivery_day < now()::date and o.number not like '%~%'`
  // Copies of rows whose keys are known to stand: what is checked again would take ten times as long.
  await under.query(
    `begin; set local session_replication_role = replica;
     insert into ordering.order (id, number, ${order})
     select ${again}, o.number || '~${nth}', ${days > 0 ? earlier(order, days) : order}
     from ordering.order o where ${past};
     insert into ordering.order_line (order_id, ${line})
     select ${again}, ${lineOf} from ordering.order o
     join ordering.order_line l on l.distributor_id = o.distributor_id and l.order_id = o.id
     where ${past};
     commit`,
  )
}
