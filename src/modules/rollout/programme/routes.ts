import { UNKNOWN } from '../../../platform/call.ts'
import { type Db, type Pools, readGlobal, readTenant } from '../../../platform/db.ts'
import { publish } from '../../../platform/facts.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../../platform/serve.ts'
import { staffOf } from '../../identity/identity.ts'
import { launchChanged } from '../events.ts'
import { wavesOf } from '../wave/wave-queries.ts'
import { bonusesOf } from './bonus-queries.ts'
import {
  answerQuestionCall,
  askQuestionCall,
  bonusesCall,
  breakPromiseCall,
  checkUnderstandingCall,
  covenantCall,
  endProgrammeCall,
  programmeCall,
  putProgrammeCall,
  signPromiseCall,
  staffCall,
} from './contract.ts'
import {
  answerQuestion,
  breakPromise,
  insertPromise,
  insertQuestion,
  insertUnderstanding,
  promisesOf,
  questionsOf,
  understandingsOf,
} from './covenant-queries.ts'
import {
  agentsOf,
  endProgramme,
  focusTeam,
  openProgramme,
  putProgramme,
  putTeam,
} from './programme-queries.ts'
import { QUESTIONS, rightAnswers, UNDERSTOOD } from './understanding-rules.ts'

/** The launch: its goal and team, and what the owner promises to his agents. */
export const programmeRoutes = (pools: Pools) => ({
  ...goalRoutes(pools),
  ...covenantRoutes(pools),
})

const goalRoutes = (pools: Pools) => ({
  programme: serveTenant(programmeCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const programme = (await openProgramme(db, tenant.id)) ?? null
      const [team, agents, understandings] = await Promise.all([
        programme ? focusTeam(db, tenant.id, programme.id) : [],
        agentsOf(db, tenant.id, programme?.id ?? null),
        programme ? understandingsOf(db, tenant.id, programme.id) : [],
      ])
      return ok({ programme, team, agents, understandings })
    }),
  ),
  staff: serveTenant(staffCall, ({ tenant }) =>
    readGlobal(pools.identity, async (db) => ok({ people: await staffOf(db, tenant.id) })),
  ),
  putProgramme: serveTenant(putProgrammeCall, async (member, said) => {
    if (said.endsOn <= said.startsOn) return refuse({ code: 'ends_before_start' })
    const { id: distributorId } = member.tenant
    const staff = await readGlobal(pools.identity, (db) => staffOf(db, distributorId))
    const names = new Map(staff.map(({ id, name }) => [id, name]))
    if (said.team.some(({ personId }) => !names.has(personId))) return refuse(UNKNOWN)
    return transactAs(pools.app, member, async (tx) => {
      const open = await openProgramme(tx, distributorId)
      if (open && open.id !== said.id) return refuse({ code: 'programme_runs' })
      const leaderId = open?.leaderId ?? member.personId
      await putProgramme(tx, distributorId, { ...said, leaderId, createdBy: member.personId })
      await putTeam(tx, distributorId, {
        programmeId: said.id,
        members: said.team.map((one) => ({ ...one, name: names.get(one.personId) ?? one.name })),
        pilotAgentIds: said.pilotAgentIds,
      })
      await publish(tx, launchChanged({ distributorId }))
      return ok({})
    })
  }),
  endProgramme: serveTenant(endProgrammeCall, (member, { id }) =>
    transactAs(pools.app, member, async (tx) => {
      const distributorId = member.tenant.id
      if (!(await endProgramme(tx, distributorId, id))) return refuse(UNKNOWN)
      await publish(tx, launchChanged({ distributorId }))
      return ok({})
    }),
  ),
})

const covenantRoutes = (pools: Pools) => ({
  ...promiseRoutes(pools),
  ...questionRoutes(pools),
})

const promiseRoutes = (pools: Pools) => ({
  bonuses: serveTenant(bonusesCall, ({ tenant, personId }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const programme = await openProgramme(db, tenant.id)
      const bonuses = await bonusesOf(db, tenant.id, personId)
      const { bonusRegularMinor = 0, bonusHeldMinor = 0 } = programme ?? {}
      return ok({ regularMinor: bonusRegularMinor, heldMinor: bonusHeldMinor, bonuses })
    }),
  ),
  covenant: serveTenant(covenantCall, (member) =>
    readTenant(pools.app, member.tenant.id, async (db) => ok(await covenantOf(db, member))),
  ),
  signPromise: serveTenant(signPromiseCall, (member, { id, words, untilDay }) =>
    transactAs(pools.app, member, async (tx) => {
      const programme = await openProgramme(tx, member.tenant.id)
      if (!programme) return refuse(NO_PROGRAMME)
      if (untilDay < programme.today) return refuse({ code: 'day_passed' })
      await insertPromise(tx, {
        ...{ distributorId: member.tenant.id, id, programmeId: programme.id, words, untilDay },
        ...{ signedBy: member.personId, signedName: member.personName },
      })
      return ok({})
    }),
  ),
  breakPromise: serveTenant(breakPromiseCall, (member, { id, words }) =>
    transactAs(pools.app, member, async (tx) => {
      const broken = { distributorId: member.tenant.id, id, words, brokenBy: member.personId }
      return (await breakPromise(tx, broken)) ? ok({}) : refuse(UNKNOWN)
    }),
  ),
})

const questionRoutes = (pools: Pools) => ({
  askQuestion: serveTenant(askQuestionCall, (member, { id, words }) =>
    transactAs(pools.app, member, async (tx) => {
      const programme = await openProgramme(tx, member.tenant.id)
      if (!programme) return refuse(NO_PROGRAMME)
      await insertQuestion(tx, {
        ...{ distributorId: member.tenant.id, id, programmeId: programme.id, words },
        ...{ askedBy: member.personId, askedName: member.personName },
      })
      return ok({})
    }),
  ),
  answerQuestion: serveTenant(answerQuestionCall, (member, { id, words }) =>
    transactAs(pools.app, member, async (tx) => {
      const answer = {
        ...{ distributorId: member.tenant.id, id, words },
        ...{ answeredBy: member.personId, answeredName: member.personName },
      }
      return (await answerQuestion(tx, answer)) ? ok({}) : refuse(UNKNOWN)
    }),
  ),
  checkUnderstanding: serveTenant(checkUnderstandingCall, (member, { answers }) =>
    transactAs(pools.app, member, async (tx) => {
      const programme = await openProgramme(tx, member.tenant.id)
      if (!programme) return refuse(NO_PROGRAMME)
      const right = rightAnswers(answers)
      await insertUnderstanding(tx, {
        distributorId: member.tenant.id,
        programmeId: programme.id,
        personId: member.personId,
        personName: member.personName,
        waveNumber: await waveNow(tx, member.tenant.id, programme.id),
        rightAnswers: right,
      })
      return ok({ right, of: UNDERSTOOD })
    }),
  ),
})

const NO_PROGRAMME = { code: 'no_programme' as const }

// The check belongs to the wave that is prepared or runs: the first one before there is any.
const waveNow = async (db: Db, distributorId: string, programmeId: string): Promise<number> =>
  (await wavesOf(db, distributorId, programmeId))[0]?.number ?? 1

async function covenantOf(db: Db, { tenant, personId }: Member) {
  const shown = QUESTIONS.map(({ id, words, answers }) => ({ id, words, answers }))
  const programme = await openProgramme(db, tenant.id)
  if (!programme) {
    const check = { waveNumber: 1, passed: false, questions: shown }
    return { programme: null, promises: [], questions: [], check }
  }
  const { id, name, purpose, endsOn } = programme
  const [promises, questions, understandings, waveNumber] = await Promise.all([
    promisesOf(db, tenant.id, id),
    questionsOf(db, tenant.id, id),
    understandingsOf(db, tenant.id, id),
    waveNow(db, tenant.id, id),
  ])
  const passed = understandings.some(
    (row) => row.personId === personId && row.waveNumber === waveNumber && row.best === UNDERSTOOD,
  )
  return {
    programme: { id, name, purpose, endsOn },
    promises,
    questions,
    check: { waveNumber, passed, questions: shown },
  }
}
