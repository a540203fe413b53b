import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FileRefused } from '../commerceml/file-refused.ts'
import { openTable } from './table-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-table-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Where a table is refused; null when it is read to its end. */
async function refusalOf(bytes: Buffer) {
  const path = join(folder, 'table')
  await writeFile(path, bytes)
  try {
    const { rows } = await openTable({ name: 'a.csv', path }, { header: 1, numbers: 'auto' })
    for await (const _ of rows);
    return null
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return `${error.refusal.code} ${error.refusal.line}`
  }
}

const HALF = Buffer.from([0xd0, 0x0a])
const table = (rows: number) => Buffer.from(`Код;Назва\n${'a;Чай\n'.repeat(rows)}`)

test('a broken letter of a table is refused with the line it stands on, near the head and far below', async () => {
  expect(await refusalOf(Buffer.concat([table(1), Buffer.from('b;'), HALF]))).toBe(
    'wrong_encoding 3',
  )
  expect(await refusalOf(Buffer.concat([table(50_000), HALF]))).toBe('wrong_encoding 50002')
  expect(await refusalOf(table(50_000))).toBeNull()
})

test('an archive of a table that is cut or broken is refused with a line, too', async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `${i};Чай ${i * 7919}`)
  const packed = gzipSync(`Код;Назва\n${lines.join('\n')}`)
  const [code, line] = (await refusalOf(packed.subarray(0, -20)))?.split(' ') ?? []
  expect(code).toBe('cut')
  expect(Number(line)).toBeGreaterThan(40_000)
  expect(await refusalOf(packed.subarray(0, 60))).toBe('cut 1')
  expect(await refusalOf(packed)).toBeNull()
})

test('a file of zeros far below letters is no table from that line on', async () => {
  const head = Buffer.from('code;name\na;b\n'.repeat(20_000))
  expect(await refusalOf(Buffer.concat([head, Buffer.alloc(100_000)]))).toMatch(
    /^not_a_table \d{5}$/,
  )
})
