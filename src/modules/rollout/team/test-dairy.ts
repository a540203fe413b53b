import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { TestDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { deliver } from '../../../../test/town-history.ts'
import { insertRows } from '../../../demo/load-queries.ts'
import { readTenant, type Tx, transactInBulk, writeTenant } from '../../../platform/db.ts'
import { ok } from '../../../platform/result.ts'
import { layItems, openItemImport, putProductTable, sayItems } from '../../catalogue/catalogue.ts'

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
  return {
    ...town,
    dairy: { ...ids, shops, milkOutlets },
    writing,
    ask,
    random: randomUUID,
    comesIn: (code: string, said: { team?: string } = {}) =>
      comesIn(database, town, { code, ...said }),
  }
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

const NO_ITEM = {
  ...{ baseCode: null, article: null, description: null, categoryCode: null, vatBp: null },
  ...{ baseUnit: null, byWeight: null, weightGrams: null, pictureId: null, traits: null },
  ...{ published: null, deleted: null, units: null, gtins: [] },
}
const NOTHING_SAID = {
  ...{ article: null, name_en: null, name_ru: null, category: null, manufacturer: null },
  ...{ team: null, vat_bp: null, unit: null, pack: null, pack_milli: null, minimum_milli: null },
  ...{ multiple_milli: null, barcodes: null, pack_barcodes: null, weight_grams: null },
  ...{ shelf_life_days: null, launch_day: null, published: null },
}
/** Goods of the dairy's brand come in by a table, and by its ERP under the same code with ' ERP'. */
async function comesIn(
  { pools }: TestDatabase,
  { tenant }: Town,
  { code, ...said }: { code: string; team?: string },
) {
  await transactInBulk(pools.app, tenant.id, async (tx) => {
    const row = { ...NOTHING_SAID, line: 1, id: uuidv7(), code, name: code, brand: 'B1', ...said }
    const fields = ['code', 'name', 'brand', ...Object.keys(said)]
    const rows = async function* () {
      yield [row]
    }
    await putProductTable(tx, tenant.id, { rows: rows(), fields })
    return ok({})
  })
  await transactInBulk(pools.app, tenant.id, async (tx) => {
    await openItemImport(tx)
    const item = { ...NO_ITEM, id: uuidv7(), code: `${code} ERP`, name: code, brand: 'B1' }
    await sayItems(tx, [item], 1)
    await layItems(tx, tenant.id, [])
    return ok({})
  })
}
