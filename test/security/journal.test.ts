import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doctor } from '../../src/doctor.ts'
import { proveAudit } from '../../src/platform/audit-queries.ts'
import { readTenant, writeTenant } from '../../src/platform/db.ts'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { type Call, calls, send } from './calls.ts'
import { settled } from './fingerprint.ts'
import { makePlace, type Place, type Session } from './place.ts'
import { samples } from './samples.ts'
import { signInBy } from './sign-in.ts'

let database: TestDatabase
let tandem: Running
let owner: pg.Client
let place: Place
beforeAll(async () => {
  database = await testDatabase()
  tandem = await startTandem(database)
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  place = await makePlace(database, { code: 'journal', dataFolder: tandem.config.dataFolder })
  // Goods came to the outlet: without that there is nothing to give back and no yardstick.
  await writeTenant(database.pools.app, place.town.tenant.id, (tx) =>
    sql`update ordering.order set status = 'delivered',
        delivery_day = (platform.now() at time zone 'UTC')::date - 1 where distributor_id = ${place.town.tenant.id}
      and id = ${place.ids.order}`.execute(tx),
  )
})
afterAll(async () => {
  await tandem?.stop()
  await owner?.end()
  await database?.drop()
})

type Row = {
  id: string
  actor_kind: string
  actor_id: string | null
  session_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  detail: object
}
const rows = async (): Promise<Row[]> =>
  readTenant(database.pools.app, place.town.tenant.id, async (db) => {
    const found = await sql<Row>`select id, actor_kind, actor_id, session_id, action, subject_kind,
      subject_id, detail from platform.audit where distributor_id = ${place.town.tenant.id}
      order by id`.execute(db)
    return found.rows
  })
const proof = () =>
  readTenant(database.pools.app, place.town.tenant.id, (db) => proveAudit(db, place.town.tenant.id))

/** The rows that a call leaves when the admin makes it, or the owner what only he may. */
async function leftBy(call: Call): Promise<{ status: number; left: Row[] } & Session> {
  const sample = samples[call.name]
  const role = call.right && !(call.right in (place.roles.admin ?? {})) ? 'owner' : 'admin'
  const sender = place.sessions[role]
  if (!sample || !sender) throw new Error(`${call.name} has no sample`)
  const made = await sample.request(place, sender)
  const other = sample.endsOthers ? await place.newTwin('admin') : sender
  const session = sample.endsSession ? await place.newSession(sender.personId) : other
  const known = new Set((await rows()).map(({ id }) => id))
  const request = call.access === 'tenant' ? { ...made, distributor: place.code } : made
  const { status } = await send(tandem.url, call, request, {
    transport: 'rest',
    cookie: session.cookie,
  })
  const left = (await rows()).filter(({ id }) => !known.has(id))
  return { status, left, ...session }
}

const writes = calls.filter(({ method, name }) => method !== 'GET' && name !== 'identity.signIn')
const audited = writes.flatMap((call) =>
  call.audit && 'word' in call.audit ? [{ ...call, audit: call.audit }] : [],
)

test('every call that changes something says what the journal keeps of it, or why nothing', () => {
  expect(writes.filter(({ audit }) => !audit).map(({ name }) => name)).toEqual([])
  expect(audited.length).toBeGreaterThan(20)
})

test.each(audited.map((call) => [call.name, call] as const))(
  '%s leaves one row with its word, who did it and by which session',
  async (_name, call) => {
    const { status, left, personId, sessionId } = await leftBy(call)
    expect(status).toBe(200)
    expect(left).toHaveLength(1)
    expect(left[0]).toMatchObject({
      action: call.audit.word,
      subject_kind: call.audit.on,
      actor_kind: 'person',
      actor_id: personId,
      session_id: sessionId,
    })
    for (const field of call.audit.tells ?? []) expect(left[0]?.detail).toHaveProperty(field)
  },
)

const silent = writes.filter(({ audit }) => audit && 'none' in audit)
test.each(silent.map((call) => [call.name, call] as const))(
  '%s leaves no row, as its contract says',
  async (_name, call) => expect((await leftBy(call)).left).toEqual([]),
)

test('what is refused leaves no row', async () => {
  const call = audited.find(({ name }) => name === 'delivery.changeZone')
  const sample = samples['delivery.changeZone']
  const admin = place.sessions.admin
  if (!call || !sample || !admin) throw new Error('no zone to change')
  const before = await rows()
  const unknown = { ...(await sample.request(place, admin)), zoneId: place.ids.order }
  const answer = await send(
    tandem.url,
    call,
    { ...unknown, distributor: place.code },
    { transport: 'rest', cookie: admin.cookie },
  )
  expect(answer.status).toBe(404)
  expect(await rows()).toEqual(before)
})

test('signing in leaves a row at each distributor of the person, and at no other', async () => {
  const [phone = ''] = place.town.phones
  const other = await makePlace(database, {
    code: 'elsewhere',
    dataFolder: tandem.config.dataFolder,
  })
  const before = await rows()
  await signInBy(tandem.url, phone)
  const left = (await rows()).filter((row) => !before.some(({ id }) => id === row.id))
  expect(left.map((row) => [row.action, row.actor_id])).toEqual([
    ['signed_in', place.town.ids.buyer],
  ])
  const theirs = await owner.query(
    `select count(*)::int as n from platform.audit where action = 'signed_in' and actor_id = $1
      and distributor_id = $2`,
    [place.town.ids.buyer, other.town.tenant.id],
  )
  expect(theirs.rows).toEqual([{ n: 0 }])
})

test('no row holds a name, a phone or a free text', async () => {
  const people = await owner.query<{ name: string; phone: string }>(
    'select name, phone from identity.person',
  )
  const told = JSON.stringify(await rows())
  expect(told.length).toBeGreaterThan(1_000)
  const found = people.rows.flatMap(({ name, phone }) => [name, phone.slice(1)])
  expect(found.filter((text) => told.includes(text))).toEqual([])
  expect(told).not.toContain('note journal')
})

test('the program may add rows and seals, and change or take out none, not even sign-ins', async () => {
  const { app, identity, worker } = database.pools
  for (const pool of [app, identity, worker]) {
    for (const table of ['platform.audit', 'platform.audit_seal']) {
      for (const verb of [
        `update ${table} set distributor_id = distributor_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await expect(pool.query(verb)).rejects.toThrow(/permission denied/)
      }
    }
  }
  // The control: one more row is taken.
  await writeTenant(app, place.town.tenant.id, (tx) =>
    sql`insert into platform.audit (distributor_id, id, action, subject_kind, subject_id)
      values (${place.town.tenant.id}, gen_random_uuid(), 'imported', 'run', 'x')`.execute(tx),
  )
})

test('rows are sealed into a chain soon after they are written', async () => {
  const since = performance.now()
  const call = audited.find(({ name }) => name === 'accounts.setDebtSetting')
  if (!call) throw new Error('no such call')
  await leftBy(call)
  await settled(async () => (await proof()).unsealed)
  expect(performance.now() - since).toBeLessThan(10_000)
  const { sealed, unsealed, lastSeal, broken } = await proof()
  // The control of the test before is waited for by nobody.
  expect([unsealed, broken]).toEqual([1, []])
  expect(sealed).toBe((await rows()).length - 1)
  expect(lastSeal).toMatch(/^[0-9a-f]{64}$/)
})

async function lineOfDoctor(): Promise<string | undefined> {
  const said: string[] = []
  const { dataFolder } = tandem.config
  const ports = { DATABASE_URL: database.ownerUrl, PORT: new URL(tandem.url).port }
  const env = {
    TANDEM_DATA: dataFolder,
    TANDEM_SECRET: database.secret,
    TANDEM_DEMO: '1',
    ...ports,
  }
  const say = (text: string) => said.push(text)
  await doctor(env, { say, tell: () => undefined, fail: () => 1 })
  return said.find((line) => line.includes(' journal: '))
}

test('rows written at the same moment make one chain, without a gap or a fork', async () => {
  const call = audited.find(({ name }) => name === 'accounts.setDebtSetting')
  if (!call) throw new Error('no such call')
  const request = { distributor: place.code, staleHours: 24, promiseDaysMax: 14 }
  const { cookie = '' } = place.sessions.admin ?? {}
  const { sealed } = await proof()
  const many = Array.from({ length: 40 }, () =>
    send(tandem.url, call, request, { transport: 'rest', cookie }),
  )
  expect((await Promise.all(many)).map(({ status }) => status)).toEqual(many.map(() => 200))
  await settled(async () => (await proof()).unsealed)
  expect(await proof()).toMatchObject({ sealed: sealed + 40, unsealed: 1, broken: [] })
})

const asOwner = async (text: string, ...values: unknown[]) => {
  await owner.query('begin')
  await owner.query(`set local tandem.distributor = '${place.town.tenant.id}'`)
  const done = await owner.query(text, values)
  await owner.query('commit')
  return done.rowCount
}
const numberOf = async (place_: number) => {
  const found = await owner.query<{ audit_id: string }>(
    'select audit_id from platform.audit_seal where distributor_id = $1 and number = $2',
    [place.town.tenant.id, place_],
  )
  return found.rows[0]?.audit_id
}

test.each([
  ['who did it', `update platform.audit set actor_id = gen_random_uuid() where id = $1`],
  ['what was done', `update platform.audit set action = 'signed_out' where id = $1`],
  ['when', `update platform.audit set at = at + interval '1 microsecond' where id = $1`],
  ['a detail', `update platform.audit set detail = '{"a": 1}' where id = $1`],
])('a row that the owner of the database changed is found: %s', async (_what, change) => {
  const id = await numberOf(3)
  const kept = await owner.query(
    'select at, actor_id, action, detail from platform.audit where id = $1',
    [id],
  )
  expect((await proof()).broken).toEqual([])
  expect(await asOwner(change, id)).toBe(1)
  expect((await proof()).broken).toEqual([3])
  const [row] = kept.rows
  await asOwner(
    'update platform.audit set at = $2, actor_id = $3, action = $4, detail = $5 where id = $1',
    id,
    row.at,
    row.actor_id,
    row.action,
    row.detail,
  )
  expect((await proof()).broken).toEqual([])
})

test('a row that was taken out with its seal is found, and told by the office’s call and the doctor', async () => {
  expect(await lineOfDoctor()).toMatch(/^ok {2}journal: \d+ rows sealed and unchanged, 1 wait/)
  const id = await numberOf(4)
  await asOwner('delete from platform.audit_seal where audit_id = $1', id)
  await asOwner('delete from platform.audit where id = $1', id)
  const call = calls.find(({ name }) => name === 'identity.journalProof')
  if (!call) throw new Error('no such call')
  const told = await send(
    tandem.url,
    call,
    { distributor: place.code },
    { transport: 'rest', cookie: place.sessions.admin?.cookie ?? '' },
  )
  expect((JSON.parse(told.body) as { broken: number[] }).broken).toContain(5)
  expect(await lineOfDoctor()).toMatch(/^BAD journal: .*the first at seal 5/)
})
