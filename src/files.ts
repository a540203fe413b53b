import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { whoAsks } from './modules/identity/identity.ts'
import type { Config } from './platform/config.ts'
import { type Pools, readTenant } from './platform/db.ts'
import { fileOf, filePath } from './platform/file-queries.ts'

/** Where files and uploads are kept. */
export const foldersOf = ({ dataFolder }: Pick<Config, 'dataFolder'>) => ({
  dataFolder,
  exchangeFolder: join(dataFolder, 'files', 'exchange'),
})

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Serves pictures to members of the tenant that keeps them: /files/CODE/ID. */
export function plugFiles(
  app: FastifyInstance,
  options: { config: Config; pools: Pools; who?: ReturnType<typeof whoAsks> },
) {
  const { config, pools } = options
  app.get<{ Params: { code: string; id: string } }>('/files/:code/:id', async (request, reply) => {
    const { code, id } = request.params
    const cookie = /(?:^|; *)(?:__Host-)?tandem=([^;]+)/.exec(request.headers.cookie ?? '')
    const member = await whoAsks(pools).member(
      { token: cookie?.[1] ?? null, deviceId: '', language: 'uk', requestId: request.id },
      code,
    )
    if (!member || member === 'signed_out' || !isUuid.test(id)) return reply.callNotFound()
    const file = await readTenant(pools.app, member.tenant.id, (db) =>
      fileOf(db, member.tenant.id, id),
    )
    const path = filePath(config.dataFolder, member.tenant.id, id)
    if (!file || !(await exists(path))) return reply.callNotFound()
    reply.type(file.mediaType).header('cache-control', 'private, max-age=31536000, immutable')
    return reply.send(createReadStream(path))
  })
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
