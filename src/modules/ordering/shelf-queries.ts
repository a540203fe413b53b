import { type Db, prepared } from '../../platform/db.ts'
import { packed, unpacked } from '../../platform/packed-queries.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleIn } from '../outlets/outlets.ts'
import { papers, type ShelfDesk } from './desk-queries.ts'
import type { ListRow, StockRow } from './line-queries.ts'

type Row = Omit<ShelfDesk, 'contracts' | 'signatures'> & {
  contracts: [
    id: string,
    entity: string,
    team: string | null,
    form: 'cash' | 'cashless' | 'prepaid',
  ][]
  signatures: [
    contract: string | null,
    form: string | null,
    zone: string | null,
    type: string | null,
    team: string | null,
    list: string,
  ][]
  lists: ListRow[]
}

/** What prices and stock an outlet's shelf shows, when the member sees it; otherwise undefined. */
export async function loadShelfDesk(
  db: Db,
  member: Member,
  outletId: string,
): Promise<{ desk: ShelfDesk; lists: ListRow[] } | undefined> {
  const sees = visibleIn(member, 'catalogue.read', 'o.id')
  const [row] = await prepared<Row>(db, {
    name: `shelf_desk_${member.rights.get('catalogue.read')}`,
    // Arrays instead of objects: PostgreSQL makes and the server reads them in half the time.
    text: `with recursive
  clock as materialized (select (platform.now() at time zone $4)::date as today),
  place as materialized (select o.outlet_type, o.price_zone from outlets.outlet o
    where o.distributor_id = $1 and o.id = $2 and o.closed_at is null and ${sees}),
  paper as materialized (select k.id, k.code, k.team_id, k.payment_form, e.id as entity_id, e.rank,
      e.code as entity_code
    from clock, lateral (select k.* ${papers('$2')}) k
    join accounts.selling_entity e on e.distributor_id = $1 and e.id = k.selling_entity_id),
  sign as materialized (select s.* from place o, pricing.signature s where s.distributor_id = $1
    and (s.contract_id is null or s.contract_id in (select id from paper))
    and (s.price_zone is null or s.price_zone = o.price_zone)
    and (s.outlet_type is null or s.outlet_type = o.outlet_type)),
  chain as (select l.* from pricing.price_list l where l.distributor_id = $1
      and l.id in (select price_list_id from sign)
    union select l.* from pricing.price_list l join chain c on l.id = c.parent_id
      where l.distributor_id = $1)
  select clock.today, place.outlet_type as "outletType", place.price_zone as "priceZone",
    (select coalesce(json_agg(json_build_array(id, entity_id, team_id, payment_form)
      order by rank, entity_code, code), '[]') from paper) as contracts,
    (select coalesce(json_agg(json_build_array(contract_id, payment_form, price_zone, outlet_type,
      team_id, price_list_id) order by id), '[]') from sign) as signatures,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'parentId', parent_id,
      'vatIncluded', vat_included, 'currency', currency, 'validFrom', valid_from,
      'validTo', valid_to)), '[]') from chain) as lists,
    (select coalesce(json_agg(w.id order by coalesce(ow.rank, w.rank), w.code), '[]')
     from stock.warehouse w left join stock.outlet_warehouse ow on ow.distributor_id = $1
       and ow.warehouse_id = w.id and ow.outlet_id = $2
     where w.distributor_id = $1 and (ow.outlet_id is not null or not exists (
       select 1 from stock.outlet_warehouse x where x.distributor_id = $1 and x.outlet_id = $2))
    ) as warehouses
  from clock, place`,
    values: [member.tenant.id, outletId, member.personId, member.tenant.timeZone],
  })
  if (!row) return undefined
  const { lists, ...own } = row
  return {
    lists,
    desk: {
      ...own,
      contracts: row.contracts.map(([contractId, sellingEntityId, teamId, paymentForm]) => ({
        ...{ contractId, sellingEntityId, teamId, paymentForm },
      })),
      signatures: row.signatures.map(
        ([contractId, paymentForm, priceZone, outletType, teamId, priceListId]) => ({
          ...{ contractId, paymentForm, priceZone, outletType, teamId, priceListId },
        }),
      ),
    },
  }
}

export type ShelfNow = { today: string; stock: (StockRow & { productId: string })[] }

/**
 * The day and the stock of some products in the outlet's warehouses, when the member sees it;
 * otherwise undefined. Ids come as PostgreSQL writes arrays, since they are the same each time.
 */
export async function loadShelfNow(
  db: Db,
  member: Member,
  asked: { outletId: string; warehouses: string; products: string },
): Promise<ShelfNow | undefined> {
  const sees = visibleIn(member, 'catalogue.read', 'o.id')
  const [row] = await prepared<{ today: string; stock: string | null }>(db, {
    name: `shelf_now_${member.rights.get('catalogue.read')}`,
    text: `select (platform.now() at time zone $4)::date as today,
      (select ${packed(['s.product_id', 's.warehouse_id', 's.mode', FREE])}
       from stock.balance s where s.distributor_id = $1 and s.warehouse_id = any($5::uuid[])
         and s.product_id = any($6::uuid[])) as stock
      from outlets.outlet o where o.distributor_id = $1 and o.id = $2 and o.closed_at is null
        and $3::uuid is not null and ${sees}`,
    values: [
      ...[member.tenant.id, asked.outletId, member.personId, member.tenant.timeZone],
      ...[asked.warehouses, asked.products],
    ],
  })
  return row && { today: row.today, stock: unpacked(row.stock).map(stockRow) }
}

const FREE = `s.on_hand_milli - s.reserved_milli
  + case s.mode when 'expected' then s.expected_milli else 0 end`

const stockRow = ([productId = '', warehouseId = '', mode, free]: string[]) => ({
  ...{ productId, warehouseId, mode: mode as StockRow['mode'], free: Number(free) },
})
