import { posix } from 'node:path'
import { FileRefused } from '../commerceml/file-refused.ts'
import { WORKBOOK_LIMITS, type WorkbookLimits } from '../commerceml/limits.ts'
import { openZip, type ZipMember } from '../commerceml/open-zip.ts'
import { type CellForm, type Look, lookOf } from './cell-rules.ts'
import type { Row } from './csv-rules.ts'
import { type SharedStrings, sharedStrings } from './shared-strings.ts'
import { type Heard, readPart, sheetRows } from './sheet-rows.ts'

type Asked = {
  /** Null: the first sheet that is not hidden. */
  sheet: string | null
  headerRow: number
  decimalMark: CellForm['decimalMark']
  limits?: WorkbookLimits
}
type File = { name: string; path: string }

/**
 * The rows of a sheet of an XLSX workbook as it was saved: formulas are not counted anew. Refused
 * with what to do when it holds macros, is locked, or is a workbook of another kind.
 */
export async function* workbookRows(file: File, asked: Asked): AsyncGenerator<Row[]> {
  const { limits = WORKBOOK_LIMITS, headerRow, decimalMark } = asked
  const zip = await openZip(file.path, file.name, limits.zip).catch((error: unknown) => {
    throw damaged(error, file.name)
  })
  try {
    const parts = partsOf(file.name, zip.members)
    refuseOthers(file.name, parts)
    const book = await bookOf(parts)
    const member = sheetOf(book, parts, asked.sheet)
    const form = { looks: await looksIn(parts, book), from1904: book.from1904, decimalMark }
    const strings = await stringsIn(parts, book, limits)
    yield* sheetRows(member, { file: file.name, form, strings, headerRow, limits })
  } finally {
    zip.close()
  }
}

// The archiver's own words say nothing to who has a workbook.
function damaged(error: unknown, file: string): unknown {
  const isOurs = error instanceof FileRefused && error.refusal.code === 'unreadable'
  if (!isOurs || !error.refusal.detail.startsWith('Error: ')) return error
  return refused(file, 'unreadable', 'the workbook is cut or damaged: save it anew')
}

type Parts = { file: string; at: (path: string) => ZipMember | undefined }

function partsOf(file: string, members: ZipMember[]): Parts {
  const known = new Map(members.map((member) => [member.name.toLowerCase(), member]))
  return { file, at: (path) => known.get(path.replace(/^\//, '').toLowerCase()) }
}

const refused = (file: string, code: 'unreadable' | 'not_a_table', detail: string) =>
  new FileRefused(code, { file, line: 1, detail })

function refuseOthers(file: string, { at }: Parts): void {
  if (at('xl/vbaProject.bin')) {
    throw refused(file, 'unreadable', 'the workbook holds macros: save it as .xlsx without them')
  }
  if (at('xl/workbook.bin')) {
    throw refused(file, 'not_a_table', 'a binary workbook (.xlsb): save it as .xlsx')
  }
  if (at('content.xml') && at('mimetype')) {
    throw refused(file, 'not_a_table', 'an OpenDocument file (.ods): save it as .xlsx')
  }
  if (!at('[Content_Types].xml')) {
    throw refused(file, 'not_a_table', 'an archive with no workbook in it')
  }
}

type Relation = { id: string; type: string; target: string }

// What a part points at, by the last word of the relation's type: strict files name it otherwise.
async function relationsOf(parts: Parts, path: string): Promise<Relation[]> {
  const folder = posix.dirname(path)
  const member = parts.at(posix.join(folder, '_rels', `${posix.basename(path)}.rels`))
  const found: Relation[] = []
  if (!member) return found
  await readPart(member, parts.file, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target : posix.join(folder, Target)
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return found
}

type Book = {
  sheets: { name: string; hidden: boolean; relation: string }[]
  from1904: boolean
  relations: Relation[]
}

async function bookOf(parts: Parts): Promise<Book> {
  const root = (await relationsOf(parts, '')).find(({ type }) => type === 'officeDocument')
  const path = root?.target ?? 'xl/workbook.xml'
  const member = parts.at(path)
  if (!member) throw refused(parts.file, 'not_a_table', 'an archive with no workbook in it')
  const book: Book = { sheets: [], from1904: false, relations: await relationsOf(parts, path) }
  await readPart(member, parts.file, {
    open(name, attributes) {
      if (name === 'workbookPr') book.from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      book.sheets.push({ name: attributes.name ?? '', hidden, relation })
    },
  })
  return book
}

function sheetOf(book: Book, parts: Parts, wanted: string | null): ZipMember {
  const pages = book.sheets.flatMap((sheet) => {
    const relation = book.relations.find(({ id }) => id === sheet.relation)
    const member = relation?.type === 'worksheet' ? parts.at(relation.target) : undefined
    return member ? [{ ...sheet, member }] : []
  })
  const found =
    wanted === null
      ? (pages.find(({ hidden }) => !hidden) ?? pages[0])
      : pages.find(({ name }) => folded(name) === folded(wanted))
  if (found) return found.member
  const names = pages.map(({ name }) => name).join(', ')
  const detail =
    wanted === null ? 'a workbook without a sheet' : `no sheet "${wanted}"; has: ${names}`
  throw refused(parts.file, 'not_a_table', detail.slice(0, 500))
}

const folded = (name: string) => name.normalize('NFC').trim().toLowerCase()

const partOf = (parts: Parts, book: Book, type: string) => {
  const relation = book.relations.find((one) => one.type === type)
  return relation && parts.at(relation.target)
}

async function looksIn(parts: Parts, book: Book): Promise<Look[]> {
  const member = partOf(parts, book, 'styles')
  const looks: Look[] = []
  if (!member) return looks
  const codes = new Map<number, string>()
  let inCells = false
  await readPart(member, parts.file, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      looks.push(lookOf(Number(numFmtId), codes.get(Number(numFmtId))))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return looks
}

async function stringsIn(parts: Parts, book: Book, limits: WorkbookLimits): Promise<SharedStrings> {
  const strings = sharedStrings(parts.file, limits)
  const member = partOf(parts, book, 'sharedStrings')
  if (member) await readPart(member, parts.file, stringListener(strings))
  return strings
}

function stringListener(strings: SharedStrings): Heard {
  let text = ''
  let inText = false
  let aside = false
  return {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') aside = true
      inText = name === 't' && !aside
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      inText = false
      if (name === 'rPh') aside = false
      if (name === 'si') strings.add(text)
    },
  }
}
