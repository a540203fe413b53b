import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = {
  name: string
  content: Buffer | string
  /** What the directory claims, when it lies. */
  claimedBytes?: number
  encrypted?: boolean
}

/** An archive made by hand, so that it may lie as no archiver would. */
export function zipOf(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content as string)
    const packed = deflateRawSync(content)
    const name = Buffer.from(entry.name)
    const header = headerOf(entry, { content, packed, name })
    const local = Buffer.concat([bytes(0x04034b50, 4), header, name, packed])
    const known = Buffer.concat([bytes(0x02014b50, 4), bytes(20, 2), header])
    directory.push(Buffer.concat([known, Buffer.alloc(10), bytes(offset, 4), name]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.concat([
    bytes(0x06054b50, 4),
    Buffer.alloc(4),
    bytes(entries.length, 2),
    bytes(entries.length, 2),
    bytes(central.length, 4),
    bytes(offset, 4),
    bytes(0, 2),
  ])
  return Buffer.concat([...locals, central, end])
}

const UTF8_NAMES = 0x800
const DEFLATED = 8

function headerOf(
  entry: ZipEntry,
  { content, packed, name }: { content: Buffer; packed: Buffer; name: Buffer },
): Buffer {
  return Buffer.concat([
    bytes(20, 2),
    bytes(UTF8_NAMES + (entry.encrypted ? 1 : 0), 2),
    bytes(DEFLATED, 2),
    bytes(0, 4),
    bytes(crc32(content), 4),
    bytes(packed.length, 4),
    bytes(entry.claimedBytes ?? content.length, 4),
    bytes(name.length, 2),
    bytes(0, 2),
  ])
}

function bytes(value: number, size: 2 | 4): Buffer {
  const buffer = Buffer.alloc(size)
  if (size === 2) buffer.writeUInt16LE(value)
  else buffer.writeUInt32LE(value >>> 0)
  return buffer
}
