import { beforeAll, expect, test } from 'vitest'
import { writeTenant } from '../../src/platform/db.ts'
import { publish } from '../../src/platform/facts.ts'
import { makeTown, type Town } from '../town.ts'
import { deliver } from '../town-history.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'fitting' })
  const days = ['2026-10-14', '2026-10-21', '2026-10-28', '2026-11-04', '2026-11-11']
  const { milk, bread } = town.ids
  await deliver(
    database,
    town,
    days.map((day) => ({
      day,
      lines: [
        { productId: milk, quantityMilli: 3000, unitPriceE4: 300_000 },
        { productId: bread, quantityMilli: 2000, unitPriceE4: 270_000 },
      ],
    })),
  )
})
beforeAll(async () => {
  await writeTenant(stage.database.pools.app, town.tenant.id, (tx) =>
    publish(tx, {
      type: 'ordering.history_imported',
      distributorId: town.tenant.id,
      fromDay: '2026-10-14',
      toDay: '2026-11-11',
    }),
  )
})

test('history comes in; the office sees who could be invited, why not, and what to mend', async () => {
  const [, , , adminPhone = ''] = town.phones
  const office = await openWindow(stage.browser, 1440)
  const { page } = office
  await signIn(page, `${stage.tandem.url}/office/`, adminPhone)
  await page.getByRole('link', { name: 'Готовність порталу' }).click()
  await page.getByRole('heading', { name: 'Готовність порталу' }).waitFor()
  await page.getByTestId('fit').getByText('Kiosk 1').waitFor({ timeout: 40_000 })
  const row = page.getByTestId('fit').locator('tr', { hasText: 'Kiosk 1' })
  await row.getByText('ще ні').waitFor()
  await row.getByText('5 / 10').waitFor()
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Що виправити' }).click()
  const mend = page.getByTestId('to-mend').locator('tr', { hasText: 'Інша ціна' })
  await mend.getByText('25,00 ₴ / шт').waitFor()
  await mend.getByText('27,00 ₴ / шт').waitFor()
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Дні доставки' }).click()
  await page.getByTestId('proposals').getByText('ср', { exact: true }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: /^Прийняти всі/ }).click()
  await page.getByText('Міняти дні доставки не пропонуємо').waitFor()

  await page.getByRole('button', { name: 'Точки' }).click()
  await row.getByRole('link', { name: /Kiosk 1/ }).click()
  const differences = page.getByTestId('differences')
  await differences.getByText('Баланс невідомий').waitFor()
  await differences.getByText('Телефон не підтверджено').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(office.problems).toEqual([])
  await office.close()
})
