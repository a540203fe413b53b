import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowVersions } from '../test/tables.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { workbookOf } from '../test/workbook.ts'
import { zipOf } from '../test/zip.ts'

let open: UploadOffice
let database: UploadOffice['database']
let town: UploadOffice['town']
let office: UploadOffice['office']
let buyer: UploadOffice['buyer']
let stranger: UploadOffice['stranger']
let rows: UploadOffice['rows']
beforeAll(async () => {
  open = await openUploadOffice('rows')
  ;({ database, town, office, buyer, stranger, rows } = open)
})
afterAll(() => open?.close())

type Form = {
  kind: string
  header: number
  columns: Record<string, string>
  constants: Record<string, string>
}
type Seen = {
  form: Form
  from: string
  keptBy: string | null
  likelier: string | null
  refused: { code: string } | null
  columns: string[]
  rows: string[][]
}
type Run = {
  status: string
  dryRun: boolean
  awaits: string | null
  counts: Record<string, number>
  refusal: { code: string } | null
  samples: { line: number; name: string; fields: Record<string, unknown[]> }[]
  rows: { line: number; field: string; value: string; code: string; done: string }[]
}

const send = (name: string, body: Buffer | string, more = {}) =>
  office.put(name, body, { table: true, ...more })
const see = async (uploadId: string, kind?: string) =>
  (await office.ask('table', { uploadId, ...(kind && { kind }) })).said as Seen
const runOf = async (runId: string, more = {}) =>
  (await office.ask('tableRun', { runId, ...more })).said as Run

async function checked(uploadId: string, form: Form): Promise<Run & { runId: string }> {
  const runId = randomUUID()
  expect(await office.ask('checkTable', { uploadId, runId, form })).toMatchObject({ status: 200 })
  await office.ended(runId)
  return { runId, ...(await runOf(runId)) }
}
async function confirmed(runId: string): Promise<Run> {
  const importId = randomUUID()
  expect(await office.ask('confirmRun', { runId, importId })).toMatchObject({ status: 200 })
  await office.ended(importId)
  return runOf(importId)
}

const pricesOf = () =>
  rows<{ code: string; price: string }>(
    `select p.code, r.unit_price_e4 as price from pricing.price r
      join catalogue.product p on p.id = r.product_id order by p.code`,
  )

// Facts are handed out meanwhile: what was decided is told, the base is not touched.
const versions = async () =>
  ((await rowVersions(database, town)) as { name: string }[]).filter(
    ({ name }) => name !== 'platform.fact',
  )

const LIST = [
  ['Прайс-лист від 01.12.2026'],
  ['Код товару', 'Найменування', 'Од. вим.', 'Ціна, грн'],
  ['P1', 'Молоко', 'шт', '31,50'],
  ['P2', 'Хліб', 'шт', '25,00'],
  ['P3', 'Сир', 'шт', 'уточнюйте'],
]
const book = workbookOf({ sheets: [{ name: 'Прайс', rows: LIST }] })
const csv = (table: string[][]) => table.map((cells) => cells.join(';')).join('\n')

describe('a table brought to the office', () => {
  test('is guessed, shown as what would change, and comes in when confirmed; again it writes nothing', async () => {
    const { status, uploadId } = await send('прайс.xlsx', book)
    expect(status).toBe(200)
    const seen = await see(uploadId, 'prices')
    expect(seen).toMatchObject({
      ...{ from: 'guess', likelier: null, refused: null },
      form: {
        ...{ kind: 'prices', header: 2, vatIncluded: true },
        columns: {
          ...{ product: 'Код товару', productName: 'Найменування', unit: 'Од. вим.' },
          price: 'Ціна, грн',
        },
      },
    })
    expect(seen.rows[0]).toEqual(['P1', 'Молоко', 'шт', '31,50'])
    const form = { ...seen.form, constants: { list: 'base' } }
    const before = await versions()
    const dry = await checked(uploadId, form)
    expect(dry).toMatchObject({
      ...{ status: 'done', dryRun: true, awaits: 'confirmation' },
      counts: { rows: 3, quarantined: 1, updated: 1, unchanged: 1, inserted: 0 },
      rows: [{ line: 5, field: 'price', value: 'уточнюйте', code: 'not_a_number' }],
    })
    expect(dry.samples).toMatchObject([
      { line: 3, name: 'Base · Молоко rows', fields: { unit_price_e4: [300_000, 315_000] } },
    ])
    expect(await versions()).toEqual(before)
    expect((await office.ask('uploads', {})).said).toMatchObject({
      uploads: [{ id: uploadId, table: true, awaits: 'confirmation' }],
    })
    expect(await confirmed(dry.runId)).toMatchObject({ status: 'done', dryRun: false })
    expect(await pricesOf()).toEqual([
      { code: 'P1', price: 315_000 },
      { code: 'P2', price: 250_000 },
    ])
    const journal = await rows<{ action: string; actor_id: string }>(
      `select action, actor_id from platform.audit
        where subject_kind in ('upload', 'run') order by id`,
    )
    const deeds = ['upload_kept', 'import_confirmed', 'imported']
    expect(journal.map(({ action }) => action)).toEqual(deeds)
    expect(journal.every((row) => row.actor_id === town.ids.adminPerson)).toBe(true)

    const again = await send('прайс.xlsx', book)
    const known = await see(again.uploadId, 'prices')
    expect(known).toMatchObject({ from: 'memory', form, keptBy: expect.any(String) })
    const written = await versions()
    const same = await checked(again.uploadId, known.form)
    expect(same.counts).toMatchObject({ updated: 0, inserted: 0, unchanged: 2 })
    expect((await confirmed(same.runId)).counts).toMatchObject({ written: 0 })
    expect(await versions()).toEqual(written)
  })

  test('is remembered by its headers: other headers or another kind are guessed anew', async () => {
    const [, header = [], ...body] = LIST
    const other = csv([['Артикул', ...header.slice(1)], ...body])
    const { uploadId } = await send('інший.csv', other)
    expect(await see(uploadId, 'prices')).toMatchObject({
      ...{ from: 'guess', form: { header: 1, columns: { product: 'Артикул' } } },
    })
    const known = await send('той самий.csv', csv([LIST[0] ?? [], header, ...body]))
    expect(await see(known.uploadId, 'prices')).toMatchObject({ from: 'memory' })
    expect(await see(known.uploadId, 'products')).toMatchObject({ from: 'guess' })
    for (const id of [uploadId, known.uploadId]) await office.ask('dropUpload', { uploadId: id })
  })

  test('that lacks a needed column is refused, and so is a list that nobody named', async () => {
    const { uploadId } = await send('прайс.csv', csv(LIST.slice(1)))
    const { form } = await see(uploadId, 'prices')
    const refused = (columns: object, constants = {}) =>
      office.refusalOf('checkTable', {
        uploadId,
        runId: randomUUID(),
        form: { ...form, columns, constants },
      })
    expect(await refused(form.columns)).toBe('column_missing')
    expect(await refused({ price: 'Ціна, грн' }, { list: 'base' })).toBe('column_missing')
    expect(await refused({ product: 'Код товару', 'price:base': 'Ціна, грн' })).toBeUndefined()
  })

  test('read by a column that it does not have is refused by the run, and nothing is written', async () => {
    const { uploadId } = await send('прайс.csv', csv(LIST.slice(1)))
    const { form } = await see(uploadId, 'prices')
    const columns = { ...form.columns, price: 'Знижка' }
    const before = await versions()
    const run = await checked(uploadId, { ...form, columns, constants: { list: 'base' } })
    expect(run).toMatchObject({ status: 'refused', refusal: { code: 'unknown_column' } })
    expect(run.awaits).toBeNull()
    expect(await versions()).toEqual(before)
  })

  test('that is of another kind than was said is told so', async () => {
    const debts = csv([
      ['Договір', 'Станом на', 'Борг'],
      ['K1', '25.11.2026', '100,00'],
    ])
    const { uploadId } = await send('борги.csv', debts)
    expect(await see(uploadId, 'prices')).toMatchObject({ likelier: 'balances' })
    expect(await see(uploadId, 'balances')).toMatchObject({ likelier: null })
  })
})

describe('what is no table', () => {
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  const files: [string, Buffer | string, number, string][] = [
    ['документ.csv', '%PDF-1.7\n…', 422, 'upload_not_table'],
    ['сторінка.xlsx', '<html><table></table></html>', 422, 'upload_not_table'],
    ['картинка.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 422, 'upload_not_table'],
    ['стара.xlsx', old, 422, 'table_old_workbook'],
    ['порожня.csv', '', 422, 'upload_empty'],
  ]
  test.each(files)('%s is refused by its first bytes, with its name', async (...file) => {
    const [name, body, status, code] = file
    const refused = await send(name, body)
    expect(refused).toMatchObject({ status, code })
    expect(refused.message).toMatch(new RegExp(`^${name}: `))
  })

  test('an archive that holds no workbook is kept, and told when it is looked into', async () => {
    const { uploadId } = await send('архів.xlsx', zipOf([{ name: 'a.txt', content: 'нічого' }]))
    expect(await see(uploadId)).toMatchObject({ refused: { code: 'not_a_table' }, columns: [] })
    await office.ask('dropUpload', { uploadId })
  })
})

describe('who may not', () => {
  test('bring a table: one without the right, of another tenant, of another site', async () => {
    expect(await send('a.csv', csv(LIST), { cookie: buyer })).toMatchObject({ code: 'NO_RIGHT' })
    expect(await send('a.csv', csv(LIST), { cookie: stranger })).toMatchObject({ status: 401 })
    expect(await send('a.csv', csv(LIST), { own: false })).toMatchObject({ code: 'FOREIGN_SITE' })
  })

  test('see or check it: not one without the right, not another tenant’s admin by its id', async () => {
    const { uploadId } = await send('a.csv', csv(LIST.slice(1)))
    const { form } = await see(uploadId, 'prices')
    const asked = { uploadId, runId: randomUUID(), form: { ...form, constants: { list: 'base' } } }
    expect(await office.refusalOf('table', { uploadId }, { cookie: buyer })).toBe('NO_RIGHT')
    expect(await office.refusalOf('checkTable', asked, { cookie: buyer })).toBe('NO_RIGHT')
    const elsewhere = { cookie: stranger, code: 'others' }
    expect(await office.refusalOf('table', { uploadId }, elsewhere)).toBe('UNKNOWN')
    expect(await office.refusalOf('checkTable', asked, elsewhere)).toBe('UNKNOWN')
    const { runId } = await checked(uploadId, asked.form)
    expect(await office.refusalOf('tableRun', { runId }, elsewhere)).toBe('UNKNOWN')
    await office.ask('dropUpload', { uploadId })
    expect(await office.refusalOf('table', { uploadId })).toBe('UNKNOWN')
  })

  test('put a table among files of an ERP, or have an ERP’s file read as a table', async () => {
    const erp = await office.put('import.xml', '<?xml version="1.0"?><КоммерческаяИнформация/>')
    expect((await send('a.csv', csv(LIST), { uploadId: erp.uploadId })).status).toBe(404)
    const asked = { uploadId: erp.uploadId, runId: randomUUID() }
    const form = { kind: 'stock', header: 1, numbers: 'auto', dates: 'dmy', vatIncluded: true }
    const said = { ...form, columns: { product: 'a', quantity: 'b' }, constants: {} }
    expect(await office.refusalOf('checkTable', { ...asked, form: said })).toBe('UNKNOWN')
    const { uploadId } = await send('a.csv', csv(LIST))
    expect(await office.refusalOf('checkUpload', { uploadId, runId: randomUUID() })).toBe('UNKNOWN')
  })
})
