import { sql } from 'kysely'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visible } from '../outlets/outlets.ts'
import type { HandPerson } from './hand-contract.ts'

type Amounts = { percentBp: number; budgetMinor: number }
type Role = HandPerson['role']
type Setting = { whenOver: 'refuse' | 'approval'; proposeAfter: number }

/** What the distributor set about discounts by hand, or the defaults. */
export const handSetting = async (db: Db, distributorId: string): Promise<Setting> =>
  (
    await prepared<Setting>(db, {
      name: 'hand_setting',
      text: `select when_over as "whenOver", propose_after as "proposeAfter"
        from ordering.hand_setting where distributor_id = $1`,
      values: [distributorId],
    })
  )[0] ?? { whenOver: 'refuse', proposeAfter: 3 }

/** Sets it, with who did. */
export const upsertHandSetting = (
  tx: Tx,
  distributorId: string,
  setting: Setting & { personId: string },
) =>
  prepared(tx, {
    name: 'upsert_hand_setting',
    text: `insert into ordering.hand_setting (distributor_id, when_over, propose_after, changed_by)
      values ($1, $2, $3, $4)
      on conflict (distributor_id) do update set when_over = excluded.when_over,
        propose_after = excluded.propose_after, changed_by = excluded.changed_by,
        changed_at = platform.now()`,
    values: [distributorId, setting.whenOver, setting.proposeAfter, setting.personId],
  })

/** The limits of roles. */
export const roleLimits = (db: Db, distributorId: string) =>
  prepared<Amounts & { role: Role }>(db, {
    name: 'hand_role_limits',
    text: `select r.role, coalesce(l.percent_bp, 0) as "percentBp",
        coalesce(l.budget_minor, 0) as "budgetMinor"
      from unnest(array['agent', 'supervisor', 'office']) with ordinality r (role, nth)
      left join ordering.hand_limit l on l.distributor_id = $1 and l.holder = r.role
      order by r.nth`,
    values: [distributorId],
  })

/** Agents and supervisors whom a person may see, with limit and month; all: of the whole tenant. */
export const handPeople = (
  db: Db,
  asked: { distributorId: string; personId: string; all: boolean; timeZone: string },
) =>
  prepared<HandPerson>(db, {
    name: 'hand_people',
    text: `with clock as materialized (
        select date_trunc('month', platform.now() at time zone $4)::date as month),
      people as (
        select distinct on (a.person_id) a.person_id, a.name, a.kind as role
        from outlets.agent a left join outlets.agent s
          on s.distributor_id = $1 and s.id = a.supervisor_id
        where a.distributor_id = $1 and a.person_id is not null and a.left_at is null
          and ($3 or a.person_id = $2::uuid or s.person_id = $2::uuid or exists (
            select 1 from outlets.territory t
            join outlets.agent v on v.distributor_id = $1 and v.id = t.supervisor_id
            join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
            where t.distributor_id = $1 and v.person_id = $2::uuid and ta.agent_id = a.id
              and ta.to_day is null))
        order by a.person_id, a.kind desc)
      select p.person_id as "personId", p.name, p.role,
        coalesce(own.percent_bp, r.percent_bp, 0) as "percentBp",
        coalesce(own.budget_minor, r.budget_minor, 0) as "budgetMinor",
        own.holder is not null as own, coalesce(s.spent_minor, 0) as "spentMinor",
        (select count(*)::int from ordering.hand_discount h where h.distributor_id = $1
          and h.taken_from = p.person_id and h.month = c.month and h.given_back_at is null) as given
      from clock c, people p
      left join ordering.hand_limit own
        on own.distributor_id = $1 and own.holder = p.person_id::text
      left join ordering.hand_limit r on r.distributor_id = $1 and r.holder = p.role
      left join ordering.hand_spent s on s.distributor_id = $1 and s.person_id = p.person_id
        and s.month = (select month from clock)
      order by p.role desc, p.name`,
    values: [asked.distributorId, asked.personId, asked.all, asked.timeZone],
  })

/** Whether a limit may be of this holder: a role, or an agent or supervisor who is there. */
export const isHolder = async (db: Db, distributorId: string, holder: string): Promise<boolean> =>
  (
    await prepared(db, {
      name: 'is_hand_holder',
      text: `select 1 where $2::text in ('agent', 'supervisor', 'office') or exists (
          select 1 from outlets.agent a
          where a.distributor_id = $1 and a.person_id::text = $2::text and a.left_at is null)`,
      values: [distributorId, holder],
    })
  ).length === 1

/** Puts the limit of a role or person, or takes it away. */
export const putLimit = (
  tx: Tx,
  distributorId: string,
  { holder, limit, changedBy }: { holder: string; limit: Amounts | null; changedBy: string },
) =>
  limit
    ? prepared(tx, {
        name: 'put_hand_limit',
        text: `insert into ordering.hand_limit
            (distributor_id, holder, percent_bp, budget_minor, changed_by)
          values ($1, $2, $3, $4, $5)
          on conflict (distributor_id, holder) do update set percent_bp = excluded.percent_bp,
            budget_minor = excluded.budget_minor, changed_by = excluded.changed_by,
            changed_at = platform.now()`,
        values: [distributorId, holder, limit.percentBp, limit.budgetMinor, changedBy],
      })
    : prepared(tx, {
        name: 'drop_hand_limit',
        text: `delete from ordering.hand_limit where distributor_id = $1 and holder = $2`,
        values: [distributorId, holder],
      })

export type GivenRow = {
  id: string
  orderId: string
  number: string
  outletId: string
  outletName: string
  productName: string
  percentBp: number
  offMinor: number
  reason: 'competitor' | 'volume' | 'expiry' | 'mistake' | 'loyalty'
  giver: string
  givenAt: string
  state: 'taken' | 'waits' | 'given_back'
}

/** What was given by hand in the member's scope, newest first. */
export async function handsGiven(
  db: Db,
  member: Member,
  asked: { personId?: string | undefined; outletId?: string | undefined; limit: number },
): Promise<GivenRow[]> {
  const { id: distributor } = member.tenant
  const may = visible(member, 'order.release')(sql.ref('h.outlet_id'))
  const person = asked.personId ?? null
  const outlet = asked.outletId ?? null
  const { rows } = await sql<GivenRow>`
    select h.id, h.order_id as "orderId", o.number, h.outlet_id as "outletId",
      u.name as "outletName", p.name as "productName", h.percent_bp as "percentBp",
      h.off_minor as "offMinor", h.reason, h.giver_name as giver, h.given_at as "givenAt",
      case when h.given_back_at is not null then 'given_back'
        when h.taken_from is null then 'waits' else 'taken' end as state
    from ordering.hand_discount h
    join ordering.order o on o.distributor_id = ${distributor} and o.id = h.order_id
    join outlets.outlet u on u.distributor_id = ${distributor} and u.id = h.outlet_id
    join catalogue.product p on p.distributor_id = ${distributor} and p.id = h.product_id
    where h.distributor_id = ${distributor} and ${may}
      and (${person}::uuid is null or h.giver_id = ${person} or h.taken_from = ${person})
      and (${outlet}::uuid is null or h.outlet_id = ${outlet})
    order by h.given_at desc, h.id desc limit ${asked.limit}`.execute(db)
  return rows
}

export type ProposalRow = {
  id: string
  outletId: string
  outletName: string
  contractCode: string
  payerName: string
  productId: string
  productCode: string
  productName: string
  unitCode: string
  percentBp: number
  times: number
  offMinor: number
  accepted: boolean | null
}

/** Conditions that are proposed, or agreed on, in the member's scope, the dearest first. */
export async function handProposals(
  db: Db,
  member: Member,
  asked: { show: 'open' | 'accepted'; limit: number },
): Promise<ProposalRow[]> {
  const { id: distributor } = member.tenant
  const may = visible(member, 'order.release')(sql.ref('r.outlet_id'))
  const accepted = asked.show === 'accepted' ? true : null
  const { rows } = await sql<ProposalRow>`
    select r.id, r.outlet_id as "outletId", u.name as "outletName", k.code as "contractCode",
      y.name as "payerName", r.product_id as "productId", p.code as "productCode",
      p.name as "productName", r.unit_code as "unitCode", r.percent_bp as "percentBp", r.accepted,
      coalesce(g.times, 0)::int as times, coalesce(g.off_minor, 0)::bigint as "offMinor"
    from ordering.hand_proposal r
    join outlets.outlet u on u.distributor_id = ${distributor} and u.id = r.outlet_id
    join accounts.contract k on k.distributor_id = ${distributor} and k.id = r.contract_id
    join outlets.payer y on y.distributor_id = ${distributor} and y.id = k.payer_id
    join catalogue.product p on p.distributor_id = ${distributor} and p.id = r.product_id
    left join lateral (select count(*) as times, sum(h.off_minor) as off_minor
      from ordering.hand_discount h where h.distributor_id = ${distributor}
        and h.outlet_id = r.outlet_id and h.product_id = r.product_id
        and h.contract_id = r.contract_id and h.unit_code = r.unit_code
        and h.given_back_at is null and h.taken_from is not null) g on true
    where r.distributor_id = ${distributor} and ${may}
      and r.accepted is not distinct from ${accepted}::boolean
    order by "offMinor" desc, r.id limit ${asked.limit}`.execute(db)
  return rows
}

/** Decides an open proposal; false when there is none, or somebody decided before. */
export const decideProposal = async (
  tx: Tx,
  asked: { distributorId: string; id: string; accepted: boolean; decidedBy: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'decide_hand_proposal',
      text: `update ordering.hand_proposal set decided_at = platform.now(), accepted = $3,
          decided_by = $4
        where distributor_id = $1 and id = $2 and decided_at is null returning 1`,
      values: [asked.distributorId, asked.id, asked.accepted, asked.decidedBy],
    })
  ).length === 1
