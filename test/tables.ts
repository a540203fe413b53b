import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importTable } from '../src/modules/exchange/table/import-table.ts'
import { Mapping } from '../src/modules/exchange/table/mapping.ts'
import { countHistory } from '../src/modules/goals/jobs.ts'
import { readTenant, writeTenant } from '../src/platform/db.ts'
import type { TestDatabase } from './test-database.ts'
import type { Town } from './town.ts'

export type Given = {
  kind: string
  /** Fields by the column of the same place in the header, or a whole source. */
  fields: Record<string, string | object>
  text: string | Buffer | (string | Buffer)[]
  dryRun?: boolean
  more?: object
}

/** Imports a table written in a test into a town. */
export async function importText(database: TestDatabase, town: Town, given: Given) {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-table-'))
  try {
    const texts = [given.text].flat()
    const files = texts.map((_, i) => ({ name: `t${i + 1}.csv`, path: join(folder, `t${i}.csv`) }))
    for (const [i, { path }] of files.entries()) await writeFile(path, texts[i] ?? '')
    return await importTable(database.pools, {
      tenant: { ...town.tenant, country: 'UA' },
      files,
      mapping: mappingOf(given),
      startedBy: 'test',
      dryRun: given.dryRun ?? false,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const mappingOf = ({ kind, fields, more }: Given) =>
  Mapping.parse({
    version: 1,
    kind,
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, source]) => [
        field,
        typeof source === 'string' ? { column: source } : source,
      ]),
    ),
    ...more,
  })

/** Rows of a statement in the town's name. */
export const ask = <T>(database: TestDatabase, town: Town, text: string) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql.raw<T>(text).execute(db)
    return rows
  })

const WRITTEN = [
  'catalogue.product',
  'catalogue.product_unit',
  'catalogue.product_gtin',
  'catalogue.brand',
  'catalogue.category',
  'catalogue.last_number',
  'outlets.outlet',
  'outlets.payer',
  'outlets.outlet_payer',
  'outlets.outlet_territory',
  'accounts.contract',
  'accounts.selling_entity',
  'accounts.credit',
  'accounts.invoice',
  'accounts.payment_share',
  'pricing.price_list',
  'pricing.price',
  'pricing.signature',
  'stock.warehouse',
  'stock.balance',
  'delivery.outlet_zone',
  'field.plan',
  'ordering.checkout',
  'ordering.order',
  'ordering.order_line',
  'ordering.order_event',
  'ordering.return_document',
  'ordering.return_line',
  'platform.fact',
]

/** Every row version of what imports write: equal before and after means that nothing was. */
export async function rowVersions(database: TestDatabase, town: Town) {
  const texts = WRITTEN.map(
    (table) => `select '${table}' as name, count(*)::int as rows,
      md5(string_agg(concat(ctid, xmin), ',' order by ctid)) as versions from ${table}`,
  )
  return ask(database, town, texts.join(' union all '))
}

/** Counts the days of imported history, as the worker would. */
export async function react(database: TestDatabase, town: Town): Promise<number> {
  const facts = await ask<{ id: string; body: never }>(
    database,
    town,
    `select id, body from platform.fact where type = 'ordering.history_imported' order by at, id`,
  )
  for (const { body } of facts) {
    await writeTenant(database.pools.app, town.tenant.id, (tx) => countHistory(tx, body))
  }
  return facts.length
}
