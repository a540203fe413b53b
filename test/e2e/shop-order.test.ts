import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { moveClock } from '../../src/platform/clock-queries.ts'
import { readTenant, writeGlobal } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { focused, tabTo } from './keyboard.ts'
import { stageOf } from './stage.ts'
import { sellBreadApart } from './two-sellers.ts'

const windows: Window[] = []
const stage = stageOf()
afterEach(async () => {
  await writeGlobal(stage.database.pools.worker, (tx) => moveClock(tx, 0))
  const problems = windows.flatMap((window) => window.problems)
  for (const window of windows.splice(0)) await window.close()
  expect(problems).toEqual([])
})

async function open(width: number): Promise<Page> {
  const window = await openWindow(stage.browser, width)
  windows.push(window)
  return window.page
}

/** The clock that decides, set to a time of today in Kyiv. */
async function setClock(day: string, time: string): Promise<void> {
  const wanted = Date.parse(`${day}T${time}:00+02:00`)
  const now = performance.timeOrigin + performance.now()
  const seconds = Math.round((wanted - now) / 1000)
  await writeGlobal(stage.database.pools.worker, (tx) => moveClock(tx, seconds))
}

type Row = { number: string; deliveryDay: string; channel: string; quantities: number[] }

/** A town's orders as the database keeps them, by number. */
const ordersOf = (town: Town): Promise<Row[]> =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const rows = await db
      .selectFrom('ordering.order as o')
      .innerJoin('ordering.order_line as l', (join) =>
        join.onRef('l.distributor_id', '=', 'o.distributor_id').onRef('l.order_id', '=', 'o.id'),
      )
      .select(['o.number', 'o.delivery_day as deliveryDay', 'o.channel'])
      .select('l.quantity_milli as quantityMilli')
      .where('o.distributor_id', '=', town.tenant.id)
      .orderBy('o.number')
      .orderBy('l.line_no')
      .execute()
    const found = new Map<string, Row>()
    for (const { quantityMilli, ...row } of rows) {
      const known = found.get(row.number) ?? { ...row, quantities: [] }
      known.quantities.push(quantityMilli)
      found.set(row.number, known)
    }
    return [...found.values()]
  })

async function addMilk(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Каталог' }).last().click()
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
}

const toCart = (page: Page) => page.getByRole('link', { name: 'Кошик' }).last().click()
const place = (page: Page) => page.getByRole('button', { name: 'Замовити', exact: true })

test('a shop signs in, searches, counts, chooses the day and orders without a mouse', async () => {
  const town = await makeTown(stage.database, { code: 'keys' })
  await setClock('2026-11-25', '12:00')
  const page = await open(1440)
  await page.goto(`${stage.tandem.url}/shop/`)
  await tabTo(page, /Номер телефону/)
  await page.keyboard.type(town.phones[0] ?? '')
  await page.keyboard.press('Enter')
  await page.getByTestId('demo-code').waitFor()
  expect((await focused(page)).name).toMatch(/Код/)
  await page.keyboard.press('Enter')
  await page.getByText('Наступна доставка').waitFor()

  await tabTo(page, /^Каталог$/)
  await page.keyboard.press('Enter')
  await page.getByText('Хліб').first().waitFor()
  expect((await focused(page)).tag).toBe('MAIN')
  await tabTo(page, /Пошук товару/)
  await page.keyboard.type('молоко')
  await page.getByText('Хліб').waitFor({ state: 'detached' })
  await tabTo(page, /Додати: Молоко/)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await focused(page)).name).toMatch(/Більше: Молоко/)
  await tabTo(page, /^Молоко/, 'Shift+Tab')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await tabTo(page, /^Кошик$/)
  await page.keyboard.press('Enter')
  await page.getByTestId('total').filter({ hasText: '210,00' }).waitFor()
  expect((await focused(page)).tag).toBe('MAIN')

  await tabTo(page, /чт, 26 листопада/)
  await page.keyboard.press('ArrowDown')
  expect((await focused(page)).name).toMatch(/пт, 27 листопада/)
  await expect.poll(() => place(page).first().isEnabled()).toBe(true)
  await tabTo(page, /^Замовити$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Замовлення прийнято' }).waitFor()
  expect((await focused(page)).name).toBe('Замовлення прийнято')
  expect(await ordersOf(town)).toMatchObject([
    { channel: 'portal', deliveryDay: '2026-11-27', quantities: [7000] },
  ])

  // A dialog takes the focus to its safe answer, and gives it back.
  await tabTo(page, /TD-0000001/)
  await page.keyboard.press('Enter')
  await page.getByText('Хід замовлення').waitFor()
  await tabTo(page, /Скасувати замовлення/)
  await page.keyboard.press('Enter')
  expect((await focused(page)).name).toBe('Ні')
  await page.keyboard.press('Escape')
  expect((await focused(page)).name).toBe('Скасувати замовлення')
})

test('the last order is repeated in three taps at the most', async () => {
  const town = await makeTown(stage.database, { code: 'again' })
  const page = await open(390)
  await signIn(page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  await addMilk(page)
  await toCart(page)
  await place(page).click()
  await page.getByText('Замовлення прийнято').waitFor()
  await page.getByRole('link', { name: 'Головна' }).last().click()

  await page.evaluate('addEventListener("click", () => { window.taps = (window.taps || 0) + 1 })')
  await page.getByRole('button', { name: 'Повторити останнє замовлення' }).click()
  await place(page).click()
  await page.getByText('Замовлення прийнято').waitFor()
  expect(await page.evaluate('window.taps')).toBeLessThanOrEqual(3)
  const [first, second] = await ordersOf(town)
  expect(second).toMatchObject({ quantities: first?.quantities, channel: 'portal' })
})

test('what is sent after the cut-off asks for the next delivery, and goes with it', async () => {
  const town = await makeTown(stage.database, { code: 'later' })
  await setClock('2026-11-25', '16:59')
  const page = await open(390)
  await signIn(page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  await addMilk(page)
  await toCart(page)
  await page.getByRole('radio', { name: /чт, 26 листопада/, checked: true }).waitFor()
  await expect.poll(() => place(page).isEnabled()).toBe(true)
  await setClock('2026-11-25', '17:01')
  await place(page).click()
  await page.getByText('уже не приймає замовлень').waitFor()
  expect(await place(page).isEnabled()).toBe(false)
  expect(await page.getByRole('radio', { name: /чт, 26 листопада/ }).count()).toBe(0)
  expect(await ordersOf(town)).toEqual([])
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Доставити пт, 27 листопада' }).click()
  await page.getByRole('radio', { name: /пт, 27 листопада/, checked: true }).waitFor()
  await place(page).click()
  await page.getByText('Замовлення прийнято').waitFor()
  await page.getByText(/ятниця, 27\u00a0листопада/).waitFor()
  expect(await ordersOf(town)).toMatchObject([{ deliveryDay: '2026-11-27' }])
})

test('what the agent already ordered is asked about: left out, or ordered twice', async () => {
  const town = await makeTown(stage.database, { code: 'twice' })
  const agent = await open(390)
  await signIn(agent, `${stage.tandem.url}/field/`, town.phones[2] ?? '')
  await agent.getByRole('link', { name: /Kiosk 1/ }).click()
  await agent.getByRole('button', { name: 'Замовити за точку' }).click()
  await agent.getByRole('button', { name: /Додати: Молоко/ }).click()
  await agent.getByRole('link', { name: 'Кошик 1' }).click()
  await place(agent).click()
  await agent.getByText('Замовлення прийнято').waitFor()

  const page = await open(390)
  await signIn(page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  const orderMilk = async () => {
    await addMilk(page)
    await toCart(page)
    await place(page).click()
    await page.getByRole('alert').filter({ hasText: 'TD-0000001' }).waitFor()
  }
  await orderMilk()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Не замовляти ще раз' }).click()
  await page.getByText('Кошик порожній').waitFor()
  expect(await ordersOf(town)).toMatchObject([{ channel: 'agent' }])

  await orderMilk()
  await page.getByRole('button', { name: 'Залишити обидва' }).click()
  await page.getByText('Замовлення прийнято').waitFor()
  expect(await ordersOf(town)).toMatchObject([{ channel: 'agent' }, { channel: 'portal' }])
})

test('a cart of two sellers shows which goods go into whose order, and becomes two', async () => {
  const town = await makeTown(stage.database, { code: 'halves' })
  await sellBreadApart(stage.database, town)
  const page = await open(390)
  await signIn(page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  await addMilk(page)
  await toCart(page)
  await page.getByTestId('total').filter({ hasText: '30,00' }).waitFor()
  expect(await page.getByTestId('sellers').count()).toBe(0)
  await page.getByRole('link', { name: 'Каталог' }).last().click()
  await page.getByRole('button', { name: /Додати: Хліб/ }).click()
  await toCart(page)
  const sellers = page.getByTestId('sellers').getByRole('region')
  await expect.poll(() => sellers.count()).toBe(2)
  const [milk = '', bread = ''] = await sellers.allInnerTexts()
  expect(milk).toMatch(/^Seller halves\s+30,00/)
  expect(bread).toMatch(/^ФОП Пекар\s+25,00[\s\S]*Хліб/)
  expect(await axeFindings(page)).toEqual([])
  await place(page).click()
  await page.getByRole('link', { name: /FP-0000001/ }).waitFor()
  expect((await ordersOf(town)).map(({ number }) => number)).toEqual(['FP-0000001', 'TD-0000001'])
})
