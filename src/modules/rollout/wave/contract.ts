import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { STEPS } from '../ladder/ladder-rules.ts'

const StepName = z.enum(STEPS)
const AsideName = z.enum(['refused', 'unreachable', 'paused', 'relapsed', 'stays_with_agent'])
const Bp = z.int().min(0).max(LIMITS.wholeBp)
const Asked = {
  outlets: z.int().min(1).max(LIMITS.outletsMax),
  startsOn: Day,
  endsOn: Day,
  agents: z.enum(['pilot', 'all']).default('pilot').describe('Whose outlets are meant'),
  holdOutBp: Bp.default(1000),
  readinessMin: z.int().min(0).max(LIMITS.readinessMost).default(50),
}
const WaveRefusal = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('all_at_once'),
    asked: z.int(),
    most: z.int(),
    activeOutlets: z.int(),
  }),
  z.object({
    code: z.literal('all_agents'),
    asked: z.int(),
    most: z.int(),
    activeAgents: z.int(),
  }),
  z.object({
    code: z.literal('over_capacity'),
    neededMinutes: z.int(),
    capacityMinutes: z.int(),
    minutesEach: z.number(),
    most: z.int(),
  }),
  z.object({
    code: z.literal('gate_closed'),
    wave: z.int(),
    firstOrderBp: z.int(),
    wantedFirstOrderBp: z.int(),
    thirdOrderBp: z.int(),
    wantedThirdOrderBp: z.int(),
  }),
  z.object({ code: z.literal('no_promises') }),
])
export type WaveRefusalShown = z.infer<typeof WaveRefusal>

const Sums = {
  number: z.int(),
  invited: z.int(),
  heldOut: z.int(),
  short: z.int().describe('Asked for, and nobody is left'),
  left: z.object({
    not_fit: z.int(),
    taken: z.int(),
    orders_alone: z.int().describe('Came to their third independent order by themselves'),
    not_ready: z.int(),
    other_agent: z.int(),
    no_history: z.int(),
  }),
  vacant: z.int(),
  neededMinutes: z.int(),
  capacityMinutes: z.int(),
  minutesEach: z.number(),
  refusals: z.array(WaveRefusal),
}

const noProgramme = z.object({ code: z.literal('no_programme') })

export const previewWaveCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/waves/preview',
  summary: 'Who would be in the next wave, and what speaks against it, with its arithmetic.',
  right: 'rollout.write',
  scope: 'tenant',
  request: Asked,
  reply: z.object({
    ...Sums,
    outlets: z.array(
      z.object({
        outletId: Id,
        part: z.enum(['invited', 'held_out']),
        position: z.int(),
        readiness: z.int(),
        worth: z.int(),
        vacant: z.boolean(),
        class: z.string(),
      }),
    ),
  }),
  refusal: noProgramme,
})

export const compileWaveCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/waves',
  summary:
    'Puts the next wave together. What speaks against it refuses it; only the owner passes over that.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'wave_compiled', on: 'wave', id: 'id', tells: ['outlets', 'startsOn'] },
  request: {
    id: Id,
    ...Asked,
    overrideReason: z
      .string()
      .trim()
      .min(LIMITS.reasonCharsMin)
      .max(LIMITS.noteCharsMax)
      .optional(),
  },
  reply: z.object({ number: z.int(), invited: z.int(), heldOut: z.int() }),
  refusal: z.discriminatedUnion('code', [
    noProgramme,
    z.object({ code: z.literal('nobody_fits') }),
    z.object({ code: z.literal('ends_before_start') }),
    z.object({ code: z.literal('wave_refused'), refusals: z.array(WaveRefusal) }),
  ]),
})

const Wave = z.object({
  id: Id,
  number: z.int(),
  startsOn: Day,
  endsOn: Day,
  outlets: z.int().describe('Invited'),
  heldOut: z.int(),
  neededMinutes: z.int(),
  capacityMinutes: z.int(),
  compiledAt: Instant,
  overridden: z.array(z.string()),
  overrideReason: z.string().nullable(),
  stoppedAt: Instant.nullable(),
  stopReason: z.string().nullable(),
  contacted: z.int(),
  agreed: z.int(),
  registered: z.int(),
  firstOrder: z.int(),
  thirdOrder: z.int(),
  regular: z.int(),
  held: z.int(),
  aside: z.int(),
})

export const wavesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/waves',
  summary: 'The waves of the launch and how far their outlets came.',
  right: 'rollout.read',
  request: {},
  reply: z.object({ waves: z.array(Wave) }),
})

export const waveOutletsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/waves/{waveId}/outlets',
  summary: 'The outlets of a wave in the order of invitation, with their step.',
  right: 'rollout.read',
  request: {
    waveId: Id,
    step: StepName.optional(),
    aside: AsideName.optional(),
    part: z.enum(['invited', 'held_out']).optional(),
  },
  reply: z.object({
    outlets: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        class: z.string(),
        part: z.enum(['invited', 'held_out']),
        position: z.int(),
        readiness: z.int(),
        vacant: z.boolean(),
        step: StepName,
        aside: AsideName.nullable(),
        objection: z.string().nullable(),
        reached: z.record(z.string(), z.string()),
        independentOrders: z.int(),
        accompaniedOrders: z.int(),
        agentName: z.string().nullable(),
        lastContactAt: Instant.nullable(),
        lastContactBy: z.string().nullable(),
      }),
    ),
  }),
})

export const stopWaveCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/waves/{waveId}/stop',
  summary: 'Stops a wave: nobody of it is invited any more.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'wave_stopped', on: 'wave', id: 'waveId' },
  request: {
    waveId: Id,
    reason: z.string().trim().min(LIMITS.reasonCharsMin).max(LIMITS.noteCharsMax),
  },
  reply: z.object({}),
})

export const waveContract = {
  previewWave: previewWaveCall,
  compileWave: compileWaveCall,
  waves: wavesCall,
  waveOutlets: waveOutletsCall,
  stopWave: stopWaveCall,
}
