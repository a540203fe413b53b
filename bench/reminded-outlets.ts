import type { UnderTest } from './under-test.ts'

export type Reminded = { distributorId: string; cutOffAt: string; outlets: number }

/**
 * Gives a demo launch so many more outlets: registered, of its running wave, with a cue at one cut-off and
 * a person of its own to write to; none has ordered for it. The cut-off is an hour after its last reminder begins.
 */
export async function makeRemindedOutlets(under: UnderTest, outlets: number): Promise<Reminded> {
  const [wave] = await under.query<{ distributorId: string; waveId: string }>(
    `select w.distributor_id as "distributorId", w.id as "waveId" from rollout.wave w
     where w.stopped_at is null order by w.number limit 1`,
  )
  if (!wave) throw new Error('the demo has no launch')
  const { distributorId, waveId } = wave
  const [hour] = await under.query<{ at: string }>(
    `select to_char(date_trunc('hour', platform.now()) + interval '2 hours',
      'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at`,
  )
  const cutOffAt = hour?.at ?? ''
  await under.query(
    `insert into outlets.outlet (distributor_id, id, code, name, city)
     select $1, gen_random_uuid(), 'R' || n, 'Крамниця R' || n, 'Київ' from generate_series(1, $2) n`,
    [distributorId, outlets],
  )
  const added = `outlets.outlet o where o.distributor_id = $1 and o.code like 'R%'`
  await under.query(
    `with people as (
       insert into identity.person (id, phone, name)
       select o.id, '+999' || lpad(substr(o.code, 2), 9, '0'), 'Покупець' from ${added}
       returning id, phone),
     members as (
       insert into identity.membership (distributor_id, person_id, role)
       select $1, id, 'buyer' from people)
     insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone)
     select $1, id, id, 'Покупець', phone from people`,
    [distributorId],
  )
  await under.query(
    `insert into rollout.wave_outlet (distributor_id, wave_id, outlet_id, part, position, readiness,
       worth, vacant, cadence_days, median_drop_minor)
     select $1, $2, o.id, 'invited', 1000000 + row_number() over (), 50, 50, false, 7, 100000
     from ${added}`,
    [distributorId, waveId],
  )
  await under.query(
    `insert into rollout.ladder (distributor_id, outlet_id, step, reached)
     select $1, o.id, 'registered', '{}' from ${added}`,
    [distributorId],
  )
  await under.query(
    `insert into rollout.cue (distributor_id, outlet_id, delivery_day, cut_off_at)
     select $1, o.id, ($2::timestamptz + interval '1 day')::date, $2::timestamptz from ${added}`,
    [distributorId, cutOffAt],
  )
  await under.analyze()
  return { distributorId, cutOffAt, outlets }
}

/** Says once more, as a clock that goes and comes back does, that a step before the cut-off has come. */
export const stepComes = (under: UnderTest, { distributorId, cutOffAt }: Reminded, times: number) =>
  under.query(
    `insert into platform.fact (distributor_id, id, type, body)
     select $1::uuid, gen_random_uuid(), 'rollout.reminders_due', jsonb_build_object(
       'type', 'rollout.reminders_due', 'distributorId', $1::uuid, 'cutOffAt', $2::text,
       'step', '2h', 'after', null) from generate_series(1, $3)`,
    [distributorId, cutOffAt, times],
  )

/** Everybody is told by the distributor's gateway and by nothing else, at any hour. */
export async function tellByGateway(
  under: UnderTest,
  { distributorId }: Reminded,
  url: string,
): Promise<void> {
  const driver = {
    ...{ kind: 'http', url, method: 'POST', contentType: 'application/json', headers: [] },
    ...{ body: '{"id":"{{id}}","to":"{{phone}}"}', idPointer: '/id', receipt: null },
  }
  await under.query(
    `insert into messaging.channel (distributor_id, channel, enabled, price_minor, driver)
     values ($1, 'sms', true, 50, $2) on conflict (distributor_id, channel)
     do update set enabled = true, driver = excluded.driver, sealed = null`,
    [distributorId, JSON.stringify(driver)],
  )
  await under.query(
    `insert into messaging.setting (distributor_id, quiet_from, quiet_until, per_day_max,
       per_topic_max, channel_order, fallback_minutes, reach_percent_min)
     values ($1, '00:00', '00:00', 3, 2, '{sms}', 60, 40) on conflict (distributor_id)
     do update set quiet_from = '00:00', quiet_until = '00:00', channel_order = '{sms}'`,
    [distributorId],
  )
}
