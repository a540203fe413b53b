import { prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows, unknownCodes } from '../../platform/merge-queries.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const CONTRACT = {
  name: 'staged_contract',
  columns: {
    line: 'bigint',
    id: 'uuid',
    code: 'text',
    payer: 'text',
    selling_entity: 'text',
    team: 'text',
    payment_form: 'text',
    deferral_days: 'int',
    limit_minor: 'bigint',
    minimum_minor: 'bigint',
    from_day: 'date',
    to_day: 'date',
  },
} as const satisfies Staged<string>
export type StagedContract = StagedRow<keyof typeof CONTRACT.columns>

export const stageContracts = (tx: Tx, rows: AsyncIterable<StagedContract[]>) =>
  stage(tx, CONTRACT, rows)

// Without a seller's code the contract is with the first of the distributor's own firms.
const CONTRACT_ROWS = `select s.line, s.code, s.id, p.id as payer_id, e.id as selling_entity_id,
    t.id as team_id, coalesce(s.payment_form, 'cashless') as payment_form,
    coalesce(s.deferral_days, 0) as deferral_days, s.limit_minor as credit_limit_minor,
    coalesce(s.minimum_minor, 0) as minimum_minor,
    coalesce(s.from_day, '2000-01-01'::date) as from_day, s.to_day
  from pg_temp.staged_contract s
  join outlets.payer p on p.distributor_id = $1 and p.code = s.payer
  join lateral (select id from accounts.selling_entity e where e.distributor_id = $1
    and (s.selling_entity is null or e.code = s.selling_entity) order by e.rank, e.code limit 1) e
    on true
  left join outlets.team t on t.distributor_id = $1 and t.code = s.team`

const SPOKEN: Record<string, string> = {
  payer: 'payer_id',
  sellingEntity: 'selling_entity_id',
  team: 'team_id',
  paymentForm: 'payment_form',
  deferral: 'deferral_days',
  limit: 'credit_limit_minor',
  minimum: 'minimum_minor',
  from: 'from_day',
  to: 'to_day',
}

/** Lays the staged contracts over those known. */
export const mergeContracts = (tx: Tx, distributorId: string, fields: string[]): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'accounts.contract',
    key: ['code'],
    columns: ['id', ...Object.values(SPOKEN)],
    said: fields.flatMap((field) => SPOKEN[field] ?? []),
    rows: CONTRACT_ROWS,
  })

export const unknownPayers = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_contract',
    column: 'payer',
    known: 'outlets.payer',
  })

/** Sellers and the teams that staged contracts name: codes nobody knows yet. */
export const unknownSellers = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_contract',
    column: 'selling_entity',
    known: 'accounts.selling_entity',
  })
export const unknownContractTeams = (tx: Tx, distributorId: string) =>
  unknownCodes(tx, {
    distributorId,
    staged: 'staged_contract',
    column: 'team',
    known: 'outlets.team',
  })

/** Makes selling entities of these codes; the first of all when none is known. */
export const insertSellers = (
  tx: Tx,
  distributorId: string,
  rows: { code: string; name: string }[],
) =>
  prepared(tx, {
    name: '',
    text: `insert into accounts.selling_entity (distributor_id, id, code, name)
      select $1, gen_random_uuid(), r.code, r.name
      from jsonb_to_recordset($2::jsonb) r (code text, name text)
      on conflict (distributor_id, code) do nothing`,
    values: [distributorId, JSON.stringify(rows)],
  })

/** The distributor's own firms, the first by rank first. */
export const sellers = (tx: Tx, distributorId: string) =>
  prepared<{ id: string; code: string }>(tx, {
    name: '',
    text: `select id, code from accounts.selling_entity where distributor_id = $1
      order by rank, code`,
    values: [distributorId],
  })

/** A contract for history whose real one nobody knows, one per selling entity. */
export const insertHistoryContracts = (tx: Tx, distributorId: string, payerCode: string) =>
  prepared(tx, {
    name: '',
    text: `insert into accounts.contract (distributor_id, id, code, selling_entity_id, payer_id,
        payment_form, from_day)
      select $1, gen_random_uuid(), concat($2::text, ' ', e.code), e.id, p.id, 'cashless',
        '2000-01-01'
      from accounts.selling_entity e
      join outlets.payer p on p.distributor_id = $1 and p.code = $2
      where e.distributor_id = $1 on conflict (distributor_id, code) do nothing`,
    values: [distributorId, payerCode],
  })
