import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A door before a database: while it is shut, connections break and new ones end at once. */
export type Gate = {
  /** The same database, through the door. */
  through(url: string): string
  shut(): void
  open(): void
  /** Connections tried since it was shut. */
  tries(): number
  remove(): void
}

export async function makeGate(databaseUrl: string): Promise<Gate> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let isShut = false
  let tries = 0
  const kept = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((client) => {
    if (isShut) {
      tries += 1
      client.destroy()
      return
    }
    const upstream = kept(connect(Number(port), hostname))
    kept(client).pipe(upstream).pipe(client)
    client.once('close', () => upstream.destroy())
    upstream.once('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    through(url) {
      const changed = new URL(url)
      changed.hostname = '127.0.0.1'
      changed.port = String(typeof address === 'object' ? address?.port : 0)
      return changed.toString()
    },
    shut() {
      isShut = true
      tries = 0
      breakAll()
    },
    open() {
      isShut = false
    },
    tries: () => tries,
    remove() {
      breakAll()
      server.close()
    },
  }
}
