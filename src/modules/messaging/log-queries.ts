import { type Db, prepared } from '../../platform/db.ts'
import type { AttemptStatus, Channel, MessageStatus, Suppression, Topic } from './words-rules.ts'

export type LoggedAttempt = {
  channel: Channel
  status: AttemptStatus
  tries: number
  title: string
  body: string
  priceMinor: number
  demo: boolean
  error: string | null
  at: string
}
export type LoggedMessage = {
  id: string
  personId: string
  outletId: string | null
  outletName: string | null
  topic: Topic
  template: string
  link: string
  status: MessageStatus
  reason: Suppression | null
  toldAt: string
  notBefore: string
  expiresAt: string | null
  costCenter: string
  attempts: LoggedAttempt[]
}
type Asked = {
  distributorId: string
  personId?: string | undefined
  outletId?: string | undefined
  channel?: Channel | undefined
  status?: MessageStatus | undefined
  topic?: Topic | undefined
  /** Only what ended in the outbox. */
  demo?: boolean | undefined
  before?: string | undefined
  limit: number
}

/** Messages, newest first, each with its tries. */
export const messagesPage = (db: Db, asked: Asked) => {
  const [at, id] = asked.before?.split(' ') ?? []
  return prepared<LoggedMessage>(db, {
    name: 'messages_page',
    text: `select m.id, m.person_id as "personId", m.outlet_id as "outletId", o.name as "outletName",
        m.topic, m.template,
        -- Whoever opens a draft by its link orders as the shop: nobody else is told it.
        regexp_replace(m.link, '^(/shop/draft)/.*', '\\1') as link, m.status, m.reason, m.told_at as "toldAt",
        m.not_before as "notBefore", m.expires_at as "expiresAt", m.cost_center as "costCenter",
        coalesce((select json_agg(json_build_object('channel', a.channel, 'status', a.status,
            'tries', a.tries, 'title', a.title, 'body', a.body, 'priceMinor', a.price_minor,
            'demo', a.demo, 'error', a.error, 'at', to_char(a.claimed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
            order by a.claimed_at)
          from messaging.attempt a where a.distributor_id = $1 and a.message_id = m.id), '[]')
          as attempts
      from messaging.message m
      left join outlets.outlet o on o.distributor_id = $1 and o.id = m.outlet_id
      where m.distributor_id = $1
        and ($2::uuid is null or m.person_id = $2) and ($3::uuid is null or m.outlet_id = $3)
        and ($4::text is null or m.status = $4) and ($5::text is null or m.topic = $5)
        and (($6::text is null and not $7) or exists (select 1 from messaging.attempt a
          where a.distributor_id = $1 and a.message_id = m.id
            and ($6::text is null or a.channel = $6) and (a.demo or not $7)))
        and ($8::timestamptz is null or (m.told_at, m.id) < ($8, $9::uuid))
      order by m.told_at desc, m.id desc limit $10`,
    values: [
      ...[asked.distributorId, asked.personId ?? null, asked.outletId ?? null],
      ...[asked.status ?? null, asked.topic ?? null, asked.channel ?? null, asked.demo ?? false],
      ...[at ?? null, id ?? null, asked.limit],
    ],
  })
}

export type ReachRow = {
  channel: Channel
  sent: number
  delivered: number
  read: number
  acted: number
  failed: number
  unknown: number
  costMinor: number
}

/** What each channel came to. A person who acted is counted to the last channel that left. */
export const reachRows = (
  db: Db,
  { distributorId, days, topic }: { distributorId: string; days: number; topic: Topic | null },
) =>
  prepared<ReachRow>(db, {
    name: 'reach_rows',
    text: `with tries as (
        select a.channel, a.status, a.price_minor, m.acted_at, row_number() over
          (partition by a.message_id order by a.claimed_at desc) as from_end
        from messaging.attempt a join messaging.message m
          on m.distributor_id = $1 and m.id = a.message_id
        where a.distributor_id = $1 and a.claimed_at >= platform.now() - make_interval(days => $2)
          and m.topic <> 'test' and ($3::text is null or m.topic = $3))
      select channel,
        (count(*) filter (where status in ('sent', 'delivered', 'read')))::int as sent,
        (count(*) filter (where status in ('delivered', 'read')))::int as delivered,
        (count(*) filter (where status = 'read'))::int as read,
        (count(*) filter (where acted_at is not null and from_end = 1))::int as acted,
        (count(*) filter (where status = 'failed'))::int as failed,
        (count(*) filter (where status = 'unknown'))::int as unknown,
        coalesce(sum(price_minor) filter (where status in ('sent', 'delivered', 'read', 'unknown')),
          0)::bigint as "costMinor"
      from tries group by channel order by channel`,
    values: [distributorId, days, topic],
  })

const TOLD_MAX = 20

/** What a person was told last, in the words that left. */
export const toldTo = (db: Db, distributorId: string, personId: string) =>
  prepared<{
    id: string
    topic: Topic
    title: string
    body: string
    link: string
    at: string
  }>(db, {
    name: 'told_to',
    text: `select m.id, m.topic, a.title, a.body, m.link, a.claimed_at as at
      from messaging.message m join lateral (select title, body, claimed_at
        from messaging.attempt where distributor_id = $1 and message_id = m.id
          and status in ('sent', 'delivered', 'read')
        order by claimed_at desc limit 1) a on true
      where m.distributor_id = $1 and m.person_id = $2
      order by m.told_at desc limit ${TOLD_MAX}`,
    values: [distributorId, personId],
  })
