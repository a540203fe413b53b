import { gzipSync } from 'node:zlib'
import { zipOf } from '../test/zip.ts'

/** A file that was made to harm, or broke on its way, and how the program must answer it. */
export type HostileCase = {
  name: string
  /** Of the file: it decides nothing, people see it. */
  file: string
  by: 'commerceml' | 'table'
  bytes: Buffer
  /** The refusal; null: read all the same, in the charset it really has. */
  refusal: string | null
  line?: number | undefined
}

export const SECRET = 'the secret beside the files'
export const READ_NAME = 'Сир Київський'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const OPEN = '<КоммерческаяИнформация ВерсияСхемы="2.08"><Каталог><Ид>c</Ид><Товары>'
const CLOSE = '</Товары></Каталог></КоммерческаяИнформация>'
const productOf = (name: string) => `<Товар><Ид>a</Ид><Наименование>${name}</Наименование></Товар>`
const bodyOf = (inner: string) => `${OPEN}${inner}${CLOSE}`
const xmlOf = (inner: string) => Buffer.from(DECLARATION + bodyOf(inner))
const doctyped = (inner: string, name: string) =>
  Buffer.from(`${DECLARATION}\n${inner}\n${bodyOf(productOf(name))}`)

const BOMB_BYTES = 300_000_000
const LAUGHS = Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
).join('\n')

/** The cases; `secretUrl` names a file that no reader may open. */
export function hostileCases(secretUrl: string): HostileCase[] {
  return [
    ...entities(secretUrl),
    ...bombs(),
    ...names(),
    ...shapes(),
    ...cuts(),
    ...encodings(),
    ...tables(secretUrl),
  ]
}

const commerceml = (
  name: string,
  bytes: Buffer,
  refusal: string | null,
  line?: number,
): HostileCase => ({
  name,
  file: bytes.subarray(0, 2).toString() === 'PK' ? 'upload.zip' : 'import.xml',
  by: 'commerceml',
  bytes,
  refusal,
  line,
})

const entities = (secretUrl: string): HostileCase[] => [
  commerceml(
    'billion laughs',
    doctyped(`<!DOCTYPE x [<!ENTITY l0 "ha">${LAUGHS}]>`, '&l9;'),
    'doctype',
    3,
  ),
  commerceml(
    'quadratic entities',
    doctyped(`<!DOCTYPE x [<!ENTITY l "${'ha'.repeat(50_000)}">]>`, '&l;'.repeat(10_000)),
    'doctype',
    3,
  ),
  commerceml(
    'XXE',
    doctyped(`<!DOCTYPE x [<!ENTITY e SYSTEM "${secretUrl}">]>`, '&e;'),
    'doctype',
    3,
  ),
  commerceml(
    'DTD by URL',
    doctyped('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x">', 'x'),
    'doctype',
    3,
  ),
  commerceml('unknown entity', xmlOf(`\n${productOf('&nbsp;')}`), 'malformed', 3),
]

// So many bytes of the same, packed as an archiver packs them, and never in memory at once.
function bombs(): HostileCase[] {
  const blank = Buffer.concat([Buffer.from(DECLARATION + OPEN), Buffer.alloc(BOMB_BYTES, 0x20)])
  const goods = xmlOf(productOf('Чай').repeat(BOMB_BYTES / 100))
  const lying = zipOf([{ name: 'import.xml', content: blank, claimedBytes: 900 }])
  const many = Array.from({ length: 25_000 }, (_, i) => ({ name: `${i}.xml`, content: '' }))
  return [
    commerceml('gzip bomb of blanks', gzipSync(blank), 'file_too_large'),
    commerceml('gzip bomb of goods', gzipSync(goods, { level: 9 }), 'file_too_large'),
    commerceml('zip bomb', zipOf([{ name: 'import.xml', content: blank }]), 'file_too_large', 1),
    commerceml('zip bomb that lies', lying, 'unreadable'),
    commerceml('zip of 25 000 files', zipOf(many), 'too_many_files', 1),
  ]
}

const names = (): HostileCase[] =>
  ['../../evil.xml', 'a/../../../evil.xml', '/evil.xml', 'C:/evil.xml', '..\\..\\evil.xml'].map(
    (name) => {
      const zip = zipOf([{ name, content: xmlOf(productOf('x')) }])
      return commerceml(`zip with ${name}`, zip, 'unsafe_name', 1)
    },
  )

const shapes = (): HostileCase[] => [
  commerceml('depth of 100 000', xmlOf(`\n${'<a>'.repeat(100_000)}`), 'too_deep', 3),
  commerceml('depth of groups', grouped(20_000), 'too_deep', 2),
  commerceml(
    '100 000 attributes',
    xmlOf(`\n\n<Товар ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
    'too_many_attributes',
    4,
  ),
  commerceml('one text of 64 MB', xmlOf(productOf('щ'.repeat(32_000_000))), 'text_too_long', 2),
  commerceml('one comment of 64 MB', xmlOf(`<!--${'щ'.repeat(32_000_000)}-->`), 'text_too_long', 2),
  commerceml(
    'one product of a million parts',
    xmlOf(`<Товар>${'<а/>'.repeat(1e6)}`),
    'record_too_large',
  ),
]

function grouped(depth: number): Buffer {
  const group = '<Группа><Ид>g</Ид><Наименование>г</Наименование><Группы>'
  return Buffer.from(
    `${DECLARATION}<КоммерческаяИнформация><Классификатор><Группы>${group.repeat(depth)}`,
  )
}

function cuts(): HostileCase[] {
  const whole = xmlOf(`\n${productOf('Чай')}\n`.repeat(100))
  return [
    commerceml('cut file', whole.subarray(0, -60), 'cut', 202),
    commerceml('cut gzip', gzipSync(whole).subarray(0, -20), 'cut'),
    commerceml(
      'cut zip',
      zipOf([{ name: 'a.xml', content: whole }]).subarray(0, -40),
      'unreadable',
      1,
    ),
    commerceml('nothing', Buffer.alloc(0), 'empty', 1),
    commerceml(
      'broken gzip',
      Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(50, 255)]),
      'unreadable',
    ),
  ]
}

const encodings = (): HostileCase[] => [
  commerceml('windows-1251 called UTF-8', in1251(DECLARATION + bodyOf(productOf(READ_NAME))), null),
  commerceml(
    'UTF-16 without a word of it',
    Buffer.from(DECLARATION + bodyOf(productOf(READ_NAME)), 'utf16le'),
    null,
  ),
  commerceml(
    'half a letter',
    Buffer.concat([
      Buffer.from(`${DECLARATION}${OPEN}\n\n<Товар><Ид>a`),
      Buffer.from([0xd0]),
      Buffer.from(`</Ид></Товар>${CLOSE}`),
    ]),
    'wrong_encoding',
    4,
  ),
  commerceml(
    'charset of its own',
    Buffer.from(`<?xml version="1.0" encoding="x-evil"?>${' '.repeat(2000)}`),
    'unknown_encoding',
    1,
  ),
]

// Cyrillic letters of windows-1251 stand in the order of Unicode, all but the Ukrainian ones.
const in1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      return { і: 0xb3, ї: 0xbf, є: 0xba }[letter] ?? code - 0x410 + 0xc0
    }),
  )

const table = (
  name: string,
  file: string,
  bytes: Buffer,
  refusal: string | null,
  line?: number,
): HostileCase => ({ name, file, by: 'table', bytes, refusal, line })

const HEAD = 'Код;Назва\n'

function tables(secretUrl: string): HostileCase[] {
  const csv = Buffer.from(HEAD + 'a;Чай\n'.repeat(1_000))
  const wide = Array.from({ length: 20_000 }, (_, i) => `<c r="A${i}"/>`).join('')
  const broken = Buffer.concat([Buffer.from(`${HEAD}a;Чай\nb;`), Buffer.from([0xd0, 0x0a])])
  return [
    table(
      'workbook with XXE',
      'a.xlsx',
      sheetOf(`<!DOCTYPE x [<!ENTITY e SYSTEM "${secretUrl}">]><a>&e;</a>`),
      'doctype',
      1,
    ),
    table('workbook that bombs', 'a.xlsx', sheetOf(' '.repeat(BOMB_BYTES)), 'file_too_large', 1),
    table('workbook that lies', 'a.xlsx', sheetOf(' '.repeat(50_000_000), 900), 'unreadable', 1),
    table('workbook of depth', 'a.xlsx', sheetOf('<a>'.repeat(100_000)), 'too_deep', 1),
    table(
      'workbook of attributes',
      'a.xlsx',
      sheetOf(`<worksheet ${wideAttributes()}/>`),
      'too_many_attributes',
      1,
    ),
    table(
      'workbook with ../',
      'a.xlsx',
      bookOf([{ name: '../evil.xml', content: wide }]),
      'unsafe_name',
      1,
    ),
    table('cut workbook', 'a.xlsx', sheetOf('<worksheet/>').subarray(0, 700), 'unreadable', 1),
    table('formula never counted', 'a.xlsx', sheetOf(FORMULA), 'unreadable', 2),
    table('CSV bomb', 'a.csv.gz', gzipSync(Buffer.alloc(BOMB_BYTES, HEAD)), 'file_too_large'),
    table('cut CSV', 'a.csv.gz', gzipSync(csv).subarray(0, -20), 'cut'),
    table('binary CSV', 'a.csv', Buffer.from('a;b\u0000;c\n'), 'not_a_table', 1),
    table('CSV with half a letter', 'a.csv', broken, 'wrong_encoding', 3),
    table('windows-1251 called nothing', 'a.csv', in1251(`${HEAD}a;${READ_NAME}\n`), null),
  ]
}

const wideAttributes = () => Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')

const FORMULA =
  '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Код</v></c></row>' +
  '<row r="2"><c r="A2"><f>WEBSERVICE("http://127.0.0.1:1")</f></c></row></sheetData></worksheet>'

const bookOf = (more: Parameters<typeof zipOf>[0]): Buffer =>
  zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: relation('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      content: '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relation('worksheet', 'worksheets/sheet1.xml') },
    ...more,
  ])

const relation = (type: string, target: string) =>
  `<Relationships><Relationship Id="rId1" Type="x/${type}" Target="${target}"/></Relationships>`

const sheetOf = (content: string, claimedBytes?: number): Buffer =>
  bookOf([{ name: 'xl/worksheets/sheet1.xml', content, ...(claimedBytes ? { claimedBytes } : {}) }])
