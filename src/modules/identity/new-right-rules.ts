import type { Right, Scope } from '../../platform/call.ts'
import { DEFAULT_ROLES } from './role-rules.ts'

export type RoleRight = { role: string; right: Right; scope: Scope }
type Known = { role: string; right: string }

const rowsOf = (roles: Record<string, Partial<Record<Right, Scope>>>): RoleRight[] =>
  Object.entries(roles).flatMap(([role, rights]) =>
    Object.entries(rights).map(([right, scope]) => ({ role, right: right as Right, scope })),
  )

/** What the standard roles of this version may do. */
export const STANDARD_RIGHTS: RoleRight[] = rowsOf(DEFAULT_ROLES)

// What each organisation was made with from the first version on, before it was written down which
// rights it was given: it never changes.
const BUYER: Right[] = [
  'order.place',
  'order.read',
  'order.change',
  'catalogue.read',
  'outlet.read',
  'account.read',
  'slot.read',
]
const OPERATOR: Right[] = [...BUYER, 'order.place_for']
const OWNER: Right[] = [...OPERATOR, 'order.release', 'slot.write']
const FIRST_RIGHTS: Record<string, Right[]> = {
  buyer: BUYER,
  agent: [...OPERATOR, 'field.read'],
  supervisor: [...OPERATOR, 'order.release', 'field.read'],
  operator: OPERATOR,
  dispatcher: ['order.read', 'outlet.read', 'slot.read', 'slot.write'],
  owner: [...OWNER, 'exchange.read', 'audit.read'],
  admin: [...OWNER, 'exchange.read', 'exchange.run', 'platform.operate', 'audit.read'],
}

/**
 * The rights of the standard roles that an organisation never had. Where nobody wrote down what it
 * was given, it had those of the first version: one of them that is missing was taken away.
 */
export function rightsToGive({ given, held }: { given: Known[]; held: Known[] }): RoleRight[] {
  const key = ({ role, right }: Known) => `${role} ${right}`
  const had = new Set([...given, ...held].map(key))
  const isUnwritten = given.length === 0
  return STANDARD_RIGHTS.filter((row) => {
    const isFirst = FIRST_RIGHTS[row.role]?.includes(row.right) === true
    return !had.has(key(row)) && !(isUnwritten && isFirst)
  })
}
