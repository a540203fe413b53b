import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { MorningFacts } from './morning-rules.ts'

export type Reader = {
  personId: string
  name: string
  mail: boolean
  messenger: 'viber' | 'push' | null
}
export type Morning = { at: string; readers: Reader[]; lastDay: string | null }

/** When and to whom the morning is told; undefined: nobody set it. */
export const morningOf = async (db: Db, distributorId: string): Promise<Morning | undefined> =>
  (
    await prepared<Morning>(db, {
      name: 'morning_of',
      text: `select to_char(m.at_time, 'HH24:MI') as at,
          (select max(t.day) from goals.morning_told t where t.distributor_id = $1 and t.lines > 0)
            as "lastDay",
          coalesce((select jsonb_agg(jsonb_build_object('personId', r.person_id,
              'name', r.person_name, 'mail', r.mail, 'messenger', r.messenger)
              order by r.person_name, r.person_id)
            from goals.morning_reader r where r.distributor_id = $1), '[]') as readers
        from goals.morning m where m.distributor_id = $1`,
      values: [distributorId],
    })
  )[0]

type Said = { distributorId: string; at: string; changedBy: string; readers: Reader[] }

/** Sets the hour of the morning and replaces who reads it; who comes at the same time waits. */
export async function putMorning(tx: Tx, said: Said): Promise<void> {
  const { distributorId, at, changedBy, readers } = said
  await prepared(tx, {
    name: 'put_morning',
    text: `insert into goals.morning (distributor_id, at_time, changed_by) values ($1, $2, $3)
      on conflict (distributor_id) do update set at_time = excluded.at_time,
        changed_by = excluded.changed_by, changed_at = platform.now()`,
    values: [distributorId, at, changedBy],
  })
  await prepared(tx, {
    name: 'drop_morning_readers',
    text: `delete from goals.morning_reader where distributor_id = $1`,
    values: [distributorId],
  })
  await prepared(tx, {
    name: 'put_morning_readers',
    text: `insert into goals.morning_reader (distributor_id, person_id, person_name, mail, messenger)
      select $1, r.id, r.name, r.mail, r.messenger
      from unnest($2::uuid[], $3::text[], $4::boolean[], $5::text[]) r (id, name, mail, messenger)`,
    values: [
      distributorId,
      readers.map(({ personId }) => personId),
      readers.map(({ name }) => name),
      readers.map(({ mail }) => mail),
      readers.map(({ messenger }) => messenger),
    ],
  })
}

/** The next instant at which a tenant's wall clock shows the hour, right over clock changes. */
export const nextMorning = async (db: Db, distributorId: string, at: string): Promise<string> =>
  (
    await prepared<{ at: string }>(db, {
      name: 'next_morning',
      text: `select min(timezone(t.time_zone, (platform.now() at time zone t.time_zone)::date + d
            + $2::time)) as at
        from identity.tenant t, generate_series(0, 1) d
        where t.id = $1 and timezone(t.time_zone,
          (platform.now() at time zone t.time_zone)::date + d + $2::time) > platform.now()`,
      values: [distributorId, at],
    })
  )[0]?.at ?? ''

/** What was told last before a day; undefined: nothing yet. */
export const factsBefore = async (
  db: Db,
  distributorId: string,
  day: string,
): Promise<MorningFacts | undefined> =>
  (
    await prepared<{ facts: MorningFacts }>(db, {
      name: 'morning_before',
      text: `select facts from goals.morning_told where distributor_id = $1 and day < $2
        order by day desc limit 1`,
      values: [distributorId, day],
    })
  )[0]?.facts

/** Takes a day to be told; false: somebody told it already. */
export const takeDay = async (
  tx: Tx,
  told: { distributorId: string; day: string; facts: MorningFacts; lines: number },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'take_morning',
      text: `insert into goals.morning_told (distributor_id, day, facts, lines)
        values ($1, $2, $3, $4) on conflict (distributor_id, day) do nothing returning day`,
      values: [told.distributorId, told.day, JSON.stringify(told.facts), told.lines],
    })
  ).length > 0
