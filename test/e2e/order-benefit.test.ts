import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { putBenefit } from '../../src/modules/promotions/queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'back' })
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    putBenefit(tx, town.tenant.id, {
      ...{ id: randomUUID(), name: 'Перші три', putBy: town.ids.adminPerson, percentBp: 500 },
      ...{ firstOrders: 3, orderMaxMinor: null, budgetMinor: 1_000_000 },
      ...{ fromDay: '2020-01-01', toDay: '2099-01-01' },
    }),
  )
})

test('shop, agent and office see on the order what comes back for it, and why', async () => {
  const [shopPhone = '', , agentPhone = '', adminPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, shopPhone)
  await shop.page.goto(`${stage.tandem.url}/shop/back/${town.ids.outlet}/catalogue`)
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.getByRole('link', { name: 'Кошик' }).last().click()
  await shop.page.locator('[data-place]').locator('visible=true').click()
  await shop.page.getByText('TD-0000001').first().click()
  await told(shop.page, 'shop')
  const [orderId = ''] = shop.page.url().split('/').slice(-1)

  const agent = await openWindow(stage.browser, 390)
  await signIn(agent.page, `${stage.tandem.url}/field/`, agentPhone)
  await agent.page.goto(`${stage.tandem.url}/field/back/orders/${orderId}`)
  await told(agent.page, 'field')
  const office = await openWindow(stage.browser, 1440)
  await signIn(office.page, `${stage.tandem.url}/office/`, adminPhone)
  await office.page.goto(`${stage.tandem.url}/office/back/orders/${orderId}`)
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
