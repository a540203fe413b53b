import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visible } from '../outlets/outlets.ts'
import type { DebtRow } from './debt-contract.ts'
import { STALE_HOURS } from './overdue-queries.ts'
import { promiseStateOf } from './promise-queries.ts'

export type DebtsAsked = {
  by: 'contract' | 'outlet' | 'agent'
  search?: string | undefined
  agentId?: string | undefined
  olderThanDays: number
  promise: 'any' | 'none' | 'open' | 'broken'
  offset: number
  limit: number
}

const GROUPS = {
  contract: { id: 'contract_id', code: 'contract_code', name: 'payer_name' },
  outlet: { id: 'outlet_id', code: 'outlet_code', name: 'outlet_name' },
  agent: { id: 'agent_id', code: 'agent_code', name: 'agent_name' },
} as const

const likeOf = (search: string) => `%${search.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`

/**
 * Overdue debts in the member's scope, grouped and aged, the largest first. An invoice that names
 * no outlet stands at its payer's first; whom the outlet is served by answers for it.
 */
export async function debtRows(db: Db, member: Member, asked: DebtsAsked) {
  const { id: distributor, timeZone } = member.tenant
  const may = visible(member, 'account.read')(sql.ref('debt.outlet_id'))
  const group = GROUPS[asked.by]
  const like = likeOf(asked.search?.trim() ?? '')
  const promise = asked.promise === 'none' ? null : asked.promise
  const { rows } = await sql<DebtRow & { rowCount: number; allMinor: number }>`
    with clock as materialized (
      select platform.now() as now, (platform.now() at time zone ${timeZone})::date as today,
        coalesce((select s.stale_hours from accounts.setting s
          where s.distributor_id = ${distributor}), ${STALE_HOURS}) as stale_hours),
    due as (
      select i.contract_id, i.outlet_id, i.due_day, i.total_minor - i.paid_minor as rest
      from clock, accounts.invoice i where i.distributor_id = ${distributor}
        and i.due_day < clock.today and i.paid_minor < i.total_minor
      union all
      select c.contract_id, null, null, c.overdue_minor from accounts.credit c
      where c.distributor_id = ${distributor} and c.overdue_minor > 0 and not exists (
        select 1 from accounts.invoice i
        where i.distributor_id = ${distributor} and i.contract_id = c.contract_id)),
    aged as materialized (
      select due.contract_id, due.outlet_id, sum(rest) as total, min(due_day) as oldest,
        coalesce(sum(rest) filter (where due_day is null), 0) as undated,
        coalesce(sum(rest) filter (where clock.today - due_day <= 7), 0) as to7,
        coalesce(sum(rest) filter (where clock.today - due_day between 8 and 14), 0) as to14,
        coalesce(sum(rest) filter (where clock.today - due_day between 15 and 30), 0) as to30,
        coalesce(sum(rest) filter (where clock.today - due_day > 30), 0) as over30
      from clock, due group by due.contract_id, due.outlet_id),
    placed as materialized (
      select aged.*, k.code as contract_code, k.team_id, p.name as payer_name, c.as_at,
        coalesce(c.as_at < clock.now - make_interval(hours => clock.stale_hours), true) as doubtful,
        coalesce(aged.outlet_id, (select op.outlet_id from outlets.outlet_payer op
          where op.distributor_id = ${distributor} and op.payer_id = k.payer_id
            and op.from_day <= clock.today and (op.to_day is null or op.to_day >= clock.today)
          order by op.from_day, op.outlet_id limit 1)) as at_outlet,
        pr.pay_day, pr.state
      from clock, aged
      join accounts.contract k on k.distributor_id = ${distributor} and k.id = aged.contract_id
      join outlets.payer p on p.distributor_id = ${distributor} and p.id = k.payer_id
      left join accounts.credit c on c.distributor_id = ${distributor} and c.contract_id = k.id
      left join lateral (
        select r.pay_day, ${sql.raw(promiseStateOf('r', 'clock.today'))} as state
        from accounts.promise r where r.distributor_id = ${distributor} and r.contract_id = k.id
        order by r.promised_at desc limit 1) pr on true),
    -- Who serves them is found for all at once: asked for each debt it took ten seconds of a large base.
    served as materialized (
      select distinct on (at.outlet_id, at.team_id) at.outlet_id, at.team_id,
        g.id as agent_id, g.code as agent_code, g.name as agent_name
      from clock cross join (select distinct at_outlet as outlet_id, team_id from placed) at
      join outlets.outlet_territory ot on ot.distributor_id = ${distributor}
        and ot.outlet_id = at.outlet_id and ot.from_day <= clock.today
        and (ot.to_day is null or ot.to_day >= clock.today)
        and (at.team_id is null or ot.team_id = at.team_id)
      join outlets.team tm on tm.distributor_id = ${distributor} and tm.id = ot.team_id
      join outlets.territory t on t.distributor_id = ${distributor} and t.id = ot.territory_id
      left join outlets.territory_agent ta on ta.distributor_id = ${distributor}
        and ta.territory_id = t.id and ta.from_day <= clock.today
        and (ta.to_day is null or ta.to_day >= clock.today)
      join outlets.agent g on g.distributor_id = ${distributor}
        and g.id = coalesce(ta.agent_id, t.supervisor_id)
      order by at.outlet_id, at.team_id, tm.exclusive, tm.code),
    named as (
      select debt.*, o.code as outlet_code, o.name as outlet_name, a.agent_id, a.agent_code,
        a.agent_name
      from (select total, oldest, undated, to7, to14, to30, over30, contract_id, contract_code,
          team_id, payer_name, as_at, doubtful, pay_day, state, at_outlet as outlet_id from placed) debt
      left join outlets.outlet o on o.distributor_id = ${distributor} and o.id = debt.outlet_id
      left join served a on a.outlet_id = debt.outlet_id
        and a.team_id is not distinct from debt.team_id
      where ${may} and (${asked.agentId ?? null}::uuid is null or a.agent_id = ${asked.agentId ?? null})
        and (${like} = '%%' or concat_ws(' ', o.name, o.code, debt.payer_name, debt.contract_code,
          a.agent_name) ilike ${like})),
    grouped as (
      select ${sql.ref(group.id)} as id, min(${sql.ref(group.code)}) as code,
        min(${sql.ref(group.name)}) as name,
        case when count(distinct outlet_id) = 1 then min(outlet_id::text)::uuid end as "outletId",
        case when count(distinct agent_id) = 1 then min(agent_name) end as "agentName",
        case when count(distinct payer_name) = 1 then min(payer_name) end as "payerName",
        sum(total)::bigint as "totalMinor", sum(undated)::bigint as "undatedMinor",
        sum(to7)::bigint as "upTo7Minor", sum(to14)::bigint as "upTo14Minor",
        sum(to30)::bigint as "upTo30Minor", sum(over30)::bigint as "over30Minor",
        min(oldest) as "oldestDueDay", min(as_at) as "asAt", bool_or(doubtful) as doubtful,
        max(pay_day) filter (where state in ('open', 'broken')) as "promiseDay",
        case when bool_or(state = 'broken') then 'broken' when bool_or(state = 'open') then 'open'
          end as "promiseState"
      from named group by ${sql.ref(group.id)})
    select grouped.*, count(*) over ()::int as "rowCount",
      sum("totalMinor") over ()::bigint as "allMinor"
    from grouped, clock
    where (${asked.olderThanDays} = 0 or clock.today - "oldestDueDay" >= ${asked.olderThanDays})
      and (${asked.promise} = 'any' or "promiseState" is not distinct from ${promise})
    order by "totalMinor" desc, code, id offset ${asked.offset} limit ${asked.limit}`.execute(db)
  return {
    rows: rows.map((row) => {
      const { rowCount: _, allMinor: __, ...shown } = row
      return shown
    }),
    rowCount: rows[0]?.rowCount ?? 0,
    totalMinor: rows[0]?.allMinor ?? 0,
  }
}
