import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FileRefused } from './file-refused.ts'
import { FILE_LIMITS } from './limits.ts'
import { unpack } from './unpack.ts'

const MEGABYTE = 1_048_576
const blank = (bytes: number) => Buffer.alloc(bytes, 0x20)
// Nothing in it comes again: it packs to what it is.
const dense = (bytes: number) => {
  let state = 7
  return Buffer.from(Array.from({ length: bytes }, () => (state = (state * 48_271) % 0x7fffffff)))
}

async function read(file: Buffer, limits = FILE_LIMITS) {
  const pieces: Buffer[] = []
  try {
    const source = Readable.from([file], { objectMode: false })
    for await (const piece of unpack(source, 'a', limits)) pieces.push(piece)
    return { came: Buffer.concat(pieces), refused: null }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return { came: Buffer.concat(pieces), refused: error.refusal.code }
  }
}

test('a bomb is refused before its reader sees anything of it', async () => {
  const { came, refused } = await read(gzipSync(blank(300 * MEGABYTE)))
  expect(refused).toBe('file_too_large')
  expect(came).toHaveLength(0)
})

test('of a bomb behind good rows its reader sees the good rows', async () => {
  const good = dense(100_000)
  const { came, refused } = await read(gzipSync(Buffer.concat([good, blank(300 * MEGABYTE)])))
  expect(refused).toBe('file_too_large')
  expect(came.subarray(0, good.length).equals(good)).toBe(true)
})

test('what packs as well as a bomb and is small comes in whole', async () => {
  const whole = blank(FILE_LIMITS.growthJudgedAboveBytes)
  expect((await read(gzipSync(whole))).came.equals(whole)).toBe(true)
})

test('blank megabytes between good rows come in whole, and in their order', async () => {
  const rows = dense(100_000)
  const whole = Buffer.concat([rows, blank(12 * MEGABYTE), rows, blank(3 * MEGABYTE), rows])
  const { came, refused } = await read(gzipSync(whole))
  expect(refused).toBeNull()
  expect(came.equals(whole)).toBe(true)
})

test('what is not packed comes as it is, however much alike', async () => {
  const whole = blank(5 * MEGABYTE)
  expect((await read(whole)).came.equals(whole)).toBe(true)
})

test('a cut file is handed out up to where it was cut, then refused', async () => {
  const { came, refused } = await read(gzipSync(blank(MEGABYTE)).subarray(0, -20))
  expect(refused).toBe('cut')
  expect(came.length).toBeGreaterThan(MEGABYTE / 2)
})

test('a ZIP within the upload is named as one, and not read as text of a wrong charset', async () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), dense(10)])
  expect(await read(zip)).toMatchObject({ refused: 'not_xml', came: Buffer.alloc(0) })
})
