import { type Pools, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { categoriesCall } from './contract.ts'
import { productRoutes } from './product-routes.ts'
import { categoriesOf } from './queries.ts'

export const catalogueRoutes = ({ pools }: { pools: Pools }) => ({
  ...productRoutes({ pools }),
  categories: serveTenant(categoriesCall, async ({ tenant, language }) => {
    const rows = await readTenant(pools.app, tenant.id, (db) => categoriesOf(db, tenant.id))
    const categories = rows.map(({ names, ...row }) => ({
      ...row,
      name: names[language] ?? row.name,
    }))
    return ok({ categories })
  }),
})
