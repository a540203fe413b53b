import { once } from 'node:events'
import { createServer } from 'node:http'

/** A gateway of messages on this machine that takes everything and counts by the message's id. */
export async function countingGateway() {
  const taken = new Map<string, number>()
  const server = createServer((request, reply) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      text += piece
    })
    request.on('end', () => {
      const { id } = JSON.parse(text) as { id: string }
      taken.set(id, (taken.get(id) ?? 0) + 1)
      reply.setHeader('content-type', 'application/json').end(JSON.stringify({ id }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const place = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    place,
    url: `http://${place}/`,
    taken: taken as ReadonlyMap<string, number>,
    /** How many messages came more than once. */
    twice: () => [...taken.values()].filter((times) => times > 1).length,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
