import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { ORPCError, ValidationError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { isAway } from './db.ts'
import { fieldText } from './field-text.ts'
import { languageOf } from './language.ts'
import { LIMITS } from './limits.ts'
import { observeRequest } from './metrics.ts'
import { drainOnClose, type Operations, serveOperations } from './operations.ts'
import type { Asking, Who } from './serve.ts'
import { platformTexts } from './texts.ts'

export type HttpOptions = Operations & {
  log: Logger
  secure: boolean
  webFolder: string
  // oRPC's own router type has no name that a strict tree may use.
  router: ConstructorParameters<typeof RPCHandler<Asking>>[0]
  who: Who
  refusalText: Asking['refusalText']
  /** Where else pictures of a map may come from; null: nowhere. */
  pictureOrigin: string | null
  plug: (app: FastifyInstance) => void
}

/** The HTTP server: screens, RPC for them, REST with OpenAPI for machines, health and metrics. */
export async function makeHttp(options: HttpOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: LIMITS.bodyBytesMax,
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
  })
  const safe = safeHeaders(options.pictureOrigin)
  app.removeAllContentTypeParsers()
  const handlers = makeHandlers(options)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    for (const [name, value] of Object.entries(safe)) {
      if (!reply.hasHeader(name)) reply.header(name, value)
    }
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
    if (options.secure) reply.header('strict-transport-security', 'max-age=31536000')
  })
  app.addHook('onResponse', async (request, reply) => {
    observeRequest(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime)
    // Without its query: a search may be for a phone.
    const [path] = request.url.split('?')
    const { method } = request
    request.log.debug({ method, path, status: reply.statusCode, ms: reply.elapsedTime }, 'answered')
  })
  app.setErrorHandler((error, request, reply) => fail(error as Error, request, reply))
  app.setNotFoundHandler((request, reply) => screenOr404(options.webFolder, request, reply))
  options.plug(app)
  serveOperations(app, options)
  drainOnClose(app)
  app.get('/', async (_request, reply) => reply.redirect('/shop/'))
  await app.register(async (calls) => {
    calls.addContentTypeParser('*', { bodyLimit: LIMITS.bodyBytesMax }, (_r, _p, done) =>
      done(null),
    )
    calls.all('/rpc/*', (request, reply) => handle(handlers.rpc, '/rpc', options, request, reply))
    calls.all('/api/*', (request, reply) => handle(handlers.rest, '/api', options, request, reply))
  })
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

type Called<T> = { context: Asking; next(): Promise<T> }

function makeHandlers({ router, log }: HttpOptions) {
  const logBugs = async <T>({ context, next }: Called<T>): Promise<T> => {
    try {
      return await next()
    } catch (error) {
      const bug = !(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR'
      if (isAway(error)) log.warn({ reqId: context.requestId, err: error }, 'the database is away')
      else if (bug) log.error({ reqId: context.requestId, err: error }, 'a call failed')
      throw error
    }
  }
  const plugins = [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })]
  return {
    rpc: new RPCHandler(router, { clientInterceptors: [translateErrors, logBugs] }),
    rest: new OpenAPIHandler(router, {
      clientInterceptors: [translateErrors, logBugs],
      plugins,
    }),
  }
}

type Handler = { handle: RPCHandler<Asking>['handle'] }

async function handle(
  handler: Handler,
  prefix: '/rpc' | '/api',
  options: HttpOptions,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const context = askingOf(options, request, reply)
  const { matched } = await handler.handle(request, reply, { prefix, context })
  if (!matched) sendError(reply, 404, 'NO_ROUTE', platformTexts.NO_ROUTE[context.language])
}

// One envelope in the user's language: {defined, code, status, message, data}.
async function translateErrors<T>(asked: Called<T>): Promise<T> {
  const { context, next } = asked
  try {
    return await next()
  } catch (error) {
    const { language } = context
    if (isAway(error)) {
      const message = platformTexts.AWAY[language]
      throw new ORPCError('SERVICE_UNAVAILABLE', { status: 503, message, cause: error })
    }
    if (!(error instanceof ORPCError)) {
      const message = platformTexts.FAILED[language]
      throw new ORPCError('INTERNAL_SERVER_ERROR', { message, cause: error })
    }
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
      const fields = error.cause.issues.map((issue) => fieldText(issue, language))
      const text = fields.map((f) => `${f.field}: ${f.text}`).join('; ')
      const message = platformTexts.BAD_REQUEST[language] + text
      throw new ORPCError('BAD_REQUEST', { status: 400, message, data: { fields } })
    }
    if (error.code === 'BAD_REQUEST') {
      throw new ORPCError('BAD_REQUEST', {
        status: 400,
        message: platformTexts.UNREADABLE[language],
      })
    }
    throw error
  }
}

const cookieName = (secure: boolean, name: string) => (secure ? `__Host-${name}` : name)

function askingOf(options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Asking {
  const cookies = readCookies(request.headers.cookie)
  const { secure } = options
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const known = cookies.get(cookieName(secure, 'tandem-device'))
  const deviceId = known && isUuid.test(known) ? known : randomUUID()
  const set = (name: string, value: string, seconds: number) =>
    reply.raw.appendHeader(
      'set-cookie',
      `${cookieName(secure, name)}=${value}; Max-Age=${seconds}; ${attributes}`,
    )
  if (deviceId !== known) set('tandem-device', deviceId, 400 * 24 * 3600)
  return {
    requestId: request.id,
    language: languageOf(request.headers['accept-language']),
    token: cookies.get(cookieName(secure, 'tandem')) ?? null,
    deviceId,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LIMITS.nameCharsMax),
    address: request.ip,
    ownSite: request.headers['x-tandem-request'] === '1',
    setSession: (token) => set('tandem', token ?? '', token ? LIMITS.sessionSeconds : 0),
    who: options.who,
    refusalText: options.refusalText,
  }
}

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function readCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair): [string, string] => {
    const cut = pair.indexOf('=')
    return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
  })
  return new Map(pairs)
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

function fail(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const language = languageOf(request.headers['accept-language'])
  const status = error.statusCode ?? 500
  if (status === 413) return sendError(reply, 413, 'TOO_LARGE', platformTexts.TOO_LARGE[language])
  if (status < 500) {
    return sendError(reply, status, 'BAD_REQUEST', platformTexts.UNREADABLE[language])
  }
  if (isAway(error)) {
    request.log.warn({ err: error }, 'the database is away')
    return sendError(reply, 503, 'SERVICE_UNAVAILABLE', platformTexts.AWAY[language])
  }
  request.log.error({ err: error }, 'a request failed')
  return sendError(reply, 500, 'INTERNAL_SERVER_ERROR', platformTexts.FAILED[language])
}

const sendError = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.status(status).type('application/json').send({ defined: false, code, status, message })

const RETRY_AFTER_SECONDS = '1'

const safeHeaders = (pictureOrigin: string | null) => ({
  'content-security-policy':
    `default-src 'self'; img-src 'self' data: blob:${pictureOrigin ? ` ${pictureOrigin}` : ''}; ` +
    "style-src 'self' 'unsafe-inline'; " +
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
})
