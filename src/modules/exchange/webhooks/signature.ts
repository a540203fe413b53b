import { createHmac, hkdfSync } from 'node:crypto'

const SECRET_BYTES = 32

type Place = { distributorId: string; webhookId: string; secretNo: number }

/**
 * The secret of a webhook, as Standard Webhooks writes it. It is derived, so that no copy of the
 * database holds one; another number is another secret.
 */
export function secretOf(installation: string, { distributorId, webhookId, secretNo }: Place) {
  const purpose = `webhook ${webhookId} ${secretNo}`
  const bytes = hkdfSync('sha256', installation, distributorId, purpose, SECRET_BYTES)
  return `whsec_${Buffer.from(bytes).toString('base64')}`
}

/** What is signed: the id and the time keep a copy of the body from being sent again as another. */
export type Signed = { id: string; timestamp: number; body: string }

/** The signatures of a message by each secret, in one header. */
export const signaturesOf = (secrets: readonly string[], message: Signed): string =>
  secrets.map((secret) => signatureOf(secret, message)).join(' ')

function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return `v1,${mac}`
}
