import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { whoAsks } from './modules/identity/identity.ts'
import type { Config } from './platform/config.ts'
import { type Pools, readTenant } from './platform/db.ts'
import { fileOf, filePath } from './platform/file-queries.ts'
import { tokenOf } from './platform/serve.ts'

/** Where files and uploads are kept. */
export const foldersOf = ({ dataFolder }: Pick<Config, 'dataFolder'>) => ({
  dataFolder,
  exchangeFolder: join(dataFolder, 'files', 'exchange'),
})

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Serves pictures to members of the tenant that keeps them: /files/CODE/ID. */
export function plugFiles(
  app: FastifyInstance,
  { config, pools, secure }: { config: Config; pools: Pools; secure: boolean },
) {
  app.get<{ Params: { code: string; id: string } }>('/files/:code/:id', async (request, reply) => {
    const { code, id } = request.params
    const token = tokenOf(request, secure)
    const caller = { token, deviceId: '', language: 'uk' as const, requestId: request.id }
    const member = await whoAsks(pools).member(caller, code)
    if (!member || member === 'signed_out' || !isUuid.test(id)) return reply.callNotFound()
    const file = await readTenant(pools.app, member.tenant.id, (db) =>
      fileOf(db, member.tenant.id, id),
    )
    const path = filePath(config.dataFolder, member.tenant.id, id)
    if (!file || !(await exists(path))) return reply.callNotFound()
    reply.type(file.mediaType).header('cache-control', 'private, max-age=31536000, immutable')
    // A drawing opened by itself is a page: it may run nothing.
    reply.header('content-security-policy', ALONE)
    return reply.send(createReadStream(path))
  })
}

const ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
