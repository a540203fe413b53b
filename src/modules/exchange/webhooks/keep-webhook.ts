import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant, type Tx } from '../../../platform/db.ts'
import { publish, publishAll, tellAfterCommit } from '../../../platform/facts.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { isSendable } from '../../messaging/messaging.ts'
import { webhookDue } from '../events.ts'
import {
  type DeliveryRow,
  deliveriesPage,
  insertDeliveries,
  waitAgain,
  waitingAt,
} from './delivery-queries.ts'
import { secretOf } from './signature.ts'
import {
  closeWebhook as closeRow,
  countWebhooks,
  forgetFailures,
  holdWebhook,
  insertWebhook,
  openWebhooks,
  setPause,
  setSecretNo,
  updateWebhook,
  type WebhookRow,
} from './webhook-queries.ts'

export type WebhookMeans = { pools: Pools; secret: string; allowed: readonly string[] }

const OLD_SECRET_HOURS = 24

/** The open webhooks of a distributor. */
export const seeWebhooks = ({ pools }: WebhookMeans, { tenant }: Member) =>
  readTenant(pools.app, tenant.id, async (db) =>
    ok({ webhooks: await openWebhooks(db, tenant.id) }),
  )

type Said = { webhookId: string } & Pick<WebhookRow, 'name' | 'url' | 'events'>

/** Makes a webhook, whose secret leaves this call only, or changes one. */
export const putWebhook = (means: WebhookMeans, member: Member, said: Said) =>
  transactAs(means.pools.app, member, async (tx) => {
    const { webhookId: id, ...rest } = said
    const distributorId = member.tenant.id
    if (!isSendable(rest.url, means.allowed)) return refuse(NOT_ALLOWED)
    const known = await holdWebhook(tx, distributorId, id)
    if (known?.closed) return refuse(UNKNOWN)
    if (!known && (await countWebhooks(tx, distributorId)) >= LIMITS.webhooksMax)
      return refuse(TOO_MANY)
    const webhook = { ...rest, id, distributorId, events: [...new Set(rest.events)] }
    if (known) await updateWebhook(tx, webhook)
    else await insertWebhook(tx, { ...webhook, madeBy: member.personId })
    tellOf(tx, distributorId, id)
    const first = { distributorId, webhookId: id, secretNo: 1 }
    return ok({ secret: known ? null : secretOf(means.secret, first) })
  })

const NOT_ALLOWED = { code: 'address_not_allowed' } as const
const TOO_MANY = { code: 'too_many_webhooks' } as const

const tellOf = (tx: Tx, distributorId: string, id: string) =>
  tellAfterCommit(tx, distributorId, { kind: 'webhook', id })

type Held = NonNullable<Awaited<ReturnType<typeof holdWebhook>>>

/** Does something with an open webhook, held; told to open pages. */
const withWebhook = <R extends Result<unknown, { code: string }>>(
  { pools }: WebhookMeans,
  member: Member,
  webhookId: string,
  work: (tx: Tx, webhook: Held) => Promise<R>,
) =>
  transactAs(pools.app, member, async (tx) => {
    const webhook = await holdWebhook(tx, member.tenant.id, webhookId)
    if (!webhook || webhook.closed) return refuse(UNKNOWN)
    tellOf(tx, member.tenant.id, webhookId)
    return work(tx, webhook)
  })

/** Closes a webhook; what waits there is not sent any more. */
export const closeWebhook = (
  means: WebhookMeans,
  member: Member,
  { webhookId }: { webhookId: string },
) =>
  withWebhook(means, member, webhookId, async (tx) => {
    await closeRow(tx, member.tenant.id, webhookId)
    return ok({})
  })

/** The next secret. A repeat of the call makes no other one. */
export const rotateWebhook = (
  means: WebhookMeans,
  member: Member,
  { webhookId, secretNo }: { webhookId: string; secretNo: number },
) =>
  withWebhook(means, member, webhookId, async (tx, webhook) => {
    const distributorId = member.tenant.id
    if (secretNo !== webhook.secretNo + 1) return refuse(UNKNOWN)
    await setSecretNo(tx, { distributorId, id: webhookId, secretNo, oldHours: OLD_SECRET_HOURS })
    return ok({ secret: secretOf(means.secret, { distributorId, webhookId, secretNo }) })
  })

/** Nothing more is sent there until somebody says so. */
export const pauseWebhook = (
  means: WebhookMeans,
  member: Member,
  { webhookId: id }: { webhookId: string },
) =>
  withWebhook(means, member, id, async (tx, webhook) => {
    if (!webhook.pausedAt)
      await setPause(tx, { distributorId: member.tenant.id, id, why: 'person' })
    return ok({})
  })

/** Sends again, at once and from the beginning, whatever waited. */
export const resumeWebhook = (
  means: WebhookMeans,
  member: Member,
  { webhookId }: { webhookId: string },
) =>
  withWebhook(means, member, webhookId, async (tx) => {
    const distributorId = member.tenant.id
    await setPause(tx, { distributorId, id: webhookId, why: null })
    await forgetFailures(tx, distributorId, webhookId)
    const limit = LIMITS.webhookWaitingMax
    const waiting = await waitingAt(tx, { distributorId, webhookId, limit })
    await publishAll(
      tx,
      waiting.map(({ id }) => webhookDue(distributorId, id)),
    )
    return ok({})
  })

type OneDelivery = { webhookId: string; deliveryId: string }

/** Sends a message that tells of nothing; a paused webhook gets it when it is resumed. */
export const testWebhook = (
  means: WebhookMeans,
  member: Member,
  { webhookId, deliveryId }: OneDelivery,
) =>
  withWebhook(means, member, webhookId, async (tx) => {
    const distributorId = member.tenant.id
    const body = JSON.stringify({ type: 'test', data: { distributor: member.tenant.code } })
    const told = { event: 'test' as const, orderId: null, body }
    const one = { distributorId, ids: [deliveryId], webhookIds: [webhookId] }
    const kept = await insertDeliveries(tx, { ...one, ...told })
    if (kept.length > 0) await sendNow(tx, distributorId, { webhookId, deliveryId })
    return ok({})
  })

/** Sends a message again, under its own id. */
export const replayDelivery = (
  means: WebhookMeans,
  member: Member,
  { webhookId, deliveryId }: OneDelivery,
) =>
  withWebhook(means, member, webhookId, async (tx, webhook) => {
    const distributorId = member.tenant.id
    if (webhook.pausedAt) return refuse({ code: 'webhook_paused' } as const)
    const known = await waitAgain(tx, { distributorId, webhookId, id: deliveryId })
    if (!known) return refuse(UNKNOWN)
    await sendNow(tx, distributorId, { webhookId, deliveryId })
    return ok({})
  })

// A person waits for it: what failed before does not keep it.
async function sendNow(tx: Tx, distributorId: string, { webhookId, deliveryId }: OneDelivery) {
  await forgetFailures(tx, distributorId, webhookId)
  await publish(tx, webhookDue(distributorId, deliveryId))
}

type Page = {
  webhookId: string
  status?: DeliveryRow['status'] | undefined
  before?: string | undefined
  limit: number
}

/** A page of what was sent to a webhook. */
export const seeDeliveries = ({ pools }: WebhookMeans, { tenant }: Member, asked: Page) =>
  readTenant(pools.app, tenant.id, async (db) => {
    const distributorId = tenant.id
    const open = await openWebhooks(db, distributorId)
    if (!open.some(({ id }) => id === asked.webhookId)) return refuse(UNKNOWN)
    const [at, id] = asked.before?.split(' ') ?? []
    const before: [string, string] | null = at && id ? [at, id] : null
    const { webhookId, status = null, limit } = asked
    const rows = await deliveriesPage(db, { distributorId, webhookId, status, before, limit })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return ok({ deliveries: rows, next: last ? `${last.madeAt} ${last.id}` : null })
  })
