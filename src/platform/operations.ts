import type { ServerResponse } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'
import type { FastifyInstance } from 'fastify'

export type Operations = {
  /** Whether the database answers. */
  ready(): Promise<boolean>
  /** Prometheus text. */
  measures(): Promise<string>
  openapi(): Promise<object>
}

/** What watches the program: health (the process), readiness (its database), measures, OpenAPI. */
export function serveOperations(app: FastifyInstance, operations: Operations): void {
  app.get('/health', async () => ({ ok: true, program: 'tandem' }))
  app.get('/ready', async (_request, reply) => {
    const ready = await operations.ready()
    return reply.status(ready ? 200 : 503).send({ ok: ready })
  })
  // Measures name every route and how much is used: they are for the operator's own network.
  app.get('/metrics', async (request, reply) => {
    if (!isNear(request.ip)) return reply.callNotFound()
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    return operations.measures()
  })
  let document: Promise<object> | null = null
  app.get('/api/openapi.json', async () => {
    document ??= operations.openapi()
    return document
  })
}

const near = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  near.addSubnet(network, bits, 'ipv4')
}
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')

/** Whether an address is of this machine or of a private network. */
export function isNear(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  return near.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}

const DRAIN_MS = 10_000
const SWEEP_MS = 50

/**
 * Makes the server stop gracefully: what was asked is answered, streams, which have no end of their
 * own, are ended (browsers come back to the next server), and nobody is waited for too long.
 */
export function drainOnClose(app: FastifyInstance): void {
  const streams = new Set<ServerResponse>()
  app.addHook('onSend', async (_request, reply) => {
    if (!String(reply.getHeader('content-type')).startsWith('text/event-stream')) return
    streams.add(reply.raw)
    reply.raw.once('close', () => streams.delete(reply.raw))
  })
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy()
    // A connection whose last answer went out is kept open for a next request, which may not come.
    const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
    const end = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
    app.server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(end)
    })
  })
}
