/** One row of a table: the line of the file it begins on, and its cells as they stand. */
export type Row = { line: number; cells: string[] }
export type CsvForm = { delimiter: string; quote: string }

/** Characters that one row may hold; an opened quote that runs further was none. */
const ROW_CHARS_MAX = 262_144
const DELIMITERS = [';', '\t', ',', '|']
const QUOTES = ['"', "'"]

/**
 * Cuts text that comes in pieces into rows. A quote opens only at a cell's first character, and
 * one that is never closed is taken as it stands, so that it costs one row and not the file.
 */
export function csvSplitter({ delimiter, quote }: CsvForm) {
  let text = ''
  let line = 1
  const take = (last: boolean): Row[] => {
    const rows: Row[] = []
    let at = 0
    while (at < text.length) {
      const row =
        rowAt(text, at, { delimiter, quote, last }) ??
        (text.length - at > ROW_CHARS_MAX ? rowAt(text, at, { delimiter, quote: '', last }) : null)
      if (!row) break
      if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line, cells: row.cells })
      line += row.lines
      at = row.next
    }
    text = text.slice(at)
    return rows
  }
  return {
    write(piece: string): Row[] {
      text += piece
      return take(false)
    },
    end: (): Row[] => take(true),
    /** The line that what comes next belongs to. */
    line: (): number => line + (text.match(/\n/g)?.length ?? 0),
  }
}

type Cutting = CsvForm & { last: boolean }
type Cut = { cells: string[]; next: number; lines: number }

// Null: the row's end has not come yet.
function rowAt(text: string, from: number, form: Cutting): Cut | null {
  const { delimiter, quote, last } = form
  const end = lineEnd(text, from, last)
  if (!end) return null
  const plain = text.slice(from, end.at)
  if (quote === '' || !plain.includes(quote)) {
    return { cells: plain.split(delimiter), next: end.next, lines: 1 }
  }
  return quotedRow(text, from, form)
}

type End = { at: number; next: number }

// A line ends by \n, \r\n or \r, the last one also by the end.
function lineEnd(text: string, from: number, last: boolean): End | null {
  const feed = text.indexOf('\n', from)
  const back = text.indexOf('\r', from)
  // A carriage return at the very end may be half of a line's end.
  const alone = back >= 0 && back + 1 < text.length && text[back + 1] !== '\n'
  if (alone && (feed < 0 || back < feed)) return { at: back, next: back + 1 }
  if (feed >= 0) return { at: back === feed - 1 ? back : feed, next: feed + 1 }
  if (!last) return null
  return { at: back >= 0 ? back : text.length, next: text.length }
}

function quotedRow(text: string, from: number, form: Cutting): Cut | null {
  const cells: string[] = []
  let at = from
  for (;;) {
    const cell = cellAt(text, at, form)
    // An opened quote that nobody closes was a letter.
    if (cell === 'open') return form.last ? rowAt(text, from, { ...form, quote: '' }) : null
    if (!cell) return null
    cells.push(cell.value)
    at = cell.next
    if (cell.ends) return { cells, next: at, lines: linesIn(text, from, at) }
  }
}

type Cell = { value: string; next: number; ends: boolean }

function cellAt(text: string, at: number, form: Cutting): Cell | 'open' | null {
  const quoted = text[at] === form.quote ? quotedCell(text, at, form) : { value: '', next: at }
  if (quoted === 'open') return 'open'
  const { value, next } = quoted
  const end = lineEnd(text, next, form.last)
  const stop = text.indexOf(form.delimiter, next)
  if (stop >= 0 && (!end || stop < end.at)) {
    return { value: value + text.slice(next, stop), next: stop + 1, ends: false }
  }
  return end && { value: value + text.slice(next, end.at), next: end.next, ends: true }
}

function quotedCell(
  text: string,
  at: number,
  { quote, last }: Cutting,
): { value: string; next: number } | 'open' {
  let value = ''
  let from = at + 1
  for (;;) {
    const close = text.indexOf(quote, from)
    if (close < 0 || (close === text.length - 1 && !last)) return 'open'
    if (text[close + 1] !== quote)
      return { value: value + text.slice(from, close), next: close + 1 }
    value += text.slice(from, close + 1)
    from = close + 2
  }
}

const linesIn = (text: string, from: number, to: number) =>
  Math.max(1, text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 1)

/** The delimiter and quote under which the first rows of a text have the most even width. */
export function sniffCsv(head: string): CsvForm {
  const tried = QUOTES.flatMap((quote) =>
    DELIMITERS.map((delimiter) => ({ delimiter, quote, score: score(head, { delimiter, quote }) })),
  )
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a))
  return { delimiter: best.delimiter, quote: best.quote }
}

const SNIFFED_ROWS = 50

function score(head: string, form: CsvForm): number {
  const splitter = csvSplitter(form)
  const rows = [...splitter.write(head), ...splitter.end()].slice(0, SNIFFED_ROWS)
  const widths = rows.map(({ cells }) => cells.length)
  const usual = mode(widths)
  if (usual < 2) return 0
  const even = widths.filter((width) => width === usual).length / widths.length
  const quotesLeft = rows.some(({ cells }) => cells.some((cell) => isWrapped(cell)))
  // Evenness decides; more columns break a tie; quotes left standing around a cell speak against.
  return even * 100 + Math.min(usual, 50) / 50 - (quotesLeft ? 1 : 0)
}

const isWrapped = (cell: string) => /^(["'])[^"']+\1$/.test(cell.trim())

function mode(widths: number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0]
}
