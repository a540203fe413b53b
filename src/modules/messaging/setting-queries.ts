import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Driver, MessageSetting } from './setting-contract.ts'
import type { Channel } from './words-rules.ts'

/** What holds until the distributor sets it. */
export const DEFAULT_SETTING: MessageSetting = {
  quietFrom: '21:00',
  quietUntil: '08:00',
  perDayMax: 3,
  perTopicMax: 2,
  order: ['push', 'viber', 'sms', 'operator'],
  fallbackMinutes: 60,
  reachPercentMin: 40,
}

export const settingOf = async (db: Db, distributorId: string): Promise<MessageSetting> =>
  (
    await prepared<MessageSetting>(db, {
      name: 'message_setting',
      text: `select to_char(quiet_from, 'HH24:MI') as "quietFrom",
          to_char(quiet_until, 'HH24:MI') as "quietUntil", per_day_max as "perDayMax",
          per_topic_max as "perTopicMax", channel_order as "order",
          fallback_minutes as "fallbackMinutes", reach_percent_min as "reachPercentMin"
        from messaging.setting where distributor_id = $1`,
      values: [distributorId],
    })
  )[0] ?? DEFAULT_SETTING

export const upsertSetting = (
  tx: Tx,
  distributorId: string,
  s: MessageSetting & { personId: string },
) =>
  prepared(tx, {
    name: 'upsert_message_setting',
    text: `insert into messaging.setting (distributor_id, quiet_from, quiet_until, per_day_max,
        per_topic_max, channel_order, fallback_minutes, reach_percent_min, changed_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (distributor_id) do update set quiet_from = excluded.quiet_from,
        quiet_until = excluded.quiet_until, per_day_max = excluded.per_day_max,
        per_topic_max = excluded.per_topic_max, channel_order = excluded.channel_order,
        fallback_minutes = excluded.fallback_minutes, changed_at = platform.now(),
        reach_percent_min = excluded.reach_percent_min, changed_by = excluded.changed_by`,
    values: [
      ...[distributorId, s.quietFrom, s.quietUntil, s.perDayMax, s.perTopicMax, s.order],
      ...[s.fallbackMinutes, s.reachPercentMin, s.personId],
    ],
  })

export type ChannelRow = {
  channel: Channel
  enabled: boolean
  priceMinor: number
  driver: Driver
  sealed: Buffer | null
}

export const channelsOf = (db: Db, distributorId: string) =>
  prepared<ChannelRow>(db, {
    name: 'message_channels',
    text: `select channel, enabled, price_minor as "priceMinor", driver, sealed
      from messaging.channel where distributor_id = $1`,
    values: [distributorId],
  })

/** Sets a channel; sealed undefined keeps the secret that is there. */
export const upsertChannel = (
  tx: Tx,
  distributorId: string,
  c: Omit<ChannelRow, 'sealed'> & { sealed: Buffer | null | undefined; personId: string },
) =>
  prepared(tx, {
    name: 'upsert_message_channel',
    text: `insert into messaging.channel as c (distributor_id, channel, enabled, price_minor, driver,
        sealed, changed_by) values ($1, $2, $3, $4, $5, $6, $8)
      on conflict (distributor_id, channel) do update set enabled = excluded.enabled,
        price_minor = excluded.price_minor, driver = excluded.driver,
        sealed = case when $7 then excluded.sealed else c.sealed end,
        changed_at = platform.now(), changed_by = excluded.changed_by`,
    values: [
      ...[distributorId, c.channel, c.enabled, c.priceMinor, JSON.stringify(c.driver)],
      ...[c.sealed ?? null, c.sealed !== undefined, c.personId],
    ],
  })
