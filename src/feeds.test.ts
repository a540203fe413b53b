import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeErp } from '../test/erp.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { catalogue } from './modules/exchange/commerceml/test-commerceml.ts'
import { product } from './modules/exchange/test-import.ts'
import { publishDue } from './platform/dispatcher-queries.ts'

type Feed = {
  id: string
  cameAt: string | null
  dueAt: string | null
  lateSince: string | null
  keys: { id: string; login: string; lastUsedAt: string | null; revokedAt: string | null }[]
}

let open: UploadOffice
let office: UploadOffice['office']
let rows: UploadOffice['rows']
let owner: pg.Client
beforeAll(async () => {
  open = await openUploadOffice('feeds')
  ;({ office, rows } = open)
  owner = new pg.Client(open.database.ownerUrl)
  await owner.connect()
})
beforeEach(() => hoursPass(0))
afterAll(async () => {
  await owner?.end()
  await open?.close()
})

const HOURS = { every: 'hours', hours: 4 }

async function feed(said: object = {}) {
  const feedId = randomUUID()
  const whole = { name: '1С', kind: 'erp', tableKind: null, rhythm: HOURS, toleranceMinutes: 30 }
  const put = { feedId, ...whole, ...said }
  expect(await office.ask('putFeed', put)).toMatchObject({ status: 200 })
  return feedId
}
const seen = async (feedId: string) => {
  const { feeds } = (await office.ask('feeds', {})).said as { feeds: Feed[] }
  return feeds.find(({ id }) => id === feedId)
}
async function keyOf(feedId: string) {
  const keyId = randomUUID()
  const { status, said } = await office.ask('makeKey', { feedId, keyId })
  expect(status).toBe(200)
  return { keyId, ...(said as { login: string; secret: string }) }
}
async function sends(key: { login: string; secret: string }, body: string) {
  const erp = makeErp(open.tandem.url, key.login, key.secret)
  expect(await erp.open('catalog')).toBe('success')
  expect((await erp.send('catalog', 'import.xml', body)).text).toBe('success\n')
  return { erp, answer: (await erp.import('type=catalog&mode=import&filename=import.xml')).text }
}

// The clock of the database is moved, and what falls due meanwhile is handed out.
async function hoursPass(hours: number) {
  await owner.query('update platform.clock set offset_seconds = $1', [Math.round(hours * 3600)])
  while ((await publishDue(open.database.pools.worker)) > 0);
  await owner.query(`select pg_notify('tandem', '[]')`)
}
async function lateFacts(feedId: string, wanted: number) {
  const find = () =>
    rows<{ id: string }>(`select id from platform.fact
      where type = 'exchange.feed_late' and body ->> 'feedId' = '${feedId}'`)
  for (let i = 0; i < 50 && (await find()).length < wanted; i += 1) {
    await new Promise((next) => setTimeout(next, 100))
  }
  return (await find()).length
}

test('a feed’s key opens the exchange, tells when it was used, and is revoked at once', async () => {
  const feedId = await feed()
  const key = await keyOf(feedId)
  expect((await seen(feedId))?.keys).toMatchObject([{ login: key.login, lastUsedAt: null }])
  const { erp, answer } = await sends(key, catalogue(product('f-1')))
  expect(answer).toContain('success')
  expect((await seen(feedId))?.keys).toMatchObject([{ lastUsedAt: expect.any(String) }])

  expect(await office.ask('revokeKey', { keyId: key.keyId })).toMatchObject({ status: 200 })
  expect((await erp.ask('type=catalog&mode=init')).status).toBe(401)
  expect(await makeErp(open.tandem.url, key.login, key.secret).open('catalog')).toBe('failure')
  expect(await office.refusalOf('revokeKey', { keyId: key.keyId })).toBe('UNKNOWN')
  const [journal] = await rows(
    `select action, subject_id from platform.audit where action = 'exchange_key_revoked'`,
  )
  expect(journal).toEqual({ action: 'exchange_key_revoked', subject_id: key.keyId })
})

test('a secret is told once and stored nowhere; another feed’s key stays when one is closed', async () => {
  const [mine, other] = [await feed(), await feed({ name: 'BAS' })]
  const keyId = randomUUID()
  const first = await office.ask('makeKey', { feedId: mine, keyId })
  const { login, secret } = first.said as { login: string; secret: string }
  expect(await office.refusalOf('makeKey', { feedId: mine, keyId })).toBe('key_known')
  expect(JSON.stringify((await office.ask('feeds', {})).said)).not.toContain(secret)
  const kept = await open.database.pools.identity.query<{ secret_hash: string }>(
    'select secret_hash from identity.machine_key where login = $1',
    [login],
  )
  expect(kept.rows[0]?.secret_hash).not.toContain(secret)

  const stays = await keyOf(other)
  expect(await office.ask('closeFeed', { feedId: mine })).toMatchObject({ status: 200 })
  expect(await makeErp(open.tandem.url, login, secret).open('catalog')).toBe('failure')
  expect(await makeErp(open.tandem.url, stays.login, stays.secret).open('catalog')).toBe('success')
  expect(await seen(mine)).toBeUndefined()
  expect(await office.refusalOf('makeKey', { feedId: mine, keyId: randomUUID() })).toBe('UNKNOWN')
})

test('a feed that did not come is said to be late once, and no more when it comes', async () => {
  const feedId = await feed()
  const key = await keyOf(feedId)
  await hoursPass(4.4)
  expect(await seen(feedId)).toMatchObject({ lateSince: null })
  await hoursPass(4.6)
  expect(await lateFacts(feedId, 1)).toBe(1)
  const late = await seen(feedId)
  expect(late?.lateSince).toBe(late?.dueAt)
  await hoursPass(9)
  expect(await lateFacts(feedId, 2)).toBe(1)

  await sends(key, catalogue(product('f-2')))
  expect(await seen(feedId)).toMatchObject({ lateSince: null, cameAt: expect.any(String) })
  await hoursPass(13.7)
  expect(await lateFacts(feedId, 2)).toBe(2)
})

type Told = { person: string; template: string; link: string; values: { name: string } }
const messages = () =>
  rows<Told>(`select person_id as person, template, link, said as "values" from messaging.message
    where template = 'feed_late' order by person_id`)

test('those who look after the exchange get one message for each lateness, and nobody else', async () => {
  const before = (await messages()).length
  const feedId = await feed({ name: 'Склад' })
  const key = await keyOf(feedId)
  await hoursPass(20)
  expect(await lateFacts(feedId, 1)).toBe(1)
  const mine = async (wanted: number) => {
    const find = async () => (await messages()).filter(({ values }) => values.name === 'Склад')
    for (let i = 0; i < 50 && (await find()).length < wanted; i += 1) {
      await new Promise((next) => setTimeout(next, 100))
    }
    return find()
  }
  const holders = await open.database.pools.identity.query<{ id: string }>(
    `select distinct m.person_id as id from identity.membership m
      where m.distributor_id = $1 and m.role in ('owner', 'admin') order by 1`,
    [open.town.tenant.id],
  )
  const told = await mine(holders.rows.length)
  expect(told.map(({ person }) => person)).toEqual(holders.rows.map(({ id }) => id))
  expect(told[0]?.link).toBe('/office/feeds/exchange/feeds')
  await hoursPass(30)
  expect((await mine(holders.rows.length + 1)).length).toBe(holders.rows.length)
  expect((await messages()).length).toBeGreaterThan(before)

  await sends(key, catalogue(product('f-9')))
  await hoursPass(50)
  expect(await lateFacts(feedId, 2)).toBe(2)
  expect((await mine(2 * holders.rows.length)).length).toBe(2 * holders.rows.length)
})

test('what cannot be read, and what nobody waits for, is no coming and no lateness', async () => {
  const feedId = await feed()
  const key = await keyOf(feedId)
  const calm = await feed({ rhythm: null })
  const { answer } = await sends(key, '<nothing/>')
  expect(answer).toContain('failure')
  expect(await seen(feedId)).toMatchObject({ cameAt: null })
  await hoursPass(5)
  expect(await lateFacts(feedId, 1)).toBe(1)
  expect(await seen(calm)).toMatchObject({ lateSince: null, dueAt: null })
})

test('files of the office and tables come by their own feeds; a dry run is no coming', async () => {
  const upload = await feed({ kind: 'upload' })
  const prices = await feed({ kind: 'table', tableKind: 'prices' })
  const { uploadId } = await office.put('import.xml', catalogue(product('f-3')))
  const { runId } = await office.checked(uploadId)
  expect(await seen(upload)).toMatchObject({ cameAt: null })
  await office.confirmed(runId, true)
  expect(await seen(upload)).toMatchObject({ cameAt: expect.any(String) })
  expect(await seen(prices)).toMatchObject({ cameAt: null })
})

test('a new rhythm is a new promise: nothing of it is late yet; a new name changes no promise', async () => {
  const feedId = await feed()
  await hoursPass(5)
  expect(await lateFacts(feedId, 1)).toBe(1)
  const said = { feedId, name: 'Інша', kind: 'erp', tableKind: null, toleranceMinutes: 30 }
  await office.ask('putFeed', { ...said, rhythm: HOURS })
  expect(await seen(feedId)).toMatchObject({ lateSince: expect.any(String) })
  await office.ask('putFeed', { ...said, rhythm: { every: 'hours', hours: 2 } })
  expect(await seen(feedId)).toMatchObject({ lateSince: null })
})
