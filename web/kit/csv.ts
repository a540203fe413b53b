type Cell = string | number | null

// Spreadsheets of Asia take the wide signs for the same.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * Rows as a CSV file that spreadsheets open as it is: in UTF-8 with its mark, parted by semicolons
 * as Ukrainian Excel expects. A text that would be taken for a formula is made text.
 */
export const csvOf = (rows: Cell[][]): Blob =>
  new Blob([`\uFEFF${csvText(rows)}`], { type: 'text/csv;charset=utf-8' })

/** The text of the file. */
export const csvText = (rows: Cell[][]): string =>
  rows.map((row) => `${row.map(cellText).join(';')}\r\n`).join('')

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
