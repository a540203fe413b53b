import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as askOf, type Given, importText, rowVersions } from '../../../../test/tables.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { writeTenant } from '../../../platform/db.ts'
import { HEAD, LINES, withText } from './test-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ask = <T = Record<string, unknown>>(town: Town, text: string) =>
  askOf<T>(database, town, text)
const put = (town: Town, given: Given) => importText(database, town, given)

describe('old orders', () => {
  test('come in delivered, by their own numbers, channels and agents, with VAT parted exactly', async () => {
    const town = await makeTown(database)
    expect(await put(town, LINES)).toMatchObject({
      ok: true,
      value: {
        counts: {
          rows: 4,
          quarantined: 0,
          orders: 2,
          orderLines: 3,
          orderMinor: 38_001,
          returns: 1,
          returnLines: 1,
          returnMinor: 6_000,
          exchanges: 0,
        },
      },
    })
    expect(
      await ask(
        town,
        `select number, source, channel, prepared_by, status, delivery_day::text as day, placed_at,
          net_minor, vat_minor, total_minor, delivered_minor, line_count, payment_form,
          contract_id = '${town.ids.contract}' as own_contract from ordering.order order by number`,
      ),
    ).toEqual([
      {
        number: '77',
        source: 'old-erp',
        channel: 'agent',
        prepared_by: 'agent',
        status: 'delivered',
        day: '2026-11-02',
        placed_at: '2026-11-02T10:00:00Z',
        net_minor: 29_167,
        vat_minor: 5_834,
        total_minor: 35_001,
        delivered_minor: 35_001,
        line_count: 2,
        payment_form: 'cashless',
        own_contract: true,
      },
      {
        number: '78',
        source: 'old-erp',
        channel: 'portal',
        prepared_by: 'buyer',
        status: 'delivered',
        day: '2026-11-02',
        placed_at: '2026-11-02T16:30:00Z',
        net_minor: 2_500,
        vat_minor: 500,
        total_minor: 3_000,
        delivered_minor: 3_000,
        line_count: 1,
        payment_form: 'cashless',
        own_contract: false,
      },
    ])
    const lines = await ask(
      town,
      `select line_no, quantity_milli, unit_price_e4, l.total_minor, credited_agent_id, team_id
        from ordering.order_line l join ordering.order o on o.id = l.order_id
        where o.number = '77' order by line_no`,
    )
    const credited = { credited_agent_id: town.ids.agent, team_id: town.ids.team }
    expect(lines).toEqual([
      {
        line_no: 1,
        quantity_milli: 10_000,
        unit_price_e4: 300_000,
        total_minor: 30_000,
        ...credited,
      },
      {
        line_no: 2,
        quantity_milli: 2_500,
        unit_price_e4: 200_040,
        total_minor: 5_001,
        ...credited,
      },
    ])
  })

  test('VAT and prices come out half away from zero, of small sums and of sums beyond any line', async () => {
    const town = await makeTown(database)
    const sums = ['0,01', '0,03', '0,05', '0,15', '3,33', '1234567,89', '45678901234,57']
    const quantities = ['1', '3', '0,007', '7000000']
    const lines = sums.flatMap((sum, i) =>
      quantities.map((quantity, k) => `9${i}${k};02.11.2026;O1;P1;${quantity};${sum};x`),
    )
    expect(await put(town, withText(`${lines.join('\n')}\n`))).toMatchObject({
      value: { counts: { quarantined: 0, orderLines: lines.length } },
    })
    const [{ wrong, all } = { wrong: -1, all: -1 }] = await ask<{ wrong: number; all: number }>(
      town,
      `select count(*)::int as "all", count(*) filter (where (vat_minor, unit_price_e4)
          is distinct from (round(total_minor * vat_bp / (10000.0 + vat_bp))::bigint,
            round(total_minor * 100000.0 / quantity_milli)::bigint))::int as wrong
        from ordering.order_line where vat_bp = 2000`,
    )
    expect({ wrong, all }).toEqual({ wrong: 0, all: lines.length })
  })

  test('an outlet and a product nobody knows are made, hidden, told, and filled by their own rows', async () => {
    const town = await makeTown(database)
    const fields = { ...LINES.fields, productName: 'Назва', unit: 'Од.' }
    const done = await put(town, {
      ...LINES,
      fields,
      text: `${HEAD.trim()};Назва;Од.\n80;02.11.2026;Z1;Q1;1;10,00;;Печиво;кг\n`,
    })
    expect(done).toMatchObject({ value: { counts: { orders: 1, quarantined: 0, oddities: 2 } } })
    expect(
      await ask(town, 'select code, external_id, line, done from exchange.oddity order by 1'),
    ).toEqual([
      { code: 'unknown_outlet', external_id: 'Z1', line: 2, done: 'made' },
      { code: 'unknown_product', external_id: 'Q1', line: 2, done: 'made' },
    ])
    const product = `select name, published, base_unit, placeholder_since is not null as made
      from catalogue.product where code = 'Q1'`
    expect(await ask(town, product)).toEqual([
      { name: 'Печиво', published: false, base_unit: 'кг', made: true },
    ])
    await put(town, {
      kind: 'products',
      fields: { code: 'c', name: 'n', published: 'p' },
      text: 'c;n;p\nQ1;Печиво вівсяне;так\n',
    })
    expect(await ask(town, product)).toEqual([
      { name: 'Печиво вівсяне', published: true, base_unit: 'кг', made: false },
    ])
    const contract = `select k.code, p.code as payer from ordering.order o
      join accounts.contract k on k.id = o.contract_id join outlets.payer p on p.id = k.payer_id`
    expect(await ask(town, contract)).toEqual([{ code: 'HISTORY TD', payer: 'HISTORY' }])
  })

  test('of days before an exclusive team served the outlet are credited to the general agent', async () => {
    const town = await makeTown(database)
    const { outlet, milk, bread, territory } = town.ids
    const team = randomUUID()
    await writeTenant(database.pools.app, town.tenant.id, async (tx) => {
      const of = town.tenant.id
      await sql`insert into outlets.team values (${of}, ${team}, 'dairy', 'Dairy', true)`.execute(
        tx,
      )
      await sql`insert into outlets.outlet_territory values
        (${of}, ${outlet}, ${team}, ${territory}, '2026-11-03')`.execute(tx)
      await sql`update catalogue.product set team_id = ${team} where id in (${milk}, ${bread})
        and distributor_id = ${of}`.execute(tx)
    })
    expect(await put(town, LINES)).toMatchObject({ ok: true })
    const credit = (table: string) =>
      ask(town, `select distinct team_id, credited_agent_id as agent from ordering.${table}`)
    const { agent } = town.ids
    expect(
      await credit(`order_line where order_id in
      (select id from ordering.order where number = '77')`),
    ).toEqual([{ team_id: town.ids.team, agent }])
    expect(await credit('return_line')).toEqual([{ team_id: team, agent }])
  })

  test('two bases may give one number, and neither is ours', async () => {
    const town = await makeTown(database)
    await put(town, LINES)
    const other = { ...LINES.more, settings: { source: 'older-erp' } }
    expect(await put(town, { ...LINES, more: other })).toMatchObject({
      value: { counts: { inserted: 3, updated: 0 } },
    })
    expect(
      await ask(
        town,
        'select number, count(*)::int as n from ordering.order group by 1 order by 1',
      ),
    ).toEqual([
      { number: '77', n: 2 },
      { number: '78', n: 2 },
    ])
    const returned = await ask(town, 'select number from ordering.return_document order by number')
    expect(returned).toEqual([{ number: '79' }, { number: '79 (older-erp)' }])
  })

  test('a line of another outlet or day under one number, and one without trade, wait in quarantine', async () => {
    const town = await makeTown(database)
    const done = await put(
      town,
      withText(
        '77;02.11.2026;O1;P1;10;300,00;\n' +
          '77;02.11.2026;O2;P2;1;20,00;\n' +
          '77;05.11.2026;O1;P2;1;20,00;\n' +
          '81;02.11.2026;O1;P1;0;0;\n' +
          '82;02.11.2026;O1;P1;1;-30,00;\n' +
          '83;02.11.2026;O1;P1;десять;30,00;\n',
      ),
    )
    expect(done).toMatchObject({ value: { counts: { rows: 6, orders: 1, orderLines: 1 } } })
    expect(
      await ask(town, 'select line, code, external_id, done from exchange.oddity order by line'),
    ).toEqual([
      { line: 3, code: 'order_disagrees', external_id: '77', done: 'quarantined' },
      { line: 4, code: 'order_disagrees', external_id: '77', done: 'quarantined' },
      { line: 5, code: 'zero_quantity', external_id: '81', done: 'quarantined' },
      { line: 6, code: 'negative_sum', external_id: '82', done: 'quarantined' },
      { line: 7, code: 'not_a_number', external_id: '83', done: 'quarantined' },
    ])
  })

  test('a numbered line that comes again, here or in the next file, counts once', async () => {
    const town = await makeTown(database)
    const given: Given = {
      ...LINES,
      fields: { ...LINES.fields, lineNumber: 'Рядок' },
      text: [
        'Номер;Рядок;Дата;Точка;Товар;К-сть;Сума;Автор\n77;1;02.11.2026;O1;P1;1;30,00;\n',
        'Номер;Рядок;Дата;Точка;Товар;К-сть;Сума;Автор\n77;1;02.11.2026;O1;P1;2;60,00;\n77;2;02.11.2026;O1;P2;1;20,00;\n',
      ],
    }
    expect(await put(town, given)).toMatchObject({
      value: { counts: { rows: 3, orders: 1, orderLines: 2, orderMinor: 8_000, repeated: 1 } },
    })
    expect(await ask(town, 'select file, line, code from exchange.oddity')).toEqual([
      { file: 't1.csv', line: 2, code: 'repeated' },
    ])
  })

  test('goods given for a return under its number are an order, and told', async () => {
    const town = await makeTown(database)
    const done = await put(
      town,
      withText('79;03.11.2026;O1;P1;-2;-60,00;\n79;03.11.2026;O1;P2;1;20,00;\n'),
    )
    expect(done).toMatchObject({
      value: { counts: { orders: 0, returns: 1, exchanges: 1, exchangeMinor: 2_000 } },
    })
    expect(await ask(town, 'select code, external_id, done from exchange.oddity')).toEqual([
      { code: 'given_in_return', external_id: '79', done: 'kept' },
    ])
  })

  test('a dry run of history leaves nothing behind, not even placeholders', async () => {
    const town = await makeTown(database)
    const before = await rowVersions(database, town)
    const given = withText('80;02.11.2026;Z1;Q1;1;10,00;\n', { dryRun: true })
    expect(await put(town, given)).toMatchObject({
      value: { counts: { inserted: 1, oddities: 2 } },
    })
    expect(await rowVersions(database, town)).toEqual(before)
  })
})
