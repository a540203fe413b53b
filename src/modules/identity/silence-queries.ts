import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type Silence = { silentFrom: string; heardAt: string }
type Telling = { sessionId: string; thingIds: string[] }

/**
 * Writes since when a session was not heard when it told of these things, and that it was heard now;
 * within a minute: nothing. Of two that tell at once the second waits until the first is written.
 */
export const insertSilences = (tx: Tx, { sessionId, thingIds }: Telling) =>
  prepared(tx, {
    name: 'insert_silences',
    text: `with clock as materialized (select platform.now() as now),
      before as materialized (
        select id, seen_at from identity.session where id = $1 for no key update),
      told as (
        insert into identity.silence (session_id, thing_id, silent_from, heard_at)
        select before.id, thing.id, before.seen_at, clock.now
        from clock, before, unnest($2::uuid[]) thing (id)
        where before.seen_at < date_trunc('minute', clock.now)
        on conflict do nothing)
      update identity.session s set seen_at = clock.now from clock, before
      where s.id = before.id and before.seen_at < date_trunc('minute', clock.now)`,
    values: [sessionId, [...new Set(thingIds)]],
  })

/** Each time that a session told of a thing after it had not been heard, newest first. */
export const silencesOfThing = (db: Db, sessionId: string, thingId: string) =>
  prepared<Silence>(db, {
    name: 'silences_of_thing',
    text: `select silent_from as "silentFrom", heard_at as "heardAt" from identity.silence
      where session_id = $1 and thing_id = $2 order by heard_at desc limit 20`,
    values: [sessionId, thingId],
  })
