import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown } from '../../../test/town.ts'
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

const many = (count: number, make: (id: string) => string) =>
  Array.from({ length: count }, (_, i) => make(`g${i}`)).join('')

const OPT = priceTypes({ p: 'Опт' })

test('a catalogue with prices and stock comes in, and the same again writes nothing', async () => {
  const files = {
    'import.xml': catalogue(product('a', '<Штрихкод>4820000000017</Штрихкод>') + product('b')),
    'offers.xml': offers(
      offer('a', { p: '12,50' }, lies('w', '7')) + offer('b', { p: '3' }, lies('w', '-1,5')),
      OPT + warehouses({ w: 'Склад' }),
    ),
  }
  const first = await erp.counts(files)
  expect(first).toMatchObject({ products: 2, offers: 2, negativeStock: 1, quarantined: 0 })
  expect(await goods()).toMatchObject({
    a: [
      'Товар a',
      'shown',
      expect.stringMatching(/^Опт 12\.50*$/),
      expect.stringMatching(/^Склад 7/),
    ],
    b: ['Товар b', 'shown', expect.stringMatching(/^Опт 3/), expect.stringMatching(/^Склад -1\.5/)],
  })
  const again = await erp.counts(files)
  expect(again).toMatchObject({ written: 0, removed: 0 })
  // All but the counter of short numbers.
  expect(again.unchanged).toBe((first.written ?? 0) - 1)
})

describe('written', () => {
  const TABLES = [
    'catalogue.category',
    'catalogue.brand',
    'catalogue.product',
    'catalogue.product_unit',
    'catalogue.product_gtin',
    'catalogue.last_number',
    'pricing.price_list',
    'pricing.price',
    'stock.warehouse',
    'stock.balance',
  ]
  const versions = async () => {
    const counted = await Promise.all(
      TABLES.map((table) =>
        erp.ask<{ key: string }>(
          `select '${table} ' || t.ctid::text || ' ' || t.xmin::text as key from ${table} t`,
        ),
      ),
    )
    return new Set(counted.flat().map(({ key }) => key))
  }
  const newSince = async (before: Set<string>) =>
    [...(await versions())].filter((key) => !before.has(key)).length

  test('is the number of row versions that came to be, also of a change and of a drop', async () => {
    const group = '<Группы><Ид>g</Ид></Группы>'
    const rich = (inner = '') =>
      product('x', `${group}<Изготовитель><Наименование>Млин</Наименование></Изготовитель>${inner}`)
    const classifier =
      '<Классификатор><Ид>k</Ид><Группы><Группа><Ид>g</Ид><Наименование>Г</Наименование></Группа></Группы></Классификатор>'
    const file = (goodsXml: string) =>
      catalogue(goodsXml).replace('<Каталог', `${classifier}<Каталог`)
    const first = {
      'import.xml': file(rich('<Штрихкод>4820000000017</Штрихкод>') + many(40, product)),
      'offers.xml': offers(
        offer('x', { p: '1' }, lies('w', '1')) + many(40, (id) => offer(id, { p: '2' })),
        OPT + warehouses({ w: 'Склад' }),
      ),
    }
    const before = await versions()
    const counts = await erp.counts(first)
    expect(counts.written).toBe(await newSince(before))
    const second = {
      'import.xml': file(rich('<Артикул>7</Артикул>') + many(39, product)),
      'offers.xml': offers(
        offer('x', { p: '1,10' }, lies('w', '4')) + many(39, (id) => offer(id, { p: '2' })),
        OPT + warehouses({ w: 'Склад 1' }),
      ),
    }
    const between = await versions()
    const changed = await erp.counts(second)
    expect(changed.written).toBe(await newSince(between))
    expect(changed.written).toBe(5)
  })

  test('is foretold by a dry run, which leaves everything as it was', async () => {
    const files = { 'import.xml': catalogue(product('a')) }
    const before = await versions()
    const dry = await erp.counts(files, { dryRun: true })
    expect(await newSince(before)).toBe(0)
    expect(await goods()).toEqual({})
    expect(await erp.counts(files)).toMatchObject({ written: dry.written })
  })
})

describe('a full file', () => {
  const full = (count: number, from = 0) => ({
    'import.xml': catalogue(
      Array.from({ length: count }, (_, i) => product(`g${i + from}`)).join(''),
    ),
  })

  test('hides what it names no more, and shows it when it is named again', async () => {
    await erp.counts(full(40))
    expect(await erp.counts(full(39))).toMatchObject({ written: 1 })
    expect((await goods()).g39?.[1]).toBe('deleted')
    expect(await shown()).toHaveLength(39)
    await erp.counts(full(40))
    expect(await shown()).toHaveLength(40)
    expect((await erp.products()).every(({ is }) => is === 'shown')).toBe(true)
  })

  test('of changes only hides nothing', async () => {
    await erp.counts(full(40))
    await erp.counts({ 'import.xml': changesOnly(catalogue(product('g0', '', 'Інша назва'))) })
    expect(await shown()).toHaveLength(40)
    expect((await goods()).g0?.[0]).toBe('Інша назва')
  })

  test('that would hide more than 5 % stops for approval and writes nothing', async () => {
    await erp.counts(full(40))
    expect((await erp.counts(full(38))).written).toBe(2)
    const stopped = await erp.imported(full(36))
    expect(stopped).toMatchObject({
      ok: false,
      refusal: { code: 'waiting_approval', going: 2, of: 38 },
    })
    expect(await shown()).toHaveLength(38)
    const [run] = await erp.ask<{ status: string }>(
      'select status from exchange.run order by started_at desc limit 1',
    )
    expect(run?.status).toBe('waiting_approval')
    expect(await erp.counts(full(36), { approved: true })).toMatchObject({ written: 2 })
    expect(await shown()).toHaveLength(36)
  })

  test('of which most is marked as deleted stops too; a file of changes may delete all', async () => {
    await erp.counts(full(40))
    const gone = (id: string) => product(id, '<ПометкаУдаления>true</ПометкаУдаления>')
    const deleting = catalogue(many(40, gone))
    expect(await erp.imported({ 'import.xml': deleting })).toMatchObject({
      refusal: { code: 'waiting_approval', going: 40, of: 40 },
    })
    expect((await erp.counts({ 'import.xml': changesOnly(deleting) })).deleted).toBe(40)
    expect(await shown()).toEqual([])
  })

  test('of offers that lost one takes its price and stock, the product stays', async () => {
    const file = (count: number) => ({
      ...full(40),
      'offers.xml': offers(
        many(count, (id) => offer(id, { p: '5' }, lies('w', '3'))),
        OPT,
      ),
    })
    await erp.counts(file(40))
    await erp.counts(file(39))
    const all = await goods()
    expect(all.g39).toEqual(['Товар g39', 'shown', null, null])
    expect(all.g38?.[2]).toMatch(/^Опт 5/)
    await erp.counts(file(40))
    expect((await goods()).g39?.[2]).toMatch(/^Опт 5/)
  })

  test('is an exchange that says it told everything, whatever its files say', async () => {
    await erp.counts(full(40))
    const changes = { 'import.xml': changesOnly(catalogue(many(39, product))) }
    await erp.counts(changes)
    expect(await shown()).toHaveLength(40)
    await erp.counts(changes, { whole: true })
    expect(await shown()).toHaveLength(39)
  })
})
