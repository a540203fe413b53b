import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

const ID_BYTES = 16
const MAC_BYTES = 16

/** Ids as a word of a link that nobody can make without the installation's secret, for one purpose. */
export function signIds(secret: string, purpose: string, ids: string[]): string {
  const body = Buffer.concat(ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')))
  return Buffer.concat([body, macOf(secret, purpose, body)]).toString('base64url')
}

/** Reads such a word; null when it is none of ours, or was made for something else. */
export function readIds(secret: string, purpose: string, token: string): string[] | null {
  const bytes = Buffer.from(token, 'base64url')
  // The one spelling of it: letters that decode to nothing would pass otherwise.
  if (bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(0, -MAC_BYTES)
  if (body.length === 0 || body.length % ID_BYTES !== 0) return null
  if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(secret, purpose, body))) return null
  return Array.from({ length: body.length / ID_BYTES }, (_, i) =>
    idOf(body.subarray(i * ID_BYTES, (i + 1) * ID_BYTES)),
  )
}

const macOf = (secret: string, purpose: string, body: Buffer) =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', `link ${purpose}`, 32)))
    .update(body)
    .digest()
    .subarray(0, MAC_BYTES)

const idOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
