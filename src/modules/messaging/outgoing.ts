import { lookup } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** What became of sending. Unknown: it may have left, and nobody will know. */
export type Outcome =
  | { kind: 'sent'; providerId?: string | null }
  | { kind: 'again' | 'failed' | 'unknown'; error: string }

/** An address that may not be reached from here: not a public one. */
export class NotAllowed extends Error {}

const PATIENCE_MS = 20_000
const REPLY_BYTES_MAX = 65_536

const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6')

/**
 * The address to connect to for a host that a tenant or a browser named: a public one, or one that
 * whoever runs the program allows by name (host:port). It is connected to as it was looked up, so
 * that a name cannot mean another address a moment later.
 */
export async function addressOf(
  host: string,
  port: number,
  allowed: readonly string[],
): Promise<{ address: string; family: number }> {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const found = family ? [{ address: bare, family }] : await lookup(bare, { all: true })
  const [first] = found
  if (!first) throw new NotAllowed(`${host} has no address`)
  if (allowed.includes(`${bare}:${port}`)) return first
  const hidden = found.some(({ address, family: of }) =>
    inner.check(address, of === 6 ? 'ipv6' : 'ipv4'),
  )
  if (hidden) throw new NotAllowed(`${host} is not a public address`)
  return first
}

export type Sending = {
  url: string
  method: string
  headers: Record<string, string | number>
  body: Buffer | string | null
}
export type Answered = { status: number; text: string }

/** Whether an address may be kept as one to send to: https, or allowed by whoever runs the program. */
export function isSendable(text: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username || url.password) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && allowed.includes(placeOf(url)))
}

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))
const placeOf = (url: URL) => `${url.hostname.replace(/^\[|\]$/g, '')}:${portOf(url)}`

/**
 * Sends once, following nothing. A string says that it did not leave at all; 'lost' that it left
 * and no answer came.
 */
export async function send(
  sending: Sending,
  allowed: readonly string[],
): Promise<{ answered: Answered } | { refused: string } | { away: string } | { lost: string }> {
  if (!isSendable(sending.url, allowed)) return { refused: 'the address must be https' }
  const url = new URL(sending.url)
  let to: { address: string; family: number }
  try {
    to = await addressOf(url.hostname, portOf(url), allowed)
  } catch (error) {
    return error instanceof NotAllowed ? { refused: error.message } : { away: said(error) }
  }
  return ask(url, to, sending)
}

function ask(url: URL, to: { address: string; family: number }, sending: Sending) {
  return new Promise<{ answered: Answered } | { away: string } | { lost: string }>((resolve) => {
    let left = false
    const request = url.protocol === 'https:' ? requestSecure : requestPlain
    const asked = request(
      {
        host: to.address,
        family: to.family,
        port: portOf(url),
        path: `${url.pathname}${url.search}`,
        method: sending.method,
        headers: { ...sending.headers, host: url.host },
        // The certificate is that of the name, not of the address.
        servername: isIP(url.hostname.replace(/^\[|\]$/g, '')) ? '' : url.hostname,
        signal: AbortSignal.timeout(PATIENCE_MS),
        agent: false,
      },
      (reply) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (piece: string) => {
          if (text.length < REPLY_BYTES_MAX) text += piece
        })
        const answered = () => resolve({ answered: { status: reply.statusCode ?? 0, text } })
        reply.on('end', answered)
        // Its status line came: that decides.
        reply.on('error', answered)
      },
    )
    asked.on('socket', (socket) => {
      const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(ready, () => {
        left = true
      })
    })
    asked.on('error', (error) => resolve(left ? { lost: said(error) } : { away: said(error) }))
    asked.end(sending.body ?? undefined)
  })
}

export const said = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 500) : 'failed'
