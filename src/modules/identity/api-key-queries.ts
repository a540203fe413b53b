import type { KEY_RIGHTS } from '../../platform/call.ts'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'

/** What a key may be allowed. */
export type KeyRight = (typeof KEY_RIGHTS)[number]

export type KeyMember = {
  keyId: string
  name: string
  stale: boolean
  tenantId: string
  tenantCode: string
  tenantName: string
  currency: string
  timeZone: string
  tenantLanguage: Language
  rights: KeyRight[]
}

/** What a key opens, read on every request: a revoked one is gone at once. */
export const apiKeyOf = async (db: Db, tokenHash: Buffer) =>
  (
    await prepared<KeyMember>(db, {
      name: 'api_key_of',
      text: `select k.id as "keyId", k.name, t.id as "tenantId", t.code as "tenantCode",
          t.name as "tenantName", t.currency, t.time_zone as "timeZone",
          t.language as "tenantLanguage",
          k.last_used_at is null or k.last_used_at < platform.now() - interval '5 minutes' as stale,
          (select coalesce(json_agg(r.right_code), '[]') from identity.api_key_right r
            where r.distributor_id = k.distributor_id and r.key_id = k.id) as rights
        from identity.api_key k join identity.tenant t on t.id = k.distributor_id
        where k.token_hash = $1 and k.revoked_at is null`,
      values: [tokenHash],
    })
  )[0]

export const noteApiKeyUsed = (tx: Tx, distributorId: string, id: string) =>
  prepared(tx, {
    name: 'note_api_key_used',
    text: `update identity.api_key set last_used_at = platform.now()
      where distributor_id = $1 and id = $2`,
    values: [distributorId, id],
  })

/** Counts a request of a key in the running minute; how many that makes, and the seconds left of it. */
export const countKeyRequest = async (tx: Tx, keyId: string) => {
  const [counted] = await prepared<{ used: number; secondsLeft: number }>(tx, {
    name: 'count_key_request',
    text: `insert into identity.allowance as a (subject, window_start, used)
      values ('api key ' || $1, date_trunc('minute', platform.now()), 1)
      on conflict (subject, window_start) do update set used = a.used + 1
      returning used, greatest(1, ceil(extract(epoch from
        window_start + interval '1 minute' - platform.now())))::int as "secondsLeft"`,
    values: [keyId],
  })
  if (!counted) throw new Error('a request that was not counted')
  return counted
}

export type ApiKeyRow = {
  id: string
  name: string
  rights: KeyRight[]
  madeAt: string
  madeByName: string
  lastUsedAt: string | null
  revokedAt: string | null
}

/** The keys of a distributor, those that open something first. */
export const apiKeysOf = (db: Db, distributorId: string, limit: number) =>
  prepared<ApiKeyRow>(db, {
    name: 'api_keys_of',
    text: `select k.id, k.name, k.made_at as "madeAt", p.name as "madeByName",
        k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
        (select coalesce(json_agg(r.right_code order by r.right_code), '[]')
          from identity.api_key_right r
          where r.distributor_id = k.distributor_id and r.key_id = k.id) as rights
      from identity.api_key k join identity.person p on p.id = k.made_by
      where k.distributor_id = $1
      order by k.revoked_at desc nulls first, k.made_at desc, k.id limit $2`,
    values: [distributorId, limit],
  })

export type NewApiKey = {
  id: string
  distributorId: string
  name: string
  tokenHash: Buffer
  madeBy: string
  rights: KeyRight[]
}

/** Adds a key with its rights; false when this key was issued before. */
export const insertApiKey = async (tx: Tx, key: NewApiKey): Promise<boolean> => {
  const made = await prepared(tx, {
    name: 'insert_api_key',
    text: `with made as (
        insert into identity.api_key (id, distributor_id, name, token_hash, made_by)
        values ($1, $2, $3, $4, $5) on conflict (distributor_id, id) do nothing returning id, distributor_id)
      insert into identity.api_key_right (distributor_id, key_id, right_code)
      select made.distributor_id, made.id, r.code from made cross join unnest($6::text[]) r(code)
      returning key_id`,
    values: [key.id, key.distributorId, key.name, key.tokenHash, key.madeBy, key.rights],
  })
  return made.length > 0
}

/** How many keys open something; one at a time is issued. */
export const countApiKeys = async (tx: Tx, distributorId: string): Promise<number> => {
  await prepared(tx, {
    name: 'lock_api_keys',
    text: 'select pg_advisory_xact_lock(7306, hashtext($1))',
    values: [distributorId],
  })
  const [counted] = await prepared<{ keys: number }>(tx, {
    name: 'count_api_keys',
    text: `select count(*)::int as keys from identity.api_key
      where distributor_id = $1 and revoked_at is null`,
    values: [distributorId],
  })
  return counted?.keys ?? 0
}

export const revokeApiKey = async (tx: Tx, distributorId: string, id: string): Promise<boolean> => {
  const rows = await prepared(tx, {
    name: 'revoke_api_key',
    text: `update identity.api_key set revoked_at = platform.now()
      where distributor_id = $1 and id = $2 and revoked_at is null returning id`,
    values: [distributorId, id],
  })
  return rows.length === 1
}
