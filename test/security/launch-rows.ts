import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../../src/demo/load-queries.ts'
import { invitationLink } from '../../src/modules/rollout/counter/invitations.ts'
import { type Tx, writeTenant } from '../../src/platform/db.ts'
import { fitToInvite } from '../invited-town.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Town } from '../town.ts'

/** What the launch of a place can be asked for. */
export type LaunchPlace = {
  newProgramme(): Promise<string>
  /** A proposal that brands of two owners’ outlets are an exclusive team’s. */
  newTeam(declined: boolean): Promise<string>
  newPromise(): Promise<string>
  newQuestion(): Promise<string>
  newWave(): Promise<string>
  newBenefit(): Promise<string>
  /** What this person just said with the visible outlet. */
  newContact(personId: string): Promise<string>
  /** Somebody asked that the visible outlet stays with its agent; a second person has to agree, or did. */
  newAside(agreed?: boolean): Promise<void>
  /** This person's session at the visible outlet's counter, that ended in an agreement. */
  newCounter(personId: string): Promise<string>
  /** The word of a link that invites the buyer of the visible outlet. */
  newInvitation(): Promise<string>
  /** The portal is true for the visible outlet. */
  fitToInvite(): Promise<unknown>
  /** Somebody is left to be put into a wave. */
  freeForWave(): Promise<void>
  /** A run of the clock that is over: asked for again, it moves nothing. */
  newClockRun(): Promise<string>
}

export function launchOf(database: TestDatabase, town: Town): LaunchPlace {
  const writing = <T>(work: (tx: Tx, town: Town) => Promise<T>) =>
    writeTenant(database.pools.app, town.tenant.id, (tx) => work(tx, town))
  return {
    newProgramme: () => writing(makeProgramme),
    newTeam: (declined) => writing((tx) => makeTeam(tx, town, declined)),
    newPromise: () => writing(makePromise),
    newQuestion: () => writing(makeQuestion),
    newWave: () => writing(makeEmptyWave),
    newBenefit: () => writing(makeBenefit),
    newContact: (personId) => writing((tx) => makeContact(tx, town, personId)),
    newAside: (agreed = false) => writing((tx) => makeAside(tx, town, agreed)),
    newCounter: (personId) => writing((tx) => makeCounter(tx, town, personId)),
    newInvitation: async () => {
      const id = await writing(makeInvitation)
      const ids = { distributorId: town.tenant.id, invitationId: id }
      const link = invitationLink({ secret: database.secret, publicUrl: '' }, ids)
      return link.split('/').at(-1) ?? ''
    },
    fitToInvite: () => writing((tx) => fitToInvite(tx, town.tenant.id, town.ids.outlet)),
    freeForWave: () => writing(freeForWave),
    newClockRun: () => writing(makeClockRun),
  }
}

export const newOfLaunch = async (fresh: LaunchPlace, personId: string) => ({
  contact: await fresh.newContact(personId),
  counter: await fresh.newCounter(personId),
  programme: await fresh.newProgramme(),
  team: await fresh.newTeam(false),
  promise: await fresh.newPromise(),
  question: await fresh.newQuestion(),
  wave: await fresh.newWave(),
  benefit: await fresh.newBenefit(),
})

async function makeTeam(tx: Tx, { ids, tenant }: Town, declined: boolean): Promise<string> {
  const id = uuidv7()
  const [day, at] = ['2026-10-05', '2026-11-20T08:00:00Z']
  const sold = { apart_outlets: 5, lines: 9, apart_lines: 9, first_day: day, last_day: day }
  const outlet_ids = [ids.outlet, ids.otherOutlet]
  const agents = { agent_ids: [ids.agent], outlet_ids, served_by: [ids.agent, ids.agent] }
  const decided = declined && { decided_at: at, decided_by: ids.adminPerson, accepted: false }
  await insertRows(tx, 'rollout.team_proposal', [
    {
      ...{ distributor_id: tenant.id, id, subject: id, name: `team ${tenant.code}` },
      ...{ brand_ids: [uuidv7()], ...agents, ...sold, ...decided },
    },
  ])
  return id
}

/** The launch that runs; made when there is none. */
async function makeProgramme(tx: Tx, { tenant, ids }: Town): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from rollout.programme
    where distributor_id = ${tenant.id} and ended_at is null`.execute(tx)
  if (rows[0]) return rows[0].id
  const id = uuidv7()
  await insertRows(tx, 'rollout.programme', [
    {
      ...{ distributor_id: tenant.id, id, name: `launch ${tenant.code}`, purpose: tenant.code },
      ...{ starts_on: '2026-11-30', ends_on: '2027-03-01', goal_outlets: 10, goal_drop_minor: 1 },
      ...{ gate_first_order_bp: 0, gate_third_order_bp: 0, created_by: ids.adminPerson },
      created_at: '2026-11-20T08:00:00Z',
    },
  ])
  return id
}

/** A promise of the launch that runs, and a question to it. */
async function makePromise(tx: Tx, town: Town): Promise<string> {
  const id = uuidv7()
  const row = { ...(await rowOf(tx, town)), id, words: `promise ${town.tenant.code}` }
  const signed = { signed_by: town.ids.adminPerson, signed_name: `owner ${town.tenant.code}` }
  const until = { until_day: '2027-03-01', signed_at: '2026-11-20T08:00:00Z' }
  await insertRows(tx, 'rollout.promise', [{ ...row, ...signed, ...until }])
  return id
}

async function makeQuestion(tx: Tx, town: Town): Promise<string> {
  const id = uuidv7()
  const row = { ...(await rowOf(tx, town)), id, words: `question ${town.tenant.code}` }
  const asked = { asked_by: town.ids.agentPerson, asked_name: `agent ${town.tenant.code}` }
  await insertRows(tx, 'rollout.question', [{ ...row, ...asked, asked_at: '2026-11-20T08:00:00Z' }])
  return id
}

const rowOf = async (tx: Tx, town: Town) => ({
  distributor_id: town.tenant.id,
  programme_id: await makeProgramme(tx, town),
})

async function makeContact(tx: Tx, { tenant, ids }: Town, personId: string): Promise<string> {
  const id = uuidv7()
  await sql`insert into rollout.contact (distributor_id, id, outlet_id, kind, place, outcome,
      by_person, by_name, started_at, ended_at)
    values (${tenant.id}, ${id}, ${ids.outlet}, 'other', 'desk', 'no_answer', ${personId},
      ${`operator ${tenant.code}`}, platform.now(), platform.now())`.execute(tx)
  return id
}

// Long enough ago that the shop may be spoken with again.
async function makeCounter(tx: Tx, { tenant, ids }: Town, personId: string): Promise<string> {
  const id = uuidv7()
  await sql`insert into rollout.counter_session (distributor_id, id, outlet_id, by_person, ended_at)
    values (${tenant.id}, ${id}, ${ids.outlet}, ${personId}, platform.now())`.execute(tx)
  await sql`insert into rollout.contact (distributor_id, id, outlet_id, kind, place, outcome,
      by_person, by_name, started_at, ended_at)
    values (${tenant.id}, ${id}, ${ids.outlet}, 'first_order', 'counter', 'agreed', ${personId},
      ${`operator ${tenant.code}`}, platform.now() - interval '8 days',
      platform.now() - interval '8 days')`.execute(tx)
  return id
}

async function makeInvitation(tx: Tx, { tenant, ids }: Town): Promise<string> {
  const id = uuidv7()
  await sql`insert into rollout.invitation (distributor_id, id, outlet_id, for_person, way, made_by,
      made_name, expires_at)
    values (${tenant.id}, ${id}, ${ids.outlet}, ${ids.buyer}, 'link', ${ids.adminPerson},
      ${`operator ${tenant.code}`}, platform.now() + interval '1 day')`.execute(tx)
  return id
}

/** A wave without outlets. */
async function makeEmptyWave(tx: Tx, town: Town): Promise<string> {
  const id = uuidv7()
  const row = await rowOf(tx, town)
  // Several are made at once: no two take one number.
  const number = randomInt(1, 1_000_000)
  await insertRows(tx, 'rollout.wave', [
    {
      ...{ ...row, id, number, starts_on: '2026-11-30', ends_on: '2026-12-28' },
      ...{ outlets: 1, held_out: 0, needed_minutes: 39, capacity_minutes: 600, seed: id },
      ...{ compiled_by: town.ids.adminPerson, compiled_at: '2026-11-20T08:00:00Z' },
      overridden: [],
    },
  ])
  return id
}

/** The visible outlet is ready, in no wave, and the team has the minutes for it. */
async function freeForWave(tx: Tx, town: Town): Promise<void> {
  const programmeId = await makeProgramme(tx, town)
  await makePromise(tx, town)
  const { tenant, ids } = town
  const at = '2026-11-20T08:00:00Z'
  const outlet = { distributor_id: tenant.id, outlet_id: ids.outlet }
  await sql`delete from rollout.wave_outlet where distributor_id = ${tenant.id}`.execute(tx)
  await insertRows(tx, 'rollout.focus_member', [
    {
      ...{ distributor_id: tenant.id, programme_id: programmeId, person_id: ids.adminPerson },
      ...{ person_name: `operator ${tenant.code}`, kind: 'operator', weekly_minutes: 3000 },
    },
  ])
  await insertRows(tx, 'rollout.fit', [
    { ...outlet, fit: true, lines: 0, lines_true: 0, differences: {}, checked_at: at },
  ])
  await sql`update rollout.fit set fit = true where distributor_id = ${tenant.id}
    and outlet_id = ${ids.outlet}`.execute(tx)
  await insertRows(tx, 'habit.pattern', [
    {
      ...{ ...outlet, drops: 6, first_day: '2026-10-01', last_day: '2026-11-19', learnt_at: at },
      ...{ median_gap_days: 7, weekday_drops: [0, 0, 0, 6, 0, 0, 0], median_drop_minor: 1000 },
    },
  ])
  await insertRows(tx, 'rollout.readiness', [
    { ...outlet, readiness: 80, reasons: [], worth: 50, worth_reasons: [], computed_at: at },
  ])
}

/** The benefit that is not ended; its days are over, so that no order is promised anything. */
async function makeBenefit(tx: Tx, { tenant, ids }: Town): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from promotions.benefit
    where distributor_id = ${tenant.id} and ended_at is null`.execute(tx)
  if (rows[0]) return rows[0].id
  const id = uuidv7()
  await insertRows(tx, 'promotions.benefit', [
    {
      ...{ distributor_id: tenant.id, id, name: `benefit ${tenant.code}`, percent_bp: 300 },
      ...{ budget_minor: 1000, taken_minor: 0, from_day: '2020-01-01', to_day: '2020-02-01' },
      ...{ put_by: ids.adminPerson, put_at: '2020-01-01T00:00:00Z' },
    },
  ])
  return id
}

// Many are made at once, some within one microsecond: its moment is its key.
async function makeAside(tx: Tx, { tenant, ids }: Town, agreed: boolean): Promise<void> {
  await sql`update rollout.aside set ended_at = platform.now()
    where distributor_id = ${tenant.id} and ended_at is null`.execute(tx)
  await sql`insert into rollout.aside (distributor_id, outlet_id, kind, reason, asked_by, confirmed_by,
      since, review_on)
    values (${tenant.id}, ${ids.outlet}, 'stays_with_agent', 'Не хоче', ${uuidv7()},
      ${agreed ? uuidv7() : null},
      clock_timestamp() - random() * interval '1 hour', '2027-03-01')`.execute(tx)
}

async function makeClockRun(tx: Tx, { tenant, ids }: Town): Promise<string> {
  const id = uuidv7()
  const [from_at, to_at] = ['2026-01-05T08:00:00Z', '2026-01-05T09:00:00Z']
  const run = { id, asked_by: ids.adminPerson, from_at, to_at, reached_at: to_at, state: 'done' }
  await insertRows(tx, 'platform.clock_run', [{ distributor_id: tenant.id, ...run }])
  return id
}
