import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { counterContract } from './counter/contract.ts'
import { cueContract } from './cue/contract.ts'
import { deskContract } from './desk/contract.ts'
import { priceLeaksCall } from './leak-contract.ts'
import { decideMatchCall, findMatchesCall, matchesCall } from './match-contract.ts'
import { programmeContract } from './programme/contract.ts'
import { teamContract } from './team/team-contract.ts'
import { waveContract } from './wave/contract.ts'
import { readinessContract } from './wave/readiness-contract.ts'

export type { Aside } from './desk/aside-contract.ts'
export type { Queued } from './desk/contract.ts'
export type { Script } from './desk/script-contract.ts'

const FitKind = z.enum([
  'price_differs',
  'no_price',
  'not_sold',
  'basket_hidden',
  'no_history',
  'no_slots',
  'days_differ',
  'no_contract',
  'balance_unknown',
  'balance_stale',
  'balance_differs',
  'no_phone',
  'phone_unconfirmed',
])
const Mender = z.enum(['prices', 'catalogue', 'dispatcher', 'debt_control', 'agent'])

const FitRow = z.object({
  outletId: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  class: z.string(),
  fit: z.boolean(),
  lines: z.int().describe('Lines of the last 8 weeks of invoices'),
  linesTrue: z.int().describe('Of these, priced by the portal within 0.5 %'),
  differences: z.record(z.string(), z.int()).describe('How many of each kind'),
  checkedAt: Instant,
})
export type FitRow = z.infer<typeof FitRow>

const Difference = z.object({
  kind: FitKind,
  mender: Mender,
  subjectId: z.string(),
  subject: z.string(),
  portal: z.string(),
  truth: z.string(),
  weightMinor: z.int(),
  since: Instant,
})

const filters = {
  fit: z.enum(['yes', 'no']).optional(),
  kind: FitKind.optional(),
  mender: Mender.optional(),
  search: z.string().max(LIMITS.searchCharsMax).optional(),
}

export const fitListCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/fit',
  summary: 'Which outlets could be invited today, and why the others could not.',
  right: 'rollout.read',
  request: {
    ...filters,
    after: z.string().max(LIMITS.nameCharsMax).optional().describe('The code after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({ outlets: z.array(FitRow), next: z.string().nullable() }),
})

export const fitSummaryCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/fit/summary',
  summary: 'How many outlets are fit, and what stands in the way of how many.',
  right: 'rollout.read',
  request: {},
  reply: z.object({
    outlets: z.int(),
    checked: z.int(),
    fit: z.int(),
    due: z.int().describe('Waiting to be checked'),
    oldestCheckAt: Instant.nullable(),
    kinds: z.array(
      z.object({ kind: FitKind, mender: Mender, outlets: z.int(), differences: z.int() }),
    ),
  }),
})

export const fitOfOutletCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/fit/outlets/{outletId}',
  summary: 'Everything that stands in the way of inviting one outlet.',
  right: 'rollout.read',
  request: { outletId: Id },
  reply: z.object({ fit: FitRow.nullable(), differences: z.array(Difference) }),
})

export const toMendCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/fit/to-mend',
  summary:
    'What to mend first: differences by what they are about, with the outlets each holds up.',
  right: 'rollout.read',
  request: {
    kind: FitKind.optional(),
    mender: Mender.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    subjects: z.array(
      z.object({
        kind: FitKind,
        mender: Mender,
        subjectId: z.string(),
        subject: z.string(),
        outlets: z.int(),
        onlyThis: z.int().describe('Outlets that would be fit if only this were mended'),
        weightMinor: z.int(),
        portal: z.string(),
        truth: z.string(),
      }),
    ),
  }),
})

export const recheckCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/fit/recheck',
  summary: 'Check all outlets, or one, again.',
  right: 'rollout.write',
  audit: { none: 'it computes anew what follows from other rows' },
  request: { outletId: Id.optional() },
  reply: z.object({ wanted: z.int() }),
})

export const confirmContactCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/contacts/{personId}/confirmation',
  summary: 'Somebody who knows the shop says: this person orders, on this phone.',
  right: 'order.place_for',
  audit: { word: 'contact_confirmed', on: 'outlet', id: 'outletId', tells: ['personId'] },
  request: { outletId: Id, personId: Id },
  reply: z.object({}),
})

export const rolloutContract = {
  ...programmeContract,
  ...waveContract,
  ...cueContract,
  ...deskContract,
  ...counterContract,
  ...readinessContract,
  ...teamContract,
  fitList: fitListCall,
  fitSummary: fitSummaryCall,
  fitOfOutlet: fitOfOutletCall,
  toMend: toMendCall,
  recheck: recheckCall,
  confirmContact: confirmContactCall,
  matches: matchesCall,
  decideMatch: decideMatchCall,
  findMatches: findMatchesCall,
  priceLeaks: priceLeaksCall,
}
