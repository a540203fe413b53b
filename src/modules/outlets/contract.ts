import { z } from 'zod'
import { Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const OutletRow = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  city: z.string(),
  outletType: z.string(),
  class: z.enum(['A', 'B', 'C', 'D']),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
})
export type OutletRow = z.infer<typeof OutletRow>

export const listOutletsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets',
  summary:
    'Outlets in my scope: a buyer’s own, an agent’s territory, the whole tenant for the office.',
  right: 'outlet.read',
  request: {
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    after: z.string().max(LIMITS.nameCharsMax).optional().describe('The code after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ outlets: z.array(OutletRow), next: z.string().nullable() }),
})

export const outletCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}',
  summary: 'One outlet: payers, buyers, agents by team.',
  right: 'outlet.read',
  request: { outletId: Id },
  reply: OutletRow.extend({
    payers: z.array(z.object({ id: Id, name: z.string(), taxId: z.string().nullable() })),
    buyers: z.array(
      z.object({ personId: Id, name: z.string(), phone: z.string(), position: z.string() }),
    ),
    agents: z.array(
      z.object({
        teamName: z.string(),
        agentId: Id.nullable(),
        agentName: z.string().nullable().describe('Null: the territory is vacant'),
        territory: z.string(),
      }),
    ),
  }),
})

export const outletsContract = { list: listOutletsCall, get: outletCall }
