import { expect, test } from 'vitest'
import { makeTown } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

const stage = stageOf()

async function shopAt(width: number) {
  const town = await makeTown(stage.database)
  const window = await openWindow(stage.browser, width)
  await signIn(window.page, `${stage.tandem.url}/shop`, town.phones[0] ?? '')
  await window.page.getByRole('heading', { level: 1 }).waitFor()
  const home = `${stage.tandem.url}/shop/${town.tenant.code}/${town.ids.outlet}`
  return { ...window, home }
}

test('a page whose file is away says so and comes when the network is back', async () => {
  const { page, home, problems, close } = await shopAt(390)
  await page.goto(home)
  await page.getByRole('link', { name: 'Документи' }).first().waitFor()
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Документи' }).first().click()
  await page.getByRole('alert').getByText('Немає зв’язку із сервером.').waitFor()
  // The rest of the screen stands: the way to the catalogue.
  await page.getByRole('link', { name: 'Каталог' }).first().waitFor()
  await page.context().setOffline(false)
  await page.getByRole('heading', { level: 1, name: 'Документи' }).waitFor()
  expect(problems).toEqual([])
  await close()
})

test('a file that a new version took away is asked for anew with its page', async () => {
  const { page, home, problems, close } = await shopAt(390)
  await page.goto(home)
  await page.route('**/assets/DocumentsPage-*', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('link', { name: 'Документи' }).first().click()
  const again = page.getByRole('button', { name: 'Спробувати ще раз' })
  await again.waitFor()
  await page.unrouteAll()
  await again.click()
  await page.getByRole('heading', { level: 1, name: 'Документи' }).waitFor()
  expect(problems).toEqual([])
  await close()
})

test('a screen that breaks says that the cart is kept, and opens again', async () => {
  const { page, home, close } = await shopAt(390)
  // Garbage from the network, as a proxy may answer.
  await page.route('**/rpc/ordering/shelf', (route) =>
    route.fulfill({ json: { json: { products: 7 } } }),
  )
  await page.goto(`${home}/catalogue`)
  await page.getByText('Цей екран зламався. Кошик і надіслані замовлення збережено.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Відкрити знову' }).click()
  await page.getByText('Молоко').first().waitFor()
  await close()
})
