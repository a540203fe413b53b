import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putBenefit } from '../../src/modules/promotions/queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, launch, openWindow, signIn } from './browser.ts'

let database: TestDatabase
let tandem: Running
let browser: Browser
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { code: 'back' })
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    putBenefit(tx, town.tenant.id, {
      ...{ id: randomUUID(), name: 'Перші три', putBy: town.ids.adminPerson, percentBp: 500 },
      ...{ firstOrders: 3, orderMaxMinor: null, budgetMinor: 1_000_000 },
      ...{ fromDay: '2020-01-01', toDay: '2099-01-01' },
    }),
  )
  tandem = await startTandem(database)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await tandem?.stop()
  await database?.drop()
})

test('shop, agent and office see on the order what comes back for it, and why', async () => {
  const [shopPhone = '', , agentPhone = '', adminPhone = ''] = town.phones
  const shop = await openWindow(browser, 390)
  await signIn(shop.page, `${tandem.url}/shop/`, shopPhone)
  await shop.page.goto(`${tandem.url}/shop/back/${town.ids.outlet}/catalogue`)
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.getByRole('link', { name: 'Кошик' }).last().click()
  await shop.page.locator('[data-place]').locator('visible=true').click()
  await shop.page.getByText('TD-0000001').first().click()
  await told(shop.page, 'shop')
  const [orderId = ''] = shop.page.url().split('/').slice(-1)

  const agent = await openWindow(browser, 390)
  await signIn(agent.page, `${tandem.url}/field/`, agentPhone)
  await agent.page.goto(`${tandem.url}/field/back/orders/${orderId}`)
  await told(agent.page, 'field')
  const office = await openWindow(browser, 1440)
  await signIn(office.page, `${tandem.url}/office/`, adminPhone)
  await office.page.goto(`${tandem.url}/office/back/orders/${orderId}`)
  await told(office.page, 'office')
  expect([shop, agent, office].flatMap(({ problems }) => problems)).toEqual([])
})

async function told(page: Page, name: string): Promise<void> {
  const benefit = page.getByTestId('benefit')
  await benefit.getByText(/Кешбек «Перші три»: повернемо кредит-нотою до 1,50/).waitFor()
  await benefit.getByText(/магазин замовив сам, зі свого пристрою/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  const pictures = process.env.TANDEM_TEST_PICTURES
  if (pictures) await page.screenshot({ path: `${pictures}/benefit-${name}.png`, fullPage: true })
}
