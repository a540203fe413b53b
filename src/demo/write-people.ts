import { grantRole, makeMachineKey, makeTenant } from '../modules/identity/identity.ts'
import { type Pools, writeGlobal } from '../platform/db.ts'
import type { DemoPerson } from './force.ts'
import { insertRows } from './load-queries.ts'
import { TIME_ZONE } from './local-day.ts'
import type { DemoOutlet } from './people.ts'
import { DEMO_CODES } from './tenants.ts'
import { type Ground, idOf } from './world.ts'

type Tenant = { code: string; name: string }
type Staffed = { ground: Ground; staff: DemoPerson[] }

/** The distributor, its people and the key of its ERP. */
export const writeTenantAndStaff = (
  pools: Pools,
  { code, name }: Tenant,
  { ground, staff }: Staffed,
): Promise<void> =>
  writeGlobal(pools.identity, async (tx) => {
    const { distributorId } = ground
    await makeTenant(tx, {
      id: distributorId,
      code,
      kind: 'distributor',
      name,
      country: 'UA',
      currency: 'UAH',
      timeZone: TIME_ZONE,
      language: 'uk',
    })
    // Everybody sees the demo's keys: they open nothing but the demo.
    await makeMachineKey(tx, {
      distributorId,
      login: `erp-${code}`,
      secret: `demo-${code}`,
      feedId: idOf(ground, 'feed', 0),
    })
    await insertRows(tx, 'identity.person', personRows(ground, staff))
    for (const { id: personId, roles } of staff) {
      for (const role of roles) await grantRole(tx, { distributorId, personId, role })
    }
  })

const PEOPLE_AT_ONCE = 5_000

/** Those who order for the shops, and who may sign in to look at the demo. */
export const writeBuyers = (
  pools: Pools,
  tenant: Tenant,
  { ground, staff, outlets }: Staffed & { outlets: DemoOutlet[] },
): Promise<void> =>
  writeGlobal(pools.identity, async (tx) => {
    for (let at = 0; at < outlets.length; at += PEOPLE_AT_ONCE) {
      const buyers = new Map(outlets.slice(at, at + PEOPLE_AT_ONCE).map((o) => [o.personId, o]))
      const people = [...buyers].map(([id, o]) => ({ id, phone: o.ownerPhone, name: o.ownerName }))
      await insertRows(tx, 'identity.person', personRows(ground, people))
      const memberships = people.map(({ id }) => ({
        distributor_id: ground.distributorId,
        person_id: id,
        role: 'buyer',
        since: new Date(ground.at).toISOString(),
      }))
      await insertRows(tx, 'identity.membership', memberships)
    }
    await insertRows(tx, 'identity.demo_login', demoLogins(tenant, staff, outlets))
  })

type Named = { id: string; phone: string; name: string }

const personRows = (ground: Ground, people: Named[]) => {
  const created_at = new Date(ground.at).toISOString()
  return people.map(({ id, phone, name }) => ({ id, phone, name, created_at }))
}

function demoLogins(tenant: Tenant, staff: DemoPerson[], outlets: DemoOutlet[]) {
  const first = tenant.code === DEMO_CODES[0]
  const login = (person: { phone: string; name: string }, role: string, rank: number) => ({
    phone: person.phone,
    rank: rank + (first ? 0 : 100),
    name: person.name,
    role,
    tenant_code: tenant.code,
  })
  const shop = (i: number, role: string) => {
    const outlet = outlets[i]
    return outlet ? [login({ phone: outlet.ownerPhone, name: outlet.ownerName }, role, 10 + i)] : []
  }
  if (!first) return shop(0, 'buyer')
  const wanted = ['agent', 'supervisor', 'operator', 'dispatcher', 'owner', 'admin']
  const roles = wanted.flatMap((role, i) => {
    const person = staff.find((p) => p.roles.includes(role))
    return person ? [login(person, role, 20 + i)] : []
  })
  return [...shop(0, 'buyer'), ...shop(1, 'owner_of_shops'), ...roles]
}
