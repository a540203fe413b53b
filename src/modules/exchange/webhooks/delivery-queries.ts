import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { WebhookEvent } from './try-rules.ts'
import type { WebhookRow } from './webhook-queries.ts'

export type DeliveryRow = {
  id: string
  event: WebhookEvent | 'test'
  orderId: string | null
  body: string
  status: 'waiting' | 'delivered' | 'failed'
  tries: number
  answerStatus: number | null
  answer: string
  ms: number | null
  madeAt: string
  triedAt: string | null
  nextAt: string | null
}

export type OrderTold = {
  number: string
  outletId: string
  outletCode: string | null
  status: string
  channel: string
  currency: string
  totalMinor: number
  deliveryDay: string
  version: number
  changedAt: string
}

/** What a webhook tells of an order: enough to know whether to fetch it. */
export const orderTold = async (db: Db, distributorId: string, orderId: string) =>
  (
    await prepared<OrderTold>(db, {
      name: 'order_told_to_webhooks',
      text: `select o.number, o.outlet_id as "outletId", t.code as "outletCode", o.status, o.channel,
          o.currency, o.total_minor as "totalMinor", o.delivery_day as "deliveryDay", o.version,
          o.changed_at as "changedAt"
        from ordering.order o
        join outlets.outlet t on t.distributor_id = o.distributor_id and t.id = o.outlet_id
        where o.distributor_id = $1 and o.id = $2`,
      values: [distributorId, orderId],
    })
  )[0]

/** Keeps messages that are to be sent, one per webhook; those known already stay as they are. */
export const insertDeliveries = (
  tx: Tx,
  told: {
    distributorId: string
    ids: string[]
    webhookIds: string[]
    event: DeliveryRow['event']
    orderId: string | null
    body: string
  },
) =>
  prepared<{ id: string }>(tx, {
    name: 'insert_webhook_deliveries',
    text: `insert into exchange.webhook_delivery (distributor_id, id, webhook_id, event, order_id,
        body) select $1, n.id, n.webhook_id, $4, $5, $6
      from unnest($2::uuid[], $3::uuid[]) n (id, webhook_id) on conflict do nothing returning id`,
    values: [told.distributorId, told.ids, told.webhookIds, told.event, told.orderId, told.body],
  })

export type Leaving = Pick<DeliveryRow, 'id' | 'body' | 'tries' | 'status'> &
  Pick<WebhookRow, 'url' | 'secretNo' | 'pausedAt'> & {
    webhookId: string
    closed: boolean
    /** The instant the webhook waits for, while it is to come. */
    waitUntil: string | null
    oldSecret: boolean
    at: number
  }

/** A message with where it goes, and the second it is. */
export const leavingDelivery = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<Leaving>(db, {
      name: 'leaving_webhook_delivery',
      text: `select d.id, d.body, d.tries, d.status, w.id as "webhookId", w.url,
          w.secret_no as "secretNo", w.paused_at as "pausedAt",
          w.closed_at is not null as closed,
          case when w.wait_until > platform.now() then w.wait_until end as "waitUntil",
          coalesce(w.old_secret_until > platform.now(), false) as "oldSecret",
          floor(extract(epoch from platform.now()))::int8 as at
        from exchange.webhook_delivery d
        join exchange.webhook w on w.distributor_id = d.distributor_id and w.id = d.webhook_id
        where d.distributor_id = $1 and d.id = $2`,
      values: [distributorId, id],
    })
  )[0]

type Ended = {
  distributorId: string
  id: string
  status: DeliveryRow['status']
  answerStatus: number | null
  answer: string
  ms: number
  waitMinutes: number | null
}

/** Writes down a try; the instant of the next, null: there is none. */
export const endTry = async (tx: Tx, ended: Ended) =>
  (
    await prepared<{ nextAt: string | null }>(tx, {
      name: 'end_webhook_try',
      text: `update exchange.webhook_delivery set status = $3, tries = tries + 1,
          answer_status = $4, answer = $5, ms = $6, tried_at = platform.now(),
          next_at = case when $3 = 'waiting' then platform.now() + make_interval(mins => $7) end
        where distributor_id = $1 and id = $2 returning next_at as "nextAt"`,
      values: [
        ...[ended.distributorId, ended.id, ended.status, ended.answerStatus, ended.answer],
        ...[ended.ms, ended.waitMinutes],
      ],
    })
  )[0]?.nextAt ?? null

export const setNextAt = (tx: Tx, distributorId: string, id: string, at: string) =>
  prepared(tx, {
    name: 'set_webhook_next_at',
    text: `update exchange.webhook_delivery set next_at = $3 where distributor_id = $1 and id = $2`,
    values: [distributorId, id, at],
  })

/** It is to be sent again as if it never was; false when that webhook has no such message. */
export const waitAgain = async (
  tx: Tx,
  asked: { distributorId: string; webhookId: string; id: string },
) =>
  (
    await prepared(tx, {
      name: 'webhook_delivery_waits_again',
      text: `update exchange.webhook_delivery set status = 'waiting', tries = 0, next_at = null
        where distributor_id = $1 and webhook_id = $2 and id = $3 returning id`,
      values: [asked.distributorId, asked.webhookId, asked.id],
    })
  ).length === 1

/** What waits for a webhook, the oldest first. */
export const waitingAt = (
  db: Db,
  asked: { distributorId: string; webhookId: string; limit: number },
) =>
  prepared<{ id: string }>(db, {
    name: 'waiting_webhook_deliveries',
    text: `select id from exchange.webhook_delivery
      where distributor_id = $1 and webhook_id = $2 and status = 'waiting'
      order by made_at, id limit $3`,
    values: [asked.distributorId, asked.webhookId, asked.limit],
  })

type Page = {
  distributorId: string
  webhookId: string
  status: DeliveryRow['status'] | null
  before: [at: string, id: string] | null
  limit: number
}

/** A page of a webhook's messages, newest first. */
export const deliveriesPage = (db: Db, asked: Page) =>
  prepared<DeliveryRow>(db, {
    name: 'webhook_deliveries_page',
    text: `select id, event, order_id as "orderId", body, status, tries,
        answer_status as "answerStatus", answer, ms, made_at as "madeAt", tried_at as "triedAt",
        next_at as "nextAt"
      from exchange.webhook_delivery
      where distributor_id = $1 and webhook_id = $2 and ($3::text is null or status = $3)
        and ($4::timestamptz is null or (made_at, id) < ($4, $5))
      order by made_at desc, id desc limit $6`,
    values: [
      ...[asked.distributorId, asked.webhookId, asked.status],
      ...(asked.before ?? [null, null]),
      asked.limit,
    ],
  })
