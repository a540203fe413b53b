import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type Silence = { silentFrom: string; heardAt: string }
type Telling = { sessionId: string; requestId: string; thingIds: string[] }

// The request that is being answered was heard, too: what counts is what was heard before it.
const BEFORE = `case when s.seen_request = $2 then s.heard_before_at else s.seen_at end`

/** Writes since when a session was not heard when it told of these things; within a minute: nothing. */
export const insertSilences = (tx: Tx, { sessionId, requestId, thingIds }: Telling) =>
  prepared(tx, {
    name: 'insert_silences',
    text: `with clock as materialized (select platform.now() as now)
      insert into identity.silence (session_id, thing_id, silent_from, heard_at)
      select s.id, thing.id, ${BEFORE}, clock.now
      from clock, identity.session s, unnest($3::uuid[]) thing (id)
      where s.id = $1 and ${BEFORE} < date_trunc('minute', clock.now)
      on conflict do nothing`,
    values: [sessionId, requestId, [...new Set(thingIds)]],
  })

/** Each time that a session told of a thing after it had not been heard, newest first. */
export const silencesOfThing = (db: Db, sessionId: string, thingId: string) =>
  prepared<Silence>(db, {
    name: 'silences_of_thing',
    text: `select silent_from as "silentFrom", heard_at as "heardAt" from identity.silence
      where session_id = $1 and thing_id = $2 order by heard_at desc limit 20`,
    values: [sessionId, thingId],
  })
