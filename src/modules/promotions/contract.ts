import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const said = {
  id: Id,
  name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
  percentBp: z.int().min(1).max(LIMITS.benefitBpMax),
  firstOrders: z
    .int()
    .min(1)
    .max(LIMITS.benefitOrdersMax)
    .nullable()
    .describe('For how many orders of an outlet; null: for every one'),
  orderMaxMinor: z.int().min(1).max(LIMITS.moneyMinorMax).nullable(),
  budgetMinor: z.int().min(1).max(LIMITS.moneyMinorMax),
  fromDay: Day,
  toDay: Day,
}

export const benefitCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/benefit',
  summary: 'The benefit that only the portal has: a percent back by credit note; null: none.',
  right: 'rollout.read',
  request: {},
  reply: z.object({ benefit: z.object({ ...said, takenMinor: z.int() }).nullable() }),
})

export const putBenefitCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/benefit/{id}',
  summary: 'Sets the portal-only benefit and its budget.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'benefit_put', on: 'benefit', id: 'id', tells: ['percentBp', 'budgetMinor'] },
  request: said,
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('benefit_runs') }),
    z.object({ code: z.literal('below_promised') }),
    z.object({ code: z.literal('ends_before_start') }),
  ]),
})

export const endBenefitCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/benefit/{id}/end',
  summary: 'Ends the benefit; what was promised stays promised.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'benefit_ended', on: 'benefit', id: 'id' },
  request: { id: Id },
  reply: z.object({}),
})

export const promotionsContract = {
  benefit: benefitCall,
  putBenefit: putBenefitCall,
  endBenefit: endBenefitCall,
}
