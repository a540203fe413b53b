import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { openScreenWorld, type ScreenWorld } from './screen-world.ts'

let world: ScreenWorld
beforeAll(async () => {
  world = await openScreenWorld()
})
afterAll(() => world?.stop())

test('the owner plays a week forward from the office, and the launch page tells of it', async () => {
  const { page, close } = await openWindow(world.browser, 1440)
  await signIn(page, `${world.url}/office/dobrodar/launch`, world.phoneOf('owner'))
  await page.getByRole('heading', { name: 'Два закони' }).waitFor()
  const main = page.locator('main')
  const before = await main.textContent()
  const clock = await page.getByTestId('demo-now').textContent()
  await page.getByRole('button', { name: '+1 тиждень' }).click()
  await page.getByRole('button', { name: 'Зупинити' }).waitFor()
  await page.getByRole('button', { name: '+1 тиждень' }).waitFor({ timeout: 120_000 })
  expect(await page.getByTestId('demo-now').textContent()).not.toBe(clock)
  const run = await page.getByTestId('demo-run').textContent()
  expect(Number(/(\d+)\sзамовлен/.exec(run ?? '')?.[1])).toBeGreaterThan(5)
  expect(Number(/(\d+)\sдостав/.exec(run ?? '')?.[1])).toBeGreaterThan(5)
  const numbers = (text: string | null) =>
    (text ?? '').slice((text ?? '').indexOf('Два закони')).match(/\d+/g)
  expect(numbers(await main.textContent())).not.toEqual(numbers(before))
  expect(await axeFindings(page)).toEqual([])
  await close()
}, 180_000)

test('both ways are played with the owner’s own numbers, and the address holds them', async () => {
  const { page, close } = await openWindow(world.browser, 390)
  await signIn(page, `${world.url}/office/dobrodar/launch?view=forward`, world.phoneOf('owner'))
  await page.getByText('Це модель з припущеннями, а не прогноз').waitFor()
  await page.getByLabel('Точок', { exact: true }).fill('200')
  await page.getByLabel('Тижнів').fill('10')
  await page.getByRole('button', { name: 'Зіграти', exact: true }).click()
  const ends = page.getByTestId('play-ends')
  await ends.getByRole('columnheader', { name: 'Хвилями' }).waitFor()
  expect(page.url()).toMatch(/outlets=200.*weeks=10/)
  await ends.getByRole('row', { name: /^Запрошено 200 / }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  const told = await ends.textContent()
  await page.reload()
  await ends.getByRole('row', { name: /^Запрошено 200 / }).waitFor()
  expect(await ends.textContent()).toBe(told)
  await close()
}, 180_000)
