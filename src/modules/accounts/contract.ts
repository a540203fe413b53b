import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'

export const Balance = z.object({
  contractId: Id,
  contractCode: z.string(),
  sellingEntity: z.string(),
  payerName: z.string(),
  paymentForm: z.enum(['cash', 'cashless', 'prepaid']),
  limitMinor: z.int().nullable().describe('Null: no limit'),
  debtMinor: z.int(),
  overdueMinor: z.int(),
  releasedMinor: z.int().describe('Orders released and not yet in the debt'),
  asAt: Instant.nullable(),
  overdueInvoices: z.array(
    z.object({ number: z.string(), day: Day, dueDay: Day, restMinor: z.int() }),
  ),
})
export type Balance = z.infer<typeof Balance>

export const balancesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/balances',
  summary: 'What is owed by the outlet’s payers, per contract, as at the last word of the ERP.',
  right: 'account.read',
  request: { outletId: Id },
  reply: z.object({ balances: z.array(Balance) }),
})

export const accountsContract = { balances: balancesCall }
