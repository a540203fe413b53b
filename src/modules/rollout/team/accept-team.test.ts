import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { moveClock } from '../../../platform/clock-queries.ts'
import { readTenant, writeGlobal } from '../../../platform/db.ts'
import { openSlots, outletPlan } from '../../delivery/delivery.ts'
import { placeOrder } from '../../ordering/place-order.ts'
import { decideOnTeam, foretellTeam, undoTeam } from './accept-team.ts'
import { findTeams } from './find-teams.ts'
import { teamRows } from './team-queries.ts'
import { type DairyTown, makeDairyTown } from './test-dairy.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const NAME = 'Лугове'
const rowsOf = (town: DairyTown) =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    teamRows(db, town.tenant.id, { seen: null, today: '2026-01-01', limit: 10 }),
  )

async function found(): Promise<{ town: DairyTown; id: string }> {
  const town = await makeDairyTown(database)
  await town.writing((tx) => findTeams(tx, town.tenant.id))
  return { town, id: (await rowsOf(town))[0]?.id ?? '' }
}
const decide = ({ town, id }: { town: DairyTown; id: string }, accepted: boolean, name = NAME) =>
  decideOnTeam(database.pools.app, town.admin, { id, accepted, name })
const foretell = ({ town, id }: { town: DairyTown; id: string }, name = NAME) =>
  foretellTeam(database.pools.app, town.admin, { id, name })
const undo = ({ town, id }: { town: DairyTown; id: string }) =>
  undoTeam(database.pools.app, town.admin, { id })

/** Places milk and bread as the buyer of the outlet; who is credited for each, by name. */
async function place(town: DairyTown) {
  const { outlet: outletId, milk, bread } = town.ids
  const plan = await readTenant(database.pools.app, town.tenant.id, (db) =>
    outletPlan(db, { distributorId: town.tenant.id, timeZone: 'Europe/Kyiv', outletId }),
  )
  const checkoutId = town.random()
  const line = (productId: string, seenUnitPriceE4: number) => ({
    ...{ productId, unitCode: 'шт', quantityMilli: 1000, seenUnitPriceE4 },
  })
  const placed = await placeOrder(database.pools.app, town.buyer, {
    ...{ outletId, checkoutId, note: '', preparedBy: 'buyer', origin: null, onDouble: 'keep' },
    deliveryDay: (plan && openSlots(plan, 1)[0]?.deliveryDay) ?? '',
    lines: [line(milk, 300_000), line(bread, 250_000)],
  })
  if (!placed.ok) return placed.refusal
  return town.ask(`select coalesce(a.code, '') as agent, t.name as team
    from ordering.order_line l join ordering.order o on o.id = l.order_id
    left join outlets.agent a on a.id = l.credited_agent_id
    left join outlets.team t on t.id = l.team_id
    where o.checkout_id = '${checkoutId}' order by l.product_id = '${bread}'`)
}

/** All rows that accepting may write, in order. */
const standing = async (town: DairyTown) => ({
  teams: await town.ask(`select code, exclusive from outlets.team where distributor_id =
    '${town.tenant.id}' order by code`),
  territories: await town.ask(`select t.code, a.code as agent, ta.from_day::text, ta.to_day::text
    from outlets.territory t left join outlets.territory_agent ta on ta.territory_id = t.id
    left join outlets.agent a on a.id = ta.agent_id order by t.code, ta.from_day`),
  served: await town.ask(`select o.code, t.code as territory, ot.from_day::text, ot.to_day::text
    from outlets.outlet_territory ot join outlets.outlet o on o.id = ot.outlet_id
    join outlets.territory t on t.id = ot.territory_id order by o.code, t.code, ot.from_day`),
  products: await town.ask<{
    code: string
    team: string | null
  }>(`select p.code, t.code as team from catalogue.product p
    left join outlets.team t on t.id = p.team_id order by p.code`),
})
const MILK_OF_DAIRY = { agent: 'D0', team: NAME }
const BREAD_OF_GENERAL = { agent: 'A1', team: 'Team' }

describe('brands that other agents sell', () => {
  test('are proposed as a team with the evidence, and nothing changes by itself', async () => {
    const town = await makeDairyTown(database)
    const before = await standing(town)
    expect(await town.writing((tx) => findTeams(tx, town.tenant.id))).toBe(1)
    expect(await rowsOf(town)).toMatchObject([
      {
        ...{ name: NAME, brands: [NAME], outlets: 6, apartOutlets: 6, lines: 12, apartLines: 12 },
        ...{ firstDay: '2026-10-05', lastDay: '2026-10-12', accepted: null, teamName: null },
        agents: [
          { name: 'Dairy 0', outlets: 3 },
          { name: 'Dairy 1', outlets: 3 },
        ],
      },
    ])
    expect(await standing(town)).toEqual(before)
  })

  test('are not proposed when the general agent sells them too', async () => {
    const town = await makeDairyTown(database)
    await town.writing((tx) =>
      sql`update ordering.order_line set credited_agent_id = ${town.ids.agent}
        where distributor_id = ${town.tenant.id}`.execute(tx),
    )
    await town.writing((tx) => findTeams(tx, town.tenant.id))
    expect(await rowsOf(town)).toEqual([])
  })

  test('are not proposed again once declined, and stand open again when that is undone', async () => {
    const one = await found()
    await decide(one, false)
    await one.town.writing((tx) => findTeams(tx, one.town.tenant.id))
    expect(await rowsOf(one.town)).toMatchObject([{ id: one.id, accepted: false }])
    expect(await decide(one, true)).toEqual({ ok: false, refusal: { code: 'team_decided' } })
    expect(await undo(one)).toEqual({ ok: true, value: {} })
    expect(await rowsOf(one.town)).toMatchObject([{ id: one.id, accepted: null }])
    expect(await undo(one)).toEqual({ ok: false, refusal: { code: 'unknown' } })
  })
})

describe('a team that is accepted', () => {
  test('is foretold with what would change, table by table, and foretelling changes nothing', async () => {
    const one = await found()
    const before = await standing(one.town)
    const changes = {
      ...{ teamMade: true, products: 1, territories: 2, vacant: 0, outlets: 6, ended: 0 },
      ...{ unserved: 1, ontoOwn: 0, offFormer: 0 },
    }
    expect(await foretell(one)).toMatchObject({ ok: true, value: changes })
    expect(await standing(one.town)).toEqual(before)
    expect(await decide(one, true)).toMatchObject({ ok: true, value: { changes } })
  })

  test('credits its agent for lines placed from then on; those before stay as they were', async () => {
    const one = await found()
    const { town } = one
    expect(await place(town)).toEqual([{ agent: 'A1', team: 'Team' }, BREAD_OF_GENERAL])
    const before = await town.ask(`select l.order_id, l.line_no, l.credited_agent_id, l.team_id
      from ordering.order_line l order by 1, 2`)
    await decide(one, true)
    expect(
      await town.ask(`select l.order_id, l.line_no, l.credited_agent_id, l.team_id
        from ordering.order_line l order by 1, 2`),
    ).toEqual(before)
    expect(await place(town)).toEqual([MILK_OF_DAIRY, BREAD_OF_GENERAL])
    expect(await undo(one)).toEqual({ ok: false, refusal: { code: 'team_orders_placed' } })
  })

  test('is not proposed again, and not decided twice', async () => {
    const one = await found()
    await decide(one, true)
    expect(await decide(one, true)).toEqual({ ok: false, refusal: { code: 'team_decided' } })
    expect(await foretell(one)).toEqual({ ok: false, refusal: { code: 'team_decided' } })
    expect(await one.town.writing((tx) => findTeams(tx, one.town.tenant.id))).toBe(0)
    expect(await rowsOf(one.town)).toMatchObject([{ accepted: true, teamName: NAME }])
  })

  test('lets fit and ladder be held against it anew', async () => {
    const one = await found()
    await decide(one, true)
    const facts = await one.town.ask<{ type: string; body: object }>(
      `select type, body from platform.fact where type in
        ('catalogue.products_changed', 'outlets.terms_changed') order by type`,
    )
    expect(facts).toMatchObject([
      { type: 'catalogue.products_changed', body: { productIds: [one.town.ids.milk] } },
      { type: 'outlets.terms_changed' },
    ])
    const due = await one.town.ask(
      `select outlet_id from rollout.ladder_due where distributor_id = '${one.town.tenant.id}'`,
    )
    expect(due.length).toBe(6)
  })

  test('gets what comes in later of its brands, by a table and by the ERP; others get it by name', async () => {
    const one = await found()
    const { town } = one
    await town.comesIn('BEFORE')
    await decide(one, true)
    await town.comesIn('LATER')
    await town.comesIn('NAMED', { team: 'general' })
    const teamOf = async (code: string) =>
      (await standing(town)).products.find((p) => p.code === code)
    expect(await teamOf('BEFORE')).toEqual({ code: 'BEFORE', team: NAME })
    expect(await teamOf('LATER')).toEqual({ code: 'LATER', team: NAME })
    expect(await teamOf('LATER ERP')).toEqual({ code: 'LATER ERP', team: NAME })
    expect(await teamOf('NAMED')).toEqual({ code: 'NAMED', team: 'general' })
    // A person gave it to the others: the next table leaves that as it is.
    await town.writing((tx) =>
      sql`update catalogue.product set team_id = ${town.ids.team} where code = 'LATER'
        and distributor_id = ${town.tenant.id}`.execute(tx),
    )
    await town.comesIn('LATER')
    expect(await teamOf('LATER')).toEqual({ code: 'LATER', team: 'general' })
    expect(await undo(one)).toEqual({ ok: true, value: {} })
    expect(await teamOf('LATER ERP')).toEqual({ code: 'LATER ERP', team: null })
    await town.comesIn('LAST')
    expect(await teamOf('LAST')).toEqual({ code: 'LAST', team: null })
  })

  test('taken back on its day, leaves everything as it was', async () => {
    const one = await found()
    const before = await standing(one.town)
    await decide(one, true)
    expect(await standing(one.town)).not.toEqual(before)
    expect(await undo(one)).toEqual({ ok: true, value: {} })
    expect(await standing(one.town)).toEqual(before)
    expect(await place(one.town)).toEqual([{ agent: 'A1', team: 'Team' }, BREAD_OF_GENERAL])
    expect(await decide(one, true)).toMatchObject({ ok: true })
  })

  test('cannot be taken back on another day', async () => {
    const one = await found()
    await decide(one, true)
    const days = (n: number) =>
      writeGlobal(database.pools.worker, (tx) => moveClock(tx, n * 86_400))
    await days(1)
    try {
      expect(await undo(one)).toEqual({ ok: false, refusal: { code: 'team_day_passed' } })
    } finally {
      await days(0)
    }
  })

  test('must not take the name of a general team', async () => {
    const one = await found()
    const before = await standing(one.town)
    const refused = { ok: false, refusal: { code: 'team_not_exclusive' } }
    expect(await foretell(one, 'team')).toEqual(refused)
    expect(await decide(one, true, 'team')).toEqual(refused)
    expect(await standing(one.town)).toEqual(before)
  })

  test('may stand already: its other territories end the day before, its contracts count', async () => {
    const one = await found()
    const { town } = one
    const team = town.random()
    const territory = town.random()
    await town.writing(async (tx) => {
      const of = town.tenant.id
      await sql`insert into outlets.team values (${of}, ${team}, 'dairy', 'Молочна', true)`.execute(
        tx,
      )
      await sql`insert into outlets.territory (distributor_id, id, code, name, team_id)
        values (${of}, ${territory}, 'T9', 'Old', ${team})`.execute(tx)
      await sql`insert into outlets.outlet_territory (distributor_id, outlet_id, team_id,
        territory_id, from_day) values (${of}, ${town.ids.outlet}, ${team}, ${territory},
        '2026-01-01')`.execute(tx)
      await sql`insert into accounts.contract (distributor_id, id, code, selling_entity_id,
          payer_id, team_id, payment_form, deferral_days, minimum_minor, from_day)
        values (${of}, ${town.random()}, 'K9', ${town.ids.entity}, ${town.ids.payer}, ${team},
          'cash', 0, 0, '2020-01-01')`.execute(tx)
    })
    const before = await standing(town)
    const told = await foretell(one, 'МОЛОЧНА')
    expect(told).toMatchObject({ value: { teamMade: false, ended: 1, ontoOwn: 1, outlets: 6 } })
    await decide(one, true, 'Молочна')
    const rows = await town.ask(
      `select t.code, ot.from_day::text, ot.to_day = (platform.now() at time zone
          'Europe/Kyiv')::date - 1 as ended
        from outlets.outlet_territory ot join outlets.territory t on t.id = ot.territory_id
        where ot.outlet_id = '${town.ids.outlet}' and ot.team_id = '${team}' order by from_day`,
    )
    expect(rows).toMatchObject([
      { code: 'T9', from_day: '2026-01-01', ended: true },
      { code: 'dairy: D0', ended: null },
    ])
    await undo(one)
    expect(await standing(town)).toEqual(before)
    await decide(one, true, 'Молочна')
    expect(await place(town)).toEqual([{ agent: 'D0', team: 'Молочна' }, BREAD_OF_GENERAL])
    expect(
      await town.ask(`select k.code from ordering.order o join accounts.contract k
        on k.id = o.contract_id where o.placed_at > '2026-11-01' order by 1`),
    ).toEqual([{ code: 'K1' }, { code: 'K9' }])
  })
})
