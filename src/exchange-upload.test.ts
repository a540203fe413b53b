import { randomUUID } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Running, startTandem } from '../test/running.ts'
import { signInBy } from '../test/security/sign-in.ts'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { zipOf } from '../test/zip.ts'
import { foldersOf } from './files.ts'
import { catalogue } from './modules/exchange/commerceml/test-commerceml.ts'
import { importFiles } from './modules/exchange/exchange.ts'
import { product } from './modules/exchange/test-import.ts'
import { readTenant } from './platform/db.ts'

let database: TestDatabase
let tandem: Running
let town: Town
let admin: string
let buyer: string
let stranger: string
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { code: 'files' })
  const other = await makeTown(database, { code: 'others' })
  tandem = await startTandem(database)
  const cookieOf = async (phone = '') => (await signInBy(tandem.url, phone)).cookie
  admin = await cookieOf(town.phones[3])
  buyer = await cookieOf(town.phones[0])
  stranger = await cookieOf(other.phones[3])
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

type Sent = { cookie?: string; code?: string; uploadId?: string; no?: number; own?: boolean }

async function put(name: string, body: Buffer | string, sent: Sent = {}) {
  const { cookie = admin, code = 'files', uploadId = randomUUID(), no = 1, own = true } = sent
  const path = `/files/${code}/uploads/${uploadId}/${no}?name=${encodeURIComponent(name)}`
  const reply = await fetch(`${tandem.url}${path}`, {
    method: 'PUT',
    headers: { cookie, 'accept-language': 'uk', ...(own && { 'x-tandem-request': '1' }) },
    body: new Uint8Array(Buffer.from(body as string)),
  })
  const said = (await reply.json()) as { code?: string; message?: string }
  return { status: reply.status, uploadId, ...said }
}

async function ask(
  call: string,
  request: object,
  { cookie = admin, code = 'files' } = {},
): Promise<{ status: number; said: unknown }> {
  const reply = await fetch(`${tandem.url}/rpc/exchange/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
    body: JSON.stringify({ json: { distributor: code, ...request } }),
  })
  return { status: reply.status, said: ((await reply.json()) as { json: unknown }).json }
}

const refusalOf = async (call: string, request: object, by = {}) => {
  const said = (await ask(call, request, by)).said as { code: string; data?: { code: string } }
  return said.data?.code ?? said.code
}

type SeenRun = {
  status: string
  dryRun: boolean
  awaits: string | null
  changes: { products?: object }
  refusal: object | null
  samples: { name: string }[]
}

async function ended(runId: string): Promise<SeenRun> {
  for (;;) {
    const run = (await ask('run', { runId })).said as SeenRun
    if (run.status !== 'running') return run
    await new Promise((next) => setTimeout(next, 50))
  }
}

async function checked(uploadId: string) {
  const runId = randomUUID()
  expect((await ask('checkUpload', { uploadId, runId })).status).toBe(200)
  return { runId, ...(await ended(runId)) }
}

async function confirmed(runId: string, approved = false) {
  const importId = randomUUID()
  expect(await ask('confirmRun', { runId, importId, approved })).toMatchObject({ status: 200 })
  return ended(importId)
}

const rows = <T>(text: string) =>
  readTenant(
    database.pools.app,
    town.tenant.id,
    async (db) => (await sql.raw<T>(text).execute(db)).rows,
  )
const names = async () =>
  (
    await rows<{ name: string }>(
      `select name from catalogue.product where deleted_at is null and name like 'Товар %'
        order by name`,
    )
  ).map(({ name }) => name)

const goods = (count: number) =>
  catalogue(Array.from({ length: count }, (_, i) => product(`g${100 + i}`)).join(''))
const zipped = (content: string) => zipOf([{ name: 'webdata/import.xml', content }])

describe('files dropped in the office', () => {
  test('show what would change, write nothing, and come in when they are confirmed', async () => {
    const { status, uploadId } = await put('вивантаження.zip', zipped(goods(3)))
    expect(status).toBe(200)
    const seen = await checked(uploadId)
    expect(seen).toMatchObject({ status: 'done', dryRun: true, awaits: 'confirmation' })
    expect(seen.changes.products).toEqual({ added: 3, changed: 0, removed: 0 })
    expect(seen.samples.map(({ name }) => name)).toContain('Товар g100')
    expect(await names()).toEqual([])
    expect((await ask('uploads', {})).said).toMatchObject({
      uploads: [{ id: uploadId, names: ['вивантаження.zip'], awaits: 'confirmation' }],
    })
    expect(await confirmed(seen.runId)).toMatchObject({
      status: 'done',
      dryRun: false,
      awaits: null,
    })
    expect(await names()).toEqual(['Товар g100', 'Товар g101', 'Товар g102'])
    expect((await ask('uploads', {})).said).toEqual({ uploads: [] })
    const journal = await rows<{ action: string; actor_id: string }>(
      `select action, actor_id from platform.audit
        where subject_kind in ('upload', 'run') order by id`,
    )
    const deeds = ['upload_kept', 'import_confirmed', 'imported']
    expect(journal.map(({ action }) => action)).toEqual(deeds)
    expect(journal.every((row) => row.actor_id === town.ids.adminPerson)).toBe(true)
  })

  test('are confirmed once: a repeat is answered alike, a second confirmation is refused', async () => {
    const { uploadId } = await put('import.xml', goods(4))
    const { runId } = await checked(uploadId)
    const importId = randomUUID()
    const twice = await Promise.all([
      ask('confirmRun', { runId, importId }),
      ask('confirmRun', { runId, importId }),
    ])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    expect(await refusalOf('confirmRun', { runId, importId: randomUUID() })).toMatch(
      /check_again|upload_busy/,
    )
    await ended(importId)
    expect(await names()).toHaveLength(4)
  })

  test('that other data overtook are checked again before they come in', async () => {
    const replaced = await put('import.xml', goods(4).replaceAll('Товар g', 'Old g'))
    const old = await checked(replaced.uploadId)
    const fresh = await checked((await put('import.xml', goods(5))).uploadId)
    await confirmed(fresh.runId)
    expect((await ended(old.runId)).awaits).toBe('check')
    const asked = { runId: old.runId, importId: randomUUID() }
    expect(await refusalOf('confirmRun', asked)).toBe('check_again')
    expect(await names()).toHaveLength(5)
    await ask('dropUpload', { uploadId: replaced.uploadId })
  })

  test('that would hide too much wait until somebody says that it is meant', async () => {
    const { uploadId } = await put('short.xml.gz', gzipSync(goods(2)))
    const seen = await checked(uploadId)
    expect(seen).toMatchObject({
      status: 'waiting_approval',
      awaits: 'approval',
      refusal: { going: 3, of: 5 },
      changes: { products: { removed: 3 } },
    })
    const asked = { runId: seen.runId, importId: randomUUID() }
    expect(await refusalOf('confirmRun', asked)).toBe('not_approved')
    expect(await names()).toHaveLength(5)
    expect(await confirmed(seen.runId, true)).toMatchObject({ status: 'done' })
    expect(await names()).toHaveLength(2)
  })

  test('that are declined leave the disk and the list, and are unknown from then on', async () => {
    const { uploadId } = await put('import.xml', goods(9))
    await put('offers.xml', goods(1), { uploadId, no: 2 })
    const { runId } = await checked(uploadId)
    const folder = join(
      tandem.config.dataFolder,
      'files/exchange',
      town.tenant.id,
      'kept',
      uploadId,
    )
    expect((await stat(join(folder, '2'))).size).toBe(Buffer.byteLength(goods(1)))
    expect((await ask('dropUpload', { uploadId })).status).toBe(200)
    await expect(stat(folder)).rejects.toThrow()
    expect(await ended(runId)).toMatchObject({ status: 'declined', awaits: null })
    expect((await ask('uploads', {})).said).toEqual({ uploads: [] })
    expect(await refusalOf('checkUpload', { uploadId, runId: randomUUID() })).toBe('UNKNOWN')
    expect(await refusalOf('dropUpload', { uploadId })).toBe('UNKNOWN')
    expect(await put('late.xml', goods(1), { uploadId, no: 3 })).toMatchObject({ status: 404 })
  })
})

test('a big drop that the ERP itself sent is approved in the office, too', async () => {
  const path = join(tandem.config.dataFolder, 'sent.xml')
  await writeFile(path, goods(1))
  const { id, currency } = town.tenant
  const sent = await importFiles(database.pools, {
    ...{ tenant: { id, currency }, folders: foldersOf(tandem.config), source: 'sent.xml' },
    ...{ places: [{ name: 'sent.xml', path }], startedBy: 'ERP', dryRun: false, approved: false },
  })
  const waiting = sent.ok || sent.refusal.code !== 'waiting_approval' ? '' : sent.refusal.runId
  expect(await ended(waiting)).toMatchObject({ awaits: 'approval', dryRun: false })
  expect(await names()).toHaveLength(2)
  expect(await confirmed(waiting, true)).toMatchObject({ status: 'done' })
  expect(await names()).toHaveLength(1)
  expect(await ended(waiting)).toMatchObject({ status: 'replaced', awaits: null })
})

const LINE_OF: Record<string, number> = { malformed: 6, cut: 5, doctype: 1 }

describe('a file that is none of an ERP’s', () => {
  test.each([
    ['a.xml', '', 'upload_empty'],
    ['photo.zip', 'JFIF', 'upload_not_commerceml'],
    ['words.xml', 'no angle bracket', 'upload_not_commerceml'],
  ])('%s of "%s" is refused with its name and line', async (name, body, code) => {
    const refused = await put(name, body)
    expect(refused).toMatchObject({ status: 422, code })
    expect(refused.message).toMatch(new RegExp(`^${name}: рядок 1`))
  })

  test.each([
    ['broken', goods(2).replace('</Товары>', '</Товар>'), 'malformed'],
    ['cut short', goods(2).slice(0, -60), 'cut'],
    ['of entities', `<!DOCTYPE a [<!ENTITY b "c">]>\n${goods(1)}`, 'doctype'],
  ])('when it is %s, its line is told and nothing is written', async (_what, body, code) => {
    const known = await names()
    const { uploadId } = await put('import.xml', body)
    const seen = await checked(uploadId)
    expect(seen).toMatchObject({ status: 'refused', awaits: null })
    expect(seen.refusal).toMatchObject({ code, file: 'import.xml', line: LINE_OF[code] })
    expect(await refusalOf('confirmRun', { runId: seen.runId, importId: randomUUID() })).toBe(
      'check_again',
    )
    expect(await names()).toEqual(known)
  })

  test('an archive that climbs out of its folder is refused as one', async () => {
    const climbing = zipOf([{ name: '../../evil.xml', content: goods(1) }])
    const seen = await checked((await put('evil.zip', climbing)).uploadId)
    expect(seen).toMatchObject({ status: 'refused', refusal: { code: 'unsafe_name' } })
  })
})

describe('whoever may not', () => {
  const small = goods(1)

  test('send files is refused before they are read', async () => {
    expect(await put('a.xml', small, { cookie: '' })).toMatchObject({ code: 'SIGN_IN' })
    expect(await put('a.xml', small, { cookie: buyer })).toMatchObject({ code: 'NO_RIGHT' })
    expect(await put('a.xml', small, { own: false })).toMatchObject({ code: 'FOREIGN_SITE' })
    expect(await put('a.xml', small, { cookie: stranger })).toMatchObject({ code: 'SIGN_IN' })
    expect(await put('a.xml', small, { no: 101 })).toMatchObject({ code: 'UNKNOWN' })
    expect(await put('a.xml', small, { uploadId: 'no-id' })).toMatchObject({ code: 'UNKNOWN' })
  })

  test('see an upload of another distributor is told what an unknown id is told', async () => {
    const { uploadId } = await put('import.xml', small)
    const foreign = { cookie: stranger, code: 'others' }
    const runId = randomUUID()
    for (const id of [uploadId, randomUUID()]) {
      expect(await refusalOf('checkUpload', { uploadId: id, runId }, foreign)).toBe('UNKNOWN')
      expect(await refusalOf('dropUpload', { uploadId: id }, foreign)).toBe('UNKNOWN')
    }
    // The same id in another distributor is another upload: ours keeps its file.
    expect((await put('theirs.xml', small, { uploadId, ...foreign })).status).toBe(200)
    expect((await ask('uploads', {})).said).toMatchObject({ uploads: [{ names: ['import.xml'] }] })
    await ask('dropUpload', { uploadId })
  })

  test('add to files that were read already, or under a name that is taken, is refused', async () => {
    const { uploadId } = await put('import.xml', small)
    expect(await put('import.xml', small, { uploadId, no: 2 })).toMatchObject({
      ...{ status: 409, code: 'upload_closed' },
    })
    expect((await put('import.xml', goods(2), { uploadId })).status).toBe(200)
    await checked(uploadId)
    expect(await put('more.xml', small, { uploadId, no: 2 })).toMatchObject({ status: 409 })
  })
})
