import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { type CallOptions, serveCalls } from './call-handlers.ts'
import { fail, sendError } from './envelope.ts'
import { languageOf, platformTexts } from './language.ts'
import { LIMITS } from './limits.ts'
import { observeRequest } from './metrics.ts'
import { drainOnClose, type Operations, serveOperations } from './operations.ts'

export type HttpOptions = Omit<CallOptions, 'headers'> &
  Operations & {
    webFolder: string
    /** Where else pictures of a map may come from; null: nowhere. */
    pictureOrigin: string | null
    plug: (app: FastifyInstance) => void
  }

/** The HTTP server: screens, RPC for them, REST with OpenAPI for machines, health and metrics. */
export async function makeHttp(options: HttpOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log
  const safe = safeHeaders(options)
  const guard = guardian(safe)
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: LIMITS.bodyBytesMax,
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    requestTimeout: LIMITS.requestSeconds * 1_000,
    // Before any route is known no hook runs.
    frameworkErrors: (error, request, reply) => {
      guard(request, reply)
      fail(error, request, reply)
    },
    clientErrorHandler: (error, socket) => hangUp(error, socket),
  })
  app.removeAllContentTypeParsers()
  app.addHook('onSend', (request, reply, _payload, done) => {
    guard(request, reply)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    noteAnswered(request, reply)
    done()
  })
  app.setErrorHandler((error, request, reply) => fail(error as Error, request, reply))
  app.setNotFoundHandler((request, reply) => screenOr404(options.webFolder, request, reply))
  options.plug(app)
  serveOperations(app, options)
  drainOnClose(app)
  app.get('/', async (_request, reply) => reply.redirect('/shop/'))
  await serveCalls(app, { ...options, headers: Object.entries(safe).flat() })
  await app.register(fastifyStatic, {
    root: options.webFolder,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      const forever = /\/assets\//.test(path)
      const age = forever ? 'public, max-age=31536000, immutable' : 'no-cache'
      reply.setHeader('cache-control', age)
    },
  })
  return app
}

function noteAnswered(request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode: status, elapsedTime: ms } = reply
  observeRequest(request.routeOptions.url ?? 'none', status, ms)
  if (request.log.level !== 'debug' && request.log.level !== 'trace') return
  // Without its query: a search may be for a phone.
  const [path] = request.url.split('?')
  request.log.debug({ method: request.method, path, status, ms }, 'answered')
}

// What is no HTTP at all is answered by hand, then the line is closed.
function hangUp(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request'
  const code = Number(status.slice(0, 3))
  const message = platformTexts.NO_HTTP.uk
  const body = JSON.stringify({ defined: false, code: 'BAD_REQUEST', status: code, message })
  const length = Buffer.byteLength(body)
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n` +
      `connection: close\r\n\r\n${body}`,
  )
}

const CLIENT_ERRORS: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

const SCREENS = ['shop', 'field', 'office', 'api']

// A deep link into a screen is answered with that screen's page.
async function screenOr404(webFolder: string, request: FastifyRequest, reply: FastifyReply) {
  const screen = request.url.split(/[/?]/)[1] ?? ''
  const page = join(webFolder, screen, 'index.html')
  const wantsPage = request.method === 'GET' && SCREENS.includes(screen)
  if (wantsPage && existsSync(page)) {
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache')
    return reply.send(await readFile(page))
  }
  const language = languageOf(request.headers['accept-language'])
  return sendError(reply, 404, 'NO_ROUTE', platformTexts.NO_ROUTE[language])
}

// What every answer tells the browser that it may not do.
function guardian(headers: Record<string, string>) {
  const safe = Object.entries(headers)
  return (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-request-id', request.id)
    for (const [name, value] of safe) if (!reply.hasHeader(name)) reply.header(name, value)
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  }
}

const RETRY_AFTER_SECONDS = '1'

const safeHeaders = ({ secure, pictureOrigin }: HttpOptions): Record<string, string> => ({
  'content-security-policy':
    `default-src 'self'; img-src 'self' data: blob:${pictureOrigin ? ` ${pictureOrigin}` : ''}; ` +
    "style-src 'self' 'unsafe-inline'; " +
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})
