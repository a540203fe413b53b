import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Taken = {
  url: string
  method: string
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}
type Answer = { status: number; body?: string; hangUp?: true }

/** A server of somebody else's: it keeps what it is sent and answers as told, last answer again. */
export async function receiver(...answers: Answer[]) {
  const taken: Taken[] = []
  const server = createServer((request, reply) => void take(request, reply))
  async function take(request: IncomingMessage, reply: ServerResponse) {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const { url = '', method = '', headers } = request
    taken.push({ url, method, headers, body: Buffer.concat(pieces) })
    const answer = answers[Math.min(taken.length, answers.length) - 1] ?? { status: 200 }
    if (answer.hangUp) request.socket.destroy()
    else reply.writeHead(answer.status).end(answer.body ?? '')
  }
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    taken,
    place,
    url: `http://${place}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** A mail server that takes letters of one user, or answers RCPT with a code of its own. */
export async function mailServer(options: { password: string; refuse?: number }) {
  const letters: { from: string; to: string[]; text: string }[] = []
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, callback) {
      if (password === options.password) callback(null, { user: username })
      else callback(new Error('wrong password'))
    },
    onRcptTo(_address, _session, callback) {
      const { refuse } = options
      callback(refuse ? Object.assign(new Error('not taken'), { responseCode: refuse }) : null)
    },
    onData(stream, { envelope }, callback) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const to = envelope.rcptTo.map(({ address }) => address)
        letters.push({ from, to, text: Buffer.concat(pieces).toString('utf8') })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    letters,
    port,
    place: `127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** A browser as a push service knows it: its keys, and how it reads what arrives (RFC 8291). */
export function browser() {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  return {
    p256dh: keys.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
    read(body: Buffer): unknown {
      const salt = body.subarray(0, 16)
      const idLength = body[20] ?? 0
      const sender = body.subarray(21, 21 + idLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
      const secret = expand(extract(auth, keys.computeSecret(sender)), info, 32)
      const prk = extract(salt, secret)
      const key = expand(prk, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
      const nonce = expand(prk, Buffer.from('Content-Encoding: nonce\0'), 12)
      const sealed = body.subarray(21 + idLength)
      const cipher = createDecipheriv('aes-128-gcm', key, nonce)
      cipher.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
      // The last record ends in a 2 and padding.
      return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString('utf8'))
    },
  }
}

const extract = (salt: Buffer, key: Buffer) => createHmac('sha256', salt).update(key).digest()
const expand = (prk: Buffer, info: Buffer, length: number) =>
  createHmac('sha256', prk)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest()
    .subarray(0, length)

/** What a VAPID header (RFC 8292) claims, when its own key signed it; else null. */
export function vapidClaims(
  header: string,
): { aud: string; exp: number; sub: string; k: string } | null {
  const [, token = '', k = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const point = Buffer.from(k, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signed = Buffer.from(`${head}.${body}`)
  const sound = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return sound ? { ...JSON.parse(Buffer.from(body, 'base64url').toString()), k } : null
}
