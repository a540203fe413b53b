import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Channel, MessageStatus, Suppression, Topic } from './words-rules.ts'

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

/** Whom messages are for; what is not there is left out. */
export const peopleOfMessages = (db: Db, distributorId: string, messageIds: string[]) =>
  prepared<{ messageId: string; personId: string }>(db, {
    name: 'people_of_messages',
    text: `select id as "messageId", person_id as "personId" from messaging.message
      where distributor_id = $1 and id = any($2::uuid[]) order by not_before, id`,
    values: [distributorId, messageIds],
  })

export type MessageRow = {
  now: string
  messageId: string
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
 * Messages, held until the transaction ends; with them all that is sent to these people, so that two
 * messages at once do not both pass under one's cap. What one asked for and was done ends it.
 */
export async function holdMessages(
  tx: Tx,
  asked: { distributorId: string; messageIds: string[]; personIds: string[] },
): Promise<MessageRow[]> {
  const { distributorId, messageIds, personIds } = asked
  await prepared(tx, {
    name: 'hold_people_of_messages',
    // One after another in one order, so that two jobs never wait for each other.
    text: `select pg_advisory_xact_lock(key) from (select distinct hashtextextended(name, 0) as key
      from unnest($1::text[]) name order by key) keys`,
    values: [personIds.map((personId) => `message ${distributorId} ${personId}`)],
  })
  return prepared<MessageRow>(tx, {
    name: 'hold_messages',
    text: `select platform.now() as now, m.id as "messageId", m.person_id as "personId", m.topic,
        m.template, m.said as values, m.link, m.not_before as "notBefore",
        least(m.expires_at, m.acted_at) as "expiresAt",
        m.only_channel as "onlyChannel", m.status, t.time_zone as "timeZone",
        t.language as "tenantLanguage"
      from messaging.message m join identity.tenant t on t.id = m.distributor_id
      where m.distributor_id = $1 and m.id = any($2::uuid[]) order by m.id for update of m`,
    values: [distributorId, messageIds],
  })
}

/** Messages that were not sent before are sent now. */
export const markSent = (tx: Tx, distributorId: string, messageIds: string[]) =>
  prepared(tx, {
    name: 'mark_messages_sent',
    // Locked in one order, as whoever holds them to carry them does.
    text: `with sent as materialized (
        select m.id from messaging.message m where m.distributor_id = $1 and m.id = any($2::uuid[])
        order by m.id for update)
      update messaging.message m set sent_at = coalesce(m.sent_at, platform.now()),
        status = case when m.status in ('planned', 'failed') then 'sent' else m.status end
      from sent where m.distributor_id = $1 and m.id = any($2::uuid[]) and m.id = sent.id`,
    values: [distributorId, messageIds],
  })

export type End = { status: 'failed' } | { status: 'suppressed'; reason: Suppression }

/** Nothing more is tried: a message failed, or is suppressed for a reason. */
export const endMessages = async (
  tx: Tx,
  distributorId: string,
  ends: (End & { messageId: string })[],
) => {
  if (ends.length === 0) return
  await prepared(tx, {
    name: 'end_messages',
    text: `update messaging.message m set status = e.status, reason = e.reason,
        ended_at = platform.now()
      from jsonb_to_recordset($2::jsonb) e ("messageId" uuid, status text, reason text)
      where m.distributor_id = $1 and m.id = any($3::uuid[]) and m.id = e."messageId"
        and (m.status = 'planned' or (m.status = 'sent' and e.status = 'failed'))`,
    values: [distributorId, JSON.stringify(ends), ends.map(({ messageId }) => messageId)],
  })
}
