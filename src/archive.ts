import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

const BLOCK = 512

export type Archive = {
  add(name: string, bytes: Buffer): Promise<void>
  close(): Promise<void>
}

/** A gzipped tar, written as it comes: any tar program lists and unpacks it. */
export function writeArchive(path: string): Archive {
  const gzip = createGzip({ level: 4 })
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true })
  const written = pipeline(gzip, file)
  // Told by close(), or by the write that waits for it.
  written.catch((error: Error) => gzip.destroy(error))
  const put = async (bytes: Buffer) => {
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), written])
  }
  return {
    async add(name, bytes) {
      await put(headerOf(name, bytes.length))
      await put(bytes)
      await put(Buffer.alloc(padding(bytes.length)))
    },
    async close() {
      gzip.end(Buffer.alloc(2 * BLOCK))
      await written
    },
  }
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK

// The ustar header: name, mode, owner, size and time in octal, and the sum of its own bytes.
function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tar`)
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  header.write(name, 0)
  header.write(octal(0o600, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12), 100)
  header.write(`${' '.repeat(8)}0`, 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

export type Member = { name: string; bytes: Buffer }

/** An archive that is cut, changed or not one of ours. */
export class ArchiveError extends Error {}

/** The members in their order; each is whole in memory (backups cut theirs at 4 MB). */
export async function* readArchive(path: string): AsyncGenerator<Member> {
  const gunzip = createGunzip()
  const source = createReadStream(path)
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    yield* membersOf(gunzip)
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_')) {
      throw new ArchiveError(`${path} is cut or damaged: ${(error as Error).message}`)
    }
    throw error
  } finally {
    source.destroy()
    gunzip.destroy()
    await finished(gunzip).catch(() => undefined)
  }
}

async function* membersOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const source = chunks[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let size = 0
  async function take(wanted: number): Promise<Buffer> {
    while (size < wanted) {
      const next = await source.next()
      if (next.done) throw new ArchiveError('the archive ends in the middle')
      held.push(next.value)
      size += next.value.length
    }
    const whole = Buffer.concat(held)
    held = [whole.subarray(wanted)]
    size = whole.length - wanted
    return whole.subarray(0, wanted)
  }
  while (true) {
    const header = await take(BLOCK)
    if (header.every((byte) => byte === 0)) return
    if (header.toString('latin1', 257, 262) !== 'ustar') throw new ArchiveError('it is no backup')
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const length = Number.parseInt(header.toString('latin1', 124, 135), 8)
    const bytes = Buffer.from(await take(length))
    await take(padding(length))
    yield { name, bytes }
  }
}
