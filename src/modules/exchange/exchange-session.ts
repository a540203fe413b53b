import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LIMITS } from '../../platform/limits.ts'
import { type PieceMeaning, type PiecesKept, pieceMeaning } from './piece-rules.ts'

/** The files that one open exchange has sent so far; they lie under the hash of their names. */
export type Session = { id: string; folder: string }
export type SessionFile = { name: string; path: string; bytes: number; hash: string }

type Kept = PiecesKept & { name: string }

/** Forgets all files of the session, as its next ones begin anew. */
export const clearSession = ({ folder }: Session) => rm(folder, { recursive: true, force: true })

/** The name of a file as the exchange keeps it; null when it climbs out of its folder. */
export function safeName(told: string): string | null {
  const name = told
    .replaceAll('\\', '/')
    .replace(/^(?:\/tmp\/|\/?upload\/1c\/webdata)/, '')
    .replace(/^\/+|\/+$/g, '')
  const parts = name.split('/')
  const sound = parts.every((part) => part !== '' && part !== '.' && part !== '..')
  const plain = [...name].every((letter) => letter >= ' ' && letter !== '\u007f')
  return sound && plain && name.length <= NAME_CHARS_MAX ? name : null
}

const NAME_CHARS_MAX = 255

const places = ({ folder }: Session, name: string) => {
  const key = createHash('sha256').update(name).digest('hex').slice(0, 32)
  return { path: join(folder, `${key}.bin`), about: join(folder, `${key}.json`) }
}

const turns = new Map<string, Promise<unknown>>()

// Pieces of one file are laid one after another, even when two requests bring them at once.
async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(key) ?? Promise.resolve()
  const mine = before.then(work, work)
  turns.set(key, mine)
  try {
    return await mine
  } finally {
    if (turns.get(key) === mine) turns.delete(key)
  }
}

/**
 * Adds a piece to a file of the session. It is taken whole or not at all: a request that breaks
 * leaves nothing. A piece that comes again is not added again; a file sent anew begins anew. Tells
 * how long the piece was.
 */
export async function keepPiece(session: Session, name: string, body: Readable): Promise<number> {
  await mkdir(session.folder, { recursive: true })
  const draft = join(session.folder, `${randomUUID()}.part`)
  try {
    const piece = await received(body, draft)
    const { path, about } = places(session, name)
    await inTurn(path, async () => {
      const kept = await keptOf(about)
      const meaning = pieceMeaning(kept, piece)
      if (meaning === 'repeated') return
      await lay(meaning, draft, path)
      const next = nextKept(name, meaning === 'next' ? kept : null, piece)
      await writeFile(about, JSON.stringify(next))
    })
    return piece.bytes
  } finally {
    await rm(draft, { force: true })
  }
}

async function received(body: Readable, draft: string) {
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)
  await pipeline(
    body,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        bytes += piece.length
        if (bytes > LIMITS.uploadBytesMax) throw new PieceTooLarge('the piece is too large')
        if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece]).subarray(0, HEAD_BYTES)
        hash.update(piece)
        yield piece
      }
    },
    createWriteStream(draft),
  )
  return { hash: hash.digest('hex'), bytes, head }
}

const HEAD_BYTES = 64

/** Tells the protocol that it was the sender's doing. */
export class PieceTooLarge extends Error {}

async function lay(meaning: PieceMeaning, draft: string, path: string): Promise<void> {
  if (meaning === 'first') return rename(draft, path)
  return pipeline(createReadStream(draft), createWriteStream(path, { flags: 'a' }))
}

function nextKept(name: string, before: Kept | null, piece: { hash: string; bytes: number }): Kept {
  const chain = createHash('sha256')
    .update(`${before?.chain ?? ''}${piece.hash}`)
    .digest('hex')
  return {
    name,
    first: before?.first ?? piece.hash,
    last: piece.hash,
    chain,
    bytes: (before?.bytes ?? 0) + piece.bytes,
    imported: false,
  }
}

const keptOf = async (about: string): Promise<Kept | null> => {
  const text = await readFile(about, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Kept)
}

/** All files of the session. */
export async function sessionFiles(session: Session): Promise<SessionFile[]> {
  const names = await readdir(session.folder).catch(() => [])
  const files: SessionFile[] = []
  for (const about of names.filter((name) => name.endsWith('.json')).sort()) {
    const kept = await keptOf(join(session.folder, about))
    if (!kept) continue
    const { path } = places(session, kept.name)
    files.push({ name: kept.name, path, bytes: kept.bytes, hash: kept.chain })
  }
  return files
}

/** From now on a piece for one of these files is the beginning of a new one. */
export async function markImported(session: Session, files: SessionFile[]): Promise<void> {
  for (const { name } of files) {
    const { path, about } = places(session, name)
    await inTurn(path, async () => {
      const kept = await keptOf(about)
      if (kept) await writeFile(about, JSON.stringify({ ...kept, imported: true }))
    })
  }
}

/** Forgets one file of the session. */
export async function dropFile(session: Session, name: string): Promise<void> {
  const { path, about } = places(session, name)
  await rm(about, { force: true })
  await rm(path, { force: true })
}

/** What the session has sent, as one key: the same content is the same key. */
export function contentKey(session: Session, files: readonly SessionFile[]): string {
  const hash = createHash('sha256')
  for (const { name, hash: own } of files) hash.update(`${name}\n${own}\n`)
  return `${session.id}:${hash.digest('hex').slice(0, 32)}`
}
