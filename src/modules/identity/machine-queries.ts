import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type MachineRow = {
  keyId: string
  distributorId: string
  tenantCode: string
  currency: string
  timeZone: string
  secretHash: string
}

const MACHINE = `k.id as "keyId", k.distributor_id as "distributorId", t.code as "tenantCode",
  t.currency, t.time_zone as "timeZone", k.secret_hash as "secretHash"
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
  key: { id: string; distributorId: string; login: string; secretHash: string },
): Promise<string | null> => {
  const rows = await prepared<{ id: string }>(tx, {
    name: 'upsert_machine_key',
    text: `insert into identity.machine_key (id, distributor_id, kind, login, secret_hash)
      values ($1, $2, 'exchange', $3, $4)
      on conflict (login) do update set secret_hash = excluded.secret_hash, revoked_at = null
        where identity.machine_key.distributor_id = excluded.distributor_id
      returning id`,
    values: [key.id, key.distributorId, key.login, key.secretHash],
  })
  return rows[0]?.id ?? null
}
