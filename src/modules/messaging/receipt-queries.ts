import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Channel } from './words-rules.ts'

export type Arrival = 'delivered' | 'read'

/** A try arrived, and with it the message; what is known already stays. */
export async function markArrived(
  tx: Tx,
  at: { distributorId: string; messageId: string; channel: Channel },
  arrival: Arrival,
): Promise<void> {
  const { distributorId, messageId, channel } = at
  await prepared(tx, {
    name: 'mark_attempt_arrived',
    text: `update messaging.attempt set
        status = case when $4 = 'read' or status <> 'read' then $4 else status end,
        delivered_at = coalesce(delivered_at, platform.now()),
        read_at = case when $4 = 'read' then coalesce(read_at, platform.now()) else read_at end
      where distributor_id = $1 and message_id = $2 and channel = $3`,
    values: [distributorId, messageId, channel, arrival],
  })
  await prepared(tx, {
    name: 'mark_message_arrived',
    text: `update messaging.message set
        status = case when status in ('planned', 'sent', 'failed')
          or (status = 'delivered' and $3 = 'read') then $3 else status end,
        sent_at = coalesce(sent_at, platform.now()),
        delivered_at = coalesce(delivered_at, platform.now()),
        read_at = case when $3 = 'read' then coalesce(read_at, platform.now()) else read_at end
      where distributor_id = $1 and id = $2 and status <> 'suppressed'`,
    values: [distributorId, messageId, arrival],
  })
}

/** People did what these messages asked for; returns how many messages there are. */
export const markActed = async (
  tx: Tx,
  distributorId: string,
  messageIds: string[],
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'mark_messages_acted',
      // Locked in one order, as whoever holds them to carry them does.
      text: `with done as materialized (
          select m.id from messaging.message m
          where m.distributor_id = $1 and m.id = any($2::uuid[]) order by m.id for update)
        update messaging.message m set acted_at = coalesce(m.acted_at, platform.now()),
          status = case when m.status in ('sent', 'delivered', 'read') then 'acted' else m.status end
        from done where m.distributor_id = $1 and m.id = done.id returning m.id`,
      values: [distributorId, messageIds],
    })
  ).length

/** A gateway says that a try did not arrive: the next channel is looked for. */
export const markUndelivered = async (
  tx: Tx,
  at: { distributorId: string; messageId: string; channel: Channel },
  error: string,
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'mark_undelivered',
      text: `update messaging.attempt set status = 'failed', error = $4
        where distributor_id = $1 and message_id = $2 and channel = $3
          and status in ('sent', 'unknown') returning channel`,
      values: [at.distributorId, at.messageId, at.channel, error],
    })
  ).length === 1

/** Which message a gateway means by its own id, or by ours. */
export const messageOfProvider = async (
  db: Db,
  distributorId: string,
  channel: Channel,
  providerId: string,
) =>
  (
    await prepared<{ messageId: string }>(db, {
      name: 'message_of_provider',
      text: `select message_id as "messageId" from messaging.attempt
        where distributor_id = $1 and channel = $2
          and (provider_id = $3 or message_id::text = $3)
        order by claimed_at desc limit 1`,
      values: [distributorId, channel, providerId],
    })
  )[0]?.messageId

/** Where a message's link leads. */
export const linkOf = async (db: Db, distributorId: string, messageId: string) =>
  (
    await prepared<{ link: string }>(db, {
      name: 'link_of_message',
      text: 'select link from messaging.message where distributor_id = $1 and id = $2',
      values: [distributorId, messageId],
    })
  )[0]?.link

/** Which message an operator says, if it still waits for one. */
export const waitsForOperator = async (
  db: Db,
  distributorId: string,
  messageId: string,
): Promise<boolean> =>
  (
    await prepared(db, {
      name: 'waits_for_operator',
      text: `select 1 from messaging.attempt where distributor_id = $1 and message_id = $2
        and channel = 'operator' and status = 'sent'`,
      values: [distributorId, messageId],
    })
  ).length === 1
