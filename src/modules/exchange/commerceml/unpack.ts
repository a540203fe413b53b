import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FileRefused } from './file-refused.ts'
import type { FileLimits } from './limits.ts'

/**
 * The bytes of a file, unpacked when they begin as gzip does (whatever the name says). Throws
 * FileRefused when there are too many of them, unpacked, or when the archive is broken.
 */
export async function* unpack(
  source: Readable | string,
  file: string,
  limits: FileLimits,
): AsyncGenerator<Buffer> {
  const packed = typeof source === 'string' ? createReadStream(source) : source
  const read: Bytes = { packed: 0, used: 0, unpacked: 0 }
  try {
    yield* patient(counted(await opened(packed, read, file), read, { file, limits }), read, limits)
  } catch (error) {
    throw broken(error, file)
  } finally {
    packed.destroy()
  }
}

/** What came of the file, what of it was unpacked so far, and into how much. */
type Bytes = { packed: number; used: number; unpacked: number }

async function* counted(
  pieces: AsyncIterable<Buffer>,
  read: Bytes,
  { file, limits }: { file: string; limits: FileLimits },
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    read.unpacked += piece.length
    refuseTooMuch(read, file, limits)
    yield piece
  }
}

/**
 * What grows as a bomb does waits for the verdict, so that whoever reads it does not work for nothing;
 * it waits no longer than a verdict may take, and is then handed out as it came.
 */
async function* patient(
  pieces: AsyncIterable<Buffer>,
  read: Bytes,
  { growthMax, growthJudgedAboveBytes }: FileLimits,
): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of pieces) {
      waiting.push(piece)
      bytes += piece.length
      if (read.unpacked > read.used * growthMax && bytes <= growthJudgedAboveBytes * 2) continue
      yield* waiting
      waiting = []
      bytes = 0
    }
  } catch (error) {
    // Cut or broken: the reader knows the line only of what came to him.
    if (!(error instanceof FileRefused)) yield* waiting
    throw error
  }
  yield* waiting
}

async function opened(packed: Readable, read: Bytes, file: string): Promise<AsyncIterable<Buffer>> {
  const pieces = bytesOf(packed)
  const first = await firstBytes(pieces)
  if (first.subarray(0, 4).equals(ZIP)) {
    const detail = 'a ZIP within the upload: send it by itself, or unpacked'
    throw new FileRefused('not_xml', { file, line: 1, detail })
  }
  const whole = joined(first, pieces)
  return first[0] === 0x1f && first[1] === 0x8b
    ? gunzipped(bitten(whole, read), read)
    : asItIs(whole, read)
}

const ZIP = Buffer.from('PK\u0003\u0004')

async function* bytesOf(packed: Readable): AsyncGenerator<Buffer> {
  for await (const piece of packed) {
    yield typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer)
  }
}

async function* asItIs(pieces: AsyncGenerator<Buffer>, read: Bytes): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    read.packed += piece.length
    read.used = read.packed
    yield piece
  }
}

const BITE = 4096

// Small bites: growth is judged by what was unpacked, not by what waits.
async function* bitten(pieces: AsyncGenerator<Buffer>, read: Bytes): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += BITE) {
      const bite = piece.subarray(at, at + BITE)
      read.packed += bite.length
      yield bite
    }
  }
}

async function firstBytes(pieces: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0)
  while (first.length < ZIP.length) {
    const next = await pieces.next()
    if (next.done) break
    first = Buffer.concat([first, next.value])
  }
  return first
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  yield* rest
}

async function* gunzipped(pieces: AsyncGenerator<Buffer>, read: Bytes): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 })
  const fed = feed(pieces, gunzip)
  try {
    for await (const piece of gunzip) {
      read.used = gunzip.bytesWritten
      yield piece as Buffer
    }
    await fed
  } finally {
    gunzip.destroy()
  }
}

// Waits while the gunzip is full: a bomb is unpacked no further than it is read.
async function feed(pieces: AsyncGenerator<Buffer>, gunzip: ReturnType<typeof createGunzip>) {
  try {
    for await (const piece of pieces) {
      if (gunzip.destroyed) return
      if (!gunzip.write(piece)) await roomIn(gunzip)
    }
    gunzip.end()
  } catch (error) {
    gunzip.destroy(error as Error)
  }
}

const roomIn = (gunzip: ReturnType<typeof createGunzip>) =>
  new Promise<void>((resolve) => {
    const go = () => {
      gunzip.off('drain', go).off('close', go)
      resolve()
    }
    gunzip.on('drain', go).on('close', go)
  })

function refuseTooMuch(read: Bytes, file: string, limits: FileLimits): void {
  const bomb =
    read.unpacked > limits.growthJudgedAboveBytes && read.unpacked > read.packed * limits.growthMax
  if (read.unpacked <= limits.bytesMax && !bomb) return
  const detail = bomb
    ? `grows more than ${limits.growthMax} times when unpacked`
    : `more than ${limits.bytesMax} bytes`
  throw new FileRefused('file_too_large', { file, line: 0, detail })
}

function broken(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof FileRefused) return error
  const code = 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') {
    return new FileRefused('cut', { file, line: 0, detail: 'the archive ends too early' })
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new FileRefused('unreadable', { file, line: 0, detail: 'the archive is broken' })
  }
  return error
}
