import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown } from '../../../test/town.ts'
import { writeTenant } from '../../platform/db.ts'
import { publishItems } from '../catalogue/catalogue.ts'
import { catalogue, offers } from './commerceml/test-commerceml.ts'
import {
  changesOnly,
  importing,
  lies,
  offer,
  priceTypes,
  product,
  warehouses,
} from './test-import.ts'

let database: TestDatabase
let erp: Awaited<ReturnType<typeof importing>>
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await erp?.close()
  const town = await makeTown(database)
  erp = await importing(database, town.tenant)
})
afterAll(async () => {
  await erp?.close()
  await database?.drop()
})

// The town's own goods are none of the ERP's: no upload touches them.
const OURS = ['P1', 'P2']
const goods = async () =>
  Object.fromEntries(
    (await erp.products())
      .filter(({ code }) => !OURS.includes(code))
      .map(({ code, name, is, prices, stock }) => [code, [name, is, prices, stock]]),
  )
const shown = async () =>
  Object.entries(await goods()).flatMap(([code, [, is]]) => (is === 'shown' ? [code] : []))

const OPT = priceTypes({ p: 'Опт' })

describe('an offer without a product', () => {
  const alone = {
    'offers.xml': offers(offer('o', { p: '9' }, '<Наименование>Сам</Наименование>'), OPT),
  }

  test('is kept hidden under its own name, and shown when its product comes', async () => {
    expect(await erp.counts(alone)).toMatchObject({ unknownProduct: 1 })
    expect((await goods()).o?.slice(0, 2)).toEqual(['Сам', 'hidden'])
    expect((await erp.oddities()).filter((odd) => odd.startsWith('unknown_product'))).toHaveLength(
      1,
    )
    await erp.counts({ 'import.xml': catalogue(product('o', '', 'Повна назва')) })
    expect((await goods()).o?.slice(0, 2)).toEqual(['Повна назва', 'shown'])
  })

  test('stays shown when somebody published it, however often it comes', async () => {
    await erp.counts(alone)
    const [row] = await erp.ask<{ id: string }>(`select id from catalogue.product where code = 'o'`)
    await writeTenant(database.pools.app, erp.tenantId, (tx) =>
      publishItems(tx, erp.tenantId, [row?.id ?? '']),
    )
    expect(await erp.counts(alone)).toMatchObject({ written: 0 })
    expect((await goods()).o?.[1]).toBe('shown')
  })

  test('known from before changes only its figures, never its name or its place', async () => {
    await erp.counts({ 'import.xml': catalogue(product('o', '<Артикул>7</Артикул>')) })
    await erp.counts(alone)
    expect((await goods()).o).toEqual(['Товар o', 'shown', expect.stringMatching(/^Опт 9/), null])
    expect(await erp.ask(`select article from catalogue.product where code = 'o'`)).toEqual([
      { article: '7' },
    ])
  })

  test('and without a name waits in quarantine', async () => {
    expect(await erp.counts({ 'offers.xml': offers(offer('x', { p: '1' }), OPT) })).toMatchObject({
      quarantined: 1,
    })
    expect(await goods()).toEqual({})
  })
})

describe('characteristics', () => {
  const red =
    '<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Колір</Наименование><Значение>червоний</Значение></ХарактеристикаТовара></ХарактеристикиТовара>'
  const shirt = catalogue(product('s', '', 'Фартух'))

  test('are products of their own, and their product is sold no more by itself', async () => {
    await erp.counts({ 'import.xml': shirt })
    expect(await shown()).toEqual(['s'])
    await erp.counts({
      'import.xml': shirt,
      'offers.xml': offers(offer('s#1', { p: '8' }, red) + offer('s#2', { p: '9' }), OPT),
    })
    const all = await goods()
    expect(all['s#1']?.slice(0, 2)).toEqual(['Фартух (червоний)', 'shown'])
    expect(all['s#2']?.slice(0, 2)).toEqual(['Фартух', 'shown'])
    expect(all.s?.[1]).toBe('hidden')
  })

  test('that come later, without their product, are known by it', async () => {
    await erp.counts({
      'import.xml': catalogue(
        product('s', '<Изготовитель><Наименование>Шви</Наименование></Изготовитель>'),
      ),
      'offers.xml': offers(offer('s#1', { p: '8' }, red), OPT),
    })
    const later = changesOnly(
      offers(offer('s#9', { p: '7' }, '<Наименование>Новий</Наименование>'), OPT),
    )
    await erp.counts({ 'offers.xml': later })
    expect((await goods())['s#9']?.slice(0, 2)).toEqual(['Новий', 'shown'])
    expect((await erp.oddities()).some((odd) => odd.startsWith('unknown_product'))).toBe(false)
  })
})

describe('price types', () => {
  const file = (types: Record<string, string>, prices: Record<string, string>) => ({
    'import.xml': catalogue(product('a')),
    'offers.xml': offers(offer('a', prices), priceTypes(types)),
  })

  test('renamed keep their list; one whose id changed takes its list along', async () => {
    await erp.counts(file({ p: 'Базова' }, { p: '1' }))
    await erp.counts(file({ p: 'Роздрібна' }, { p: '2' }))
    expect((await goods()).a?.[2]).toMatch(/^Роздрібна 2/)
    expect(await erp.oddities()).toContainEqual(
      expect.stringMatching(/^renamed price_type: Базова/),
    )
    await erp.counts(file({ q: 'Роздрібна' }, { q: '3' }))
    expect((await goods()).a?.[2]).toMatch(/^Роздрібна 3\.?0*$/)
    expect(await erp.oddities()).toContainEqual(expect.stringMatching(/^price_type_rekeyed/))
    expect(await erp.counts(file({ q: 'Роздрібна' }, { q: '3' }))).toMatchObject({ written: 0 })
  })

  test('that nobody defines quarantine their prices, once for all', async () => {
    const counts = await erp.counts(file({ p: 'Опт' }, { p: '1', strange: '5' }))
    expect(counts).toMatchObject({ quarantined: 1 })
    expect((await goods()).a?.[2]).toMatch(/^Опт 1\.?0*$/)
    expect(await erp.oddities()).toContainEqual('unknown_price_type strange')
  })

  test('said no more of a product take their price away', async () => {
    await erp.counts(file({ p: 'Опт', q: 'Гурт' }, { p: '1', q: '2' }))
    await erp.counts(file({ p: 'Опт', q: 'Гурт' }, { q: '2' }))
    expect((await goods()).a?.[2]).toMatch(/^Гурт 2/)
  })

  test('in another currency than their list are quarantined', async () => {
    const usd =
      '<Цены><Цена><ИдТипаЦены>p</ИдТипаЦены><ЦенаЗаЕдиницу>4</ЦенаЗаЕдиницу><Валюта>USD</Валюта></Цена></Цены>'
    const counts = await erp.counts({
      'import.xml': catalogue(product('a')),
      'offers.xml': offers(offer('a', {}, usd), OPT),
    })
    expect(counts.quarantined).toBe(1)
    expect((await goods()).a?.[2]).toBeNull()
  })
})

describe('stock', () => {
  const told = (rest: string, places = '') => ({
    'import.xml': catalogue(product('a')),
    'offers.xml': offers(offer('a', { p: '1' }, rest), OPT + places),
  })

  test('over all warehouses does not stay when it is told by warehouse, nor the other way', async () => {
    await erp.counts(told('<Количество>5</Количество>'))
    // The only warehouse there is.
    expect((await goods()).a?.[3]).toMatch(/^Warehouse 5/)
    await erp.counts(told(lies('w', '2') + lies('v', '1'), warehouses({ w: 'В', v: 'Б' })))
    expect((await goods()).a?.[3]).toMatch(/^Б 1\.?0*, В 2\.?0*$/)
    await erp.counts(told('<Количество>4</Количество>', warehouses({ w: 'В', v: 'Б' })))
    expect((await goods()).a?.[3]).toMatch(/^Warehouse 4\.?0*$/)
  })

  test('of a warehouse that a full file names no more for a product is gone; by changes it stays', async () => {
    const both = warehouses({ w: 'В', v: 'Б' })
    await erp.counts(told(lies('w', '2') + lies('v', '1'), both))
    const one = told(lies('w', '3'), both)
    await erp.counts({ 'offers.xml': changesOnly(one['offers.xml']) })
    expect((await goods()).a?.[3]).toMatch(/^Б 1\.?0*, В 3\.?0*$/)
    await erp.counts(one)
    expect((await goods()).a?.[3]).toMatch(/^В 3\.?0*$/)
  })

  test('of a warehouse that nobody defines lies under its id, and is reported', async () => {
    await erp.counts(told(lies('w9', '2')))
    expect((await goods()).a?.[3]).toMatch(/^w9 2/)
    expect(await erp.oddities()).toContainEqual('unknown_warehouse w9')
    expect(await erp.counts(told(lies('w9', '2')))).toMatchObject({ written: 0 })
  })
})

test('a file of prices alone, later, changes prices and nothing else', async () => {
  await erp.counts({
    'import.xml': catalogue(product('a', '<Описание>Добре</Описание>')),
    'offers.xml': offers(offer('a', { p: '1' }, lies('w', '3')), OPT),
  })
  const prices = changesOnly(offers(offer('a', { p: '1,25' })))
  expect(await erp.counts({ 'prices.xml': prices })).toMatchObject({ written: 1, quarantined: 0 })
  expect((await goods()).a).toEqual([
    'Товар a',
    'shown',
    expect.stringMatching(/^Опт 1\.25/),
    expect.stringMatching(/3/),
  ])
})

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex')

describe('pictures', () => {
  const path = String.raw`import_files\11\A.png`
  const named = catalogue(product('a', `<Картинка>${path}</Картинка>`))
  const pictured = () =>
    erp.ask<{ code: string }>(
      `select code from catalogue.product where picture_id is not null order by code`,
    )

  test('named by a product are shown on it, once the same bytes are kept once', async () => {
    const files = { 'import.xml': named, 'import_files/11/a.png': PNG }
    expect(await erp.counts(files)).toMatchObject({ pictures: 1, picturesMissing: 0 })
    expect(await pictured()).toEqual([{ code: 'a' }])
    expect(await erp.counts(files)).toMatchObject({ written: 0 })
    expect(await erp.ask('select count(*)::int as n from platform.file')).toEqual([{ n: 1 }])
  })

  test('that come in a later upload find the product that named them', async () => {
    expect(await erp.counts({ 'import.xml': named })).toMatchObject({ picturesMissing: 1 })
    expect(await pictured()).toEqual([])
    await erp.counts({ 'import_files/11/A.PNG': PNG })
    expect(await pictured()).toEqual([{ code: 'a' }])
  })

  test('and files of other kinds refuse nothing: they are reported', async () => {
    await erp.counts({ 'import.xml': named, 'readme.txt': 'прочитай', 'x.jpg': 'not a picture' })
    const foreign = (await erp.oddities()).filter((odd) => odd.startsWith('foreign_file'))
    expect(foreign).toHaveLength(2)
  })
})

test('an upload of which one file is refused writes nothing, and says the file and line', async () => {
  const refused = await erp.imported({
    'import.xml': catalogue(product('a')),
    'offers.xml': offers(offer('a', { p: '1' })).slice(0, -30),
  })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'cut', file: 'offers.xml' } })
  expect(await goods()).toEqual({})
})
