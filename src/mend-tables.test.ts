import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenRun } from '../test/office-exchange.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { foldersOf } from './files.ts'
import { importTable, mappingIn } from './modules/exchange/exchange.ts'

let open: UploadOffice
let office: UploadOffice['office']
beforeAll(async () => {
  open = await openUploadOffice('cells')
  ;({ office } = open)
})
afterAll(() => open?.close())

type Run = {
  id: string
  status: string
  awaits: string | null
  mended: number
  replayable: boolean
  counts: Record<string, number>
  rows: {
    rowNo: number
    line: number
    field: string | null
    value: string | null
    code: string
    done: string
    asks: string | null
    mended: string | null
  }[]
}

const csv = (rows: string[][]) => rows.map((cells) => cells.join(';')).join('\n')
const HEAD = ['Код товару', 'Найменування', 'Од. вим.', 'Ціна, грн']
const LIST = [
  HEAD,
  ['P1', 'Молоко', 'шт', 'тридцять'],
  ['P2', 'Хліб', 'шт', '26,00'],
  ['', 'Сир', 'шт', '99,00'],
]

const runOf = async (runId: string) => (await office.ask('tableRun', { runId })).said as Run

const READ = { header: 1, numbers: 'auto', dates: 'dmy', vatIncluded: true }
const PRICES = {
  kind: 'prices',
  columns: { product: HEAD[0], productName: HEAD[1], unit: HEAD[2], price: HEAD[3] },
  constants: { list: 'base' },
}

async function read(rows: string[][], form: object = PRICES) {
  const { uploadId } = await office.put('прайс.csv', csv(rows), { table: true })
  const runId = randomUUID()
  const asked = { uploadId, runId, form: { ...READ, ...form } }
  expect(await office.ask('checkTable', asked)).toMatchObject({ status: 200 })
  await office.ended(runId)
  return runOf(runId)
}

const rowIn = (run: Run, code: string) => {
  const row = run.rows.find((each) => each.code === code)
  if (!row) throw new Error(`${code} is not among ${run.rows.map((each) => each.code).join(', ')}`)
  return row
}
const mend = (run: Run, code: string, value: string) =>
  office.ask('mend', { runId: run.id, rowNo: rowIn(run, code).rowNo, value })
const refusal = (run: Run, code: string, value: string) =>
  office.refusalOf('mend', { runId: run.id, rowNo: rowIn(run, code).rowNo, value })

async function replayed(run: Run): Promise<Run> {
  const replayId = randomUUID()
  expect(await office.ask('replayRun', { runId: run.id, replayId })).toMatchObject({ status: 200 })
  await office.ended(replayId)
  return runOf(replayId)
}

const prices = () =>
  open.rows<{ code: string; e4: number }>(
    `select p.code, r.unit_price_e4::int as e4 from pricing.price r
      join catalogue.product p on p.id = r.product_id where p.code in ('P1', 'P2') order by p.code`,
  )

describe('a row that a table’s run left out', () => {
  test('is mended, comes in when the table is read again, and needs no mend in the next table', async () => {
    const first = await read(LIST)
    expect(first).toMatchObject({ counts: { quarantined: 2 }, mended: 0, replayable: true })
    expect(rowIn(first, 'not_a_number')).toMatchObject({ field: 'price', asks: 'cell' })
    expect(await mend(first, 'not_a_number', '32,50')).toMatchObject({ said: { rows: 1 } })
    const after = await runOf(first.id)
    expect(rowIn(after, 'not_a_number')).toMatchObject({ mended: '32,50' })
    // What was seen holds no more: the mended row would come in unseen.
    expect(after).toMatchObject({ mended: 1, awaits: 'check' })
    const unseen = { runId: first.id, importId: randomUUID() }
    expect(await office.refusalOf('confirmRun', unseen)).toBe('check_again')

    const again = await replayed(first)
    expect(again).toMatchObject({ counts: { quarantined: 1 }, awaits: 'confirmation' })
    await office.confirmed(again.id)
    expect(await prices()).toEqual([
      { code: 'P1', e4: 325_000 },
      { code: 'P2', e4: 260_000 },
    ])
    const later = await read(LIST)
    expect(later.counts).toMatchObject({ quarantined: 1, updated: 0, inserted: 0 })
    type Kept = { mends: { kind: string; said: string; becomes: string; usedRunId: string }[] }
    expect((await office.ask('mends', { kind: 'cell' })).said as Kept).toMatchObject({
      mends: [{ kind: 'cell', said: 'тридцять', becomes: '32,50', usedRunId: later.id }],
    })
  })

  test('is read as it stands once the table says something else itself', async () => {
    const own = await read([HEAD, ['P1', 'Молоко', 'шт', '33,00']])
    expect(own.counts).toMatchObject({ quarantined: 0, updated: 1 })
    const otherwise = await read([HEAD, ['P1', 'Молоко', 'шт', 'сорок']])
    expect(otherwise.counts).toMatchObject({ quarantined: 1 })
    expect(rowIn(otherwise, 'not_a_number').mended).toBeNull()
  })

  test('without its code is known by the rest of it', async () => {
    const run = await read(LIST)
    expect(await mend(run, 'empty', 'P2')).toMatchObject({ said: { rows: 1 } })
    const again = await replayed(run)
    expect(again.counts).toMatchObject({ quarantined: 0 })
    const other = await read([HEAD, ['', 'Масло', 'шт', '5,00']])
    expect(other.counts).toMatchObject({ quarantined: 1 })
  })

  test('is left out again when its mend is forgotten', async () => {
    type Kept = { mends: { id: string; becomes: string }[] }
    const { mends } = (await office.ask('mends', { kind: 'cell' })).said as Kept
    const mendId = mends.find(({ becomes }) => becomes === '32,50')?.id
    expect(await office.ask('forgetMend', { mendId })).toMatchObject({ status: 200 })
    expect((await read(LIST)).counts).toMatchObject({ quarantined: 1 })
    await office.ask('recallMend', { mendId })
    expect((await read(LIST)).counts).toMatchObject({ quarantined: 0 })
  })
})

test('a column of many is mended for its own price list alone', async () => {
  const rows = [
    ['Код товару', 'Опт', 'Роздріб'],
    ['P1', 'хто', 'зна'],
  ]
  const columns = { product: 'Код товару', 'price:base': 'Опт', 'price:retail': 'Роздріб' }
  const run = await read(rows, { ...PRICES, columns, constants: {} })
  const opt = run.rows.find(({ field }) => field === 'price:base')
  const said = { runId: run.id, rowNo: opt?.rowNo, value: '30' }
  expect(await office.ask('mend', said)).toMatchObject({ said: { rows: 1 } })
  const again = await replayed(run)
  expect(again.rows.map(({ field }) => field)).toEqual(['price:retail'])
})

test('a code that nobody knows is mended for every row that names it', async () => {
  const plans = [
    ['Торговий представник', 'Місяць', 'План'],
    ['Немає Такого', '12.2026', '1000'],
    ['Немає Такого', '01.2027', '2000'],
  ]
  const columns = { agent: 'Торговий представник', month: 'Місяць', target: 'План' }
  const run = await read(plans, { kind: 'plans', columns, constants: {} })
  expect(rowIn(run, 'unknown_agent')).toMatchObject({ done: 'quarantined', asks: 'cell' })
  const [agent] = await open.rows<{ name: string }>('select name from outlets.agent limit 1')
  expect(await mend(run, 'unknown_agent', agent?.name ?? '')).toMatchObject({ status: 200 })
  const again = await replayed(run)
  expect(again.rows.filter(({ code }) => code === 'unknown_agent')).toEqual([])
  expect(again.counts).toMatchObject({ inserted: 2 })
})

describe('a mend of a table is refused', () => {
  test('when what is said does not fit the column', async () => {
    const run = await read([HEAD, ['P9', 'Сіль', 'шт', 'немає']])
    for (const value of ['', ' ', 'дорого', '-5']) {
      expect(await refusal(run, 'not_a_number', value)).toBe('does_not_fit')
    }
    expect((await runOf(run.id)).mended).toBe(0)
  })

  test('of what is no cell, to whom may not, and of another distributor', async () => {
    const twice = await read([HEAD, ['P1', 'Молоко', 'шт', '5'], ['P1', 'Молоко', 'шт', '6']])
    expect(rowIn(twice, 'repeated')).toMatchObject({ asks: null })
    expect(await refusal(twice, 'repeated', '6')).toBe('not_mendable')
    const run = await read([HEAD, ['P9', 'Сіль', 'шт', 'немає']])
    const asked = { runId: run.id, rowNo: rowIn(run, 'not_a_number').rowNo, value: '5' }
    expect(await office.refusalOf('mend', asked, { cookie: open.supervisor })).toBe('NO_RIGHT')
    const foreign = { cookie: open.stranger, code: 'others' }
    expect(await office.refusalOf('mend', asked, foreign)).toBe('UNKNOWN')
  })
})

/** What `tandem import table` does once it has read its words. */
async function importedByConsole(rows: string[][]): Promise<SeenRun> {
  const { config } = open.tandem
  const files = [{ name: 'борги.csv', path: join(config.dataFolder, 'debts.csv') }]
  await writeFile(files[0]?.path ?? '', csv(rows))
  const fields = Object.fromEntries(
    Object.entries(PRICES.columns).map(([field, column]) => [field, { column }]),
  )
  const list = { constant: 'base' }
  const mapping = mappingIn({ version: 1, kind: 'prices', fields: { ...fields, list } })
  if (!mapping.success) throw mapping.error
  const done = await importTable(
    open.database.pools,
    {
      tenant: { ...open.town.tenant, country: 'UA' },
      ...{ files, mapping: mapping.data, startedBy: 'tandem import', dryRun: false },
    },
    foldersOf(config).exchangeFolder,
  )
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  return office.ended(done.value.runId)
}

test('a row of a table that the console brought in is mended in the office, read again, and written', async () => {
  const run = await importedByConsole([HEAD, ['P2', 'Хліб', 'шт', 'двадцять сім']])
  expect(run).toMatchObject({ status: 'done', replayable: true, counts: { quarantined: 1 } })
  const [row] = run.rows
  expect(row).toMatchObject({ code: 'not_a_number', asks: 'cell' })
  const asked = { runId: run.id, rowNo: row?.rowNo }
  expect(await office.refusalOf('mend', { ...asked, value: 'сім' })).toBe('does_not_fit')
  expect(await office.ask('mend', { ...asked, value: '27,00' })).toMatchObject({ status: 200 })
  const replayId = randomUUID()
  await office.ask('replayRun', { runId: run.id, replayId })
  const again = await office.ended(replayId)
  expect(again).toMatchObject({ awaits: 'confirmation', counts: { quarantined: 0, updated: 1 } })
  const { uploads } = (await office.ask('uploads', {})).said as { uploads: object[] }
  expect(uploads).toContainEqual(expect.objectContaining({ runId: replayId, table: false }))
  await office.confirmed(again.id)
  expect((await prices()).find(({ code }) => code === 'P2')).toMatchObject({ e4: 270_000 })
})
