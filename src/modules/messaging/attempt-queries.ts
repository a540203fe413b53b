import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { AttemptStatus, Channel } from './words-rules.ts'

export type AttemptRow = {
  messageId: string
  channel: Channel
  status: AttemptStatus
  tries: number
  claimedAt: string
  tellsDelivery: boolean
}

export const attemptsOf = (db: Db, distributorId: string, messageIds: string[]) =>
  prepared<AttemptRow>(db, {
    name: 'attempts_of_messages',
    text: `select message_id as "messageId", channel, status, tries, claimed_at as "claimedAt",
        tells_delivery as "tellsDelivery"
      from messaging.attempt where distributor_id = $1 and message_id = any($2::uuid[])`,
    values: [distributorId, messageIds],
  })

export type Claim = {
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

/**
 * Claims the one try of a channel for each message, or its next one after it failed for a while. Returns
 * the messages whose claim is ours; the others' are taken.
 */
export const claimAttempts = async (
  tx: Tx,
  distributorId: string,
  claims: Claim[],
): Promise<Set<string>> => {
  if (claims.length === 0) return new Set()
  const claimed = await prepared<{ id: string }>(tx, {
    name: 'claim_attempts',
    text: `insert into messaging.attempt as a (distributor_id, message_id, channel, person_id,
        status, title, body, language, price_minor, tells_delivery, demo)
      select $1, c."messageId", c.channel, c."personId", 'claimed', c.title, c.body, c.language,
        c."priceMinor", c."tellsDelivery", c.demo
      from jsonb_to_recordset($2::jsonb) c ("messageId" uuid, channel text, "personId" uuid,
        title text, body text, language text, "priceMinor" bigint, "tellsDelivery" boolean,
        demo boolean)
      order by c."messageId"
      on conflict (distributor_id, message_id, channel) do update
        set status = 'claimed', tries = a.tries + 1, claimed_at = platform.now()
        where a.status = 'again'
      returning message_id as id`,
    values: [distributorId, JSON.stringify(claims)],
  })
  return new Set(claimed.map(({ id }) => id))
}

export type Ended = {
  messageId: string
  channel: Channel
  status: 'sent' | 'again' | 'failed' | 'unknown'
  providerId?: string | null
  error?: string | null
}

/** Ends claims; one that was given up for unknown meanwhile is told what became of it all the same. */
export const endAttempts = async (tx: Tx, distributorId: string, ended: Ended[]) => {
  if (ended.length === 0) return
  await prepared(tx, {
    name: 'end_attempts',
    text: `update messaging.attempt a set status = e.status, provider_id = e."providerId",
        error = e.error, sent_at = case when e.status = 'sent' then platform.now() end
      from jsonb_to_recordset($2::jsonb) e ("messageId" uuid, channel text, status text,
        "providerId" text, error text)
      -- Named twice: by their ids the index is taken, whatever the table held when this was planned.
      where a.distributor_id = $1 and a.message_id = any($3::uuid[])
        and a.message_id = e."messageId" and a.channel = e.channel
        and a.status in ('claimed', 'unknown')`,
    values: [distributorId, JSON.stringify(ended), ended.map(({ messageId }) => messageId)],
  })
}
