import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const Setting = z.object({
  staleHours: z
    .int()
    .min(1)
    .max(LIMITS.staleHoursMax)
    .describe('An older balance is in doubt and holds no order'),
  promiseDaysMax: z
    .int()
    .min(1)
    .max(LIMITS.promiseDaysMax)
    .describe('How far ahead a shop may promise to pay'),
})
export type DebtSetting = z.infer<typeof Setting>

export const setDebtSettingCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/debts/setting',
  summary: 'Set how old a balance may be to hold an order, and how far ahead one may promise.',
  right: 'account.write',
  scope: 'tenant',
  audit: { word: 'debt_setting_changed', on: 'setting', tells: ['staleHours', 'promiseDaysMax'] },
  request: Setting.shape,
  reply: Setting,
})

export const DebtRow = z.object({
  id: Id.nullable().describe('Of the contract, outlet or agent; null: none is known'),
  code: z.string(),
  name: z.string(),
  outletId: Id.nullable().describe('Where to look closer, when the row is of one outlet'),
  agentName: z.string().nullable(),
  payerName: z.string().nullable(),
  totalMinor: z.int().describe('Overdue in all'),
  undatedMinor: z.int().describe('Overdue as the ERP told, without invoices'),
  upTo7Minor: z.int(),
  upTo14Minor: z.int(),
  upTo30Minor: z.int(),
  over30Minor: z.int(),
  oldestDueDay: Day.nullable(),
  asAt: Instant.nullable().describe('The oldest statement among what is summed'),
  doubtful: z.boolean(),
  promiseDay: Day.nullable(),
  promiseState: z.enum(['open', 'kept', 'broken']).nullable(),
})
export type DebtRow = z.infer<typeof DebtRow>

export const debtsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/debts',
  summary: 'Overdue debts in my scope by contract, outlet or agent, aged, the largest first.',
  right: 'account.read',
  request: {
    by: z.enum(['contract', 'outlet', 'agent']).default('contract'),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    agentId: Id.optional(),
    olderThanDays: z
      .int()
      .min(0)
      .max(LIMITS.overdueDaysMax)
      .default(0)
      .describe('Days past the due day'),
    promise: z.enum(['any', 'none', 'open', 'broken']).default('any'),
    offset: z.int().min(0).max(LIMITS.debtRowsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    rows: z.array(DebtRow),
    rowCount: z.int(),
    totalMinor: z.int(),
    next: z.int().nullable(),
    setting: Setting,
  }),
})
