import { Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCommerceml } from './read-commerceml.ts'
import { catalogue, commerceml, DECLARATION, offers, readAll } from './test-commerceml.ts'

const SECONDS_MAX = 2
const PRODUCT = '<Товар><Ид>a</Ид><Наименование>Чай</Наименование></Товар>'

/** The refusal, after checking that it came in time. */
async function refusalOf(
  content: string | Buffer | Readable,
): Promise<{ code: string; line: number } | null> {
  const begun = process.cpuUsage()
  const handlers = { record: () => undefined, oddity: () => undefined }
  const source =
    content instanceof Readable ? content : Readable.from([Buffer.from(content as string)])
  const result = await readCommerceml(source, 'evil.xml', handlers)
  // Of the processor: the neighbours of a busy machine are not the file's doing.
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1e6).toBeLessThan(SECONDS_MAX)
  if (result.ok) return null
  expect(result.refusal.file).toBe('evil.xml')
  return { code: result.refusal.code, line: result.refusal.line }
}

describe('a hostile or broken file is refused with its line within two seconds', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
  )
  const body = catalogue(PRODUCT).slice(DECLARATION.length)
  const doctype = (inner: string) => `${DECLARATION}\n${inner}\n${body}`

  test.each([
    ['doctype', 3, 'a bare DOCTYPE', doctype('<!DOCTYPE x>')],
    ['doctype', 3, 'XXE', doctype('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">\n]>')],
    ['doctype', 3, 'XXE by URL', doctype('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">')],
    [
      'doctype',
      3,
      'billion laughs',
      doctype(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('\n')}]>`),
    ],
    ['malformed', 2, 'an unknown entity', catalogue('<Товар><Ид>&nbsp;</Ид></Товар>')],
    ['malformed', 2, 'a name of every object', catalogue('<Товар><Ид>&constructor;</Ид></Товар>')],
    ['malformed', 4, 'crossed tags', catalogue('\n<Товар>\n<Ид></Товар></Ид>')],
    ['malformed', 2, 'an attribute twice', catalogue('<Товар а="1" а="2"/>')],
    ['malformed', 2, 'a second root', `${commerceml('')}<КоммерческаяИнформация/>`],
    ['too_deep', 2, 'depth', commerceml('<a>'.repeat(100_000))],
    ['too_many_attributes', 2, 'attributes', catalogue(`<Товар ${manyAttributes(100_000)}/>`)],
    ['cut', 2, 'a cut file', catalogue(PRODUCT).slice(0, -40)],
    ['cut', 2, 'a file cut inside a tag', catalogue(PRODUCT).slice(0, -5)],
    ['cut', 1, 'a file cut inside its declaration', DECLARATION.slice(0, 20)],
    ['empty', 1, 'nothing', ''],
    ['empty', 1, 'blank lines', '\n\n  \n'],
    ['not_xml', 1, 'plain text', 'Ид;Наименование\n1;Чай\n'],
    ['not_xml', 1, 'JSON', '{"Товар": []}'],
    ['not_xml', 1, 'a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['not_xml', 1, 'a zip', Buffer.from('504b0304140000000800', 'hex')],
    ['not_commerceml', 1, 'a web page', '<html><body>503</body></html>'],
    ['not_commerceml', 2, 'another XML', `${DECLARATION}<feed/>`],
    [
      'unknown_encoding',
      1,
      'a charset of its own',
      `<?xml version="1.0" encoding="x-evil"?><!--${' '.repeat(2000)}-->`,
    ],
    [
      'wrong_encoding',
      4,
      'a letter cut in half',
      Buffer.concat([Buffer.from(catalogue(`\n\n${PRODUCT}`).slice(0, -60)), Buffer.from([0xd0])]),
    ],
    ['cut', 1, 'a cut archive', gzipSync(catalogue(PRODUCT)).subarray(0, 60)],
    [
      'unreadable',
      1,
      'a broken archive',
      Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(50, 0xff)]),
    ],
  ])('%s at line %d: %s', async (code, line, _name, content) => {
    expect(await refusalOf(content)).toEqual({ code, line })
  })

  test('control characters without end', async () => {
    const refusal = await refusalOf(catalogue(`<Товар><Ид>${'\u0001'.repeat(5000)}</Ид></Товар>`))
    expect(refusal).toEqual({ code: 'malformed', line: 2 })
  })
})

function manyAttributes(count: number): string {
  return Array.from({ length: count }, (_, i) => `a${i}="1"`).join(' ')
}

/** A stream of a head, then the same piece over and over, for ever or so many times. */
const endless = (head: string, piece: string, times: number): Readable =>
  Readable.from(
    (function* () {
      yield Buffer.from(head)
      const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)))
      for (let i = 0; i < times; i++) yield bytes
    })(),
  )

const peakMegabytes = async (work: () => Promise<unknown>): Promise<number> => {
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 10)
  const before = process.memoryUsage().rss
  await work()
  clearInterval(look)
  return (Math.max(peak, process.memoryUsage().rss) - before) / 1_048_576
}

describe('what grows without end is refused in bounded memory', () => {
  const OPEN = catalogue('').split('</Товары>')[0] ?? ''
  const GIGABYTES = 100_000

  test.each([
    ['text_too_long', 'one text', `${OPEN}<Товар><Ид>`, 'щ'],
    ['text_too_long', 'one comment', `${OPEN}<!--`, 'щ'],
    ['text_too_long', 'one CDATA', `${OPEN}<Товар><Ид><![CDATA[`, 'щ'],
    ['text_too_long', 'one attribute', `${OPEN}<Товар Ид="`, 'щ'],
    ['text_too_long', 'one name', `${OPEN}<`, 'щ'],
    ['text_too_long', 'one instruction', '<?xml version="1.0"?><?p ', 'щ'],
    ['text_too_long', 'one DOCTYPE', '<?xml version="1.0"?><!DOCTYPE x [', '<!ENTITY a "b">'],
    ['too_deep', 'depth', OPEN, '<a>'],
    ['record_too_large', 'one product', `${OPEN}<Товар>`, '<а/>'],
    [
      'record_too_large',
      'one group',
      `${commerceml('').split('</')[0]}<Классификатор><Группы><Группа>`,
      '<б/>',
    ],
  ])('%s: %s', async (code, _name, head, piece) => {
    const grown = await peakMegabytes(async () => {
      expect((await refusalOf(endless(head, piece, GIGABYTES)))?.code).toBe(code)
    })
    expect(grown).toBeLessThan(200)
  })

  test('a gzip bomb of good products', async () => {
    const packed = createGzip({ level: 9 })
    endless(OPEN, PRODUCT, 1000).pipe(packed)
    const bomb = Buffer.concat(await packed.toArray())
    expect(bomb.length).toBeLessThan(1_000_000)
    const grown = await peakMegabytes(async () => {
      expect((await refusalOf(bomb))?.code).toBe('file_too_large')
    })
    expect(grown).toBeLessThan(200)
  })

  test('a small archive of hundreds of blank megabytes', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(OPEN), Buffer.alloc(300_000_000, 0x20)]))
    expect(bomb.length).toBeLessThan(1_000_000)
    expect((await refusalOf(bomb))?.code).toBe('file_too_large')
  })

  test('the limits of bytes and of records stop what no other limit does', async () => {
    const content = catalogue(PRODUCT.repeat(100))
    const bytes = await readAll(content, { pieceBytes: 100, limits: { bytesMax: 1000 } })
    expect(bytes.result).toMatchObject({ ok: false, refusal: { code: 'file_too_large' } })
    const few = await readAll(content, { limits: { recordsMax: 99 } })
    expect(few.result).toMatchObject({ ok: false, refusal: { code: 'too_many_records', line: 2 } })
    expect((await readAll(content, { limits: { recordsMax: 100 } })).result.ok).toBe(true)
  })
})

test('a DOCTYPE inside a description is only text', async () => {
  const inner = '<Описание><![CDATA[<!DOCTYPE html><p>]]></Описание>'
  const { result, of } = await readAll(catalogue(PRODUCT.replace('</Товар>', `${inner}</Товар>`)))
  expect(result.ok).toBe(true)
  expect(of('product')[0]?.description).toBe('<!DOCTYPE html><p>')
})

test('cut or spoilt anywhere, a file is read or refused, never a bug', async () => {
  const offer = '<Предложение><Ид>a</Ид><Склад ИдСклада="w" КоличествоНаСкладе="1"/></Предложение>'
  const bytes = Buffer.from(offers(offer))
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.uint8Array({ maxLength: 3 }),
      fc.boolean(),
      async (at, spoil, cut) => {
        const rest = cut ? Buffer.alloc(0) : bytes.subarray(at + spoil.length)
        const spoilt = Buffer.concat([bytes.subarray(0, at), spoil, rest])
        const { result } = await readAll(spoilt)
        if (cut && spoil.length === 0) expect(result.ok).toBe(false)
        if (!result.ok) expect(result.refusal.line).toBeGreaterThan(0)
      },
    ),
    { numRuns: 300 },
  )
})
