import { DEFAULT_ROLES, joinRights } from '../../modules/identity/role-rules.ts'
import type { Right, Scope } from '../../platform/call.ts'
import type { Member, Tenant } from '../../platform/serve.ts'
import { seededId } from '../random.ts'

type Named = { id: string; name: string }

/** Somebody of the demo as the calls see him: his role with its rights, on a device of his own. */
export function memberAs(tenant: Tenant, role: string, person: Named, place: string): Member {
  const rights = Object.entries(DEFAULT_ROLES[role] ?? {}) as [Right, Scope][]
  return {
    ...{ tenant, personId: person.id, personName: person.name, roles: [role] },
    rights: joinRights(rights.map(([right, scope]) => ({ right, scope }))),
    deviceId: seededId(1, 'device', `${role} ${place}`, 1_700_000_000_000),
    ...{ sessionId: '', language: 'uk', requestId: 'demo', act: null },
  }
}
