import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { WebhookEvent } from './try-rules.ts'

export type WebhookRow = {
  id: string
  name: string
  url: string
  events: WebhookEvent[]
  secretNo: number
  oldSecretUntil: string | null
  failures: number
  waitUntil: string | null
  pausedAt: string | null
  pausedFor: 'gone' | 'failures' | 'person' | null
  madeAt: string
}

const WEBHOOK = `w.id, w.name, w.url, w.events, w.secret_no as "secretNo",
  case when w.old_secret_until > platform.now() then w.old_secret_until end as "oldSecretUntil",
  w.failures, case when w.wait_until > platform.now() then w.wait_until end as "waitUntil",
  w.paused_at as "pausedAt", w.paused_for as "pausedFor", w.made_at as "madeAt"`

/** The open webhooks of a distributor with what waits at each. */
export const openWebhooks = (db: Db, distributorId: string) =>
  prepared<WebhookRow & { waiting: number; deliveredAt: string | null }>(db, {
    name: 'open_webhooks',
    text: `select ${WEBHOOK},
        (select count(*)::int from exchange.webhook_delivery d
          where d.distributor_id = $1 and d.webhook_id = w.id and d.status = 'waiting') as waiting,
        (select max(d.tried_at) from exchange.webhook_delivery d
          where d.distributor_id = $1 and d.webhook_id = w.id
            and d.status = 'delivered') as "deliveredAt"
      from exchange.webhook w where w.distributor_id = $1 and w.closed_at is null
      order by w.name, w.id`,
    values: [distributorId],
  })

/** The webhooks that hear of an event. */
export const hearingWebhooks = (db: Db, distributorId: string, event: WebhookEvent) =>
  prepared<{ id: string }>(db, {
    name: 'hearing_webhooks',
    text: `select id from exchange.webhook
      where distributor_id = $1 and closed_at is null and $2 = any(events)`,
    values: [distributorId, event],
  })

/** A webhook held for a change, closed ones too. */
export const holdWebhook = async (tx: Tx, distributorId: string, id: string) =>
  (
    await prepared<WebhookRow & { closed: boolean; madeBy: string }>(tx, {
      name: 'hold_webhook',
      text: `select ${WEBHOOK}, w.closed_at is not null as closed, w.made_by as "madeBy"
        from exchange.webhook w where w.distributor_id = $1 and w.id = $2 for update`,
      values: [distributorId, id],
    })
  )[0]

export const countWebhooks = async (db: Db, distributorId: string) =>
  (
    await prepared<{ webhooks: number }>(db, {
      name: 'count_webhooks',
      text: `select count(*)::int as webhooks from exchange.webhook
        where distributor_id = $1 and closed_at is null`,
      values: [distributorId],
    })
  )[0]?.webhooks ?? 0

type Kept = { distributorId: string } & Pick<WebhookRow, 'id' | 'name' | 'url' | 'events'>

export const insertWebhook = (tx: Tx, webhook: Kept & { madeBy: string }) =>
  prepared(tx, {
    name: 'insert_webhook',
    text: `insert into exchange.webhook (distributor_id, id, name, url, events, made_by)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [
      ...[webhook.distributorId, webhook.id, webhook.name, webhook.url, webhook.events],
      webhook.madeBy,
    ],
  })

/** Changes a webhook; another address has not failed yet. */
export const updateWebhook = (tx: Tx, webhook: Kept) =>
  prepared(tx, {
    name: 'update_webhook',
    text: `update exchange.webhook set name = $3, url = $4, events = $5,
        failures = case when url = $4 then failures else 0 end,
        wait_until = case when url = $4 then wait_until end
      where distributor_id = $1 and id = $2`,
    values: [webhook.distributorId, webhook.id, webhook.name, webhook.url, webhook.events],
  })

export const closeWebhook = (tx: Tx, distributorId: string, id: string) =>
  prepared(tx, {
    name: 'close_webhook',
    text: `update exchange.webhook set closed_at = platform.now()
      where distributor_id = $1 and id = $2`,
    values: [distributorId, id],
  })

/** The next secret; the one before signs for so many hours more. */
export const setSecretNo = (
  tx: Tx,
  webhook: { distributorId: string; id: string; secretNo: number; oldHours: number },
) =>
  prepared(tx, {
    name: 'set_webhook_secret_no',
    text: `update exchange.webhook set secret_no = $3,
        old_secret_until = platform.now() + make_interval(hours => $4)
      where distributor_id = $1 and id = $2`,
    values: [webhook.distributorId, webhook.id, webhook.secretNo, webhook.oldHours],
  })

export const setPause = (
  tx: Tx,
  pause: { distributorId: string; id: string; why: WebhookRow['pausedFor'] },
) =>
  prepared(tx, {
    name: 'set_webhook_pause',
    text: `update exchange.webhook set paused_for = $3,
        paused_at = case when $3::text is not null then platform.now() end
      where distributor_id = $1 and id = $2`,
    values: [pause.distributorId, pause.id, pause.why],
  })

/** Nothing has failed and nothing is waited for: what comes next is sent at once. */
export const forgetFailures = (tx: Tx, distributorId: string, id: string) =>
  prepared(tx, {
    name: 'forget_webhook_failures',
    text: `update exchange.webhook set failures = 0, wait_until = null
      where distributor_id = $1 and id = $2 and (failures > 0 or wait_until is not null)`,
    values: [distributorId, id],
  })

/** Counts a failure, and waits. */
export const noteFailure = (
  tx: Tx,
  failure: { distributorId: string; id: string; waitMinutes: number },
) =>
  prepared(tx, {
    name: 'note_webhook_failure',
    text: `update exchange.webhook set failures = failures + 1,
        wait_until = platform.now() + make_interval(mins => $3)
      where distributor_id = $1 and id = $2`,
    values: [failure.distributorId, failure.id, failure.waitMinutes],
  })
