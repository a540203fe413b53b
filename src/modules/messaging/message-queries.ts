import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { AttemptStatus, Channel, MessageStatus, Suppression, Topic } from './words-rules.ts'

export type NewMessage = {
  id: string
  distributorId: string
  personId: string
  topic: Topic
  outletId: string | null
  template: string
  values: Readonly<Record<string, string | number>>
  link: string
  notBefore: string | null
  expiresAt: string | null
  dedupeKey: string
  costCenter: string
  onlyChannel: Channel | null
}

/** Writes a message that was not told before; undefined when its key was. */
export const insertMessage = async (tx: Tx, m: NewMessage) =>
  (
    await prepared<{ later: boolean; notBefore: string }>(tx, {
      name: 'insert_message',
      text: `insert into messaging.message (distributor_id, id, person_id, topic, outlet_id, template,
          said, link, not_before, expires_at, dedupe_key, cost_center, only_channel)
        values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, platform.now()), $10, $11, $12, $13)
        on conflict (distributor_id, dedupe_key) do nothing
        returning not_before > platform.now() as later, not_before as "notBefore"`,
      values: [
        ...[m.distributorId, m.id, m.personId, m.topic, m.outletId, m.template],
        ...[JSON.stringify(m.values), m.link, m.notBefore, m.expiresAt],
        ...[m.dedupeKey, m.costCenter, m.onlyChannel],
      ],
    })
  )[0]

/** Writes the messages that were not told before, all at once. */
export const insertMessages = (tx: Tx, distributorId: string, messages: NewMessage[]) =>
  prepared<{ id: string; later: boolean; notBefore: string }>(tx, {
    name: 'insert_messages',
    text: `insert into messaging.message (distributor_id, id, person_id, topic, outlet_id, template,
        said, link, not_before, expires_at, dedupe_key, cost_center, only_channel)
      select $1, m.id, m."personId", m.topic, m."outletId", m.template, m.values, m.link,
        coalesce(m."notBefore", platform.now()), m."expiresAt", m."dedupeKey", m."costCenter",
        m."onlyChannel"
      from jsonb_to_recordset($2::jsonb) m (id uuid, "personId" uuid, topic text, "outletId" uuid,
        template text, values jsonb, link text, "notBefore" timestamptz, "expiresAt" timestamptz,
        "dedupeKey" text, "costCenter" text, "onlyChannel" text)
      on conflict (distributor_id, dedupe_key) do nothing
      returning id, not_before > platform.now() as later, not_before as "notBefore"`,
    values: [distributorId, JSON.stringify(messages)],
  })

export const messageIdOfKey = async (db: Db, distributorId: string, dedupeKey: string) =>
  (
    await prepared<{ id: string }>(db, {
      name: 'message_id_of_key',
      text: 'select id from messaging.message where distributor_id = $1 and dedupe_key = $2',
      values: [distributorId, dedupeKey],
    })
  )[0]?.id

export const personOfMessage = async (db: Db, distributorId: string, messageId: string) =>
  (
    await prepared<{ personId: string }>(db, {
      name: 'person_of_message',
      text: `select person_id as "personId" from messaging.message
        where distributor_id = $1 and id = $2`,
      values: [distributorId, messageId],
    })
  )[0]?.personId

export type MessageRow = {
  now: string
  personId: string
  topic: Topic
  template: string
  values: Record<string, string | number>
  link: string
  notBefore: string
  expiresAt: string | null
  onlyChannel: Channel | null
  status: MessageStatus
  timeZone: string
  tenantLanguage: 'uk' | 'en' | 'ru'
}

/**
 * The message, held until the transaction ends; with it all that is sent to this person, so that
 * two messages at once do not both pass under his cap. What it asked for and was done ends it.
 */
export async function holdMessage(
  tx: Tx,
  ids: { distributorId: string; messageId: string; personId: string },
): Promise<MessageRow | undefined> {
  await prepared(tx, {
    name: 'hold_person_of_message',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`message ${ids.distributorId} ${ids.personId}`],
  })
  const rows = await prepared<MessageRow>(tx, {
    name: 'hold_message',
    text: `select platform.now() as now, m.person_id as "personId", m.topic, m.template,
        m.said as values, m.link, m.not_before as "notBefore",
        least(m.expires_at, m.acted_at) as "expiresAt",
        m.only_channel as "onlyChannel", m.status, t.time_zone as "timeZone",
        t.language as "tenantLanguage"
      from messaging.message m join identity.tenant t on t.id = m.distributor_id
      where m.distributor_id = $1 and m.id = $2 for update of m`,
    values: [ids.distributorId, ids.messageId],
  })
  return rows[0]
}

export type AttemptRow = {
  channel: Channel
  status: AttemptStatus
  tries: number
  claimedAt: string
  tellsDelivery: boolean
}

export const attemptsOf = (db: Db, distributorId: string, messageId: string) =>
  prepared<AttemptRow>(db, {
    name: 'attempts_of_message',
    text: `select channel, status, tries, claimed_at as "claimedAt",
        tells_delivery as "tellsDelivery"
      from messaging.attempt where distributor_id = $1 and message_id = $2`,
    values: [distributorId, messageId],
  })

/** How many other messages went to a person on his distributor's day. */
export const sentToday = async (
  db: Db,
  asked: {
    distributorId: string
    messageId: string
    personId: string
    topic: Topic
    timeZone: string
  },
) =>
  (
    await prepared<{ all: number; topic: number }>(db, {
      name: 'sent_today',
      text: `select count(distinct m.id)::int as all,
          (count(distinct m.id) filter (where m.topic = $4))::int as topic
        from messaging.attempt a join messaging.message m
          on m.distributor_id = $1 and m.id = a.message_id
        where a.distributor_id = $1 and a.person_id = $2 and a.message_id <> $3
          and a.status <> 'failed' and m.topic <> 'test'
          and a.claimed_at >= date_trunc('day', platform.now() at time zone $5) at time zone $5`,
      values: [asked.distributorId, asked.personId, asked.messageId, asked.topic, asked.timeZone],
    })
  )[0] ?? { all: 0, topic: 0 }

export type Claim = {
  distributorId: string
  messageId: string
  channel: Channel
  personId: string
  title: string
  body: string
  language: string
  priceMinor: number
  tellsDelivery: boolean
  demo: boolean
}

/** Claims the one try of a channel, or its next one after it failed for a while; false: it is taken. */
export const claimAttempt = async (tx: Tx, c: Claim): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'claim_attempt',
      text: `insert into messaging.attempt as a (distributor_id, message_id, channel, person_id,
          status, title, body, language, price_minor, tells_delivery, demo)
        values ($1, $2, $3, $4, 'claimed', $5, $6, $7, $8, $9, $10)
        on conflict (distributor_id, message_id, channel) do update
          set status = 'claimed', tries = a.tries + 1, claimed_at = platform.now()
          where a.status = 'again'
        returning a.channel`,
      values: [
        ...[c.distributorId, c.messageId, c.channel, c.personId, c.title, c.body, c.language],
        ...[c.priceMinor, c.tellsDelivery, c.demo],
      ],
    })
  ).length === 1

/** Ends a claim; one that was given up for unknown meanwhile is told what became of it all the same. */
export const endAttempt = async (
  tx: Tx,
  ended: {
    distributorId: string
    messageId: string
    channel: Channel
    status: 'sent' | 'again' | 'failed' | 'unknown'
    providerId?: string | null
    error?: string | null
  },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'end_attempt',
      text: `update messaging.attempt set status = $4, provider_id = $5, error = $6,
          sent_at = case when $4 = 'sent' then platform.now() end
        where distributor_id = $1 and message_id = $2 and channel = $3
          and status in ('claimed', 'unknown')
        returning channel`,
      values: [
        ...[ended.distributorId, ended.messageId, ended.channel, ended.status],
        ...[ended.providerId ?? null, ended.error ?? null],
      ],
    })
  ).length === 1

/** A message that was not sent before is sent now. */
export const markSent = (tx: Tx, distributorId: string, messageId: string) =>
  prepared(tx, {
    name: 'mark_message_sent',
    text: `update messaging.message set sent_at = coalesce(sent_at, platform.now()),
        status = case when status in ('planned', 'failed') then 'sent' else status end
      where distributor_id = $1 and id = $2`,
    values: [distributorId, messageId],
  })

/** Nothing more is tried: it failed, or it is suppressed for a reason. */
export const endMessage = (
  tx: Tx,
  distributorId: string,
  messageId: string,
  end: { status: 'failed' } | { status: 'suppressed'; reason: Suppression },
) =>
  prepared(tx, {
    name: 'end_message',
    text: `update messaging.message set status = $3, reason = $4, ended_at = platform.now()
      where distributor_id = $1 and id = $2
        and (status = 'planned' or (status = 'sent' and $3 = 'failed'))`,
    values: [distributorId, messageId, end.status, 'reason' in end ? end.reason : null],
  })
