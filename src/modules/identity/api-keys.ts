import { randomBytes } from 'node:crypto'
import { type Right, type Scope, UNKNOWN } from '../../platform/call.ts'
import { type Pools, readGlobal, writeGlobal } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Caller, failure, type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import { apiKeysCall, makeApiKeyCall, revokeApiKeyCall } from './api-key-contract.ts'
import {
  apiKeyOf,
  apiKeysOf,
  countApiKeys,
  countKeyRequest,
  insertApiKey,
  type KeyMember,
  type KeyRight,
  noteApiKeyUsed,
  revokeApiKey,
} from './api-key-queries.ts'
import { hashOf } from './sign-in.ts'

/** Keys for the REST API. */
export const apiKeyRoutes = ({ pools }: { pools: Pools }) => ({
  apiKeys: serveTenant(apiKeysCall, ({ tenant }) =>
    readGlobal(pools.identity, async (db) =>
      ok({ keys: await apiKeysOf(db, tenant.id, LIMITS.pageRowsMax) }),
    ),
  ),
  makeApiKey: serveTenant(makeApiKeyCall, (member, said) => makeApiKey(pools, member, said)),
  revokeApiKey: serveTenant(revokeApiKeyCall, (member, { keyId }) =>
    transactAs(pools.identity, member, async (tx) =>
      (await revokeApiKey(tx, member.tenant.id, keyId)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
})

async function makeApiKey(
  pools: Pools,
  member: Member,
  { keyId: id, name, rights }: { keyId: string; name: string; rights: KeyRight[] },
) {
  // Nobody gives what he does not hold.
  if (rights.some((right) => member.rights.get(right) !== 'tenant')) {
    return refuse({ code: 'right_not_yours' as const })
  }
  const token = `tandem_${randomBytes(32).toString('base64url')}`
  const distributorId = member.tenant.id
  const made = { id, distributorId, name, madeBy: member.personId, tokenHash: hashOf(token) }
  return transactAs(pools.identity, member, async (tx) => {
    const keys = await countApiKeys(tx, distributorId)
    if (keys >= LIMITS.apiKeysMax) return refuse({ code: 'too_many_keys' as const })
    const isNew = await insertApiKey(tx, { ...made, rights: [...new Set(rights)] })
    return isNew ? ok({ token }) : refuse({ code: 'key_known' as const })
  })
}

/** What a key for the REST API opens: its own distributor, with its own rights. */
export async function memberOfKey(
  pools: Pools,
  caller: Caller & { key: string },
  tenantCode: string,
): Promise<Member | null | 'signed_out'> {
  const row = await readGlobal(pools.identity, (db) => apiKeyOf(db, hashOf(caller.key)))
  if (!row) return 'signed_out'
  // What cannot be counted is not served: the call fails with it.
  const { used, secondsLeft } = await writeGlobal(pools.identity, (tx) =>
    countKeyRequest(tx, row.keyId),
  )
  if (used > LIMITS.keyRequestsPerMinuteMax) {
    caller.comeAgain?.(secondsLeft)
    throw failure('BUSY', caller.language)
  }
  if (row.stale) {
    // Only tells people when it was last used; a failure loses nothing.
    writeGlobal(pools.identity, (tx) => noteApiKeyUsed(tx, row.tenantId, row.keyId)).catch(
      () => undefined,
    )
  }
  return row.tenantCode === tenantCode ? keyMember(row, caller) : null
}

const keyMember = (row: KeyMember, caller: Caller): Member => ({
  isMachine: true,
  personId: row.keyId,
  personName: row.name,
  sessionId: row.keyId,
  deviceId: caller.deviceId,
  language: caller.language,
  requestId: caller.requestId,
  tenant: {
    id: row.tenantId,
    code: row.tenantCode,
    name: row.tenantName,
    currency: row.currency,
    timeZone: row.timeZone,
    language: row.tenantLanguage,
  },
  roles: [],
  rights: new Map<Right, Scope>(row.rights.map((right) => [right, 'tenant'])),
})
