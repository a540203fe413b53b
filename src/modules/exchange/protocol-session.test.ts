import { request } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeErp } from '../../../test/erp.ts'
import { type Running, startTandem } from '../../../test/running.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { zipOf } from '../../../test/zip.ts'
import { readTenant, writeGlobal } from '../../platform/db.ts'
import { makeMachineKey } from '../identity/identity.ts'
import { catalogue, offers } from './commerceml/test-commerceml.ts'
import { changesOnly, offer, priceTypes, product } from './test-import.ts'

let database: TestDatabase
let tandem: Running
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  tandem = await startTandem(database)
})
beforeEach(async () => {
  town = await makeTown(database)
  await writeGlobal(database.pools.identity, (tx) =>
    makeMachineKey(tx, { distributorId: town.tenant.id, login: town.tenant.code, secret: SECRET }),
  )
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const SECRET = 'the secret of the erp'
const erpOf = () => makeErp(tandem.url, town.tenant.code, SECRET)
const opened = async (type: 'catalog' | 'sale' = 'catalog') => {
  const erp = erpOf()
  await erp.open(type)
  return erp
}
const IMPORT = 'type=catalog&mode=import&filename=import.xml'
const ask = <T>(text: string) =>
  readTenant(
    database.pools.app,
    town.tenant.id,
    async (db) => (await sql.raw<T>(text).execute(db)).rows,
  )
const codes = async () =>
  (
    await ask<{ code: string }>(
      `select code from catalogue.product where published and deleted_at is null
       and code not in ('P1', 'P2') order by code`,
    )
  ).map(({ code }) => code)
const runs = async () =>
  (await ask<{ status: string }>(`select status from exchange.run order by started_at`)).map(
    ({ status }) => status,
  )

const FILE = catalogue(product('a') + product('b'))

test('the beginning of an exchange names archives, pieces, and what newer ERPs ask for', async () => {
  const erp = await opened()
  const plain = await erp.ask('type=catalog&mode=init')
  expect(plain.text).toBe('zip=yes\nfile_limit=20971520\n')
  const newer = await erp.ask('type=sale&mode=init&version=2.09')
  expect(newer.text).toMatch(/^zip=yes\nfile_limit=20971520\nsessid=[\w-]+\nversion=2\.09\n$/)
})

test('an ERP that keeps no cookies is known by its sessid', async () => {
  const basic = Buffer.from(`${town.tenant.code}:${SECRET}`).toString('base64')
  const answer = await fetch(`${tandem.url}/exchange/commerceml?type=catalog&mode=checkauth`, {
    headers: { authorization: `Basic ${basic}` },
  })
  const sessid = /^sessid=(\S+)$/m.exec(await answer.text())?.[1] ?? ''
  const erp = erpOf()
  expect((await erp.ask('type=catalog&mode=init')).status).toBe(401)
  expect((await erp.ask(`type=catalog&mode=init&sessid=${sessid}`)).text).toMatch(/^zip=yes/)
  expect((await erp.ask('type=catalog&mode=init&sessid=not-a-session-at-all')).status).toBe(401)
})

test('pieces are laid together; one sent again after a lost answer is not added twice', async () => {
  const erp = await opened()
  const bytes = Buffer.from(FILE)
  const piece = (n: number) => bytes.subarray(n * 200, (n + 1) * 200)
  for (const n of [0, 1, 1, 2]) await erp.send('catalog', 'import.xml', piece(n))
  await erp.send('catalog', 'import.xml', bytes.subarray(600))
  expect((await erp.ask(IMPORT)).text).toMatch(/^success/)
  expect(await codes()).toEqual(['a', 'b'])
})

test('a file sent anew from its first piece begins anew', async () => {
  const erp = await opened()
  const bytes = Buffer.from(FILE)
  await erp.send('catalog', 'import.xml', bytes.subarray(0, 300))
  await erp.send('catalog', 'import.xml', bytes.subarray(300, 500))
  for (let at = 0; at < bytes.length; at += 300) {
    await erp.send('catalog', 'import.xml', bytes.subarray(at, at + 300))
  }
  expect((await erp.ask(IMPORT)).text).toMatch(/^success/)
})

test('a piece that breaks off leaves nothing, and the exchange goes on', async () => {
  const erp = await opened()
  const bytes = Buffer.from(FILE)
  await erp.send('catalog', 'import.xml', bytes.subarray(0, 300))
  await broken(erp.cookie(), bytes.subarray(300))
  await erp.send('catalog', 'import.xml', bytes.subarray(300))
  expect((await erp.ask(IMPORT)).text).toMatch(/^success/)
  expect(await codes()).toEqual(['a', 'b'])
})

// Half of a body, then the line is dead.
const broken = (cookie: string, body: Buffer) =>
  new Promise<void>((resolve) => {
    const url = `${tandem.url}/exchange/commerceml?type=catalog&mode=file&filename=import.xml`
    const asked = request(url, {
      method: 'POST',
      headers: { cookie, 'content-length': body.length },
    })
    asked.on('error', () => resolve())
    asked.write(body.subarray(0, body.length / 2), () => setTimeout(() => asked.destroy(), 50))
  })

test('an archive in pieces is opened; its files are asked for by their own names', async () => {
  const erp = await opened()
  const zip = zipOf([
    { name: 'import.xml', content: FILE },
    { name: 'offers.xml', content: offers(offer('a', { p: '1' }), priceTypes({ p: 'Опт' })) },
  ])
  await erp.send('catalog', '1c.zip', zip.subarray(0, 400))
  await erp.send('catalog', '1c.zip', zip.subarray(400))
  expect((await erp.ask(IMPORT)).text).toMatch(/^success/)
  expect((await erp.ask('type=catalog&mode=import&filename=offers.xml')).text).toMatch(/^success/)
  expect(await codes()).toEqual(['a', 'b'])
  expect(await runs()).toEqual(['done'])
})

test('asked for file by file, what was imported already is not imported again', async () => {
  const erp = await opened()
  await erp.send('catalog', 'import.xml', FILE)
  await erp.send('catalog', 'offers.xml', offers(offer('a', { p: '1' }), priceTypes({ p: 'О' })))
  for (const name of ['import.xml', 'offers.xml', 'import.xml']) {
    const { text } = await erp.ask(`type=catalog&mode=import&filename=${name}`)
    expect(text).toMatch(/^success/)
  }
  expect(await runs()).toEqual(['done'])
  expect((await erp.ask('type=catalog&mode=import&filename=none.xml')).text).toMatch(/^failure/)
})

test('offers before their products are hidden, and shown when the products come', async () => {
  const erp = await opened()
  const named = '<Наименование>Б</Наименование>'
  await erp.send(
    'catalog',
    'offers.xml',
    offers(offer('a', { p: '1' }, named), priceTypes({ p: 'О' })),
  )
  await erp.ask('type=catalog&mode=import&filename=offers.xml')
  expect(await codes()).toEqual([])
  await erp.send('catalog', 'import.xml', FILE)
  await erp.ask(IMPORT)
  expect(await codes()).toEqual(['a', 'b'])
})

test('two exchanges at once do not mix their files', async () => {
  const [one, two] = [await opened(), await opened()]
  await one.send('catalog', 'import.xml', changesOnly(catalogue(product('one'))))
  await two.send('catalog', 'import.xml', changesOnly(catalogue(product('two'))))
  const answers = await Promise.all([one.ask(IMPORT), two.ask(IMPORT)])
  expect(answers.map(({ text }) => text.split('\n')[0])).toEqual(['success', 'success'])
  expect(await codes()).toEqual(['one', 'two'])
})

test('a split full catalogue asked for part by part hides nothing of its other parts', async () => {
  const part = (from: number) =>
    catalogue(Array.from({ length: 20 }, (_, i) => product(`g${from + i}`)).join(''))
  for (const _round of [1, 2]) {
    const erp = await opened()
    for (const [n, from] of [
      [1, 0],
      [2, 20],
    ]) {
      await erp.send('catalog', `import0_${n}.xml`, part(from ?? 0))
      const { text } = await erp.ask(`type=catalog&mode=import&filename=import0_${n}.xml`)
      expect(text).toMatch(/^success/)
    }
    expect(await codes()).toHaveLength(40)
  }
  // In the second round the first part alone would have hidden half: it waited, and was replaced.
  expect(await runs()).toEqual(['done', 'done', 'replaced', 'done'])
})

test('deactivate hides what an exchange of changes did not name; complete ends it', async () => {
  const erp = await opened()
  const all = Array.from({ length: 40 }, (_, i) => product(`g${i}`))
  await erp.send('catalog', 'import.xml', changesOnly(catalogue(all.join(''))))
  await erp.ask(IMPORT)
  const again = await opened()
  await again.send('catalog', 'import.xml', changesOnly(catalogue(all.slice(1).join(''))))
  await again.ask(IMPORT)
  expect(await codes()).toHaveLength(40)
  const { text } = await again.ask('type=catalog&mode=deactivate&timestamp=1')
  expect(text).toMatch(/^success/)
  expect(await codes()).toHaveLength(39)
  expect((await again.ask('type=catalog&mode=complete')).text).toBe('success\n')
  expect((await again.ask(IMPORT)).text).toMatch(/^failure\nNo file was sent/)
})

test('names that climb out are not taken; paths, spaces and letters of any script are', async () => {
  const erp = await opened()
  for (const name of ['../import.xml', 'a/../../b.xml', 'a\u0000.xml', '..\\..\\x.xml']) {
    expect((await erp.send('catalog', name, FILE)).text).toMatch(/^failure\nFile name not taken/)
  }
  for (const name of ['/import.xml', 'папка\\імпорт (2).xml', 'a'.repeat(240)]) {
    expect((await erp.send('catalog', name, FILE)).text).toBe('success\n')
  }
})

test('orders sent five hundred times are one order, and cost little', async () => {
  const erp = await opened('sale')
  const orders = (formed: string, count: number) =>
    `<КоммерческаяИнформация ДатаФормирования="${formed}">${Array.from(
      { length: count },
      (_, i) => `<Документ><Ид>erp-${i}</Ид><Номер>${i}</Номер></Документ>`,
    ).join('')}</КоммерческаяИнформация>`
  for (let i = 0; i < 50; i += 1) {
    // Half of them the same bytes, half only the same orders.
    const formed = i % 2 === 0 ? '2026-11-24T10:00:00' : `2026-11-24T10:00:${10 + i}`
    const { text } = await erp.send('sale', `orders_${i}.xml`, orders(formed, 4))
    expect(text).toBe('success\n')
  }
  expect(await ask('select count(*)::int as n from exchange.document')).toEqual([{ n: 4 }])
  expect(await runs()).toEqual(['done'])
})

test('orders in pieces, or in an archive, are taken when the last piece is there', async () => {
  const erp = await opened('sale')
  const file = (id: string) =>
    `<?xml version="1.0"?>
<КоммерческаяИнформация><Документ><Ид>${id}</Ид></Документ></КоммерческаяИнформация>`
  const bytes = Buffer.from(file('in pieces'))
  expect((await erp.send('sale', 'orders.xml', bytes.subarray(0, 100))).text).toBe('success\n')
  expect(await ask('select 1 from exchange.document')).toEqual([])
  expect((await erp.send('sale', 'orders.xml', bytes.subarray(100))).text).toBe('success\n')
  expect((await erp.ask('type=sale&mode=import&filename=orders.xml')).text).toBe('success\n')
  const zip = zipOf([{ name: 'orders.xml', content: file('in an archive') }])
  expect((await erp.send('sale', 'orders.zip', zip)).text).toBe('success\n')
  expect(await ask('select external_id from exchange.document order by external_id')).toEqual([
    { external_id: 'in an archive' },
    { external_id: 'in pieces' },
  ])
  await erp.send('sale', 'cut.xml', bytes.subarray(0, 150))
  expect((await erp.ask('type=sale&mode=import&filename=cut.xml')).text).toMatch(
    /^failure\ncut\.xml:\d+: /,
  )
})
