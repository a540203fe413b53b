import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { TestDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { deliver } from '../../../../test/town-history.ts'
import { insertRows } from '../../../demo/load-queries.ts'
import { readTenant, type Tx, writeTenant } from '../../../platform/db.ts'

export type DairyTown = Awaited<ReturnType<typeof makeDairyTown>>

const SHOPS = 5

/**
 * A town where the general agent sells bread to seven outlets, and two dairy agents sell milk in turn
 * to six of them. Nobody told the portal: all is of the general team.
 */
export async function makeDairyTown(database: TestDatabase) {
  const town = await makeTown(database)
  const ids = { dairy: uuidv7(), bakery: uuidv7(), agents: [uuidv7(), uuidv7()] as const }
  const shops = Array.from({ length: SHOPS }, () => uuidv7())
  const milkOutlets = [town.ids.outlet, ...shops]
  const writing = <T>(work: (tx: Tx) => Promise<T>) =>
    writeTenant(database.pools.app, town.tenant.id, work)
  const ask = <T extends object>(text: string) =>
    readTenant(database.pools.app, town.tenant.id, async (db) => {
      const { rows } = await sql.raw<T>(text).execute(db)
      return rows
    })
  await writing((tx) => makeRows(tx, town, { ...ids, shops }))
  const drop = (outletId: string, day: string, productId: string) => ({
    ...{ outletId, day },
    lines: [{ productId, quantityMilli: 1000, unitPriceE4: 300_000 }],
  })
  const days = ['2026-10-05', '2026-10-12']
  await deliver(database, town, [
    ...days.flatMap((day) => milkOutlets.map((id) => drop(id, day, town.ids.milk))),
    ...days.flatMap((day) =>
      [...milkOutlets, town.ids.otherOutlet].map((id) => drop(id, day, town.ids.bread)),
    ),
    // Long ago the general agent sold milk, too: that is not of the last weeks.
    ...milkOutlets.map((id) => drop(id, '2026-05-04', town.ids.milk)),
  ])
  await writing((tx) => creditHistory(tx, town, { agents: ids.agents, milkOutlets }))
  return { ...town, dairy: { ...ids, shops, milkOutlets }, writing, ask, random: randomUUID }
}

async function makeRows(
  tx: Tx,
  { ids, tenant }: Town,
  own: { dairy: string; bakery: string; agents: readonly string[]; shops: string[] },
) {
  const distributor_id = tenant.id
  const opened_at = '2020-01-01T00:00:00Z'
  const brands = [
    { id: own.dairy, code: 'B1', name: 'Лугове' },
    { id: own.bakery, code: 'B2', name: 'Колосок' },
  ]
  const put = (table: string, rows: object[]) =>
    insertRows(
      tx,
      table,
      rows.map((row) => ({ distributor_id, ...row })),
    )
  await put('catalogue.brand', brands)
  await sql`update catalogue.product set brand_id = case id
      when ${ids.milk}::uuid then ${own.dairy}::uuid else ${own.bakery}::uuid end
    where distributor_id = ${distributor_id}`.execute(tx)
  await put(
    'outlets.agent',
    own.agents.map((id, i) => ({
      ...{ id, code: `D${i}`, name: `Dairy ${i}`, team_id: ids.team, kind: 'agent' },
      supervisor_id: ids.supervisor,
    })),
  )
  await put(
    'outlets.outlet',
    own.shops.map((id, i) => ({
      ...{ id, code: `S${i}`, name: `Shop ${i}`, address: '', city: '', outlet_type: 'shop' },
      ...{ class: 'C', opened_at },
    })),
  )
}

const creditHistory = (
  tx: Tx,
  { ids, tenant }: Town,
  { agents, milkOutlets }: { agents: readonly string[]; milkOutlets: string[] },
) =>
  sql`update ordering.order_line l set team_id = ${ids.team}::uuid,
      credited_agent_id = case when l.product_id = ${ids.milk}::uuid and o.delivery_day > '2026-06-01'
        then (${sql.val([...agents])}::uuid[])[1 + (array_position(${sql.val(milkOutlets)}::uuid[],
          o.outlet_id) + 1) % 2]
        else ${ids.agent}::uuid end
    from ordering.order o where o.distributor_id = ${tenant.id} and o.id = l.order_id
      and l.distributor_id = ${tenant.id}`.execute(tx)
