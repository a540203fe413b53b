import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Pools, readTenant, writeTenant } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { messageDue } from './events.ts'
import { linkOf, markArrived, markUndelivered, messageOfProvider } from './receipt-queries.ts'
import { readToken, type Token } from './sealed.ts'
import type { GatewayDriver } from './setting-contract.ts'
import { channelsOf } from './setting-queries.ts'
import { pointed } from './template-rules.ts'

type Options = { pools: Pools; secret: string }
type Asked = FastifyRequest<{ Params: { token: string } }>

/**
 * What comes back: the opened link (read), the browser that showed a message (delivered), and the
 * receipts of gateways. Each address carries a token that only we can make.
 */
export function plugMessaging(app: FastifyInstance, options: Options): void {
  const { pools, secret } = options
  app.get('/m/:token', async (request: Asked, reply) => {
    const link = await opened(options, request.params.token)
    return link ? reply.header('cache-control', 'no-store').redirect(link) : reply.callNotFound()
  })
  app.post('/m/:token/delivered', async (request: Asked, reply) => {
    const token = readToken(secret, request.params.token)
    if (!token?.messageId) return reply.callNotFound()
    const at = { ...token, messageId: token.messageId }
    await writeTenant(pools.app, token.distributorId, (tx) => markArrived(tx, at, 'delivered'))
    return reply.status(204).send()
  })
  void app.register(async (gateways) => {
    gateways.removeAllContentTypeParsers()
    gateways.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    gateways.post(
      '/messaging/receipts/:token',
      { bodyLimit: LIMITS.receiptBytesMax },
      async (request: Asked, reply) => {
        const token = readToken(secret, request.params.token)
        if (!token || token.messageId) return reply.callNotFound()
        await takeReceipts(options, token, documentsIn(request))
        return reply.status(200).send({ ok: true })
      },
    )
  })
}

async function opened({ pools, secret }: Options, text: string): Promise<string | undefined> {
  const token = readToken(secret, text)
  if (!token?.messageId) return undefined
  const { distributorId } = token
  const at = { ...token, messageId: token.messageId }
  return writeTenant(pools.app, distributorId, async (tx) => {
    const link = await linkOf(tx, distributorId, at.messageId)
    if (link) await markArrived(tx, at, 'read')
    return link
  })
}

// One receipt, or a list of them; a form is one of named fields. What cannot be read is none.
function documentsIn(request: Asked): unknown[] {
  const body = typeof request.body === 'string' ? request.body : ''
  if (/x-www-form-urlencoded/.test(request.headers['content-type'] ?? ''))
    return [Object.fromEntries(new URLSearchParams(body))]
  try {
    const document: unknown = JSON.parse(body)
    return Array.isArray(document) ? document.slice(0, LIMITS.receiptsMax) : [document]
  } catch {
    return []
  }
}

async function takeReceipts({ pools }: Options, token: Token, documents: unknown[]) {
  const { distributorId, channel } = token
  const rows = await readTenant(pools.app, distributorId, (db) => channelsOf(db, distributorId))
  const driver = rows.find((row) => row.channel === channel)?.driver
  if (driver?.kind !== 'http' || !driver.receipt) return
  for (const document of documents) {
    const said = receiptIn(document, driver.receipt)
    if (said) await takeReceipt(pools, token, said)
  }
}

type Said = { providerId: string; what: 'delivered' | 'read' | 'failed'; word: string }

function receiptIn(document: unknown, receipt: NonNullable<GatewayDriver['receipt']>): Said | null {
  const providerId = pointed(document, receipt.idPointer)
  const word = pointed(document, receipt.statusPointer)
  const what = (['delivered', 'read', 'failed'] as const).find(
    (name) => word !== null && receipt[name].includes(word),
  )
  return providerId && word && what ? { providerId, what, word } : null
}

const takeReceipt = (pools: Pools, token: Token, { providerId, what, word }: Said) =>
  writeTenant(pools.app, token.distributorId, async (tx) => {
    const { distributorId, channel } = token
    const messageId = await messageOfProvider(tx, distributorId, channel, providerId)
    if (!messageId) return
    const at = { distributorId, channel, messageId }
    if (what !== 'failed') return markArrived(tx, at, what)
    const first = await markUndelivered(tx, at, `the gateway says: ${word}`)
    if (first) await publish(tx, messageDue(distributorId, messageId))
  })
