import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

/** One outlet on the map, short: ten thousand of them travel at once. */
const MapRow = z
  .tuple([
    Id,
    z.string(),
    z.string(),
    z.int(),
    z.number().nullable(),
    z.number().nullable(),
    z.enum(['A', 'B', 'C', 'D']),
    z.int(),
    z.array(z.int()),
    z.int(),
    z.int(),
    z.int(),
    z.int(),
    z.int(),
  ])
  .describe(
    'id, code, name, number of the city, latitude, longitude, class, number of the zone or -1, ' +
      'numbers of the agents, delivery weekdays as bits (Monday 1), usual weekday or 0, ' +
      'share of self-service in per cent or -1, days since the last order or -1, ' +
      '1 when the point is only the middle of the town',
  )
export type MapRow = z.infer<typeof MapRow>

export const mapCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/map/outlets',
  summary: 'Outlets in my scope as compact rows for the map, all or those of a box.',
  right: 'outlet.read',
  request: {
    west: z.number().min(-LIMITS.longitudeMax).max(LIMITS.longitudeMax).optional(),
    south: z.number().min(-LIMITS.latitudeMax).max(LIMITS.latitudeMax).optional(),
    east: z.number().min(-LIMITS.longitudeMax).max(LIMITS.longitudeMax).optional(),
    north: z.number().min(-LIMITS.latitudeMax).max(LIMITS.latitudeMax).optional(),
  },
  reply: z.object({
    asOf: Day.describe('The last day looked at: today, or the last delivery of a closed history'),
    cities: z.array(z.string()),
    zones: z.array(z.object({ id: Id, name: z.string() })),
    agents: z.array(z.object({ id: Id, name: z.string() })),
    outlets: z.array(MapRow),
    more: z.boolean().describe('There are more than one reply holds: ask by box'),
  }),
})

/** One weekday: how many outlets were due, how many got something, how many came besides. */
const Served = z.object({ due: z.int(), served: z.int(), besides: z.int() })

export const coverageCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/map/coverage',
  summary:
    'Outlets served and not served by weekday and agent in the seven days that end on a day.',
  right: 'outlet.read',
  request: {
    until: Day.optional().describe('The last day of the seven; by default the last known'),
  },
  reply: z.object({
    from: Day,
    until: Day,
    days: z.array(Served.extend({ day: Day, weekday: z.int() })),
    agents: z.array(
      z.object({
        id: Id.nullable().describe('Null: outlets without an agent'),
        name: z.string().nullable(),
        outlets: z.int(),
        served: z.int().describe('Outlets that got something on any of the days'),
        days: z.array(Served),
      }),
    ),
    withoutPlace: z.int(),
    withoutZone: z.int(),
  }),
})
