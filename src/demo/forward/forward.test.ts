import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../../../test/running.ts'
import { signInBy } from '../../../test/security/sign-in.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { reactions } from '../../jobs.ts'
import { countWindows } from '../../modules/goals/count-windows.ts'
import { readTenant, transact, writeTenant } from '../../platform/db.ts'
import { reactionNames } from '../../platform/dispatcher.ts'
import { ok } from '../../platform/result.ts'
import { seedDemo } from '../seed-demo.ts'
import { forwardClock } from './forward-clock.ts'
import { askRun } from './keep-run.ts'
import { runById } from './run-queries.ts'

const NOON = '2026-11-25T10:20:00Z'
const WEEK_MS = 7 * 86_400_000
let database: TestDatabase
let owner: pg.Client
let tandem: Running
let distributorId: string

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  await owner.query(`update platform.clock set offset_seconds =
    round(extract(epoch from timestamptz '${NOON}' - clock_timestamp()))`)
  tandem = await startTandem(database)
  const ground = { ...database, untilSignal: async () => undefined, stop: async () => undefined }
  await seedDemo({ config: tandem.config, ground, outlets: 30, seed: 7 }, () => undefined)
  const { rows } = await owner.query(`select id from identity.tenant where code = 'dobrodar'`)
  distributorId = rows[0].id
  await makeDebts()
}, 180_000)
afterAll(async () => {
  await tandem.stop()
  await owner.end()
  await database.drop()
})

// Every second payer is allowed one drop, for two weeks: what he buys weekly waits for money. And all are a
// day late with a bill: what they order this afternoon waits, too, until they say when they pay.
async function makeDebts() {
  const each = `(select contract_id, max(total_minor) as minor, row_number() over (order by contract_id) as nth
    from ordering.order where distributor_id = '${distributorId}' group by contract_id)`
  await owner.query(`update accounts.contract k set credit_limit_minor = o.minor, deferral_days = 14
    from ${each} o where k.id = o.contract_id and o.nth % 2 = 0`)
  await owner.query(`insert into accounts.invoice (distributor_id, id, number, contract_id, day, due_day,
      total_minor, paid_minor) select distributor_id, gen_random_uuid(), 'late', id, '2026-11-10',
      '2026-11-24', 10000, 0 from accounts.contract where distributor_id = '${distributorId}'`)
}

const count = async (text: string): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${text}`)).rows[0].n)
const now = async () => Date.parse((await owner.query('select platform.now() as at')).rows[0].at)

async function runTo(toMs: number): Promise<string> {
  const runId = randomUUID()
  const asked = { distributorId, runId, askedBy: randomUUID(), nowMs: await now(), toMs }
  await transact(database.pools.app, distributorId, async (tx) => ok(await askRun(tx, asked)))
  return runId
}

async function ended(runId: string) {
  while (true) {
    const run = await readTenant(database.pools.app, distributorId, (db) =>
      runById(db, distributorId, runId),
    )
    if (run && run.state !== 'running') return run
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('a week goes by: shops order, the truck comes, bills are paid, habits are counted', async () => {
  const before = { at: await now(), reminders: await count('rollout.reminder') }
  const run = await ended(await runTo(before.at + WEEK_MS))
  expect(run).toMatchObject({ state: 'done' })
  expect(run.orders).toBeGreaterThan(10)
  expect(run.deliveries).toBeGreaterThan(10)
  expect(await now()).toBeGreaterThanOrEqual(before.at + WEEK_MS)
  const since = `placed_at > '${new Date(before.at).toISOString()}'`
  expect(await count(`ordering.order where ${since} and channel = 'portal'`)).toBeGreaterThan(3)
  expect(await count(`ordering.order where ${since} and channel = 'agent'`)).toBeGreaterThan(3)
  expect(
    await count(`ordering.order where ${since} and status in ('delivered', 'partly_delivered')`),
  ).toBeGreaterThan(5)
  expect(await count('rollout.reminder')).toBeGreaterThan(before.reminders)
})

test('what a shop takes at a time is as much as it ever took', async () => {
  const drops = `select outlet_id, checkout_id, sum(line_count) as lines, min(placed_at) as at
    from ordering.order where distributor_id = $1 and status not in ('cancelled', 'rejected')
    group by outlet_id, checkout_id`
  const { rows } = await owner.query(
    `with c as (${drops}), usual as (
        select outlet_id, avg(lines) as lines from c where at <= $2 group by outlet_id)
      select sum(c.lines) / sum(usual.lines) as share, count(*)::int as drops
      from c join usual using (outlet_id) where c.at > $2`,
    [distributorId, NOON],
  )
  expect(rows[0].drops).toBeGreaterThan(10)
  expect(Math.abs(rows[0].share - 1)).toBeLessThan(0.12)
})

test('what waits for money is let go by a supervisor before picking starts, and comes', async () => {
  const { rows } = await owner.query(
    `select coalesce(sum(o.total_minor) filter (where h.gone) / sum(o.total_minor), 0) as gone,
        count(*) filter (where h.held)::int as held, count(*) filter (where h.let_go)::int as "letGo",
        (count(*) filter (where h.let_go and o.status in ('cancelled', 'rejected')))::int as lost
      from ordering.order o cross join lateral (
        select bool_or(e.kind = 'left_on_hold') as gone, bool_or(e.what->>'hold' = 'credit') as held,
          bool_or(e.kind = 'released' and e.why <> '' and exists (select 1 from identity.membership m
            where m.distributor_id = $1 and m.person_id = e.actor_id and m.role = 'supervisor')) as let_go
        from ordering.order_event e where e.distributor_id = $1 and e.order_id = o.id) h
      where o.distributor_id = $1 and o.placed_at > $2 and o.lock_at < platform.now()`,
    [distributorId, NOON],
  )
  const [{ gone, held, letGo, lost }] = rows
  expect(held).toBeGreaterThan(5)
  expect(letGo / held).toBeGreaterThan(0.8)
  expect(Number(gone)).toBeLessThan(0.05)
  expect(lost).toBe(0)
})

test('who was late named a day and kept it', async () => {
  const promise = `accounts.promise r where r.distributor_id = '${distributorId}'`
  expect(await count(promise)).toBeGreaterThan(0)
  const owed = `exists (select 1 from accounts.invoice i where i.contract_id = r.contract_id
    and i.paid_minor < i.total_minor and i.due_day < (r.promised_at at time zone 'Europe/Kyiv')::date)`
  const today = `(platform.now() at time zone 'Europe/Kyiv')::date`
  expect(await count(`${promise} and r.pay_day < ${today} and ${owed}`)).toBe(0)
})

test('a drop that is short lacks half of its first line, and nothing else', async () => {
  const { rows } = await owner.query(
    `select array_agg(l.line_no order by l.line_no) filter (
          where l.delivered_milli < l.base_quantity_milli) as short, min(l.delivered_milli) as least
      from ordering.order o join ordering.order_line l
        on l.distributor_id = $1 and l.order_id = o.id
      where o.distributor_id = $1 and o.status = 'partly_delivered' and o.changed_at > $2
      group by o.id having count(*) > 1`,
    [distributorId, NOON],
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { short, least } of rows) {
    expect(short).toEqual([1])
    expect(Number(least)).toBeGreaterThan(0)
  }
})

test('what fell due meanwhile was done in its order, and nothing is left', async () => {
  expect(await count(`platform.due_fact where due_at < platform.now() - interval '1 minute'`)).toBe(
    0,
  )
  expect(await count('platform.parked_reaction')).toBe(0)
  const undecided = `ordering.order o where o.distributor_id = '${distributorId}'
    and o.channel in ('portal', 'chatbot', 'api') and o.lock_at < platform.now() - interval '1 hour'
    and o.status not in ('cancelled', 'rejected') and not exists (select 1 from rollout.presence p
      where p.distributor_id = o.distributor_id and p.order_id = o.id)`
  expect(await count(undecided)).toBe(0)
  const late = `(select c.cut_off_at from rollout.cue c where c.distributor_id = '${distributorId}'
    and c.outcome is null and c.cut_off_at < platform.now() - interval '3 days') late`
  expect(await count(late)).toBe(0)
})

test('everything that follows from each fact was done, once for each, though many went together', async () => {
  const expected = Object.entries(reactionNames(reactions)).flatMap(([type, names]) =>
    names.map((reaction) => ({ type, reaction })),
  )
  const missing = `platform.fact f join jsonb_to_recordset('${JSON.stringify(expected)}')
      r (type text, reaction text) on r.type = f.type
    where f.at > '${NOON}' and f.type <> 'platform.clock_day' and not exists (
      select 1 from platform.reaction_done d where d.distributor_id = f.distributor_id
        and d.fact_id = f.id and d.reaction = r.reaction)`
  expect(await count(missing)).toBe(0)
  expect(
    await count(`platform.fact where at > '${NOON}' and type like 'ordering.%'`),
  ).toBeGreaterThan(50)
  const untold = `ordering.order o join ordering.order_line l on l.distributor_id = o.distributor_id
      and l.order_id = o.id and l.credited_agent_id is not null
    where o.placed_at > '${NOON}' and not exists (select 1 from field.notice n
      where n.distributor_id = o.distributor_id and n.order_id = o.id
        and n.agent_id = l.credited_agent_id)`
  expect(await count(untold)).toBe(0)
  const unsent = `ordering.order o where o.placed_at > '${NOON}' and not exists (
    select 1 from exchange.order_export e where e.distributor_id = o.distributor_id
      and e.order_id = o.id and e.version = 1)`
  expect(await count(unsent)).toBe(0)
})

test('what is counted by the day and in the gauge’s windows equals a recount of the orders', async () => {
  const sums = `sum(orders)::int as orders, sum(lines)::int as lines, sum(total_minor)::bigint as minor,
    sum(delivered_minor)::bigint as delivered`
  const kept = await owner.query(
    `select outlet_id, day, channel, ${sums} from goals.outlet_day where distributor_id = $1
     group by 1, 2, 3 having sum(orders) > 0 order by 1, 2, 3`,
    [distributorId],
  )
  const raw = await owner.query(
    `select outlet_id, delivery_day as day, channel, count(*)::int as orders,
       sum(line_count)::int as lines, sum(total_minor)::bigint as minor,
       sum(case when status in ('delivered', 'partly_delivered', 'returned')
         then coalesce(delivered_minor, total_minor) else 0 end)::bigint as delivered
     from ordering.order where distributor_id = $1 and status not in ('cancelled', 'rejected')
     group by 1, 2, 3 order by 1, 2, 3`,
    [distributorId],
  )
  expect(kept.rows.length).toBeGreaterThan(100)
  expect(kept.rows).toEqual(raw.rows)
  const windows = async () =>
    (
      await owner.query(
        `select * from goals.outlet_window where distributor_id = $1 order by 2, 3`,
        [distributorId],
      )
    ).rows
  const stood = await windows()
  expect(stood.length).toBeGreaterThan(20)
  await owner.query(`insert into goals.window_due (distributor_id, outlet_id)
    select distributor_id, id from outlets.outlet on conflict do nothing`)
  await writeTenant(database.pools.app, distributorId, (tx) => countWindows(tx, distributorId))
  expect(await windows()).toEqual(stood)
})

test('an order of the demo stands as one of a person: stock, credit and slot are its own', async () => {
  const oversold = `stock.balance where mode = 'strict' and reserved_milli > on_hand_milli`
  expect(await count(oversold)).toBe(0)
  const doubled = `(select o.outlet_id, o.delivery_day from ordering.checkout k join ordering.order o
    on o.distributor_id = k.distributor_id and o.checkout_id = k.id
    where k.placed_at > '${NOON}' group by o.outlet_id, o.delivery_day
    having count(distinct k.id) > 1) d`
  expect(await count(doubled)).toBe(0)
})

test('a run that is stopped stands at the end of a day; the next goes on from there', async () => {
  const runId = await runTo((await now()) + 4 * WEEK_MS)
  await owner.query(`update platform.clock_run set state = 'stopped' where id = '${runId}'`)
  const { rows } = await owner.query(`select now() as at`)
  expect(rows).toHaveLength(1)
  const at = await now()
  const run = await ended(await runTo(at + 86_400_000))
  expect(run.state).toBe('done')
  expect(Date.parse(run.reachedAt)).toBeGreaterThanOrEqual(at + 86_400_000)
})

const ask = async (url: string, { cookie }: { cookie: string }, path: string, body?: object) => {
  const headers = { cookie, 'content-type': 'application/json', 'x-tandem-request': '1' }
  const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const answer = await fetch(`${url}/api/d/dobrodar/demo/clock${path}`, request)
  return { status: answer.status, body: (await answer.json()) as { message?: string } }
}
const phoneOf = async (role: string): Promise<string> =>
  (
    await owner.query(`select p.phone from identity.person p join identity.membership m
      on m.person_id = p.id where m.distributor_id = '${distributorId}' and m.role = '${role}' limit 1`)
  ).rows[0].phone

test('only the owner moves the clock; outside demo mode nobody does, and is told why', async () => {
  const boss = await signInBy(tandem.url, await phoneOf('owner'))
  const supervisor = await signInBy(tandem.url, await phoneOf('supervisor'))
  expect(
    await ask(tandem.url, supervisor, '/runs', { id: randomUUID(), to: 'hour' }),
  ).toMatchObject({
    status: 403,
  })
  const real = await startTandem(database, { TANDEM_DEMO: '0' })
  try {
    const at = await now()
    for (const [path, body] of [
      ['/runs', { id: randomUUID(), to: 'hour' }],
      ['/stop', {}],
    ] as const) {
      const refused = await ask(real.url, boss, path, body)
      expect(refused).toMatchObject({ status: 409, body: { data: { code: 'not_demo' } } })
      expect(refused.body.message).toContain('лише в демо')
    }
    expect((await now()) - at).toBeLessThan(60_000)
    expect((await ask(real.url, boss, '')).body).toMatchObject({ demo: false })
  } finally {
    await real.stop()
  }
})

test('the command line moves the clock of a demo only', async () => {
  await owner.query(`insert into identity.tenant (id, code, kind, name, country, currency, time_zone,
    language) values (gen_random_uuid(), 'real', 'distributor', 'Real', 'UA', 'UAH', 'Europe/Kyiv', 'uk')`)
  const failures: object[] = []
  const print = {
    say: () => undefined,
    tell: () => undefined,
    fail: (failure: object) => failures.push(failure),
  }
  const worker = () => Promise.reject(new Error('none is started'))
  await forwardClock({ pools: database.pools, spanMs: WEEK_MS, worker }, print)
  expect(failures).toMatchObject([{ code: 'not_demo' }])
})
