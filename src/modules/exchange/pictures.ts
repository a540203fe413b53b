import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, readTenant, type Tx } from '../../platform/db.ts'
import { filePath, insertFiles } from '../../platform/file-queries.ts'
import { LIMITS } from '../../platform/limits.ts'
import { sayItems } from '../catalogue/catalogue.ts'
import type { Oddity, ProductRecord } from './commerceml/records.ts'
import type { PictureFile } from './commerceml/upload-files.ts'
import type { Feed } from './feed-queries.ts'
import { silentItem } from './item-rules.ts'
import {
  itemsNaming,
  type KnownPicture,
  picturesOf,
  putItemPictures,
  putPictures,
} from './picture-queries.ts'
import { pictureIndex, picturePath } from './picture-rules.ts'

/** Pictures that came with an upload and before it, for the goods that name them. */
export type PictureShelf = {
  of: (product: ProductRecord) => string | null
  /** Writes down the new pictures, before the goods that show them. */
  keep: (tx: Tx) => Promise<void>
  /** Shows new pictures on goods that named them in earlier uploads; writes down who names which. */
  sayNamedBefore: (tx: Tx, from: number) => Promise<void>
  counts: () => { pictures: number; picturesMissing: number }
}

type Arrived = KnownPicture & { mediaType: string; bytes: number }

export type ShelfRequest = Feed & {
  dataFolder: string
  pictures: readonly PictureFile[]
  oddity: (oddity: Oddity) => void
  dryRun: boolean
}

/** Takes the pictures of an upload into the store of files; one whose bytes are known is not kept twice. */
export async function pictureShelf(pools: Pools, request: ShelfRequest): Promise<PictureShelf> {
  const { distributorId, feed, pictures } = request
  const known = await readTenant(pools.app, distributorId, (db) =>
    picturesOf(db, { distributorId, feed }),
  )
  const byPath = new Map(known.map((picture) => [picture.path, picture]))
  const arrived: Arrived[] = []
  for (const picture of pictures) {
    const taken = await takePicture(picture, byPath, request)
    if (taken) arrived.push(taken)
  }
  for (const picture of arrived) byPath.set(picture.path, picture)
  return shelfOf([...byPath.values()], arrived, { distributorId, feed })
}

async function takePicture(
  { name, mediaType, open }: PictureFile,
  byPath: ReadonlyMap<string, KnownPicture>,
  { distributorId, dataFolder, oddity, dryRun }: ShelfRequest,
): Promise<Arrived | null> {
  const path = picturePath(name)
  const fileId = uuidv7()
  const target = filePath(dataFolder, distributorId, fileId)
  const draft = `${target}.part`
  await mkdir(dirname(target), { recursive: true })
  const { sha256, bytes } = await copied(await open(), draft)
  const known = byPath.get(path)?.sha256 === sha256
  if (known || dryRun || bytes > LIMITS.pictureBytesMax) await rm(draft, { force: true })
  else await rename(draft, target)
  if (bytes > LIMITS.pictureBytesMax) {
    const detail = `a picture of more than ${LIMITS.pictureBytesMax} bytes`
    oddity({ file: name, line: 0, id: null, code: 'foreign_file', detail, done: 'passed over' })
  }
  return known || bytes > LIMITS.pictureBytesMax ? null : { path, fileId, sha256, mediaType, bytes }
}

async function copied(source: Readable | string, draft: string) {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = typeof source === 'string' ? Readable.from([source]) : source
  await pipeline(
    stream,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        bytes += piece.length
        hash.update(piece)
        if (bytes > LIMITS.pictureBytesMax) break
        yield piece
      }
    },
    createWriteStream(draft),
  )
  return { sha256: hash.digest('hex'), bytes }
}

function shelfOf(all: KnownPicture[], arrived: Arrived[], of: Feed): PictureShelf {
  const find = pictureIndex(all)
  const fileIds = new Map(arrived.map(({ path, fileId }) => [path, fileId]))
  let named: { code: string; path: string }[] = []
  let missing = 0
  let shown = 0
  return {
    of(product) {
      const [first] = product.pictures
      if (first === undefined) return null
      const fileId = product.pictures.map(find).find((found) => found !== null) ?? null
      named.push({ code: product.id, path: picturePath(first) })
      if (fileId) shown += 1
      else missing += 1
      return fileId
    },
    async keep(tx) {
      if (arrived.length === 0) return
      const files = arrived.map(({ fileId: id, mediaType, bytes, sha256 }) => ({
        id,
        mediaType,
        bytes,
        sha256,
      }))
      await insertFiles(tx, of.distributorId, files)
      await putPictures(tx, of, arrived)
    },
    async sayNamedBefore(tx, from) {
      if (named.length > 0) await putItemPictures(tx, of, named)
      named = []
      if (arrived.length === 0) return
      const ends = [...fileIds.keys()].flatMap(endsOf)
      const items = (await itemsNaming(tx, of, ends)).flatMap(({ code, path }) => {
        const pictureId = find(path)
        return pictureId ? [{ ...silentItem(code, uuidv7()), pictureId }] : []
      })
      await sayItems(tx, items, from)
    },
    counts: () => ({ pictures: shown, picturesMissing: missing }),
  }
}

function endsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, from) => join(...parts.slice(from)))
}
