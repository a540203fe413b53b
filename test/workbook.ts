import { zipOf } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A cell: a text is shared, a number is a number; else its own XML. */
export type Cell = string | number | null | { number: number; style: number } | { xml: string }
export type SheetSaid = { name: string; rows: Cell[][]; hidden?: boolean }
type Said = {
  sheets: SheetSaid[]
  /** Format codes by the style that cells name, from 1 on; a number is one of Excel's own. */
  styles?: (string | number)[]
  from1904?: boolean
  /** More files of the archive. */
  more?: { name: string; content: string }[]
}

/** A workbook as Excel writes one, in its smallest form. */
export function workbookOf({ sheets, styles = [], from1904, more = [] }: Said): Buffer {
  const texts = new Map<string, number>()
  const share = (text: string) => {
    const known = texts.get(text)
    if (known !== undefined) return known
    texts.set(text, texts.size)
    return texts.size - 1
  }
  const pages = sheets.map(({ rows }, i) => ({
    name: `xl/worksheets/sheet${i + 1}.xml`,
    content: sheetXml(rows, share),
  }))
  return zipOf([
    { name: '[Content_Types].xml', content: `${XML}<Types xmlns="${PACKAGE}/content-types"/>` },
    { name: '_rels/.rels', content: relations(['officeDocument', 'xl/workbook.xml']) },
    { name: 'xl/workbook.xml', content: bookXml(sheets, from1904 ?? false) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(
        ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
        ['sharedStrings', 'sharedStrings.xml'],
        ['styles', '/xl/styles.xml'],
      ),
    },
    { name: 'xl/styles.xml', content: stylesXml(styles) },
    ...pages,
    { name: 'xl/sharedStrings.xml', content: stringsXml([...texts.keys()]) },
    ...more,
  ])
}

const relations = (...pairs: [type: string, target: string][]) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${pairs
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const bookXml = (sheets: SheetSaid[], from1904: boolean) =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${from1904}"/><sheets>${sheets
    .map(
      ({ name, hidden }, i) =>
        `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('')}</sheets></workbook>`

function stylesXml(styles: (string | number)[]): string {
  const own = styles.flatMap((style, i) =>
    typeof style === 'string' ? [`<numFmt numFmtId="${164 + i}" formatCode="${style}"/>`] : [],
  )
  const looks = styles.map((style, i) => (typeof style === 'string' ? 164 + i : style))
  const xfs = [0, ...looks].map((id) => `<xf numFmtId="${id}" xfId="0"/>`).join('')
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf
    numFmtId="14"/></cellStyleXfs><cellXfs>${xfs}</cellXfs></styleSheet>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const stringsXml = (texts: string[]) =>
  `${XML}<sst xmlns="${MAIN}">${texts
    .map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
    .join('')}</sst>`

function sheetXml(rows: Cell[][], share: (text: string) => number): string {
  const told = rows.map((cells, i) => {
    const inside = cells.map((cell, at) => cellXml(cell, `${letters(at)}${i + 1}`, share)).join('')
    return inside === '' ? '' : `<row r="${i + 1}">${inside}</row>`
  })
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${told.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Cell, at: string, share: (text: string) => number): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${share(cell)}</v></c>`
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if ('xml' in cell) return cell.xml.replace('<c', `<c r="${at}"`)
  return `<c r="${at}" s="${cell.style}"><v>${cell.number}</v></c>`
}

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26))
