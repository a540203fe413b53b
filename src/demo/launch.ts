import { learnAllHabits } from '../modules/habit/habit.ts'
import { foundBenefit } from '../modules/promotions/promotions.ts'
import {
  checkAllFit,
  decideAllOrders,
  foundLaunch,
  foundWave,
  judgeAll,
  placeAllOutlets,
} from '../modules/rollout/rollout.ts'
import type { Tx } from '../platform/db.ts'
import type { Bulk } from './in-bulk.ts'
import {
  agentIdsOf,
  confirmMostContacts,
  dateWave,
  decideAtLocks,
  makePlans,
  outletIdsOf,
  promisePastBenefits,
  remindOfPastCues,
} from './launch-queries.ts'
import { insertRows, type Row } from './load-queries.ts'
import { makeRandom, type Random } from './random.ts'
import { addDays, idOf, type Ground as World } from './world.ts'

type Ground = Pick<World, 'seed' | 'distributorId' | 'today' | 'at'>
type Person = { id: string; name: string; roles: string[] }

/** The world opens in the sixth week of a launch. */
const WEEKS_AGO = 5
const WAVE_WEEKS = 4
const FIRST_WAVE = 120
const OBJECTIONS = ['agent_is_enough', 'no_time', 'prices_differ', 'not_used_to', 'no_trust']
const PURPOSE =
  'Щоб магазин замовляв сам, коли йому зручно, а агент продавав новинки й допомагав, а не записував.'
const PROMISES = [
  ['План агента не піднімемо через замовлення порталу', 26],
  ['Жодну точку не заберемо в агента, бо вона замовляє сама', 52],
  ['Кожне замовлення порталу зараховується агентові, рядок за рядком', 52],
] as const
const QUESTION = 'Якщо точка замовляє сама, чи їздити до неї так само часто?'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const HABITS = ['habit.pattern', 'habit.usual_line']
const FIT = ['rollout.fit', 'rollout.fit_difference']
const LADDER = ['rollout.ladder', 'rollout.cue', 'rollout.strength']
/** So few that any plan does. */
const FEW = 500

// Does a few, so that the planner learns that their table is none to be read whole for each batch.
async function inTwo(
  outletIds: string[],
  work: (outletIds: string[]) => Promise<unknown>,
  learn: () => Promise<void>,
): Promise<void> {
  await work(outletIds.slice(0, FEW))
  if (outletIds.length <= FEW) return
  await learn()
  await work(outletIds.slice(FEW))
}

type Telling = { say: (text: string) => void }
/** So many outlets take minutes: each step is told. */
const MANY = 10_000

/** A launch under way: goal, covenant, focus team, the first wave with what was said to its outlets. */
export async function makeLaunch(
  { tx, learn, say }: Bulk & Telling,
  ground: Ground,
  people: Person[],
): Promise<void> {
  const { distributorId } = ground
  const of = (role: string) => people.find(({ roles }) => roles.includes(role))
  const [owner, operator, supervisor] = [of('owner'), of('operator'), of('supervisor')]
  if (!owner || !operator || !supervisor) throw new Error('the demo lacks its people')
  const outletIds = await outletIdsOf(tx, distributorId)
  const tell = outletIds.length < MANY ? () => undefined : say
  tell('  Learning what the outlets usually do')
  await learnAllHabits(tx, distributorId, outletIds)
  await confirmMostContacts(tx, distributorId, supervisor.id)
  await learn([...HABITS, 'rollout.contact_confirmed'])
  tell('  Judging for whom the portal is true')
  await inTwo(
    outletIds,
    (some) => checkAllFit(tx, distributorId, some),
    () => learn(FIT),
  )
  await judgeAll(tx, distributorId)
  await learn([...FIT, 'rollout.readiness'])
  const startsOn = addDays(ground.today, -WEEKS_AGO * 7)
  const crew = { startsOn, owner, operator, supervisor }
  await foundIt(tx, ground, crew)
  await promisePastBenefits(tx, distributorId)
  await makeFirstWave(tx, ground, crew)
  await learn(['rollout.wave_outlet', 'rollout.contact', 'ordering.order_benefit'])
  tell('  Placing the outlets on the ladder')
  await decideAllOrders(tx, distributorId)
  await learn(['rollout.presence'])
  await inTwo(
    outletIds,
    (some) => placeAllOutlets(tx, distributorId, some),
    () => learn(LADDER),
  )
  await learn(LADDER)
  await makePlans(tx, distributorId, ground.today)
  await remindOfPastCues(tx, distributorId)
  await decideAtLocks(tx, distributorId)
}

const PILOTS_MOST = 12
const pilotsOf = (agents: number) => Math.min(PILOTS_MOST, Math.max(1, Math.floor(agents / 2)))

type Crew = { startsOn: string; owner: Person; operator: Person; supervisor: Person }

// Its goal, focus team and covenant, and what portal orders give.
async function foundIt(tx: Tx, ground: Ground, crew: Crew): Promise<void> {
  const { distributorId } = ground
  const { startsOn, owner, operator, supervisor } = crew
  const member = (person: Person, kind: 'operator' | 'onboarder', hours: number) => ({
    ...{ personId: person.id, name: person.name, kind, weeklyMinutes: hours * 60 },
  })
  const agents = await agentIdsOf(tx, distributorId)
  await foundLaunch(tx, distributorId, {
    programme: {
      ...{ id: idOf(ground, 'programme', 0), name: 'Портал: осінній запуск', purpose: PURPOSE },
      ...{ startsOn, endsOn: addDays(ground.today, 21 * 7), createdBy: owner.id },
      ...{ leaderId: owner.id, goalOutlets: 100, goalDropMinor: 250_000 },
      ...{ gateFirstOrderBp: 5000, gateThirdOrderBp: 3000 },
      ...{ bonusRegularMinor: 20_000, bonusHeldMinor: 30_000 },
    },
    team: {
      members: [member(operator, 'operator', 20), member(supervisor, 'onboarder', 10)],
      pilotAgentIds: agents.slice(0, pilotsOf(agents.length)),
    },
    promises: PROMISES.map(([words, weeks], i) => ({
      ...{ id: idOf(ground, 'promise', i), words, untilDay: addDays(ground.today, weeks * 7) },
      ...{ signedBy: owner.id, signedName: owner.name },
    })),
    questions: [
      {
        ...{ id: idOf(ground, 'question', 0), words: QUESTION },
        ...{ askedBy: supervisor.id, askedName: supervisor.name },
      },
    ],
  })
  await foundBenefit(tx, distributorId, {
    ...{ id: idOf(ground, 'benefit', 0), name: 'За перші три замовлення', percentBp: 300 },
    ...{ firstOrders: 3, orderMaxMinor: 50_000, budgetMinor: 40_000_000, putBy: owner.id },
    ...{ fromDay: startsOn, toDay: addDays(ground.today, 60) },
  })
}

async function makeFirstWave(tx: Tx, ground: Ground, crew: Crew): Promise<void> {
  const { distributorId } = ground
  const { startsOn, owner } = crew
  const id = idOf(ground, 'wave', 1)
  const invited = await foundWave(tx, distributorId, {
    ...{ id, compiledBy: owner.id, startsOn, endsOn: addDays(startsOn, WAVE_WEEKS * 7) },
    ...{ agents: 'pilot', outlets: FIRST_WAVE, holdOutBp: 1000, readinessMin: 40 },
  })
  await dateWave(tx, distributorId, id, WEEKS_AGO * 7 + 2)
  const contacts = invited.flatMap((outletId, i) =>
    contactsOf(ground, crew, { outletId, turn: i / invited.length, startsOn }),
  )
  await insertRows(tx, 'rollout.contact', contacts)
}

type Turn = { outletId: string; turn: number; startsOn: string }

// Each outlet in its turn over the four weeks: called, and where it agreed, taught at its counter.
function contactsOf(ground: Ground, crew: Crew, { outletId, turn, startsOn }: Turn): Row[] {
  const random = makeRandom(`${ground.seed} ${ground.distributorId} contacts ${outletId}`)
  const day = Date.parse(`${startsOn}T07:00:00Z`) + Math.floor(turn * WAVE_WEEKS * 7) * DAY_MS
  const at = day + random.between(0, 8 * 60) * MINUTE_MS
  const outcome = outcomeOf(random)
  const row = (kind: string, place: string, said: Row, startMs: number, minutes: number): Row => ({
    ...{ distributor_id: ground.distributorId, id: idOf(ground, `contact ${kind}`, outletId) },
    ...{ outlet_id: outletId, kind, place, objection: null, ...said },
    by_person: place === 'desk' ? crew.operator.id : crew.supervisor.id,
    by_name: place === 'desk' ? crew.operator.name : crew.supervisor.name,
    started_at: new Date(startMs).toISOString(),
    ended_at: new Date(startMs + minutes * MINUTE_MS).toISOString(),
  })
  const objection = outcome === 'refused' ? random.pick(OBJECTIONS) : null
  const called = row('presentation', 'desk', { outcome, objection }, at, random.between(8, 19))
  const taughtAt = at + 2 * DAY_MS
  if (outcome !== 'agreed' || taughtAt > ground.at || !random.chance(0.7)) return [called]
  return [
    called,
    row('first_order', 'counter', { outcome: 'taught' }, taughtAt, random.between(9, 20)),
  ]
}

function outcomeOf(random: Random): string {
  const lot = random.next()
  if (lot < 0.62) return 'agreed'
  if (lot < 0.76) return 'refused'
  return lot < 0.88 ? 'call_back' : 'no_answer'
}
