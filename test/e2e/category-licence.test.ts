import { expect, test } from 'vitest'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'licensed' })
})

test('the office says that a category takes a licence: orders of it wait, and without it go on', async () => {
  const [buyerPhone = '', , , adminPhone = ''] = town.phones
  const shop = await openWindow(stage.browser, 390)
  const office = await openWindow(stage.browser, 1440)
  for (const { page } of [shop, office]) page.setDefaultTimeout(60_000)
  await signIn(office.page, `${stage.tandem.url}/office/`, adminPhone)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, buyerPhone)
  const order = async (told: string) => {
    const at = `${stage.tandem.url}/shop/licensed/${town.ids.outlet}`
    await shop.page.goto(`${at}/catalogue`)
    await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
    await shop.page.goto(`${at}/cart`)
    await shop.page.getByRole('button', { name: 'Замовити' }).locator('visible=true').click()
    const both = shop.page.getByRole('button', { name: 'Залишити обидва' })
    await both.or(shop.page.getByText('Замовлення прийнято').first()).first().waitFor()
    if (await both.isVisible()) await both.click()
    await shop.page.getByText('Замовлення прийнято').first().waitFor()
    expect(await shop.page.getByText('чекає чинної ліцензії').count(), told).toBe(
      told === 'waits' ? 1 : 0,
    )
  }

  const { page } = office
  await page.goto(`${stage.tandem.url}/office/licensed/products`)
  await page.getByRole('link', { name: 'Категорії й ліцензії' }).click()
  const licence = page.getByTestId('categories').getByRole('combobox').first()
  // Taken for another one by mistake, and taken back.
  await licence.selectOption({ label: 'Тютюн' })
  await page.getByRole('button', { name: 'Повернути' }).click()
  await expect.poll(() => licence.inputValue(), { timeout: 20_000 }).toBe('')
  await licence.selectOption({ label: 'Алкоголь' })
  await expect.poll(() => licence.inputValue(), { timeout: 20_000 }).toBe('alcohol')
  expect(await axeFindings(page)).toEqual([])
  await order('waits')

  await licence.selectOption('')
  await expect.poll(() => licence.inputValue(), { timeout: 20_000 }).toBe('')
  await order('goes on')
  await page.goto(`${stage.tandem.url}/office/licensed/journal`)
  await page.getByRole('cell', { name: 'Ліцензія категорії' }).first().waitFor()
})
