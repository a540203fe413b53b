import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const Words = z.string().trim().min(1).max(LIMITS.noteCharsMax)
const Bp = z.int().min(0).max(LIMITS.wholeBp)

const Member = z.object({
  personId: Id,
  name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
  kind: z.enum(['operator', 'onboarder']),
  weeklyMinutes: z.int().min(0).max(LIMITS.weeklyMinutesMax),
})

const Said = z.object({
  id: Id,
  name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
  purpose: Words.describe('What the portal is for, as every agent reads it'),
  startsOn: Day,
  endsOn: Day,
  goalOutlets: z.int().min(1).max(LIMITS.outletsMax).describe('Regular outlets by the last day'),
  goalDropMinor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe('Their average drop'),
  gateFirstOrderBp: Bp.describe('Share of a wave that must have ordered before the next'),
  gateThirdOrderBp: Bp.describe('Share of it at its third independent order'),
  bonusRegularMinor: z.int().min(0).max(LIMITS.moneyMinorMax).default(0),
  bonusHeldMinor: z.int().min(0).max(LIMITS.moneyMinorMax).default(0),
})

const ProgrammeShown = Said.extend({
  leaderId: Id.nullable(),
  createdAt: Instant,
  today: Day,
  regularOutlets: z.int(),
  invitedOutlets: z.int(),
})

const PromiseShown = z.object({
  id: Id,
  words: z.string(),
  untilDay: Day,
  signedName: z.string(),
  signedAt: Instant,
  brokenAt: Instant.nullable(),
  brokenWords: z.string().nullable(),
})
const QuestionShown = z.object({
  id: Id,
  askedName: z.string(),
  words: z.string(),
  askedAt: Instant,
  answer: z.string().nullable(),
  answeredName: z.string().nullable(),
  answeredAt: Instant.nullable(),
})
const Phrase = z.object({ uk: z.string(), en: z.string(), ru: z.string() })

export const programmeCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/programme',
  summary: 'The launch that runs: goal, focus team, pilot agents; null: none.',
  right: 'rollout.read',
  request: {},
  reply: z.object({
    programme: ProgrammeShown.nullable(),
    team: z.array(Member),
    agents: z.array(
      z.object({
        id: Id,
        name: z.string(),
        team: z.string(),
        pilot: z.boolean(),
        outlets: z.int(),
      }),
    ),
    understandings: z.array(
      z.object({
        personId: Id,
        name: z.string(),
        waveNumber: z.int(),
        best: z.int(),
        tries: z.int(),
      }),
    ),
  }),
})

export const staffCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/programme/staff',
  summary: 'Our people who may work in a focus team.',
  right: 'rollout.write',
  scope: 'tenant',
  request: {},
  reply: z.object({
    people: z.array(z.object({ id: Id, name: z.string(), roles: z.array(z.string()) })),
  }),
})

export const putProgrammeCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/programme/{id}',
  summary: 'Sets the goal, the dates, the team and who goes first.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'programme_put', on: 'programme', id: 'id', tells: ['goalOutlets', 'endsOn'] },
  request: {
    ...Said.shape,
    team: z.array(Member).max(LIMITS.idsPerCallMax),
    pilotAgentIds: z.array(Id).max(LIMITS.idsPerCallMax),
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('programme_runs') }),
    z.object({ code: z.literal('ends_before_start') }),
    z.object({ code: z.literal('unknown') }),
  ]),
})

export const endProgrammeCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/programme/{id}/end',
  summary: 'Ends the launch.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'programme_ended', on: 'programme', id: 'id' },
  request: { id: Id },
  reply: z.object({}),
})

export const covenantCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/covenant',
  summary: 'What the launch is for, what was promised to agents, and their questions with answers.',
  right: 'rollout.contact',
  request: {},
  reply: z.object({
    programme: z.object({ id: Id, name: z.string(), purpose: z.string(), endsOn: Day }).nullable(),
    promises: z.array(PromiseShown),
    questions: z.array(QuestionShown),
    check: z.object({
      waveNumber: z.int(),
      passed: z.boolean(),
      questions: z.array(z.object({ id: z.string(), words: Phrase, answers: z.array(Phrase) })),
    }),
  }),
})

export const signPromiseCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/covenant/promises',
  summary: 'The owner promises something to the agents until a day.',
  right: 'rollout.override',
  audit: { word: 'promise_signed', on: 'promise', id: 'id', tells: ['untilDay'] },
  request: { id: Id, words: Words, untilDay: Day },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('no_programme') }),
    z.object({ code: z.literal('day_passed') }),
  ]),
})

export const breakPromiseCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/covenant/promises/{id}/breach',
  summary: 'Says openly that a promise was broken: everybody sees it, and it stays.',
  right: 'rollout.contact',
  audit: { word: 'promise_broken', on: 'promise', id: 'id' },
  request: { id: Id, words: Words },
  reply: z.object({}),
})

export const askQuestionCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/covenant/questions',
  summary: 'Asks about the launch; question and answer are open to everybody.',
  right: 'rollout.contact',
  audit: { word: 'question_asked', on: 'question', id: 'id' },
  request: { id: Id, words: Words },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('no_programme') }),
})

export const answerQuestionCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/covenant/questions/{id}/answer',
  summary: 'Answers a question in the open.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'question_answered', on: 'question', id: 'id' },
  request: { id: Id, words: Words },
  reply: z.object({}),
})

export const checkUnderstandingCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/covenant/understanding',
  summary: 'Answers the three questions of a wave; says how many are right.',
  right: 'rollout.contact',
  audit: { word: 'understanding_checked', on: 'programme' },
  request: {
    answers: z.record(
      z.string().max(LIMITS.nameCharsMax),
      z.int().min(0).max(LIMITS.answersOfQuestionMax),
    ),
  },
  reply: z.object({ right: z.int(), of: z.int() }),
  refusal: z.object({ code: z.literal('no_programme') }),
})

export const bonusesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/covenant/bonuses',
  summary: 'What I earned by outlets of mine that order regularly and hold.',
  right: 'rollout.contact',
  request: {},
  reply: z.object({
    regularMinor: z.int().describe('What the next regular outlet earns'),
    heldMinor: z.int(),
    bonuses: z.array(
      z.object({
        outletId: Id,
        outletName: z.string(),
        kind: z.enum(['regular', 'held']),
        amountMinor: z.int(),
        earnedAt: Instant,
      }),
    ),
  }),
})

export const programmeContract = {
  bonuses: bonusesCall,
  programme: programmeCall,
  staff: staffCall,
  putProgramme: putProgrammeCall,
  endProgramme: endProgrammeCall,
  covenant: covenantCall,
  signPromise: signPromiseCall,
  breakPromise: breakPromiseCall,
  askQuestion: askQuestionCall,
  answerQuestion: answerQuestionCall,
  checkUnderstanding: checkUnderstandingCall,
}
