import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import { insertRows } from '../../src/demo/load-queries.ts'
import { readTenant, writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

const GOODS = [
  ...['кефір', 'ряжанка', 'сметана', 'йогурт', 'масло', 'вершки', 'бринза', 'сулугуні'],
  ...['гречка', 'пшоно', 'рис', 'вівсянка', 'борошно', 'цукор', 'сіль', 'оцет'],
  ...['чай', 'кава', 'какао', 'мед'],
]
const SIDE_KEYS_PER_LINE_MAX = 8
let town: Town
let desk: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'calls' })
  await stockShelves()
})
beforeAll(async () => {
  desk = await openWindow(stage.browser, 1440)
  desk.page.setDefaultTimeout(60_000)
  await signIn(desk.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
})

async function stockShelves(): Promise<void> {
  const { list, warehouse, category, zone } = town.ids
  const goods = GOODS.map((name, i) => ({ id: uuidv7(), name, number: i + 3 }))
  const made: Record<string, Record<string, unknown>[]> = {
    'catalogue.product': goods.map(({ id, name, number }) => ({
      ...{ id, number, code: `G${number}`, name: `${name} calls`, names: {}, description: {} },
      ...{ category_id: category, vat_bp: 2000, base_unit: 'шт', order_unit: 'шт' },
      ...{ catch_weight: false, weight_grams: 900, published: true },
    })),
    'catalogue.product_unit': goods.map(({ id }) => ({
      ...{ product_id: id, unit_code: 'шт', numerator: 1, denominator: 1 },
      ...{ minimum_milli: 1000, multiple_milli: 1000 },
    })),
    'pricing.price': goods.map(({ id }) => ({
      ...{ price_list_id: list, product_id: id, unit_code: 'шт', from_quantity_milli: 0 },
      ...{ valid_from: '2000-01-01', unit_price_e4: 200_000 },
    })),
    'stock.balance': goods.map(({ id }) => ({
      ...{ warehouse_id: warehouse, product_id: id, mode: 'open', on_hand_milli: 0 },
      ...{ expected_milli: 0, reserved_milli: 0, as_at: '2020-01-01T00:00:00Z' },
    })),
  }
  await writeTenant(stage.database.pools.app, town.tenant.id, async (tx) => {
    for (const [table, rows] of Object.entries(made)) {
      const own = rows.map((row) => ({ distributor_id: town.tenant.id, ...row }))
      await insertRows(tx, table, own)
    }
    await tx
      .updateTable('delivery.zone')
      .set({ minimum_minor: 60_000 })
      .where('distributor_id', '=', town.tenant.id)
      .where('id', '=', zone)
      .execute()
  })
}

/** A keyboard that counts what is pressed; the mouse is never touched. */
function countingKeys({ page }: Window) {
  let pressed = 0
  return {
    pressed: () => pressed,
    async type(text: string) {
      pressed += text.length
      await page.keyboard.type(text)
    },
    async press(key: string) {
      pressed += key.split('+').length
      await page.keyboard.press(key)
    },
  }
}

const placedLines = () =>
  readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    db
      .selectFrom('ordering.order as o')
      .innerJoin('ordering.order_line as l', (join) =>
        join.onRef('l.distributor_id', '=', 'o.distributor_id').onRef('l.order_id', '=', 'o.id'),
      )
      .where('o.distributor_id', '=', town.tenant.id)
      .select(['o.channel', 'o.delivery_day as day', 'l.product_name as name'])
      .select('l.quantity_milli as milli')
      .execute(),
  )

test('a caller’s twenty lines are found, typed and placed without a mouse', async () => {
  const { page } = desk
  const keys = countingKeys(desk)
  await page.goto(`${stage.tandem.url}/office/calls/entry`)
  await page.getByTestId('caller').waitFor()
  expect(await axeFindings(page)).toEqual([])
  // By the code of the outlet, faster than the answer comes.
  await keys.type('O1')
  await keys.press('Enter')
  await page.getByTestId('entry').waitFor()
  await page.getByText(/Мінімум на доставку/).waitFor()
  const [first = '', second = ''] = await page.locator('fieldset label').allInnerTexts()
  expect(await page.locator('fieldset [role=timer]').count()).toBeGreaterThan(0)

  // By a number, a code, a barcode and a part of the name; the minimum is told while it is missing.
  await keys.type('2*2000000000015')
  await keys.press('Enter')
  await page.getByText('До мінімуму бракує').first().waitFor()
  await page.getByText('Вільний ліміт').waitFor()
  await keys.press('Control+Enter')
  await page.getByText('Сума менша за мінімум: додайте товарів').waitFor()
  expect(await placedLines()).toEqual([])

  const before = keys.pressed()
  const words = GOODS.slice(0, 19)
  for (const [i, word] of words.entries()) {
    await keys.type(`${i + 2}*${word}`)
    await keys.press('Enter')
  }
  const lines = keys.pressed() - before
  const side = lines - words.join('').length
  expect(side / words.length).toBeLessThanOrEqual(SIDE_KEYS_PER_LINE_MAX)
  await expect.poll(() => page.getByTestId('entry-lines').locator('tbody tr').count()).toBe(20)
  expect(await axeFindings(page)).toEqual([])

  // What was typed wrong is told; the same product again sets its quantity, none takes it out.
  await keys.type('7*неіснуюче')
  await keys.press('Enter')
  await page.getByText('Не знайдено: «7*неіснуюче»').waitFor()
  await keys.press('Control+Enter')
  await keys.press('Escape')
  await keys.type('40*кефір')
  await keys.press('Enter')
  await keys.type('0*бринза')
  await keys.press('Enter')
  await keys.press('PageDown')
  await page.getByRole('radio', { name: second.split('\n')[0] ?? '', checked: true }).waitFor()
  // The last line and the order at once: it goes when the line is priced.
  await keys.type('3*мед')
  await keys.press('Control+Enter')
  await page.getByText('Замовлення прийнято', { exact: true }).waitFor()
  const total = keys.pressed()
  expect(await axeFindings(page)).toEqual([])

  const placed = await placedLines()
  expect(placed).toHaveLength(20)
  expect(new Set(placed.map((line) => line.channel))).toEqual(new Set(['office']))
  const milli = (name: string) => placed.find((line) => line.name.startsWith(name))?.milli
  expect([milli('кефір'), milli('ряжанка'), milli('мед'), milli('бринза')]).toEqual([
    ...[40_000, 3_000, 3_000],
    undefined,
  ])
  expect(first).not.toBe(second)
  // Enter goes on to the next call.
  await keys.press('Enter')
  await page.getByTestId('caller').waitFor()
  const perLine = (lines / words.length).toFixed(1)
  process.stdout.write(
    `a call of 20 lines: ${total} keys, ${perLine} a line, ${(side / words.length).toFixed(1)} of them besides the word\n`,
  )
  expect(desk.problems).toEqual([])
}, 300_000)
