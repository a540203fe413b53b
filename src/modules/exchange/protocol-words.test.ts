import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeErp } from '../../../test/erp.ts'
import { type Running, startTandem } from '../../../test/running.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown } from '../../../test/town.ts'
import { writeGlobal } from '../../platform/db.ts'
import { makeMachineKey } from '../identity/identity.ts'

let database: TestDatabase
let tandem: Running
let secure: Running
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const { tenant } = await makeTown(database)
  await writeGlobal(database.pools.identity, async (tx) => {
    for (const login of ['busy', 'guessed', 'crowd', 'words']) {
      await makeMachineKey(tx, { distributorId: tenant.id, login, secret: SECRET })
    }
  })
  tandem = await startTandem(database)
  secure = await startTandem(database, { TANDEM_PUBLIC_URL: 'https://orders.example' })
})
afterAll(async () => {
  await tandem?.stop()
  await secure?.stop()
  await owner?.end()
  await database?.drop()
})

const SECRET = 'the secret of the erp'
const checkAuth = (login: string, secret: string, url = tandem.url) =>
  fetch(`${url}/exchange/commerceml?type=catalog&mode=checkauth`, {
    headers: { authorization: `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}` },
  })
const statusOf = async (login: string, secret: string) => (await checkAuth(login, secret)).status
const clockAt = (seconds: number) =>
  owner.query('update platform.clock set offset_seconds = $1', [seconds])

test('an ERP that signs in every half a minute is let in every time', async () => {
  const told = new Set<number>()
  for (let i = 0; i < 70; i += 1) told.add(await statusOf('busy', SECRET))
  expect([...told]).toEqual([200])
})

test('sixty wrong secrets an hour shut the door, also to the right one, until the hour is over', async () => {
  for (let i = 0; i < 59; i += 1) expect(await statusOf('guessed', `guess ${i}`)).toBe(401)
  expect(await statusOf('guessed', SECRET)).toBe(200)
  expect(await statusOf('guessed', 'guess 60')).toBe(401)
  const shut = await checkAuth('guessed', SECRET)
  expect([shut.status, await shut.text()]).toEqual([401, 'failure\nWrong login or password\n'])
  expect(await statusOf('busy', SECRET)).toBe(200)
  await clockAt(3_601)
  expect(await statusOf('guessed', SECRET)).toBe(200)
  await clockAt(0)
})

test('many guesses at once are no more than the limit', async () => {
  await Promise.all(Array.from({ length: 90 }, (_, i) => statusOf('crowd', `guess ${i}`)))
  const used = await owner.query(
    `select used from identity.allowance where subject = 'exchange crowd'`,
  )
  expect(used.rows).toEqual([{ used: 90 }])
  expect(await statusOf('crowd', SECRET)).toBe(401)
})

test('when wrong tries cannot be counted, the right secret opens nothing', async () => {
  await owner.query('revoke insert on identity.allowance from tandem_identity')
  const refused = await checkAuth('busy', SECRET)
  await owner.query('grant insert on identity.allowance to tandem_identity')
  expect(refused.status).toBe(500)
  expect(refused.headers.getSetCookie()).toEqual([])
  expect(await statusOf('busy', SECRET)).toBe(200)
})

test.each([
  ['a login of nothing', ''],
  ['a sign that no text may hold', 'a\u0000b'],
  ['a login longer than any', 'x'.repeat(9_000)],
  ['bytes that are no text', '\ufffd'],
])('%s is a wrong login', async (_what, login) => {
  expect(await statusOf(login, SECRET)).toBe(401)
})

test('the cookie travels by https only where people use https', async () => {
  const cookieOf = async (url: string) =>
    (await checkAuth('words', SECRET, url)).headers.getSetCookie().join()
  expect(await cookieOf(secure.url)).toMatch(
    /^tandem-exchange=.*; HttpOnly; SameSite=Strict; Secure$/,
  )
  expect(await cookieOf(tandem.url)).toMatch(/^tandem-exchange=.*; HttpOnly; SameSite=Strict$/)
})

const ODD = [
  'type=catalog&type=sale&mode=init',
  'type=catalog&mode=init&mode=file',
  'type=catalog&mode=checkauth&mode=checkauth',
  'type=catalog&mode=file&filename=a.xml&filename=b.xml',
  'type=catalog&mode=import&filename=a&filename=b&filename=c',
  'type=catalog&mode=init&sessid=aaaaaaaaaaaaaaaaaaaaaaaa&sessid=b',
  'type=sale&mode=init&version=2.09&version=2.1',
  'type[]=catalog&mode=init',
  'type=catalog&mode=',
  '',
  'type=__proto__&mode=constructor',
  '__proto__=x&type=catalog&mode=toString',
  'type=catalog%0Asuccess&mode=init%0Asuccess',
  'type=%00&mode=%00',
  'type=%ff%fe&mode=%zz',
  'type=catalog&mode=file&filename=%00.xml',
  'type=catalog&mode=file&filename=../../etc/passwd',
  `type=catalog&mode=file&filename=${'x'.repeat(3_000)}.xml`,
  'type=catalog&mode=import&filename=%0d%0asuccess',
]

test.each(ODD)('odd words are answered by a failure with its reason: %s', async (query) => {
  const erp = makeErp(tandem.url, 'words', SECRET)
  await erp.open('catalog')
  const asked = await erp.ask(query)
  const lines = asked.text.trimEnd().split('\n')
  expect([lines[0], lines.length], asked.text).toEqual(['failure', 2])
  expect(lines[1]?.length).toBeGreaterThan(10)
  expect([200, 400, 401]).toContain(asked.status)
  const stranger = await fetch(`${tandem.url}/exchange/commerceml?${query}`)
  expect([400, 401]).toContain(stranger.status)
  expect(await stranger.text()).toMatch(/^failure\n/)
})

test('words that nobody knows do no harm: the exchange goes on', async () => {
  const erp = makeErp(tandem.url, 'words', SECRET)
  await erp.open('catalog')
  const { text } = await erp.ask('type=catalog&mode=init&extra=1&extra=2')
  expect(text).toMatch(/^zip=yes/)
})
