import { afterAll, beforeAll, expect, test } from 'vitest'
import { learnHabits } from '../modules/habit/learn.ts'
import { DEFAULT_ROLES } from '../modules/identity/role-rules.ts'
import { applyErpStatus } from '../modules/ordering/ordering.ts'
import { writeTenant } from '../platform/db.ts'
import { ask, dropWorlds, emptyWorld, seedWorld, type World } from './test-world.ts'

const OUTLETS = 60
let one: World
let same: World
let other: World

/** A world of a few outlets, made at a fixed hour. */
async function makeWorld(seed: number, copies = true): Promise<World> {
  const world = await emptyWorld()
  await seedWorld(world, { outlets: OUTLETS, seed, copies })
  return world
}
beforeAll(async () => {
  one = await makeWorld(7)
  // Nor does it hang on how its rows were written.
  same = await makeWorld(7, false)
  other = await makeWorld(8)
}, 300_000)
afterAll(dropWorlds)

// What the database's own clock or a salt puts there.
const NOT_SEEDED: Record<string, string> = {
  'identity.tenant': '- created_at',
  'identity.membership': '- since',
  'exchange.feed': '- made_at',
  'habit.pattern': '- learnt_at',
  'habit.schedule_proposal': '- id - made_at',
  'promotions.benefit': '- put_at',
  'rollout.contact_confirmed': '- confirmed_at',
  'rollout.cue': '- looked_at',
  'rollout.fit': '- checked_at',
  'rollout.fit_difference': '- since',
  'rollout.ladder': '- moved_at - reached',
  'rollout.presence': '- decided_at',
  'rollout.programme': '- created_at',
  'rollout.promise': '- signed_at',
  'rollout.question': '- asked_at',
  'rollout.readiness': '- computed_at',
  'rollout.wave': '- compiled_at',
  'identity.role_given': '- given_at',
  'identity.machine_key': '- id - created_at - secret_hash',
}

/** What every table holds, as one hash each. */
async function hashes(world: World): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    world,
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in
        ('pg_catalog', 'information_schema', 'graphile_worker', 'migration', 'platform')`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const without = (NOT_SEEDED[name] ?? '').replace(/- (\w+)/g, "- '$1'")
    const [row] = await ask<{ rows: number; hash: string }>(
      world,
      `select count(*)::int as rows, md5(string_agg(body, '|' order by body)) as hash
        from (select (to_jsonb(t) ${without})::text as body from ${name} t) rows`,
    )
    if (row && row.rows > 0) found[name] = `${row.rows} ${row.hash}`
  }
  return found
}

test('the same seed makes the same world, to the last row; another seed another', async () => {
  const [first, second, third] = await Promise.all([one, same, other].map(hashes))
  expect(Object.keys(first ?? {}).length).toBeGreaterThan(25)
  expect(second).toEqual(first)
  const differ = ['ordering."order"', 'outlets.outlet', 'pricing.price', 'accounts.credit']
  for (const table of differ) expect(third?.[table]).not.toBe(first?.[table])
})

test('it has what a distributor has: makers, goods, people, zones, a vacant territory', async () => {
  const [found] = await ask(
    one,
    `with d as (select id from identity.tenant where code = 'dobrodar') select
      (select count(*)::int from catalogue.manufacturer where distributor_id = d.id) as makers,
      (select count(*)::int from catalogue.product where distributor_id = d.id) as products,
      (select count(*)::int from catalogue.category where distributor_id = d.id) as categories,
      (select count(*)::int from platform.file where distributor_id = d.id) as pictures,
      (select count(*)::int from outlets.outlet where distributor_id = d.id) as outlets,
      (select count(*)::int from outlets.agent where distributor_id = d.id and kind = 'agent') as agents,
      (select count(*)::int from outlets.territory t where distributor_id = d.id and not exists (
        select from outlets.territory_agent a where a.distributor_id = d.id
          and a.territory_id = t.id)) as vacant,
      (select count(*)::int from delivery.zone where distributor_id = d.id) as zones from d`,
  )
  expect(found).toEqual({
    makers: 3,
    products: 600,
    categories: 12,
    pictures: 600,
    outlets: OUTLETS,
    agents: 12,
    vacant: 1,
    zones: 6,
  })
})

test('every role has a login that is offered', async () => {
  const offered = await ask<{ role: string }>(
    one,
    `select distinct m.role from identity.demo_login l join identity.person p using (phone)
      join identity.membership m on m.person_id = p.id`,
  )
  expect(offered.map(({ role }) => role).sort()).toEqual(Object.keys(DEFAULT_ROLES).sort())
})

test('half a year of orders by every channel, none from the future', async () => {
  const [span] = await ask<{ weeks: number; future: number; channels: number }>(
    one,
    `select ((max(delivery_day) - min(delivery_day)) / 7)::int as weeks,
      count(*) filter (where placed_at > platform.now())::int as future,
      count(distinct channel)::int as channels from ordering.order`,
  )
  expect(span?.weeks).toBeGreaterThanOrEqual(25)
  expect(span?.future).toBe(0)
  expect(span?.channels).toBeGreaterThanOrEqual(7)
})

const NOTHING: [what: string, text: string][] = [
  [
    'an order whose sums are not those of its lines',
    `select o.id from ordering.order o join lateral (
      select sum(total_minor) as total, sum(vat_minor) as vat, sum(net_minor) as net, count(*) as n,
        sum(delivered_minor) as delivered
      from ordering.order_line l where l.distributor_id = o.distributor_id and l.order_id = o.id) l
      on true where (o.total_minor, o.vat_minor, o.net_minor, o.line_count)
        <> (l.total, l.vat, l.net, l.n) or o.delivered_minor is distinct from l.delivered`,
  ],
  [
    'a debt that is not the sum of its unpaid invoices',
    `select contract_id from accounts.credit c where (debt_minor, overdue_minor) <> (
      select coalesce(sum(total_minor - paid_minor), 0), coalesce(sum(total_minor - paid_minor)
        filter (where due_day < (platform.now() at time zone 'Europe/Kyiv')::date), 0)
      from accounts.invoice i
      where i.distributor_id = c.distributor_id and i.contract_id = c.contract_id)`,
  ],
  [
    'an outlet’s day that is not a raw recount',
    `select 1 from (select distributor_id, outlet_id, delivery_day as day, channel, count(*) as n,
        sum(line_count) as lines, sum(total_minor) as total, sum(coalesce(delivered_minor, 0)) as came
      from ordering.order where status not in ('cancelled', 'rejected') group by 1, 2, 3, 4) raw
      full join goals.outlet_day d using (distributor_id, outlet_id, day, channel)
      where (raw.n, raw.lines, raw.total, raw.came)
        is distinct from (d.orders, d.lines, d.total_minor, d.delivered_minor)`,
  ],
  [
    'a balance whose reserved stock is not its ledger’s',
    `select 1 from stock.balance b where reserved_milli <> (
      select coalesce(sum(quantity_milli), 0) from stock.reservation r
      where r.distributor_id = b.distributor_id and r.warehouse_id = b.warehouse_id
        and r.product_id = b.product_id)`,
  ],
  [
    'an order that holds other stock than it must: its lines while it is open, nothing after',
    `select 1 from (select o.distributor_id, o.id as order_id, o.warehouse_id, l.product_id,
        sum(l.base_quantity_milli) as milli
      from ordering.order o join ordering.order_line l
        on l.distributor_id = o.distributor_id and l.order_id = o.id
      where o.status in ('placed', 'confirmed', 'on_hold') group by 1, 2, 3, 4) must
      full join (select distributor_id, order_id, warehouse_id, product_id,
          sum(quantity_milli) as milli
        from stock.reservation group by 1, 2, 3, 4) held
        using (distributor_id, order_id, warehouse_id, product_id)
      where coalesce(must.milli, 0) <> coalesce(held.milli, 0)`,
  ],
  [
    'an order placed beyond the limit of its contract',
    `select 1 from ordering.order o
      join accounts.contract k on k.distributor_id = o.distributor_id and k.id = o.contract_id
      join accounts.credit c on c.distributor_id = o.distributor_id and c.contract_id = k.id
      where o.status = 'placed' and c.released_minor + c.debt_minor > k.credit_limit_minor`,
  ],
  [
    'a shelf that promised more than lies on it',
    `select 1 from stock.balance where mode <> 'open' and reserved_milli > on_hand_milli
      + case mode when 'expected' then expected_milli else 0 end`,
  ],
  [
    'a contract whose released credit is not that of its open orders',
    `select 1 from (select distributor_id, contract_id, sum(total_minor) as minor
      from ordering.order where status in ('placed', 'confirmed') and payment_form <> 'prepaid'
      group by 1, 2) o
      full join (select * from accounts.credit where released_minor <> 0) c
        using (distributor_id, contract_id)
      where o.minor is distinct from c.released_minor`,
  ],
  [
    'a reminder that lies ahead, or was said before its shop was invited',
    `select 1 from rollout.reminder r
      left join rollout.wave_outlet i using (distributor_id, outlet_id)
      left join rollout.wave w on w.distributor_id = r.distributor_id and w.id = i.wave_id
      where r.planned_at > platform.now() or w.starts_on is null or r.planned_at < w.starts_on`,
  ],
  [
    'a benefit that promised otherwise than its orders were, or to staff, or none at all',
    `select 1 from promotions.benefit b cross join lateral (
        select coalesce(sum(g.promised_minor), 0) as minor, bool_or(o.channel not in
          ('portal', 'chatbot', 'api') or o.prepared_by not in ('buyer', 'suggestion')) as staff
        from ordering.order_benefit g
        join ordering.order o on o.distributor_id = g.distributor_id and o.id = g.order_id
        where g.distributor_id = b.distributor_id and g.benefit_id = b.id) g
      where b.taken_minor <> g.minor or g.minor = 0 or g.staff`,
  ],
  [
    'a number given after the last one',
    `select 1 from ordering.order o join accounts.document_number n
      using (distributor_id, selling_entity_id)
      where n.kind = 'order' and substring(o.number from '[0-9]+$')::bigint > n.last_number`,
  ],
]

test.each(NOTHING)('there is never %s', async (_what, text) => {
  expect(await ask(one, text)).toEqual([])
})

test('open orders are there, held ones too, from both warehouses', async () => {
  const open = await ask<{ status: string; warehouses: number; outlets: number }>(
    one,
    `select status, count(distinct w.code)::int as warehouses,
        count(distinct outlet_id)::int as outlets
      from ordering.order o join stock.warehouse w
        on w.distributor_id = o.distributor_id and w.id = o.warehouse_id
      where status in ('placed', 'confirmed', 'on_hold') group by status order by status`,
  )
  expect(open.map(({ status }) => status)).toEqual(['confirmed', 'on_hold', 'placed'])
  expect(open.filter(({ warehouses }) => warehouses === 2).length).toBeGreaterThanOrEqual(2)
})

test('what open orders hold comes back when the ERP cancels them', async () => {
  const open = await ask<{ orderId: string; distributorId: string }>(
    other,
    `select id as "orderId", distributor_id as "distributorId" from ordering.order
      where status in ('placed', 'confirmed', 'on_hold')`,
  )
  const held = `select (select sum(reserved_milli) from stock.balance)::float8 as milli,
    (select sum(released_minor) from accounts.credit)::float8 as minor`
  const [before] = await ask<{ milli: number; minor: number }>(other, held)
  expect(Math.min(before?.milli ?? 0, before?.minor ?? 0)).toBeGreaterThan(0)
  for (const { orderId, distributorId } of open) {
    const told = {
      distributorId,
      orderId,
      status: 'cancelled',
      word: 'x',
      erpNumber: null,
    } as const
    const { app } = other.database.pools
    expect(await writeTenant(app, distributorId, (tx) => applyErpStatus(tx, told))).toBe('moved')
  }
  expect(await ask(other, held)).toEqual([{ milli: 0, minor: 0 }])
})

test('what outlets usually do, read of all lines at once, is what is learnt of each in turn', async () => {
  const whole = await hashes(one)
  const [launched] = await ask<{ distributorId: string; outletIds: string[] }>(
    one,
    `select p.distributor_id as "distributorId", array_agg(o.id) as "outletIds"
      from rollout.programme p join outlets.outlet o on o.distributor_id = p.distributor_id
      group by p.distributor_id`,
  )
  const { distributorId = '', outletIds = [] } = launched ?? {}
  await one.owner.query('update habit.pattern set drops = drops + 1')
  await one.owner.query('delete from habit.usual_line where drops % 2 = 0')
  await one.owner.query('update habit.usual_line set drops = drops + 1')
  await one.owner.query('delete from habit.schedule_proposal')
  const spoilt = await hashes(one)
  for (const table of ['habit.pattern', 'habit.usual_line', 'habit.schedule_proposal'])
    expect(spoilt[table], table).not.toBe(whole[table])
  const { app } = one.database.pools
  await writeTenant(app, distributorId, (tx) => learnHabits(tx, distributorId, outletIds))
  expect(await hashes(one)).toEqual(whole)
})

test('the checks above see a world that is wrong', async () => {
  await other.owner.query('update ordering.order set line_count = line_count + 1')
  await other.owner.query('update accounts.invoice set paid_minor = 1')
  await other.owner.query('update stock.balance set reserved_milli = 1, on_hand_milli = -9e9')
  await other.owner.query('update stock.reservation set quantity_milli = quantity_milli + 1')
  await other.owner.query('update accounts.credit set released_minor = released_minor + 1')
  await other.owner.query(`update ordering.order set status = 'placed'`)
  await other.owner.query('update accounts.contract set credit_limit_minor = 0')
  await other.owner.query('update accounts.document_number set last_number = 1')
  await other.owner.query(`update rollout.reminder set planned_at = now() + interval '9 years'`)
  await other.owner.query('update promotions.benefit set taken_minor = taken_minor + 1')
  for (const [what, text] of NOTHING)
    expect((await ask(other, text)).length, what).toBeGreaterThan(0)
})
