import { z } from 'zod'
import { Day, Id, Instant, personCall, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { Difference, WantedLines } from './shelf-contract.ts'

const unknown = z.object({ code: z.literal('unknown') })
const Token = z.string().min(1).max(LIMITS.nameCharsMax)

export const DraftRefusal = z.discriminatedUnion('code', [
  unknown,
  z.object({ code: z.literal('draft_no_buyer') }),
  z.object({ code: z.literal('draft_late') }),
  z.object({ code: z.literal('draft_reused') }),
])
export type DraftRefusal = z.infer<typeof DraftRefusal>

export const makeDraftCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/drafts',
  summary:
    'Turn a shop’s message into a draft and a signed link, open until the cut-off. It takes the place ' +
    'of an earlier one for the same delivery. The client makes the id.',
  right: 'order.place_for',
  audit: { none: 'the draft’s own row says who made it, and its order who prepared it' },
  request: {
    outletId: Id,
    draftId: Id,
    deliveryDay: Day,
    lines: WantedLines,
    note: z.string().max(LIMITS.noteCharsMax).default(''),
    saidBy: z.enum(['viber', 'voice', 'photo', 'text', 'call']),
    said: z.string().max(LIMITS.noteCharsMax).default('').describe('The shop’s own words'),
  },
  reply: z.object({
    link: z.string(),
    cutOffAt: Instant,
    buyerName: z.string(),
    buyerPhone: z.string(),
  }),
  refusal: DraftRefusal,
})

export const draftCall = personCall({
  method: 'GET',
  path: '/drafts/{token}',
  summary: 'What a draft’s link shows: the lines at today’s prices, until when, what became of it.',
  access: 'public',
  request: { token: Token },
  reply: z.object({
    state: z.enum(['open', 'placed', 'withdrawn', 'expired']),
    distributor: z.object({ code: z.string(), name: z.string(), timeZone: z.string() }),
    outletId: Id,
    outletName: z.string(),
    madeName: z.string(),
    preparedBy: z.string(),
    said: z.string(),
    note: z.string(),
    deliveryDay: Day,
    cutOffAt: Instant,
    now: Instant,
    currency: z.string(),
    lines: z
      .array(
        z.object({
          productId: Id,
          name: z.string(),
          unitCode: z.string(),
          quantityMilli: z.int(),
          unitPriceE4: z.int(),
          totalMinor: z.int(),
        }),
      )
      .describe('Empty when the link is open no more'),
    totalMinor: z.int(),
    approximate: z.boolean(),
    missingMinor: z.int(),
    differences: z.array(Difference),
    placed: z.object({ numbers: z.array(z.string()), totalMinor: z.int() }).nullable(),
  }),
})

export const draftContract = { makeDraft: makeDraftCall, draft: draftCall }
