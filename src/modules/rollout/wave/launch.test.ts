import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { deliver } from '../../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../../platform/db.ts'
import type { Member } from '../../../platform/serve.ts'
import { openSlots, outletPlan } from '../../delivery/delivery.ts'
import { learnHabits } from '../../habit/learn.ts'
import { placeOrder } from '../../ordering/place-order.ts'
import { moveByOrder, moveLadders, reviseByContact } from '../jobs.ts'
import { decidePresence } from '../ladder/decide-presence.ts'
import { insertPromise } from '../programme/covenant-queries.ts'
import { openProgramme, putProgramme, putTeam } from '../programme/programme-queries.ts'
import { makeWave, type WaveWanted } from './compile-wave.ts'
import { judgeReadiness } from './judge-readiness.ts'
import { readinessPage } from './readiness-queries.ts'
import { candidatesOf, waveOutlets, wavesOf } from './wave-queries.ts'

let database: TestDatabase
let town: Town
let owner: Member
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  const rights = new Map(town.admin.rights).set('rollout.override', 'tenant')
  owner = { ...town.admin, rights }
  const days = ['2026-10-14', '2026-10-21', '2026-10-28', '2026-11-04', '2026-11-11']
  const lines = [{ productId: town.ids.milk, quantityMilli: 3000, unitPriceE4: 300_000 }]
  await deliver(
    database,
    town,
    days.map((day) => ({ day, lines })),
  )
  await writing(async (tx) => {
    await learnHabits(tx, town.tenant.id, [town.ids.outlet, town.ids.otherOutlet])
    await sql`insert into rollout.fit (distributor_id, outlet_id, fit, lines, lines_true, differences)
      values (${town.tenant.id}, ${town.ids.outlet}, true, 5, 5, '{}'),
        (${town.tenant.id}, ${town.ids.otherOutlet}, false, 0, 0, '{}')`.execute(tx)
  })
})
afterAll(() => database.drop())

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const reading = <T>(work: Parameters<typeof readTenant<T>>[2]) =>
  readTenant(database.pools.app, town.tenant.id, work)

const wanted = (change: Partial<WaveWanted> = {}): WaveWanted => ({
  outlets: 1,
  startsOn: '2026-11-16',
  endsOn: '2026-12-14',
  agents: 'all',
  holdOutBp: 0,
  readinessMin: 0,
  ...change,
})
const compile = (member: Member, change: Partial<WaveWanted> = {}, overrideReason?: string) =>
  makeWave(database.pools.app, member, {
    id: randomUUID(),
    ...wanted(change),
    ...(overrideReason ? { overrideReason } : {}),
  })

const programmeId = randomUUID()

test('without a launch there is no wave', async () => {
  expect(await compile(owner)).toEqual({ ok: false, refusal: { code: 'no_programme' } })
})

test('readiness has its reasons, and the outlet with a rhythm of its own is the readier one', async () => {
  await writing((tx) => judgeReadiness(tx, town.tenant.id))
  const filters = { seen: null, fit: null, search: '', sort: 'readiness' as const }
  const rows = await reading((db) =>
    readinessPage(db, town.tenant.id, { ...filters, offset: 0, limit: 10 }),
  )
  expect(rows.map(({ outletId }) => outletId)).toEqual([town.ids.outlet, town.ids.otherOutlet])
  for (const { readiness, reasons } of rows) {
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(readiness)
  }
  // Nothing changed: nothing is written.
  expect(await writing((tx) => judgeReadiness(tx, town.tenant.id))).toBe(0)
})

test('everybody at once, without promises, beyond the team’s minutes, is refused with its arithmetic', async () => {
  await writing(async (tx) => {
    await putProgramme(tx, town.tenant.id, {
      ...{ id: programmeId, name: 'Осінь', purpose: 'Щоб точка замовляла сама' },
      ...{ startsOn: '2026-11-16', endsOn: '2027-03-01', goalOutlets: 100, goalDropMinor: 250_000 },
      ...{ leaderId: null, gateFirstOrderBp: 5000, gateThirdOrderBp: 3000 },
      ...{ bonusRegularMinor: 20_000, bonusHeldMinor: 30_000 },
      createdBy: town.ids.adminPerson,
    })
  })
  const refused = await compile(town.admin, { outlets: 2 }, 'Ми поспішаємо до свят')
  expect(refused).toMatchObject({
    ok: false,
    refusal: {
      code: 'wave_refused',
      refusals: [
        { code: 'all_at_once', asked: 2, most: 1, activeOutlets: 2 },
        { code: 'over_capacity', neededMinutes: 39, capacityMinutes: 0, most: 0 },
        { code: 'no_promises' },
      ],
    },
  })
  expect(await reading((db) => wavesOf(db, town.tenant.id, programmeId))).toEqual([])
})

test('a wave the team carries goes, and freezes cadence and drop of its outlets', async () => {
  const { adminPerson: personId, agent } = town.ids
  await writing(async (tx) => {
    const members = [{ personId, name: 'A', kind: 'operator' as const, weeklyMinutes: 600 }]
    await putTeam(tx, town.tenant.id, { programmeId, members, pilotAgentIds: [agent] })
    await insertPromise(tx, {
      ...{ distributorId: town.tenant.id, id: randomUUID(), programmeId },
      ...{ words: 'План не піднімемо через портал', untilDay: '2027-06-01' },
      ...{ signedBy: personId, signedName: 'A' },
    })
  })
  // Two of the office at the same moment: one wave, and the second sees it.
  const twice = [randomUUID(), randomUUID()].map((each) => ({
    id: each,
    ...wanted({ agents: 'pilot' }),
  }))
  const told = await Promise.all(
    twice.map((each) => makeWave(database.pools.app, town.admin, each)),
  )
  expect(told.filter(({ ok }) => ok)).toEqual([
    { ok: true, value: { number: 1, invited: 1, heldOut: 0 } },
  ])
  const asked = twice[told.findIndex(({ ok }) => ok)] ?? { id: '', ...wanted() }
  const { id } = asked
  // The same again is the same wave.
  expect(await makeWave(database.pools.app, town.admin, asked)).toMatchObject({
    value: { number: 1 },
  })
  const filters = { waveId: id, seen: null, step: null, aside: null, part: null }
  const [row] = await reading((db) => waveOutlets(db, town.tenant.id, filters))
  expect(row).toMatchObject({ outletId: town.ids.outlet, step: 'planned', position: 1 })
  const frozen = await reading(async (db) =>
    sql<{ cadence_days: number; median_drop_minor: number }>`select cadence_days, median_drop_minor
      from rollout.wave_outlet where distributor_id = ${town.tenant.id}`.execute(db),
  )
  expect(frozen.rows).toEqual([{ cadence_days: 7, median_drop_minor: 9000 }])
})

test('the next wave waits for the gate; the owner may pass with a reason that stays', async () => {
  await writing((tx) =>
    sql`update rollout.fit set fit = true where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  const refused = await compile(town.admin, { readinessMin: 0 })
  // The second outlet has no rhythm yet, so that nobody is left.
  expect(refused).toEqual({ ok: false, refusal: { code: 'nobody_fits' } })
  const { milk } = town.ids
  const lines = [{ productId: milk, quantityMilli: 3000, unitPriceE4: 300_000 }]
  const outletId = town.ids.otherOutlet
  await deliver(
    database,
    town,
    ['2026-10-15', '2026-10-22', '2026-10-29'].map((day) => ({ day, outletId, lines })),
  )
  await writing((tx) => learnHabits(tx, town.tenant.id, [outletId]))
  expect(await compile(town.admin, {}, 'Поспішаємо, бо свята близько')).toMatchObject({
    refusal: { refusals: [{ code: 'gate_closed', wave: 1, firstOrderBp: 0 }] },
  })
  expect(await compile(owner, {}, 'Поспішаємо, бо свята близько')).toMatchObject({ ok: true })
  const [second] = await reading((db) => wavesOf(db, town.tenant.id, programmeId))
  expect(second).toMatchObject({
    number: 2,
    overridden: ['gate_closed'],
    overrideReason: 'Поспішаємо, бо свята близько',
  })
})

async function order(): Promise<string> {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await reading((db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, town.buyer, {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 4_000 }],
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  if (!placed.ok) throw new Error(JSON.stringify(placed.refusal))
  const orderId = placed.value.orders[0]?.id ?? ''
  await moved(orderId)
  return orderId
}

const moved = (orderId: string) =>
  writing((tx) =>
    moveByOrder(tx, {
      ...{ type: 'ordering.order_placed', distributorId: town.tenant.id, orderId },
      ...{ outletId: town.ids.outlet, version: 1 },
    }),
  )
const gathered = () =>
  writing((tx) => moveLadders(tx, { type: 'rollout.ladder_wanted', distributorId: town.tenant.id }))
const decide = (ids: string[]) => writing((tx) => decidePresence(tx, town.tenant.id, ids))
async function stepNow() {
  await gathered()
  const { rows } = await reading((db) =>
    sql<{ step: string; independent: number; accompanied: number }>`select step,
        independent_orders as independent, accompanied_orders as accompanied
      from rollout.ladder where distributor_id = ${town.tenant.id}
        and outlet_id = ${town.ids.outlet}`.execute(db),
  )
  return rows[0]
}

test('a shop climbs by orders it makes alone; a visit that comes in later takes one back', async () => {
  const ids = [await order(), await order(), await order()]
  expect(await stepNow()).toEqual({ step: 'first_order', independent: 0, accompanied: 3 })
  await decide(ids)
  await moved(ids[0] ?? '')
  expect(await stepNow()).toEqual({ step: 'third_order', independent: 3, accompanied: 0 })
  const candidates = await reading((db) => candidatesOf(db, town.tenant.id))
  expect(candidates.filter((one) => one.ordersAlone).map(({ outletId }) => outletId)).toEqual([
    town.ids.outlet,
  ])
  const contactId = randomUUID()
  await writing(async (tx) => {
    await sql`insert into rollout.contact (distributor_id, id, outlet_id, kind, place, outcome, by_person,
        by_name, started_at, ended_at)
      values (${town.tenant.id}, ${contactId}, ${town.ids.outlet}, 'first_order', 'counter', 'ordered',
        ${town.ids.agentPerson}, 'Agent', platform.now() - interval '5 minutes', platform.now())`.execute(
      tx,
    )
    await reviseByContact(tx, {
      ...{ type: 'rollout.contact_logged', distributorId: town.tenant.id },
      ...{ outletId: town.ids.outlet, contactId },
    })
  })
  expect(await stepNow()).toEqual({ step: 'first_order', independent: 0, accompanied: 3 })
  // Nobody wrote down that it agreed; who ordered did.
  const waves = await reading((db) => wavesOf(db, town.tenant.id, programmeId))
  expect(waves.find(({ number }) => number === 1)).toMatchObject({
    ...{ contacted: 1, agreed: 1, registered: 1, firstOrder: 1, thirdOrder: 0, regular: 0 },
  })
})

test('however many orders come in at once, their outlets are placed by one run', async () => {
  await gathered()
  await order()
  await order()
  const due = await reading((db) =>
    sql<{ facts: number; outlets: number }>`select
        (select count(*)::int from platform.due_fact where distributor_id = ${town.tenant.id}
          and type = 'rollout.ladder_wanted') as facts,
        (select count(*)::int from rollout.ladder_due where distributor_id = ${town.tenant.id})
          as outlets`.execute(db),
  )
  expect(due.rows).toEqual([{ facts: 1, outlets: 1 }])
  expect(await gathered()).toBe(1)
  expect(await gathered()).toBe(0)
})

test('the programme says how many of its invited outlets are regular', async () => {
  const programme = await reading((db) => openProgramme(db, town.tenant.id))
  expect(programme).toMatchObject({ id: programmeId, invitedOutlets: 2, regularOutlets: 0 })
})
