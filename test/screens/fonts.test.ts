import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../node_modules/@fontsource-variable/inter/files')
const css = readFileSync(join(import.meta.dirname, '../../web/kit/fonts.css'), 'utf8')

const faces = [...css.matchAll(/files\/([\w-]+\.woff2)[^}]*unicode-range:([^;]+);/g)].map(
  ([, file = '', ranges = '']) => ({
    file,
    covers: (point: number) =>
      ranges.split(',').some((range) => {
        const [first = 0, last = first] = range
          .trim()
          .slice(2)
          .split('-')
          .map((hex) => Number.parseInt(hex, 16))
        return point >= first && point <= last
      }),
    drawn: pointsOf(readFileSync(join(folder, file))),
  }),
)

const HRYVNIA = 0x20b4
const TEXT = 'АБВҐЄІЇЙЩЮЯабвґєіїйщюя’ʼ«»—–… №₴ ABCxyz0123456789.,:;!?%()+−↑↓ЁЪЫЭёъыэ'

test('every letter of our languages, the apostrophes and ₴ have a glyph in our own fonts', () => {
  const missing = [...TEXT].filter((letter) => {
    const point = letter.codePointAt(0) ?? 0
    return !faces.some((face) => face.covers(point) && face.drawn.has(point))
  })
  expect(missing).toEqual([])
})

test('₴ is taken from one file only, and the plain Cyrillic file does not hold it', () => {
  expect(faces.filter((face) => face.covers(HRYVNIA)).map((face) => face.file)).toEqual([
    'inter-cyrillic-ext-wght-normal.woff2',
  ])
  const cyrillic = faces.find((face) => face.file.includes('cyrillic-wght'))
  expect(cyrillic?.drawn.has(HRYVNIA)).toBe(false)
})

/** The code points a WOFF2 file draws: W3C WOFF 2.0 §4 and §5, OpenType cmap formats 4 and 12. */
function pointsOf(woff: Buffer): Set<number> {
  let at = 48
  const variable = () => {
    let value = 0
    for (let i = 0; i < 5; i += 1) {
      const byte = woff.readUInt8(at++)
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) break
    }
    return value
  }
  let offset = 0
  let cmap: { offset: number; length: number } | null = null
  for (let table = woff.readUInt16BE(12); table > 0; table -= 1) {
    const flags = woff.readUInt8(at++)
    const tag = flags & 0x3f
    if (tag === 63) at += 4
    const original = variable()
    // glyf (10) and loca (11) are always transformed unless their version is 3; others if not 0.
    const version = flags >> 6
    const transformed = tag === 10 || tag === 11 ? version !== 3 : version !== 0
    const length = transformed ? variable() : original
    if (tag === 0) cmap = { offset, length }
    offset += length
  }
  if (!cmap) throw new Error('a font without a cmap')
  const tables = brotliDecompressSync(woff.subarray(at, at + woff.readUInt32BE(20)))
  return pointsOfCmap(tables.subarray(cmap.offset, cmap.offset + cmap.length))
}

function pointsOfCmap(cmap: Buffer): Set<number> {
  const points = new Set<number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    const start = cmap.readUInt32BE(4 + i * 8 + 4)
    const format = cmap.readUInt16BE(start)
    const ranges =
      format === 4 ? rangesOf4(cmap, start) : format === 12 ? rangesOf12(cmap, start) : []
    for (const [first, last] of ranges) for (let p = first; p <= last; p += 1) points.add(p)
  }
  return points
}

function rangesOf4(cmap: Buffer, start: number): [number, number][] {
  const segments = cmap.readUInt16BE(start + 6) / 2
  return Array.from({ length: segments }, (_, i) => [
    cmap.readUInt16BE(start + 16 + segments * 2 + i * 2),
    Math.min(cmap.readUInt16BE(start + 14 + i * 2), 0xfffe),
  ])
}

function rangesOf12(cmap: Buffer, start: number): [number, number][] {
  return Array.from({ length: cmap.readUInt32BE(start + 12) }, (_, i) => [
    cmap.readUInt32BE(start + 16 + i * 12),
    cmap.readUInt32BE(start + 20 + i * 12),
  ])
}
