import type { Cell, Section } from './report-rules.ts'

const FORMATS = { number: '#,##0.0', money: '#,##0.00', bp: '0.0%', day: 'dd.mm.yyyy' }
const WHOLE = '#,##0'
const WIDEST = 48
const SHEET_NAME_CHARS = 31
const BOLD = { fontWeight: 'bold' } as const

/** The report as a workbook: a sheet for each part, its numbers as numbers. */
export async function workbookOf(sections: Section[]): Promise<Buffer> {
  // Loaded when somebody asks for it: the server does not carry it otherwise.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const sheets = sections.map(({ title, notes, heads, rows }) => ({
    sheet: title.replace(/[:\\/?*[\]]/g, ' ').slice(0, SHEET_NAME_CHARS),
    columns: heads.map((head, i) => ({ width: widthOf([head, ...rows.map((row) => row[i])]) })),
    data: [
      heads.map((value) => ({ value, ...BOLD })),
      ...rows.map((row) => row.map(cellOf)),
      ...notes.map((note) => [{ value: note }]),
    ],
  }))
  return writeExcelFile(sheets).toBuffer()
}

const widthOf = (cells: (string | Cell | undefined)[]): number =>
  Math.min(WIDEST, Math.max(12, ...cells.map(charsOf)) + 2)

function charsOf(cell: string | Cell | undefined): number {
  if (typeof cell === 'string') return cell.length
  return cell?.kind === 'text' ? cell.text.length : 0
}

function cellOf(cell: Cell) {
  if (cell === null) return null
  if (cell.kind === 'text') return { value: cell.text }
  if (cell.kind === 'day') {
    return { value: new Date(`${cell.day}T00:00:00Z`), format: FORMATS.day }
  }
  if (cell.kind === 'money') return { value: cell.value / 100, format: FORMATS.money }
  if (cell.kind === 'bp') return { value: cell.value / 10_000, format: FORMATS.bp }
  return { value: cell.value, format: Number.isInteger(cell.value) ? WHOLE : FORMATS.number }
}
