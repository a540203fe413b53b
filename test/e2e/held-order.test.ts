import { expect, test } from 'vitest'
import { putInvoices } from '../../src/modules/accounts/accounts.ts'
import { makeMachineKey } from '../../src/modules/identity/identity.ts'
import { readTenant, writeGlobal, writeTenant } from '../../src/platform/db.ts'
import { makeErp, statusFile } from '../erp.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'held' })
  await writeGlobal(database.pools.identity, (tx) =>
    makeMachineKey(tx, {
      distributorId: town.tenant.id,
      login: 'erp',
      secret: 'the secret of the erp',
    }),
  )
  const { contract: contractId, outlet: outletId } = town.ids
  const invoice = { contractId, outletId, number: 'РН-17', day: '2026-01-01', dueDay: '2026-01-15' }
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    putInvoices(tx, {
      distributorId: town.tenant.id,
      asAt: new Date().toISOString(),
      invoices: [{ ...invoice, totalMinor: 45_000, paidMinor: null }],
    }),
  )
})

const orderId = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const row = await db.selectFrom('ordering.order').select('id').executeTakeFirstOrThrow()
    return row.id
  })

test('a debtor’s order waits; he sees why, promises a date; the supervisor releases it', async () => {
  const [buyerPhone = '', , agentPhone = '', , supervisorPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  const agent = await openWindow(stage.browser, 390)
  const desk = await openWindow(stage.browser, 1440)
  for (const { page } of [shop, agent, desk]) page.setDefaultTimeout(90_000)
  await signIn(agent.page, `${stage.tandem.url}/field/`, agentPhone)
  await signIn(desk.page, `${stage.tandem.url}/office/`, supervisorPhone)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, buyerPhone)

  await shop.page.getByRole('link', { name: 'Каталог' }).last().click()
  await shop.page.getByPlaceholder('Пошук товару').fill('молоко')
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.getByRole('link', { name: 'Кошик' }).last().click()
  await shop.page.getByText(/замовлення чекатиме оплати або обіцянки/).waitFor()
  await shop.page.getByRole('button', { name: 'Замовити' }).click()
  await shop.page.getByText('Замовлення прийнято', { exact: true }).waitFor()
  await shop.page.getByRole('link', { name: /TD-0000001/ }).click()
  await shop.page.getByText('Замовлення чекає: є борг або вичерпано ліміт').waitFor()
  await shop.page.getByText('РН-17').first().waitFor()
  await shop.page.getByText(/До сплати: 450,00/).waitFor()
  expect(await axeFindings(shop.page)).toEqual([])

  await shop.page.getByRole('button', { name: 'Обіцяти дату оплати' }).click()
  const day = await shop.page.getByLabel('Коли сплатите').getAttribute('min')
  await shop.page.getByLabel('Коли сплатите').fill(day ?? '')
  await shop.page.getByRole('button', { name: 'Надіслати' }).click()
  await shop.page.getByText(/Обіцяно сплатити/).waitFor()

  await agent.page.getByRole('link', { name: 'Події' }).click()
  const notices = agent.page.getByTestId('notices')
  await notices.getByText('обіцяє оплатити').waitFor()
  await notices.getByText('замовлення чекає рішення').waitFor()
  await agent.page.goto(`${stage.tandem.url}/field/held/collect`)
  await agent.page.getByTestId('collect').getByText('450,00').waitFor()
  expect(await axeFindings(agent.page)).toEqual([])

  await desk.page.getByRole('link', { name: 'Борги' }).click()
  await desk.page.getByTestId('debts').getByText('450,00').first().waitFor()
  expect(await axeFindings(desk.page)).toEqual([])
  await desk.page.getByRole('button', { name: 'Чекають рішення' }).click()
  await desk.page.getByTestId('held').getByRole('link', { name: 'TD-0000001' }).click()
  await desk.page.getByLabel('Чому відпускаємо').fill('обіцяв сьогодні')
  await desk.page.getByRole('button', { name: 'Відпустити' }).click()
  await shop.page.getByTestId('timeline').getByText('Відпущено').waitFor()
  await shop.page.getByText('Замовлення чекає').waitFor({ state: 'detached' })

  // The ERP delivers; the shop gives it back, and the supervisor takes it.
  const erp = makeErp(stage.tandem.url, 'erp', 'the secret of the erp')
  await erp.open('sale')
  await erp.send('sale', 'orders.xml', statusFile(await orderId(), '', 'Доставлен'))
  await shop.page.getByRole('button', { name: 'Повернути товар' }).click()
  await shop.page.getByRole('button', { name: /Більше: Молоко/ }).click()
  await shop.page.getByLabel('Що сталося').fill('потекло')
  expect(await axeFindings(shop.page)).toEqual([])
  await shop.page.getByRole('button', { name: 'Надіслати' }).click()
  await shop.page.getByTestId('timeline').getByText('Просять повернення').waitFor()
  const asked = desk.page.getByTestId('returns')
  await asked.getByRole('button', { name: 'Прийняти' }).click()
  await asked.getByRole('button', { name: 'Товар отримано' }).click()
  await shop.page.getByTestId('timeline').getByText('Товар повернено').waitFor()

  await shop.page.goto(`${stage.tandem.url}/shop/held/${town.ids.outlet}/documents`)
  await shop.page.getByTestId('invoices').getByText('прострочено').waitFor()
  await shop.page.getByTestId('returns').getByText('потекло').waitFor()
  expect(await axeFindings(shop.page)).toEqual([])
  expect([...shop.problems, ...agent.problems, ...desk.problems]).toEqual([])
  for (const window of [shop, agent, desk]) await window.close()
}, 540_000)
