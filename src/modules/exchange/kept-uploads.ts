import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, readTenant, writeTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Place } from './commerceml/upload-files.ts'
import {
  insertUpload,
  insertUploadFiles,
  type KeptFile,
  purgeUploads,
  uploadFilesOf,
} from './kept-queries.ts'

export type KeptUpload = { distributorId: string; id: string; feed: string }

/** Where the files of kept uploads lie: by tenant, then by upload, each under its number. */
export const keptFolder = (exchangeFolder: string, distributorId: string, uploadId: string) =>
  join(exchangeFolder, distributorId, 'kept', uploadId)

/** Keeps files as one upload, byte for byte, to be read and replayed; older ones are purged. */
export async function keepUpload(
  pools: Pools,
  exchangeFolder: string,
  upload: { distributorId: string; feed: string; receivedBy: string; places: Place[] },
): Promise<KeptUpload> {
  const { distributorId, feed, receivedBy, places } = upload
  const id = uuidv7()
  const folder = keptFolder(exchangeFolder, distributorId, id)
  await mkdir(folder, { recursive: true })
  const files: KeptFile[] = []
  for (const [i, { name, path }] of places.entries()) {
    await copyFile(path, join(folder, String(i + 1)))
    files.push({ no: i + 1, name, bytes: (await stat(path)).size })
  }
  await writeTenant(pools.app, distributorId, async (tx) => {
    await insertUpload(tx, { distributorId, id, feed, receivedBy })
    await insertUploadFiles(tx, distributorId, id, files)
  })
  await purgeOlder(pools, exchangeFolder, distributorId)
  return { distributorId, id, feed }
}

/** Only so many uploads are kept: the files of older ones go. */
export async function purgeOlder(pools: Pools, exchangeFolder: string, distributorId: string) {
  const purged = await writeTenant(pools.app, distributorId, (tx) =>
    purgeUploads(tx, distributorId, LIMITS.keptUploadsMax),
  )
  for (const old of purged) {
    const gone = keptFolder(exchangeFolder, distributorId, old)
    await rm(gone, { recursive: true, force: true })
  }
}

/** The files of a kept upload; null when they were purged or lie in another data folder. */
export async function placesOf(
  pools: Pools,
  exchangeFolder: string,
  { distributorId, id }: KeptUpload,
): Promise<Place[] | null> {
  const files = await readTenant(pools.app, distributorId, (db) =>
    uploadFilesOf(db, distributorId, id),
  )
  const folder = keptFolder(exchangeFolder, distributorId, id)
  const places = files.map(({ no, name }) => ({ name, path: join(folder, String(no)) }))
  for (const { path } of places) {
    const there = await stat(path).catch(() => null)
    if (!there) return null
  }
  return places
}
