import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenRun } from '../test/office-exchange.ts'
import { openUploadOffice, type UploadOffice } from '../test/upload-office.ts'
import { catalogue, offers } from './modules/exchange/commerceml/test-commerceml.ts'
import { lies, offer, priceTypes, product } from './modules/exchange/test-import.ts'

let open: UploadOffice
let office: UploadOffice['office']
let supervisor: UploadOffice['supervisor']
let stranger: UploadOffice['stranger']
let rows: UploadOffice['rows']
beforeAll(async () => {
  open = await openUploadOffice('mends')
  ;({ office, supervisor, stranger, rows } = open)
})
afterAll(() => open?.close())

const BOX = `<Единицы><Единица><Наименование>ящ</Наименование></Единица></Единицы>`
const blank = (name: string) =>
  `<Товар><Ид/><Наименование>${name}</Наименование>
    <БазоваяЕдиница Код="796">шт</БазоваяЕдиница></Товар>`

/** A file with a row of each kind that a person can mend, and some that he cannot. */
const FILES = {
  'import.xml': catalogue(
    [
      product('m-price'),
      product('m-box', BOX),
      product('m-twin', '', 'Перша'),
      product('m-twin', '', 'Друга'),
      product('m-none'),
      product('m-odd', '<Штрихкод>123</Штрихкод>'),
      product('m-bag').replace('Код="796">шт', '>торба'),
      blank('Без коду'),
    ].join(''),
  ),
  'offers.xml': offers(
    [
      offer('m-price', { p: 'договірна' }, lies('nowhere', '5')),
      offer('m-box', { p: '10' }),
      offer('m-twin', { p: '11' }),
      offer('m-none', {}),
      offer('m-bag', { q: '7' }),
    ].join(''),
    priceTypes({ p: 'Опт' }),
  ),
}

async function seen(files: Record<string, string> = FILES) {
  const uploadId = randomUUID()
  for (const [i, [name, body]] of Object.entries(files).entries()) {
    expect((await office.put(name, body, { uploadId, no: i + 1 })).status).toBe(200)
  }
  return office.checked(uploadId)
}

async function replayed(runId: string): Promise<SeenRun> {
  const replayId = randomUUID()
  expect(await office.ask('replayRun', { runId, replayId })).toMatchObject({ status: 200 })
  return office.ended(replayId)
}

const codes = (run: SeenRun) => run.rows.map(({ code }) => code).sort()
function rowOf(run: SeenRun, code: string): number {
  const row = run.rows.find((each) => each.code === code)
  if (!row) throw new Error(`${code} is not among ${codes(run).join(', ')}`)
  return row.rowNo
}
const mend = (run: SeenRun, code: string, value: string, rest: object = {}) =>
  office.ask('mend', { runId: run.id, rowNo: rowOf(run, code), value, ...rest })

type Choices = { lists: { id: string; name: string }[]; warehouses: { id: string; name: string }[] }
const choices = async () => (await office.ask('mendChoices', {})).said as Choices

describe('rows that a person mends', () => {
  test('are no oddities when the run is replayed, nor when the files come again', async () => {
    const first = await seen()
    const { lists, warehouses } = await choices()
    const [list, warehouse] = [lists[0]?.id ?? '', warehouses[0]?.id ?? '']
    expect(await mend(first, 'unreadable_number', '1 234,50')).toMatchObject({ said: { rows: 1 } })
    expect(await mend(first, 'unit_without_ratio', '12')).toMatchObject({ said: { rows: 1 } })
    expect(await mend(first, 'unknown_unit', 'кг')).toMatchObject({ status: 200 })
    expect(await mend(first, 'unknown_price_type', list)).toMatchObject({ status: 200 })
    expect(await mend(first, 'unknown_warehouse', warehouse)).toMatchObject({ status: 200 })
    expect(await mend(first, 'missing_id', 'm-blank')).toMatchObject({ status: 200 })
    expect(await mend(first, 'duplicate_id', 'm-second')).toMatchObject({ status: 200 })
    expect(await mend(first, 'without_vat', '20')).toMatchObject({ status: 200 })
    const noPrice = first.rows.find((row) => row.externalId === 'm-none')
    const byList = { runId: first.id, rowNo: noPrice?.rowNo, value: '8', listId: list }
    expect(await office.ask('mend', byList)).toMatchObject({ status: 200 })
    const after = await office.ended(first.id)
    expect(after).toMatchObject({ mended: 9, replayable: true, replayOf: null })
    // What was seen holds no more: the mended rows would come in unseen.
    expect(after.awaits).toBe('check')
    const unseen = { runId: first.id, importId: randomUUID() }
    expect(await office.refusalOf('confirmRun', unseen)).toBe('check_again')
    expect(after.rows.map(({ mended }) => mended).filter(Boolean)).toContain('1 234,50')

    const again = await replayed(first.id)
    expect(again).toMatchObject({ dryRun: true, replayOf: first.id, awaits: 'confirmation' })
    expect(again.counts.withoutPrice).toBe(1)
    expect(codes(again)).toEqual(['odd_barcode'])
    expect(await office.confirmed(again.id)).toMatchObject({ status: 'done' })
    const prices = await rows<{ code: string; list: string; e4: string }>(
      `select p.code, l.name as list, x.unit_price_e4::text as e4 from pricing.price x
        join catalogue.product p on p.id = x.product_id
        join pricing.price_list l on l.id = x.price_list_id where p.code like 'm-%' order by p.code`,
    )
    const theirs = lists[0]?.name
    expect(prices).toEqual([
      { code: 'm-bag', list: theirs, e4: '70000' },
      { code: 'm-box', list: 'Опт', e4: '100000' },
      { code: 'm-none', list: theirs, e4: '80000' },
      { code: 'm-price', list: 'Опт', e4: '12345000' },
      { code: 'm-twin', list: 'Опт', e4: '110000' },
    ])
    const goods = await rows<{ code: string; name: string; unit: string }>(
      `select code, name, base_unit as unit from catalogue.product
        where code in ('m-twin', 'm-second', 'm-blank', 'm-bag') order by code`,
    )
    expect(goods).toEqual([
      { code: 'm-bag', name: 'Товар m-bag', unit: 'кг' },
      { code: 'm-blank', name: 'Без коду', unit: 'шт' },
      { code: 'm-second', name: 'Друга', unit: 'шт' },
      { code: 'm-twin', name: 'Перша', unit: 'шт' },
    ])
    expect(
      await rows(`select u.numerator from catalogue.product_unit u join catalogue.product p
        on p.id = u.product_id where p.code = 'm-box' and u.unit_code = 'ящ'`),
    ).toEqual([{ numerator: 12 }])
    expect(
      await rows(`select w.id, b.on_hand_milli::int as milli from stock.balance b
        join stock.warehouse w on w.id = b.warehouse_id
        join catalogue.product p on p.id = b.product_id
        where p.code = 'm-price' and b.on_hand_milli <> 0`),
    ).toEqual([{ id: warehouse, milli: 5000 }])

    const later = await seen()
    expect(codes(later)).toEqual(['odd_barcode'])
    expect(later.counts).toMatchObject({ written: 0 })
    const said = await rows<{ action: string; detail: object }>(
      `select action, detail from platform.audit where subject_id = '${first.id}'
        and action in ('oddity_mended', 'run_replayed') order by id`,
    )
    expect(said.map(({ action }) => action)).toEqual([
      ...Array.from({ length: 9 }, () => 'oddity_mended'),
      'run_replayed',
    ])
    expect(said.at(-1)?.detail).toEqual({ replayId: again.id })
  })

  test('are odd again when the mend is taken back; a price that the ERP says itself wins', async () => {
    const files = (price: string) => ({
      'offers.xml': offers(
        offer('t-1', { p: price }, '<Наименование>Тест</Наименование>'),
        priceTypes({ p: 'Опт' }),
      ).replace('СодержитТолькоИзменения="false"', 'СодержитТолькоИзменения="true"'),
    })
    const first = await seen(files('?'))
    await mend(first, 'unreadable_number', '5')
    expect(codes(await replayed(first.id))).not.toContain('unreadable_number')
    const dropped = { runId: first.id, rowNo: rowOf(first, 'unreadable_number') }
    expect(await office.ask('dropMend', dropped)).toMatchObject({ said: { rows: 1 } })
    expect((await office.ended(first.id)).mended).toBe(0)
    expect(codes(await replayed(first.id))).toContain('unreadable_number')
    await mend(first, 'unreadable_number', '5')
    const own = await seen(files('6'))
    await office.confirmed(own.runId)
    expect(
      await rows(`select x.unit_price_e4::int as e4 from pricing.price x
        join catalogue.product p on p.id = x.product_id where p.code = 't-1'`),
    ).toEqual([{ e4: 60_000 }])
  })
})

describe('a mend is refused', () => {
  let run: SeenRun
  beforeAll(async () => {
    const bare = offers(offer('r-1', { z: 'abc' }, lies('far', '1')), priceTypes({ y: 'Інший' }))
    const box = product('r-box', BOX).replace('796">шт', '">міх')
    run = await seen({ 'import.xml': catalogue(box + blank('Порожній')), 'offers.xml': bare })
  })

  test.each([
    ['unreadable_number', 'abc'],
    ['unreadable_number', '-5'],
    ['unreadable_number', '0'],
    ['unit_without_ratio', '0'],
    ['unit_without_ratio', 'дюжина'],
    ['unknown_unit', ' '],
    ['unknown_unit', 'надто довга назва одиниці'],
    ['unknown_price_type', randomUUID()],
    ['unknown_price_type', 'Опт'],
    ['unknown_warehouse', randomUUID()],
    ['missing_id', ''],
  ])('when what is said of %s is "%s"', async (code, value) => {
    const asked = { runId: run.id, rowNo: rowOf(run, code), value }
    expect(await office.refusalOf('mend', asked)).toBe('does_not_fit')
    expect((await office.ended(run.id)).mended).toBe(0)
  })

  test('of a row that only the ERP can mend', async () => {
    const odd = await seen({
      'import.xml': catalogue(product('r-2', '<Штрихкод>123</Штрихкод>')),
    })
    const asked = { runId: odd.id, rowNo: rowOf(odd, 'odd_barcode'), value: '4820000000000' }
    expect(await office.refusalOf('mend', asked)).toBe('not_mendable')
    expect(await office.refusalOf('dropMend', asked)).toBe('not_mendable')
    expect(odd.rows.find(({ code }) => code === 'odd_barcode')).toMatchObject({ asks: null })
  })

  test('to whoever may not run the exchange; a foreign or unknown run does not exist', async () => {
    const row = { runId: run.id, rowNo: rowOf(run, 'unknown_unit') }
    const foreign = { cookie: stranger, code: 'others' }
    for (const [call, request] of [
      ['mend', { ...row, value: 'кг' }],
      ['dropMend', row],
      ['replayRun', { runId: run.id, replayId: randomUUID() }],
    ] as const) {
      expect(await office.refusalOf(call, request, { cookie: supervisor })).toBe('NO_RIGHT')
      expect(await office.refusalOf(call, request, foreign)).toBe('UNKNOWN')
      expect(await office.refusalOf(call, { ...request, runId: randomUUID() })).toBe('UNKNOWN')
    }
    expect(await office.refusalOf('mend', { ...row, rowNo: 9_999, value: 'кг' })).toBe('UNKNOWN')
    expect((await office.ended(run.id)).mended).toBe(0)
  })

  test('to be replayed when its files are gone', async () => {
    const gone = await seen({ 'import.xml': catalogue(product('r-3')) })
    await office.ask('dropUpload', { uploadId: gone.uploadId })
    expect((await office.ended(gone.id)).replayable).toBe(false)
    const asked = { runId: gone.id, replayId: randomUUID() }
    expect(await office.refusalOf('replayRun', asked)).toBe('UNKNOWN')
  })
})
