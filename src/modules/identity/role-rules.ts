import type { Right, Scope } from '../../platform/call.ts'

type Rights = Partial<Record<Right, Scope>>

const buyer: Rights = {
  'order.place': 'own',
  'order.read': 'own',
  'order.change': 'own',
  'catalogue.read': 'own',
  'outlet.read': 'own',
  'account.read': 'own',
  'slot.read': 'own',
}
const agent: Rights = {
  'order.place': 'territory',
  'order.place_for': 'territory',
  'order.read': 'territory',
  'order.change': 'territory',
  'catalogue.read': 'territory',
  'outlet.read': 'territory',
  'account.read': 'territory',
  'slot.read': 'territory',
  'field.read': 'territory',
  'rollout.contact': 'territory',
}
const supervisor: Rights = {
  'order.place': 'team',
  'order.place_for': 'team',
  'order.read': 'team',
  'order.change': 'team',
  'order.release': 'team',
  'catalogue.read': 'team',
  'outlet.read': 'team',
  'outlet.write': 'team',
  'account.read': 'team',
  'slot.read': 'team',
  'field.read': 'team',
  'rollout.read': 'team',
  'rollout.contact': 'team',
}
const operator: Rights = {
  'message.read': 'tenant',
  'order.place': 'tenant',
  'order.place_for': 'tenant',
  'order.read': 'tenant',
  'order.change': 'tenant',
  'catalogue.read': 'tenant',
  'outlet.read': 'tenant',
  'account.read': 'tenant',
  'slot.read': 'tenant',
  'rollout.contact': 'tenant',
}
const dispatcher: Rights = {
  'order.read': 'tenant',
  'outlet.read': 'tenant',
  'slot.read': 'tenant',
  'slot.write': 'tenant',
}
const owner: Rights = {
  ...operator,
  'order.release': 'tenant',
  'message.write': 'tenant',
  'slot.write': 'tenant',
  'rollout.read': 'tenant',
  'rollout.write': 'tenant',
  'account.write': 'tenant',
  'outlet.write': 'tenant',
  'catalogue.write': 'tenant',
}
const admin: Rights = {
  ...owner,
  'exchange.read': 'tenant',
  'exchange.run': 'tenant',
  'platform.operate': 'tenant',
  'audit.read': 'tenant',
}

/** The roles a new distributor starts with; each right with its scope is a row he may change. */
export const DEFAULT_ROLES: Record<string, Rights> = {
  buyer,
  agent,
  supervisor,
  operator,
  dispatcher,
  owner: {
    ...owner,
    'exchange.read': 'tenant',
    'audit.read': 'tenant',
    'rollout.override': 'tenant',
  },
  admin,
}

const WIDTH: Record<Scope, number> = { own: 0, territory: 1, team: 2, tenant: 3 }

/** What several roles allow together: of each right the widest scope. */
export function joinRights(rows: { right: Right; scope: Scope }[]): Map<Right, Scope> {
  const joined = new Map<Right, Scope>()
  for (const { right, scope } of rows) {
    const held = joined.get(right)
    if (!held || WIDTH[scope] > WIDTH[held]) joined.set(right, scope)
  }
  return joined
}
