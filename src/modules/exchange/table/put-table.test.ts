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

describe('tables of outlets, payers, contracts, prices, stock and plans', () => {
  test('an outlet comes with point, class, days of delivery and an agent by team', async () => {
    const town = await makeTown(database)
    const given: Given = {
      kind: 'outlets',
      fields: {
        code: 'Код',
        name: 'Назва',
        city: 'Місто',
        latitude: 'Широта',
        longitude: 'Довгота',
        class: 'Клас',
        zone: 'Маршрут',
        weekdays: 'Дні',
        'agent:general': 'Агент',
        'agent:beer': 'Агент пиво',
        closed: 'Закрита',
      },
      text:
        'Код;Назва;Місто;Широта;Довгота;Клас;Маршрут;Дні;Агент;Агент пиво;Закрита\n' +
        'X1;Кіоск на розі;Липове;50,4501;30,5234;А;R7;Пн, Чт;A1;Петро Пивний;ні\n' +
        'X2;Без точки на мапі;Липове;999;30;в;R7;;;;так\n',
    }
    expect(await put(town, given)).toMatchObject({
      value: { counts: { inserted: 2, quarantined: 0, oddities: 2 } },
    })
    expect(
      await ask(
        town,
        `select o.code, o.class, o.latitude, o.longitude, o.closed_at is not null as closed,
          z.code as zone, oz.weekdays,
          (select string_agg(t.code || ' ' || a.code, ', ' order by t.code)
           from outlets.outlet_territory ot join outlets.team t on t.id = ot.team_id
           join outlets.territory_agent ta on ta.territory_id = ot.territory_id
           join outlets.agent a on a.id = ta.agent_id where ot.outlet_id = o.id) as agents
        from outlets.outlet o join delivery.outlet_zone oz on oz.outlet_id = o.id
        join delivery.zone z on z.id = oz.zone_id where o.code like 'X%' order by o.code`,
      ),
    ).toEqual([
      {
        code: 'X1',
        class: 'A',
        latitude: 50.4501,
        longitude: 30.5234,
        closed: false,
        zone: 'R7',
        weekdays: [1, 4],
        agents: 'beer Петро Пивний, general A1',
      },
      {
        code: 'X2',
        class: 'B',
        latitude: null,
        longitude: null,
        closed: true,
        zone: 'R7',
        weekdays: null,
        agents: null,
      },
    ])
    const before = await rowVersions(database, town)
    expect(await put(town, given)).toMatchObject({ value: { counts: { written: 0 } } })
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('payers and contracts lead from the outlet to its price list', async () => {
    const town = await makeTown(database)
    const payers: Given = {
      kind: 'payers',
      fields: { code: 'Код', name: 'Назва', taxId: 'ЄДРПОУ', outlet: 'Точка' },
      text: 'Код;Назва;ЄДРПОУ;Точка\nY1;ТОВ «Липа»;14360570;O1\nY2;ФОП Коваль;1234567899;Z9\n',
    }
    const contracts: Given = {
      kind: 'contracts',
      fields: {
        code: 'Договір',
        payer: 'Платник',
        paymentForm: 'Оплата',
        limit: 'Ліміт',
        priceList: 'Прайс',
      },
      text: 'Договір;Платник;Оплата;Ліміт;Прайс\nD1;Y1;готівка;50 000,00;base\nD2;Y7;безнал;;gold\n',
    }
    expect(await put(town, payers)).toMatchObject({
      value: { counts: { inserted: 2, oddities: 1 } },
    })
    expect(await put(town, contracts)).toMatchObject({
      value: { counts: { inserted: 2, oddities: 1 } },
    })
    expect(
      await ask(
        town,
        `select k.code, p.code as payer, p.kind, p.placeholder_since is not null as made,
          k.payment_form, k.credit_limit_minor, l.code as list,
          (select string_agg(o.code, ',') from outlets.outlet_payer op
           join outlets.outlet o on o.id = op.outlet_id where op.payer_id = p.id) as outlets
        from accounts.contract k join outlets.payer p on p.id = k.payer_id
        join pricing.signature s on s.contract_id = k.id
        join pricing.price_list l on l.id = s.price_list_id
        where k.code like 'D%' order by k.code`,
      ),
    ).toEqual([
      {
        code: 'D1',
        payer: 'Y1',
        kind: 'legal',
        made: false,
        payment_form: 'cash',
        credit_limit_minor: 5_000_000,
        list: 'base',
        outlets: 'O1',
      },
      {
        code: 'D2',
        payer: 'Y7',
        kind: 'legal',
        made: true,
        payment_form: 'cashless',
        credit_limit_minor: null,
        list: 'gold',
        outlets: null,
      },
    ])
    expect(await ask(town, 'select code, external_id from exchange.oddity order by code')).toEqual([
      { code: 'unknown_outlet', external_id: 'Z9' },
      { code: 'unknown_payer', external_id: 'Y7' },
    ])
    const before = await rowVersions(database, town)
    await put(town, payers)
    await put(town, contracts)
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('a price list with a column per list touches only the prices that differ', async () => {
    const town = await makeTown(database)
    const given: Given = {
      kind: 'prices',
      fields: { product: 'Код', 'price:base': 'База', 'price:gold': 'Золота' },
      text: 'Код;База;Золота\nP1;30,00;28,5\nP2;21;\nQ9;1;1\n',
    }
    const done = await put(town, given)
    expect(done).toMatchObject({ value: { counts: { rows: 3, inserted: 3, quarantined: 0 } } })
    const price = (list: string) =>
      ask(
        town,
        `select p.code, r.unit_price_e4, p.published from pricing.price r
          join pricing.price_list l on l.id = r.price_list_id
          join catalogue.product p on p.id = r.product_id
          where l.code = '${list}' order by p.code`,
      )
    expect(await price('gold')).toEqual([
      { code: 'P1', unit_price_e4: 285_000, published: true },
      { code: 'Q9', unit_price_e4: 10_000, published: false },
    ])
    const before = await rowVersions(database, town)
    expect(await put(town, given)).toMatchObject({ value: { counts: { written: 0 } } })
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('stock by warehouse comes in, negative and fractional too, and what is held stays held', async () => {
    const town = await makeTown(database)
    const given: Given = {
      kind: 'stock',
      fields: { product: 'Код', 'quantity:MAIN2': 'Склад 2', 'quantity:W1': 'Склад 1' },
      text: 'Код;Склад 2;Склад 1\nP1;-3;12,5\nP2;0;7\n',
    }
    expect(await put(town, given)).toMatchObject({ value: { counts: { rows: 2 } } })
    expect(
      await ask(
        town,
        `select w.code as warehouse, p.code, b.on_hand_milli, b.mode from stock.balance b
          join stock.warehouse w on w.id = b.warehouse_id
          join catalogue.product p on p.id = b.product_id where w.code = 'MAIN2' order by p.code`,
      ),
    ).toEqual([
      { warehouse: 'MAIN2', code: 'P1', on_hand_milli: -3_000, mode: 'strict' },
      { warehouse: 'MAIN2', code: 'P2', on_hand_milli: 0, mode: 'strict' },
    ])
    const before = await rowVersions(database, town)
    expect(await put(town, given)).toMatchObject({ value: { counts: { written: 0 } } })
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('a plan is of an agent, a month and a measure; an unknown agent’s waits', async () => {
    const town = await makeTown(database)
    const given: Given = {
      kind: 'plans',
      fields: {
        agent: 'Агент',
        month: 'Місяць',
        'target:value': 'Сума',
        'target:active_outlets': 'АКБ',
      },
      text: 'Агент;Місяць;Сума;АКБ\nA1;12.2026;250 000,00;85\nНіхто;12.2026;1;1\n',
    }
    expect(await put(town, given)).toMatchObject({ value: { counts: { inserted: 2 } } })
    expect(
      await ask(town, 'select month::text, measure, target from field.plan order by measure'),
    ).toEqual([
      { month: '2026-12-01', measure: 'active_outlets', target: 85_000 },
      { month: '2026-12-01', measure: 'value', target: 25_000_000 },
    ])
    expect(await ask(town, 'select distinct code, external_id, done from exchange.oddity')).toEqual(
      [{ code: 'unknown_agent', external_id: 'Ніхто', done: 'quarantined' }],
    )
  })
})
