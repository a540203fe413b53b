import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { type AnyProcedure, isProcedure, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import type { StandardHandlerPlugin } from '@orpc/server/standard'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { ZodType } from 'zod'
import { isAway } from './db.ts'
import { badFields, notRead, sendError, translateErrors, unkeepable } from './envelope.ts'
import { takeJson } from './json-body.ts'
import { platformTexts } from './language.ts'
import { JsonText } from './result.ts'
import { type Asking, type AskingOptions, answerOf, askingOf } from './serve.ts'

export type CallOptions = AskingOptions & {
  log: Logger
  /** What every answer tells the browser: name, value, name, value. */
  headers: string[]
  // oRPC's own router type has no name that a strict tree may use.
  router: ConstructorParameters<typeof RPCHandler<Asking>>[0]
}

/** Serves every call twice: RPC for the screens, REST with OpenAPI for machines. */
export async function serveCalls(app: FastifyInstance, options: CallOptions): Promise<void> {
  const { rpc, rest } = makeHandlers(options)
  const plain = plainCalls(options.router)
  await app.register(async (calls) => {
    takeJson(calls)
    calls.addHook('onSend', (_request, reply, _payload, done) => {
      reply.header('cache-control', 'no-store')
      done()
    })
    const handler = (prefix: '/rpc' | '/api', handle: Handle) => {
      return async (request: FastifyRequest, reply: FastifyReply) => {
        const context = askingOf(options, request, reply)
        const quick = await answerQuickly(plain, request, context)
        if (quick) return sendQuickly(quick, request.id, reply, options.headers)
        const { matched } = await handle(request, reply, { prefix, context })
        if (matched) return reply
        return sendError(reply, 404, 'NO_ROUTE', platformTexts.NO_ROUTE[context.language])
      }
    }
    calls.all('/rpc/*', handler('/rpc', rpc))
    calls.all('/api/*', handler('/api', rest))
  })
}

type Plain = { procedure: AnyProcedure; schema: ZodType }

/** The calls that answer once and in JSON, by the path at which screens ask for them. */
function plainCalls(router: object, path = '/rpc'): Map<string, Plain> {
  const plain = new Map<string, Plain>()
  for (const [name, part] of Object.entries(router)) {
    const at = `${path}/${name}`
    if (!isProcedure(part)) {
      for (const [below, call] of plainCalls(part as object, at)) plain.set(below, call)
      continue
    }
    const { inputSchema, outputSchema } = part['~orpc']
    if (inputSchema instanceof ZodType && outputSchema instanceof ZodType) {
      plain.set(at, { procedure: part, schema: inputSchema })
    }
  }
  return plain
}

// Most requests succeed: those are answered without the handler's round of plugins. Whatever is odd
// about one is left to it, and so is telling of what failed, which is not done twice.
async function answerQuickly(
  plain: Map<string, Plain>,
  { method, url, body }: FastifyRequest,
  asking: Asking,
): Promise<string | null> {
  const call = method === 'POST' ? plain.get(url) : undefined
  if (!call) return null
  if (typeof body !== 'object' || body === null || !('json' in body) || 'meta' in body) return null
  if (unkeepable(body.json).length > 0) return null
  const request = call.schema.safeParse(body.json)
  if (!request.success) return null
  const answer = await answerOf(call.procedure, asking, request.data)
  if (!answer) return null
  const { value } = answer
  return value instanceof JsonText ? `{"json":${value.text}}` : JSON.stringify({ json: value })
}

// Past the framework's hooks for what is sent: they would give the same headers one by one.
function sendQuickly(text: string, id: string, reply: FastifyReply, headers: string[]): void {
  reply.hijack()
  const length = Buffer.byteLength(text)
  const own = ['content-type', 'application/json', 'cache-control', 'no-store', 'x-request-id', id]
  reply.raw.writeHead(200, [...own, 'content-length', String(length), ...headers])
  reply.raw.end(text)
}

type Handle = RPCHandler<Asking>['handle']
type Handled<T> = { context: Asking; request: { url: URL }; next(): Promise<T> }
type Called<T> = {
  context: Asking
  procedure: AnyProcedure
  input: unknown
  next(changed?: { input: unknown }): Promise<T>
}

function makeHandlers({ router, log }: CallOptions): { rpc: Handle; rest: Handle } {
  const reached = new WeakSet<Asking>()
  const paths = new WeakMap<Asking, string>()
  // Before a call is reached, what fails is the decoding of its request.
  const refuseUnreadable = async <T>({ context, request, next }: Handled<T>): Promise<T> => {
    paths.set(context, request.url.pathname)
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError || reached.has(context)) throw error
      log.info({ reqId: context.requestId, err: error }, 'a request could not be decoded')
      throw notRead(context.language)
    }
  }
  const noteReached = <T>({ context, next }: Called<T>): Promise<T> => {
    reached.add(context)
    return next()
  }
  const refuseUnkeepable = <T>({ context, input, next }: Called<T>): Promise<T> => {
    const text = platformTexts.UNKEEPABLE[context.language]
    const fields = unkeepable(input).map((field) => ({ field, text }))
    if (fields.length > 0) throw badFields(fields, context.language)
    return next()
  }
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
  // What a body or query says of the path's own parameters is nothing: the path decides the tenant.
  const pathDecides = <T>(called: Called<T>): Promise<T> => {
    const { input, procedure, context } = called
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return called.next()
    const path = (paths.get(context) ?? '').replace(/^\/api/, '')
    const named = pathParameters(procedure['~orpc'].route.path ?? '', path)
    return called.next({ ...called, input: { ...input, ...named } })
  }
  const coercion = new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  // The last to put itself first: a path's numbers are coerced too.
  const pathFirst: StandardHandlerPlugin<Asking> = {
    init: (options) => void options.clientInterceptors?.unshift(pathDecides),
  }
  // Lists of their own: plugins add to them.
  const rpc = new RPCHandler(router, {
    interceptors: [refuseUnreadable],
    clientInterceptors: [noteReached, refuseUnkeepable, translateErrors, logBugs],
  })
  const rest = new OpenAPIHandler(router, {
    interceptors: [refuseUnreadable],
    clientInterceptors: [noteReached, refuseUnkeepable, translateErrors, logBugs],
    plugins: [coercion, pathFirst],
  })
  return {
    rpc: (request, reply, options) => rpc.handle(request, reply, options),
    rest: (request, reply, options) => rest.handle(request, reply, options),
  }
}

// The parameters that stand in a path, by the template of its call: '/d/{distributor}/zones'.
function pathParameters(template: string, path: string): Record<string, string> {
  const given = path.split('/')
  const named = template.split('/').flatMap((part, i): [string, string][] => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    return name ? [[name, decodeURIComponent(given[i] ?? '')]] : []
  })
  return Object.fromEntries(named)
}
