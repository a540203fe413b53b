import { prepared, type Tx } from '../../platform/db.ts'
import { delivered } from './history-line-queries.ts'
import type { HistoryTerms } from './history-queries.ts'

/** A checkout for each new order: what a shop's page of it hangs on. */
export const insertCheckouts = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.checkout (distributor_id, id, outlet_id, body_hash, reply, placed_at)
      select $1, j.checkout_id, j.outlet_id, decode(j.hash, 'hex'),
        jsonb_build_object('checkoutId', j.checkout_id, 'deliveryDay', j.day,
          'placedAt', to_char(j.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'totalMinor', j.total_minor, 'currency', $2::text,
          'orders', jsonb_build_array(jsonb_build_object('id', j.id, 'number', j.number,
            'status', j.final_status, 'holdReason', null, 'sellingEntity', e.name,
            'totalMinor', j.total_minor, 'lineCount', j.line_count))),
        j.placed_at
      from pg_temp.history_judged j
      join accounts.selling_entity e on e.distributor_id = $1 and e.id = j.selling_entity_id
      where j.document = 'order' and j.state = 'insert' order by j.checkout_id`,
    values: [terms.distributorId, terms.currency],
  })

/** The new orders. Nobody knows their cut-off: it is the beginning of the day of delivery. */
export const insertOrders = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.order (distributor_id, id, checkout_id, number, source, outlet_id,
        selling_entity_id, contract_id, warehouse_id, zone_id, delivery_day, cut_off_at, lock_at,
        channel, prepared_by, status, currency, payment_form, net_minor, vat_minor, total_minor,
        line_count, weight_grams, approximate, placed_at, changed_at, delivered_minor)
      select $1, j.id, j.checkout_id, j.number, $2, j.outlet_id, j.selling_entity_id, j.contract_id,
        j.warehouse_id, j.zone_id, j.day, c.cut_off_at, c.cut_off_at, j.channel, j.prepared_by,
        j.final_status, $3, k.payment_form, j.net_minor, j.vat_minor, j.total_minor, j.line_count,
        j.weight_grams, j.approximate, j.placed_at, j.placed_at, j.delivered_minor
      from pg_temp.history_judged j
      cross join lateral (select greatest(j.placed_at, j.day::timestamp at time zone $4)
        as cut_off_at) c
      join accounts.contract k on k.distributor_id = $1 and k.id = j.contract_id
      where j.document = 'order' and j.state = 'insert' order by j.id`,
    values: [terms.distributorId, terms.source, terms.currency, terms.timeZone],
  })

/** What the file says otherwise of known orders. The channel is not among it: a fact for life. */
export const updateOrders = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `update ordering.order o set outlet_id = j.outlet_id, contract_id = j.contract_id,
        delivery_day = j.day, placed_at = j.placed_at, status = j.final_status,
        cut_off_at = greatest(j.placed_at, j.day::timestamp at time zone $2),
        lock_at = greatest(j.placed_at, j.day::timestamp at time zone $2),
        net_minor = j.net_minor, vat_minor = j.vat_minor, total_minor = j.total_minor,
        line_count = j.line_count, weight_grams = j.weight_grams, approximate = j.approximate,
        delivered_minor = j.delivered_minor, version = o.version + 1, changed_at = platform.now()
      from pg_temp.history_judged j where j.document = 'order' and j.state = 'update'
        and o.distributor_id = $1 and o.id = j.id`,
    values: [terms.distributorId, terms.timeZone],
  })

/** Takes away the lines of changed orders, for those that the file has. */
export const deleteOrderLines = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `delete from ordering.order_line l using pg_temp.history_judged j
      where j.document = 'order' and j.state = 'update' and l.distributor_id = $1
        and l.order_id = j.id`,
    values: [distributorId],
  })

/** How the base made each price of its lines: few of them, and dear to put together for each line. */
export const makeTraces = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_trace on commit drop as
      select unit_code, unit_price_e4, vat_bp, jsonb_build_object('list', $1::text,
        'unit', unit_code, 'listPriceE4', unit_price_e4, 'breakFromMilli', 0,
        'vat', case when $2::boolean then 'within' else 'on_top' end, 'vatBp', vat_bp) as trace
      from (select distinct unit_code, unit_price_e4, vat_bp from pg_temp.history_line) l`,
    values: [terms.source, terms.vatIncluded],
  })

/**
 * The lines of new and changed orders; their trace names the base they came from. They are laid by
 * document already: to sort them again cost a tenth of the whole import.
 */
export const insertOrderLines = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.order_line (distributor_id, order_id, line_no, product_id,
        product_code, product_name, unit_code, unit_numerator, unit_denominator, quantity_milli,
        base_quantity_milli, unit_price_e4, discount_minor, net_minor, vat_bp, vat_minor,
        total_minor, weight_grams, approximate, team_id, credited_agent_id, trace,
        delivered_milli, delivered_minor)
      select $1, l.document_id, l.line_no, l.product_id, l.product_code, l.product_name,
        l.unit_code, l.unit_numerator, l.unit_denominator, l.quantity_milli, l.base_quantity_milli,
        l.unit_price_e4, l.discount_minor, l.net_minor, l.vat_bp, l.vat_minor, l.total_minor,
        l.weight_grams, l.approximate, l.team_id, l.credited_agent_id, t.trace,
        case when j.status = 'delivered' then ${delivered('l.base_quantity_milli')} end,
        case when j.status = 'delivered' then ${delivered('l.total_minor')} end
      from pg_temp.history_line l
      join pg_temp.history_judged j on j.id = l.document_id
      left join pg_temp.history_trace t on t.unit_code = l.unit_code and t.unit_price_e4 = l.unit_price_e4
        and t.vat_bp = l.vat_bp
      where j.document = 'order' and j.state in ('insert', 'update')`,
    values: [distributorId],
  })

/** The timeline of what was written: placed and ended when it was, changed now. */
export const insertEvents = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.order_event (distributor_id, order_id, at, id, kind, actor_kind,
        actor_name, channel, what)
      select $1, j.id, e.at, gen_random_uuid(), e.kind, 'erp', 'ERP', e.channel,
        jsonb_build_object('totalMinor', j.total_minor, 'lines', j.line_count, 'source', $2::text)
      from pg_temp.history_judged j
      cross join lateral (
        select 'placed' as kind, j.placed_at as at, j.channel where j.state = 'insert'
        union all select j.final_status, greatest(j.placed_at,
          (j.day::timestamp + interval '12 hours') at time zone $3), null where j.state = 'insert'
        union all select 'changed', platform.now(), null where j.state = 'update') e
      where j.document = 'order' and j.state in ('insert', 'update')`,
    values: [terms.distributorId, terms.source, terms.timeZone],
  })

/** New and changed returns; a number that another base gave before carries its source behind it. */
export const upsertReturns = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.return_document as r (distributor_id, id, number, outlet_id,
        contract_id, day, channel, status, imported, net_minor, vat_minor, total_minor, asked_at,
        decided_at, decided_by_name, done_at)
      select $1, j.id, case when other.id is null then j.number
          else concat(j.number, ' (', $2::text, ')') end,
        j.outlet_id, j.contract_id, j.day, j.channel, 'done', true, j.net_minor, j.vat_minor,
        j.total_minor, j.placed_at, j.placed_at, 'ERP', j.placed_at
      from pg_temp.history_judged j
      left join ordering.return_document other on other.distributor_id = $1
        and other.number = j.number and other.id <> j.id
      where j.document = 'return' and j.state in ('insert', 'update') order by j.id
      on conflict (distributor_id, id) do update set outlet_id = excluded.outlet_id,
        contract_id = excluded.contract_id, day = excluded.day, net_minor = excluded.net_minor,
        vat_minor = excluded.vat_minor, total_minor = excluded.total_minor,
        asked_at = excluded.asked_at, decided_at = excluded.decided_at,
        done_at = excluded.done_at`,
    values: [terms.distributorId, terms.source],
  })

/** The lines of new and changed returns. */
export const upsertReturnLines = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `insert into ordering.return_line (distributor_id, return_id, line_no, kind, product_id,
        product_code, product_name, unit_code, unit_numerator, unit_denominator, quantity_milli,
        base_quantity_milli, net_minor, vat_bp, vat_minor, total_minor, team_id, credited_agent_id)
      select $1, l.document_id, l.line_no, l.return_kind, l.product_id, l.product_code,
        l.product_name, l.unit_code, l.unit_numerator, l.unit_denominator, l.quantity_milli,
        l.base_quantity_milli, l.net_minor, l.vat_bp, l.vat_minor, l.total_minor, l.team_id,
        l.credited_agent_id
      from pg_temp.history_line l
      join pg_temp.history_judged j on j.id = l.document_id
      where j.document = 'return' and j.state in ('insert', 'update')
      order by l.document_id, l.line_no
      on conflict (distributor_id, return_id, line_no) do update set kind = excluded.kind,
        product_id = excluded.product_id, product_code = excluded.product_code,
        product_name = excluded.product_name, unit_code = excluded.unit_code,
        unit_numerator = excluded.unit_numerator, unit_denominator = excluded.unit_denominator,
        quantity_milli = excluded.quantity_milli,
        base_quantity_milli = excluded.base_quantity_milli, net_minor = excluded.net_minor,
        vat_bp = excluded.vat_bp, vat_minor = excluded.vat_minor,
        total_minor = excluded.total_minor`,
    values: [distributorId],
  })

/** Lines that a changed return has no more: nothing of them came back. */
export const emptyReturnLines = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `update ordering.return_line r set quantity_milli = 0, base_quantity_milli = 0,
        net_minor = 0, vat_minor = 0, total_minor = 0
      from pg_temp.history_judged j where j.document = 'return' and j.state = 'update'
        and r.distributor_id = $1 and r.return_id = j.id and r.line_no > j.line_count
        and r.quantity_milli > 0`,
    values: [distributorId],
  })
