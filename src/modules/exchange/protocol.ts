import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pools } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { type Machine, machineOf, openMachine } from '../identity/identity.ts'
import { importUpload } from './import-upload.ts'
import { confirmOrders, orderDocuments, takeStatuses } from './order-exchange.ts'

export type ProtocolOptions = { pools: Pools; uploadFolder: string }
type Query = { type?: string; mode?: string; filename?: string }
type Exchange = Required<Pick<Query, 'type' | 'mode'>> & {
  filename: string
  machine: Machine
  folder: string
  options: ProtocolOptions
}

const COOKIE = 'tandem-exchange'

/**
 * The exchange protocol of CommerceML 2 over HTTP (checkauth, init, file, import, query, success),
 * as 1C and BAS speak it: answers are lines of plain text, the first says success or failure.
 */
export function plugCommerceml(app: FastifyInstance, options: ProtocolOptions): void {
  void app.register(async (exchange) => {
    exchange.removeAllContentTypeParsers()
    // Bodies are streamed to disk; they may be larger than memory.
    exchange.addContentTypeParser('*', (_request, _payload, done) => done(null))
    exchange.all<{ Querystring: Query }>('/exchange/commerceml', async (request, reply) => {
      const { type = '', mode = '', filename = '' } = request.query
      if (mode === 'checkauth') return checkAuth(options, request, reply)
      const token = /tandem-exchange=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
      const machine = token ? await machineOf(options.pools, token) : null
      if (!token || !machine) return say(reply.status(401), 'failure', 'Authorization needed')
      const folder = join(options.uploadFolder, machine.distributorId, token.slice(0, 16))
      return answer({ type, mode, filename, machine, folder, options }, request, reply)
    })
  })
}

async function checkAuth(options: ProtocolOptions, request: FastifyRequest, reply: FastifyReply) {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const [login = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const opened = await openMachine(options.pools, { login, secret: rest.join(':') })
  if (!opened) return say(reply.status(401), 'failure', 'Wrong login or password')
  reply.header('set-cookie', `${COOKIE}=${opened.token}; Path=/exchange; HttpOnly; SameSite=Strict`)
  return say(reply, 'success', COOKIE, opened.token)
}

async function answer(exchange: Exchange, request: FastifyRequest, reply: FastifyReply) {
  const { type, mode } = exchange
  switch (`${type} ${mode}`) {
    case 'catalog init':
    case 'sale init':
      await rm(exchange.folder, { recursive: true, force: true })
      return say(reply, 'zip=no', `file_limit=${LIMITS.uploadBytesMax}`)
    case 'catalog file':
      return keepPiece(exchange, request, reply)
    case 'sale file': {
      const kept = await keepPiece(exchange, request, reply)
      return reply.sent ? kept : reply
    }
    case 'catalog import':
      return runImport(exchange, reply)
    case 'sale import':
      return runStatuses(exchange, reply)
    case 'sale query': {
      const xml = await orderDocuments(exchange.options.pools, exchange.machine, exchange.folder)
      reply.header('content-type', 'text/xml; charset=utf-8')
      return reply.send(xml)
    }
    case 'sale success':
      await confirmOrders(exchange.options.pools, exchange.machine, exchange.folder)
      return say(reply, 'success')
    default:
      return say(reply.status(400), 'failure', `Unknown type or mode: ${type} ${mode}`)
  }
}

const FILE_NAME = /^[\p{L}\p{N} ._()#-]{1,200}\.(xml|xml\.gz)$/iu

// Pieces of a file come one after another; each is added to what is there.
async function keepPiece(exchange: Exchange, request: FastifyRequest, reply: FastifyReply) {
  const name = basename(exchange.filename.replaceAll('\\', '/'))
  if (!FILE_NAME.test(name)) {
    request.raw.resume()
    // Pictures come by the same way; they are taken by a later version.
    const picture = /\.(jpe?g|png|gif|webp|bmp)$/i.test(name)
    return picture ? say(reply, 'success') : say(reply, 'failure', `File name not taken: ${name}`)
  }
  await mkdir(exchange.folder, { recursive: true })
  let bytes = 0
  await pipeline(
    request.raw,
    async function* limit(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        bytes += piece.length
        if (bytes > LIMITS.uploadBytesMax) throw new Error('the piece is too large')
        yield piece
      }
    },
    createWriteStream(join(exchange.folder, name), { flags: 'a' }),
  )
  if (exchange.type === 'sale') return runStatuses(exchange, reply)
  return say(reply, 'success')
}

async function runImport({ machine, folder, options }: Exchange, reply: FastifyReply) {
  const files = await filesIn(folder)
  if (files.length === 0) return say(reply, 'failure', 'No file was sent before the import')
  const done = await importUpload(options.pools, {
    distributorId: machine.distributorId,
    currency: machine.currency,
    files,
    startedBy: 'ERP',
    source: files.map((file) => basename(file)).join(', '),
    dryRun: false,
  })
  if (done.ok) return say(reply, 'success')
  const { code, file, line, detail } = done.refusal
  return say(reply, 'failure', `${file}:${line}: ${code} ${detail}`)
}

async function runStatuses({ machine, folder, options }: Exchange, reply: FastifyReply) {
  const files = await filesIn(folder)
  const done = await takeStatuses(options.pools, machine, files)
  await rm(folder, { recursive: true, force: true })
  if (done.ok) return say(reply, 'success')
  const { code, file, line, detail } = done.refusal
  return say(reply, 'failure', `${file}:${line}: ${code} ${detail}`)
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .map((name) => join(folder, name))
}

const say = (reply: FastifyReply, ...lines: string[]) =>
  reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
