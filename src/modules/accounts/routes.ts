import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { balancesOf } from './balance-queries.ts'
import { balancesCall } from './contract.ts'

export const accountsRoutes = ({ pools }: { pools: Pools }) => ({
  balances: serveTenant(balancesCall, (member, { outletId }) => {
    const { id: distributorId, timeZone } = member.tenant
    return readTenant(pools.app, distributorId, async (db) => {
      if (!(await sees(db, member, 'account.read', outletId))) return refuse(UNKNOWN)
      return ok({ balances: await balancesOf(db, { distributorId, outletId, timeZone }) })
    })
  }),
})
