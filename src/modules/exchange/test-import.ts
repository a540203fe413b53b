import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestDatabase } from '../../../test/test-database.ts'
import { readTenant } from '../../platform/db.ts'
import type { Place } from './commerceml/upload-files.ts'
import { importFiles } from './exchange.ts'

/** Imports texts as files of one upload into a distributor; what it holds can be asked. */
export async function importing(
  database: TestDatabase,
  tenant: { id: string; code: string; currency: string },
) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tandem-import-'))
  const folders = { dataFolder, exchangeFolder: join(dataFolder, 'files', 'exchange') }
  let uploads = 0
  const imported = async (
    files: Record<string, string | Buffer>,
    options: { dryRun?: boolean; approved?: boolean; whole?: boolean } = {},
  ) => {
    uploads += 1
    const places: Place[] = []
    for (const [name, content] of Object.entries(files)) {
      const path = join(dataFolder, `${uploads}-${places.length}`)
      await writeFile(path, content)
      places.push({ name, path })
    }
    const { dryRun = false, approved = false, whole = false } = options
    return importFiles(database.pools, {
      ...{ tenant, folders, places, dryRun, approved, whole },
      source: 'a test',
      startedBy: 'a test',
    })
  }
  const ask = <T>(text: string) =>
    readTenant(
      database.pools.app,
      tenant.id,
      async (db) => (await sql.raw<T>(text).execute(db)).rows,
    )
  return {
    tenantId: tenant.id,
    dataFolder,
    folders,
    imported,
    ask,
    /** Its counts, after checking that it was done. */
    async counts(...given: Parameters<typeof imported>) {
      const done = await imported(...given)
      if (!done.ok) throw new Error(JSON.stringify(done.refusal))
      return done.value.counts
    },
    async oddities() {
      const rows = await ask<{ code: string; detail: string }>(
        `select code, detail from exchange.oddity where run_id =
          (select id from exchange.run order by started_at desc, id desc limit 1) order by row_no`,
      )
      return rows.map(({ code, detail }) => `${code} ${detail}`.trim())
    },
    /** Name, published or not, there or not, prices and stock, by code. */
    products: () =>
      ask<{ code: string; name: string; is: string; prices: string | null; stock: string | null }>(
        `select p.code, p.name, case when p.deleted_at is not null then 'deleted'
            when p.published then 'shown' else 'hidden' end as is,
          (select string_agg(l.name || ' ' || x.unit_price_e4 / 10000.0, ', ' order by l.name,
              x.from_quantity_milli)
           from pricing.price x join pricing.price_list l on l.id = x.price_list_id
           where x.product_id = p.id) as prices,
          (select string_agg(w.name || ' ' || b.on_hand_milli / 1000.0, ', ' order by w.name)
           from stock.balance b join stock.warehouse w on w.id = b.warehouse_id
           where b.product_id = p.id and b.on_hand_milli <> 0) as stock
        from catalogue.product p order by p.code`,
      ),
    close: () => rm(dataFolder, { recursive: true, force: true }),
  }
}

/** A product of a catalogue. */
export const product = (id: string, inner = '', name = `Товар ${id}`): string =>
  `<Товар><Ид>${id}</Ид><Наименование>${name}</Наименование>
    <БазоваяЕдиница Код="796">шт</БазоваяЕдиница>${inner}</Товар>\n`

/** An offer with a price per price type and a quantity. */
export const offer = (id: string, prices: Record<string, string>, rest = ''): string => {
  const rows = Object.entries(prices).map(
    ([type, value]) =>
      `<Цена><ИдТипаЦены>${type}</ИдТипаЦены><ЦенаЗаЕдиницу>${value}</ЦенаЗаЕдиницу></Цена>`,
  )
  const block = rows.length > 0 ? `<Цены>${rows.join('')}</Цены>` : ''
  return `<Предложение><Ид>${id}</Ид>${block}${rest}</Предложение>\n`
}

/** Price types by id, called as given. */
export const priceTypes = (types: Record<string, string>): string =>
  `<ТипыЦен>${Object.entries(types)
    .map(
      ([id, name]) =>
        `<ТипЦены><Ид>${id}</Ид><Наименование>${name}</Наименование><Валюта>грн</Валюта></ТипЦены>`,
    )
    .join('')}</ТипыЦен>`

/** Warehouses by id, called as given. */
export const warehouses = (named: Record<string, string>): string =>
  `<Склады>${Object.entries(named)
    .map(([id, name]) => `<Склад><Ид>${id}</Ид><Наименование>${name}</Наименование></Склад>`)
    .join('')}</Склады>`

/** What lies in a warehouse. */
export const lies = (warehouse: string, quantity: string): string =>
  `<Склад ИдСклада="${warehouse}" КоличествоНаСкладе="${quantity}"/>`

/** The same file, saying that it holds changes only. */
export const changesOnly = (file: string): string =>
  file.replace('СодержитТолькоИзменения="false"', 'СодержитТолькоИзменения="true"')
