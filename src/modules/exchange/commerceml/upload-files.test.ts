import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { zipOf } from '../../../../test/zip.ts'
import { UPLOAD_LIMITS } from './limits.ts'
import { catalogue, openUpload } from './test-commerceml.ts'
import { placesAt, uploadFiles } from './upload-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const product = (id: string, name = id) =>
  catalogue(`<Товар><Ид>${id}</Ид><Наименование>${name}</Наименование></Товар>`)
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

async function put(files: Record<string, Buffer | string>) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}

async function look(limits = UPLOAD_LIMITS) {
  const places = await placesAt(folder, limits)
  if (!places.ok) return { refusal: places.refusal }
  const found = await uploadFiles(places.value, limits)
  if (!found.ok) return { refusal: found.refusal }
  const { commerceml, pictures, foreign } = found.value
  const read = await openUpload(commerceml)
  found.value.close()
  return {
    refusal: read.refusal,
    products: [...(read.upload?.products.values() ?? [])].map(({ id, name }) => `${id} ${name}`),
    commerceml: commerceml.map(({ name }) => name),
    pictures: pictures.map(({ name, mediaType }) => `${name} ${mediaType}`),
    foreign: foreign.map(({ file }) => file),
  }
}

test('files are known by what is in them, in folders and archives, whatever they are called', async () => {
  await put({
    'IMPORT.XML': product('a'),
    'import (2).xml': product('b'),
    'deep/er/offers.Xml.GZ': gzipSync(product('c')),
    'deep/выгрузка': iconv.encode(product('d').replace('UTF-8', 'windows-1251'), 'windows-1251'),
    'pack.zip': zipOf([
      { name: 'webdata/import0_1.xml', content: product('e') },
      { name: 'webdata/', content: '' },
      { name: 'webdata/import_files/1.jpg', content: PNG },
      { name: '__MACOSX/webdata/._import0_1.xml', content: 'Mac OS X        ' },
    ]),
    'SOURCE.md': '# where it is from',
    '.DS_Store': Buffer.from([0, 0, 0, 1, 66, 117]),
    'picture.txt': PNG,
  })
  const found = await look()
  expect(found.products?.sort()).toEqual(['a a', 'b b', 'c c', 'd d', 'e e'])
  expect(found.commerceml).toContain('pack.zip/webdata/import0_1.xml')
  expect(found.pictures?.sort()).toEqual([
    'pack.zip/webdata/import_files/1.jpg image/png',
    'picture.txt image/png',
  ])
  expect(found.foreign?.sort()).toEqual([
    '.DS_Store',
    'SOURCE.md',
    'pack.zip/__MACOSX/webdata/._import0_1.xml',
  ])
})

test('a later folder wins over an earlier one', async () => {
  await put({
    '2024-10/import.xml': product('a', 'нова'),
    '2024-9/import.xml': product('a', 'стара'),
  })
  expect((await look()).products).toEqual(['a нова'])
})

test('a file that calls itself CommerceML and is none refuses the upload', async () => {
  await put({ 'import.xml': product('a'), 'offers.xml': '<html/>' })
  expect((await look()).refusal).toMatchObject({ code: 'not_commerceml', file: 'offers.xml' })
})

test('links that lead out of the folder are not followed', async () => {
  await put({ 'import.xml': product('a') })
  await symlink('/etc', join(folder, 'etc'))
  await symlink('/etc/passwd', join(folder, 'passwd.xml'))
  expect(await look()).toMatchObject({ commerceml: ['import.xml'], foreign: [] })
})

describe('an archive is refused before it is unpacked', () => {
  const packed = async (entries: Parameters<typeof zipOf>[0], limits = UPLOAD_LIMITS) => {
    await put({ 'pack.zip': zipOf(entries) })
    return (await look(limits)).refusal
  }

  test.each([['../import.xml'], ['a/../../import.xml'], ['/etc/import.xml'], ['C:/import.xml']])(
    'with a name that climbs out: %s',
    async (name) => {
      expect(await packed([{ name, content: product('a') }])).toMatchObject({
        code: 'unsafe_name',
        file: 'pack.zip',
      })
    },
  )

  test('that holds a bomb, by what its directory says', async () => {
    const content = Buffer.alloc(50_000_000, 0x20)
    expect(await packed([{ name: 'import.xml', content }])).toMatchObject({
      code: 'file_too_large',
      detail: 'import.xml grows more than 200 times when unpacked',
    })
  })

  test('of too many bytes or too many files', async () => {
    const entries = [1, 2, 3].map((n) => ({ name: `${n}.xml`, content: product(`${n}`) }))
    expect(await packed(entries, { ...UPLOAD_LIMITS, bytesMax: 500 })).toMatchObject({
      code: 'file_too_large',
    })
    expect(await packed(entries, { ...UPLOAD_LIMITS, filesMax: 2 })).toMatchObject({
      code: 'too_many_files',
    })
    expect(await packed(entries, { ...UPLOAD_LIMITS, filesMax: 3 })).toBeUndefined()
  })

  test('that is encrypted', async () => {
    const entry = { name: 'import.xml', content: product('a'), encrypted: true }
    expect(await packed([entry])).toMatchObject({ code: 'unreadable' })
  })
})

test('an archive whose directory lies about a size is refused when it shows', async () => {
  const content = product('a')
  const claimedBytes = Buffer.byteLength(content) - 10
  await put({ 'pack.zip': zipOf([{ name: 'import.xml', content, claimedBytes }]) })
  expect((await look()).refusal).toMatchObject({ code: 'unreadable', file: 'pack.zip' })
})

test('a cut archive is refused', async () => {
  const whole = zipOf([{ name: 'import.xml', content: product('a') }])
  await put({ 'pack.zip': whole.subarray(0, whole.length - 30) })
  expect((await look()).refusal).toMatchObject({ code: 'unreadable', file: 'pack.zip' })
})

test('an archive inside an archive is passed over, and reported', async () => {
  const inner = zipOf([{ name: 'import.xml', content: product('a') }])
  await put({ 'pack.zip': zipOf([{ name: 'inner.zip', content: inner }]) })
  expect(await look()).toMatchObject({ products: [], foreign: ['pack.zip/inner.zip'] })
})

test('folders without end are refused', async () => {
  await put({ [`${'d/'.repeat(20)}import.xml`]: product('a') })
  expect((await look()).refusal).toMatchObject({ code: 'too_many_files' })
})
