import { v7 as uuidv7 } from 'uuid'
import type { Row } from '../src/demo/load-queries.ts'

type Ids = ReturnType<typeof newIds>
type Tables = Record<string, Row[]>

const from_day = '2020-01-01'
const opened_at = '2020-01-01T00:00:00Z'

/** Fresh ids of everything in a town. */
export const newIds = () => ({
  buyer: uuidv7(),
  otherBuyer: uuidv7(),
  agentPerson: uuidv7(),
  adminPerson: uuidv7(),
  supervisorPerson: uuidv7(),
  outlet: uuidv7(),
  otherOutlet: uuidv7(),
  payer: uuidv7(),
  otherPayer: uuidv7(),
  team: uuidv7(),
  agent: uuidv7(),
  supervisor: uuidv7(),
  territory: uuidv7(),
  entity: uuidv7(),
  contract: uuidv7(),
  otherContract: uuidv7(),
  milk: uuidv7(),
  bread: uuidv7(),
  list: uuidv7(),
  warehouse: uuidv7(),
  zone: uuidv7(),
  category: uuidv7(),
})

/** The town's rows by table, in the order of their keys. */
export const tablesOf = (ids: Ids, code: string, milk: number): Tables => ({
  ...placesOf(ids, code),
  ...sellersOf(ids, code),
  ...goodsOf(ids, code),
  ...shelvesOf(ids, milk),
  ...deliveriesOf(ids),
})

function placesOf(ids: Ids, code: string): Tables {
  const outlet = (id: string, n: number) => ({
    id,
    code: `O${n}`,
    name: `Kiosk ${n} ${code}`,
    address: 'Лугова 1',
    city: 'Липове',
    outlet_type: 'shop',
    class: 'C',
    opened_at,
  })
  const buyer = (outlet_id: string, person_id: string) => ({
    outlet_id,
    person_id,
    name: `Buyer ${code}`,
    phone: '+380500000000',
    position: 'owner',
    since: opened_at,
  })
  return {
    'outlets.outlet': [outlet(ids.outlet, 1), outlet(ids.otherOutlet, 2)],
    'outlets.payer': [ids.payer, ids.otherPayer].map((id, i) => ({
      id,
      code: `P${i}`,
      name: `ФОП ${i} ${code}`,
      kind: 'sole_trader',
      vat_payer: false,
    })),
    'outlets.outlet_payer': [
      { outlet_id: ids.outlet, payer_id: ids.payer, from_day },
      { outlet_id: ids.otherOutlet, payer_id: ids.otherPayer, from_day },
    ],
    'outlets.team': [{ id: ids.team, code: 'general', name: 'Team', exclusive: false }],
    'outlets.agent': [
      {
        id: ids.supervisor,
        code: 'S1',
        person_id: ids.supervisorPerson,
        name: `Supervisor ${code}`,
        team_id: ids.team,
        kind: 'supervisor',
      },
      {
        id: ids.agent,
        code: 'A1',
        person_id: ids.agentPerson,
        name: `Agent ${code}`,
        team_id: ids.team,
        kind: 'agent',
      },
    ],
    'outlets.territory': [
      {
        id: ids.territory,
        code: 'T1',
        name: 'Territory',
        team_id: ids.team,
        supervisor_id: ids.supervisor,
      },
    ],
    'outlets.territory_agent': [{ territory_id: ids.territory, agent_id: ids.agent, from_day }],
    'outlets.outlet_territory': [
      { outlet_id: ids.outlet, team_id: ids.team, territory_id: ids.territory, from_day },
    ],
    'outlets.buyer': [buyer(ids.outlet, ids.buyer), buyer(ids.otherOutlet, ids.otherBuyer)],
  }
}

function sellersOf(ids: Ids, code: string): Tables {
  const contract = (id: string, payer_id: string, code_: string) => ({
    id,
    code: code_,
    selling_entity_id: ids.entity,
    payer_id,
    payment_form: 'cashless',
    deferral_days: 14,
    credit_limit_minor: 1_000_000,
    minimum_minor: 0,
    from_day,
  })
  return {
    'accounts.selling_entity': [
      {
        id: ids.entity,
        code: 'TD',
        name: `Seller ${code}`,
        vat_payer: true,
        excise_licensed: false,
        rank: 1,
      },
    ],
    'accounts.contract': [
      contract(ids.contract, ids.payer, 'K1'),
      contract(ids.otherContract, ids.otherPayer, 'K2'),
    ],
  }
}

function goodsOf(ids: Ids, code: string): Tables {
  const product = (id: string, number: number, name: string) => ({
    id,
    number,
    code: `P${number}`,
    name: `${name} ${code}`,
    names: {},
    description: {},
    category_id: ids.category,
    vat_bp: 2000,
    base_unit: 'шт',
    order_unit: 'шт',
    catch_weight: false,
    weight_grams: 900,
    published: true,
  })
  const unit = (product_id: string, unit_code: string, numerator: number) => ({
    product_id,
    unit_code,
    numerator,
    denominator: 1,
    minimum_milli: 1000,
    multiple_milli: 1000,
  })
  return {
    'catalogue.category': [
      { id: ids.category, code: 'all', name: `Dairy ${code}`, names: {}, rank: 1 },
    ],
    'catalogue.product': [product(ids.milk, 1, 'Молоко'), product(ids.bread, 2, 'Хліб')],
    'catalogue.last_number': [{ number: 2 }],
    'catalogue.product_unit': [
      unit(ids.milk, 'шт', 1),
      unit(ids.milk, 'ящ', 12),
      unit(ids.bread, 'шт', 1),
    ],
    'catalogue.product_gtin': [{ gtin: '2000000000015', product_id: ids.milk, unit_code: 'шт' }],
  }
}

function shelvesOf(ids: Ids, milk: number): Tables {
  const price = (product_id: string, unit_price_e4: number) => ({
    price_list_id: ids.list,
    product_id,
    unit_code: 'шт',
    from_quantity_milli: 0,
    valid_from: '2000-01-01',
    unit_price_e4,
  })
  const stock = (product_id: string, mode: string, on_hand: number) => ({
    warehouse_id: ids.warehouse,
    product_id,
    mode,
    on_hand_milli: on_hand,
    expected_milli: 0,
    reserved_milli: 0,
    as_at: opened_at,
  })
  return {
    'pricing.price_list': [
      { id: ids.list, code: 'base', name: 'Base', currency: 'UAH', vat_included: true },
    ],
    'pricing.price': [price(ids.milk, 300_000), price(ids.bread, 250_000)],
    'pricing.signature': [{ id: ids.list, price_list_id: ids.list }],
    'stock.warehouse': [{ id: ids.warehouse, code: 'W', name: 'Warehouse', kind: 'dry', rank: 1 }],
    'stock.balance': [stock(ids.milk, 'strict', milk * 1000), stock(ids.bread, 'open', 0)],
  }
}

function deliveriesOf(ids: Ids): Tables {
  return {
    'delivery.zone': [
      {
        id: ids.zone,
        code: 'Z',
        name: 'Zone',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        cut_off_days: 1,
        cut_off_time: '17:00',
        lock_minutes: 60,
        minimum_minor: 0,
      },
    ],
    'delivery.outlet_zone': [
      { outlet_id: ids.outlet, zone_id: ids.zone },
      { outlet_id: ids.otherOutlet, zone_id: ids.zone },
    ],
  }
}
