import { v7 as uuidv7 } from 'uuid'
import { readTenant, type Tx, writeTenant } from '../../../platform/db.ts'
import { publish, publishAll, publishAt, tellAfterCommit } from '../../../platform/facts.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { send } from '../../messaging/messaging.ts'
import { webhookDue, webhookPaused } from '../events.ts'
import {
  endTry,
  insertDeliveries,
  type Leaving,
  leavingDelivery,
  orderTold,
  setNextAt,
} from './delivery-queries.ts'
import type { WebhookMeans } from './keep-webhook.ts'
import { secretOf, signaturesOf } from './signature.ts'
import { type Answer, judge, type WebhookEvent } from './try-rules.ts'
import {
  forgetFailures,
  hearingWebhooks,
  holdWebhook,
  noteFailure,
  setPause,
} from './webhook-queries.ts'

/** Keeps what is to be told of orders, once for each webhook that hears of it. */
export async function tellWebhooks(
  tx: Tx,
  told: { distributorId: string; orderIds: string[]; event: WebhookEvent },
): Promise<void> {
  const { distributorId, orderIds, event } = told
  if (orderIds.length === 0) return
  const webhooks = await hearingWebhooks(tx, distributorId, event)
  if (webhooks.length === 0) return
  const webhookIds = webhooks.map(({ id }) => id)
  for (const orderId of orderIds) {
    const order = await orderTold(tx, distributorId, orderId)
    if (!order) continue
    const { changedAt: timestamp, ...data } = order
    const body = JSON.stringify({ type: event, timestamp, data: { orderId, ...data } })
    const ids = webhookIds.map(() => uuidv7())
    await insertDeliveries(tx, { distributorId, ids, webhookIds, event, orderId, body })
    await publishAll(
      tx,
      ids.map((id) => webhookDue(distributorId, id)),
    )
  }
}

/**
 * Sends a message once and writes down what came of it. A death between the two sends it again,
 * under the same id: the receiver hears of everything at least once.
 */
export async function deliverWebhook(
  means: WebhookMeans,
  distributorId: string,
  deliveryId: string,
): Promise<void> {
  const { app } = means.pools
  const leaving = await readTenant(app, distributorId, (db) =>
    leavingDelivery(db, distributorId, deliveryId),
  )
  if (leaving?.status !== 'waiting' || leaving.closed || leaving.pausedAt) return
  const { waitUntil } = leaving
  if (waitUntil) {
    await writeTenant(app, distributorId, async (tx) => {
      await setNextAt(tx, distributorId, deliveryId, waitUntil)
      await expectAt(tx, { distributorId, deliveryId, at: waitUntil })
    })
    return
  }
  const began = performance.now()
  const answer = await sendSigned(means, distributorId, leaving)
  const ms = Math.round(performance.now() - began)
  await writeTenant(app, distributorId, (tx) => end(tx, { distributorId, leaving, answer, ms }))
}

const expectAt = (tx: Tx, of: { distributorId: string; deliveryId: string; at: string }) =>
  publishAt(
    tx,
    { at: of.at, subjectId: of.deliveryId },
    webhookDue(of.distributorId, of.deliveryId),
  )

async function sendSigned(
  { secret, allowed }: WebhookMeans,
  distributorId: string,
  { id, webhookId, url, body, secretNo, oldSecret, at: timestamp }: Leaving,
): Promise<Answer> {
  const numbers = oldSecret ? [secretNo, secretNo - 1] : [secretNo]
  const secrets = numbers.map((no) => secretOf(secret, { distributorId, webhookId, secretNo: no }))
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Tandem-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signaturesOf(secrets, { id, timestamp, body }),
  }
  const sent = await send({ url, method: 'POST', headers, body }, allowed)
  if ('answered' in sent) return sent.answered
  const text = 'refused' in sent ? sent.refused : 'away' in sent ? sent.away : sent.lost
  return { status: null, text }
}

type Tried = { distributorId: string; leaving: Leaving; answer: Answer; ms: number }

async function end(tx: Tx, { distributorId, leaving, answer, ms }: Tried): Promise<void> {
  const { id, webhookId, tries } = leaving
  const webhook = await holdWebhook(tx, distributorId, webhookId)
  if (!webhook) return
  // Sent beside another that failed: one failure in a row, not two.
  const failures = webhook.failures - Number(webhook.waitUntil !== null)
  const judged = judge(answer, { tries, failures })
  const { status, waitMinutes } = judged
  const said = shown(answer.text)
  const told = { distributorId, id, status, answerStatus: answer.status, answer: said, ms }
  const nextAt = await endTry(tx, { ...told, waitMinutes })
  if (nextAt) await expectAt(tx, { distributorId, deliveryId: id, at: nextAt })
  if (status === 'delivered') await forgetFailures(tx, distributorId, webhookId)
  else if (!webhook.waitUntil && waitMinutes !== null)
    await noteFailure(tx, { distributorId, id: webhookId, waitMinutes })
  if (judged.pause && !webhook.pausedAt) {
    await setPause(tx, { distributorId, id: webhookId, why: judged.pause })
    await publish(tx, webhookPaused(distributorId, webhookId))
  }
  tellAfterCommit(tx, distributorId, { kind: 'webhook', id: webhookId })
}

const shown = (text: string) =>
  [...text.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, ' ')].slice(0, LIMITS.noteCharsMax).join('')
