import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LicenceKindName } from '../accounts/contract.ts'

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
        licence: LicenceKindName.nullable().describe('What it takes to sell its products'),
      }),
    ),
  }),
})

export const setCategoryLicenceCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/categories/{categoryId}/licence',
  summary: 'Say which licence an outlet needs for products of a category and of those below it.',
  right: 'catalogue.write',
  audit: { word: 'category_licence_set', on: 'category', id: 'categoryId', tells: ['licence'] },
  request: { categoryId: Id, licence: LicenceKindName.nullable() },
  reply: z.object({}),
})

/** A product as the office's list shows it. */
export const Product = z.object({
  id: Id,
  number: z.int(),
  code: z.string(),
  article: z.string().nullable(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryName: z.string().nullable(),
  baseUnit: z.string(),
  published: z.boolean(),
  picture: z.string().nullable(),
})

export const productCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/products/{productId}',
  summary: 'One product with everything that an import said of it.',
  right: 'catalogue.write',
  request: { productId: Id },
  reply: Product.extend({
    names: z.record(z.string(), z.string()),
    description: z.record(z.string(), z.string()),
    vatBp: z.int(),
    orderUnit: z.string(),
    catchWeight: z.boolean(),
    nominalMilli: z.int().nullable(),
    weightGrams: z.int().nullable(),
    shelfLifeDays: z.int().nullable(),
    launchDay: Day.nullable(),
    units: z.array(
      z.object({
        code: z.string(),
        numerator: z.int(),
        denominator: z.int(),
        minimumMilli: z.int(),
        multipleMilli: z.int(),
      }),
    ),
    gtins: z.array(z.object({ gtin: z.string(), unitCode: z.string() })),
  }),
})

export const publishCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/products/{productId}/published',
  summary: 'Show a product in the shops, or hide it.',
  right: 'catalogue.write',
  audit: { word: 'product_published', on: 'product', id: 'productId', tells: ['published'] },
  request: { productId: Id, published: z.boolean() },
  reply: z.object({}),
})

export const dropPictureCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/products/{productId}/picture',
  summary:
    'Take a product’s picture away. One is set by PUT /files/{distributor}/products/{productId}/picture ' +
    'with the picture as the body: JPEG, PNG, WebP or GIF.',
  right: 'catalogue.write',
  audit: { word: 'picture_dropped', on: 'product', id: 'productId' },
  request: { productId: Id },
  reply: z.object({}),
})

export const catalogueContract = {
  categories: categoriesCall,
  setCategoryLicence: setCategoryLicenceCall,
  product: productCall,
  publish: publishCall,
  dropPicture: dropPictureCall,
}
