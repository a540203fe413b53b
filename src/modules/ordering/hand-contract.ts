import { z } from 'zod'
import { Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { HandPercentBp, HandReason } from '../pricing/contract.ts'

export type ReasonGiven = z.infer<typeof HandReason>

/** Why a discount by hand is not given, with its arithmetic. */
export const HandRefusal = z.object({
  code: z.literal('hand_discount'),
  why: z.enum(['not_yours', 'over_limit', 'over_budget']),
  percentBp: z.int().describe('The largest wished of a line'),
  limitBp: z.int(),
  offMinor: z.int().describe('What all lines together take off'),
  leftMinor: z.int().describe('What is left of the budget of the month'),
  budgetMinor: z.int(),
})
export type HandRefusal = z.infer<typeof HandRefusal>

const whenOver = z.enum(['refuse', 'approval']).describe('Over a limit: refused, or held')

export const HandQuote = z.object({
  limitBp: z.int(),
  budgetMinor: z.int(),
  leftMinor: z.int(),
  whenOver,
  over: HandRefusal.nullable().describe('Why this cart’s discounts are more than one may give'),
})

const amounts = {
  percentBp: HandPercentBp.describe('Of one line'),
  budgetMinor: z.int().min(0).max(LIMITS.moneyMinorMax).describe('Per calendar month'),
}
const setting = {
  whenOver,
  proposeAfter: z
    .int()
    .min(LIMITS.proposeAfterMin)
    .max(LIMITS.proposeAfterMax)
    .describe('Given so often, it is proposed as a condition'),
}
const ROLES = ['agent', 'supervisor', 'office'] as const

const HandPerson = z.object({
  personId: Id,
  name: z.string(),
  role: z.enum(ROLES),
  ...amounts,
  own: z.boolean().describe('A limit of his own, not that of his role'),
  spentMinor: z.int().describe('This month'),
  given: z.int().describe('Lines this month'),
})
export type HandPerson = z.infer<typeof HandPerson>

export const handBudgetsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/hand-discounts/budgets',
  summary: 'Who may give how much by hand, and what of it is given this month, in my scope.',
  right: 'order.release',
  request: {},
  reply: z.object({
    month: z.iso.date(),
    setting: z.object(setting),
    roles: z.array(z.object({ role: z.enum(ROLES), ...amounts })),
    people: z.array(HandPerson),
  }),
})

export const setHandSettingCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/hand-discounts/setting',
  summary: 'What happens over a limit, and after how many times a condition is proposed.',
  right: 'account.write',
  scope: 'tenant',
  audit: { word: 'hand_setting_changed', on: 'setting', tells: ['whenOver', 'proposeAfter'] },
  request: setting,
  reply: z.object(setting),
})

export const putHandLimitCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/hand-discounts/limits',
  summary: 'The limit of a role, or of a person, which comes before it; nulls take it away.',
  right: 'account.write',
  scope: 'tenant',
  audit: {
    word: 'hand_limit_put',
    on: 'setting',
    id: 'holder',
    tells: ['percentBp', 'budgetMinor'],
  },
  request: {
    holder: z.union([z.enum(ROLES), Id]).describe('A role, or an agent or supervisor'),
    percentBp: amounts.percentBp.nullable(),
    budgetMinor: amounts.budgetMinor.nullable(),
  },
  reply: z.object({}),
})

const HandGiven = z.object({
  id: Id,
  orderId: Id,
  number: z.string(),
  outletId: Id,
  outletName: z.string(),
  productName: z.string(),
  percentBp: z.int(),
  offMinor: z.int(),
  reason: HandReason,
  giver: z.string(),
  givenAt: z.iso.datetime({ offset: true }),
  state: z.enum(['taken', 'waits', 'given_back']),
})

export const handGivenCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/hand-discounts',
  summary: 'Discounts given by hand in my scope, newest first.',
  right: 'order.release',
  request: {
    personId: Id.optional(),
    outletId: Id.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ given: z.array(HandGiven), currency: z.string() }),
})

const HandProposal = z.object({
  id: Id,
  outletId: Id,
  outletName: z.string(),
  contractCode: z.string(),
  payerName: z.string(),
  productId: Id,
  productCode: z.string(),
  productName: z.string(),
  unitCode: z.string(),
  percentBp: z.int().describe('The least of the last times'),
  times: z.int(),
  offMinor: z.int().describe('All that was given so'),
  accepted: z.boolean().nullable(),
})

export const handProposalsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/hand-discounts/proposals',
  summary: 'What is given by hand again and again: conditions to agree on, never by themselves.',
  right: 'order.release',
  request: {
    show: z.enum(['open', 'accepted']).default('open'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({ proposals: z.array(HandProposal), currency: z.string() }),
})

export const decideHandProposalCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/hand-discounts/proposals/{id}/decision',
  summary: 'Agree on a condition, which the ERP’s contract then gets; or decline.',
  right: 'account.write',
  scope: 'tenant',
  audit: { word: 'hand_proposal_decided', on: 'proposal', id: 'id', tells: ['accepted'] },
  request: { id: Id, accepted: z.boolean() },
  reply: z.object({}),
})

export const handContract = {
  handBudgets: handBudgetsCall,
  setHandSetting: setHandSettingCall,
  putHandLimit: putHandLimitCall,
  handGiven: handGivenCall,
  handProposals: handProposalsCall,
  decideHandProposal: decideHandProposalCall,
}
