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

const ListedOutlet = OutletRow.extend({
  buyer: z
    .object({ name: z.string(), phone: z.string() })
    .nullable()
    .describe('Who orders; of several, the one whose phone was searched for'),
})
export type ListedOutlet = z.infer<typeof ListedOutlet>

export const listOutletsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets',
  summary:
    'Outlets in my scope: a buyer’s own, an agent’s territory, the whole tenant for the office.',
  right: 'outlet.read',
  request: {
    search: z
      .string()
      .max(LIMITS.searchCharsMax)
      .optional()
      .describe('Name, code, town, address, or the phone of who orders'),
    after: z.string().max(LIMITS.nameCharsMax).optional().describe('The code after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ outlets: z.array(ListedOutlet), next: z.string().nullable() }),
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

const Latitude = z.number().min(-LIMITS.latitudeMax).max(LIMITS.latitudeMax)
const Longitude = z.number().min(-LIMITS.longitudeMax).max(LIMITS.longitudeMax)

/** A box of the map as a request names it. */
const BOX = { west: Longitude, south: Latitude, east: Longitude, north: Latitude }

export const townsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/towns',
  summary: 'Towns in a box of the map, the most populous first, named in my language.',
  right: 'outlet.read',
  request: BOX,
  reply: z.object({
    towns: z.array(
      z.object({
        name: z.string(),
        latitude: Latitude,
        longitude: Longitude,
        population: z.int(),
      }),
    ),
  }),
})

export const withoutPlaceCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets-without-place',
  summary: 'Outlets that no map can show, by code, with the towns their city may be.',
  right: 'outlet.read',
  request: {
    after: z.string().max(LIMITS.nameCharsMax).optional().describe('The code after which to go on'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    total: z.int(),
    outlets: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        address: z.string(),
        city: z.string(),
        proposals: z
          .array(
            z.object({
              town: z.string(),
              region: z.string(),
              latitude: Latitude,
              longitude: Longitude,
            }),
          )
          .describe('Middles of towns of that name, the likeliest first'),
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const setPlaceCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/outlets/{outletId}/place',
  summary: 'Say where an outlet is; both null: it is not known.',
  right: 'outlet.write',
  audit: { word: 'place_set', on: 'outlet', id: 'outletId' },
  request: { outletId: Id, latitude: Latitude.nullable(), longitude: Longitude.nullable() },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('half_a_place') }),
  ]),
})

export const outletsContract = {
  list: listOutletsCall,
  get: outletCall,
  towns: townsCall,
  withoutPlace: withoutPlaceCall,
  setPlace: setPlaceCall,
}
