import { sql } from 'kysely'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visible } from '../outlets/outlets.ts'
import type { Status } from './contract.ts'
import type { Return } from './return-contract.ts'
import type { ReturnableLine, ReturnedLine, ReturnKind, ReturnStatus } from './return-rules.ts'

export type OrderedBack = ReturnableLine & { multipleMilli: number }

/** The lines of an order with what came and what is coming back, refused returns left out. */
export const returnableLines = (db: Db, distributorId: string, orderId: string) =>
  prepared<OrderedBack>(db, {
    name: 'returnable_lines',
    text: `select l.line_no as "lineNo", l.product_name as name, l.vat_bp as "vatBp",
        json_build_object('code', l.unit_code, 'numerator', l.unit_numerator,
          'denominator', l.unit_denominator) as unit,
        coalesce(l.delivered_milli, l.base_quantity_milli) as "cameMilli",
        coalesce(l.delivered_minor, l.total_minor) as "cameMinor",
        case when l.quantity_milli % 1000 = 0 then 1000 else 1 end as "multipleMilli",
        coalesce((select sum(b.base_quantity_milli)::bigint from ordering.return_document r
          join ordering.return_line b on b.distributor_id = $1 and b.return_id = r.id
          where r.distributor_id = $1 and r.order_id = $2 and r.status <> 'refused'
            and b.order_line_no = l.line_no), 0) as "comingBackMilli"
      from ordering.order_line l where l.distributor_id = $1 and l.order_id = $2
      order by l.line_no`,
    values: [distributorId, orderId],
  })

/** The outlet of an order, for who asks about it. */
export const outletOfOrder = async (db: Db, distributorId: string, orderId: string) =>
  (
    await prepared<{ outletId: string; status: Status }>(db, {
      name: 'outlet_of_order',
      text: `select outlet_id as "outletId", status from ordering.order
        where distributor_id = $1 and id = $2`,
      values: [distributorId, orderId],
    })
  )[0]

export const codeOfSeller = async (tx: Tx, distributorId: string, sellingEntityId: string) =>
  (
    await prepared<{ code: string }>(tx, {
      name: 'code_of_seller',
      text: `select code from accounts.selling_entity where distributor_id = $1 and id = $2`,
      values: [distributorId, sellingEntityId],
    })
  )[0]?.code ?? ''

/** The order a return takes back from; null: it names none, or there is no such return. */
export const orderOfReturn = async (tx: Tx, distributorId: string, returnId: string) =>
  (
    await prepared<{ orderId: string | null }>(tx, {
      name: 'order_of_return',
      text: `select order_id as "orderId" from ordering.return_document
        where distributor_id = $1 and id = $2`,
      values: [distributorId, returnId],
    })
  )[0]?.orderId ?? null

export type NewReturn = {
  distributorId: string
  id: string
  number: string
  orderId: string
  kind: ReturnKind
  note: string
  personId: string
  personName: string
  lines: ReturnedLine[]
}

/** Writes a return with its lines, each with the order line's own copy; on the distributor's day. */
export const insertReturn = (tx: Tx, r: NewReturn) =>
  prepared(tx, {
    name: 'insert_return',
    text: `with l as materialized (
        select * from unnest($8::int[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
          l(line_no, quantity, base, net, vat)),
      made as (
        insert into ordering.return_document (distributor_id, id, number, outlet_id, order_id,
          contract_id, day, channel, status, net_minor, vat_minor, total_minor, note, asked_by,
          asked_by_name)
        select $1, $2, $3, o.outlet_id, o.id, o.contract_id,
          (platform.now() at time zone t.time_zone)::date, o.channel, 'asked',
          (select sum(net) from l), (select sum(vat) from l), (select sum(net + vat) from l),
          $5, $6, $7
        from ordering.order o join identity.tenant t on t.id = o.distributor_id
        where o.distributor_id = $1 and o.id = $4 returning id)
      insert into ordering.return_line (distributor_id, return_id, line_no, kind, order_line_no,
        product_id, product_code, product_name, unit_code, unit_numerator, unit_denominator,
        quantity_milli, base_quantity_milli, net_minor, vat_bp, vat_minor, total_minor, team_id,
        credited_agent_id)
      select $1, made.id, row_number() over (order by l.line_no), $13, o.line_no, o.product_id,
        o.product_code, o.product_name, o.unit_code, o.unit_numerator, o.unit_denominator,
        l.quantity, l.base, l.net, o.vat_bp, l.vat, l.net + l.vat, o.team_id, o.credited_agent_id
      from made, l join ordering.order_line o
        on o.distributor_id = $1 and o.order_id = $4 and o.line_no = l.line_no`,
    values: [
      r.distributorId,
      r.id,
      r.number,
      r.orderId,
      r.note,
      r.personId,
      r.personName,
      r.lines.map((line) => line.lineNo),
      r.lines.map((line) => line.quantityMilli),
      r.lines.map((line) => line.baseQuantityMilli),
      r.lines.map((line) => line.netMinor),
      r.lines.map((line) => line.vatMinor),
      r.kind,
    ],
  })

export type ReturnState = {
  id: string
  number: string
  outletId: string
  orderId: string | null
  status: ReturnStatus
  totalMinor: number
}

/** A return's state, locked until the end of the transaction. */
export const lockReturn = async (tx: Tx, distributorId: string, returnId: string) =>
  (
    await prepared<ReturnState>(tx, {
      name: 'lock_return',
      text: `select id, number, outlet_id as "outletId", order_id as "orderId", status,
          total_minor as "totalMinor"
        from ordering.return_document where distributor_id = $1 and id = $2 for update`,
      values: [distributorId, returnId],
    })
  )[0]

/** The lines of a return as they stand, with their VAT. */
export const linesOfReturn = (tx: Tx, distributorId: string, returnId: string) =>
  prepared<ReturnedLine & { vatBp: number }>(tx, {
    name: 'lines_of_return',
    text: `select line_no as "lineNo", quantity_milli as "quantityMilli", vat_bp as "vatBp",
        base_quantity_milli as "baseQuantityMilli", net_minor as "netMinor",
        vat_minor as "vatMinor", total_minor as "totalMinor"
      from ordering.return_line where distributor_id = $1 and return_id = $2 order by line_no`,
    values: [distributorId, returnId],
  })

/** Sets a return's state with who decided. */
export const setReturnState = (
  tx: Tx,
  decided: {
    distributorId: string
    returnId: string
    status: ReturnStatus
    personName: string
    why: string
  },
) =>
  prepared(tx, {
    name: 'set_return_state',
    text: `update ordering.return_document set status = $3, decided_at = platform.now(),
        decided_by_name = $4, why = case when $5 = '' then why else $5 end,
        done_at = case when $3 = 'done' then platform.now() end
      where distributor_id = $1 and id = $2`,
    values: [
      decided.distributorId,
      decided.returnId,
      decided.status,
      decided.personName,
      decided.why,
    ],
  })

/** Writes what was really taken back of some lines, and the document's sums. */
export const setTaken = (
  tx: Tx,
  back: { distributorId: string; returnId: string; lines: ReturnedLine[] },
) =>
  prepared(tx, {
    name: 'set_taken',
    text: `with came as (
        update ordering.return_line l set quantity_milli = c.quantity,
          base_quantity_milli = c.base, net_minor = c.net, vat_minor = c.vat,
          total_minor = c.net + c.vat
        from unnest($3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
          c(line_no, quantity, base, net, vat)
        where l.distributor_id = $1 and l.return_id = $2 and l.line_no = c.line_no
        returning l.net_minor, l.vat_minor)
      update ordering.return_document set net_minor = s.net, vat_minor = s.vat,
        total_minor = s.net + s.vat
      from (select sum(net_minor) as net, sum(vat_minor) as vat from came) s
      where distributor_id = $1 and id = $2`,
    values: [
      back.distributorId,
      back.returnId,
      back.lines.map((line) => line.lineNo),
      back.lines.map((line) => line.quantityMilli),
      back.lines.map((line) => line.baseQuantityMilli),
      back.lines.map((line) => line.netMinor),
      back.lines.map((line) => line.vatMinor),
    ],
  })

/** What of an order is back: the sums of its returns that are done; true when nothing was kept. */
export const sumReturned = async (
  tx: Tx,
  distributorId: string,
  orderId: string,
): Promise<{ nothingKept: boolean }> => {
  const [row] = await prepared<{ nothingKept: boolean }>(tx, {
    name: 'sum_returned',
    text: `with back as materialized (
        select b.order_line_no as line_no, sum(b.base_quantity_milli) as milli,
          sum(b.total_minor) as minor
        from ordering.return_document r
        join ordering.return_line b on b.distributor_id = $1 and b.return_id = r.id
        where r.distributor_id = $1 and r.order_id = $2 and r.status = 'done'
        group by b.order_line_no),
      lines as (
        update ordering.order_line l set returned_milli = back.milli, returned_minor = back.minor
        from back where l.distributor_id = $1 and l.order_id = $2 and l.line_no = back.line_no
        returning 1)
      update ordering.order o set returned_minor = coalesce((select sum(minor) from back), 0)
      where o.distributor_id = $1 and o.id = $2
      returning not exists (select 1 from ordering.order_line l
          left join back on back.line_no = l.line_no
        where l.distributor_id = $1 and l.order_id = $2
          and coalesce(l.delivered_milli, l.base_quantity_milli) > coalesce(back.milli, 0)
        ) as "nothingKept"`,
    values: [distributorId, orderId],
  })
  return row ?? { nothingKept: false }
}

export type ReturnsAsked = {
  outletId?: string | undefined
  orderId?: string | undefined
  status?: ReturnStatus | undefined
  kind?: string | undefined
  search?: string | undefined
  before?: string | undefined
  limit: number
}
const likeOf = (search: string) => `%${search.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`

/** A page of returns in the member's scope, newest first, with their lines. */
export async function returnsPage(db: Db, member: Member, asked: ReturnsAsked) {
  const { id: distributor } = member.tenant
  const may = visible(member, 'order.read')(sql.ref('r.outlet_id'))
  const [beforeDay = null, beforeId = null] = asked.before?.split(' ') ?? []
  const like = likeOf(asked.search?.trim() ?? '')
  const { outletId = null, orderId = null, status = null, kind = null } = asked
  const { rows } = await sql<Omit<Return, 'can'>>`
    select r.id, r.number, r.outlet_id as "outletId", u.name as "outletName", u.city,
      r.order_id as "orderId", o.number as "orderNumber", r.day, r.status,
      r.total_minor as "totalMinor", r.note, r.asked_at as "askedAt",
      r.asked_by_name as "askedBy", r.decided_at as "decidedAt",
      r.decided_by_name as "decidedBy", r.why,
      (select coalesce(json_agg(json_build_object('lineNo', l.line_no, 'kind', l.kind,
          'name', l.product_name, 'unitCode', l.unit_code, 'quantityMilli', l.quantity_milli,
          'totalMinor', l.total_minor) order by l.line_no), '[]')
       from ordering.return_line l
       where l.distributor_id = ${distributor} and l.return_id = r.id) as lines
    from ordering.return_document r
    join outlets.outlet u on u.distributor_id = ${distributor} and u.id = r.outlet_id
    left join ordering.order o on o.distributor_id = ${distributor} and o.id = r.order_id
    where r.distributor_id = ${distributor} and ${may}
      and (${outletId}::uuid is null or r.outlet_id = ${outletId})
      and (${orderId}::uuid is null or r.order_id = ${orderId})
      and (${status}::text is null or r.status = ${status})
      and (${kind}::text is null or exists (select 1 from ordering.return_line k
        where k.distributor_id = ${distributor} and k.return_id = r.id and k.kind = ${kind}))
      and (${like} = '%%' or concat_ws(' ', r.number, o.number, u.name, u.code) ilike ${like})
      and (${beforeDay}::date is null or (r.day, r.id) < (${beforeDay}::date, ${beforeId}::uuid))
    order by r.day desc, r.id desc limit ${asked.limit}`.execute(db)
  return rows
}
