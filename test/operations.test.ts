import { request as httpRequest } from 'node:http'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeLog } from '../src/platform/log.ts'
import { isNear } from '../src/platform/operations.ts'
import { startServer } from '../src/server.ts'
import { type Running, startTandem } from './running.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { makeTown, type Town } from './town.ts'

let database: TestDatabase
let owner: pg.Client
let town: Town
let running: Running
let lines: string[]
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  owner.on('error', () => undefined)
  await owner.connect()
  town = await makeTown(database)
  running = await startTandem(database)
})
beforeEach(async () => {
  lines = []
  const log = makeLog('trace', { write: (line) => void lines.push(line) })
  server = await startServer({ ...running.config, port: 0 }, database, log)
})
afterEach(() => server.stop())
afterAll(async () => {
  await running?.stop()
  await owner?.end()
  await database?.drop()
})

const post = (path: string, body: object, cookie = '') =>
  fetch(`${server.url}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
    body: JSON.stringify(body),
  })
const cookiesOf = (reply: Response) =>
  reply.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')

async function signIn(): Promise<string> {
  const asked = await post('sign-in/code', { phone: town.phones[0] })
  const device = cookiesOf(asked)
  const { demoCode: code } = (await asked.json()) as { demoCode: string }
  const opened = await post('sign-in', { phone: town.phones[0], code }, device)
  expect(opened.status).toBe(200)
  return `${device}; ${cookiesOf(opened)}`
}

test('ready tells whether the database answers, health only that the program does', async () => {
  const status = async (path: string) => (await fetch(server.url + path)).status
  expect([await status('/health'), await status('/ready')]).toEqual([200, 200])
  const name = new URL(database.ownerUrl).pathname.slice(1)
  const admin = new pg.Client(database.ownerUrl.replace(`/${name}`, '/postgres'))
  await admin.connect()
  try {
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'
        and usename <> current_user`,
    )
    await expect.poll(() => status('/ready')).toBe(503)
    expect(await status('/health')).toBe(200)
    const measures = await (await fetch(`${server.url}/metrics`)).text()
    expect(measures).toContain('tandem_database_up 0')
    expect(measures).not.toContain('tandem_facts_waiting')
  } finally {
    await admin.query(`alter database ${name} allow_connections true`)
    await admin.end()
  }
  await expect.poll(() => status('/ready')).toBe(200)
})

test('a database that hangs makes it not ready within a few seconds', async () => {
  const hanging = Array.from({ length: 12 }, () => database.pools.app.query('select pg_sleep(4)'))
  const began = performance.now()
  expect((await fetch(`${server.url}/ready`)).status).toBe(503)
  expect(performance.now() - began).toBeLessThan(3_500)
  await expect
    .poll(async () => (await fetch(`${server.url}/ready`)).status, { timeout: 10_000 })
    .toBe(200)
  await Promise.all(hanging)
})

const measure = (text: string, name: string) =>
  Number(new RegExp(`^${name.replace(/[{}*]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])
const measures = async () => (await fetch(`${server.url}/metrics`)).text()

test('measures name requests, statements, connections, the queue’s lag and what is parked', async () => {
  const before = await measures()
  const cookie = await signIn()
  await fetch(`${server.url}/api/d/${town.tenant.code}/outlets`, { headers: { cookie } })
  await owner.query(
    `insert into platform.fact (distributor_id, id, type, body, at) values ($1,
      gen_random_uuid(), 'test.unknown', '{}', platform.now() - interval '100 seconds')`,
    [town.tenant.id],
  )
  await owner.query(
    `insert into platform.parked_reaction (distributor_id, fact_id, reaction, reason, tries)
      values ($1, gen_random_uuid(), 'react', 'broke', 10)`,
    [town.tenant.id],
  )
  await owner.query(
    `insert into platform.due_fact (distributor_id, type, subject_id, body, due_at) values
      ($1, 'test.unknown', gen_random_uuid(), '{}', platform.now() - interval '10 minutes'),
      ($1, 'test.unknown', gen_random_uuid(), '{}', platform.now() + interval '10 minutes')`,
    [town.tenant.id],
  )
  // The fact of signing in is handed out meanwhile; the unknown one was told to nobody.
  let after = before
  const waiting = async () => {
    after = await measures()
    return measure(after, 'tandem_facts_waiting')
  }
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1)
  const grown = (name: string) => measure(after, name) - (measure(before, name) || 0)
  expect(grown('tandem_request_seconds_count{route="/api/*",status="200"}')).toBe(3)
  expect(grown('tandem_statements_total')).toBeGreaterThan(5)
  expect(measure(after, 'tandem_facts_lag_seconds')).toBeGreaterThanOrEqual(100)
  expect(measure(after, 'tandem_reactions_parked')).toBe(1)
  expect(measure(after, 'tandem_due_facts_late')).toBe(1)
  expect(measure(after, 'tandem_database_up')).toBe(1)
  expect(measure(after, 'tandem_connections{role="app",state="waiting"}')).toBe(0)
  // Prometheus reads a line per measure: name, labels, number.
  const wrong = after
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .filter((line) => !/^[a-z_:][\w:]*(\{[^}]*\})? (?:[\d.e+-]+|\+Inf|NaN)$/i.test(line))
  expect(wrong).toEqual([])
})

test('measures are told to this machine and private networks, to nobody beyond', async () => {
  const from = async (address: string) =>
    (await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': address } })).status
  expect(await from('10.1.2.3')).toBe(200)
  expect(await from('203.0.113.9')).toBe(404)
  const near = ['127.0.0.1', '::1', '172.31.0.1', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1']
  expect(near.filter((address) => !isNear(address))).toEqual([])
  const far = ['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8', 'nonsense']
  expect(far.filter(isNear)).toEqual([])
})

test('OpenAPI 3.1 tells every call', async () => {
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, unknown>
  }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths)).toContain('/d/{distributor}/orders')
})

test('a request that fails is found in the log by the id its answer carries', async () => {
  const cookie = await signIn()
  await owner.query('alter table outlets.outlet rename to outlet_away')
  const failed = await fetch(`${server.url}/api/d/${town.tenant.code}/outlets`, {
    headers: { cookie },
  })
  await owner.query('alter table outlets.outlet_away rename to outlet')
  expect(failed.status).toBe(500)
  const id = failed.headers.get('x-request-id')
  const told = lines.map((line) => JSON.parse(line)).filter((line) => line.level >= 50)
  expect(told).toEqual([
    expect.objectContaining({ reqId: id, err: expect.objectContaining({ code: '42P01' }) }),
  ])
  expect(await failed.text()).not.toContain('outlet_away')
})

test('no phone, code or token enters the log, at its most talkative', async () => {
  const cookie = await signIn()
  const search = `/api/d/${town.tenant.code}/outlets?search=${encodeURIComponent('+380501234567')}`
  await fetch(server.url + search, { headers: { cookie } })
  await post('sign-in/code', { phone: '+380501234567 or not' })
  const text = lines.join('')
  expect(lines.length).toBeGreaterThan(3)
  const token = /tandem=([^;]+)/.exec(cookie)?.[1] ?? 'none'
  for (const secret of [town.phones[0] ?? 'none', '501234567', token]) {
    expect(text).not.toContain(secret)
  }
})

test('a stop answers what was asked, ends the streams and takes nothing new', async () => {
  const cookie = await signIn()
  const stream = await fetch(`${server.url}/api/d/${town.tenant.code}/live`, {
    headers: { cookie },
  })
  expect(stream.status).toBe(200)
  const ended = stream.text().catch(() => 'cut')
  await owner.query('begin')
  await owner.query('lock table outlets.outlet in access exclusive mode')
  const asked = fetch(`${server.url}/api/d/${town.tenant.code}/outlets`, { headers: { cookie } })
  const watcher = new pg.Client(database.ownerUrl)
  await watcher.connect()
  const isWaiting = async () =>
    (
      await watcher.query(
        `select from pg_stat_activity
          where wait_event_type = 'Lock' and datname = current_database()
            -- The worker that places outlets on the ladder waits, too: it is not asked about.
            and query not like '%rollout.%'`,
      )
    ).rowCount
  await expect.poll(isWaiting).toBe(1)
  await watcher.end()
  const began = performance.now()
  const stopped = server.stop()
  await ended
  await owner.query('commit')
  expect((await asked).status).toBe(200)
  await stopped
  expect(performance.now() - began).toBeLessThan(5_000)
  await expect(fetch(`${server.url}/health`)).rejects.toThrow()
})

test('a client that never finishes its request does not keep the server from stopping', async () => {
  const { port } = new URL(server.url)
  const half = httpRequest({ port, method: 'POST', path: '/api/sign-in/code' })
  half.on('error', () => undefined)
  half.setHeader('content-length', 1000)
  half.setHeader('content-type', 'application/json')
  half.write('{')
  await new Promise((resolve) => half.once('socket', (s) => s.once('connect', resolve)))
  const began = performance.now()
  await server.stop()
  expect(performance.now() - began).toBeLessThan(15_000)
})
