import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { Product } from '../catalogue/contract.ts'
import { HAND_REASONS } from './price-rules.ts'

export const HandReason = z.enum(HAND_REASONS)

export const HandPercentBp = z.int().min(0).max(LIMITS.handPercentBpMax)

export const HandWish = z
  .object({ percentBp: HandPercentBp.describe('0 takes a discount back'), reason: HandReason })
  .describe('What an agent or supervisor wishes to take off; the server decides. Never a buyer')

export const productPricesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/products/{productId}/prices',
  summary: 'What the price lists say of a product: by list, unit and quantity.',
  right: 'catalogue.write',
  request: { productId: Id },
  reply: z.object({
    prices: z.array(
      z.object({
        listId: Id,
        listCode: z.string(),
        listName: z.string(),
        currency: z.string(),
        vatIncluded: z.boolean(),
        unitCode: z.string(),
        fromQuantityMilli: z.int(),
        unitPriceE4: z.int(),
        validFrom: Day,
        validTo: Day.nullable(),
      }),
    ),
  }),
})

export const productsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/products',
  summary: 'The whole catalogue as the office keeps it, also what no shop sees.',
  right: 'catalogue.write',
  request: {
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    show: z.enum(['all', 'published', 'hidden', 'without_picture', 'without_price']).default('all'),
    after: z.int().min(0).default(0).describe('The short number after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    total: z.int(),
    products: z.array(Product.extend({ prices: z.int().describe('Price lists that name it') })),
    next: z.int().nullable(),
  }),
})

export const pricingContract = { products: productsCall, ofProduct: productPricesCall }
