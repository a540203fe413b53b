import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTenant, writeTenant } from '../../src/platform/db.ts'
import { roleUrl } from '../../src/platform/migrate.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown, type Town } from '../town.ts'

/** Tables that stand above tenants: each with its reason. */
const ABOVE_TENANTS: Record<string, string> = {
  'identity.tenant': 'the list of organisations itself',
  'identity.person': 'a person signs in above organisations',
  'identity.membership': 'read at sign-in, over all organisations of a person',
  'identity.role_right': 'read with the membership, by the role of people only',
  'identity.role_given': 'which rights a version gave: written by migration',
  'identity.phone_code': 'before anybody is known',
  'identity.allowance': 'before anybody is known',
  'identity.session': 'a person signs in above organisations',
  'identity.silence': 'a session’s, above organisations',
  'identity.machine_key': 'finds the organisation of a machine',
  'identity.api_key': 'finds the organisation of a programme',
  'identity.api_key_right': 'read with the key, by the role of people only',
  'identity.machine_session': 'finds the organisation of a machine',
  'identity.demo_login': 'offered before anybody is known; empty outside a demo',
  'platform.clock': 'one clock for all',
}

let database: TestDatabase
let owner: pg.Client
let town: Town
let other: Town
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database, { code: 'mine' })
  other = await makeTown(database, { code: 'theirs' })
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

type Table = { name: string; guarded: boolean; forced: boolean; policies: number }

const tables = async (): Promise<Table[]> =>
  (
    await owner.query<Table>(`select n.nspname || '.' || c.relname as name, c.relrowsecurity as guarded,
      c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in
        ('pg_catalog', 'information_schema', 'graphile_worker', 'migration') order by 1`)
  ).rows

const isPartition = (name: string) => /^ordering\.order_event_/.test(name)

test('every table is either above tenants by name, or guarded for its owner too', async () => {
  const all = await tables()
  const open = all.filter((t) => !(t.name in ABOVE_TENANTS) && !(t.guarded && t.forced))
  expect(open).toEqual([])
  const unguarded = all.filter(
    (t) => !(t.name in ABOVE_TENANTS) && !isPartition(t.name) && t.policies === 0,
  )
  expect(unguarded).toEqual([])
  expect(Object.keys(ABOVE_TENANTS).filter((name) => !all.some((t) => t.name === name))).toEqual([])
  expect(all.length).toBeGreaterThan(50)
})

test('no view, definer function or role of ours goes around the guard', async () => {
  const views = await owner.query(`select 1 from pg_class c join pg_namespace n
    on n.oid = c.relnamespace where c.relkind in ('v', 'm')
    and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`)
  const definers = await owner.query(`select p.proname from pg_proc p join pg_namespace n
    on n.oid = p.pronamespace where p.prosecdef and n.nspname not in
    ('pg_catalog', 'information_schema', 'graphile_worker')`)
  const roles = await owner.query(`select rolname from pg_roles
    where rolname like 'tandem\\_%' and rolname <> 'tandem_owner' and (rolsuper or rolbypassrls)`)
  const owned =
    await owner.query(`select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
    join pg_namespace n on n.oid = c.relnamespace
    where r.rolname in ('tandem_app', 'tandem_identity') and n.nspname not like 'pg_%'`)
  expect([views.rows, definers.rows, roles.rows, owned.rows]).toEqual([[], [], [], []])
})

test('a tenant’s transaction sees none of another’s rows, in any table', async () => {
  const names = (await tables()).map((t) => t.name).filter((name) => !(name in ABOVE_TENANTS))
  const leaks: string[] = []
  let seen = 0
  await readTenant(database.pools.app, town.tenant.id, async (db) => {
    for (const name of names.filter((each) => !isPartition(each))) {
      const [schema = '', table = ''] = name.split('.')
      const from = sql.table(`${schema}.${table}`)
      const { rows } = await sql<{ mine: number; theirs: number }>`select
        count(*) filter (where distributor_id = ${town.tenant.id})::int as mine,
        count(*) filter (where distributor_id <> ${town.tenant.id})::int as theirs
        from ${from}`.execute(db)
      seen += rows[0]?.mine ?? 0
      if ((rows[0]?.theirs ?? 1) > 0) leaks.push(name)
    }
  })
  expect(leaks).toEqual([])
  // The control: its own rows it does see, and the owner sees both tenants'.
  expect(seen).toBeGreaterThan(20)
  const both = await owner.query(
    'select count(distinct distributor_id)::int as n from outlets.outlet',
  )
  expect(both.rows).toEqual([{ n: 2 }])
})

test('without a tenant nothing is seen and nothing can be written', async () => {
  const bare = new pg.Client(roleUrl(database.ownerUrl, 'tandem_app', database.secret))
  await bare.connect()
  const seen = await bare.query('select count(*)::int as n from outlets.outlet')
  expect(seen.rows).toEqual([{ n: 0 }])
  const write = bare.query(
    `insert into outlets.team (distributor_id, id, code, name) values ($1, gen_random_uuid(), 'x', 'x')`,
    [town.tenant.id],
  )
  await expect(write).rejects.toThrow(/row-level security/)
  await bare.end()
})

test('a row cannot be written into, or moved to, another tenant', async () => {
  const write = writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`insert into outlets.team (distributor_id, id, code, name)
      values (${other.tenant.id}, gen_random_uuid(), 'x', 'x')`.execute(tx),
  )
  await expect(write).rejects.toThrow(/row-level security/)
  const move = writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`update outlets.outlet set distributor_id = ${other.tenant.id}
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  await expect(move).rejects.toThrow(/row-level security/)
})

test('the audit log takes new rows only', async () => {
  const change = writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`update platform.audit set action = 'x' where distributor_id = ${town.tenant.id}`.execute(
      tx,
    ),
  )
  await expect(change).rejects.toThrow(/permission denied/)
})

test('every key and foreign key of a tenant table begins with its distributor', async () => {
  const wrong = await owner.query(`select c.conrelid::regclass::text as table_name, c.conname
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype in ('p', 'u', 'f') and a.attname <> 'distributor_id'
      and n.nspname not in ('identity', 'graphile_worker', 'migration', 'pg_catalog')
      and c.conrelid <> 'platform.clock'::regclass`)
  expect(wrong.rows).toEqual([])
})
