import { randomUUID } from 'node:crypto'
import type { Sample } from './samples.ts'

const WORDS = 'Слова, які побачать усі'
const benefit = {
  ...{ name: 'Вигода', percentBp: 300, firstOrders: 3, orderMaxMinor: null },
  ...{ budgetMinor: 1_000_000, fromDay: '2020-01-01', toDay: '2020-02-01' },
}
const wave = {
  ...{ outlets: 1, startsOn: '2026-11-30', endsOn: '2026-12-28', agents: 'all' },
  ...{ holdOutBp: 0, readinessMin: 0 },
}

/** Requests for the calls of the launch. */
export const launchSamples: Record<string, Sample> = {
  'rollout.proposedTeams': { request: () => ({}) },
  'rollout.foretellTeam': {
    request: ({ ids }) => ({ id: ids.team, name: 'New team' }),
    ids: { id: 'team' },
  },
  'rollout.decideTeam': {
    request: async (place) => ({ id: await place.newTeam(false), accepted: false }),
    ids: { id: 'team' },
  },
  'rollout.undoTeam': {
    request: async (place) => ({ id: await place.newTeam(true) }),
    ids: { id: 'team' },
  },
  'promotions.benefit': { request: () => ({}) },
  'promotions.putBenefit': {
    request: async (place) => ({ ...benefit, id: await place.newBenefit() }),
  },
  'promotions.endBenefit': {
    request: async (place) => ({ id: await place.newBenefit() }),
    ids: { id: 'benefit' },
  },
  'ordering.benefitOrders': { request: () => ({}) },
  'goals.gauge': { request: () => ({}) },
  'goals.gaugeOutlets': { request: () => ({}) },
  'goals.help': { request: () => ({ by: 'wave' }) },
  'goals.leaks': { request: () => ({ step: 'first_order' }) },
  'goals.weeklyReport': { request: () => ({}) },
  'goals.reportFile': {
    request: async (place) => {
      await place.newProgramme()
      return { format: 'xlsx' }
    },
  },
  'goals.morning': { request: () => ({}) },
  'goals.setMorning': {
    request: (place) => ({
      ...{ at: '08:30', readers: [{ personId: place.ids.giver, mail: true, messenger: null }] },
    }),
  },
  'goals.maturity': { request: () => ({}) },
  'goals.decision': { request: () => ({}) },
  'field.myPlan': { request: () => ({}) },
  'rollout.bonuses': { request: () => ({}) },
  'rollout.habits': { request: () => ({}) },
  'rollout.programme': { request: () => ({}) },
  'rollout.staff': { request: () => ({}) },
  'rollout.putProgramme': {
    request: async (place) => ({
      ...{ id: await place.newProgramme(), name: 'Запуск', purpose: WORDS, goalOutlets: 100 },
      ...{ startsOn: '2026-11-30', endsOn: '2027-03-01', goalDropMinor: 250_000 },
      ...{ gateFirstOrderBp: 0, gateThirdOrderBp: 0, pilotAgentIds: [place.ids.agent] },
      team: [{ personId: place.ids.giver, name: 'X', kind: 'operator', weeklyMinutes: 600 }],
    }),
  },
  'rollout.endProgramme': {
    request: async (place) => ({ id: await place.newProgramme() }),
    ids: { id: 'programme' },
  },
  'rollout.covenant': { request: () => ({}) },
  'rollout.signPromise': {
    request: async (place) => {
      await place.newProgramme()
      return { id: randomUUID(), words: WORDS, untilDay: '2099-01-01' }
    },
  },
  'rollout.breakPromise': {
    request: async (place) => ({ id: await place.newPromise(), words: WORDS }),
    ids: { id: 'promise' },
  },
  'rollout.askQuestion': {
    request: async (place) => {
      await place.newProgramme()
      return { id: randomUUID(), words: WORDS }
    },
  },
  'rollout.answerQuestion': {
    request: async (place) => ({ id: await place.newQuestion(), words: WORDS }),
    ids: { id: 'question' },
  },
  'rollout.checkUnderstanding': {
    request: async (place) => {
      await place.newProgramme()
      return { answers: { purpose: 1 } }
    },
  },
  'rollout.readiness': { request: () => ({}), searches: ['search'] },
  'rollout.judgeReadiness': { request: () => ({}) },
  'rollout.sayView': {
    request: ({ ids }) => ({ outletId: ids.outlet, view: 'maybe' }),
    ids: { outletId: 'outlet' },
  },
  'rollout.previewWave': {
    request: async (place) => {
      await place.newProgramme()
      return wave
    },
  },
  'rollout.compileWave': {
    request: async (place) => {
      await place.freeForWave()
      return { id: randomUUID(), ...wave }
    },
  },
  'rollout.waves': { request: () => ({}) },
  'rollout.waveOutlets': {
    request: ({ ids }) => ({ waveId: ids.wave }),
    ids: { waveId: 'wave' },
  },
  'rollout.stopWave': {
    request: async (place) => ({ waveId: await place.newWave(), reason: WORDS }),
    ids: { waveId: 'wave' },
  },
}
