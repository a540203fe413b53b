import { beforeAll, expect, test } from 'vitest'
import { openSlots, outletPlan } from '../../src/modules/delivery/delivery.ts'
import { readTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
let desk: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'desk' })
})
beforeAll(async () => {
  desk = await openWindow(stage.browser, 1440)
  desk.page.setDefaultTimeout(60_000)
  await signIn(desk.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
})

const slots = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const { id: distributorId, timeZone } = town.tenant
    const plan = await outletPlan(db, { distributorId, timeZone, outletId: town.ids.outlet })
    return plan ? openSlots(plan, 8).map((slot) => slot.deliveryDay) : []
  })

async function orderMilk(): Promise<void> {
  const { page } = desk
  await page.goto(`${stage.tandem.url}/office/desk/entry/${town.ids.outlet}`)
  await page.getByTestId('entry').fill('молоко')
  await page.getByTestId('entry').press('Enter')
  await page.getByTestId('entry').press('Control+Enter')
  await page.getByText('Замовлення прийнято', { exact: true }).waitFor()
}

test('rules are tried before they are saved, and a day with orders closes only when told to', async () => {
  const { page } = desk
  await orderMilk()
  const [day = ''] = await slots()
  const weekday = new Intl.DateTimeFormat('uk', { weekday: 'short', timeZone: 'UTC' })
  await page.goto(`${stage.tandem.url}/office/desk/zones`)
  await page.getByRole('button', { name: 'Правила зони Zone' }).click()
  await page.getByTestId('preview').locator('li').first().waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: weekday.format(new Date(day)), exact: true }).click()
  await page
    .getByTestId('closes')
    .getByText(/1 замовлення/)
    .waitFor()
  await page.getByLabel('Доставок на день').fill('1')
  await page.getByRole('button', { name: 'Зберегти', exact: true }).click()
  await page.getByRole('heading', { name: 'На ці дні вже є замовлення' }).waitFor()
  await page.getByRole('button', { name: 'Не змінювати' }).last().click()
  expect(await slots()).toContain(day)
  // Back with all its days, a place limit is shown as used and left.
  await page.getByRole('button', { name: weekday.format(new Date(day)), exact: true }).click()
  await page.getByRole('button', { name: 'Зберегти', exact: true }).click()
  await page.getByTestId('taken').first().getByText('1 із 1').waitFor()
  await page.getByTestId('taken').first().getByText('заповнено').waitFor()
  expect(await axeFindings(page)).toEqual([])
}, 120_000)

test('a delivery moves, an exception goes and comes back, a holiday rests all zones', async () => {
  const { page } = desk
  const [, day = '', , holiday = ''] = await slots()
  await page.goto(`${stage.tandem.url}/office/desk/zones`)
  await page.getByRole('button', { name: 'Додати виняток' }).click()
  await page.getByLabel('День', { exact: true }).last().fill(day)
  await page.getByLabel('Що робимо').selectOption('closed')
  await page.getByLabel('Причина').fill('міст закрито')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Зберегти', exact: true }).click()
  await page.getByText('міст закрито').waitFor()
  expect(await slots()).not.toContain(day)
  await page.getByRole('button', { name: /^Прибрати/ }).click()
  await page.getByText('міст закрито').waitFor({ state: 'detached' })
  await expect.poll(slots).toContain(day)
  await page.getByRole('button', { name: 'Повернути' }).click()
  await page.getByText('міст закрито').waitFor()
  expect(await slots()).not.toContain(day)

  await page.getByLabel('День', { exact: true }).fill(holiday)
  await page.getByLabel('Назва').fill('День міста')
  await page.getByRole('button', { name: 'Додати вихідний' }).click()
  await page.getByTestId('holidays').getByText('День міста').waitFor()
  expect(await slots()).not.toContain(holiday)
  // A dialog leaves by Escape and gives the focus back to what opened it.
  const add = page.getByRole('button', { name: 'Додати виняток' })
  await add.focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Що робимо').waitFor()
  await page.keyboard.press('Escape')
  await page.getByLabel('Що робимо').waitFor({ state: 'detached' })
  expect(await add.evaluate((button) => button.matches(':focus'))).toBe(true)
}, 120_000)

test('filters stay when one comes back, by the way back or by the menu, and go when cleared', async () => {
  const { page } = desk
  await page.goto(`${stage.tandem.url}/office/desk`)
  await page.getByTestId('live').getByText('наживо').waitFor()
  await page.getByLabel('Стан').selectOption('placed')
  await page.waitForURL(/status=placed/)
  await page.getByTestId('orders').getByRole('link', { name: /TD-/ }).first().click()
  await page.getByRole('heading', { name: /TD-/ }).waitFor()
  await page.getByRole('link', { name: 'Товари' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Замовлення' }).click()
  await page.waitForURL(/status=placed/)
  expect(await page.getByLabel('Стан').inputValue()).toBe('placed')
  await page.getByRole('button', { name: 'Скинути фільтри' }).click()
  await page.waitForURL((url) => url.search === '')
  await page.getByRole('link', { name: 'Товари' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Замовлення' }).click()
  await page.getByTestId('orders').waitFor()
  expect(new URL(page.url()).search).toBe('')
}, 120_000)

test('the live sign says when it hears nothing, and since when, and when it hears again', async () => {
  const { page } = desk
  await page.goto(`${stage.tandem.url}/office/desk`)
  const sign = page.getByTestId('live')
  await sign.getByText('наживо').waitFor()
  await page.context().setOffline(true)
  await sign.getByText(/Немає зв’язку, пробуємо знову\. Показано стан на \d\d:\d\d/).waitFor()
  await page.context().setOffline(false)
  await sign.getByText('наживо').waitFor()
  expect(desk.problems).toEqual([])
}, 120_000)

test('what the shop ordered itself is merged with what it orders by phone', async () => {
  const { page } = desk
  const shop = await openWindow(stage.browser, 390)
  shop.page.setDefaultTimeout(60_000)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, town.phones[1] ?? '')
  await shop.page.goto(`${stage.tandem.url}/shop/desk/${town.ids.otherOutlet}/catalogue`)
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.goto(`${stage.tandem.url}/shop/desk/${town.ids.otherOutlet}/cart`)
  await shop.page.getByRole('radio').nth(1).check()
  await shop.page.getByRole('button', { name: 'Замовити' }).click()
  await shop.page.getByText('Замовлення прийнято', { exact: true }).waitFor()
  await shop.close()

  await page.goto(`${stage.tandem.url}/office/desk/entry/${town.ids.otherOutlet}`)
  for (const line of ['5*молоко', '2*хліб']) {
    await page.getByTestId('entry').fill(line)
    await page.getByTestId('entry').press('Enter')
  }
  await page.getByRole('radio').nth(1).check()
  await page.getByTestId('entry').press('Control+Enter')
  await page.getByRole('button', { name: 'Об’єднати в одне' }).press('Enter')
  await page.getByText(/\(було 1\)/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Об’єднати', exact: true }).click()
  await page.waitForURL(/orders\/[0-9a-f-]+$/)
  const orders = await readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    db
      .selectFrom('ordering.order')
      .select(['channel', 'line_count as lines', 'total_minor as totalMinor'])
      .where('distributor_id', '=', town.tenant.id)
      .where('outlet_id', '=', town.ids.otherOutlet)
      .execute(),
  )
  // One order of five milk and two bread, and it stays the shop's own.
  expect(orders).toEqual([{ channel: 'portal', lines: 2, totalMinor: 5 * 3000 + 2 * 2500 }])
}, 120_000)
