import { demoLogins } from '../modules/identity/identity.ts'
import { type Pools, readGlobal } from '../platform/db.ts'

export type Entrances = {
  addresses: { shop: string; field: string; office: string; api: string }
  logins: { phone: string; role: string; name: string; tenantName: string }[]
}

/** Where the demo is looked at, and who may sign in there. */
export async function entrancesOf(pools: Pools, url: string): Promise<Entrances> {
  const logins = await readGlobal(pools.identity, demoLogins)
  const addresses = {
    shop: `${url}/shop/`,
    field: `${url}/field/`,
    office: `${url}/office/`,
    api: `${url}/api`,
  }
  return { addresses, logins }
}
