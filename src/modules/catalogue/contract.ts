import { z } from 'zod'
import { Id, tenantCall } from '../../platform/call.ts'

export const categoriesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/categories',
  summary: 'The category tree with the number of published products.',
  right: 'catalogue.read',
  request: {},
  reply: z.object({
    categories: z.array(
      z.object({
        id: Id,
        parentId: Id.nullable(),
        name: z.string(),
        products: z.int(),
      }),
    ),
  }),
})

export const catalogueContract = { categories: categoriesCall }
