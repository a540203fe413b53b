import { type Db, likeOf, repeated } from '../../platform/db.ts'
import { packed, packedInstant, packedText, unpacked } from '../../platform/packed-queries.ts'
import { JsonText } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleIn } from '../outlets/outlets.ts'
import type { OrderRow } from './contract.ts'

export type OrdersRequest = {
  outletId?: string | undefined
  status?: string | undefined
  channel?: string | undefined
  deliveryDay?: string | undefined
  deliveryFrom?: string | undefined
  deliveryBefore?: string | undefined
  late?: string | undefined
  lateBy?: string | undefined
  placedFrom?: string | undefined
  placedTo?: string | undefined
  search?: string | undefined
  before?: string | undefined
  limit: number
}

const ORDER = [
  'o.id',
  'o.outlet_id',
  'o.channel',
  'o.prepared_by',
  'o.status',
  "coalesce(o.hold_reason, '')",
  'o.top_up',
  "coalesce(o.late, '')",
  'o.delivery_day',
  'o.total_minor',
  "coalesce(o.delivered_minor::text, 'null')",
  'o.currency',
  'o.line_count',
  'o.approximate',
  'o.placed_at',
  'o.changed_at',
  'o.version',
  packedText('o.number'),
]
const AT = ORDER.indexOf('o.placed_at')
const PLACE = [packedText('outlet.name'), packedText('outlet.city')]
const PAGE = 'order by o.placed_at desc, o.id desc limit $5::int'

export type OrdersPage = { orders: OrderRow[]; next: string | null }
type Page = { rows: string | null; place: string | null }

/** A page of orders that the member may read, newest first; the cursor is 'instant id'. */
export async function ordersPage(
  db: Db,
  member: Member,
  r: OrdersRequest,
): Promise<JsonText<OrdersPage>> {
  const { tenant, personId } = member
  const values: unknown[] = [tenant.id, r.outletId ?? null, personId, tenant.timeZone, r.limit]
  const given = (value: unknown) => `$${values.push(value)}`
  const where = filtersOf(member, r, given).join(' and ')
  const text = textOf(r, where, given)
  const [page] = await repeated<Page>(db, { text, values })
  const place = placeOf(unpacked(page?.place ?? null)[0] ?? [])
  const orders = unpacked(page?.rows ?? null)
  const last = orders.length === r.limit ? orders.at(-1) : undefined
  const next = last ? `"${packedInstant(last[AT] ?? '')} ${last[0]}"` : 'null'
  const rows = orders.map((order) => jsonOf(order, place)).join(',')
  return new JsonText(`{"orders":[${rows}],"next":${next}}`)
}

type Given = (value: unknown) => string

function textOf(r: OrdersRequest, where: string, given: Given): string {
  if (r.search)
    return r.outletId
      ? searchedInOne(where, given(likeOf(r.search)))
      : searched(where, r.search, given)
  return r.outletId ? ofOne(where) : ofMany(where)
}

function filtersOf(member: Member, r: OrdersRequest, given: Given): string[] {
  const [beforeAt, beforeId] = r.before?.split(' ') ?? []
  const filters = [
    // Of one outlet it is asked once, not for each of its orders.
    visibleIn(member, 'order.read', r.outletId ? '$2::uuid' : 'o.outlet_id'),
    r.outletId ? 'o.outlet_id = $2::uuid' : '$2::uuid is null',
  ]
  if (r.status) filters.push(`o.status = ${given(r.status)}`)
  if (r.channel) filters.push(`o.channel = ${given(r.channel)}`)
  if (r.deliveryDay) filters.push(`o.delivery_day = ${given(r.deliveryDay)}`)
  filters.push(...lateFilters(r, given))
  if (r.placedFrom) filters.push(`o.placed_at >= ${given(r.placedFrom)}`)
  if (r.placedTo) filters.push(`o.placed_at < ${given(r.placedTo)}`)
  if (beforeAt && beforeId)
    filters.push(`(o.placed_at, o.id) < (${given(beforeAt)}, ${given(beforeId)})`)
  return filters
}

function* lateFilters(r: OrdersRequest, given: Given) {
  if (r.deliveryFrom) yield `o.delivery_day >= ${given(r.deliveryFrom)}`
  if (r.deliveryBefore) yield `o.delivery_day < ${given(r.deliveryBefore)}`
  if (r.late) yield `o.late = ${given(r.late)}`
  if (r.lateBy) yield `o.late_by = ${given(r.lateBy)}`
}

// The one outlet is read once, not once for each of its orders.
const ofOne = (where: string) => `select ${packed(ORDER)} as rows, (select ${packed(PLACE)}
    from outlets.outlet outlet where distributor_id = $1 and id = $2::uuid) as place
  from (select * from ordering.order o where o.distributor_id = $1 and ${where} ${PAGE}) o`

const ofMany = (where: string) => `select ${packed([...ORDER, ...PLACE])} as rows, null as place
  from (select o.*, outlet.name, outlet.city
    from (select * from ordering.order o where o.distributor_id = $1 and ${where} ${PAGE}) o
    join outlets.outlet outlet on outlet.distributor_id = $1 and outlet.id = o.outlet_id
    order by o.placed_at desc, o.id desc) o, lateral (select o.name, o.city) outlet`

// What was ordered is looked for in one outlet's orders only: those of all would be read.
const searchedInOne = (
  where: string,
  like: string,
) => `select ${packed([...ORDER, ...PLACE])} as rows,
    null as place
  from (select o.*, outlet.name, outlet.city from ordering.order o
    join outlets.outlet outlet on outlet.distributor_id = $1 and outlet.id = o.outlet_id
    where o.distributor_id = $1 and ${where} and (o.number ilike ${like} or outlet.name ilike ${like}
      or outlet.code ilike ${like} or exists (select 1 from ordering.order_line l
        where l.distributor_id = $1 and l.order_id = o.id
          and (l.product_name ilike ${like} or l.product_code ilike ${like})))
    ${PAGE}) o, lateral (select o.name, o.city) outlet`

/** So many outlets of a name are asked for their orders; of more, the newest orders for their outlets. */
const FEW_OUTLETS = 200
/** Newest orders among which a part of a number is looked for; a whole one is found among all. */
const NEWEST = 10_000
/** As `place-order.ts` writes them. */
const NUMBER_DIGITS = 7

// Four searches, each bounded by what it shows and not by the base.
function searched(where: string, search: string, given: Given): string {
  const typed = search.trim()
  const [like, asTyped, bare] = [likeOf(search), typed, typed.padStart(NUMBER_DIGITS, '0')].map(
    given,
  )
  const page = (from: string) => `(select o.id, o.placed_at from ${from} and ${where} ${PAGE})`
  const own = 'ordering.order o where o.distributor_id = $1'
  return `with recursive named as materialized (
      select n.id from outlets.outlet n where n.distributor_id = $1
        and (n.name ilike ${like} or n.code ilike ${like})),
    many as materialized (select count(*) > ${FEW_OUTLETS} as yes from named),
    -- The source stands between seller and number in the index: each is found by the one before.
    sources as (
      select e.id as seller, e.code, (select min(o.source) from ${own} and o.selling_entity_id = e.id)
        as source from accounts.selling_entity e where e.distributor_id = $1
      union all
      select s.seller, s.code, (select min(o.source) from ${own} and o.selling_entity_id = s.seller
        and o.source > s.source) from sources s where s.source is not null),
    found as (
      select o.id, o.placed_at from many join named n on not many.yes
        cross join lateral ${page(`${own} and o.outlet_id = n.id`)} o
      union ${page(`many join ordering.order o on many.yes where o.distributor_id = $1
        and o.outlet_id in (select id from named)`)}
      union ${page(`sources s cross join lateral unnest(array[${asTyped}, upper(${asTyped}),
        s.code || '-' || ${bare}]) n (number) cross join lateral (select o.* from ${own}
        and o.selling_entity_id = s.seller and o.source = s.source and o.number = n.number limit 1) o
        where true`)}
      union ${page(`(select o.* from ${own} order by o.placed_at desc, o.id desc limit ${NEWEST}) o
        where o.number ilike ${like}`)})
    select ${packed([...ORDER, ...PLACE])} as rows, null as place
    from (select o.*, outlet.name, outlet.city
      from (select o.id from found o ${PAGE}) f
      join ordering.order o on o.distributor_id = $1 and o.id = f.id
      join outlets.outlet outlet on outlet.distributor_id = $1 and outlet.id = o.outlet_id
      order by o.placed_at desc, o.id desc) o, lateral (select o.name, o.city) outlet`
}

// Written by hand: all but three fields are words of ours, which need no escaping.
function jsonOf(order: string[], place: Place): string {
  const [id, outletId, channel, preparedBy, status, holdReason, topUp, late, ...rest] = order
  const [
    deliveryDay,
    totalMinor,
    deliveredMinor,
    currency,
    lineCount,
    approximate,
    placedAt = '',
    ...more
  ] = rest
  const [changedAt = '', version, number, ...own] = more
  const { name, city } = own.length > 0 ? placeOf(own) : place
  return `{"id":"${id}","number":${JSON.stringify(number)},"outletId":"${outletId}",\
"outletName":${name},"city":${city},"channel":"${channel}","preparedBy":"${preparedBy}",\
"status":"${status}","holdReason":${holdReason ? `"${holdReason}"` : 'null'},\
"topUp":${topUp === 't'},"late":${late ? `"${late}"` : 'null'},\
"deliveryDay":"${deliveryDay}","totalMinor":${totalMinor},"deliveredMinor":${deliveredMinor},"currency":"${currency}",\
"lineCount":${lineCount},"approximate":${approximate === 't'},\
"placedAt":"${packedInstant(placedAt)}","changedAt":"${packedInstant(changedAt)}",\
"version":${version}}`
}

type Place = { name: string; city: string }
const placeOf = ([name = '', city = '']: string[]): Place => ({
  name: JSON.stringify(name),
  city: JSON.stringify(city),
})
