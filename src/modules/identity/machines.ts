import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { BY_PROGRAM, keepAudit } from '../../platform/audit-queries.ts'
import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readGlobal, type Tx, writeGlobal } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { countAllowance, giveAllowanceBack } from './code-queries.ts'
import {
  countFeedKeys,
  insertMachineKey,
  insertMachineSession,
  type KeyRow,
  keysOf,
  lockFeedKeys,
  type MachineRow,
  machineByLogin,
  machineByToken,
  noteKeyUsed,
  revokeKey,
  revokeKeysOfFeed,
  upsertMachineKey,
} from './machine-queries.ts'
import { hashOf } from './sign-in.ts'

export type Machine = Omit<MachineRow, 'secretHash'>
const hash = promisify<string, Buffer, number, Buffer>(scrypt)

/** Makes (or renews) the exchange key of a distributor; the secret is told once. */
export async function makeMachineKey(
  tx: Tx,
  key: { distributorId: string; login: string; secret: string; feedId?: string },
): Promise<void> {
  const secretHash = await hashOfSecret(key.secret)
  const id = await upsertMachineKey(tx, { id: uuidv7(), feedId: null, ...key, secretHash })
  if (!id) return
  const act = { word: 'exchange_key_made', on: 'machine_key', id, detail: {} } as const
  await keepAudit(tx, key.distributorId, { ...BY_PROGRAM, ...act })
}

async function hashOfSecret(secret: string): Promise<string> {
  const salt = randomBytes(16)
  const digest = await hash(secret, salt, 32)
  return `${salt.toString('base64url')}.${digest.toString('base64url')}`
}

/** Issues a key of a feed; refused when this key was issued before, or the feed has too many. */
export async function issueMachineKey(
  pools: Pools,
  member: Member,
  key: { id: string; distributorId: string; feedId: string; login: string; secret: string },
): Promise<Result<object, { code: 'key_known' | 'too_many_keys' }>> {
  const secretHash = await hashOfSecret(key.secret)
  return transactAs(pools.identity, member, async (tx) => {
    await lockFeedKeys(tx, key.feedId)
    const keys = await countFeedKeys(tx, key.distributorId, key.feedId)
    if (!(await insertMachineKey(tx, { ...key, secretHash }))) return refuse({ code: 'key_known' })
    return keys < LIMITS.feedKeysMax ? ok({}) : refuse({ code: 'too_many_keys' })
  })
}

/** The keys of a distributor's machines, revoked ones last. */
export const machineKeys = (pools: Pools, distributorId: string): Promise<KeyRow[]> =>
  readGlobal(pools.identity, (db) => keysOf(db, distributorId, LIMITS.pageRowsMax))

/** Revokes a key: open exchanges end with it. */
export const revokeMachineKey = (pools: Pools, member: Member, keyId: string) =>
  transactAs(pools.identity, member, async (tx) =>
    (await revokeKey(tx, member.tenant.id, keyId)) ? ok({}) : refuse(UNKNOWN),
  )

/** Revokes all keys of a feed, which is about to close. */
export const revokeFeedKeys = (
  pools: Pools,
  { distributorId, feedId }: { distributorId: string; feedId: string },
): Promise<unknown> =>
  writeGlobal(pools.identity, (tx) => revokeKeysOfFeed(tx, distributorId, feedId))

/** Whose login it was, and the token of what it opened; null: the secret was wrong. */
type Opened = { token: string; machine: Machine } | { token: null; machine: Machine | null }
const NOBODY = { token: null, machine: null }

/**
 * Opens an exchange for a login and secret; nothing when they are not right, or were wrong too often.
 * A try counts as wrong until it was right, so that many at once are no more than the limit.
 */
export async function openMachine(
  pools: Pools,
  asked: { login: string; secret: string },
): Promise<Opened> {
  if (!isLogin(asked.login)) return NOBODY
  const subject = `exchange ${asked.login}`
  const tries = await writeGlobal(pools.identity, (tx) => countAllowance(tx, subject))
  if (tries > LIMITS.machineFailuresPerHourMax) return NOBODY
  const known = await readGlobal(pools.identity, (db) => machineByLogin(db, asked.login))
  // An unknown login costs the same time as a wrong secret.
  const [salt = '', digest = ''] = (known?.secretHash ?? 'AAAA.AAAA').split('.')
  const made = await hash(asked.secret, Buffer.from(salt, 'base64url'), 32)
  const kept = Buffer.from(digest, 'base64url')
  if (!known) return NOBODY
  if (kept.length !== made.length || !timingSafeEqual(kept, made))
    return { ...NOBODY, machine: known }
  const token = randomBytes(32).toString('base64url')
  await writeGlobal(pools.identity, async (tx) => {
    await insertMachineSession(tx, known.keyId, hashOf(token))
    await noteKeyUsed(tx, known.distributorId, known.keyId)
    await giveAllowanceBack(tx, subject)
  })
  return { token, machine: known }
}

// What no table could keep is no login.
const isLogin = (text: string) =>
  text.length <= LIMITS.codeCharsMax && [...text].every((letter) => letter >= ' ')

/** The machine of an open exchange. */
export const machineOf = async (pools: Pools, token: string): Promise<Machine | null> =>
  (await readGlobal(pools.identity, (db) => machineByToken(db, hashOf(token)))) ?? null
