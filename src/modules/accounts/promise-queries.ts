import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Promised } from './contract.ts'

/**
 * Kept: nothing is left of what was overdue when it was promised. Of a row of accounts.promise;
 * the names of the tables inside are apart from those of the caller.
 */
export const promiseStateOf = (promise: string, today: string) => `case
  when not exists (select 1 from accounts.invoice pi join identity.tenant pt on pt.id = pi.distributor_id
      where pi.distributor_id = ${promise}.distributor_id
        and pi.contract_id = ${promise}.contract_id and pi.paid_minor < pi.total_minor
        and pi.due_day < (${promise}.promised_at at time zone pt.time_zone)::date)
    and not exists (select 1 from accounts.credit pc where pc.distributor_id = ${promise}.distributor_id
      and pc.contract_id = ${promise}.contract_id and pc.overdue_minor > 0 and not exists (
        select 1 from accounts.invoice pi where pi.distributor_id = pc.distributor_id
          and pi.contract_id = pc.contract_id))
  then 'kept' when ${promise}.pay_day < ${today} then 'broken' else 'open' end`

const PROMISED = `r.pay_day as "payDay", r.amount_minor as "amountMinor",
  r.promised_by_name as "promisedBy", r.promised_at as "promisedAt", r.note,
  ${promiseStateOf('r', '(platform.now() at time zone $3)::date')} as state`

/** The last promise of each of these contracts. */
export const lastPromises = (
  db: Db,
  asked: { distributorId: string; contractIds: string[]; timeZone: string },
) =>
  prepared<Promised & { contractId: string }>(db, {
    name: 'last_promises',
    text: `select distinct on (r.contract_id) r.contract_id as "contractId", ${PROMISED}
      from accounts.promise r where r.distributor_id = $1 and r.contract_id = any($2::uuid[])
      order by r.contract_id, r.promised_at desc, r.id desc`,
    values: [asked.distributorId, asked.contractIds, asked.timeZone],
  })

export const promiseById = async (
  db: Db,
  asked: { distributorId: string; promiseId: string; timeZone: string },
) =>
  (
    await prepared<Promised & { outletId: string }>(db, {
      name: 'promise_by_id',
      text: `select r.outlet_id as "outletId", ${PROMISED} from accounts.promise r
        where r.distributor_id = $1 and r.id = $2`,
      values: [asked.distributorId, asked.promiseId, asked.timeZone],
    })
  )[0]

export type PromiseTerms = { today: string; until: string; contractKnown: boolean }

/** The days that may be promised, and whether the outlet's payers have this contract today. */
export const promiseTerms = async (
  db: Db,
  asked: {
    distributorId: string
    outletId: string
    contractId: string | null
    timeZone: string
    daysMax: number
  },
): Promise<PromiseTerms> => {
  const [terms] = await prepared<PromiseTerms>(db, {
    name: 'promise_terms',
    text: `with clock as materialized (select (platform.now() at time zone $4)::date as today)
      select clock.today, clock.today + coalesce((select s.promise_days_max
          from accounts.setting s where s.distributor_id = $1), $5) as until,
        exists (select 1 from outlets.outlet_payer op join accounts.contract k
          on k.distributor_id = $1 and k.payer_id = op.payer_id
          where op.distributor_id = $1 and op.outlet_id = $2 and k.id = $3
            and op.from_day <= clock.today and (op.to_day is null or op.to_day >= clock.today)
        ) as "contractKnown"
      from clock`,
    values: [asked.distributorId, asked.outletId, asked.contractId, asked.timeZone, asked.daysMax],
  })
  if (!terms) throw new Error('the clock has no row')
  return terms
}

export type NewPromise = {
  distributorId: string
  id: string
  outletId: string
  contractId: string
  orderId: string | null
  amountMinor: number
  payDay: string
  note: string
  personId: string
  personName: string
  byStaff: boolean
}

/** Writes a promise once; false: its id is known already. */
export const insertPromise = async (tx: Tx, promise: NewPromise): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'insert_promise',
      text: `insert into accounts.promise (distributor_id, id, contract_id, outlet_id, order_id,
          amount_minor, pay_day, note, promised_by, promised_by_name, by_staff)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict do nothing returning id`,
      values: [
        promise.distributorId,
        promise.id,
        promise.contractId,
        promise.outletId,
        promise.orderId,
        promise.amountMinor,
        promise.payDay,
        promise.note,
        promise.personId,
        promise.personName,
        promise.byStaff,
      ],
    })
  ).length === 1
