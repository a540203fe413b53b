import { randomUUID } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { zipOf } from '../test/zip.ts'
import { foldersOf } from './files.ts'
import { catalogue } from './modules/exchange/commerceml/test-commerceml.ts'
import { importFiles } from './modules/exchange/exchange.ts'
import { product } from './modules/exchange/test-import.ts'

let open: UploadOffice
let database: UploadOffice['database']
let tandem: UploadOffice['tandem']
let town: UploadOffice['town']
let office: UploadOffice['office']
let buyer: UploadOffice['buyer']
let stranger: UploadOffice['stranger']
let rows: UploadOffice['rows']
beforeAll(async () => {
  open = await openUploadOffice('files')
  ;({ database, tandem, town, office, buyer, stranger, rows } = open)
})
afterAll(() => open?.close())

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
    const { status, uploadId } = await office.put('вивантаження.zip', zipped(goods(3)))
    expect(status).toBe(200)
    const seen = await office.checked(uploadId)
    expect(seen).toMatchObject({ status: 'done', dryRun: true, awaits: 'confirmation' })
    expect(seen.changes.products).toEqual({ added: 3, changed: 0, removed: 0 })
    expect(seen.samples.map(({ name }) => name)).toContain('Товар g100')
    expect(await names()).toEqual([])
    expect((await office.ask('uploads', {})).said).toMatchObject({
      uploads: [{ id: uploadId, names: ['вивантаження.zip'], awaits: 'confirmation' }],
    })
    expect(await office.confirmed(seen.runId)).toMatchObject({
      status: 'done',
      dryRun: false,
      awaits: null,
    })
    expect(await names()).toEqual(['Товар g100', 'Товар g101', 'Товар g102'])
    expect((await office.ask('uploads', {})).said).toEqual({ uploads: [] })
    const journal = await rows<{ action: string; actor_id: string }>(
      `select action, actor_id from platform.audit
        where subject_kind in ('upload', 'run') order by id`,
    )
    const deeds = ['upload_kept', 'import_confirmed', 'imported']
    expect(journal.map(({ action }) => action)).toEqual(deeds)
    expect(journal.every((row) => row.actor_id === town.ids.adminPerson)).toBe(true)
  })

  test('are confirmed once: a repeat is answered alike, a second confirmation is refused', async () => {
    const { uploadId } = await office.put('import.xml', goods(4))
    const { runId } = await office.checked(uploadId)
    const importId = randomUUID()
    const twice = await Promise.all([
      office.ask('confirmRun', { runId, importId }),
      office.ask('confirmRun', { runId, importId }),
    ])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    expect(await office.refusalOf('confirmRun', { runId, importId: randomUUID() })).toMatch(
      /check_again|upload_busy/,
    )
    await office.ended(importId)
    expect(await names()).toHaveLength(4)
  })

  test('that other data overtook are checked again before they come in', async () => {
    const replaced = await office.put('import.xml', goods(4).replaceAll('Товар g', 'Old g'))
    const old = await office.checked(replaced.uploadId)
    const fresh = await office.checked((await office.put('import.xml', goods(5))).uploadId)
    await office.confirmed(fresh.runId)
    expect((await office.ended(old.runId)).awaits).toBe('check')
    const asked = { runId: old.runId, importId: randomUUID() }
    expect(await office.refusalOf('confirmRun', asked)).toBe('check_again')
    expect(await names()).toHaveLength(5)
    await office.ask('dropUpload', { uploadId: replaced.uploadId })
  })

  test('that would hide too much wait until somebody says that it is meant', async () => {
    const { uploadId } = await office.put('short.xml.gz', gzipSync(goods(2)))
    const seen = await office.checked(uploadId)
    expect(seen).toMatchObject({
      status: 'waiting_approval',
      awaits: 'approval',
      refusal: { going: 3, of: 5 },
      changes: { products: { removed: 3 } },
    })
    const asked = { runId: seen.runId, importId: randomUUID() }
    expect(await office.refusalOf('confirmRun', asked)).toBe('not_approved')
    expect(await names()).toHaveLength(5)
    expect(await office.confirmed(seen.runId, true)).toMatchObject({ status: 'done' })
    expect(await names()).toHaveLength(2)
  })

  test('that are declined leave the disk and the list, and are unknown from then on', async () => {
    const { uploadId } = await office.put('import.xml', goods(9))
    await office.put('offers.xml', goods(1), { uploadId, no: 2 })
    const { runId } = await office.checked(uploadId)
    const folder = join(
      tandem.config.dataFolder,
      'files/exchange',
      town.tenant.id,
      'kept',
      uploadId,
    )
    expect((await stat(join(folder, '2'))).size).toBe(Buffer.byteLength(goods(1)))
    expect((await office.ask('dropUpload', { uploadId })).status).toBe(200)
    await expect(stat(folder)).rejects.toThrow()
    expect(await office.ended(runId)).toMatchObject({ status: 'declined', awaits: null })
    expect((await office.ask('uploads', {})).said).toEqual({ uploads: [] })
    expect(await office.refusalOf('checkUpload', { uploadId, runId: randomUUID() })).toBe('UNKNOWN')
    expect(await office.refusalOf('dropUpload', { uploadId })).toBe('UNKNOWN')
    expect(await office.put('late.xml', goods(1), { uploadId, no: 3 })).toMatchObject({
      status: 404,
    })
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
  expect(await office.ended(waiting)).toMatchObject({ awaits: 'approval', dryRun: false })
  expect(await names()).toHaveLength(2)
  expect(await office.confirmed(waiting, true)).toMatchObject({ status: 'done' })
  expect(await names()).toHaveLength(1)
  expect(await office.ended(waiting)).toMatchObject({ status: 'replaced', awaits: null })
})

const LINE_OF: Record<string, number> = { malformed: 6, cut: 5, doctype: 1 }

describe('a file that is none of an ERP’s', () => {
  test.each([
    ['a.xml', '', 'upload_empty'],
    ['photo.zip', 'JFIF', 'upload_not_commerceml'],
    ['words.xml', 'no angle bracket', 'upload_not_commerceml'],
  ])('%s of "%s" is refused with its name and line', async (name, body, code) => {
    const refused = await office.put(name, body)
    expect(refused).toMatchObject({ status: 422, code })
    expect(refused.message).toMatch(new RegExp(`^${name}: рядок 1`))
  })

  test.each([
    ['broken', goods(2).replace('</Товары>', '</Товар>'), 'malformed'],
    ['cut short', goods(2).slice(0, -60), 'cut'],
    ['of entities', `<!DOCTYPE a [<!ENTITY b "c">]>\n${goods(1)}`, 'doctype'],
  ])('when it is %s, its line is told and nothing is written', async (_what, body, code) => {
    const known = await names()
    const { uploadId } = await office.put('import.xml', body)
    const seen = await office.checked(uploadId)
    expect(seen).toMatchObject({ status: 'refused', awaits: null })
    expect(seen.refusal).toMatchObject({ code, file: 'import.xml', line: LINE_OF[code] })
    expect(
      await office.refusalOf('confirmRun', { runId: seen.runId, importId: randomUUID() }),
    ).toBe('check_again')
    expect(await names()).toEqual(known)
  })

  test('an archive that climbs out of its folder is refused as one', async () => {
    const climbing = zipOf([{ name: '../../evil.xml', content: goods(1) }])
    const seen = await office.checked((await office.put('evil.zip', climbing)).uploadId)
    expect(seen).toMatchObject({ status: 'refused', refusal: { code: 'unsafe_name' } })
  })
})

describe('whoever may not', () => {
  const small = goods(1)

  test('send files is refused before they are read', async () => {
    expect(await office.put('a.xml', small, { cookie: '' })).toMatchObject({ code: 'SIGN_IN' })
    expect(await office.put('a.xml', small, { cookie: buyer })).toMatchObject({ code: 'NO_RIGHT' })
    expect(await office.put('a.xml', small, { own: false })).toMatchObject({ code: 'FOREIGN_SITE' })
    expect(await office.put('a.xml', small, { cookie: stranger })).toMatchObject({
      code: 'SIGN_IN',
    })
    expect(await office.put('a.xml', small, { no: 101 })).toMatchObject({ code: 'UNKNOWN' })
    expect(await office.put('a.xml', small, { uploadId: 'no-id' })).toMatchObject({
      code: 'UNKNOWN',
    })
  })

  test('see an upload of another distributor is told what an unknown id is told', async () => {
    const { uploadId } = await office.put('import.xml', small)
    const foreign = { cookie: stranger, code: 'others' }
    const runId = randomUUID()
    for (const id of [uploadId, randomUUID()]) {
      expect(await office.refusalOf('checkUpload', { uploadId: id, runId }, foreign)).toBe(
        'UNKNOWN',
      )
      expect(await office.refusalOf('dropUpload', { uploadId: id }, foreign)).toBe('UNKNOWN')
    }
    // The same id in another distributor is another upload: ours keeps its file.
    expect((await office.put('theirs.xml', small, { uploadId, ...foreign })).status).toBe(200)
    expect((await office.ask('uploads', {})).said).toMatchObject({
      uploads: [{ names: ['import.xml'] }],
    })
    await office.ask('dropUpload', { uploadId })
  })

  test('add to files that were read already, or under a name that is taken, is refused', async () => {
    const { uploadId } = await office.put('import.xml', small)
    expect(await office.put('import.xml', small, { uploadId, no: 2 })).toMatchObject({
      ...{ status: 409, code: 'upload_closed' },
    })
    expect((await office.put('import.xml', goods(2), { uploadId })).status).toBe(200)
    await office.checked(uploadId)
    expect(await office.put('more.xml', small, { uploadId, no: 2 })).toMatchObject({ status: 409 })
  })
})
