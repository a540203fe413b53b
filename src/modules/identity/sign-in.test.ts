import { randomInt, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Running, startTandem } from '../../../test/running.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { openPool, type Pools } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { askCode, signIn } from './sign-in.ts'

let database: TestDatabase
let owner: pg.Client
let tandem: Running
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database)
  tandem = await startTandem(database)
})
beforeEach(async () => {
  await clockAt(0)
  await owner.query('delete from identity.phone_code; delete from identity.allowance')
})
afterAll(async () => {
  await tandem?.stop()
  await owner?.end()
  await database?.drop()
})

const clockAt = (seconds: number) =>
  owner.query('update platform.clock set offset_seconds = $1', [seconds])

const newPhone = () => `+38067${randomInt(1_000_000, 10_000_000)}`
const HERE = '10.0.0.1'

type Asked = { phone: string; deviceId?: string; address?: string; pools?: Pools }
const ask = ({ phone, deviceId = randomUUID(), address = HERE, pools }: Asked) =>
  askCode(pools ?? database.pools, database.secret, { phone, deviceId, address, demo: false })
async function codeFor(phone: string, deviceId: string): Promise<string> {
  const asked = await ask({ phone, deviceId })
  if (!asked.ok) throw new Error(asked.refusal.code)
  return asked.value.code
}
const enter = (phone: string, deviceId: string, code: string, pools = database.pools) =>
  signIn(pools, database.secret, { phone, deviceId, code, userAgent: '', requestId: 'test' })
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const count = async (table: string) =>
  Number((await owner.query(`select count(*) as n from identity.${table}`)).rows[0].n)

test('the right code from its own device opens a session, once', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  expect(await enter(phone, device, code)).toMatchObject({ ok: true })
  expect(await enter(phone, device, code)).toEqual({ ok: false, refusal: { code: 'code_expired' } })
})

test('a code has five tries; the sixth is refused, though it is the right one', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect(await enter(phone, device, wrong(code))).toEqual({
      ok: false,
      refusal: { code: 'code_wrong', triesLeft },
    })
  }
  expect(await enter(phone, device, code)).toEqual({ ok: false, refusal: { code: 'code_expired' } })
  const other = await codeFor(phone, device)
  for (let i = 0; i < 4; i += 1) await enter(phone, device, wrong(other))
  expect(await enter(phone, device, other)).toMatchObject({ ok: true })
})

test('twenty wrong tries at once are no more than five', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  const tries = Array.from({ length: 20 }, () => enter(phone, device, wrong(code)))
  const codes = (await Promise.all(tries)).map((tried) => (tried.ok ? 'in' : tried.refusal.code))
  expect(codes.filter((told) => told === 'code_wrong')).toHaveLength(5)
  expect(codes).not.toContain('in')
})

test('a code lives for five minutes', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  await clockAt(LIMITS.codeSeconds + 5)
  expect(await enter(phone, device, code)).toEqual({ ok: false, refusal: { code: 'code_expired' } })
  await clockAt(LIMITS.codeSeconds - 30)
  expect(await enter(phone, device, code)).toMatchObject({ ok: true })
})

test('a code opens nothing from another device, nor for another phone', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  const expired = { ok: false, refusal: { code: 'code_expired' } }
  expect(await enter(phone, randomUUID(), code)).toEqual(expired)
  expect(await enter(newPhone(), device, code)).toEqual(expired)
  expect(await enter(phone, device, code)).toMatchObject({ ok: true })
})

test('a phone gets three codes an hour, however it is spelt and from wherever they are asked', async () => {
  const spellings = ['067 555 00 11', '+380675550011', '380 (67) 555-00-11', '0675550011']
  const told = []
  for (const [i, phone] of spellings.entries()) {
    told.push((await ask({ phone, address: `10.0.1.${i}` })).ok)
  }
  expect(told).toEqual([true, true, true, false])
  await clockAt(3_600 + 5)
  expect(await ask({ phone: '0675550011' })).toMatchObject({ ok: true })
})

test('four codes asked at the same moment are three', async () => {
  const phone = newPhone()
  const asked = await Promise.all(Array.from({ length: 8 }, () => ask({ phone })))
  expect(asked.filter(({ ok }) => ok)).toHaveLength(3)
  expect(await count('phone_code')).toBe(3)
})

test('a phone gets ten codes a day; the refusal says until when', async () => {
  const phone = newPhone()
  for (let i = 0; i < 10; i += 1) {
    await clockAt(Math.floor(i / 3) * 3_700)
    expect(await ask({ phone })).toMatchObject({ ok: true })
  }
  await clockAt(5 * 3_700)
  const refused = await ask({ phone })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'too_many_codes' } })
  await clockAt(24 * 3_600 + 60)
  expect(await ask({ phone })).toMatchObject({ ok: true })
})

test('one address asks for thirty phones an hour, another goes on', async () => {
  for (let i = 0; i < LIMITS.codesPerAddressHourMax; i += 1) {
    expect(await ask({ phone: newPhone() })).toMatchObject({ ok: true })
  }
  expect(await ask({ phone: newPhone() })).toMatchObject({ ok: false })
  expect(await ask({ phone: newPhone(), address: '10.0.0.2' })).toMatchObject({ ok: true })
})

async function without(grant: string, work: () => Promise<void>): Promise<void> {
  await owner.query(`revoke ${grant} from tandem_identity`)
  try {
    await work()
  } finally {
    await owner.query(`grant ${grant} to tandem_identity`)
  }
}

test.each([
  'insert on identity.allowance',
  'update on identity.allowance',
  'select on identity.phone_code',
])('when the counters cannot be read or written, no code is made: %s', async (grant) => {
  const phone = newPhone()
  await without(grant, async () => {
    await expect(ask({ phone })).rejects.toThrow(/permission denied/)
  })
  expect(await count('phone_code')).toBe(0)
  expect(await ask({ phone })).toMatchObject({ ok: true })
})

test('when a try cannot be counted, the right code does not let in', async () => {
  const [phone, device] = [newPhone(), randomUUID()]
  const code = await codeFor(phone, device)
  const sessions = await count('session')
  await without('update on identity.phone_code', async () => {
    await expect(enter(phone, device, code)).rejects.toThrow(/permission denied/)
  })
  expect(await count('session')).toBe(sessions)
  expect(await enter(phone, device, code)).toMatchObject({ ok: true })
})

test('when the database is away, nobody gets a code and nobody is let in', async () => {
  const away = openPool('postgres://nobody@127.0.0.1:1/nothing', 1, () => undefined)
  const pools = { ...database.pools, identity: away }
  await expect(ask({ phone: newPhone(), pools })).rejects.toThrow(/ECONNREFUSED/)
  await expect(enter(newPhone(), randomUUID(), '000000', pools)).rejects.toThrow(/ECONNREFUSED/)
  await away.end()
})

const post = (path: string, body: object, cookie = '') =>
  fetch(`${tandem.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
    body: JSON.stringify(body),
  })
const deviceOf = (reply: Response) =>
  reply.headers
    .getSetCookie()
    .find((set) => set.startsWith('tandem-device'))
    ?.split(';')[0] ?? ''

test('over the wire a counter that fails is an error without code, cookie or session', async () => {
  const [phone = ''] = town.phones
  const sessions = await count('session')
  await without('insert on identity.allowance', async () => {
    const reply = await post('/sign-in/code', { phone })
    expect(reply.status).toBe(500)
    expect(await reply.text()).not.toMatch(/\d{6}/)
  })
  const asked = await post('/sign-in/code', { phone })
  const { demoCode: code } = (await asked.json()) as { demoCode: string }
  const device = deviceOf(asked)
  await without('update on identity.phone_code', async () => {
    const reply = await post('/sign-in', { phone, code }, device)
    expect(reply.status).toBe(500)
    expect(reply.headers.getSetCookie().filter((set) => /^tandem=/.test(set))).toEqual([])
  })
  expect(await count('session')).toBe(sessions)
  expect((await post('/sign-in', { phone, code }, device)).status).toBe(200)
})

test('a known phone and an unknown one are answered alike, for the code and for a wrong one', async () => {
  const shown = async (phone: string) => {
    const asked = await post('/sign-in/code', { phone })
    const body = (await asked.json()) as Record<string, string>
    const { demoCode = '' } = body
    const tried = await post('/sign-in', { phone, code: wrong(demoCode) }, deviceOf(asked))
    const names = [...asked.headers.keys()].filter((name) => name !== 'date').sort()
    return {
      ...{ asked: asked.status, fields: Object.keys(body), names, length: demoCode.length },
      ...{ tried: tried.status, told: await tried.json() },
    }
  }
  const known = await shown(town.phones[0] ?? '')
  expect(await shown(newPhone())).toEqual(known)
  expect(known).toMatchObject({ asked: 200, tried: 401 })
})
