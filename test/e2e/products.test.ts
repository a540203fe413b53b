import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, launch, openWindow, signIn, type Window } from './browser.ts'

let database: TestDatabase
let tandem: Running
let browser: Browser
let town: Town
let folder: string
let office: Window
let shop: Window
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { code: 'goods' })
  tandem = await startTandem(database)
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'tandem-photos-'))
  office = await openWindow(browser, 1440)
  shop = await openWindow(browser, 390)
  await signIn(office.page, `${tandem.url}/office/`, town.phones[3] ?? '')
  await signIn(shop.page, `${tandem.url}/shop/`, town.phones[0] ?? '')
})
afterAll(async () => {
  await browser?.close()
  await tandem?.stop()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

test('the office finds a product by its barcode, and sees what it lacks', async () => {
  const { page } = office
  await page.getByRole('link', { name: 'Товари' }).click()
  const rows = page.getByTestId('products').locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(2)
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Без ціни' }).click()
  await page.getByText('Жоден товар не підходить').waitFor()
  await page.getByRole('button', { name: 'Без картинки' }).click()
  await expect.poll(() => rows.count()).toBe(2)
  await page.getByLabel('Назва, код, артикул, штрихкод').fill('2000000000015')
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('link', { name: /Молоко/ }).click()
  await page.getByTestId('prices').getByText('30,00').waitFor()
  expect(await axeFindings(page)).toEqual([])
})

test('a file that is no picture is refused in words; a picture is kept and shown', async () => {
  const { page } = office
  const photo = join(folder, 'milk.jpg')
  const create = { width: 1200, height: 1200, channels: 3 as const, background: '#1b6ca8' }
  await writeFile(photo, await sharp({ create }).jpeg().toBuffer())
  const file = page.getByTestId('picture-file')
  await file.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') })
  await page.getByRole('alert').getByText('Це не картинка').waitFor()
  await file.setInputFiles(photo)
  await page.getByText('Картинку збережено').waitFor()
  await page.getByRole('button', { name: 'Замінити картинку' }).waitFor()
})

test('the shop asks for the width that fits, and nothing jumps when it comes', async () => {
  const { page } = shop
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/files/')) asked.push(pathname)
  })
  await page.getByRole('link', { name: 'Каталог' }).last().click()
  const picture = page.getByRole('listitem').filter({ hasText: 'Молоко' }).locator('img')
  await picture.waitFor()
  const width = `[...document.querySelectorAll('li')]
    .find((li) => li.textContent.includes('Молоко')).querySelector('img').naturalWidth`
  await expect.poll(async () => Number(await page.evaluate(width))).toBeGreaterThan(0)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^\/files\/goods\/[0-9a-f-]+\/96$/)
  const attributes = ['width', 'height', 'sizes'].map((name) => picture.getAttribute(name))
  expect(await Promise.all(attributes)).toEqual(['80', '80', '80px'])
  const box = await picture.boundingBox()
  expect([box?.width, box?.height]).toEqual([80, 80])
})

test('a product that is hidden leaves the shop, its picture can be taken away', async () => {
  const { page } = office
  await page.getByRole('button', { name: 'Приховати' }).click()
  await page.getByRole('button', { name: 'Показати в магазинах' }).waitFor()
  await page.getByRole('button', { name: 'Прибрати картинку' }).click()
  await page.getByRole('button', { name: 'Додати картинку' }).waitFor()
  await shop.page.reload()
  await shop.page.getByText('Хліб').first().waitFor()
  expect(await shop.page.getByText('Молоко').count()).toBe(0)
  expect([...office.problems, ...shop.problems]).toEqual([])
})
