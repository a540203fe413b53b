import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeErp } from '../test/erp.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { catalogue } from './modules/exchange/commerceml/test-commerceml.ts'
import { product } from './modules/exchange/test-import.ts'
import { writeTenant } from './platform/db.ts'
import { LIMITS } from './platform/limits.ts'

type Said = {
  id: string
  login: string
  feedName: string | null
  requests: number
  failures: number
  bytes: number
}
type Heard = Said & {
  runs: { id: string }[]
  rows: { no: number; type: string; mode: string; file: string; bytes: number; answer: string }[]
  next: number | null
}

let open: UploadOffice
let office: UploadOffice['office']
let key: { login: string; secret: string }
beforeAll(async () => {
  open = await openUploadOffice('log')
  ;({ office } = open)
  const feedId = randomUUID()
  const feed = { name: 'BAS', kind: 'erp', tableKind: null, rhythm: null, toleranceMinutes: 0 }
  await office.ask('putFeed', { feedId, ...feed })
  key = (await office.ask('makeKey', { feedId, keyId: randomUUID() })).said as typeof key
})
afterAll(() => open?.close())

const sessions = async () =>
  ((await office.ask('sessions', {})).said as { sessions: Said[] }).sessions
const seen = async (sessionId: string, more = {}) =>
  (await office.ask('session', { sessionId, ...more })).said as Heard
const erpOf = (secret = key.secret) => makeErp(open.tandem.url, key.login, secret)

test('each request of a session is kept with its answer, and none of its secrets', async () => {
  const erp = erpOf()
  await erp.open('catalog')
  const body = catalogue(product('p-1'))
  await erp.send('catalog', 'import.xml', body)
  await erp.import('type=catalog&mode=import&filename=import.xml')
  await erp.ask('type=catalog&mode=import&filename=other.xml')
  const [first] = await sessions()
  const bytes = Buffer.byteLength(body)
  const told = { login: key.login, feedName: 'BAS', requests: 5, failures: 1, bytes }
  expect(first).toMatchObject(told)

  const session = await seen(first?.id ?? '')
  expect(session.rows.map(({ type, mode, file }) => `${type} ${mode} ${file}`.trim())).toEqual([
    'catalog checkauth',
    'catalog init',
    'catalog file import.xml',
    'catalog import import.xml',
    'catalog import other.xml',
  ])
  expect(session.rows[2]).toMatchObject({ bytes, answer: 'success' })
  expect(session.rows[3]?.answer).toContain('success | written')
  expect(session.rows[4]?.answer).toBe('failure | This file was not sent: other.xml')
  const [, token = ''] = erp.cookie().split('=')
  expect(token.length).toBeGreaterThan(20)
  const text = JSON.stringify(session)
  for (const secret of [token, token.slice(0, 16), key.secret]) expect(text).not.toContain(secret)

  const [run] = session.runs
  expect(await office.ended(run?.id ?? '')).toMatchObject({ sessionId: first?.id, status: 'done' })
  expect((await seen(session.id, { limit: 2 })).next).toBe(2)
  expect((await seen(session.id, { after: 2 })).rows.map(({ no }) => no)).toEqual([3, 4, 5])
})

test('a wrong password of a known login is seen, a stranger’s is not', async () => {
  const before = await sessions()
  expect(await erpOf('wrong').open('catalog')).toBe('failure')
  await makeErp(open.tandem.url, 'nobody', 'wrong').open('catalog')
  const isNew = ({ id }: Said) => before.every((old) => old.id !== id)
  await expect.poll(async () => (await sessions()).filter(isNew).length).toBe(1)
  const [refused] = (await sessions()).filter(isNew)
  expect(refused).toMatchObject({ login: key.login, requests: 1, failures: 1 })
  expect((await seen(refused?.id ?? '')).rows).toMatchObject([
    { mode: 'checkauth', answer: 'failure | Wrong login or password' },
  ])
})

test('a session that says too much is counted on, and kept no more', async () => {
  const erp = erpOf()
  await erp.open('catalog')
  const [first] = await sessions()
  await writeTenant(open.database.pools.app, open.town.tenant.id, (tx) =>
    sql`update exchange.session set requests = ${LIMITS.sessionRequestsMax - 1}
      where id = ${first?.id}`.execute(tx),
  )
  for (let i = 0; i < 3; i += 1) await erp.ask('type=catalog&mode=init')
  const last = await seen(first?.id ?? '')
  expect(last.requests).toBe(LIMITS.sessionRequestsMax + 2)
  expect(last.rows.map(({ no }) => no)).toEqual([1, 2, LIMITS.sessionRequestsMax])
})

test('another distributor’s log is no log of yours', async () => {
  const [first] = await sessions()
  const as = { cookie: open.stranger, code: 'others' }
  expect((await office.ask('sessions', {}, as)).said).toMatchObject({ sessions: [] })
  expect(await office.refusalOf('session', { sessionId: first?.id }, as)).toBe('UNKNOWN')
})
