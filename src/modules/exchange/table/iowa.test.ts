import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as askOf, react, rowVersions } from '../../../../test/tables.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { packageRoot } from '../../../platform/config.ts'
import { importTable } from './import-table.ts'
import { Bundle, Mapping } from './mapping.ts'

const SHARED = process.env.TANDEM_SHARED_DATA ?? '../shared/data'
const IOWA = join(SHARED, 'transactions', 'iowa-liquor-2022')
const MAPPINGS = join(packageRoot(), 'mappings', 'iowa')
const absent = !existsSync(IOWA)
const SAMPLE_LINES = 8_000

const jsonAt = (name: string): unknown => JSON.parse(readFileSync(join(MAPPINGS, name), 'utf8'))

test('every shipped mapping is one of this version, and its bundle names it', () => {
  const bundle = Bundle.parse(jsonAt('bundle.json'))
  for (const { mapping } of bundle.tables) expect(Mapping.parse(jsonAt(mapping)).version).toBe(1)
  expect(bundle.distributor?.timeZone).toBe('America/Chicago')
})

describe.skipIf(absent)(`a month of Iowa (skipped when ${IOWA} is absent)`, () => {
  let database: TestDatabase
  let town: Town
  let folder: string
  let source = { lines: 0, cents: 0, orders: new Set<string>(), returns: new Set<string>() }
  beforeAll(async () => {
    database = await testDatabase()
    town = await makeTown(database)
    folder = mkdtempSync(join(tmpdir(), 'tandem-iowa-'))
    source = await cutSample(join(folder, 'sales.csv.gz'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  })

  const put = async (mapping: string, path: string) => {
    const done = await importTable(database.pools, {
      tenant: { ...town.tenant, country: 'US', timeZone: 'America/Chicago' },
      files: [{ name: 'table', path }],
      mapping: Mapping.parse(jsonAt(mapping)),
      startedBy: 'test',
      dryRun: false,
    })
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
    return done.value.counts
  }
  const ask = (text: string) => askOf<Record<string, unknown>>(database, town, text)

  test('goods, prices, stores, payers and terms come in, none in quarantine', async () => {
    const products = join(IOWA, 'products.csv.gz')
    const stores = join(IOWA, 'stores.csv.gz')
    expect(await put('products.json', products)).toMatchObject({ inserted: 6_482, quarantined: 0 })
    expect(await put('prices.json', products)).toMatchObject({ inserted: 6_482, quarantined: 0 })
    expect(await put('outlets.json', stores)).toMatchObject({ inserted: 2_296, quarantined: 0 })
    expect(await put('payers.json', stores)).toMatchObject({ inserted: 2_296, quarantined: 0 })
    expect(await put('contracts.json', stores)).toMatchObject({ inserted: 2_296, quarantined: 0 })
    expect(
      await ask(`select count(*) filter (where latitude is null)::int as pointless,
        count(*) filter (where closed_at is not null)::int as closed
        from outlets.outlet where code not in ('O1', 'O2')`),
    ).toEqual([{ pointless: 125, closed: 339 }])
  })

  test('every line comes in to the cent, as orders and returns of the distributor’s numbers', async () => {
    const counts = await put('order-lines.json', join(folder, 'sales.csv.gz'))
    expect(counts).toMatchObject({
      rows: source.lines,
      quarantined: 0,
      orders: source.orders.size,
      returns: source.returns.size,
    })
    expect(source.returns.size).toBeGreaterThan(3)
    const [sums] = await ask(
      `select (select sum(total_minor) from ordering.order)::bigint
          - (select sum(total_minor) from ordering.return_document)::bigint as cents,
        (select count(*)::int from ordering.order_line)
          + (select count(*)::int from ordering.return_line) as lines,
        (select count(*)::int from outlets.outlet where placeholder_since is not null) as made`,
    )
    expect(sums).toEqual({ cents: source.cents, lines: source.lines, made: 0 })
    await react(database, town)
    const [day] = await ask(
      'select sum(total_minor - returned_minor)::bigint as cents from goals.outlet_day',
    )
    expect(day).toEqual({ cents: source.cents })
  })

  test('the same month again writes no row version', async () => {
    const before = await rowVersions(database, town)
    const counts = await put('order-lines.json', join(folder, 'sales.csv.gz'))
    expect(counts).toMatchObject({ inserted: 0, updated: 0, written: 0 })
    expect(await rowVersions(database, town)).toEqual(before)
  })
})

// The first orders of October and all of its returns, with what the columns say, summed by other code than ours.
async function cutSample(path: string) {
  const source = { lines: 0, cents: 0, orders: new Set<string>(), returns: new Set<string>() }
  const kept: string[] = []
  const input = createReadStream(join(IOWA, 'sales_2022-10.csv.gz')).pipe(createGunzip())
  for await (const line of createInterface({ input })) {
    const [, invoice = '', , , , dollars = ''] = line.split(',')
    if (kept.length > SAMPLE_LINES && !invoice.startsWith('R')) continue
    kept.push(line)
    if (kept.length === 1) continue
    const documents = invoice.startsWith('R') ? source.returns : source.orders
    documents.add(invoice.slice(0, -5))
    source.lines += 1
    source.cents += Math.round(Number(dollars) * 100)
  }
  writeFileSync(path, gzipSync(`${kept.join('\n')}\n`))
  return source
}
