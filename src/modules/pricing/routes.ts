import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { productPricesCall, productsCall } from './contract.ts'
import { countProducts, productsPage } from './priced-product-queries.ts'
import { pricesOfProduct } from './product-price-queries.ts'

export const pricingRoutes = ({ pools }: { pools: Pools }) => ({
  products: serveTenant(productsCall, ({ tenant }, request) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const [rows, total] = await Promise.all([
        productsPage(db, tenant.id, request),
        countProducts(db, tenant.id, request),
      ])
      const products = rows.map(({ pictureId, ...row }) => ({
        ...row,
        picture: pictureId ? `/files/${tenant.code}/${pictureId}` : null,
      }))
      const next = rows.length === request.limit ? (rows.at(-1)?.number ?? null) : null
      return ok({ total, products, next })
    }),
  ),
  ofProduct: serveTenant(productPricesCall, ({ tenant }, { productId }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const asked = { productId, limit: LIMITS.idsPerCallMax }
      return ok({ prices: await pricesOfProduct(db, tenant.id, asked) })
    }),
  ),
})
