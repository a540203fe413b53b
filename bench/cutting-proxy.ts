import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What befalls one request on its way, and its reply on the way back. */
export const FATES = {
  passes: 'both arrive',
  lost: 'nothing of the request reaches the server',
  torn: 'half of the request reaches the server',
  left: 'the client is cut off while the server works',
  unheard: 'the server replied, nothing of it reaches the client',
  half_heard: 'half of the reply reaches the client',
} as const
export type Fate = keyof typeof FATES

export type CuttingProxy = { url: string; met: Record<Fate, number>; close(): void }

/** The header by which a request says which server it goes to and what befalls it. */
export const fateHeader = (server: number, fate: Fate) => ({ 'x-fate': `${server} ${fate}` })

/** A proxy before several servers that cuts connections as each request's header says. */
export async function startCuttingProxy(ports: number[]): Promise<CuttingProxy> {
  const met = { passes: 0, lost: 0, torn: 0, left: 0, unheard: 0, half_heard: 0 }
  const open = new Set<Socket>()
  const kept = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
    return socket
  }
  const server = createServer((client) => {
    kept(client)
    onRequest(client, (request) => {
      const [, index = '0', fate = 'passes'] = /x-fate: (\d+) (\w+)/.exec(
        request.toString('latin1'),
      ) ?? ['']
      met[fate as Fate] += 1
      if (fate === 'lost') {
        client.destroy()
        return
      }
      const upstream = kept(connect(ports[Number(index)] ?? 0, '127.0.0.1'))
      MEET[fate as Exclude<Fate, 'lost'>](client, upstream, request)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    met,
    close() {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

type Meet = (client: Socket, upstream: Socket, request: Buffer) => void

const MEET: Record<Exclude<Fate, 'lost'>, Meet> = {
  passes(client, upstream, request) {
    upstream.write(request)
    upstream.pipe(client)
    client.pipe(upstream)
  },
  torn(client, upstream, request) {
    upstream.write(request.subarray(0, Math.floor(request.length / 2)), () => {
      upstream.destroy()
      client.destroy()
    })
  },
  left(client, upstream, request) {
    upstream.write(request, () => client.destroy())
    // The server notices as with a phone that lost its network: at some point while it works.
    setTimeout(() => upstream.destroy(), request.length % 20)
  },
  unheard(client, upstream, request) {
    upstream.write(request)
    upstream.once('data', () => {
      client.destroy()
      upstream.destroy()
    })
  },
  half_heard(client, upstream, request) {
    upstream.write(request)
    upstream.once('data', (reply) => {
      client.write(reply.subarray(0, Math.floor(reply.length / 2)), () => client.destroy())
      upstream.destroy()
    })
  },
}

// The whole request first: a fate begins when the client has sent all of it.
function onRequest(client: Socket, whole: (request: Buffer) => void): void {
  let request = Buffer.alloc(0)
  const hear = (piece: Buffer) => {
    request = Buffer.concat([request, piece])
    const head = request.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = /content-length: (\d+)/i.exec(request.toString('latin1', 0, head))
    if (request.length < head + 4 + Number(length?.[1] ?? 0)) return
    client.off('data', hear)
    whole(request)
  }
  client.on('data', hear)
}
