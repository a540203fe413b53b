import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { memberOfCookie } from './files.ts'
import { showPicture } from './modules/catalogue/catalogue.ts'
import { fitsLimits, readPictureHead } from './modules/catalogue/picture-rules.ts'
import type { PictureSizes } from './picture-sizes.ts'
import { UNKNOWN } from './platform/call.ts'
import type { Config } from './platform/config.ts'
import type { Pools } from './platform/db.ts'
import { filePath, insertFiles } from './platform/file-queries.ts'
import { languageOf, type Phrase, platformTexts } from './platform/language.ts'
import { LIMITS } from './platform/limits.ts'
import { ok, refuse } from './platform/result.ts'
import { isUuid, type Member, transactAs } from './platform/serve.ts'

type Refusal = 'SIGN_IN' | 'FOREIGN_SITE' | 'NO_RIGHT' | 'UNKNOWN' | keyof typeof TEXTS
type Options = { config: Config; pools: Pools; secure: boolean; sizes: PictureSizes }
type Asked = FastifyRequest<{ Params: { code: string; productId: string } }>

const TEXTS = {
  picture_unreadable: {
    uk: 'Це не картинка JPEG, PNG, WebP чи GIF, або вона пошкоджена.',
    en: 'This is no JPEG, PNG, WebP or GIF picture, or it is damaged.',
    ru: 'Это не картинка JPEG, PNG, WebP или GIF, либо она повреждена.',
  },
  picture_too_large: {
    uk: 'Картинка завелика: не більше 50 мегапікселів і 16 383 точок за стороною.',
    en: 'The picture is too large: at most 50 megapixels and 16,383 pixels a side.',
    ru: 'Картинка слишком большая: не более 50 мегапикселей и 16 383 точек по стороне.',
  },
} satisfies Record<string, Phrase>

/** Takes a product's picture: PUT /files/CODE/products/ID/picture, the picture is the body. */
export async function plugPictureUpload(app: FastifyInstance, options: Options): Promise<void> {
  await app.register(async (upload) => {
    upload.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LIMITS.pictureBytesMax },
      (_request, body, done) => done(null, body),
    )
    const senders = new WeakMap<object, Member>()
    upload.put('/files/:code/products/:productId/picture', {
      bodyLimit: LIMITS.pictureBytesMax,
      // Before the body: a stranger's megabytes are not even read.
      onRequest: async (request: Asked, reply) => {
        const sender = await senderOf(options, request)
        if (typeof sender === 'string') await say(request, reply, sender)
        else senders.set(request, sender)
      },
      handler: async (request: Asked, reply) => {
        const sender = senders.get(request)
        if (!sender) throw new Error('a picture came without a sender')
        const taken = await takePicture(options, sender, request)
        return typeof taken === 'string' ? say(request, reply, taken) : taken
      },
    })
  })
}

async function senderOf(options: Options, request: Asked): Promise<Member | Refusal> {
  const member = await memberOfCookie(options, request, request.params.code)
  if (!member) return 'SIGN_IN'
  if (request.headers['x-tandem-request'] !== '1') return 'FOREIGN_SITE'
  if (!member.rights.has('catalogue.write')) return 'NO_RIGHT'
  return isUuid.test(request.params.productId) ? member : 'UNKNOWN'
}

async function takePicture({ config, pools, sizes }: Options, member: Member, request: Asked) {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const head = readPictureHead(bytes)
  if (!head) return 'picture_unreadable'
  if (!fitsLimits(head, LIMITS)) return 'picture_too_large'
  if (!(await sizes.opens(bytes))) return 'picture_unreadable'
  const { id: distributorId, code } = member.tenant
  const file = {
    id: uuidv7(),
    mediaType: head.mediaType,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  const path = filePath(config.dataFolder, distributorId, file.id)
  await keepBytes(path, bytes)
  const change = { productId: request.params.productId, pictureId: file.id }
  const detail = { pictureId: file.id }
  const act = { word: 'picture_put', on: 'product', id: change.productId, detail } as const
  const shown = await transactAs(pools.app, { ...member, act }, async (tx) => {
    await insertFiles(tx, distributorId, [file])
    return (await showPicture(tx, distributorId, change)) ? ok({}) : refuse(UNKNOWN)
  }).catch(async (error: unknown) => {
    await rm(path, { force: true })
    throw error
  })
  if (shown.ok) return { picture: `/files/${code}/${file.id}` }
  await rm(path, { force: true })
  return 'UNKNOWN'
}

// Whole or not at all: a cut write leaves a draft that no row names.
async function keepBytes(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(draft, bytes, { flush: true })
  await rename(draft, path)
}

const STATUS: Record<Refusal, number> = {
  SIGN_IN: 401,
  FOREIGN_SITE: 403,
  NO_RIGHT: 403,
  UNKNOWN: 404,
  picture_unreadable: 422,
  picture_too_large: 422,
}

function say(request: FastifyRequest, reply: FastifyReply, code: Refusal) {
  const language = languageOf(request.headers['accept-language'])
  const status = STATUS[code]
  const message = { ...platformTexts, ...TEXTS }[code][language]
  return reply.status(status).send({ defined: false, code, status, message })
}
