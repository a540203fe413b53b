import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
let desk: Window
let phone: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'diary' })
})
beforeAll(async () => {
  desk = await openWindow(stage.browser, 1440)
  phone = await openWindow(stage.browser, 390)
  await signIn(desk.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await signIn(phone.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
})

test('the office sees who changed what, by name, and goes from there to the thing', async () => {
  const { page } = desk
  await page.goto(`${stage.tandem.url}/office/diary/products`)
  await page.getByRole('link', { name: /Молоко/ }).click()
  await page.getByRole('button', { name: 'Приховати' }).click()
  await page.getByRole('button', { name: 'Показати в магазинах' }).waitFor()
  await page.getByRole('link', { name: 'Журнал' }).click()
  const rows = page.getByTestId('journal').locator('tbody tr')
  const hidden = rows.filter({ hasText: 'Показ товару в порталі' })
  await hidden.getByText('показано: ні').waitFor()
  await hidden.getByText('Person 3 diary').waitFor()
  await rows.filter({ hasText: 'Надано роль' }).getByText('Особа Person 4 diary').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await hidden.getByRole('link', { name: /Товар/ }).click()
  await page.getByRole('button', { name: 'Показати в магазинах' }).waitFor()
  await page.goBack()
})

test('it is narrowed by what was done and by whom, proven and saved', async () => {
  const { page } = desk
  const rows = page.getByTestId('journal').locator('tbody tr')
  await page.getByLabel('Що зроблено').selectOption({ label: 'Вхід' })
  await expect.poll(() => rows.count()).toBe(2)
  await rows.first().getByRole('button', { name: 'Person 3 diary' }).click()
  expect(page.url()).toContain(`who=${town.ids.adminPerson}`)
  await page.getByLabel('Від', { exact: true }).fill('2020-01-01')
  await page.getByLabel('До', { exact: true }).fill('2020-01-02')
  await page.getByText('Немає записів за цими умовами').waitFor()
  await page.getByRole('button', { name: 'Скинути фільтри' }).click()
  await expect.poll(() => rows.count()).toBeGreaterThan(5)
  await page.getByRole('button', { name: 'Перевірити цілість' }).click()
  await page.getByRole('alert').getByText('Жодного запису не змінено').waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Зберегти CSV' }).click(),
  ])
  const text = await readFile(await file.path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength((await rows.count()) + 1)
  expect(text).toContain('Person 3 diary')
})

test('somebody closes all his other sessions from the phone: the desk is signed out', async () => {
  const { page } = phone
  await page.goto(`${stage.tandem.url}/office/diary/me`)
  await page.getByText('Chrome, Linux').first().waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Від’єднати всі інші' }).click()
  await expect.poll(() => page.getByText('Chrome, Linux').count()).toBe(1)
  await desk.page.reload()
  await desk.page.getByLabel('Номер телефону').waitFor()
  await page.goto(`${stage.tandem.url}/office/diary/journal`)
  await page.getByTestId('journal').getByText('Закрито всі інші сеанси').waitFor()
  const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  expect(overflow).toBe(false)
  expect([...desk.problems, ...phone.problems]).toEqual([])
})
