import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, inflateRawSync } from 'node:zlib'

/**
 * How files are often read: whole, an archive unpacked to wherever its names say, every entity
 * put in, a tree built by recursion. Returns all texts of the tree.
 */
export function readNaively(path: string, folder: string): string {
  const bytes = readFileSync(path)
  if (bytes.subarray(0, 2).toString() !== 'PK') return textsOf(bytes)
  return unzipped(bytes, folder).map(textsOf).join('\n')
}

const LOCAL_BYTES = 30

function unzipped(bytes: Buffer, folder: string): Buffer[] {
  const members: Buffer[] = []
  let at = 0
  while (at + LOCAL_BYTES < bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const [packedBytes, nameBytes] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)]
    const begins = at + LOCAL_BYTES + nameBytes + bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + LOCAL_BYTES, at + LOCAL_BYTES + nameBytes)
    const member = inflateRawSync(bytes.subarray(begins, begins + packedBytes))
    const target = join(folder, name.replaceAll('\\', '/'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, member)
    members.push(member)
    at = begins + packedBytes
  }
  return members
}

function textsOf(bytes: Buffer): string {
  const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  const tags = expanded(unpacked.toString('utf8')).split('<').slice(1)
  const texts: string[] = []
  const walk = (from: number): number => {
    let at = from
    while (at < tags.length) {
      const [tag = '', text = ''] = (tags[at] ?? '').split('>')
      texts.push(text)
      at += 1
      if (tag.startsWith('/')) return at
      if (!/^[?!]|\/$/.test(tag)) at = walk(at)
    }
    return at
  }
  walk(0)
  return texts.join('\n')
}

function expanded(xml: string): string {
  const entities = new Map<string, string>()
  for (const [, name = '', system, value = ''] of xml.matchAll(
    /<!ENTITY\s+(\w+)\s+(SYSTEM\s+)?"([^"]*)"/g,
  )) {
    entities.set(name, system ? readFileSync(new URL(value), 'utf8') : value)
  }
  let text = xml.replace(/<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>/, '')
  for (let round = 0; round < entities.size; round += 1) {
    for (const [name, value] of entities) text = text.replaceAll(`&${name};`, value)
  }
  return text
}
