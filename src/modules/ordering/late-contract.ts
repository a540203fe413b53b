import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

/** Why somebody lets an order in after the cut-off. */
export const LateReason = z.string().trim().min(LIMITS.lateReasonCharsMin).max(LIMITS.noteCharsMax)

/** Why an order is not let in after the cut-off though staff asked for it, or it waited. */
export const lateRefusals = [
  z.object({ code: z.literal('grace_more'), lockAt: Instant }),
  z.object({ code: z.literal('late_locked'), lockAt: Instant }),
  z.object({ code: z.literal('late_cap'), used: z.int(), max: z.int() }),
] as const

const max = z.int().min(0).max(LIMITS.exceptionsOfOutletMax)

const ExceptionCount = z.object({
  id: Id,
  name: z.string(),
  detail: z.string(),
  exceptions: z.int(),
})
export type ExceptionCount = z.infer<typeof ExceptionCount>

export const exceptionsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/late-exceptions',
  summary: 'Exceptions of a quarter: who let orders in after the cut-off, and for which outlets.',
  right: 'order.release',
  request: { day: Day.optional().describe('A day of the quarter; absent: this one') },
  reply: z.object({
    fromDay: Day,
    beforeDay: Day,
    max: max.describe('How many an outlet may have in a quarter'),
    people: z.array(ExceptionCount),
    outlets: z.array(ExceptionCount),
  }),
})

export const setExceptionsMaxCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/late-exceptions/cap',
  summary: 'How many exceptions an outlet may have in a quarter.',
  right: 'account.write',
  scope: 'tenant',
  audit: { word: 'exceptions_cap_set', on: 'setting', tells: ['max'] },
  request: { max },
  reply: z.object({ max }),
})

export const lateContract = { exceptions: exceptionsCall, setExceptionsMax: setExceptionsMaxCall }
