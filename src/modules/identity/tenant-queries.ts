import type { Right } from '../../platform/call.ts'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import type { Tenant } from '../../platform/serve.ts'

export type NewTenant = {
  id: string
  code: string
  kind: 'distributor' | 'manufacturer'
  name: string
  country: string
  currency: string
  timeZone: string
  language: Language
}

export const insertTenant = (tx: Tx, tenant: NewTenant) =>
  tx
    .insertInto('identity.tenant')
    .values({
      id: tenant.id,
      code: tenant.code,
      kind: tenant.kind,
      name: tenant.name,
      country: tenant.country,
      currency: tenant.currency,
      time_zone: tenant.timeZone,
      language: tenant.language,
    })
    .execute()

export const insertRoleRights = (
  tx: Tx,
  distributorId: string,
  rows: { role: string; right: string; scope: string }[],
) =>
  tx
    .insertInto('identity.role_right')
    .values(
      rows.map(({ role, right, scope }) => ({
        distributor_id: distributorId,
        role,
        right_code: right,
        scope,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()

/** Lets one process at a time look after the roles of an organisation. */
export const lockTenant = (tx: Tx, distributorId: string) =>
  tx
    .selectFrom('identity.tenant')
    .select('id')
    .where('id', '=', distributorId)
    .forNoKeyUpdate()
    .execute()

/** Which rights of the standard roles an organisation was ever given. */
export const rightsGiven = (db: Db, distributorId: string) =>
  db
    .selectFrom('identity.role_given')
    .select(['role', 'right_code as right'])
    .where('distributor_id', '=', distributorId)
    .execute()

/** What the roles of an organisation may do. */
export const rightsHeld = (db: Db, distributorId: string) =>
  db
    .selectFrom('identity.role_right')
    .select(['role', 'right_code as right'])
    .where('distributor_id', '=', distributorId)
    .execute()

export const insertRightsGiven = (
  tx: Tx,
  distributorId: string,
  rows: { role: string; right: string }[],
) =>
  tx
    .insertInto('identity.role_given')
    .values(
      rows.map(({ role, right }) => ({ distributor_id: distributorId, role, right_code: right })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()

/** Removes a tenant of whom nothing is kept but its roles; its keys refuse any other. */
export async function deleteTenant(tx: Tx, distributorId: string): Promise<void> {
  await tx.deleteFrom('identity.role_given').where('distributor_id', '=', distributorId).execute()
  await tx.deleteFrom('identity.role_right').where('distributor_id', '=', distributorId).execute()
  await tx.deleteFrom('identity.tenant').where('id', '=', distributorId).execute()
}

export const insertMembership = (
  tx: Tx,
  grant: { distributorId: string; personId: string; role: string },
) =>
  tx
    .insertInto('identity.membership')
    .values({
      distributor_id: grant.distributorId,
      person_id: grant.personId,
      role: grant.role,
    })
    .onConflict((oc) =>
      oc
        .columns(['distributor_id', 'person_id', 'role'])
        .doUpdateSet({ revoked_at: null, revoked_by: null }),
    )
    .execute()

export const tenantOfCode = (db: Db, code: string) =>
  db
    .selectFrom('identity.tenant')
    .select(['id', 'code', 'country', 'currency', 'time_zone as timeZone'])
    .where('code', '=', code)
    .executeTakeFirst()

export const tenantOfId = (db: Db, distributorId: string) =>
  db
    .selectFrom('identity.tenant')
    .select(['id', 'code', 'name', 'currency', 'time_zone as timeZone', 'language'])
    .$castTo<Tenant>()
    .where('id', '=', distributorId)
    .executeTakeFirstOrThrow()

/** Every tenant, for what is done for each of them. */
export const tenantList = (db: Db) =>
  db.selectFrom('identity.tenant').select(['id', 'time_zone as timeZone']).orderBy('id').execute()

/** Who holds a right over the whole of an organisation now. */
export const holdersOf = async (db: Db, distributorId: string, right: Right): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'holders_of_right',
      text: `select distinct m.person_id as id from identity.membership m
        join identity.role_right r on r.distributor_id = m.distributor_id and r.role = m.role
        where m.distributor_id = $1 and m.revoked_at is null and r.right_code = $2
          and r.scope = 'tenant' order by m.person_id limit 100`,
      values: [distributorId, right],
    })
  ).map(({ id }) => id)

/** Our own people of an organisation with their roles, by name. */
export const staffOf = (db: Db, distributorId: string) =>
  prepared<{ id: string; name: string; roles: string[] }>(db, {
    name: 'staff_of',
    text: `select p.id, p.name, array_agg(m.role order by m.role) as roles
      from identity.membership m join identity.person p on p.id = m.person_id
      where m.distributor_id = $1 and m.revoked_at is null and m.role <> 'buyer'
      group by p.id order by p.name, p.id limit 1000`,
    values: [distributorId],
  })
