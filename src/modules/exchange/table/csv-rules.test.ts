import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvForm, csvSplitter, sniffCsv } from './csv-rules.ts'

const SEMICOLON: CsvForm = { delimiter: ';', quote: '"' }

function cut(text: string, form: CsvForm = SEMICOLON, piece = text.length) {
  const splitter = csvSplitter(form)
  const rows = []
  for (let at = 0; at < text.length; at += Math.max(1, piece)) {
    rows.push(...splitter.write(text.slice(at, at + Math.max(1, piece))))
  }
  return [...rows, ...splitter.end()]
}
const cellsOf = (text: string, form?: CsvForm) => cut(text, form).map(({ cells }) => cells)

describe('a table is cut into rows', () => {
  test.each<[string, string[][]]>([
    [
      'a;b\n1;2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\r\n1;2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\r1;2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['"a;b";"say ""hi"""\n', [['a;b', 'say "hi"']]],
    ['"two\nlines";x\n', [['two\nlines', 'x']]],
    ['Ящик 5" міцний;2\n', [['Ящик 5" міцний', '2']]],
    ['"a" b;c\n', [['a b', 'c']]],
    [
      'a;\n;b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\n\nb\n', [['a'], ['b']]],
  ])('%j', (text, rows) => expect(cellsOf(text)).toEqual(rows))

  test('a quote that nobody closes costs its own cell and not the file', () => {
    expect(cellsOf('1;"обірвано\n2;b\n3;c\n')).toEqual([
      ['1', '"обірвано'],
      ['2', 'b'],
      ['3', 'c'],
    ])
  })

  test('each row knows the line it begins on, over line breaks inside of cells', () => {
    const rows = cut('a;b\n"1\n2";x\n\n3;y\n')
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test('what was written is read, in whatever pieces it comes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Ї', ';', '"', '\n', '\r', ' ', ',') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 20 }), (rows, piece) => {
        const text = rows.map((cells) => `${cells.map(quoted).join(';')}\r\n`).join('')
        expect(cut(text, SEMICOLON, piece).map(({ cells }) => cells)).toEqual(rows)
      }),
    )
  })
})

describe('delimiter and quote are found', () => {
  test.each<[string, string, string]>([
    ['Код;Назва;Ціна\n1;Сир, твердий;12,50\n2;Олія;9,00\n', ';', '"'],
    ['code,name,price\n1,"Cheese, hard",12.50\n2,Oil,9.00\n', ',', '"'],
    ["code,name\n1,'Cheese, hard'\n2,'Oil, sunny'\n", ',', "'"],
    ['Код\tНазва\n1\tСир; твердий\n', '\t', '"'],
    ['a|b|c\n1|2|3\n', '|', '"'],
  ])('%j', (text, delimiter, quote) => expect(sniffCsv(text)).toEqual({ delimiter, quote }))

  test('one column has nothing to part, and is left whole', () => {
    const form = sniffCsv('code\n1\n2\n')
    expect(cellsOf('code\n1\n2\n', form)).toEqual([['code'], ['1'], ['2']])
  })
})
