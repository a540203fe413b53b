import { type Db, prepared } from '../../platform/db.ts'
import type { Contact, Preference, Subscription } from './person-queries.ts'
import { REACH_TRIES, type Seen } from './reach-rules.ts'
import type { Channel, Topic } from './words-rules.ts'

/** Rows of several people, each with whose it is. */
type Theirs<T> = T & { personId: string }
type People = { distributorId: string; personIds: readonly string[] }

export const preferencesOf = (db: Db, { distributorId, personIds }: People) =>
  prepared<Theirs<Preference>>(db, {
    name: 'message_preferences',
    text: `select person_id as "personId", language, to_char(quiet_from, 'HH24:MI') as "quietFrom",
        to_char(quiet_until, 'HH24:MI') as "quietUntil"
      from messaging.preference where distributor_id = $1 and person_id = any($2::uuid[])`,
    values: [distributorId, personIds],
  })

export const topicsLeft = (db: Db, { distributorId, personIds }: People) =>
  prepared<Theirs<{ topic: Topic }>>(db, {
    name: 'topics_left',
    text: `select person_id as "personId", topic from messaging.opt_out
      where distributor_id = $1 and person_id = any($2::uuid[])`,
    values: [distributorId, personIds],
  })

export const theirContacts = (db: Db, { distributorId, personIds }: People) =>
  prepared<Theirs<Contact>>(db, {
    name: 'their_contacts',
    text: `select person_id as "personId", channel, address, off_at is not null as off
      from messaging.contact where distributor_id = $1 and person_id = any($2::uuid[])`,
    values: [distributorId, personIds],
  })

export const theirBrowsers = (db: Db, { distributorId, personIds }: People) =>
  prepared<Theirs<Subscription>>(db, {
    name: 'their_browsers',
    text: `select person_id as "personId", id, endpoint, p256dh, auth from messaging.subscription
      where distributor_id = $1 and person_id = any($2::uuid[]) order by since desc, id`,
    values: [distributorId, personIds],
  })

/** What each person's last settled tries of each channel that tells of its delivery came to. */
export const seenOfPeople = (db: Db, asked: People & { fallbackMinutes: number }) =>
  prepared<Theirs<Seen & { channel: Channel }>>(db, {
    name: 'seen_of_people',
    text: `select person_id as "personId", channel, count(*)::int as tried,
        (count(*) filter (where status in ('delivered', 'read')))::int as reached
      from (select person_id, channel, status, row_number() over
          (partition by person_id, channel order by claimed_at desc) as nth
        from messaging.attempt where distributor_id = $1 and person_id = any($2::uuid[])
          and tells_delivery
          and (status in ('delivered', 'read', 'failed') or (status = 'sent'
            and claimed_at < platform.now() - make_interval(mins => $3)))) a
      where nth <= ${REACH_TRIES} group by person_id, channel`,
    values: [asked.distributorId, asked.personIds, asked.fallbackMinutes],
  })

export type SentToday = { messageId: string; topic: Topic }

/** The messages that went to each person on his distributor's day. */
export const sentTodayTo = (db: Db, asked: People & { timeZone: string }) =>
  prepared<Theirs<SentToday>>(db, {
    name: 'sent_today_to',
    text: `select distinct a.person_id as "personId", m.id as "messageId", m.topic
      from messaging.attempt a join messaging.message m
        on m.distributor_id = $1 and m.id = a.message_id
      where a.distributor_id = $1 and a.person_id = any($2::uuid[])
        and a.status <> 'failed' and m.topic <> 'test'
        and a.claimed_at >= date_trunc('day', platform.now() at time zone $3) at time zone $3`,
    values: [asked.distributorId, asked.personIds, asked.timeZone],
  })
