import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows, unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const SERVED = {
  name: 'staged_zone',
  columns: { line: 'bigint', outlet: 'text', zone: 'text', weekdays: 'text' },
} as const satisfies Staged<string>
export type StagedZone = StagedRow<keyof typeof SERVED.columns>

export const stageZones = (tx: Tx, rows: AsyncIterable<StagedZone[]>) => stage(tx, SERVED, rows)

export const unknownZones = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_zone',
    column: 'zone',
    known: 'delivery.zone',
  })

/** Makes zones of these codes, served on every working day, the cut-off at 17:00 the day before. */
export const insertZones = (tx: Tx, distributorId: string, rows: { code: string }[]) =>
  prepared(tx, {
    name: '',
    text: `insert into delivery.zone (distributor_id, id, code, name, weekdays, cut_off_days,
        cut_off_time)
      select $1, gen_random_uuid(), r.code, r.code, '{1,2,3,4,5}', 1, '17:00'
      from jsonb_to_recordset($2::jsonb) r (code text)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })

/** Puts outlets into zones, with weekdays of their own where the table has them. */
export const mergeOutletZones = (
  tx: Tx,
  distributorId: string,
  fields: string[],
): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'delivery.outlet_zone',
    key: ['outlet_id'],
    columns: ['zone_id', 'weekdays'],
    said: [
      ...(fields.includes('zone') ? ['zone_id'] : []),
      ...(fields.includes('weekdays') ? ['weekdays'] : []),
    ],
    rows: `select s.line, o.id as outlet_id, coalesce(z.id, known.zone_id, first.id) as zone_id,
        s.weekdays::smallint[] as weekdays
      from pg_temp.staged_zone s
      join outlets.outlet o on o.distributor_id = $1 and o.code = s.outlet
      left join delivery.zone z on z.distributor_id = $1 and z.code = s.zone
      left join delivery.outlet_zone known on known.distributor_id = $1 and known.outlet_id = o.id
      left join lateral (select id from delivery.zone f where f.distributor_id = $1
        order by f.code limit 1) first on true
      where coalesce(z.id, known.zone_id, first.id) is not null
        and (s.zone is not null or s.weekdays is not null)`,
  })
