import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { importFolder } from './import-folder.ts'
import { catalogue, offers } from './modules/exchange/commerceml/test-commerceml.ts'
import { offer, priceTypes, product } from './modules/exchange/test-import.ts'
import { tenantByCode } from './modules/identity/identity.ts'
import { readConfig } from './platform/config.ts'
import type { Failure } from './print.ts'

let database: TestDatabase
let path: string
let dataFolder: string
beforeAll(async () => {
  database = await testDatabase()
  path = await mkdtemp(join(tmpdir(), 'tandem-export-'))
  dataFolder = await mkdtemp(join(tmpdir(), 'tandem-data-'))
  const odd = product('b', '<Штрихкод>123</Штрихкод>')
  await writeFile(join(path, 'import.xml'), catalogue(product('a') + odd))
  const lone = offer('c', { q: '3' }, '<Наименование>Сам</Наименование>')
  const types = priceTypes({ p: 'Опт', q: 'Роздріб' })
  await writeFile(join(path, 'offers.xml'), offers(offer('a', { p: '1' }) + lone, types))
})
afterAll(async () => {
  await rm(path, { recursive: true, force: true })
  await rm(dataFolder, { recursive: true, force: true })
  await database?.drop()
})

type Told = {
  counts: Record<string, number>
  wouldMake?: object
  reasons?: object
  logins: object[]
}

async function run(asked: {
  dryRun: boolean
  create: boolean
  distributor: string
  path?: string
}) {
  const ground = { ...database, untilSignal: async () => undefined, stop: async () => undefined }
  const config = {
    ...readConfig({ TANDEM_SECRET: randomBytes(32).toString('base64') }),
    dataFolder,
  }
  const told: object[] = []
  const failed: Failure[] = []
  const print = {
    say: () => undefined,
    tell: (one: object) => told.push(one),
    fail: (failure: Failure) => failed.push(failure) && 1,
  }
  const code = await importFolder({ config, ground, path, approve: false, ...asked }, print)
  return { code, told: told[0] as Told, failed }
}

const tables = async () =>
  (
    await database.pools.identity.query(
      `select (select count(*)::int from identity.tenant) as tenants,
        (select count(*)::int from identity.person) as people`,
    )
  ).rows[0]

test('a dry run for a distributor that is not there says what it would make and writes nothing', async () => {
  const before = await tables()
  const tried = await run({ dryRun: true, create: true, distributor: 'newcomer' })
  expect(tried).toMatchObject({ code: 0, failed: [] })
  expect(tried.told).toMatchObject({
    wouldMake: {
      ...{ distributor: 'newcomer', currency: 'UAH', priceLists: 2, outlets: 2, logins: 3 },
      ...{ sellingEntities: 1, zones: 1 },
    },
    reasons: { odd_barcode: 1, unknown_product: 1, without_vat: 1 },
    logins: [],
  })
  expect(await tables()).toEqual(before)
  expect(await readdir(dataFolder)).toEqual([])
  expect(await tenantByCode(database.pools, 'newcomer')).toBeUndefined()

  const made = await run({ dryRun: false, create: true, distributor: 'newcomer' })
  expect(made.told.counts).toEqual(tried.told.counts)
  expect(made.told.logins).toHaveLength(3)
})

test('a dry run without --create, or of files that cannot be read, is refused and makes nothing', async () => {
  const before = await tables()
  const none = await run({ dryRun: true, create: false, distributor: 'nobody' })
  expect(none).toMatchObject({ code: 1, told: undefined })
  const broken = join(path, 'broken.xml')
  await writeFile(broken, catalogue(product('a')).slice(0, -40))
  const cut = await run({ dryRun: true, create: true, distributor: 'nobody', path: broken })
  expect(cut.failed).toMatchObject([{ message: expect.stringContaining('broken.xml') }])
  expect(await tables()).toEqual(before)
})
