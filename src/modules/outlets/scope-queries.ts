import { type Expression, type SqlBool, sql } from 'kysely'
import type { Right, Scope } from '../../platform/call.ts'
import { type Db, prepared } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'

const TODAY = `(platform.now() at time zone $4)::date`

// What each scope sees, over an outlet id, given $1 distributor, $3 person, $4 time zone.
const sees: Record<Scope, (outletId: string) => string> = {
  own: (outletId) => `exists (select 1 from outlets.buyer b where b.distributor_id = $1
    and b.outlet_id = ${outletId} and b.person_id = $3 and b.revoked_at is null)`,
  territory: (outletId) => `exists (select 1 from outlets.outlet_territory ot
    join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = ot.territory_id
      and ta.from_day <= ${TODAY} and (ta.to_day is null or ta.to_day >= ${TODAY})
    join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id and a.left_at is null
    where ot.distributor_id = $1 and ot.outlet_id = ${outletId} and a.person_id = $3
      and ot.from_day <= ${TODAY} and (ot.to_day is null or ot.to_day >= ${TODAY}))`,
  team: (outletId) => `exists (select 1 from outlets.outlet_territory ot
    join outlets.territory t on t.distributor_id = $1 and t.id = ot.territory_id
    join outlets.agent s on s.distributor_id = $1 and s.id = t.supervisor_id and s.left_at is null
    where ot.distributor_id = $1 and ot.outlet_id = ${outletId} and s.person_id = $3
      and ot.from_day <= ${TODAY} and (ot.to_day is null or ot.to_day >= ${TODAY}))`,
  tenant: () => 'true',
}

/** True when the member may exercise the right on the outlet; unknown and foreign are both false. */
export async function seesOutlet(
  db: Db,
  member: Member,
  right: Right,
  outletId: string,
): Promise<boolean> {
  const scope = member.rights.get(right)
  if (!scope) return false
  const rows = await prepared(db, {
    name: `sees_outlet_${scope}`,
    text: `select 1 from outlets.outlet o where o.distributor_id = $1 and o.id = $2
      and $3::uuid is not null and $4::text is not null and ${sees[scope]('o.id')}`,
    values: [member.tenant.id, outletId, member.personId, member.tenant.timeZone],
  })
  return rows.length === 1
}

/** The same as a condition of a Kysely query over a column that holds an outlet's id. */
export function visibleOutlets(member: Member, right: Right) {
  const scope = member.rights.get(right)
  return (outletId: Expression<string>): Expression<SqlBool> => {
    if (scope === 'tenant') return sql<SqlBool>`true`
    if (!scope) return sql<SqlBool>`false`
    const values: Record<string, unknown> = {
      $1: member.tenant.id,
      $3: member.personId,
      $4: member.tenant.timeZone,
    }
    const [first = '', ...rest] = sees[scope]('$0').split(/(?=\$[0134])/)
    const parts = rest.map((part) => {
      const name = part.slice(0, 2)
      const value = name === '$0' ? outletId : sql.val(values[name])
      const cast = name === '$1' || name === '$3' ? sql.raw('::uuid') : sql.raw('')
      return sql`${value}${cast}${sql.raw(part.slice(2))}`
    })
    return sql<SqlBool>`${sql.raw(first)}${sql.join(parts, sql.raw(''))}`
  }
}

/**
 * The same as text of a statement whose $1 is the distributor, $3 the person and $4 the time zone;
 * `outletId` is the text of the column or parameter that holds the outlet's id.
 */
export function visibleText(member: Member, right: Right, outletId: string): string {
  const scope = member.rights.get(right)
  const named = '$3::uuid is not null and $4::text is not null'
  return scope ? `${named} and ${sees[scope](outletId)}` : `${named} and false`
}
