import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { type Entry, openPromise, validateFileName, type ZipFile } from 'yauzl'
import { FileRefused } from './file-refused.ts'
import type { UploadLimits } from './limits.ts'

export type ZipMember = { name: string; bytes: number; open: () => Promise<Readable> }
export type OpenedZip = { members: ZipMember[]; close: () => void }

/**
 * The files of an archive. Refused before anything is unpacked when it holds too many files or
 * bytes, one that grows too much, one that is encrypted, or a name that climbs out of its folder.
 */
export async function openZip(
  path: string,
  file: string,
  limits: UploadLimits,
): Promise<OpenedZip> {
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    decodeStrings: false,
  }).catch((error: unknown) => {
    throw refusedAs('unreadable', file, String(error))
  })
  try {
    const members = await membersOf(zip, file, limits)
    return { members, close: () => zip.close() }
  } catch (error) {
    zip.close()
    if (error instanceof FileRefused) throw error
    throw refusedAs('unreadable', file, String(error))
  }
}

async function membersOf(zip: ZipFile, file: string, limits: UploadLimits): Promise<ZipMember[]> {
  const members: ZipMember[] = []
  let bytes = 0
  if (zip.entryCount > limits.filesMax) {
    throw refusedAs('too_many_files', file, `more than ${limits.filesMax} files`)
  }
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    const wrong = validateFileName(name)
    if (wrong !== null) throw refusedAs('unsafe_name', file, wrong.slice(0, 120))
    if (name.endsWith('/')) continue
    bytes += entry.uncompressedSize
    refuseMember(entry, { name, file, bytes }, limits)
    members.push({
      name,
      bytes: entry.uncompressedSize,
      open: async () => Readable.from(piecesOf(await zip.openReadStreamPromise(entry), file, name)),
    })
  }
  return members
}

// A member that lies about its size, or is broken, is the archive's fault and none of ours.
async function* piecesOf(stream: Readable, file: string, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of stream) yield piece as Buffer
  } catch (error) {
    throw refusedAs('unreadable', file, `${name.slice(-80)}: ${String(error).slice(0, 120)}`)
  }
}

function refuseMember(
  entry: Entry,
  { name, file, bytes }: { name: string; file: string; bytes: number },
  limits: UploadLimits,
): void {
  const { compressedSize, uncompressedSize } = entry
  const short = name.slice(-80)
  if (bytes > limits.bytesMax) {
    throw refusedAs('file_too_large', file, `more than ${limits.bytesMax} bytes unpacked`)
  }
  const judged = uncompressedSize > limits.growthJudgedAboveBytes
  if (judged && uncompressedSize > compressedSize * limits.growthMax) {
    const detail = `${short} grows more than ${limits.growthMax} times when unpacked`
    throw refusedAs('file_too_large', file, detail)
  }
  if (entry.isEncrypted()) throw refusedAs('unreadable', file, `${short} is encrypted`)
  if (!entry.canDecodeFileData()) {
    throw refusedAs('unreadable', file, `${short} is packed by method ${entry.compressionMethod}`)
  }
}

const NAMED_IN_UTF8 = 0x800

// Archivers of Windows write names in the old charset of its console.
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  const utf8 = raw.toString('utf8')
  const marked = (entry.generalPurposeBitFlag & NAMED_IN_UTF8) !== 0
  const name = marked || !utf8.includes('\ufffd') ? utf8 : iconv.decode(raw, 'cp866')
  return name.replaceAll('\\', '/')
}

const refusedAs = (
  code: 'unreadable' | 'too_many_files' | 'unsafe_name' | 'file_too_large',
  file: string,
  detail: string,
) => new FileRefused(code, { file, line: 1, detail })
