import { prepared, type Tx } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'

/** One phone at a time: two requests at once must not both be the third of the hour. */
export const lockPhone = (tx: Tx, phone: string) =>
  prepared(tx, {
    name: 'lock_phone',
    text: 'select pg_advisory_xact_lock(7302, hashtext($1))',
    values: [phone],
  })

export type CodesSent = { hour: number; day: number; retryAt: string }

/** How many codes went to a phone in the last hour and day, and when the oldest of them ages out. */
export async function codesSent(tx: Tx, phone: string): Promise<CodesSent> {
  const rows = await prepared<CodesSent>(tx, {
    name: 'codes_sent',
    text: `select count(*) filter (where sent_at > platform.now() - interval '1 hour')::int as hour,
      count(*)::int as day,
      coalesce(case
        when count(*) >= ${LIMITS.codesPerDayMax} then min(sent_at) + interval '1 day'
        else min(sent_at) filter (where sent_at > platform.now() - interval '1 hour')
          + interval '1 hour' end, platform.now()) as "retryAt"
      from identity.phone_code where phone = $1 and sent_at > platform.now() - interval '1 day'`,
    values: [phone],
  })
  return rows[0] ?? { hour: LIMITS.codesPerHourMax, day: LIMITS.codesPerDayMax, retryAt: '' }
}

/** Counts one use of an allowance in the running hour; returns how many that makes. */
export async function countAllowance(tx: Tx, subject: string): Promise<number> {
  const rows = await prepared<{ used: number }>(tx, {
    name: 'use_allowance',
    text: `insert into identity.allowance (subject, window_start, used)
      values ($1, date_trunc('hour', platform.now()), 1)
      on conflict (subject, window_start) do update set used = identity.allowance.used + 1
      returning used`,
    values: [subject],
  })
  return rows[0]?.used ?? Number.MAX_SAFE_INTEGER
}

/** Takes back one use of the running hour. What came between stays counted: too much, not too little. */
export const giveAllowanceBack = (tx: Tx, subject: string) =>
  prepared(tx, {
    name: 'give_allowance_back',
    text: `with gone as (
        delete from identity.allowance where subject = $1 and used = 1
          and window_start = date_trunc('hour', platform.now()))
      update identity.allowance set used = used - 1 where subject = $1 and used > 1
        and window_start = date_trunc('hour', platform.now())`,
    values: [subject],
  })

export async function insertCode(
  tx: Tx,
  code: { id: string; phone: string; deviceId: string; codeHmac: Buffer },
): Promise<string> {
  const rows = await prepared<{ expiresAt: string }>(tx, {
    name: 'insert_code',
    text: `insert into identity.phone_code (id, phone, device_id, code_hmac, sent_at, expires_at)
      values ($1, $2, $3, $4, platform.now(),
        platform.now() + make_interval(secs => ${LIMITS.codeSeconds}))
      returning expires_at as "expiresAt"`,
    values: [code.id, code.phone, code.deviceId, code.codeHmac],
  })
  return rows[0]?.expiresAt ?? ''
}

/** Takes one try of the device's latest code for a phone. Nothing: none is open, or no try is left. */
export const takeTry = async (tx: Tx, phone: string, deviceId: string) =>
  (
    await prepared<{ id: string; codeHmac: Buffer; tries: number }>(tx, {
      name: 'take_try',
      text: `update identity.phone_code set tries = tries + 1
        where id = (select id from identity.phone_code where phone = $1 and device_id = $2
            order by sent_at desc limit 1)
          and used_at is null and expires_at > platform.now() and tries < ${LIMITS.codeTriesMax}
        returning id, code_hmac as "codeHmac", tries`,
      values: [phone, deviceId],
    })
  )[0]

export const markUsed = (tx: Tx, id: string) =>
  prepared(tx, {
    name: 'mark_code_used',
    text: 'update identity.phone_code set used_at = platform.now() where id = $1',
    values: [id],
  })
