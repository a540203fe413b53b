import { expect, test } from 'vitest'
import { makeMachineKey } from '../../src/modules/identity/identity.ts'
import { moveClock } from '../../src/platform/clock-queries.ts'
import { writeGlobal } from '../../src/platform/db.ts'
import { makeErp, statusFile } from '../erp.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'first' })
  await writeGlobal(database.pools.identity, (tx) =>
    makeMachineKey(tx, {
      distributorId: town.tenant.id,
      login: 'erp',
      secret: 'the secret of the erp',
    }),
  )
})

const ordersOnPage = 'table[data-testid=orders] tbody tr'

test('a shop orders and repeats; agent and office see it in two seconds; the ERP answers', async () => {
  const [buyerPhone = '', , agentPhone = '', adminPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  const agent = await openWindow(stage.browser, 390)
  const office = await openWindow(stage.browser, 1440)
  await signIn(agent.page, `${stage.tandem.url}/field/`, agentPhone)
  await agent.page.getByRole('link', { name: 'Події' }).click()
  await agent.page.getByText('Подій ще немає').waitFor()
  await signIn(office.page, `${stage.tandem.url}/office/`, adminPhone)
  await office.page.getByRole('heading', { name: 'Замовлення' }).waitFor()
  expect(await office.page.locator(ordersOnPage).count()).toBe(0)

  await signIn(shop.page, `${stage.tandem.url}/shop/`, buyerPhone)
  await shop.page.getByText('Наступна доставка').waitFor()
  expect(await axeFindings(shop.page)).toEqual([])
  await shop.page.getByRole('link', { name: 'Каталог' }).last().click()
  await shop.page.getByPlaceholder('Пошук товару').fill('молоко')
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  expect(await axeFindings(shop.page)).toEqual([])
  await shop.page.getByRole('link', { name: 'Кошик' }).last().click()
  await shop.page.getByTestId('total').filter({ hasText: '30,00' }).waitFor()
  expect(await axeFindings(shop.page)).toEqual([])
  await shop.page.getByRole('button', { name: 'Замовити' }).click()
  await shop.page.getByText('Замовлення прийнято').waitFor()
  const placed = performance.now()
  await office.page.locator(ordersOnPage).first().waitFor({ timeout: 2000 })
  await agent.page.getByTestId('notices').getByText('нове замовлення').waitFor({ timeout: 2000 })
  expect(performance.now() - placed).toBeLessThan(2000)

  await shop.page.getByRole('link', { name: 'Головна' }).last().click()
  await shop.page.getByRole('button', { name: 'Повторити останнє замовлення' }).click()
  await shop.page.getByRole('button', { name: /Більше: Молоко/ }).click()
  await shop.page.getByTestId('total').filter({ hasText: '60,00' }).waitFor()
  await shop.page.getByRole('button', { name: 'Замовити' }).click()
  await shop.page.getByText('Замовлення прийнято').waitFor()
  await office.page.locator(ordersOnPage).nth(1).waitFor({ timeout: 2000 })

  // The ERP gets both once; the state it tells comes onto the shop's open timeline.
  await shop.page.getByRole('link', { name: /TD-0000002/ }).click()
  const timeline = shop.page.getByTestId('timeline')
  await timeline.getByText('Прийнято').waitFor()
  const orderId = new URL(shop.page.url()).pathname.split('/').at(-1) ?? ''
  const erp = makeErp(stage.tandem.url, 'erp', 'the secret of the erp')
  await erp.open('sale')
  expect((await erp.ask('type=sale&mode=query')).text).toContain(orderId)
  await erp.ask('type=sale&mode=success')
  expect((await erp.ask('type=sale&mode=query')).text).not.toContain(orderId)
  await erp.send('sale', 'orders.xml', statusFile(orderId, '', 'Підтверджено'))
  await timeline.getByText('Підтверджено').waitFor({ timeout: 2000 })
  expect(await axeFindings(shop.page)).toEqual([])

  await shop.page.getByRole('link', { name: 'Головна' }).last().click()
  const day = shop.page.getByTestId('delivery-day')
  const before = await day.textContent()
  await writeGlobal(stage.database.pools.worker, (tx) => moveClock(tx, 86_400))
  await shop.page.reload()
  await day.waitFor()
  expect(await day.textContent()).not.toBe(before)
  expect([...shop.problems, ...agent.problems, ...office.problems]).toEqual([])
  for (const window of [shop, agent, office]) await window.close()
})
