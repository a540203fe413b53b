import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = { headers: IncomingHttpHeaders; body: string; path: string }

/** A distributor's own programme: it keeps what it hears, answers as told, and can be away. */
export async function programme() {
  const heard: Heard[] = []
  const answer: { status: number; headers?: Record<string, string> } = { status: 204 }
  const server = createServer((request, reply) => void hear(request, reply))
  async function hear(request: IncomingMessage, reply: ServerResponse) {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    heard.push({ headers: request.headers, body, path: request.url ?? '' })
    reply.writeHead(answer.status, answer.headers).end('heard')
  }
  const listen = (port: number) =>
    new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    heard,
    answer,
    place: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/hear`,
    back: () => listen(port),
    leave: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const TOLERANCE_SECONDS = 300

/** Reads a message as the standard tells a receiver to; null when its signature is wrong or old. */
export function verified(secret: string, { headers, body }: Heard, nowSeconds: number) {
  const [id, at, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  )
  if (Math.abs(Number(at) - nowSeconds) > TOLERANCE_SECONDS) return null
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const mine = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest()
  const theirs = (signatures ?? '')
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'))
  const sound = theirs.some((one) => one.length === mine.length && timingSafeEqual(one, mine))
  return sound ? (JSON.parse(body) as { type: string; data: Record<string, unknown> }) : null
}
