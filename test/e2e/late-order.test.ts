import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { moveClock } from '../../src/platform/clock-queries.ts'
import { writeGlobal, writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

// The town's cut-off is at 17:00 of the day before, its lock an hour later.
const GRACE = '2027-03-09 17:20:00 Europe/Kyiv'
let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'late' })
  await writeGlobal(database.pools.worker, async (tx) => {
    const { rows } = await sql<{ ahead: number }>`
      select extract(epoch from ${GRACE}::timestamptz - now())::int as ahead`.execute(tx)
    await moveClock(tx, rows[0]?.ahead ?? 0)
  })
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`update delivery.zone set lock_minutes = 300`.execute(tx),
  )
})

test('an agent lets an order in, the office types one from the keyboard, the owner counts both', async () => {
  const [, , agentPhone = '', adminPhone = ''] = town.phones
  const agent = await openWindow(stage.browser, 390)
  const desk = await openWindow(stage.browser, 1440)
  for (const { page } of [agent, desk]) page.setDefaultTimeout(60_000)
  await signIn(agent.page, `${stage.tandem.url}/field/`, agentPhone)
  await signIn(desk.page, `${stage.tandem.url}/office/`, adminPhone)

  const { page } = agent
  await page.goto(`${stage.tandem.url}/field/late/o/${town.ids.outlet}/catalogue`)
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.goto(`${stage.tandem.url}/field/late/o/${town.ids.outlet}/cart`)
  await page.getByLabel(/^Виняток/).check()
  const place = page.locator('[data-place]').locator('visible=true')
  expect(await place.isDisabled()).toBe(true)
  await page.getByLabel('Чому виняток').fill('Не було світла')
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'agent')
  await place.click()
  await page.getByText('TD-0000001').first().click()
  await page.getByText('«Не було світла»').waitFor()
  await page.getByText('Виняток дає').waitFor()

  const office = desk.page
  await office.goto(`${stage.tandem.url}/office/late/entry/${town.ids.outlet}`)
  await office.getByTestId('entry').fill('3*хліб')
  await office.getByTestId('entry').press('Enter')
  await office.getByTestId('entry-lines').getByText('Хліб').waitFor()
  await office.getByTestId('entry').press('PageUp')
  await office.getByTestId('entry').press('Control+Enter')
  await office.getByText('Напишіть, чому виняток').waitFor()
  await office.locator('[data-late-reason]').fill('Телефонували о 16:58')
  await shown(office, 'entry')
  await office.locator('[data-late-reason]').press('Enter')
  await office.getByTestId('entry').press('Control+Enter')
  await office.getByText('TD-0000002').first().waitFor()

  await office.goto(`${stage.tandem.url}/office/late/late?view=exceptions`)
  const outlets = office.getByTestId('by-outlet')
  await outlets.getByText('межу вичерпано').waitFor()
  expect(await axeFindings(office)).toEqual([])
  await shown(office, 'office')
  await outlets.getByRole('link').click()
  const orders = office.getByTestId('orders')
  await orders.getByText('TD-0000001').waitFor()
  expect(await orders.getByText(/^TD-/).count()).toBe(2)

  // Until picking starts the shop can still do without it.
  await page.getByRole('button', { name: 'Скасувати замовлення' }).click()
  await page.getByRole('button', { name: 'Так, скасувати' }).click()
  await page.getByText('Скасовано').first().waitFor()
})

test('a shop asks the office after the cut-off; it offers the next day; the shop confirms it', async () => {
  const [, otherPhone = '', , adminPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  const desk = await openWindow(stage.browser, 1440)
  for (const { page } of [shop, desk]) page.setDefaultTimeout(60_000)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, otherPhone)
  await signIn(desk.page, `${stage.tandem.url}/office/`, adminPhone)

  const { page } = shop
  const mine = `${stage.tandem.url}/shop/late/${town.ids.otherOutlet}`
  await page.goto(`${mine}/catalogue`)
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.goto(`${mine}/cart`)
  await page.getByRole('button', { name: 'Попросити офіс' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'ask')
  await page.getByRole('button', { name: 'Попросити офіс' }).click()
  await page.getByText('Прохання надіслано').waitFor()
  await page.goto(`${mine}/orders`)
  const request = page.getByTestId('late-requests')
  await request.getByText('Чекає офісу').waitFor()

  const office = desk.page
  await office.goto(`${stage.tandem.url}/office/late/late`)
  const accept = office.getByRole('button', { name: 'Взяти як виняток' })
  await accept.waitFor()
  expect(await accept.isDisabled()).toBe(true)
  await office.getByLabel('Що сказати магазину').fill('Машина вже повна')
  expect(await axeFindings(office)).toEqual([])
  await shown(office, 'requests')
  await office.getByRole('button', { name: /^Запропонувати/ }).click()
  await office.getByText('Пропонують інший день').waitFor()

  // The open page of the shop hears of it by itself.
  await request.getByText('«Машина вже повна»').waitFor()
  await shown(page, 'answer')
  await request.getByRole('button', { name: /^Замовити на/ }).click()
  await request.getByText(/^Замовлено/).click()
  await page.getByText('Хід замовлення').waitFor()
})

const PICTURES = process.env.TANDEM_TEST_PICTURES
async function shown(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/late-${name}.png`, fullPage: true })
}
