import { type Db, prepared } from '../../platform/db.ts'
import { type Licence, type LicenceKind, overdueOf, staleOf } from '../accounts/accounts.ts'
import { BENEFIT_NOW, type BenefitNow } from './benefit-queries.ts'

/** A contract as its papers have it, without what is owed on it. */
export type CartContract = {
  contractId: string
  sellingEntityId: string
  sellingEntity: string
  entityCode: string
  teamId: string | null
  paymentForm: 'cash' | 'cashless' | 'prepaid'
  minimumMinor: number
}
export type DeskContract = CartContract & {
  limitMinor: number | null
  debtMinor: number
  overdueMinor: number
  releasedMinor: number
  shippedMinor: number
  asAt: string | null
  /** The balance is too old to believe: it holds no order. */
  doubtful: boolean
}
export type DeskAgent = { teamId: string; exclusive: boolean; agentId: string | null }
export type DeskSignature = {
  contractId: string | null
  paymentForm: string | null
  priceZone: string | null
  outletType: string | null
  teamId: string | null
  priceListId: string
}

/** The part of a desk that prices and stock are read by. */
export type ShelfDesk = Pick<
  Desk,
  'today' | 'outletType' | 'priceZone' | 'warehouses' | 'signatures'
> & { contracts: PricedContract[] }
export type PricedContract = Pick<
  DeskContract,
  'contractId' | 'sellingEntityId' | 'teamId' | 'paymentForm'
>

/** All that an order of one outlet needs to know about its side: one row, read in one statement. */
export type Desk = {
  outletId: string
  now: string
  today: string
  outletName: string
  outletType: string
  priceZone: string | null
  contracts: DeskContract[]
  agents: DeskAgent[]
  warehouses: string[]
  signatures: DeskSignature[]
  /** Those of the place that have not ended. */
  licences: Licence[]
  /** Categories whose goods need a licence, with those below them. */
  licensedCategories: Record<string, LicenceKind>
  /** What a shop's own order may get now; of staff it is not asked: it never reaches another channel. */
  benefit?: BenefitNow | null
}

/** The part of a desk that changes by papers alone: all that lines are composed by. */
export type CartDesk = Omit<Desk, 'now' | 'outletName' | 'benefit' | 'contracts'> & {
  contracts: CartContract[]
}

/** The contracts of an outlet's payers as of clock.today, from $1 the distributor. */
export const papers = (outlet: string) => `from outlets.outlet_payer op
  join accounts.contract k on k.distributor_id = op.distributor_id and k.payer_id = op.payer_id
  where op.distributor_id = $1 and op.outlet_id = ${outlet} and op.from_day <= clock.today
    and (op.to_day is null or op.to_day >= clock.today) and k.from_day <= clock.today
    and (k.to_day is null or k.to_day >= clock.today)`

const CLOCK = `with clock as materialized (
  select platform.now() as now, (platform.now() at time zone $3)::date as today)`

const PAPER = `'contractId', k.id, 'sellingEntityId', e.id, 'sellingEntity', e.name,
  'entityCode', e.code, 'teamId', k.team_id, 'paymentForm', k.payment_form,
  'minimumMinor', k.minimum_minor`

const deskOf = (outlet: string) => `clock.now, o.name as "outletName",
  (select coalesce(json_agg(json_build_object(${PAPER},
      'limitMinor', k.credit_limit_minor, 'debtMinor', coalesce(c.debt_minor, 0),
      'overdueMinor', ${overdueOf('k.id', 'c.overdue_minor', 'clock.today')},
      'releasedMinor', coalesce(c.released_minor, 0),
      'shippedMinor', coalesce(c.shipped_minor, 0), 'asAt', c.as_at,
      'doubtful', ${staleOf('c')}) order by e.rank, e.code, k.code), '[]')
   from (select k.* ${papers(outlet)}) k
   join accounts.selling_entity e on e.distributor_id = $1 and e.id = k.selling_entity_id
   left join accounts.credit c on c.distributor_id = $1 and c.contract_id = k.id) as contracts,
  ${papersOf(outlet)}`

const cartDeskOf = (outlet: string) => `(select coalesce(json_agg(json_build_object(${PAPER})
     order by e.rank, e.code, k.code), '[]')
   from (select k.* ${papers(outlet)}) k
   join accounts.selling_entity e on e.distributor_id = $1 and e.id = k.selling_entity_id) as contracts,
  ${papersOf(outlet)}`

// What of a desk is told to servers that remember it: the triggers `shelf` of its tables.
const papersOf = (
  outlet: string,
) => `o.id as "outletId", clock.today, o.outlet_type as "outletType", o.price_zone as "priceZone",
  (select coalesce(json_agg(json_build_object('teamId', ot.team_id, 'exclusive', tm.exclusive,
      'agentId', coalesce(ta.agent_id, t.supervisor_id)) order by tm.exclusive, tm.code), '[]')
   from outlets.outlet_territory ot
   join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
   join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
   left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
     and ta.from_day <= clock.today and (ta.to_day is null or ta.to_day >= clock.today)
   where ot.distributor_id = $1 and ot.outlet_id = ${outlet} and ot.from_day <= clock.today
     and (ot.to_day is null or ot.to_day >= clock.today)) as agents,
  (select coalesce(json_agg(w.id order by coalesce(ow.rank, w.rank), w.code), '[]')
   from stock.warehouse w left join stock.outlet_warehouse ow on ow.distributor_id = $1
     and ow.warehouse_id = w.id and ow.outlet_id = ${outlet}
   where w.distributor_id = $1 and (ow.outlet_id is not null or not exists (
     select 1 from stock.outlet_warehouse x where x.distributor_id = $1 and x.outlet_id = ${outlet}))
  ) as warehouses,
  (select coalesce(json_agg(json_build_object('contractId', s.contract_id,
      'paymentForm', s.payment_form, 'priceZone', s.price_zone, 'outletType', s.outlet_type,
      'teamId', s.team_id, 'priceListId', s.price_list_id) order by s.id), '[]')
   from pricing.signature s where s.distributor_id = $1
     and (s.contract_id is null or s.contract_id in (select k.id ${papers(outlet)}))
     and (s.price_zone is null or s.price_zone = o.price_zone)
     and (s.outlet_type is null or s.outlet_type = o.outlet_type)) as signatures,
  (select coalesce(json_agg(json_build_object('kind', l.kind, 'fromDay', l.from_day,
      'toDay', l.to_day)), '[]') from accounts.licence l
   where l.distributor_id = $1 and l.outlet_id = o.id
     and (l.to_day is null or l.to_day >= clock.today)) as licences,
  (with recursive below as (
      select c.id, c.licence_kind from catalogue.category c
      where c.distributor_id = $1 and c.licence_kind is not null
      union select c.id, b.licence_kind from catalogue.category c join below b on c.parent_id = b.id
      where c.distributor_id = $1 and c.licence_kind is null)
   select coalesce(json_object_agg(id, licence_kind), '{}') from below) as "licensedCategories"
from clock, outlets.outlet o where o.distributor_id = $1 and o.closed_at is null`

type Asked = { distributorId: string; outletId: string; timeZone: string; deviceId: string | null }

/** The outlet's contracts, agents, warehouses and price signatures as of today; the device is a shop's own. */
export const loadDesk = async (db: Db, asked: Asked): Promise<Desk | undefined> => {
  const { distributorId, outletId, timeZone, deviceId } = asked
  const [desk] = await prepared<Desk>(
    db,
    deviceId === null
      ? {
          name: 'load_desk',
          text: `${CLOCK} select ${deskOf('$2')} and o.id = $2`,
          values: [distributorId, outletId, timeZone],
        }
      : {
          name: 'load_own_desk',
          text: `${CLOCK} select ${BENEFIT_NOW} as benefit, ${deskOf('$2')} and o.id = $2`,
          values: [distributorId, outletId, timeZone, deviceId],
        },
  )
  return desk
}

/** What lines of an outlet are composed by as of today. */
export const loadCartDesk = async (
  db: Db,
  asked: Omit<Asked, 'deviceId'>,
): Promise<CartDesk | undefined> =>
  (
    await prepared<CartDesk>(db, {
      name: 'load_cart_desk',
      text: `${CLOCK} select ${cartDeskOf('$2')} and o.id = $2`,
      values: [asked.distributorId, asked.outletId, asked.timeZone],
    })
  )[0]

/** The desks of many outlets; closed and unknown ones are left out. */
export const loadDesks = (
  db: Db,
  asked: { distributorId: string; outletIds: string[]; timeZone: string },
): Promise<Desk[]> =>
  prepared<Desk>(db, {
    name: 'load_desks',
    text: `${CLOCK} select ${deskOf('o.id')} and o.id = any($2::uuid[])`,
    values: [asked.distributorId, asked.outletIds, asked.timeZone],
  })
