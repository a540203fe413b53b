import type { Readable } from 'node:stream'
import { ok, type Refused, type Result, refuse } from '../../../platform/result.ts'
import { rowKey } from '../mend-field-rules.ts'
import { type Cut, recordCutter } from './cut-records.ts'
import { type Decoder, decoderFor, HEAD_BYTES } from './decode.ts'
import { NAMES, type RecordKind } from './dictionary.ts'
import { children, type Element, textOf } from './element.ts'
import { FileRefused } from './file-refused.ts'
import { FILE_LIMITS, type FileLimits } from './limits.ts'
import { type XmlParser, xmlParser } from './parse-xml.ts'
import {
  readCategory,
  readGroup,
  readPackage,
  readPriceType,
  readProperty,
  readUnit,
  readWarehouse,
} from './read-classifier.ts'
import { readDocument } from './read-document.ts'
import type { Note } from './read-figures.ts'
import { readOffer, readProduct, unheardOf } from './read-goods.ts'
import type {
  CommercemlRecord,
  FileRefusal,
  FileSummary,
  Handlers,
  Oddity,
  Place,
} from './records.ts'
import { unpack } from './unpack.ts'

/**
 * Reads one CommerceML file (.xml or gzip, versions 2.03–3.1, UTF-8 or as declared) as a stream:
 * every record and every oddity goes to the handlers as it is met, in the order of the file.
 * Refused with the line when hostile, cut, or none of ours; what came before it was handed out,
 * so the caller keeps nothing of a refused file. Memory does not grow with the file.
 */
export async function readCommerceml(
  source: Readable | string,
  file: string,
  handlers: Handlers,
  limits: FileLimits = FILE_LIMITS,
): Promise<Result<FileSummary, FileRefusal>> {
  const reading: Reading = {
    file,
    handlers,
    unheard: new Set(),
    summary: { file, schemaVersion: null, formedAt: null, encoding: '', bytes: 0, records: 0 },
  }
  const parser = xmlParser(file, limits, eventsOf(reading, limits))
  try {
    await parse(unpack(source, file, limits), parser, reading)
    return ok(reading.summary)
  } catch (error) {
    if (error instanceof FileRefused) return refusalAt(error, parser)
    throw error
  }
}

type Reading = {
  file: string
  handlers: Handlers
  /** Element names reported as unknown: once per file, not once per record. */
  unheard: Set<string>
  summary: FileSummary
}

async function parse(
  pieces: AsyncIterable<Buffer>,
  parser: XmlParser,
  reading: Reading,
): Promise<void> {
  let decoder: Decoder | null = null
  let head: Buffer = Buffer.alloc(0)
  const start = () => {
    const chosen = decoderFor(head.subarray(0, HEAD_BYTES), reading.file)
    reading.summary.encoding = chosen.encoding
    if (chosen.differs) noteCharset(reading, chosen)
    write(parser, chosen, head)
    return chosen
  }
  for await (const piece of pieces) {
    reading.summary.bytes += piece.length
    if (decoder) write(parser, decoder, piece)
    else head = Buffer.concat([head, piece])
    if (!decoder && head.length >= HEAD_BYTES) decoder = start()
    await reading.handlers.drain?.(piece.length)
  }
  decoder ??= start()
  parser.write(decoder.end(parser.line()))
  parser.end()
}

const PIECE = 65_536

// Small pieces: the parser looks at its limits between them.
function write(parser: XmlParser, decoder: Decoder, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += PIECE) {
    parser.write(decoder.write(bytes.subarray(at, at + PIECE), parser.line()))
  }
}

function refusalAt(error: FileRefused, parser: XmlParser): Refused<FileRefusal> {
  const line = error.refusal.line > 0 ? error.refusal.line : parser.line()
  return refuse({ ...error.refusal, line })
}

const eventsOf = (reading: Reading, limits: FileLimits) =>
  recordCutter(reading.file, limits, {
    root: (version, formedAt) => {
      reading.summary.schemaVersion = version
      reading.summary.formedAt = formedAt
    },
    record: (cut) => tell(cut, reading),
    section: (element, given) => {
      noteUnheard(element, reading)
      const place = { file: reading.file, line: element.line }
      reading.handlers.record(readPackage(element, place, given))
    },
    unknown: (name, line) => noteUnknown(name, line, reading),
    controlCharacter: (line) =>
      noteText(reading, { line, code: 'control_character', done: 'passed over' }, FORBIDDEN),
    shortened: (name, line) =>
      noteText(reading, { line, code: 'text_shortened', done: 'shortened' }, name),
  })

const READERS: Record<RecordKind, (cut: Cut, place: Place, note: Note) => CommercemlRecord | null> =
  {
    group: readGroup,
    category: readCategory,
    property: readProperty,
    price_type: readPriceType,
    warehouse: readWarehouse,
    unit: readUnit,
    product: readProduct,
    offer: readOffer,
    document: readDocument,
  }

function tell(cut: Cut, reading: Reading): void {
  const { file, handlers, summary } = reading
  const { element, kind } = cut
  noteUnheard(element, reading)
  if (handlers.idMended) putMendedId(cut, handlers.idMended)
  const strange: Parameters<Note>[] = []
  const note: Note = (code, at) => strange.push([code, at])
  const record = READERS[kind](cut, { file, line: element.line }, note)
  const id = record && 'id' in record ? record.id : null
  const name = textOf(element, NAMES.name)
  for (const [code, at] of strange) {
    const nameless = record === null && code === 'missing_id' && name !== null
    const known = nameless ? { subject: rowKey(kind, name, null) } : {}
    handlers.oddity({ file, id, code, ...known, ...at })
  }
  if (!record) return
  summary.records += 1
  handlers.record(record)
}

// A row whose id is blank or doubled: a person told by which id it is known.
function putMendedId({ kind, element }: Cut, idMended: (key: string) => string | undefined): void {
  const id = idMended(rowKey(kind, textOf(element, NAMES.name), textOf(element, NAMES.id)))
  if (id === undefined) return
  const [name] = NAMES.id
  const others = element.children.filter((each) => !children(element, NAMES.id).includes(each))
  const own = { name, line: element.line, attributes: {}, text: id, children: [] }
  element.children = [own, ...others]
}

function noteUnheard(element: Element, reading: Reading): void {
  for (const { name, line } of unheardOf(element)) {
    noteUnknown(`${element.name}/${name}`, line, reading)
  }
}

function noteUnknown(name: string, line: number, reading: Reading): void {
  if (reading.unheard.has(name) || reading.unheard.size >= UNHEARD_MAX) return
  reading.unheard.add(name)
  const detail = name.slice(0, 120)
  const done = 'not read; told once per file'
  reading.handlers.oddity({
    file: reading.file,
    line,
    id: null,
    code: 'unknown_element',
    detail,
    done,
  })
}

const UNHEARD_MAX = 1000

const FORBIDDEN = 'a character that XML forbids'

const noteText = (
  { file, handlers }: Reading,
  met: Pick<Oddity, 'line' | 'code' | 'done'>,
  detail: string,
): void => handlers.oddity({ file, id: null, detail, ...met })

function noteCharset(reading: Reading, decoder: Decoder): void {
  const detail = `declared ${decoder.differs ?? ''}, is ${decoder.encoding}`
  const { file } = reading
  const done = `read as ${decoder.encoding}`
  reading.handlers.oddity({ file, line: 1, id: null, code: 'encoding_differs', detail, done })
}
