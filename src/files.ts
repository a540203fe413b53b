import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PICTURE_WIDTHS, type PictureWidth } from './modules/catalogue/picture-rules.ts'
import { whoAsks } from './modules/identity/identity.ts'
import { type PictureSizes, sizedPath } from './picture-sizes.ts'
import type { Config } from './platform/config.ts'
import { type Pools, readTenant } from './platform/db.ts'
import { fileOf, filePath } from './platform/file-queries.ts'
import { isUuid, type Member, tokenOf } from './platform/serve.ts'

/** Where files and uploads are kept. */
export const foldersOf = ({ dataFolder }: Pick<Config, 'dataFolder'>) => ({
  dataFolder,
  exchangeFolder: join(dataFolder, 'files', 'exchange'),
})

type FilesOptions = { config: Config; pools: Pools; secure: boolean; sizes: PictureSizes }
type Asked = FastifyRequest<{ Params: { code: string; id: string; width?: string } }>
type Kept = { mediaType: string; path: string; sha256: string; distributorId: string }

// A file's id never gets other bytes.
const FOR_EVER = 'private, max-age=31536000, immutable'
// Served in another's stead: asked for again soon.
const FOR_NOW = 'private, max-age=300'

/** Serves files to members of the tenant that keeps them: /files/CODE/ID, pictures also /WIDTH. */
export function plugFiles(app: FastifyInstance, options: FilesOptions) {
  app.get('/files/:code/:id', async (request: Asked, reply) => {
    const kept = await keptFile(options, request)
    return kept ? send(reply, kept, FOR_EVER) : reply.callNotFound()
  })
  app.get('/files/:code/:id/:width', async (request: Asked, reply) => {
    const width = PICTURE_WIDTHS.find((known) => String(known) === request.params.width)
    const kept = width && (await keptFile(options, request))
    return kept ? sendSized(reply, options, kept, width) : reply.callNotFound()
  })
}

async function sendSized(
  reply: FastifyReply,
  { config, sizes }: FilesOptions,
  kept: Kept,
  width: PictureWidth,
) {
  // A drawing fits every width.
  if (kept.mediaType === 'image/svg+xml') return send(reply, kept, FOR_EVER)
  const target = sizedPath(config.dataFolder, { ...kept, width })
  const sized = await sizes.of({ source: kept.path, target, width })
  if (sized === 'refused') return reply.callNotFound()
  if (typeof sized === 'string') return send(reply, kept, FOR_NOW)
  return send(reply, { mediaType: 'image/webp', path: sized.made }, FOR_EVER)
}

function send(reply: FastifyReply, file: Pick<Kept, 'mediaType' | 'path'>, cache: string) {
  reply.type(file.mediaType).header('cache-control', cache)
  // Opened by itself a file runs nothing and reaches nobody.
  reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  )
  return reply.send(createReadStream(file.path))
}

async function keptFile(options: FilesOptions, request: Asked): Promise<Kept | null> {
  const { config, pools } = options
  const { code, id } = request.params
  const member = await memberOfCookie(options, request, code)
  if (!member || !isUuid.test(id)) return null
  const distributorId = member.tenant.id
  const file = await readTenant(pools.app, distributorId, (db) => fileOf(db, distributorId, id))
  const path = filePath(config.dataFolder, distributorId, id)
  if (!file || !(await exists(path))) return null
  return { mediaType: file.mediaType, sha256: file.sha256, path, distributorId }
}

/** The member whose session's cookie came along; null: nobody, or nobody of this tenant. */
export async function memberOfCookie(
  { pools, secure }: { pools: Pools; secure: boolean },
  request: FastifyRequest,
  code: string,
): Promise<Member | null> {
  // A picture that a page shows says nothing of what waits on the device: the calls do.
  const caller = {
    token: tokenOf(request, secure),
    deviceId: '',
    requestId: request.id,
    unheard: true as const,
  }
  const member = await whoAsks(pools).member({ ...caller, language: 'uk' }, code)
  return member === 'signed_out' ? null : member
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
