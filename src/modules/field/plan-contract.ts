import { z } from 'zod'
import { tenantCall } from '../../platform/call.ts'

export const myPlanCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/field/plan',
  summary: 'My plan of this month: every line of my outlets counts, whoever typed it.',
  right: 'field.read',
  request: {},
  reply: z.object({
    plans: z.array(
      z.object({
        measure: z.enum([
          'value',
          'quantity',
          'active_outlets',
          'lines',
          'collected',
          'new_outlets',
        ]),
        scope: z.string().describe('A brand; empty: everything'),
        target: z.int(),
        actual: z.int().nullable().describe('Null: nothing here measures it'),
        bySelf: z.int().nullable().describe('Of that by orders the shops made themselves'),
      }),
    ),
    portal: z.object({
      orders: z.int(),
      outlets: z.int(),
      valueMinor: z.int(),
      offHours: z.int().describe('Placed before 8, after 18, or on a Sunday'),
      freedMinutes: z.int().describe('At four minutes an order that nobody typed'),
    }),
  }),
})

export const planContract = { myPlan: myPlanCall }
