import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const priceLeaksCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/price-leaks',
  summary: 'Outlets that get a product cheaper by asking than the portal shows it, in 8 weeks.',
  right: 'rollout.read',
  request: {
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    agentId: Id.optional(),
    by: z.enum(['hand', 'invoice']).optional().describe('Discounts by hand, or invoices'),
    offset: z.int().min(0).max(LIMITS.debtRowsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    leaks: z.array(
      z.object({
        outletId: Id,
        outletCode: z.string(),
        outletName: z.string(),
        city: z.string(),
        productId: Id,
        productCode: z.string(),
        productName: z.string(),
        agentId: Id.nullable(),
        agentName: z.string().nullable(),
        handLines: z.int(),
        handMinor: z.int(),
        invoiceLines: z.int().describe('As of the outlet’s last check of fit'),
        invoiceMinor: z.int(),
        leakMinor: z.int(),
        lastDay: Day,
      }),
    ),
    agents: z.array(z.object({ agentId: Id, name: z.string() })),
    total: z.int(),
    totalHandMinor: z.int(),
    totalInvoiceMinor: z.int(),
    currency: z.string(),
    next: z.int().nullable(),
  }),
})
