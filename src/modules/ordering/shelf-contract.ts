import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { LicenceKindName } from '../accounts/contract.ts'
import { HandWish } from '../pricing/contract.ts'
import { HandQuote } from './hand-contract.ts'

const QuantityMilli = z.int().min(1).max(LIMITS.quantityMilliMax)

export const WantedLine = z.object({
  productId: Id,
  unitCode: z.string().min(1).max(LIMITS.unitCodeCharsMax),
  quantityMilli: QuantityMilli,
  seenUnitPriceE4: z
    .int()
    .min(0)
    .optional()
    .describe('The price the person saw; another price now is a difference to confirm'),
  hand: HandWish.optional(),
})
export type WantedLine = z.infer<typeof WantedLine>
export const WantedLines = z.array(WantedLine).min(1).max(LIMITS.orderLinesMax)

const Unit = z.object({
  code: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  minimumMilli: z.int(),
  multipleMilli: z.int(),
})

/** A product as this outlet sees it: own price, what can be promised, badges. */
export const ShelfProduct = z.object({
  id: Id,
  number: z.int(),
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryId: Id.nullable(),
  picture: z.string().nullable().describe('Address of the picture on this server'),
  units: z.array(Unit),
  baseUnit: z.string(),
  orderUnit: z.string(),
  catchWeight: z.boolean(),
  nominalMilli: z.int().nullable(),
  vatBp: z.int(),
  price: z
    .object({
      unitCode: z.string(),
      unitPriceE4: z.int(),
      vatIncluded: z.boolean(),
      breaks: z.array(z.object({ fromQuantityMilli: z.int(), unitPriceE4: z.int() })),
    })
    .nullable(),
  availableMilli: z.int().nullable().describe('In base units; null: no limit known'),
  novelty: z.boolean(),
})
export type ShelfProduct = z.infer<typeof ShelfProduct>

export const shelfCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/shelf',
  summary: 'What an outlet may order: own prices, stock, badges; by category, search or ids.',
  right: 'catalogue.read',
  request: {
    outletId: Id,
    categoryId: Id.optional(),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    productIds: z.array(Id).max(LIMITS.idsPerCallMax).optional(),
    after: z.int().min(0).default(0).describe('The short number after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ products: z.array(ShelfProduct), next: z.int().nullable() }),
})

export const cardCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/shelf/{productId}',
  summary: 'The card of one product.',
  right: 'catalogue.read',
  request: { outletId: Id, productId: Id },
  reply: ShelfProduct.extend({
    description: z.string(),
    gtins: z.array(z.string()),
    article: z.string().nullable(),
    shelfLifeDays: z.int().nullable(),
    categoryName: z.string().nullable(),
  }),
})

export const QuotedLine = z.object({
  productId: Id,
  name: z.string(),
  unitCode: z.string(),
  quantityMilli: z.int(),
  unitPriceE4: z.int(),
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  approximate: z.boolean(),
  trace: z.unknown().describe('List, break, why not another, VAT'),
})

export const Difference = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('price_changed'),
    productId: Id,
    seenUnitPriceE4: z.int(),
    unitPriceE4: z.int(),
  }),
  z.object({
    code: z.literal('stock_short'),
    productId: Id,
    unitCode: z.string(),
    wantedMilli: z.int(),
    availableMilli: z.int().describe('In the wanted unit, rounded down to its multiple'),
  }),
  z.object({ code: z.literal('not_sold'), productId: Id }),
  z.object({ code: z.literal('no_price'), productId: Id }),
  z.object({
    code: z.literal('quantity_unfit'),
    productId: Id,
    wantedMilli: z.int(),
    nearestMilli: z.int(),
  }),
])
export type Difference = z.infer<typeof Difference>

export const Quote = z.object({
  lines: z.array(
    QuotedLine.extend({
      contractId: Id.nullable().describe('Which of the orders it will be in; null: no contract'),
    }),
  ),
  orders: z
    .array(z.object({ contractId: Id, sellingEntity: z.string(), totalMinor: z.int() }))
    .describe('The documents that placing would make, one per seller, contract and warehouse'),
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  currency: z.string(),
  approximate: z.boolean(),
  differences: z.array(Difference),
  minimumMinor: z.int(),
  missingMinor: z.int().describe('How much is missing to the minimum; of a top-up nothing'),
  topUp: z.boolean().describe('It rides with what the outlet already gets that day'),
  credit: z
    .object({
      leftMinor: z.int().nullable(),
      overdueMinor: z.int(),
      asAt: Instant.nullable(),
      doubtful: z.boolean().describe('A balance too old to believe is among them'),
    })
    .describe('Of the contracts this cart would go to; doubt never blocks'),
  missingLicences: z
    .array(z.object({ kind: LicenceKindName, productIds: z.array(Id) }))
    .describe('An order with these products waits for the outlet’s licence'),
  hand: HandQuote.nullable().describe('What this agent or supervisor may take off; null: nobody'),
  benefit: z
    .object({
      name: z.string(),
      percentBp: z.int(),
      promisedMinor: z.int().describe('Comes back by credit note, of what is delivered and kept'),
      ordersLeft: z.int().nullable().describe('With this one; null: every order'),
    })
    .nullable()
    .describe('What a shop gets for ordering by itself; null: nothing, or for staff'),
})
export type Quote = z.infer<typeof Quote>

export const quoteCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/quote',
  summary: 'Price a cart without placing it: sums, traces, differences, minimum, credit.',
  right: 'catalogue.read',
  audit: { none: 'it only reads' },
  request: { outletId: Id, deliveryDay: Day.nullable(), lines: WantedLines },
  reply: Quote,
})

export const shelfContract = { shelf: shelfCall, card: cardCall, quote: quoteCall }
