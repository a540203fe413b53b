import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { ROOT } from './dictionary.ts'
import { FileRefused } from './file-refused.ts'
import type { FileRefusalCode } from './records.ts'

/** Turns the pieces of one file into text; throws FileRefused where a byte is none of its charset. */
export type Decoder = {
  encoding: string
  /** The declared charset, when the bytes are of another one. */
  differs: string | null
  write: (piece: Buffer, line: number) => string
  end: (line: number) => string
}

export const HEAD_BYTES = 1024

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const KNOWN = /^(?:utf-?8|windows-?125[0-4]|cp-?125[0-4]|cp866|ibm866|koi8-[ru]|iso-8859-[125])$/i
const UTF8 = /^utf-?8$/i
const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']{1,40})["']/

// How the root element is spelled in bytes tells the charset, whatever the label says.
const ROOT_SPELLINGS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be', 'cp866', 'koi8-u'].map(
  (encoding) => ({ encoding, bytes: iconv.encode(ROOT, encoding) }),
)

/** Chooses the charset by the first bytes of a file: its mark, its root element, its declaration. */
export function decoderFor(head: Buffer, file: string): Decoder {
  if (head[0] === 0xff && head[1] === 0xfe) return tableDecoder('utf-16le', null)
  if (head[0] === 0xfe && head[1] === 0xff) return tableDecoder('utf-16be', null)
  const marked = head.subarray(0, 3).equals(UTF8_MARK)
  const ascii = head.subarray(marked ? 3 : 0).toString('latin1')
  const declared = DECLARED.exec(ascii)?.[1] ?? 'utf-8'
  const root = rootSpelling(head)
  const strange = root ? null : strangeHead(head, ascii, declared)
  if (strange) throw new FileRefused(strange.code, { file, line: 1, detail: strange.detail })
  const spelled = marked ? 'utf-8' : root
  const differs = spelled === null || sameCharset(spelled, declared) ? null : declared
  const charset = differs === null && !marked ? declared : (spelled ?? declared)
  return UTF8.test(charset) ? utf8Decoder(file, differs) : tableDecoder(charset, differs)
}

/** The charset in which the root element stands among these bytes; null when it does not. */
export const rootSpelling = (head: Buffer): string | null =>
  ROOT_SPELLINGS.find(({ bytes }) => head.includes(bytes))?.encoding ?? null

const ROOT_CLOSED = new RegExp(`</(?:[\\w-]+:)?${ROOT}\\s*>\\s*$`)

/** True when these last bytes of a file close its root element. */
export function closesRoot(tail: Buffer): boolean {
  const spelled = rootSpelling(tail)
  return spelled !== null && ROOT_CLOSED.test(iconv.decode(tail, spelled))
}

// KOI8-U spells all that KOI8-R does.
function sameCharset(spelled: string, declared: string): boolean {
  const plain = declared
    .toLowerCase()
    .replace(/^cp-?(?=125)/, 'windows-')
    .replace('utf8', 'utf-8')
  if (spelled === 'koi8-u') return plain.startsWith('koi8-')
  if (spelled === 'cp866') return plain === 'cp866' || plain === 'ibm866'
  return plain.replace('windows1', 'windows-1') === spelled
}

function strangeHead(
  head: Buffer,
  ascii: string,
  declared: string,
): { code: FileRefusalCode; detail: string } | null {
  if (ascii.trim() === '') return { code: 'empty', detail: 'nothing in it' }
  if (head.includes(0)) return { code: 'not_xml', detail: 'binary' }
  if (!ascii.trimStart().startsWith('<')) return { code: 'not_xml', detail: 'begins with no tag' }
  return KNOWN.test(declared) ? null : { code: 'unknown_encoding', detail: declared }
}

function tableDecoder(encoding: string, differs: string | null): Decoder {
  const decoder = iconv.getDecoder(encoding)
  return {
    encoding: encoding.toLowerCase(),
    differs,
    write: (piece) => decoder.write(piece),
    end: () => decoder.end() ?? '',
  }
}

export function utf8Decoder(file: string, differs: string | null): Decoder {
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  const write = (piece: Buffer, line: number): string => {
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    const whole = all.subarray(0, all.length - brokenTail(all))
    rest = Buffer.from(all.subarray(whole.length))
    if (!isUtf8(whole)) throw notUtf8(whole, file, line)
    const text = whole.toString('utf8')
    const unmarked = !begun && text.startsWith('\ufeff') ? text.slice(1) : text
    begun ||= text.length > 0
    return unmarked
  }
  const end = (line: number): string => {
    if (rest.length > 0) throw notUtf8(rest, file, line)
    return ''
  }
  return { encoding: 'utf-8', differs, write, end }
}

// How many bytes at the end begin a letter that the next piece will finish.
function brokenTail(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return letterBytes(byte) > back ? back : 0
  }
  return 0
}

const letterBytes = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

function notUtf8(bytes: Buffer, file: string, line: number): FileRefused {
  let at = line
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) break
    at += 1
    start = end + 1
  }
  const detail = 'a byte that is no UTF-8: the declared charset is not the real one'
  return new FileRefused('wrong_encoding', { file, line: at, detail })
}
