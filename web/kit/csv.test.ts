import { expect, test } from 'vitest'
import { csvText } from './csv.ts'

test('a spreadsheet gets its rows; what would be taken for a formula is made text', () => {
  const rows = [
    ['код', 'назва', 'сума'],
    ['=1+1', 'Крамниця "Світанок"; Липове', 12.5],
    ['-', null, 0],
  ]
  expect(csvText(rows)).toBe(
    'код;назва;сума\r\n\'=1+1;"Крамниця ""Світанок""; Липове";12.5\r\n\'-;;0\r\n',
  )
})

test('every sign that begins a formula somewhere is disarmed, and only at the beginning', () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    expect(csvText([[`${sign}1+1`]])).toMatch(/^"?'/)
    expect(csvText([[`1${sign}1`]])).not.toContain("'")
  }
})
