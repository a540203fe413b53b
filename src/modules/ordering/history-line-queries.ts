import { prepared, type Tx } from '../../platform/db.ts'
import type { HistoryTerms } from './history-queries.ts'

/** Lines of one number that name another outlet or day than its first line: told, and left out. */
export const linesThatDisagree = (tx: Tx) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select s.line, s.number as code from ${STAGED_WITH_DOCUMENT}
      where not ${AGREES} order by s.line`,
    values: [],
  })

const STAGED_WITH_DOCUMENT = `pg_temp.staged_history s
  join pg_temp.history d on d.doc = s.doc`
const AGREES = `(s.outlet = d.outlet and s.day = d.day)`

/** The line numbers that come more than once in a document, with the last line of each. */
export const makeRepeats = (tx: Tx) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_repeat on commit drop as
      select doc, line_no, max(line) as last from pg_temp.staged_history
      where line_no is not null group by doc, line_no having count(*) > 1`,
    values: [],
  })

/** Lines whose number and line number come again further down: the later one counts. */
export const repeatedLines = (tx: Tx) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select s.line, concat(s.number, ' ', s.line_no) as code
      from pg_temp.staged_history s join pg_temp.history_repeat r
        on r.doc = s.doc and r.line_no = s.line_no
      where s.line < r.last order by s.line`,
    values: [],
  })

/**
 * The agents of each document's outlet on its day, by team; the first general one by no team, and by an
 * exclusive team that began to serve the outlet only later: what came before stays as it was.
 */
export const makeAgents = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_agent on commit drop as
      with served as (
        select h.id, ot.team_id, tm.exclusive, tm.code,
          coalesce(ta.agent_id, t.supervisor_id) as agent_id
        from pg_temp.history h
        join outlets.outlet_territory ot on ot.distributor_id = $1 and ot.outlet_id = h.outlet_id
          and ot.from_day <= h.day and (ot.to_day is null or ot.to_day >= h.day)
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
        join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
        left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
          and ta.from_day <= h.day and (ta.to_day is null or ta.to_day >= h.day)),
      general as (
        select distinct on (id) id, team_id, agent_id from served
        where not exclusive order by id, code),
      begun as (
        select ot.outlet_id, ot.team_id, min(ot.from_day) as first_day
        from outlets.outlet_territory ot
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id and tm.exclusive
        where ot.distributor_id = $1 group by ot.outlet_id, ot.team_id)
      select id, team_id as of_team, team_id, agent_id from served
      union all select id, ${NO_TEAM}, team_id, agent_id from general
      union all select g.id, b.team_id, g.team_id, g.agent_id from general g
        join pg_temp.history h on h.id = g.id
        join begun b on b.outlet_id = h.outlet_id and b.first_day > h.day`,
    values: [distributorId],
  })

const NO_TEAM = `'00000000-0000-0000-0000-000000000000'::uuid`

/** The lines of the documents with our product, unit, sums and the agent they are credited to. */
export const makeLines = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_line on commit drop as
      select m.document_id, m.document, m.line,
        row_number() over (partition by m.document_id order by m.line_no, m.line)::int as line_no,
        m.product_id, m.product_code, m.product_name, m.unit_code, m.unit_numerator,
        m.unit_denominator, m.unit_known, m.quantity_milli, m.base_quantity_milli,
        ${PRICE} as unit_price_e4,
        case when m.full_minor > m.sum_minor + 1 then m.full_minor - m.sum_minor else 0 end
          as discount_minor,
        m.vat_bp, m.vat_minor,
        m.sum_minor - case when $2::boolean then m.vat_minor else 0 end as net_minor,
        m.sum_minor + case when $2::boolean then 0 else m.vat_minor end as total_minor,
        ${rounded('m.grams', 'm.base_quantity_milli', '1000')} as weight_grams,
        m.approximate, m.team_id, m.credited_agent_id,
        least(coalesce(m.delivered_milli, m.quantity_milli), m.quantity_milli) as delivered_milli,
        m.return_kind
      from (${MEASURED}) m`,
    values: [terms.distributorId, terms.vatIncluded],
  })

// A price that the sum exceeds was not the price; one that it stays below was discounted.
const PRICE = `case when m.full_minor < m.sum_minor - 1
  then ${rounded('m.sum_minor', '100000', 'm.quantity_milli')} else m.price_e4 end`
const VAT = `case when $2::boolean
  then ${rounded('x.sum_minor', 'x.vat_bp', '(10000 + x.vat_bp)')}
  else ${rounded('x.sum_minor', 'x.vat_bp', '10000')} end`

/**
 * One figure times another by a third, half away from zero. Whole numbers say the same in a third of
 * the time of numeric, wherever the product fits into one.
 */
function rounded(one: string, other: string, by: string): string {
  return `case when ${one} between 0 and 2000000000 and ${other} between 0 and 2000000000
    then (${one}::bigint * ${other} * 2 + ${by}) / (${by} * 2::bigint)
    else round(${one}::numeric * ${other} / ${by})::bigint end`
}

/** What of a line's figure was delivered, its quantity deciding. */
export const delivered = (figure: string) => `case when l.delivered_milli = l.quantity_milli
  then ${figure} else round(${figure} * l.delivered_milli::numeric / l.quantity_milli)::bigint end`

// `offset 0`: else the planner works each figure out again wherever it is named.
const MEASURED = `select x.*, ${VAT} as vat_minor,
    ${rounded('x.price_e4', 'x.quantity_milli', '100000')} as full_minor,
    greatest(1, ${rounded('x.quantity_milli', 'x.unit_numerator', 'x.unit_denominator')})
      as base_quantity_milli
  from (
    select d.id as document_id, s.document, s.line, s.line_no, p.id as product_id,
      p.code as product_code, p.name as product_name, coalesce(s.unit, p.base_unit) as unit_code,
      coalesce(u.numerator, 1) as unit_numerator, coalesce(u.denominator, 1) as unit_denominator,
      s.unit is null or u.unit_code is not null as unit_known, s.quantity_milli,
      coalesce(s.sum_minor, ${rounded('s.price_e4', 's.quantity_milli', '100000')}) as sum_minor,
      coalesce(s.price_e4, ${rounded('s.sum_minor', '100000', 's.quantity_milli')}) as price_e4,
      coalesce(s.vat_bp, p.vat_bp) as vat_bp, coalesce(p.weight_grams, 0) as grams,
      p.catch_weight as approximate, s.delivered_milli,
      coalesce(s.return_kind, 'unknown') as return_kind,
      coalesce(named.team_id, a.team_id, p.team_id) as team_id,
      coalesce(named.id, a.agent_id) as credited_agent_id
    from pg_temp.staged_history s
    join pg_temp.history d on d.doc = s.doc
    left join pg_temp.history_repeat again on again.doc = s.doc and again.line_no = s.line_no
    join catalogue.product p on p.distributor_id = $1 and p.code = s.product
    left join catalogue.product_unit u on u.distributor_id = $1 and u.product_id = p.id
      and u.unit_code = coalesce(s.unit, p.base_unit)
    left join pg_temp.history_agent a on a.id = d.id
      and a.of_team = coalesce(p.team_id, ${NO_TEAM})
    left join outlets.agent named on named.distributor_id = $1 and named.code = s.agent
    where (again.last is null or again.last = s.line) and ${AGREES} offset 0) x offset 0`

/** Lines in a unit that the product does not have: kept, counted as base units, told. */
export const linesOfUnknownUnits = (tx: Tx) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select line, concat(product_code, ' ', unit_code) as code from pg_temp.history_line
      where not unit_known order by line limit 1000`,
    values: [],
  })

export type Judged = {
  /** An exchange is an order under the number of a return: what was given for what came back. */
  document: 'order' | 'return' | 'exchange'
  state: 'insert' | 'update' | 'unchanged'
  documents: number
  lines: number
  totalMinor: number
  fromDay: string
  toDay: string
}

/** Sums each document and compares it with what is known of it: header and every line. */
export const judgeDocuments = (tx: Tx, terms: HistoryTerms) =>
  prepared(tx, {
    name: '',
    text: `create temp table history_judged on commit drop as
      with summed as (
        select l.document_id, count(*)::int as line_count, sum(l.net_minor)::bigint as net_minor,
          sum(l.vat_minor)::bigint as vat_minor, sum(l.total_minor)::bigint as total_minor,
          sum(l.weight_grams)::bigint as weight_grams, bool_or(l.approximate) as approximate,
          bool_or(l.delivered_milli < l.quantity_milli) as partly,
          sum(${delivered('l.total_minor')})::bigint as delivered_minor
        from pg_temp.history_line l group by l.document_id),
      other as (
        select distinct l.document_id from pg_temp.history_line l
        join pg_temp.history h on h.id = l.document_id and h.known
        left join ordering.order_line o on h.document = 'order' and o.distributor_id = $1
          and o.order_id = h.id and o.line_no = l.line_no
        left join ordering.return_line r on h.document = 'return' and r.distributor_id = $1
          and r.return_id = h.id and r.line_no = l.line_no
        where (coalesce(o.product_id, r.product_id), coalesce(o.unit_code, r.unit_code),
            coalesce(o.quantity_milli, r.quantity_milli), coalesce(o.total_minor, r.total_minor),
            coalesce(o.vat_minor, r.vat_minor), r.kind)
          is distinct from (l.product_id, l.unit_code, l.quantity_milli, l.total_minor,
            l.vat_minor, case when h.document = 'return' then l.return_kind end)
        union select r.return_id from ordering.return_line r
        join (select document_id, max(line_no) as last from pg_temp.history_line
          group by document_id) l on l.document_id = r.return_id
        where r.distributor_id = $1 and r.line_no > l.last and r.quantity_milli > 0),
      whole as (
        select h.*, s.line_count, s.net_minor, s.vat_minor, s.total_minor, s.weight_grams,
          s.approximate, case when h.status = 'delivered' and s.partly then 'partly_delivered'
            else h.status end as final_status,
          case when h.status = 'delivered' then s.delivered_minor end as delivered_minor
        from pg_temp.history h join summed s on s.document_id = h.id)
      select w.*, case when not w.known then 'insert'
        when other.document_id is not null
          or (o.id is not null and (o.outlet_id, o.delivery_day, o.placed_at, o.status,
            o.contract_id, o.total_minor, o.line_count) is distinct from (w.outlet_id, w.day,
            w.placed_at, w.final_status, w.contract_id, w.total_minor, w.line_count))
          or (r.id is not null and (r.outlet_id, r.day, r.contract_id, r.total_minor)
            is distinct from (w.outlet_id, w.day, w.contract_id, w.total_minor))
        then 'update' else 'unchanged' end as state,
        w.document = 'order' and back.doc is not null as exchange,
        o.id is not null and o.channel <> w.channel as channel_kept,
        coalesce(o.total_minor, r.total_minor) as was_minor,
        coalesce(o.delivery_day, r.day) as was_day
      from whole w left join other on other.document_id = w.id
      left join pg_temp.history back on back.document = 'return' and back.number = w.number
        and back.selling_entity_id = w.selling_entity_id
      left join ordering.order o on w.document = 'order' and o.distributor_id = $1 and o.id = w.id
      left join ordering.return_document r on w.document = 'return' and r.distributor_id = $1
        and r.id = w.id`,
    values: [terms.distributorId],
  })

export const judgedCounts = (tx: Tx) =>
  prepared<Judged>(tx, {
    name: '',
    text: `select case when exchange then 'exchange' else document end as document, state,
        count(*)::int as documents, sum(line_count)::int as lines,
        sum(total_minor)::bigint as "totalMinor", min(least(day, was_day))::text as "fromDay",
        max(greatest(day, was_day))::text as "toDay"
      from pg_temp.history_judged group by 1, state`,
    values: [],
  })

export const judgedSamples = (tx: Tx, limit: number) =>
  prepared<{
    line: number
    key: string
    change: 'insert' | 'update'
    fields: Record<string, [was: unknown, said: unknown]>
  }>(tx, {
    name: '',
    text: `select first_line as line, concat(document, ' ', number) as key, state as change,
        jsonb_build_object('total_minor', jsonb_build_array(was_minor, total_minor),
          'lines', jsonb_build_array(null, line_count)) as fields
      from (select *, row_number() over (partition by state order by first_line) as rank
        from pg_temp.history_judged where state <> 'unchanged') j
      where rank <= $1 order by first_line`,
    values: [limit],
  })

/** Known orders that the file would give another channel: it is a fact for life. */
export const channelsKept = (tx: Tx) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select first_line as line, number as code from pg_temp.history_judged
      where channel_kept order by first_line limit 1000`,
    values: [],
  })

/** Orders under the number of a return: kept as orders, and told. */
export const exchanges = (tx: Tx) =>
  prepared<{ line: number; code: string }>(tx, {
    name: '',
    text: `select first_line as line, number as code from pg_temp.history_judged
      where exchange order by first_line`,
    values: [],
  })
