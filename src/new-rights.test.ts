import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { commands } from './command-list.ts'
import { migrate } from './platform/migrate.ts'

const BEFORE_IT = '0073_exchange_table_mends'
const tenant = { id: randomUUID(), code: 'old' }

let database: TestDatabase
let cluster: pg.Client
let owner: pg.Client
const name = `old_${randomUUID().slice(0, 8)}`

/** A database as an older version left it, with a distributor of the first one's rights. */
beforeAll(async () => {
  database = await testDatabase()
  cluster = new pg.Client(withDatabase('postgres'))
  await cluster.connect()
  await cluster.query(`create database ${name}`)
  await migrate({ ownerUrl: withDatabase(name), secret: database.secret, upTo: BEFORE_IT })
  owner = new pg.Client(withDatabase(name))
  await owner.connect()
  await owner.query(
    `insert into identity.tenant (id, code, kind, name, country, currency, time_zone, language)
      values ($1, $2, 'distributor', 'Old', 'UA', 'UAH', 'Europe/Kyiv', 'uk')`,
    [tenant.id, tenant.code],
  )
  const first = ['order.place', 'order.read', 'order.change', 'outlet.read', 'account.read']
  await give('agent', [...first, 'order.place_for', 'slot.read', 'field.read'], 'territory')
  await give('admin', ['exchange.read', 'exchange.run', 'platform.operate', 'audit.read'], 'tenant')
  await give('regional', ['order.read'], 'team')
  await give('supervisor', ['rollout.read'], 'own')
})
afterAll(async () => {
  await owner?.end()
  await cluster?.query(`drop database if exists ${name} with (force)`)
  await cluster?.end()
  await database?.drop()
})

function withDatabase(own: string): string {
  const url = new URL(database.ownerUrl)
  url.pathname = `/${own}`
  return url.toString()
}

async function give(role: string, rights: string[], scope: string) {
  await owner.query(
    `insert into identity.role_right (distributor_id, role, right_code, scope)
      select $1, $2, r, $4 from unnest($3::text[]) r`,
    [tenant.id, role, rights, scope],
  )
}

async function upgraded(): Promise<Record<string, unknown>> {
  let told: Record<string, unknown> = {}
  const print = {
    say: () => undefined,
    tell: (result: object) => {
      told = { ...result }
    },
    fail: () => 1,
  }
  const env = { DATABASE_URL: withDatabase(name), TANDEM_SECRET: database.secret }
  await commands.migrate?.run({ env, print, words: [] } as never)
  return told
}

const rightsOf = async (role: string) =>
  (
    await owner.query<{ right: string; scope: string }>(
      `select right_code as right, scope from identity.role_right
        where distributor_id = $1 and role = $2 order by 1`,
      [tenant.id, role],
    )
  ).rows

async function journal() {
  await owner.query('begin')
  await owner.query(`select set_config('tandem.distributor', $1, true)`, [tenant.id])
  const { rows } = await owner.query<{ role: string; rights: string }>(
    `select subject_id as role, detail ->> 'rights' as rights from platform.audit
      where distributor_id = $1 and action = 'rights_given'`,
    [tenant.id],
  )
  await owner.query('commit')
  return rows
}

test('an older distributor gets the rights that came later, and none of those taken from him', async () => {
  const { rights } = await upgraded()
  expect(rights).toBeGreaterThan(10)
  const agent = await rightsOf('agent')
  // Added to the standard role since; in the scope of that role.
  expect(agent).toContainEqual({ right: 'rollout.contact', scope: 'territory' })
  // The first version gave it: it is not there because somebody took it away.
  expect(agent.map(({ right }) => right)).not.toContain('catalogue.read')
  const admin = (await rightsOf('admin')).map(({ right }) => right)
  expect(admin).toEqual(expect.arrayContaining(['rollout.write', 'message.write', 'outlet.write']))
  expect(admin).not.toContain('order.release')
  expect(await rightsOf('supervisor')).toContainEqual({ right: 'rollout.read', scope: 'own' })
  expect(await rightsOf('regional')).toEqual([{ right: 'order.read', scope: 'team' }])
  const told = await journal()
  expect(told).toContainEqual({ role: 'agent', rights: 'rollout.contact' })
  expect(told.map(({ role }) => role)).not.toContain('regional')
})

test('a right taken away after that stays away, and the next upgrade gives nothing', async () => {
  await owner.query(
    `delete from identity.role_right where distributor_id = $1 and role = 'agent'
      and right_code = 'rollout.contact'`,
    [tenant.id],
  )
  expect(await upgraded()).toMatchObject({ migrated: [], rights: 0 })
  const agent = (await rightsOf('agent')).map(({ right }) => right)
  expect(agent).not.toContain('rollout.contact')
})

test('a right that the next version adds is given, though others were taken away', async () => {
  await owner.query(
    `delete from identity.role_given where distributor_id = $1 and role = 'agent'
      and right_code = 'slot.read'`,
    [tenant.id],
  )
  await owner.query(
    `delete from identity.role_right where distributor_id = $1 and role = 'agent'
      and right_code = 'slot.read'`,
    [tenant.id],
  )
  expect(await upgraded()).toMatchObject({ rights: 1 })
  expect(await rightsOf('agent')).toContainEqual({ right: 'slot.read', scope: 'territory' })
})

test('a new distributor is made with the rights of this version, all written down', async () => {
  const { rows } = await owner.query<{ missing: number }>(
    `select count(*)::int as missing from identity.role_right r
      where role <> 'regional' and not exists (select from identity.role_given g
        where g.distributor_id = r.distributor_id and g.role = r.role
          and g.right_code = r.right_code)`,
  )
  expect(rows).toEqual([{ missing: 0 }])
})
