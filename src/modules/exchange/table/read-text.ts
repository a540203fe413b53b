import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { utf8Decoder } from '../commerceml/decode.ts'
import { FileRefused } from '../commerceml/file-refused.ts'

type Decode = { write(piece: Buffer): string; end(): string }

/**
 * The pieces of a file as text: by the named charset, its byte order mark, or what its first letter
 * beyond ASCII turns out to be: UTF-8, else windows-1251. Lines of refusals count from 0 within the
 * piece: its reader knows on which one it begins.
 */
export async function* readText(
  pieces: AsyncIterable<Buffer>,
  file: string,
  encoding?: string,
): AsyncGenerator<string> {
  let decode: Decode | null = null
  for await (const piece of withHead(pieces)) {
    decode ??= decoderFor(piece, file, encoding)
    yield decode ? decode.write(piece) : piece.toString('latin1')
  }
  if (decode) yield decode.end()
}

const HEAD_BYTES = 4

// A byte order mark must not be cut in two.
async function* withHead(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (!head) {
      yield piece
      continue
    }
    head = Buffer.concat([head, piece])
    if (head.length < HEAD_BYTES) continue
    yield head
    head = null
  }
  if (head && head.length > 0) yield head
}

// Null: so far every letter is the same in all of them.
function decoderFor(piece: Buffer, file: string, encoding?: string): Decode | null {
  const named = encoding ?? markedEncoding(piece)
  if (named && named !== 'utf-8') return byTable(named)
  if (piece.includes(0)) {
    throw new FileRefused('not_a_table', { file, line: 0, detail: 'binary' })
  }
  if (isAscii(piece)) return null
  return named || isUtf8(piece.subarray(0, wholeLetters(piece))) ? utf8(file) : byTable('cp1251')
}

function markedEncoding(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null
}

// Up to a last letter that the next piece may finish.
function wholeLetters(piece: Buffer): number {
  const lead = piece.subarray(-3).findIndex((byte) => byte >= 0xc0)
  return lead < 0 ? piece.length : Math.max(0, piece.length - 3) + lead
}

function utf8(file: string): Decode {
  const decoder = utf8Decoder(file, null)
  return { write: (piece) => decoder.write(piece, 0), end: () => decoder.end(0) }
}

function byTable(encoding: string): Decode {
  const decoder = iconv.getDecoder(encoding)
  return { write: (piece) => decoder.write(piece), end: () => decoder.end() ?? '' }
}
