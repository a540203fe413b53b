import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { catalogueChanged } from './catalogue.ts'
import { dropPictureCall, productCall, publishCall, setCategoryLicenceCall } from './contract.ts'
import {
  gtinsOf,
  productById,
  unitsOf,
  updateCategoryLicence,
  updatePicture,
  updatePublished,
} from './product-queries.ts'

const pictureOf = (code: string, pictureId: string | null) =>
  pictureId ? `/files/${code}/${pictureId}` : null

/** The catalogue as the office keeps it. */
export const productRoutes = ({ pools }: { pools: Pools }) => ({
  product: serveTenant(productCall, ({ tenant }, { productId }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const [row, units, gtins] = await Promise.all([
        productById(db, tenant.id, productId),
        unitsOf(db, tenant.id, productId),
        gtinsOf(db, tenant.id, productId),
      ])
      if (!row) return refuse(UNKNOWN)
      const { pictureId, ...product } = row
      return ok({ ...product, picture: pictureOf(tenant.code, pictureId), units, gtins })
    }),
  ),
  publish: serveTenant(publishCall, (member, change) =>
    transactAs(pools.app, member, async (tx) => {
      const { tenant } = member
      if (!(await updatePublished(tx, tenant.id, change))) return refuse(UNKNOWN)
      await catalogueChanged(tx, tenant.id)
      return ok({})
    }),
  ),
  setCategoryLicence: serveTenant(setCategoryLicenceCall, (member, change) =>
    transactAs(pools.app, member, async (tx) =>
      (await updateCategoryLicence(tx, member.tenant.id, change)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
  dropPicture: serveTenant(dropPictureCall, (member, { productId }) =>
    transactAs(pools.app, member, async (tx) =>
      (await updatePicture(tx, member.tenant.id, { productId, pictureId: null }))
        ? ok({})
        : refuse(UNKNOWN),
    ),
  ),
})
