import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { CHANNELS, type Channel } from './words-rules.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const MAC_BYTES = 12

const keyOf = (secret: string, purpose: string, distributorId = '') =>
  Buffer.from(hkdfSync('sha256', secret, distributorId, `messaging ${purpose}`, 32))

/** Seals a channel's secret for the database: it opens for this tenant and channel only. */
export function seal(secret: string, place: Place, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const key = keyOf(secret, 'channel secret', place.distributorId)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place.channel))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Opens it; null when it was sealed by another secret of the installation. */
export function open(secret: string, place: Place, sealed: Buffer): string | null {
  const key = keyOf(secret, 'channel secret', place.distributorId)
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(place.channel))
    .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const text = cipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([text, cipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

type Place = { distributorId: string; channel: Channel }

/** What a message's link, or a gateway's callback (without a message), is known by. */
export type Token = Place & { messageId: string | null }

/** A token that nobody can make without the installation's secret. */
export function tokenOf(secret: string, { distributorId, channel, messageId }: Token): string {
  const body = Buffer.concat([
    Buffer.from([CHANNELS.indexOf(channel)]),
    bytesOf(distributorId),
    messageId ? bytesOf(messageId) : Buffer.alloc(0),
  ])
  return Buffer.concat([body, macOf(secret, body)]).toString('base64url')
}

/** Reads a token; null when it is none of ours. */
export function readToken(secret: string, token: string): Token | null {
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(0, -MAC_BYTES)
  // The one spelling of it: letters that decode to nothing would pass otherwise.
  if (bytes.toString('base64url') !== token) return null
  if (![17, 33].includes(body.length)) return null
  if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(secret, body))) return null
  const channel = CHANNELS[body[0] ?? -1]
  if (!channel) return null
  const messageId = body.length === 33 ? idOf(body.subarray(17)) : null
  return { channel, distributorId: idOf(body.subarray(1, 17)), messageId }
}

const macOf = (secret: string, body: Buffer) =>
  createHmac('sha256', keyOf(secret, 'token')).update(body).digest().subarray(0, MAC_BYTES)

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** The installation's keys of web push (VAPID): of its secret, so that there is nothing to set up. */
export function pushKeys(secret: string): { publicKey: string; privateKey: string } {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(keyOf(secret, 'web push'))
  return {
    publicKey: ecdh.getPublicKey('base64url'),
    privateKey: ecdh.getPrivateKey().toString('base64url').padStart(43, 'A'),
  }
}
