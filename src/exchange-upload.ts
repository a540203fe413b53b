import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { foldersOf, memberOfCookie } from './files.ts'
import { FEEDS, keepSentFile, mayBeUpload, notATable } from './modules/exchange/exchange.ts'
import type { Config } from './platform/config.ts'
import type { Pools } from './platform/db.ts'
import { languageOf, type Phrase, platformTexts } from './platform/language.ts'
import { LIMITS } from './platform/limits.ts'
import { isUuid, type Member } from './platform/serve.ts'

type Refusal = 'SIGN_IN' | 'FOREIGN_SITE' | 'NO_RIGHT' | 'UNKNOWN' | keyof typeof TEXTS
type Options = { config: Config; pools: Pools; secure: boolean }
type Asked = FastifyRequest<{
  Params: { code: string; uploadId: string; no?: string }
  Querystring: { name?: string }
}>

const TEXTS = {
  upload_not_commerceml: {
    uk: 'рядок 1: це не архів ZIP і не XML (можна стиснений .gz) з облікової системи.',
    en: 'line 1: this is neither a ZIP archive nor XML (also packed as .gz) of an ERP.',
    ru: 'строка 1: это не архив ZIP и не XML (можно сжатый .gz) из учётной системы.',
  },
  upload_empty: {
    uk: 'рядок 1: файл порожній.',
    en: 'line 1: the file is empty.',
    ru: 'строка 1: файл пуст.',
  },
  upload_too_large: {
    uk: 'файл завеликий: разом приймаємо не більше 512 МБ.',
    en: 'the file is too large: at most 512 MB are taken together.',
    ru: 'файл слишком большой: вместе принимаем не более 512 МБ.',
  },
  upload_closed: {
    uk: 'файли цього вивантаження вже прочитано, такий файл уже є, або разом їх понад 512 МБ.',
    en: 'this upload was read already, holds such a file already, or is above 512 MB altogether.',
    ru: 'файлы этой выгрузки уже прочитаны, такой файл уже есть, или вместе их больше 512 МБ.',
  },
  upload_not_table: {
    uk: 'рядок 1: це не таблиця CSV і не книга XLSX.',
    en: 'line 1: this is neither a CSV table nor an XLSX workbook.',
    ru: 'строка 1: это не таблица CSV и не книга XLSX.',
  },
  table_old_workbook: {
    uk: 'рядок 1: це стара книга .xls або книга під паролем: збережіть її як .xlsx без пароля.',
    en: 'line 1: this is an old .xls workbook, or one with a password: save it as .xlsx without one.',
    ru: 'строка 1: это старая книга .xls или книга под паролем: сохраните её как .xlsx без пароля.',
  },
  table_too_large: {
    uk: 'файл завеликий: таблиця може мати не більше 128 МБ.',
    en: 'the file is too large: a table may have at most 128 MB.',
    ru: 'файл слишком большой: таблица может занимать не более 128 МБ.',
  },
} satisfies Record<string, Phrase>

/** What comes by a path: how large it may be, and what its first bytes may not say. */
type Shelf = {
  path: string
  feed: string
  bytesMax: number
  tooLarge: Refusal
  wrong: (head: Buffer) => Refusal | null
}
const SHELVES: Shelf[] = [
  {
    path: '/files/:code/uploads/:uploadId/:no',
    feed: FEEDS.erp,
    bytesMax: LIMITS.uploadBytesMax,
    tooLarge: 'upload_too_large',
    wrong: (head) => (mayBeUpload(head) ? null : 'upload_not_commerceml'),
  },
  {
    path: '/files/:code/tables/:uploadId',
    feed: FEEDS.tables,
    bytesMax: LIMITS.tableBytesMax,
    tooLarge: 'table_too_large',
    wrong: notATable,
  },
]

/**
 * Takes a file of an ERP, PUT /files/CODE/uploads/UPLOAD/NO?name=NAME, or a table, PUT
 * /files/CODE/tables/UPLOAD?name=NAME; the file is the body.
 */
export async function plugUploads(app: FastifyInstance, options: Options): Promise<void> {
  await app.register(async (upload) => {
    upload.removeAllContentTypeParsers()
    // Bodies are streamed to disk; they may be larger than memory.
    upload.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const shelf of SHELVES) plugShelf(upload, options, shelf)
  })
}

function plugShelf(app: FastifyInstance, options: Options, shelf: Shelf): void {
  const senders = new WeakMap<object, Member>()
  app.put(shelf.path, {
    // Before the body: a stranger's megabytes are not even read.
    onRequest: async (request: Asked, reply) => {
      const sender = await senderOf(options, request, shelf)
      if (typeof sender === 'string') await say(request, reply, sender)
      else senders.set(request, sender)
    },
    handler: async (request: Asked, reply) => {
      const sender = senders.get(request)
      if (!sender) throw new Error('a file came without a sender')
      const refused = await takeFile(options, sender, { request, shelf })
      return refused ? say(request, reply, refused) : { uploadId: request.params.uploadId }
    },
  })
}

const isNumber = /^[1-9]\d{0,5}$/

async function senderOf(options: Options, request: Asked, shelf: Shelf): Promise<Member | Refusal> {
  const { code, uploadId, no = '1' } = request.params
  const member = await memberOfCookie(options, request, code)
  if (!member) return 'SIGN_IN'
  if (request.headers['x-tandem-request'] !== '1') return 'FOREIGN_SITE'
  if (member.rights.get('exchange.run') !== 'tenant') return 'NO_RIGHT'
  if (Number(request.headers['content-length']) > shelf.bytesMax) return shelf.tooLarge
  const known = isUuid.test(uploadId) && isNumber.test(no) && Number(no) <= LIMITS.uploadFilesMax
  return known ? member : 'UNKNOWN'
}

async function takeFile(
  { config, pools }: Options,
  member: Member,
  { request, shelf }: { request: Asked; shelf: Shelf },
): Promise<Refusal | null> {
  const { exchangeFolder } = foldersOf(config)
  const { uploadId, no = '1' } = request.params
  const { feed, bytesMax } = shelf
  // Beside what ERPs send: a cut one is cleared away with theirs.
  const folder = join(exchangeFolder, member.tenant.id, `office-${randomUUID()}`)
  await mkdir(folder, { recursive: true })
  try {
    const draft = join(folder, no)
    const { bytes, wrong } = await receive(request.raw, draft, shelf)
    if (wrong) return wrong
    const sent = { uploadId, no: Number(no), name: nameOf(request), bytes, draft }
    const file = { ...sent, feed, bytesMax }
    const kept = await keepSentFile(pools, exchangeFolder, member, file)
    if (kept.ok) return null
    return kept.refusal.code === 'unknown' ? 'UNKNOWN' : kept.refusal.code
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const HEAD_BYTES = 64

// What is wrong is read to its end, or no browser would hear the answer, but not written.
async function receive(body: Readable, draft: string, shelf: Shelf) {
  const seen: { bytes: number; wrong: Refusal | null } = { bytes: 0, wrong: null }
  const target = createWriteStream(draft, { flush: true })
  await pipeline(
    body,
    (pieces: AsyncIterable<Buffer>) => judged(headed(pieces), seen, shelf),
    target,
  )
  return { ...seen, wrong: seen.bytes === 0 ? ('upload_empty' as const) : seen.wrong }
}

async function* judged(
  pieces: AsyncIterable<Buffer>,
  seen: { bytes: number; wrong: Refusal | null },
  shelf: Shelf,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    if (seen.bytes === 0) seen.wrong = shelf.wrong(piece)
    seen.bytes += piece.length
    if (seen.bytes > shelf.bytesMax) seen.wrong = shelf.tooLarge
    if (!seen.wrong) yield piece
  }
}

// The first piece is long enough to say what it is, however the network cut it.
async function* headed(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (head) head = Buffer.concat([head, piece])
    if (head && head.length < HEAD_BYTES) continue
    yield head ?? piece
    head = null
  }
  if (head && head.length > 0) yield head
}

/** What the file is called; it names it to people, and never a place on the disk. */
function nameOf({ query }: Asked): string {
  const said = typeof query.name === 'string' ? query.name : ''
  const shown = [...said.replaceAll(/\p{Cc}/gu, ' ')].slice(0, LIMITS.nameCharsMax).join('').trim()
  return shown || 'file'
}

const STATUS: Record<Refusal, number> = {
  SIGN_IN: 401,
  FOREIGN_SITE: 403,
  NO_RIGHT: 403,
  UNKNOWN: 404,
  upload_not_commerceml: 422,
  upload_empty: 422,
  upload_too_large: 413,
  upload_closed: 409,
  upload_not_table: 422,
  table_old_workbook: 422,
  table_too_large: 413,
}

function say(request: Asked, reply: FastifyReply, code: Refusal) {
  const language = languageOf(request.headers['accept-language'])
  const status = STATUS[code]
  const text = { ...platformTexts, ...TEXTS }[code][language]
  const message = code in TEXTS ? `${nameOf(request)}: ${text}` : text
  return reply.status(status).send({ defined: false, code, status, message })
}
