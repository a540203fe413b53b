import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cell, type SheetSaid, workbookOf } from '../../../../test/workbook.ts'
import { zipOf } from '../../../../test/zip.ts'
import { FileRefused } from '../commerceml/file-refused.ts'
import { WORKBOOK_LIMITS, type WorkbookLimits } from '../commerceml/limits.ts'
import { openTable } from './table-file.ts'
import { workbookRows } from './workbook.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-workbook-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Form = Parameters<typeof openTable>[1]

/** The header and the rows of a file whose name says nothing about what it is. */
async function read(bytes: Buffer, change: Partial<Form> = {}) {
  const path = join(folder, 'table')
  await writeFile(path, bytes)
  const form = { header: 1, numbers: 'auto' as const, ...change }
  const { header, rows } = await openTable({ name: 'table.csv', path }, form)
  const found: [number, ...string[]][] = []
  for await (const some of rows) for (const { line, cells } of some) found.push([line, ...cells])
  return { header, rows: found }
}
const one = (...rows: Cell[][]): { sheets: SheetSaid[] } => ({ sheets: [{ name: 'Аркуш1', rows }] })

async function refusalOf(bytes: Buffer, change: Partial<Form> = {}) {
  const begun = performance.now()
  const refusal = await read(bytes, change).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof FileRefused)) throw error
      return error.refusal
    },
  )
  expect(performance.now() - begun).toBeLessThan(2_000)
  return refusal && `${refusal.code}: ${refusal.detail}`
}

describe('a workbook’s sheet as a table', () => {
  test('texts, numbers, days, shares and gaps are read as their cells have them', async () => {
    const book = workbookOf({
      ...one(
        ['Код', 'Назва', 'Дата', 'ПДВ', 'Ціна', 'Акція'],
        [
          '00012',
          'Сир <20 %> & "мед"',
          { number: 46_387, style: 1 },
          { number: 0.2, style: 2 },
          9.9,
        ],
        [],
        [{ number: 12, style: 3 }, null, null, null, 0.1 + 0.2, { xml: '<c t="b"><v>1</v></c>' }],
      ),
      styles: ['dd.mm.yyyy', 9, '00000'],
    })
    expect(await read(book)).toEqual({
      header: ['Код', 'Назва', 'Дата', 'ПДВ', 'Ціна', 'Акція'],
      rows: [
        [2, '00012', 'Сир <20 %> & "мед"', '2026-12-31', '20%', '9.9'],
        [4, '00012', '', '', '', '0.3', '1'],
      ],
    })
  })

  test('days are counted from 1904 where the workbook says so', async () => {
    const sheet = one(['Дата'], [{ number: 44_925, style: 1 }])
    const from1904 = await read(workbookOf({ ...sheet, styles: [14], from1904: true }))
    const from1900 = await read(workbookOf({ ...sheet, styles: [14] }))
    expect([from1904.rows, from1900.rows]).toEqual([[[2, '2026-12-31']], [[2, '2022-12-30']]])
  })

  test('a formula is its saved value, a text of several fonts is one, an error stands as told', async () => {
    const cells = [
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="str"><f>A1&amp;"б"</f><v>аб</v></c>',
      '<c t="str"><f>""</f><v></v></c>',
      '<c t="inlineStr"><is><r><t>Чай</t></r><r><t xml:space="preserve"> чорний</t></r><rPh><t>х</t></rPh></is></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="d"><v>2026-12-31T00:00:00</v></c>',
    ].map((xml) => ({ xml }))
    const { rows } = await read(workbookOf(one(['а', 'б', 'в', 'г', 'ґ', 'д'], cells)))
    expect(rows).toEqual([[2, '2', 'аб', '', 'Чай чорний', '#N/A', '2026-12-31']])
  })

  test('a formula that was never counted is not taken for nothing', async () => {
    const book = workbookOf(one(['Сума'], [{ xml: '<c><f>SUM(B1:B9)</f></c>' }]))
    expect(await refusalOf(book)).toMatch(/^unreadable: A2 is a formula never counted/)
  })

  test('the first sheet that is not hidden is read, or the one named', async () => {
    const sheet = (name: string, hidden = false) => ({ name, hidden, rows: [[name], ['рядок']] })
    const book = workbookOf({ sheets: [sheet('Службовий', true), sheet('Ціни'), sheet('Склад')] })
    expect((await read(book)).header).toEqual(['Ціни'])
    expect((await read(book, { sheet: 'склад' })).header).toEqual(['Склад'])
    expect((await read(book, { sheet: 'Службовий' })).header).toEqual(['Службовий'])
    expect(await refusalOf(book, { sheet: 'Кліенти' })).toBe(
      'not_a_table: no sheet "Кліенти"; has: Службовий, Ціни, Склад',
    )
  })

  test('the headers’ row is counted as the sheet counts, over blank rows', async () => {
    const book = workbookOf(one(['ТОВ «Липа»'], [], [], ['Код', 'Сума'], ['K1', 5]))
    expect(await read(book, { header: 4 })).toEqual({
      header: ['Код', 'Сума'],
      rows: [[5, 'K1', '5']],
    })
    expect((await read(book, { header: 3 })).header).toEqual(['#1'])
  })

  test('numbers read right where the mapping’s own texts have a decimal comma', async () => {
    const book = workbookOf(one(['Сума'], [1234.5]))
    expect((await read(book, { numbers: 'comma' })).rows).toEqual([[2, '1234,5']])
  })
})

test('a hundred thousand rows are read in flat memory', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i): Cell[] => [
    `K${i}`,
    `Точка номер ${i}`,
    i / 4,
  ])
  const path = join(folder, 'large')
  await writeFile(path, workbookOf(one(['Код', 'Назва', 'Сума'], ...rows)))
  rows.length = 0
  const before = process.memoryUsage().rss
  let peak = 0
  let count = 0
  const asked = { sheet: null, headerRow: 1, decimalMark: '.' as const }
  for await (const some of workbookRows({ name: 'large', path }, asked)) {
    count += some.length
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  expect(count).toBe(100_001)
  expect((peak - before) / 1_048_576).toBeLessThan(100)
})

const OLD = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])

describe('what is no workbook to be read is refused within two seconds, and says what to do', () => {
  const fine = one(['Код'], ['K1'])
  const more = (name: string, content = 'x') => workbookOf({ ...fine, more: [{ name, content }] })
  const swapped = (content: string) =>
    workbookOf({ ...fine, more: [{ name: 'xl/worksheets/sheet1.xml', content }] })

  test.each<[string, Buffer, RegExp]>([
    ['macros', more('xl/vbaProject.bin'), /^unreadable: the workbook holds macros: save it as/],
    ['the binary kind', more('xl/workbook.bin'), /^not_a_table: .*xlsb\): save it as .xlsx/],
    ['the old kind', OLD, /^not_a_table: an old workbook \(.xls\) or locked: save it as .xlsx/],
    [
      'a password',
      Buffer.concat([OLD, Buffer.from('EncryptedPackage', 'utf16le')]),
      /^unreadable: locked by a password/,
    ],
    [
      'an archive’s own password',
      zipOf([{ name: '[Content_Types].xml', content: '<a/>', encrypted: true }]),
      /^unreadable: .*is encrypted/,
    ],
    [
      'an archive of tables',
      zipOf([{ name: 'a.csv', content: 'a;b' }]),
      /^not_a_table: an archive/,
    ],
    ['a cut archive', workbookOf(fine).subarray(0, 700), /^unreadable: the workbook is cut/],
    ['a DOCTYPE', swapped('<!DOCTYPE x [<!ENTITY e "e">]><worksheet/>'), /^doctype:/],
    ['depth', swapped('<a>'.repeat(100_000)), /^too_deep:/],
    ['a bomb', more('xl/media/a.xml', ' '.repeat(20_000_000)), /^file_too_large: .*200 times/],
    [
      'a bomb that lies about its size',
      zipOf([
        { name: '[Content_Types].xml', content: ' '.repeat(20_000_000), claimedBytes: 100 },
        { name: '_rels/.rels', content: ' '.repeat(20_000_000), claimedBytes: 100 },
      ]),
      /^unreadable:/,
    ],
    ['a text that is not there', swapped(sheet('<c r="A1" t="s"><v>7</v></c>')), /^malformed:/],
    ['a column far out', swapped(sheet('<c r="XFD1"><v>7</v></c>')), /^record_too_large:/],
    ['a row far out', swapped(sheet('', 2_000_000_000)), /^too_many_records:/],
  ])('%s', async (_name, bytes, refusal) => expect(await refusalOf(bytes)).toMatch(refusal))

  test('and the same workbook without any of it is read', async () => {
    expect(await refusalOf(more('xl/media/a.xml', ' '.repeat(2_000_000)))).toBeNull()
  })

  test('rows, cells and shared texts have a limit each', async () => {
    const path = join(folder, 'limited')
    await writeFile(path, workbookOf(one(['Код', 'Назва'], ['K1', 'Чай'])))
    const under = async (change: Partial<WorkbookLimits>) => {
      const limits = { ...WORKBOOK_LIMITS, ...change }
      const asked = { sheet: null, headerRow: 1, decimalMark: '.' as const, limits }
      let count = 0
      try {
        const rows = workbookRows({ name: 'limited', path }, asked)
        for await (const some of rows) count += some.length
      } catch (error) {
        return error instanceof FileRefused && error.refusal.code
      }
      return count
    }
    expect(await under({ rowsMax: 2, cellsMax: 4, columnsMax: 2, stringsMax: 4 })).toBe(2)
    expect(await under({ rowsMax: 1 })).toBe('too_many_records')
    expect(await under({ cellsMax: 3 })).toBe('too_many_records')
    expect(await under({ columnsMax: 1 })).toBe('record_too_large')
    expect(await under({ stringsMax: 3 })).toBe('file_too_large')
    expect(await under({ stringBytesMax: 10 })).toBe('file_too_large')
  })
})

const sheet = (cells: string, row = 1) =>
  `<worksheet><sheetData><row r="${row}">${cells}</row></sheetData></worksheet>`
