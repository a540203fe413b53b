import { describe, expect, test } from 'vitest'
import { fitsLimits, readPictureHead } from './picture-rules.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const png = '89504e47 0d0a1a0a 0000000d 49484452'

describe('what a file says of itself', () => {
  test.each([
    ['PNG', `${png} 00000280 000001e0`, 'image/png', 640, 480],
    ['GIF', '474946383961 4001 f000', 'image/gif', 320, 240],
    ['JPEG', 'ffd8 ffe0 0004 0000 ffc0 0011 08 01e0 0280 00', 'image/jpeg', 640, 480],
    [
      'JPEG with tables before its frame',
      'ffd8 ffdb 0003 00 ffc4 0002 ff ffc2 0011 08 0001 0002 00',
      'image/jpeg',
      2,
      1,
    ],
    [
      'WebP with alpha or motion',
      '52494646 00000000 57454250 56503858 0a000000 00000000 7f0200 df0100',
      'image/webp',
      640,
      480,
    ],
    [
      'WebP with losses',
      '52494646 00000000 57454250 56503820 00000000 000000 9d012a 8002 e001',
      'image/webp',
      640,
      480,
    ],
    [
      'WebP without losses',
      '52494646 00000000 57454250 5650384c 00000000 2f 7fc27700 0000000000',
      'image/webp',
      640,
      480,
    ],
  ])('%s', (_, hex, mediaType, width, height) => {
    expect(readPictureHead(bytes(hex))).toEqual({ mediaType, width, height })
  })

  test.each([
    ['nothing', ''],
    ['a cut PNG', png],
    ['a PNG of no width', `${png} 00000000 000001e0`],
    ['a JPEG that ends before its frame', 'ffd8 ffe0 0004 0000'],
    ['a JPEG whose segment has no length', 'ffd8 ffe0 0000 0000 ffc0 0011 08 01e0 0280'],
    ['a cut WebP', '52494646 00000000 57454250 56503858'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('hex')],
    ['a page', Buffer.from('<!doctype html><script>1</script>').toString('hex')],
    ['a PDF', Buffer.from('%PDF-1.7').toString('hex')],
    ['an archive', '504b0304 14000000'],
    ['a TIFF', '49492a00 08000000'],
  ])('%s is no picture that we take', (_, hex) => {
    expect(readPictureHead(bytes(hex))).toBeNull()
  })

  test('the bytes of a larger buffer are read from where they begin', () => {
    const padded = Buffer.concat([Buffer.alloc(5), bytes(`${png} 00000280 000001e0`)])
    expect(readPictureHead(padded.subarray(5))?.width).toBe(640)
  })
})

test.each([
  [7_000, 7_000, true],
  [10_000, 5_000, true],
  [10_000, 5_001, false],
  [16_383, 3_000, true],
  [16_384, 1, false],
  [1, 16_384, false],
  [65_535, 65_535, false],
])('a picture of %i × %i may be unpacked: %s', (width, height, fits) => {
  const limits = { picturePixelsMax: 50_000_000, pictureSideMax: 16_383 }
  expect(fitsLimits({ mediaType: 'image/png', width, height }, limits)).toBe(fits)
})
