import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pools } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { beginUpload, lockUpload, putUploadFile } from './decision-queries.ts'
import { keptFolder, purgeOlder } from './kept-uploads.ts'

export type SentFile = {
  uploadId: string
  no: number
  name: string
  bytes: number
  draft: string
  feed: string
  bytesMax: number
}

/** Keeps a file that a person sent as one of an upload; the same number again replaces it. */
export async function keepSentFile(
  pools: Pools,
  exchangeFolder: string,
  member: Member,
  { uploadId: id, no, name, bytes, draft, feed, bytesMax }: SentFile,
) {
  const distributorId = member.tenant.id
  const act = { word: 'upload_kept', on: 'upload', id, detail: { no, bytes } } as const
  const folder = keptFolder(exchangeFolder, distributorId, id)
  const kept = await transactAs(pools.app, { ...member, act }, async (tx) => {
    const receivedBy = member.personName
    await beginUpload(tx, { distributorId, id, feed, receivedBy })
    const upload = await lockUpload(tx, distributorId, id)
    if (upload?.feed !== feed) return refuse(UNKNOWN)
    const file = { no, name, bytes, bytesMax }
    if (!(await putUploadFile(tx, { distributorId, id }, file))) return refuse(CLOSED)
    await mkdir(folder, { recursive: true })
    await rename(draft, join(folder, String(no)))
    return ok({})
  })
  if (kept.ok && no === 1) await purgeOlder(pools, exchangeFolder, distributorId)
  return kept
}

const CLOSED = { code: 'upload_closed' } as const
