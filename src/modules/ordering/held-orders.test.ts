import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { publishDue } from '../../platform/dispatcher-queries.ts'
import { putBalances, putInvoices, putLicences, putPayments } from '../accounts/accounts.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { tellAgent } from '../field/jobs.ts'
import { changeOrder } from './change-order.ts'
import { leaveAtLock, recheckHolds, releaseOrder } from './held-orders.ts'
import { heldRows, licencesNeeded } from './hold-queries.ts'
import { placeOrder } from './place-order.ts'
import { quote } from './shelf.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const write = <T>(town: Town, work: (tx: Tx) => Promise<T>) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const ask = <T>(town: Town, text: string) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql.raw<T>(text).execute(db)
    return rows
  })
const change = (town: Town, text: string) => write(town, (tx) => sql.raw(text).execute(tx))
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString()

async function firstDay(town: Town): Promise<string> {
  const { id: distributorId, timeZone } = town.tenant
  const asked = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, asked))
  return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
}

async function place(town: Town, productId = town.ids.milk) {
  const placed = await placeOrder(database.pools.app, town.buyer, {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay: await firstDay(town),
    lines: [{ productId, unitCode: 'шт', quantityMilli: 3_000 }],
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  const order = placed.ok ? placed.value.orders[0] : undefined
  if (!order) throw new Error(`not placed: ${JSON.stringify(placed)}`)
  return order
}

const owe = (town: Town, paidMinor: number | null = null) =>
  write(town, async (tx) => {
    const told = { distributorId: town.tenant.id, asAt: hourAgo() }
    const { contract: contractId, outlet: outletId } = town.ids
    const days = { day: '2026-01-01', dueDay: '2026-01-05' }
    const invoice = { contractId, outletId, number: 'A', ...days, totalMinor: 50_000, paidMinor }
    await putInvoices(tx, { ...told, invoices: [invoice] })
  })

const recheck = (town: Town) =>
  write(town, (tx) => recheckHolds(tx, { distributorId: town.tenant.id }))
const state = (town: Town) => ask(town, 'select status, hold_reason from ordering.order')
const released = (town: Town) => ask(town, 'select released_minor from accounts.credit')
const events = (town: Town) =>
  ask(town, 'select kind, actor_kind, what from ordering.order_event order by at, id')

describe('held for debt', () => {
  test('an overdue shop’s order waits, and goes on by itself when it is paid', async () => {
    const town = await makeTown(database)
    await owe(town)
    expect(await place(town)).toMatchObject({ status: 'on_hold', holdReason: 'credit' })
    await recheck(town)
    expect(await state(town)).toEqual([{ status: 'on_hold', hold_reason: 'credit' }])
    await write(town, (tx) => {
      const payment = { contractId: town.ids.contract, number: 'P', day: '2026-01-20' }
      const payments = [{ ...payment, amountMinor: 50_000, invoices: [] }]
      return putPayments(tx, { distributorId: town.tenant.id, asAt: hourAgo(), payments })
    })
    await recheck(town)
    expect(await state(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await released(town)).toEqual([{ released_minor: 9_000 }])
    expect((await events(town)).at(-1)).toMatchObject({
      kind: 'released',
      actor_kind: 'system',
      what: { hold: 'credit' },
    })
  })

  test('only as many held orders go on as the limit carries, the oldest first', async () => {
    const town = await makeTown(database)
    const balance = (debtMinor: number) =>
      write(town, (tx) => {
        const told = { contractId: town.ids.contract, debtMinor, overdueMinor: 0, asAt: hourAgo() }
        return putBalances(tx, { distributorId: town.tenant.id, balances: [told] })
      })
    await balance(1_000_000)
    const first = await place(town)
    await place(town)
    await balance(990_000)
    await recheck(town)
    expect(await ask(town, `select id from ordering.order where status = 'placed'`)).toEqual([
      { id: first.id },
    ])
    expect(await released(town)).toEqual([{ released_minor: 9_000 }])
  })

  test('the supervisor of the outlet releases with a reason; its agent and buyer cannot', async () => {
    const town = await makeTown(database)
    await owe(town)
    const { id: orderId } = await place(town)
    for (const who of [town.buyer, town.agent]) {
      expect(await releaseOrder(database.pools.app, who, { orderId, why: 'x' })).toMatchObject({
        ok: false,
        refusal: { code: 'unknown' },
      })
    }
    const done = await releaseOrder(database.pools.app, town.supervisor, { orderId, why: 'обіцяв' })
    expect(done).toMatchObject({ ok: true })
    expect(await state(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await released(town)).toEqual([{ released_minor: 9_000 }])
  })

  test('still held when picking starts it leaves with notice, and everything goes back', async () => {
    const town = await makeTown(database)
    await owe(town)
    const { id: orderId } = await place(town)
    const fact = { distributorId: town.tenant.id, orderId }
    await write(town, (tx) => leaveAtLock(tx, fact))
    expect(await state(town)).toEqual([{ status: 'on_hold', hold_reason: 'credit' }])
    await change(
      town,
      `update ordering.order set cut_off_at = platform.now() - interval '2 hours',
      lock_at = platform.now() - interval '1 minute'`,
    )
    await write(town, (tx) => leaveAtLock(tx, fact))
    expect(await state(town)).toEqual([{ status: 'cancelled', hold_reason: null }])
    expect((await events(town)).at(-1)).toMatchObject({
      kind: 'left_on_hold',
      what: { hold: 'credit', totalMinor: 9_000 },
    })
    expect(
      await ask(town, `select reserved_milli from stock.balance where mode = 'strict'`),
    ).toEqual([{ reserved_milli: 0 }])
    expect(await ask(town, 'select drops from delivery.zone_day')).toEqual([{ drops: 0 }])
    expect(await released(town)).toEqual([{ released_minor: 0 }])
    await write(town, (tx) =>
      tellAgent(tx, { ...fact, type: 'ordering.order_cancelled', outletId: '', version: 2 }),
    )
    const told = await ask(town, 'select agent_id, kind from field.notice order by 1')
    expect(told).toEqual(
      [town.ids.agent, town.ids.supervisor]
        .sort()
        .map((agent_id) => ({ agent_id, kind: 'order_left' })),
    )
  })

  test('the lock of a held order becomes a fact at its instant, not before; a placed one has none', async () => {
    const town = await makeTown(database)
    await place(town)
    await owe(town)
    const { id } = await place(town)
    const due = () => ask(town, 'select subject_id from platform.due_fact')
    const facts = () =>
      ask(
        town,
        `select body ->> 'orderId' as id from platform.fact
        where type = 'ordering.lock_passed'`,
      )
    await publishDue(database.pools.worker)
    expect([await due(), await facts()]).toEqual([[{ subject_id: id }], []])
    await change(town, `update platform.due_fact set due_at = platform.now()`)
    expect(await publishDue(database.pools.worker)).toBe(1)
    expect([await due(), await facts()]).toEqual([[], [{ id }]])
  })

  test('supervisor and buyer see the held order of their outlets, others do not', async () => {
    const town = await makeTown(database)
    await owe(town)
    const { id } = await place(town)
    const seen = async (who: Town['buyer']) => {
      const rows = await readTenant(database.pools.app, town.tenant.id, (db) =>
        heldRows(db, who, 10),
      )
      return rows.map((row) => row.id)
    }
    expect(await seen(town.supervisor)).toEqual([id])
    expect(await seen(town.buyer)).toEqual([id])
    expect(await seen(town.admin)).toEqual([id])
    expect(await seen(town.otherBuyer)).toEqual([])
  })
})

const licence = (town: Town, fromDay: string, toDay: string | null) =>
  write(town, (tx) => {
    const told = { outletId: town.ids.outlet, kind: 'alcohol' as const, number: 'Л-1' }
    const licences = [{ ...told, fromDay, toDay }]
    return putLicences(tx, { distributorId: town.tenant.id, toldBy: 'test', licences })
  })
const needLicence = (town: Town) =>
  change(town, `update catalogue.category set licence_kind = 'alcohol'`)

describe('held for a licence', () => {
  test('goods of a licensed category wait for the licence of the place, and go on with it', async () => {
    const town = await makeTown(database)
    await needLicence(town)
    const order = await place(town)
    expect(order).toMatchObject({ status: 'on_hold', holdReason: 'licence' })
    expect(await released(town)).toEqual([])
    const needed = await readTenant(database.pools.app, town.tenant.id, (db) =>
      licencesNeeded(db, town.tenant.id, order.id),
    )
    expect(needed).toMatchObject([{ kind: 'alcohol', licensed: false, endedOn: null }])
    await licence(town, '2026-01-01', null)
    await recheck(town)
    expect(await state(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await released(town)).toEqual([{ released_minor: 9_000 }])
  })

  test('the licence counts on the delivery day: its last day is enough, the day before is not', async () => {
    const town = await makeTown(database)
    await needLicence(town)
    const day = await firstDay(town)
    await licence(town, '2026-01-01', day)
    expect(await place(town)).toMatchObject({ status: 'placed' })
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
    await licence(town, '2026-01-01', before)
    expect(await place(town)).toMatchObject({ status: 'on_hold', holdReason: 'licence' })
  })

  test('a category above licenses what is below it; a product’s own word counts before it', async () => {
    const town = await makeTown(database)
    const upper = randomUUID()
    await change(
      town,
      `insert into catalogue.category (distributor_id, id, code, name, licence_kind)
      values ('${town.tenant.id}', '${upper}', 'upper', 'Upper', 'tobacco')`,
    )
    await change(town, `update catalogue.category set parent_id = '${upper}' where code = 'all'`)
    await change(
      town,
      `update catalogue.product set licence_kind = 'beer'
      where id = '${town.ids.bread}'`,
    )
    const asked = await readTenant(database.pools.app, town.tenant.id, (db) =>
      quote(db, town.buyer, {
        outletId: town.ids.outlet,
        deliveryDay: null,
        lines: [town.ids.milk, town.ids.bread].map((productId) => ({
          productId,
          unitCode: 'шт',
          quantityMilli: 1_000,
        })),
      }),
    )
    expect(asked).toMatchObject({
      ok: true,
      value: {
        missingLicences: [
          { kind: 'beer', productIds: [town.ids.bread] },
          { kind: 'tobacco', productIds: [town.ids.milk] },
        ],
      },
    })
  })

  test('released without a licence by a person, a debtor’s order then waits for credit', async () => {
    const town = await makeTown(database)
    await needLicence(town)
    await owe(town)
    const { id: orderId } = await place(town)
    const release = () =>
      releaseOrder(database.pools.app, town.admin, { orderId, why: 'ліцензію показали' })
    expect(await release()).toMatchObject({ ok: true })
    expect(await state(town)).toEqual([{ status: 'on_hold', hold_reason: 'credit' }])
    expect(await release()).toMatchObject({ ok: true })
    expect(await state(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await released(town)).toEqual([{ released_minor: 9_000 }])
  })

  test('without its licensed lines a changed order goes on, and takes its credit once', async () => {
    const town = await makeTown(database)
    await change(
      town,
      `update catalogue.product set licence_kind = 'beer'
      where id = '${town.ids.milk}'`,
    )
    const { id: orderId } = await place(town)
    const lines = [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 2_000 }]
    const changed = { orderId, version: 1, lines, why: '' }
    expect(await changeOrder(database.pools.app, town.buyer, changed)).toMatchObject({ ok: true })
    expect(await state(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await released(town)).toEqual([{ released_minor: 5_000 }])
  })
})
