import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { TestDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import type { WantedLine } from './contract.ts'
import { placeOrder } from './place-order.ts'

type Terms = { percentBp: number; budgetMinor: number }

/** What tests of discounts by hand do in a town whose agents may give some. */
export function testGiving(database: () => TestDatabase) {
  const ask = <T>(town: Town, text: string) =>
    readTenant(database().pools.app, town.tenant.id, async (db) => {
      const { rows } = await sql.raw<T>(text).execute(db)
      return rows
    })
  const change = (town: Town, text: string) =>
    writeTenant(database().pools.app, town.tenant.id, (tx) => sql.raw(text).execute(tx))
  const limit = (town: Town, holder: string, { percentBp, budgetMinor }: Terms) =>
    change(
      town,
      `insert into ordering.hand_limit (distributor_id, holder, percent_bp, budget_minor)
       values ('${town.tenant.id}', '${holder}', ${percentBp}, ${budgetMinor})`,
    )
  const place = async (town: Town, lines: WantedLine[], who: Member = town.agent) =>
    placeOrder(database().pools.app, who, {
      outletId: town.ids.outlet,
      checkoutId: randomUUID(),
      deliveryDay: await firstDay(database(), town),
      lines,
      note: '',
      preparedBy: 'buyer',
      origin: 'visit',
      onDouble: 'keep',
    })
  return {
    ...{ ask, change, limit, place },
    async town(
      agent: Terms,
      more: { supervisor?: Terms; whenOver?: 'refuse' | 'approval' } = {},
    ): Promise<Town> {
      const town = await makeTown(database())
      await limit(town, 'agent', agent)
      if (more.supervisor) await limit(town, 'supervisor', more.supervisor)
      await change(
        town,
        `insert into ordering.hand_setting (distributor_id, when_over)
         values ('${town.tenant.id}', '${more.whenOver ?? 'refuse'}')`,
      )
      return town
    },
    async placed(town: Town, lines: WantedLine[], who: Member = town.agent) {
      const reply = await place(town, lines, who)
      const order = reply.ok ? reply.value.orders[0] : undefined
      if (!order) throw new Error(`not placed: ${JSON.stringify(reply)}`)
      return order
    },
    async spent(town: Town, person = town.ids.agentPerson): Promise<number> {
      const rows = await ask<{ spent: number }>(
        town,
        `select spent_minor as spent from ordering.hand_spent where person_id = '${person}'`,
      )
      return rows[0]?.spent ?? 0
    },
    orders: (town: Town) => ask(town, 'select status, hold_reason from ordering.order'),
  }
}

/** Milk at 30.00 with a wish: ten of them with 5 % off are 15.00 off. */
export const milk = (town: Town, percentBp: number | null, pieces = 10): WantedLine => ({
  productId: town.ids.milk,
  unitCode: 'шт',
  quantityMilli: pieces * 1_000,
  seenUnitPriceE4: 300_000,
  ...(percentBp === null ? {} : { hand: { percentBp, reason: 'competitor' } }),
})

function firstDay(database: TestDatabase, { tenant, ids }: Town): Promise<string> {
  const { id: distributorId, timeZone } = tenant
  return readTenant(database.pools.app, distributorId, async (db) => {
    const plan = await outletPlan(db, { distributorId, timeZone, outletId: ids.outlet })
    return (plan && openSlots(plan, 1)[0]?.deliveryDay) ?? ''
  })
}
