import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as askOf, type Given, importText, rowVersions } from '../../../../test/tables.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ask = <T = Record<string, unknown>>(town: Town, text: string) =>
  askOf<T>(database, town, text)
const put = (town: Town, given: Given) => importText(database, town, given)

const PRODUCTS: Given = {
  kind: 'products',
  fields: {
    code: 'Код',
    name: 'Назва',
    brand: 'Бренд',
    category: 'Група',
    vat: 'ПДВ',
    unit: 'Од.',
    packSize: 'В ящику',
    barcode: 'Штрихкод',
  },
  text: [
    'Код;Назва;Бренд;Група;ПДВ;Од.;В ящику;Штрихкод\n' +
      'N1;Йогурт полуничний;Молокія;Йогурти;20;шт;12;4820000000017\n' +
      'N2;Сметана 20 %;Молокія;Сметана;20%;кг;;\n' +
      'N3;Кефір;Простоквашино;Йогурти;7;шт;6;4820000000018\n',
  ],
}

describe('a table of products', () => {
  test('comes in with brands, groups, packs and barcodes; a wrong barcode is told and left out', async () => {
    const town = await makeTown(database)
    const done = await put(town, PRODUCTS)
    expect(done).toMatchObject({
      ok: true,
      value: { counts: { rows: 3, quarantined: 0, oddities: 1, inserted: 3, updated: 0 } },
    })
    const rows = await ask(
      town,
      `select p.code, p.vat_bp, p.catch_weight, b.name as brand, c.name as category,
        (select string_agg(unit_code || ' ' || numerator, ', ' order by numerator)
         from catalogue.product_unit u where u.product_id = p.id) as units,
        (select string_agg(gtin, ', ') from catalogue.product_gtin g
         where g.product_id = p.id) as gtins
      from catalogue.product p left join catalogue.brand b on b.id = p.brand_id
      left join catalogue.category c on c.id = p.category_id
      where p.code like 'N%' order by p.code`,
    )
    expect(rows).toEqual([
      {
        code: 'N1',
        vat_bp: 2000,
        catch_weight: false,
        brand: 'Молокія',
        category: 'Йогурти',
        units: 'шт 1, ящ 12',
        gtins: '4820000000017',
      },
      {
        code: 'N2',
        vat_bp: 2000,
        catch_weight: true,
        brand: 'Молокія',
        category: 'Сметана',
        units: 'кг 1',
        gtins: null,
      },
      {
        code: 'N3',
        vat_bp: 700,
        catch_weight: false,
        brand: 'Простоквашино',
        category: 'Йогурти',
        units: 'шт 1, ящ 6',
        gtins: null,
      },
    ])
    expect(await ask(town, 'select line, code, field, value, done from exchange.oddity')).toEqual([
      {
        line: 4,
        code: 'wrong_check_digit',
        field: 'barcode',
        value: '4820000000018',
        done: 'left_empty',
      },
    ])
  })

  test('the same table again writes no row version', async () => {
    const town = await makeTown(database)
    await put(town, PRODUCTS)
    const before = await rowVersions(database, town)
    const again = await put(town, PRODUCTS)
    expect(again).toMatchObject({ value: { counts: { inserted: 0, unchanged: 3, written: 0 } } })
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('a table with fewer columns leaves the others as they are', async () => {
    const town = await makeTown(database)
    await put(town, PRODUCTS)
    const fields = { code: 'Код', name: 'Назва' }
    const done = await put(town, {
      kind: 'products',
      fields,
      text: 'Код;Назва\nN1;Йогурт\nN2;Сметана 20 %\n',
    })
    expect(done).toMatchObject({
      value: {
        counts: { inserted: 0, updated: 1, unchanged: 1 },
        samples: [
          {
            line: 2,
            key: 'N1',
            change: 'update',
            fields: { name: ['Йогурт полуничний', 'Йогурт'] },
          },
        ],
      },
    })
    const [row] = await ask(
      town,
      `select name, vat_bp, brand_id is not null as branded
      from catalogue.product where code = 'N1'`,
    )
    expect(row).toEqual({ name: 'Йогурт', vat_bp: 2000, branded: true })
  })

  test('a dry run tells what would change and writes nothing of it', async () => {
    const town = await makeTown(database)
    const before = await rowVersions(database, town)
    const done = await put(town, { ...PRODUCTS, dryRun: true })
    expect(done).toMatchObject({ ok: true, value: { counts: { inserted: 3, written: 13 } } })
    if (!done.ok) throw new Error('refused')
    expect(done.value.samples.map(({ key, change }) => `${change} ${key}`)).toEqual([
      'insert N1',
      'insert N2',
      'insert N3',
    ])
    expect(await rowVersions(database, town)).toEqual(before)
    expect(await ask(town, 'select dry_run, status from exchange.run')).toEqual([
      { dry_run: true, status: 'done' },
    ])
  })

  test('a row that cannot be read waits in quarantine with line, cell, reason and all it said', async () => {
    const town = await makeTown(database)
    const done = await put(town, {
      ...PRODUCTS,
      text:
        'Код;Назва;Бренд;Група;ПДВ;Од.;В ящику;Штрихкод\n' +
        'N1;"Сир ""Гауда""";;;двадцять;шт;багато;\n' +
        ';Без коду;;;20;шт;;\n' +
        'N4;Добрий;;;20;шт;;\n',
    })
    expect(done).toMatchObject({ value: { counts: { rows: 3, quarantined: 2, inserted: 1 } } })
    expect(
      await ask(
        town,
        'select line, code, field, value, done, cells from exchange.oddity order by 1, 3',
      ),
    ).toEqual([
      {
        line: 2,
        code: 'not_a_number',
        field: 'packSize',
        value: 'багато',
        done: 'quarantined',
        cells: ['N1', 'Сир "Гауда"', '', '', 'двадцять', 'шт', 'багато', ''],
      },
      {
        line: 2,
        code: 'not_a_number',
        field: 'vat',
        value: 'двадцять',
        done: 'quarantined',
        cells: ['N1', 'Сир "Гауда"', '', '', 'двадцять', 'шт', 'багато', ''],
      },
      {
        line: 3,
        code: 'empty',
        field: 'code',
        value: '',
        done: 'quarantined',
        cells: ['', 'Без коду', '', '', '20', 'шт', '', ''],
      },
    ])
  })

  test('a code that comes twice counts once, by its later line, and is told', async () => {
    const town = await makeTown(database)
    const fields = { code: 'code', name: 'name' }
    const done = await put(town, {
      kind: 'products',
      fields,
      text: 'code,name\nA,one\nB,two\nA,three\n',
    })
    expect(done).toMatchObject({ value: { counts: { rows: 3, inserted: 2, repeated: 1 } } })
    const names = await ask(town, `select name from catalogue.product where code = 'A'`)
    expect(names).toEqual([{ name: 'three' }])
    expect(await ask(town, 'select line, external_id, code, done from exchange.oddity')).toEqual([
      { line: 2, external_id: 'A', code: 'repeated', done: 'later_counts' },
    ])
  })

  test('a mapping of a column that is not there is refused, with those that are', async () => {
    const town = await makeTown(database)
    const done = await put(town, { ...PRODUCTS, text: 'Код;Найменування\nN1;Йогурт\n' })
    expect(done).toMatchObject({
      ok: false,
      refusal: { code: 'unknown_column', file: 't1.csv', line: 1 },
    })
    expect(JSON.stringify(done)).toContain('the file has: Код, Найменування')
    expect(await ask(town, 'select status from exchange.run')).toEqual([{ status: 'refused' }])
  })
})
