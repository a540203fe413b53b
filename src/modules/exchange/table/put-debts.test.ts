import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as askOf, type Given, importText, rowVersions } from '../../../../test/tables.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { workbookOf } from '../../../../test/workbook.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ask = <T = Record<string, unknown>>(town: Town, text: string) =>
  askOf<T>(database, town, text)
const put = (town: Town, given: Given) => importText(database, town, given)
const oddities = (town: Town) =>
  ask<{ line: number; id: string; code: string; done: string }>(
    town,
    'select line, external_id as id, code, done from exchange.oddity order by line, code',
  )

const BALANCES: Given = {
  kind: 'balances',
  fields: {
    contract: 'Договір',
    payer: 'Платник',
    asAt: 'Станом на',
    debt: 'Борг',
    overdue: 'Прострочено',
  },
  text:
    'Договір;Платник;Станом на;Борг;Прострочено\n' +
    'K1;;31.10.2026 18:30;12 345,67 грн.;1 000,00\n' +
    ';P1;31 жовтня 2026 р.;-50,5;\n',
}
const balances = (lines: string): Given => ({
  ...BALANCES,
  text: `Договір;Платник;Станом на;Борг;Прострочено\n${lines}`,
})
const CREDITS = `select k.code, c.debt_minor, c.overdue_minor, c.as_at, c.from_invoices as summed
  from accounts.credit c join accounts.contract k on k.id = c.contract_id order by k.code`

describe('a table of balances', () => {
  test('comes in by contract, or by a payer with only one; a day alone is its beginning', async () => {
    const town = await makeTown(database)
    const done = await put(town, BALANCES)
    expect(done).toMatchObject({ value: { counts: { inserted: 2, quarantined: 0, oddities: 0 } } })
    expect(done).toMatchObject({
      value: {
        samples: [{ key: 'K1', change: 'insert' }, { fields: { debt_minor: [null, -5_050] } }],
      },
    })
    expect((await ask(town, CREDITS)).map(Object.values)).toEqual([
      ['K1', 1_234_567, 100_000, '2026-10-31T16:30:00Z', false],
      ['K2', -5_050, 0, '2026-10-30T22:00:00Z', false],
    ])
  })

  test('again it writes no row version; a later word with one other sum writes one', async () => {
    const town = await makeTown(database)
    await put(town, BALANCES)
    const before = await rowVersions(database, town)
    expect(await put(town, BALANCES)).toMatchObject({
      value: { counts: { inserted: 0, updated: 0, unchanged: 2, written: 0 } },
    })
    expect(await rowVersions(database, town)).toEqual(before)
    const later = balances('K1;;01.11.2026;100;0\n;P1;31.10.2026;-50,50;0\n')
    expect(await put(town, later)).toMatchObject({
      value: { counts: { updated: 1, unchanged: 1, written: 1 } },
    })
    expect(await ask(town, CREDITS)).toMatchObject([{ debt_minor: 10_000 }, { debt_minor: -5_050 }])
  })

  test('an older word is left and told, and of two words in one table the newer counts', async () => {
    const town = await makeTown(database)
    await put(town, BALANCES)
    expect(await put(town, balances('K1;;01.10.2026;7;0\n'))).toMatchObject({
      value: { counts: { unchanged: 1, written: 0 } },
    })
    expect(await oddities(town)).toEqual([
      { line: 2, id: 'K1', code: 'older_balance', done: 'kept' },
    ])
    const two = balances('K1;;03.11.2026;9;0\nK1;;02.11.2026;8;0\n')
    expect(await put(town, two)).toMatchObject({ value: { counts: { updated: 1, repeated: 1 } } })
    expect(await ask(town, CREDITS)).toMatchObject([{ code: 'K1', debt_minor: 900 }, {}])
  })

  test('an unknown contract is made, out of the shops’ sight, until its own row comes', async () => {
    const town = await makeTown(database)
    const done = await put(town, balances('Z9;P0;01.11.2026;500;0\n'))
    expect(done).toMatchObject({ value: { counts: { inserted: 1, written: 2, quarantined: 0 } } })
    expect(await oddities(town)).toEqual([
      { line: 2, id: 'Z9', code: 'unknown_contract', done: 'made' },
    ])
    const owed = `select p.code as payer, c.debt_minor, (select count(*)::int
        from outlets.outlet_payer op where op.payer_id = p.id) as outlets
      from accounts.contract k join outlets.payer p on p.id = k.payer_id
      join accounts.credit c on c.contract_id = k.id where k.code = 'Z9'`
    expect(await ask(town, owed)).toEqual([{ payer: 'HISTORY', debt_minor: 50_000, outlets: 0 }])
    const fields = { code: 'Код', payer: 'Платник' }
    await put(town, { kind: 'contracts', fields, text: 'Код;Платник\nZ9;P0\n' })
    expect(await ask(town, owed)).toEqual([{ payer: 'P0', debt_minor: 50_000, outlets: 1 }])
  })

  test('what is of nobody, of several contracts or of tomorrow waits in quarantine', async () => {
    const town = await makeTown(database)
    const fields = { code: 'Код', payer: 'Платник' }
    await put(town, { kind: 'contracts', fields, text: 'Код;Платник\nK3;P1\n' })
    const payers = { code: 'Код', name: 'Назва' }
    await put(town, { kind: 'payers', fields: payers, text: 'Код;Назва\nP7;ФОП\n' })
    const lines = [
      ';P8;01.11.2026;1;0',
      ';P7;01.11.2026;1;0',
      ';P1;01.11.2026;1;0',
      ';;01.11.2026;1;0',
      'K1;;01.11.2199;1;0',
      'K1;;01.11.2026;багато;-1',
      'K1;;01.11.2026;2;0',
    ]
    expect(await put(town, balances(`${lines.join('\n')}\n`))).toMatchObject({
      value: { counts: { rows: 7, quarantined: 6, inserted: 1, repeated: 0 } },
    })
    expect((await oddities(town)).map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 unknown_payer',
      '3 without_contract',
      '4 several_contracts',
      '5 empty',
      '6 in_the_future',
      '7 negative',
      '7 not_a_number',
    ])
    expect(await ask(town, CREDITS)).toMatchObject([{ code: 'K1', debt_minor: 200 }])
  })

  test('without a column of contract or payer the table is refused', async () => {
    const town = await makeTown(database)
    const fields = { asAt: 'Станом на', debt: 'Борг' }
    expect(await put(town, { ...BALANCES, fields })).toMatchObject({
      refusal: { code: 'unknown_column', detail: 'balances need: contract' },
    })
  })
})

const HEAD = ['Номер', 'Договір', 'Дата', 'Сплатити до', 'Сума', 'Сплачено', 'Точка']
const INVOICES: Given = {
  kind: 'invoices',
  fields: {
    number: 'Номер',
    contract: 'Договір',
    day: 'Дата',
    dueDay: 'Сплатити до',
    total: 'Сума',
    paid: 'Сплачено',
    outlet: 'Точка',
  },
  text: workbookOf({
    styles: ['dd.mm.yyyy', '#,##0.00'],
    sheets: [
      {
        name: 'Рахунки',
        rows: [
          HEAD,
          [
            'Р-1',
            'K1',
            { number: 46_300, style: 1 },
            null,
            { number: 1200.4, style: 2 },
            200,
            'O1',
          ],
          ['Р-2', 'K1', '10.10.2026', '20.10.2026', '1 000,50', null, null],
          ['Р-1', 'K2', { number: 46_300, style: 1 }, { number: 46_301, style: 1 }, 77, 0, 'O9'],
        ],
      },
    ],
  }),
}
const invoices = (lines: string): Given => ({ ...INVOICES, text: `${HEAD.join(';')}\n${lines}` })
const OWED = `select k.code, i.number, i.day, i.due_day, i.total_minor, i.paid_minor,
    o.code as outlet from accounts.invoice i join accounts.contract k on k.id = i.contract_id
  left join outlets.outlet o on o.id = i.outlet_id order by k.code, i.number`

describe('a table of invoices', () => {
  test('comes in from a workbook; without a due day the contract’s deferral counts', async () => {
    const town = await makeTown(database)
    expect(await put(town, INVOICES)).toMatchObject({
      value: { counts: { rows: 3, inserted: 3, quarantined: 0, oddities: 1 } },
    })
    expect(await ask(town, OWED)).toEqual([
      {
        code: 'K1',
        number: 'Р-1',
        day: '2026-10-05',
        due_day: '2026-10-19',
        total_minor: 120_040,
        paid_minor: 20_000,
        outlet: 'O1',
      },
      {
        code: 'K1',
        number: 'Р-2',
        day: '2026-10-10',
        due_day: '2026-10-20',
        total_minor: 100_050,
        paid_minor: 0,
        outlet: null,
      },
      {
        code: 'K2',
        number: 'Р-1',
        day: '2026-10-05',
        due_day: '2026-10-06',
        total_minor: 7_700,
        paid_minor: 0,
        outlet: null,
      },
    ])
    expect(await oddities(town)).toEqual([
      { line: 4, id: 'O9', code: 'unknown_outlet', done: 'kept' },
    ])
    expect(await ask(town, CREDITS)).toMatchObject([
      { code: 'K1', debt_minor: 200_090, summed: true },
      { code: 'K2', debt_minor: 7_700, summed: true },
    ])
  })

  test('again it writes no row version; one payment more writes one invoice and its debt', async () => {
    const town = await makeTown(database)
    await put(town, INVOICES)
    const before = await rowVersions(database, town)
    expect(await put(town, INVOICES)).toMatchObject({
      value: { counts: { inserted: 0, updated: 0, unchanged: 3, written: 0 } },
    })
    expect(await rowVersions(database, town)).toEqual(before)
    const more = invoices(
      'Р-1;K1;05.10.2026;;1200,40;1200,40;O1\nР-2;K1;10.10.2026;20.10.2026;1000,5;;\n',
    )
    expect(await put(town, more)).toMatchObject({
      value: {
        counts: { updated: 1, unchanged: 1, written: 1 },
        samples: [{ key: 'K1 Р-1', change: 'update', fields: { paid_minor: [20_000, 120_040] } }],
      },
    })
    expect(await ask(town, CREDITS)).toMatchObject([{ debt_minor: 100_050 }, { debt_minor: 7_700 }])
  })

  test('what the table has no column for stays; what it names as at when is as at then', async () => {
    const town = await makeTown(database)
    await put(town, INVOICES)
    const fields = {
      number: 'Номер',
      contract: 'Договір',
      day: 'Дата',
      total: 'Сума',
      asAt: { constant: '2026-11-20 10:00' },
    }
    const text = 'Номер;Договір;Дата;Сума\nР-1;K1;05.10.2026;1300\nР-9;K2;01.11.2026;5\n'
    expect(await put(town, { kind: 'invoices', fields, text })).toMatchObject({
      value: { counts: { inserted: 1, updated: 1 } },
    })
    expect(await ask(town, OWED)).toMatchObject([
      { number: 'Р-1', total_minor: 130_000, paid_minor: 20_000, outlet: 'O1' },
      { number: 'Р-2' },
      { number: 'Р-1' },
      { number: 'Р-9', due_day: '2026-11-15' },
    ])
    const fresh = await makeTown(database)
    await put(fresh, { kind: 'invoices', fields, text })
    expect(await ask(fresh, CREDITS)).toMatchObject([
      { as_at: '2026-11-20T08:00:00Z' },
      { as_at: '2026-11-20T08:00:00Z' },
    ])
  })

  test('a number twice under one contract counts once; an invoice without a day waits', async () => {
    const town = await makeTown(database)
    const lines =
      'Р-1;K1;05.10.2026;;1;;\nР-1;K1;05.10.2026;;2;;\nР-1;K2;05.10.2026;;3;;\nР-5;K1;;;4;;\n'
    expect(await put(town, invoices(lines))).toMatchObject({
      value: { counts: { inserted: 2, repeated: 1, quarantined: 1 } },
    })
    expect(await ask(town, OWED)).toMatchObject([{ total_minor: 200 }, { total_minor: 300 }])
  })

  test('a dry run tells them and writes nothing', async () => {
    const town = await makeTown(database)
    const before = await rowVersions(database, town)
    expect(await put(town, { ...INVOICES, dryRun: true })).toMatchObject({
      value: { counts: { inserted: 3, written: 3 } },
    })
    expect(await rowVersions(database, town)).toEqual(before)
  })
})
