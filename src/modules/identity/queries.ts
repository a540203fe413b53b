import type { Right, Scope } from '../../platform/call.ts'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import { LIMITS } from '../../platform/limits.ts'

export type SessionRow = {
  sessionId: string
  personId: string
  personName: string
  language: Language | null
  deviceId: string
  /** How long the session need not be written to have been heard; 0: at once. */
  heardMs: number
}
export type MemberRow = SessionRow & {
  tenantId: string | null
  tenantCode: string
  tenantName: string
  currency: string
  timeZone: string
  tenantLanguage: Language
  rights: [role: string, right: Right, scope: Scope][] | null
}

const OPEN_SESSION = `identity.session s join identity.person p on p.id = s.person_id`
const IS_OPEN = `s.token_hash = $1 and s.revoked_at is null and s.expires_at > platform.now()`
// Cut-offs lie on whole minutes: heard once in each minute is told for all of it.
const LEFT_OF_MINUTE = `(case when s.seen_at < date_trunc('minute', platform.now()) then 0
  else 60000 - extract(milliseconds from platform.now()) end)::int`
const SESSION_COLUMNS = `s.id as "sessionId", p.id as "personId", p.name as "personName",
  p.language, s.device_id as "deviceId", ${LEFT_OF_MINUTE} as "heardMs"`

/** The open session of a token, read on every request: a revoked one is gone at once. */
export const sessionOf = async (db: Db, tokenHash: Buffer): Promise<SessionRow | undefined> =>
  (
    await prepared<SessionRow>(db, {
      name: 'session_of',
      text: `select ${SESSION_COLUMNS} from ${OPEN_SESSION} where ${IS_OPEN}`,
      values: [tokenHash],
    })
  )[0]

/** The session together with its rights in the tenant of the path, in one statement. */
export const memberOf = async (
  db: Db,
  tokenHash: Buffer,
  tenantCode: string,
): Promise<MemberRow | undefined> =>
  (
    await prepared<MemberRow>(db, {
      name: 'member_of',
      text: `select ${SESSION_COLUMNS}, t.id as "tenantId", t.code as "tenantCode",
        t.name as "tenantName", t.currency, t.time_zone as "timeZone", t.language as "tenantLanguage",
        (select json_agg(json_build_array(m.role, r.right_code, r.scope))
         from identity.membership m left join identity.role_right r
           on r.distributor_id = m.distributor_id and r.role = m.role
         where m.person_id = p.id and m.distributor_id = t.id and m.revoked_at is null) as rights
        from ${OPEN_SESSION} left join identity.tenant t on t.code = $2 where ${IS_OPEN}`,
      values: [tokenHash, tenantCode],
    })
  )[0]

/** Notes that a session was heard; how long that holds, in milliseconds. */
export const touchSession = async (tx: Tx, sessionId: string): Promise<number> => {
  const [row] = await prepared<{ heardMs: number }>(tx, {
    name: 'touch_session',
    text: `update identity.session s set seen_at = platform.now()
      where s.id = $1 and s.seen_at < date_trunc('minute', platform.now())
      returning (60000 - extract(milliseconds from platform.now()))::int as "heardMs"`,
    values: [sessionId],
  })
  return row?.heardMs ?? 0
}

export async function insertSession(
  tx: Tx,
  session: {
    id: string
    tokenHash: Buffer
    personId: string
    deviceId: string
    userAgent: string
  },
): Promise<void> {
  await prepared(tx, {
    name: 'insert_session',
    text: `insert into identity.session (id, token_hash, person_id, device_id, user_agent, expires_at)
      values ($1, $2, $3, $4, $5, platform.now() + make_interval(secs => ${LIMITS.sessionSeconds}))`,
    values: [session.id, session.tokenHash, session.personId, session.deviceId, session.userAgent],
  })
}

/** Open sessions last so much longer. */
export const prolongSessions = (tx: Tx, seconds: number) =>
  prepared(tx, {
    name: 'prolong_sessions',
    text: `update identity.session set expires_at = expires_at + make_interval(secs => $1)
      where revoked_at is null and expires_at > platform.now()`,
    values: [Math.ceil(seconds)],
  })

/** Closes one of a person's sessions; false when it is not his or already closed. */
export async function revokeSession(tx: Tx, personId: string, sessionId: string): Promise<boolean> {
  const revoked = await prepared(tx, {
    name: 'revoke_session',
    text: `update identity.session set revoked_at = platform.now()
      where id = $1 and person_id = $2 and revoked_at is null returning id`,
    values: [sessionId, personId],
  })
  return revoked.length === 1
}

/** Closes all sessions of a person but one; returns which. */
export const revokeOtherSessions = (tx: Tx, personId: string, keptId: string) =>
  prepared<{ id: string }>(tx, {
    name: 'revoke_other_sessions',
    text: `update identity.session set revoked_at = platform.now()
      where person_id = $1 and id <> $2 and revoked_at is null and expires_at > platform.now()
      returning id`,
    values: [personId, keptId],
  })

/** The distributors a person belongs to now. */
export const distributorsOf = (db: Db, personId: string) =>
  prepared<{ id: string }>(db, {
    name: 'distributors_of',
    text: `select distinct distributor_id as id from identity.membership
      where person_id = $1 and revoked_at is null order by 1`,
    values: [personId],
  })

/** The names of people; of one who was erased there is none. */
export const namesOf = (db: Db, ids: string[]) =>
  prepared<{ id: string; name: string }>(db, {
    name: 'names_of',
    text: 'select id, name from identity.person where id = any($1)',
    values: [ids],
  })

export const openSessions = (db: Db, personId: string) =>
  prepared<{ id: string; userAgent: string; openedAt: string; seenAt: string }>(db, {
    name: 'open_sessions',
    text: `select id, user_agent as "userAgent", opened_at as "openedAt", seen_at as "seenAt"
      from identity.session where person_id = $1 and revoked_at is null
      and expires_at > platform.now() order by seen_at desc limit ${LIMITS.pageRowsMax}`,
    values: [personId],
  })

export const personById = (db: Db, id: string) =>
  db
    .selectFrom('identity.person')
    .select(['id', 'name', 'phone', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export async function insertPerson(
  tx: Tx,
  person: { id: string; phone: string; name: string },
): Promise<string> {
  const row = await tx
    .insertInto('identity.person')
    .values(person)
    .onConflict((oc) => oc.column('phone').doUpdateSet({ phone: person.phone }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const setPersonLanguage = (tx: Tx, id: string, language: Language) =>
  tx.updateTable('identity.person').set({ language }).where('id', '=', id).execute()

export type TenantRow = {
  code: string
  name: string
  kind: 'distributor' | 'manufacturer'
  currency: string
  timeZone: string
  language: Language
  roles: [role: string, right: Right | null, scope: Scope | null][]
}

/** The tenants a person belongs to, with roles and rights. */
export const tenantsOf = (db: Db, personId: string) =>
  prepared<TenantRow>(db, {
    name: 'tenants_of',
    text: `select t.code, t.name, t.kind, t.currency, t.time_zone as "timeZone", t.language,
      json_agg(json_build_array(m.role, r.right_code, r.scope)) as roles
      from identity.membership m join identity.tenant t on t.id = m.distributor_id
      left join identity.role_right r on r.distributor_id = m.distributor_id and r.role = m.role
      where m.person_id = $1 and m.revoked_at is null group by t.id order by t.name`,
    values: [personId],
  })

export const demoLogins = (db: Db) =>
  db
    .selectFrom('identity.demo_login')
    .innerJoin('identity.tenant', 'identity.tenant.code', 'identity.demo_login.tenant_code')
    .select([
      'identity.demo_login.phone',
      'identity.demo_login.name',
      'role',
      'tenant_code as tenantCode',
      'identity.tenant.name as tenantName',
    ])
    .orderBy('rank')
    .execute()

export const clockNow = async (db: Db): Promise<string> =>
  (
    await prepared<{ now: string }>(db, {
      name: 'clock_now',
      text: 'select platform.now() as now',
      values: [],
    })
  )[0]?.now ?? ''

/** Whom a distributor writes to: null when the person does not belong to it any more. */
export const addressees = (db: Db, distributorId: string, personIds: string[]) =>
  prepared<{ personId: string; phone: string; language: Language | null }>(db, {
    name: 'addressees',
    text: `select p.id as "personId", p.phone, p.language from identity.person p
      where p.id = any($2::uuid[]) and exists (select 1 from identity.membership m
        where m.distributor_id = $1 and m.person_id = p.id and m.revoked_at is null)`,
    values: [distributorId, personIds],
  })
