import { afterAll, beforeAll, expect, test } from 'vitest'
import { districtsOf } from './districts.ts'
import { makeForce } from './force.ts'
import { inBulk } from './in-bulk.ts'
import { insertRows, type Row } from './load-queries.ts'
import { makeOutlets } from './people.ts'
import { ask, dropWorlds, emptyWorld, moveClock, seedWorld, type World } from './test-world.ts'
import type { Ground } from './world.ts'

afterAll(dropWorlds)

const PHONE_BASE = 100_0000

/** The shops and people of so many outlets, and the most rows that were held at once. */
function crowd(count: number) {
  const at = Date.parse('2026-11-25T10:00:00Z')
  const ground: Ground = {
    ...{ seed: 7, distributorId: 'd', today: '2026-11-25', at },
    ...{ tables: new Map(), pictures: [] },
  }
  const size = { territoryCount: 13, districts: districtsOf(count) }
  const force = makeForce(ground, PHONE_BASE, size)
  const zones = ground.tables.get('delivery.zone')?.length ?? 0
  const agents = ground.tables.get('outlets.agent') ?? []
  ground.tables.clear()
  const asked = { ...size, count, sellerName: 'Х', force, phoneBase: PHONE_BASE + 100 }
  const seen = { codes: new Set<unknown>(), territories: new Map<unknown, number>() }
  let held = 0
  const outlets = []
  for (const some of makeOutlets(ground, asked)) {
    outlets.push(...some)
    const rows = [...ground.tables.values()]
    held = Math.max(
      held,
      rows.reduce((sum, table) => sum + table.length, 0),
    )
    for (const { code } of ground.tables.get('outlets.outlet') ?? []) seen.codes.add(code)
    for (const row of ground.tables.get('outlets.outlet_territory') ?? []) count1(seen, row)
    ground.tables.clear()
  }
  return { outlets, people: force.people, zones, agents, held, ...seen }
}

const count1 = ({ territories }: { territories: Map<unknown, number> }, row: Row) =>
  territories.set(row.territory_id, (territories.get(row.territory_id) ?? 0) + 1)

const small = crowd(1_200)
const large = crowd(20_000)

test('a hundred thousand outlets are 83 districts; up to 1 800 are one', () => {
  expect([10, 1_200, 1_799, 1_800, 10_000, 100_000].map(districtsOf)).toEqual([1, 1, 1, 2, 8, 83])
})

test('seventeen times the outlets have seventeen times the agents and zones, each as busy', () => {
  expect(small).toMatchObject({ zones: 6, agents: { length: 13 }, codes: { size: 1_200 } })
  expect(large).toMatchObject({
    zones: 6 * 17,
    agents: { length: 13 * 17 },
    codes: { size: 20_000 },
  })
  const most = (of: typeof small) => Math.max(...of.territories.values())
  expect(large.territories.size).toBe(13 * 17)
  expect(most(large)).toBeLessThanOrEqual(most(small))
})

test('nobody has the phone of somebody else, and every shop is visited by one of the staff', () => {
  const { people, outlets } = large
  const phones = new Map(people.map(({ phone, id }) => [phone, id]))
  for (const { ownerPhone, personId } of outlets) {
    expect(phones.get(ownerPhone) ?? personId).toBe(personId)
    phones.set(ownerPhone, personId)
  }
  expect(phones.size).toBe(new Set(phones.values()).size)
  const staff = new Set(people.map(({ id }) => id))
  const unknown = outlets.filter((o) => !staff.has(o.agentPersonId) || !staff.has(o.operatorId))
  expect(unknown).toEqual([])
})

test('the rows that are held at once do not grow with the outlets', () => {
  expect(crowd(4_000).held).toBeGreaterThan(10_000)
  expect(large.held).toBeLessThan(crowd(4_000).held * 1.1)
})

let begun: World

beforeAll(async () => {
  begun = await emptyWorld()
  const cut = (text: string) => {
    if (text.includes('products')) throw new Error('cut')
  }
  await expect(seedWorld(begun, { outlets: 10, seed: 7, say: cut })).rejects.toThrow('cut')
  expect(await ask(begun, 'select 1 from ordering.order')).toEqual([])
  await moveClock(begun, '2026-11-25T13:40:00Z')
  await seedWorld(begun, { outlets: 10, seed: 7 })
}, 120_000)

test('a world that was cut is finished hours later, as of the hour it was begun', async () => {
  const [made] = await ask(
    begun,
    `select count(distinct distributor_id)::int as distributors, count(*) > 100 as many,
      max(placed_at) filter (where distributor_id = (select id from identity.tenant
        where code = 'dobrodar')) < '2026-11-25T10:00:00Z' as before from ordering.order`,
  )
  expect(made).toEqual({ distributors: 2, many: true, before: true })
})

test('what is written in bulk names what is there, or nothing of it is written', async () => {
  const [known] = await ask<{ line: Row; distributorId: string }>(
    begun,
    `select to_jsonb(l) as line, distributor_id as "distributorId"
      from ordering.order_line l limit 1`,
  )
  const { line = {}, distributorId = '' } = known ?? {}
  const stop = async () => undefined
  const machine = { ...begun.database, untilSignal: stop, stop }
  const add = (row: Row) =>
    inBulk(machine, { distributorId, schemas: ['ordering'] }, ({ tx }) =>
      insertRows(tx, 'ordering.order_line', [{ ...row, line_no: 99 }]),
    )
  const added = 'select 1 from ordering.order_line where line_no = 99'
  const ofNobody = { ...line, credited_agent_id: distributorId }
  await expect(add(ofNobody)).rejects.toThrow('ordering.order_line names what is not there')
  expect(await ask(begun, added)).toEqual([])
  await add(line)
  expect(await ask(begun, added)).toHaveLength(1)
})
