import { z } from 'zod'
import { Day, DayCursor, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { debtsCall, setDebtSettingCall } from './debt-contract.ts'
import { LICENCE_KINDS } from './licence-rules.ts'

export type { DebtRow } from './debt-contract.ts'

const promiseState = z
  .enum(['open', 'kept', 'broken'])
  .describe('Kept: what was overdue is paid. Broken: the day is past and it is not')

const promised = z.object({
  payDay: Day,
  amountMinor: z.int(),
  promisedBy: z.string(),
  promisedAt: Instant,
  note: z.string(),
  state: promiseState,
})
export type Promised = z.infer<typeof promised>

const balance = z.object({
  contractId: Id,
  contractCode: z.string(),
  sellingEntity: z.string(),
  sellerTaxId: z.string().nullable(),
  iban: z.string().nullable(),
  payerName: z.string(),
  paymentForm: z.enum(['cash', 'cashless', 'prepaid']),
  limitMinor: z.int().nullable().describe('Null: no limit'),
  debtMinor: z.int(),
  overdueMinor: z.int().describe('Past its due day today, over all outlets of the payer'),
  releasedMinor: z.int().describe('Orders released and not yet shipped'),
  shippedMinor: z.int().describe('Shipped since the ERP’s statement'),
  asAt: Instant.nullable().describe('The moment of the ERP’s statement; null: never told'),
  doubtful: z.boolean().describe('Too old to believe: it holds no order'),
  overdueInvoices: z
    .array(z.object({ number: z.string(), day: Day, dueDay: Day, restMinor: z.int() }))
    .describe('Of this outlet, and those that name none'),
  promise: promised.nullable().describe('The last one'),
})
export type Balance = z.infer<typeof balance>

export const balancesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/balances',
  summary: 'What is owed by the outlet’s payers, per contract, as at the last word of the ERP.',
  right: 'account.read',
  request: { outletId: Id },
  reply: z.object({ balances: z.array(balance), today: Day, promiseUntil: Day }),
})

const cursor = DayCursor.optional().describe('The cursor that the last page gave')
const limit = z.int().min(1).max(LIMITS.pageRowsMax).default(50)

export const invoicesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/invoices',
  summary: 'Invoices of an outlet, newest first.',
  right: 'account.read',
  request: {
    outletId: Id,
    state: z.enum(['all', 'open', 'overdue', 'paid']).default('all'),
    before: cursor,
    limit,
  },
  reply: z.object({
    invoices: z.array(
      z.object({
        id: Id,
        number: z.string(),
        contractCode: z.string(),
        day: Day,
        dueDay: Day,
        totalMinor: z.int(),
        paidMinor: z.int(),
        state: z.enum(['open', 'overdue', 'paid']),
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const paymentsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/payments',
  summary: 'Payments of an outlet’s payers, newest first, with what they paid.',
  right: 'account.read',
  request: { outletId: Id, before: cursor, limit },
  reply: z.object({
    payments: z.array(
      z.object({
        id: Id,
        number: z.string(),
        contractCode: z.string(),
        day: Day,
        amountMinor: z.int(),
        invoices: z.array(z.object({ number: z.string(), amountMinor: z.int() })),
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const promiseCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/promises',
  summary: 'Promise to pay by a day. The client makes the id; the same id is one promise.',
  right: 'order.place',
  audit: {
    word: 'promise_made',
    on: 'outlet',
    id: 'outletId',
    tells: ['promiseId', 'contractId', 'amountMinor', 'payDay'],
  },
  request: {
    outletId: Id,
    promiseId: Id,
    contractId: Id,
    orderId: Id.nullable().default(null).describe('The held order that it is about'),
    amountMinor: z.int().min(1).max(LIMITS.moneyMinorMax),
    payDay: Day,
    note: z.string().max(LIMITS.noteCharsMax).default(''),
  },
  reply: promised,
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('promise_day'), from: Day, to: Day }),
  ]),
})

export const LicenceKindName = z.enum(LICENCE_KINDS)

const Licence = z.object({
  id: Id,
  kind: LicenceKindName,
  number: z.string(),
  fromDay: Day,
  toDay: Day.nullable().describe('Null: without an end'),
  state: z
    .enum(['valid', 'ends_30', 'ends_14', 'ends_3', 'ended', 'future'])
    .describe('Warned of 30, 14 and 3 days before its end'),
})
export type Licence = z.infer<typeof Licence>

export const outletLicencesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/licences',
  summary: 'The licences of a place, the newest of each kind first, with warnings.',
  right: 'account.read',
  request: { outletId: Id },
  reply: z.object({ licences: z.array(Licence) }),
})

export const putLicenceCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/outlets/{outletId}/licences',
  summary: 'Enter or mend a licence of a place, by its kind and number.',
  right: 'account.write',
  audit: { word: 'licence_put', on: 'outlet', id: 'outletId', tells: ['kind', 'fromDay', 'toDay'] },
  request: {
    outletId: Id,
    kind: LicenceKindName,
    number: z.string().trim().min(1).max(LIMITS.codeCharsMax),
    fromDay: Day,
    toDay: Day.nullable(),
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('licence_days') }),
  ]),
})

export const licencesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/licences',
  summary: 'Places in my scope whose licence ends soon or has ended, the soonest first.',
  right: 'account.read',
  request: {
    kind: LicenceKindName.optional(),
    state: z.enum(['ending', 'ended', 'all']).default('ending'),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    offset: z.int().min(0).max(LIMITS.debtRowsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    rows: z.array(
      Licence.extend({
        outletId: Id,
        outletCode: z.string(),
        outletName: z.string(),
        city: z.string(),
        agentName: z.string().nullable(),
      }),
    ),
    rowCount: z.int(),
    next: z.int().nullable(),
  }),
})

export const accountsContract = {
  balances: balancesCall,
  invoices: invoicesCall,
  payments: paymentsCall,
  promise: promiseCall,
  debts: debtsCall,
  setDebtSetting: setDebtSettingCall,
  licences: licencesCall,
  outletLicences: outletLicencesCall,
  putLicence: putLicenceCall,
}
