import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import type { Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { cancelOrder } from './change-order.ts'
import { handProposals } from './hand-page-queries.ts'
import { leaveAtLock, releaseOrder } from './held-orders.ts'
import { milk, testGiving } from './test-giving.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
const giving = testGiving(() => database)
const { ask, change, orders, placed, spent } = giving

const release = (town: Town, orderId: string, who = town.supervisor) =>
  releaseOrder(database.pools.app, who, { orderId, why: 'домовились' })

describe('over the limit, where the distributor lets it be approved', () => {
  const terms = { percentBp: 500, budgetMinor: 1_000 }
  const supervisor = { percentBp: 1_500, budgetMinor: 5_000 }
  const whenOver = 'approval' as const

  test('the order waits and takes nothing until a supervisor takes it on his own budget', async () => {
    const town = await giving.town(terms, { supervisor, whenOver })
    const order = await placed(town, [milk(town, 1_000)])
    expect(order).toMatchObject({ status: 'on_hold', holdReason: 'approval', totalMinor: 27_000 })
    expect(await spent(town)).toBe(0)
    expect(await ask(town, 'select 1 from accounts.credit')).toEqual([])
    expect(await release(town, order.id)).toMatchObject({ ok: true })
    expect(await orders(town)).toEqual([{ status: 'placed', hold_reason: null }])
    expect(await spent(town, town.ids.supervisorPerson)).toBe(3_000)
    expect(await spent(town)).toBe(0)
    expect(await ask(town, 'select released_minor from accounts.credit')).toEqual([
      { released_minor: 27_000 },
    ])
  })

  test('a supervisor approves no more than he may give himself', async () => {
    const town = await giving.town(terms, { supervisor, whenOver })
    const high = await placed(town, [milk(town, 2_000)])
    expect(await release(town, high.id)).toMatchObject({
      refusal: { code: 'hand_discount', why: 'over_limit', limitBp: 1_500 },
    })
    const dear = await placed(town, [milk(town, 1_000, 20)])
    expect(await release(town, dear.id)).toMatchObject({
      refusal: { why: 'over_budget', offMinor: 6_000, leftMinor: 5_000 },
    })
    expect(await release(town, dear.id, town.agent)).toMatchObject({
      refusal: { code: 'unknown' },
    })
    expect(await spent(town, town.ids.supervisorPerson)).toBe(0)
  })

  test('what nobody approved leaves when picking starts, and costs no budget', async () => {
    const town = await giving.town(terms, { supervisor, whenOver })
    const order = await placed(town, [milk(town, 1_000)])
    await change(
      town,
      `update ordering.order set cut_off_at = platform.now() - interval '1 hour',
         lock_at = platform.now() - interval '1 minute'`,
    )
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      leaveAtLock(tx, { distributorId: town.tenant.id, orderId: order.id }),
    )
    expect(await orders(town)).toEqual([{ status: 'cancelled', hold_reason: null }])
    expect(await ask(town, 'select spent_minor from ordering.hand_spent')).toEqual([])
  })

  test('an order within the budget does not wait', async () => {
    const town = await giving.town(terms, { supervisor, whenOver })
    expect(await placed(town, [milk(town, 500, 5)])).toMatchObject({ status: 'placed' })
    expect(await spent(town)).toBe(750)
  })
})

describe('the same again and again', () => {
  const proposals = (town: Town, show: 'open' | 'accepted' = 'open') =>
    readTenant(database.pools.app, town.tenant.id, (db) =>
      handProposals(db, town.supervisor, { show, limit: 10 }),
    )

  test('is proposed as a condition after the third time, with the least that was given', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 100_000 })
    await placed(town, [milk(town, 500)])
    await placed(town, [milk(town, 300)])
    expect(await proposals(town)).toEqual([])
    await placed(town, [milk(town, 400)])
    expect(await proposals(town)).toMatchObject([
      { times: 3, percentBp: 300, offMinor: 3_600, contractCode: 'K1', accepted: null },
    ])
    const [list] = await ask(town, 'select count(*)::int as n from pricing.price')
    expect(list).toEqual({ n: 2 })
  })

  test('counts neither what was cancelled nor what still waits', async () => {
    const town = await giving.town(
      { percentBp: 500, budgetMinor: 100_000 },
      { whenOver: 'approval' },
    )
    const gone = await placed(town, [milk(town, 500)])
    await cancelOrder(database.pools.app, town.agent, { orderId: gone.id, why: '' })
    await placed(town, [milk(town, 500)])
    await placed(town, [milk(town, 500)])
    await placed(town, [milk(town, 900)])
    expect(await proposals(town)).toEqual([])
  })
})
