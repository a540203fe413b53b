import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type MachineRow = {
  keyId: string
  login: string
  distributorId: string
  tenantCode: string
  currency: string
  timeZone: string
  feedId: string | null
  secretHash: string
}

const MACHINE = `k.id as "keyId", k.login, k.distributor_id as "distributorId", t.code as "tenantCode",
  t.currency, t.time_zone as "timeZone", k.feed_id as "feedId", k.secret_hash as "secretHash"
  from identity.machine_key k join identity.tenant t on t.id = k.distributor_id`

export const machineByLogin = async (db: Db, login: string) =>
  (
    await prepared<MachineRow>(db, {
      name: 'machine_by_login',
      text: `select ${MACHINE} where k.login = $1 and k.revoked_at is null`,
      values: [login],
    })
  )[0]

export const machineByToken = async (db: Db, tokenHash: Buffer) =>
  (
    await prepared<MachineRow>(db, {
      name: 'machine_by_token',
      text: `select ${MACHINE} join identity.machine_session s on s.key_id = k.id
        where s.token_hash = $1 and s.expires_at > platform.now() and k.revoked_at is null`,
      values: [tokenHash],
    })
  )[0]

export const insertMachineSession = (tx: Tx, keyId: string, tokenHash: Buffer) =>
  prepared(tx, {
    name: 'insert_machine_session',
    text: `insert into identity.machine_session (token_hash, key_id, expires_at)
      values ($1, $2, platform.now() + interval '6 hours')`,
    values: [tokenHash, keyId],
  })

/** Adds a key or gives the known login a new secret; its id, or null when the login is another's. */
export const upsertMachineKey = async (
  tx: Tx,
  key: {
    id: string
    distributorId: string
    login: string
    secretHash: string
    feedId: string | null
  },
): Promise<string | null> => {
  const rows = await prepared<{ id: string }>(tx, {
    name: 'upsert_machine_key',
    text: `insert into identity.machine_key (id, distributor_id, kind, login, secret_hash, feed_id)
      values ($1, $2, 'exchange', $3, $4, $5)
      on conflict (login) do update set secret_hash = excluded.secret_hash, revoked_at = null
        where identity.machine_key.distributor_id = excluded.distributor_id
      returning id`,
    values: [key.id, key.distributorId, key.login, key.secretHash, key.feedId],
  })
  return rows[0]?.id ?? null
}

/** Adds a key of a feed; false when this key was issued before. */
export const insertMachineKey = async (
  tx: Tx,
  key: { id: string; distributorId: string; feedId: string; login: string; secretHash: string },
): Promise<boolean> => {
  const rows = await prepared(tx, {
    name: 'insert_machine_key',
    text: `insert into identity.machine_key (id, distributor_id, kind, feed_id, login, secret_hash)
      values ($1, $2, 'exchange', $3, $4, $5) on conflict (id) do nothing returning id`,
    values: [key.id, key.distributorId, key.feedId, key.login, key.secretHash],
  })
  return rows.length === 1
}

/** One at a time issues a key of a feed. */
export const lockFeedKeys = (tx: Tx, feedId: string) =>
  prepared(tx, {
    name: 'lock_feed_keys',
    text: 'select pg_advisory_xact_lock(7305, hashtext($1))',
    values: [feedId],
  })

/** How many keys open a feed. */
export const countFeedKeys = async (tx: Tx, distributorId: string, feedId: string) =>
  (
    await prepared<{ keys: number }>(tx, {
      name: 'count_feed_keys',
      text: `select count(*)::int as keys from identity.machine_key
        where distributor_id = $1 and feed_id = $2 and revoked_at is null`,
      values: [distributorId, feedId],
    })
  )[0]?.keys ?? 0

export type KeyRow = {
  id: string
  feedId: string | null
  login: string
  madeAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

/** The keys of a distributor's machines, those that open something first. */
export const keysOf = (db: Db, distributorId: string, limit: number) =>
  prepared<KeyRow>(db, {
    name: 'machine_keys_of',
    text: `select id, feed_id as "feedId", login, created_at as "madeAt",
        last_used_at as "lastUsedAt", revoked_at as "revokedAt"
      from identity.machine_key where distributor_id = $1
      order by revoked_at desc nulls first, created_at desc, id limit $2`,
    values: [distributorId, limit],
  })

export const revokeKey = async (tx: Tx, distributorId: string, id: string): Promise<boolean> => {
  const rows = await prepared(tx, {
    name: 'revoke_machine_key',
    text: `update identity.machine_key set revoked_at = platform.now()
      where distributor_id = $1 and id = $2 and revoked_at is null returning id`,
    values: [distributorId, id],
  })
  return rows.length === 1
}

export const revokeKeysOfFeed = (tx: Tx, distributorId: string, feedId: string) =>
  prepared(tx, {
    name: 'revoke_keys_of_feed',
    text: `update identity.machine_key set revoked_at = platform.now()
      where distributor_id = $1 and feed_id = $2 and revoked_at is null`,
    values: [distributorId, feedId],
  })

export const noteKeyUsed = (tx: Tx, distributorId: string, keyId: string) =>
  prepared(tx, {
    name: 'note_machine_key_used',
    text: `update identity.machine_key set last_used_at = platform.now()
      where distributor_id = $1 and id = $2`,
    values: [distributorId, keyId],
  })
