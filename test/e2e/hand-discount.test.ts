import { expect, test } from 'vitest'
import { insertRows } from '../../src/demo/load-queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'giving' })
  const distributor_id = town.tenant.id
  await writeTenant(database.pools.app, distributor_id, async (tx) => {
    await insertRows(tx, 'ordering.hand_setting', [{ distributor_id, when_over: 'approval' }])
    await insertRows(tx, 'ordering.hand_limit', [
      { distributor_id, holder: 'agent', percent_bp: 500, budget_minor: 10_000 },
      { distributor_id, holder: 'supervisor', percent_bp: 1_500, budget_minor: 50_000 },
    ])
  })
})

test('an agent gives more than he may; the supervisor takes it on his budget; the shop sees why', async () => {
  const [buyerPhone = '', , agentPhone = '', , supervisorPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  const agent = await openWindow(stage.browser, 390)
  const desk = await openWindow(stage.browser, 1440)
  for (const { page } of [shop, agent, desk]) page.setDefaultTimeout(60_000)
  await signIn(agent.page, `${stage.tandem.url}/field/`, agentPhone)
  await signIn(desk.page, `${stage.tandem.url}/office/`, supervisorPhone)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, buyerPhone)

  const { page } = agent
  await page.goto(`${stage.tandem.url}/field/giving/o/${town.ids.outlet}/catalogue`)
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.goto(`${stage.tandem.url}/field/giving/o/${town.ids.outlet}/cart`)
  await page.getByRole('button', { name: /^Дати знижку/ }).click()
  await page.getByTestId('hand-percent').fill('10')
  await page.getByTestId('hand-percent').press('Enter')
  await page.getByText('Замовлення чекатиме, доки його погодить супервайзер').waitFor()
  await page.getByLabel('Причина').selectOption('mistake')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Замовити' }).locator('visible=true').click()
  await page.getByText('TD-0000001').first().waitFor()
  await page.getByText('чекає, доки супервайзер погодить знижку').waitFor()

  await desk.page.goto(`${stage.tandem.url}/office/giving/debts?view=held`)
  await desk.page.getByRole('link', { name: 'TD-0000001' }).click()
  await desk.page.getByText('Відпустивши, ви даєте ці знижки зі свого бюджету').waitFor()
  await desk.page.getByLabel('Чому відпускаємо').fill('наша помилка')
  await desk.page.getByRole('button', { name: 'Відпустити' }).click()
  await desk.page.getByText('Чекає погодження знижки').waitFor({ state: 'detached' })
  await desk.page.goto(`${stage.tandem.url}/office/giving/discounts`)
  const mine = desk.page.getByTestId('hand-budgets').getByRole('row', { name: /Supervisor/ })
  await mine.getByText('497,00 ₴').waitFor()

  await shop.page.getByRole('link', { name: 'Замовлення' }).last().click()
  await shop.page.getByText('TD-0000001').click()
  await shop.page.getByText('Чому така ціна').click()
  await shop.page.getByText(/Знижка вручну −10\u00a0% \(за нашу помилку\)/).waitFor()
  await shop.page.goto(`${stage.tandem.url}/shop/giving/${town.ids.outlet}/catalogue`)
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.goto(`${stage.tandem.url}/shop/giving/${town.ids.outlet}/cart`)
  await shop.page.getByTestId('total').locator('visible=true').first().waitFor()
  expect(await shop.page.getByRole('button', { name: /Дати знижку/ }).count()).toBe(0)
})
