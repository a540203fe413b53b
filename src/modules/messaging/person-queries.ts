import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import type { Channel, Topic } from './words-rules.ts'

export type Preference = {
  language: Language | null
  quietFrom: string | null
  quietUntil: string | null
}

export const preferenceOf = async (
  db: Db,
  distributorId: string,
  personId: string,
): Promise<Preference> =>
  (
    await prepared<Preference>(db, {
      name: 'message_preference',
      text: `select language, to_char(quiet_from, 'HH24:MI') as "quietFrom",
          to_char(quiet_until, 'HH24:MI') as "quietUntil"
        from messaging.preference where distributor_id = $1 and person_id = $2`,
      values: [distributorId, personId],
    })
  )[0] ?? { language: null, quietFrom: null, quietUntil: null }

export const upsertPreference = (
  tx: Tx,
  distributorId: string,
  personId: string,
  { language, quietFrom, quietUntil }: Preference,
) =>
  prepared(tx, {
    name: 'upsert_message_preference',
    text: `insert into messaging.preference (distributor_id, person_id, language, quiet_from,
        quiet_until) values ($1, $2, $3, $4, $5)
      on conflict (distributor_id, person_id) do update set language = excluded.language,
        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
        changed_at = platform.now()`,
    values: [distributorId, personId, language, quietFrom, quietUntil],
  })

export const optOutsOf = async (db: Db, distributorId: string, personId: string) =>
  (
    await prepared<{ topic: Topic }>(db, {
      name: 'opt_outs_of',
      text: `select topic from messaging.opt_out
        where distributor_id = $1 and person_id = $2 order by topic`,
      values: [distributorId, personId],
    })
  ).map(({ topic }) => topic)

/** Leaves exactly these topics opted out of; since when stays for those that were. */
export async function setOptOuts(
  tx: Tx,
  distributorId: string,
  personId: string,
  topics: readonly Topic[],
): Promise<void> {
  await prepared(tx, {
    name: 'drop_opt_outs',
    text: `delete from messaging.opt_out
      where distributor_id = $1 and person_id = $2 and topic <> all ($3::text[])`,
    values: [distributorId, personId, topics],
  })
  await prepared(tx, {
    name: 'put_opt_outs',
    text: `insert into messaging.opt_out (distributor_id, person_id, topic)
      select $1, $2, t from unnest($3::text[]) t on conflict do nothing`,
    values: [distributorId, personId, topics],
  })
}

export type Contact = { channel: Channel; address: string | null; off: boolean }

export const contactsOf = (db: Db, distributorId: string, personId: string) =>
  prepared<Contact>(db, {
    name: 'contacts_of',
    text: `select channel, address, off_at is not null as off from messaging.contact
      where distributor_id = $1 and person_id = $2`,
    values: [distributorId, personId],
  })

export const upsertContact = (
  tx: Tx,
  distributorId: string,
  personId: string,
  { channel, address, off }: Contact,
) =>
  prepared(tx, {
    name: 'upsert_contact',
    text: `insert into messaging.contact as c (distributor_id, person_id, channel, address, off_at)
      values ($1, $2, $3, $4, case when $5 then platform.now() end)
      on conflict (distributor_id, person_id, channel) do update set address = excluded.address,
        off_at = case when $5 then coalesce(c.off_at, platform.now()) end,
        changed_at = platform.now()`,
    values: [distributorId, personId, channel, address, off],
  })

export type Subscription = { id: string; endpoint: string; p256dh: string; auth: string }

export const subscriptionsOf = (db: Db, distributorId: string, personId: string) =>
  prepared<Subscription & { userAgent: string; since: string }>(db, {
    name: 'subscriptions_of',
    text: `select id, endpoint, p256dh, auth, user_agent as "userAgent", since
      from messaging.subscription where distributor_id = $1 and person_id = $2
      order by since desc, id`,
    values: [distributorId, personId],
  })

/** A browser wakes for whoever signed in last on it. */
export const upsertSubscription = (
  tx: Tx,
  distributorId: string,
  s: Subscription & { personId: string; userAgent: string },
) =>
  prepared(tx, {
    name: 'upsert_subscription',
    text: `insert into messaging.subscription (distributor_id, id, person_id, endpoint, p256dh, auth,
        user_agent) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (distributor_id, endpoint) do update set person_id = excluded.person_id,
        p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
        since = platform.now()`,
    values: [distributorId, s.id, s.personId, s.endpoint, s.p256dh, s.auth, s.userAgent],
  })

export const deleteSubscription = async (
  tx: Tx,
  distributorId: string,
  personId: string,
  id: string,
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'delete_subscription',
      text: `delete from messaging.subscription
        where distributor_id = $1 and person_id = $2 and id = $3 returning id`,
      values: [distributorId, personId, id],
    })
  ).length === 1
